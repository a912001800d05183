"""Speech with no cue word: "Mayor: “…”", "“…” — Anna Berg", headlines that end in who says it, and bare quotations."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from dragoman.coding.speech.cue_words import CueWords
from dragoman.coding.speech.draft import Draft
from dragoman.coding.speech.quotations import MARKS, Quotation, Quotations, is_mark
from dragoman.language import Annotated, Sentence, Token

_DASHES = frozenset({"—", "–", "―", "--", "-"})
_ENDS = frozenset({".", "!", "?", "…"})
_LONGEST_NAME = 6
_SHORTEST_HEADLINE = 4
_SHORTEST_SPEECH = 5
_MOSTLY = 0.7  # of the words of a heading in title case, so many begin with a capital


def labelled_drafts(doc: Annotated, quotations: Quotations, words: CueWords) -> list[Draft]:
    """The statements whose speaker is named before a colon or after a dash."""
    found: list[Draft] = []
    for sentence in doc.sentences:
        draft = _before_colon(doc, sentence, quotations, words) or _after_headline(doc, sentence, words)
        if draft is not None:
            found.append(draft)
    return found + [d for q in quotations if not q.depth and (d := _after_quotation(doc, q)) is not None]


def bare_drafts(doc: Annotated, drafts: Sequence[Draft], quotations: Quotations) -> Iterator[Draft]:
    """Whole sentences in quotation marks that no cue and no name claims: somebody's words, nobody's name."""
    taken = {t for d in drafts for t in (*d.content, d.anchor)}
    for q in quotations:
        inside = doc.tokens[q.first : q.last + 1]
        whole = q.closed and not q.depth and inside[0].text[0].isupper() and any(doc.text[q.end - 2 : q.end - 1] == end for end in _ENDS)
        starts = q.first == 0 or doc.tokens[q.first].sentence != doc.tokens[_word_before(doc, q.first)].sentence
        speaks = len(inside) >= _SHORTEST_SPEECH and any(t.pos in ("VERB", "AUX") for t in inside)
        if whole and starts and speaks and taken.isdisjoint(range(q.first, q.last + 1)):
            yield _draft(q.first, range(q.first, q.last + 1), (), (), "quotation without a speaker", "nobody is named")


def _word_before(doc: Annotated, at: int) -> int:
    at -= 1
    while at > 0 and is_mark(doc.tokens[at]):
        at -= 1
    return max(at, 0)


def _before_colon(doc: Annotated, sentence: Sentence, quotations: Quotations, cues: CueWords) -> Draft | None:
    """ "Mayor: “…”"; without quotation marks only after a person's or a body's name."""
    words = doc.words(sentence)
    colon = next((t for t in words[: _LONGEST_NAME + 2] if t.text == ":"), None)
    if colon is None:
        return None
    name = [t for t in words if t.i < colon.i and t.text not in MARKS]
    if not _is_name(name):
        return None
    quoted = [q for at in (colon.i + 1, colon.i + 2) for q in quotations.starting(at) if not q.depth]
    if quoted:
        content = range(quoted[0].first, quoted[0].last + 1)
    elif _speaks_in_heading(doc, sentence, name, cues) and sentence.last - colon.i >= _SHORTEST_HEADLINE:
        content = range(colon.i + 1, sentence.last + 1)
    else:
        return None
    return _draft(colon.i, content, [t.i for t in name], (colon.i,), "name before a colon", "before the colon")


def _speaks_in_heading(doc: Annotated, sentence: Sentence, name: Sequence[Token], cues: CueWords) -> bool:
    """Whether a name before a colon is a speaker's; where all words have capitals the tagger may know no name or "Poll" for one."""
    if all(t.pos == "PROPN" and t.entity not in ("GPE", "LOC", "DATE") for t in name):
        return True
    told = [t for t in doc.words(sentence) if t.i > name[-1].i and t.pos in ("NOUN", "VERB", "ADJ", "PROPN")]
    titled = bool(told) and sum(t.text[0].isupper() for t in told) > len(told) * _MOSTLY
    named = all(t.text[0].isupper() and t.entity not in ("GPE", "LOC", "DATE") for t in name)
    return titled and named and not any(cues.has("headings", t) for t in name)


def _after_headline(doc: Annotated, sentence: Sentence, words: CueWords) -> Draft | None:
    """ "Norway to reopen bridge — minister": a line with no full stop that ends in who says it."""
    tokens = doc.words(sentence)
    if tokens[-1].text in (*_ENDS, *MARKS) or not _is_whole_paragraph(doc, sentence):
        return None
    mark = next((t for t in reversed(tokens[-_LONGEST_NAME - 1 :]) if t.text in _DASHES or t.text == ":"), None)
    if mark is None or mark.i - sentence.first < _SHORTEST_HEADLINE or (doc.text[mark.start - 1] not in " :" and mark.text != ":"):
        return None
    name = [t for t in tokens if t.i > mark.i]
    if not _is_name(name) or not (
        name[-1].entity in ("PERSON", "ORG") or words.has("speakers", name[-1]) or words.has("documents", name[-1])
    ):
        return None
    return _draft(
        mark.i, range(sentence.first, mark.i), [t.i for t in name], (mark.i,), "headline with a trailing name", "at the end of the headline"
    )


def _after_quotation(doc: Annotated, q: Quotation) -> Draft | None:
    """ "“…” — Anna Berg": the name to the end of the sentence after a dash."""
    at = q.last + 1
    while at < len(doc.tokens) and doc.tokens[at].start < q.end:
        at += 1
    if at >= len(doc.tokens) or doc.tokens[at].text not in _DASHES:
        return None
    sentence = doc.sentence_of(at)
    name = [t for t in doc.words(sentence) if t.i > at and not is_mark(t)]
    if sentence.paragraph != q.paragraph or not _is_name(name) or name[0].pos != "PROPN":
        return None
    return _draft(at, range(q.first, q.last + 1), [t.i for t in name], (at,), "name after a dash", "after the dash")


def _is_name(tokens: Sequence[Token]) -> bool:
    return 0 < len(tokens) <= _LONGEST_NAME and not any(
        t.pos in ("VERB", "AUX", "ADV", "SCONJ", "PUNCT", "INTJ") and t.text != "," for t in tokens
    )


def _is_whole_paragraph(doc: Annotated, sentence: Sentence) -> bool:
    around = [doc.sentences[k] for k in (sentence.i - 1, sentence.i + 1) if 0 <= k < len(doc.sentences)]
    return all(other.paragraph != sentence.paragraph for other in around)


def _draft(anchor: int, content: range, source: Sequence[int], cue: tuple[int, ...], rule: str, how: str) -> Draft:
    return Draft(
        anchor=anchor,
        verb_class="say",
        outright=True,
        rule=rule,
        frame="quotation",
        content=frozenset(content),
        source=tuple(source),
        source_heads=tuple(source[-1:]),
        source_how=how,
        cue=cue,
    )
