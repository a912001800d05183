"""Where one text holds several stories: the sentences of each, told apart by names and nouns they do not share.

Wire summaries run unrelated items together. What is meant by "the rebels" or "officials" must be looked for
in the same item.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping

from dragoman.language import Annotated, Sentence
from dragoman.language.annotated import Token

# A sentence that begins so goes on with what came before.
_ANAPHORIC = frozenset(
    (
        *("he", "she", "it", "they", "his", "her", "its", "their", "this", "these", "those", "that", "such"),
        *("also", "but", "however", "both", "others"),
    )
)
_UNTELLING_ENTITIES = frozenset(("DATE", "TIME", "CARDINAL", "ORDINAL", "QUANTITY", "PERCENT"))
_LOOK_AHEAD = 2
_SHORTEST = 3


def find_strands(doc: Annotated, countries: Mapping[int, str], everyday: Collection[str] = ()) -> tuple[int, ...]:
    """Give the number of the story that each sentence belongs to, counted from 0.

    ``countries`` gives for tokens that speak of a country its code; ``everyday`` are nouns and parts of names
    that every story has.
    """
    names = [_names(doc, s, countries, everyday) for s in doc.sentences]
    codes = frozenset(countries.values())
    nouns = [frozenset(t.lemma for t in doc.words(s) if t.pos == "NOUN" and t.lemma not in everyday) for s in doc.sentences]
    strands: list[int] = []
    number, begun = 0, 0
    for i, sentence in enumerate(doc.sentences):
        if i >= begun + _SHORTEST and len(doc.sentences) - i >= 2 and _begins(doc, sentence, names, nouns, codes, begun):
            number, begun = number + 1, i
        strands.append(number)
    return tuple(strands)


def _begins(
    doc: Annotated, sentence: Sentence, names: list[frozenset[str]], nouns: list[frozenset[str]], codes: frozenset[str], begun: int
) -> bool:
    i = sentence.i
    if doc.sentences[i - 1].paragraph == sentence.paragraph or not names[i] or _goes_on(doc.words(sentence)):
        return False
    if _takes_up(doc, sentence, begun):
        return False
    told = _union(names[begun:i])
    ahead = _union(names[k] for k in range(i, min(i + _LOOK_AHEAD, len(names))))
    if told & ahead or not (told & codes and ahead & codes):
        return False
    return len(_union(nouns[begun:i]) & nouns[i]) <= 1


def _takes_up(doc: Annotated, sentence: Sentence, begun: int) -> bool:
    """Whether the sentence begins with a definite noun that the story has had: "The official said"."""
    words = doc.words(sentence)
    noun = next((t for t in words[1:4] if t.pos == "NOUN"), None)
    if words[0].lower not in ("the", "these", "those") or noun is None:
        return False
    return any(t.lemma == noun.lemma for k in range(begun, sentence.i) for t in doc.words(doc.sentences[k]))


def _union(sets: Iterable[frozenset[str]]) -> frozenset[str]:
    return frozenset().union(*sets)


def _goes_on(words: tuple[Token, ...]) -> bool:
    subject = next((t for t in words if t.dep in ("nsubj", "nsubjpass")), None)
    return bool(words) and (words[0].lower in _ANAPHORIC or (subject is not None and subject.pos == "PRON" and subject.lower in _ANAPHORIC))


def _names(doc: Annotated, sentence: Sentence, countries: Mapping[int, str], everyday: Collection[str]) -> frozenset[str]:
    found = {countries[t.i] for t in doc.words(sentence) if t.i in countries}
    found |= {t.lower for t in doc.words(sentence) if _is_telling(t, everyday)}
    return frozenset(found)


def _is_telling(token: Token, everyday: Collection[str]) -> bool:
    """Whether a word is of a name that two stories hardly share; titles and "New" or "United" are not."""
    if token.pos != "PROPN" or not token.entity or token.entity in _UNTELLING_ENTITIES or token.lower in everyday:
        return False
    return len(token.lower) > 2 and token.text[:1].isupper()
