"""Who stands behind a paper that speaks: "the statement" of the ministry that issued it, "the report" told of before."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from dragoman.coding.speech.cue_words import CueWords
from dragoman.language import Annotated, Token
from dragoman.language.grammar import agents, conjuncts, subjects
from dragoman.records import Cast

_REACH = 5
"""So many sentences back a paper that is spoken of again may have been named."""
_BESIDE = ("poss", "compound", "nmod", "amod")
_KNOWN = ("the", "this", "that", "these", "those", "its", "their", "his", "her", "same")
_NO_ISSUERS = ("place", "population")

Ids = tuple[str, ...]


def issuers(doc: Annotated, head: int, cast: Cast, words: CueWords) -> Ids:
    """Ids of the actors whose words a paper's are, by what its own phrase says; () where it says nothing.

    "The rebels' statement", "a statement issued by the envoy", "a U.S. communique", "a story in a newspaper".
    """
    token = doc.tokens[head]
    if not words.has("documents", token):
        return ()
    beside = [c.i for c in doc.children(head, *_BESIDE)]
    if named := _first_known(cast, beside):
        return named
    linked = [a for i in _after_links(doc, head, cast, words) for a in cast.actor_heads.get(i, ())]
    if linked:
        return tuple(dict.fromkeys(linked))
    return _called_alike(doc, beside, head, cast) or _states(doc, token, beside, cast, words)


def _states(doc: Annotated, paper: Token, beside: Sequence[int], cast: Cast, words: CueWords) -> Ids:
    """The state whose an official paper is by its adjective; "a Chadian army statement" is not the state's."""
    others = [i for i in beside if i not in cast.origins and doc.tokens[i].pos in ("NOUN", "PROPN")]
    whose = [a for i in beside for a in cast.origins.get(i, ())]
    return tuple(whose[:1]) if words.has("official_papers", paper) and not others else ()


def _first_known(cast: Cast, heads: Sequence[int]) -> Ids:
    return next((cast.actor_heads[i] for i in heads if i in cast.actor_heads), ())


def _after_links(doc: Annotated, head: int, cast: Cast, words: CueWords) -> list[int]:
    """Whom the phrase of a paper names as its sender: after "from" and "by", or "in" a newspaper; a survey is not "of" its sender."""
    found = []
    sent = ("from", "by", "of") if words.has("of_their_sender", doc.tokens[head]) else ("from", "by")
    for link in doc.children(head, "prep"):
        named = [o.i for o in doc.children(link.i, "pobj")] if link.lower in (*sent, "in") else []
        found += [i for o in named if link.lower in sent or _is_media(cast, o) for i in conjuncts(doc, o)]
    for clause in doc.children(head, "acl", "relcl"):
        if words.has("sending", clause):
            found += agents(doc, clause.i)
    return found


def _is_media(cast: Cast, head: int) -> bool:
    return any(cast.actor(a).kind == "media" for a in cast.actor_heads.get(head, ()))


def _called_alike(doc: Annotated, beside: Sequence[int], head: int, cast: Cast) -> Ids:
    """Of "a military statement" the military named last before it: the actor whose name ends in the word beside the paper."""
    start = doc.tokens[head].start
    wanted = {doc.tokens[i].lower for i in beside if doc.tokens[i].dep in ("compound", "nmod", "amod")}
    named = [
        (mention.start, actor.id)
        for actor in cast.actors
        for mention in actor.mentions
        if mention.end < start and mention.text.lower().split()[-1] in wanted and actor.kind not in _NO_ISSUERS
    ]
    return (max(named)[1],) if named else ()


def issuers_before(doc: Annotated, head: int, cast: Cast, words: CueWords, told: Mapping[int, Ids]) -> Ids:
    """Ids of the actors behind a paper named before and now spoken of again: "the report", or "it".

    ``told`` gives for the heads of sources already settled the ids of their actors.
    """
    token = doc.tokens[head]
    again = token.lower == "it"
    if not again and not (words.has("documents", token) and _is_known(doc, token)):
        return ()
    first = doc.sentences[max(token.sentence - (1 if again else _REACH), 0)].first
    for earlier in reversed(doc.tokens[first : token.i]):
        if earlier.pos not in ("NOUN", "PROPN") or not words.has("documents", earlier):
            continue
        if not (again or _is_same(earlier, token, words)):
            continue
        if again and earlier.dep != "nsubj":
            continue
        found = told.get(earlier.i) or issuers(doc, earlier.i, cast, words) or _sender(doc, earlier, cast, words)
        if found:
            return found
        if not again and _is_same_word(earlier, token) and earlier.dep in ("nsubj", "nsubjpass"):
            return ()  # the paper itself, nobody's
    return () if again or not words.has("official_papers", token) else _last_body(doc, token, cast, told)


def _is_known(doc: Annotated, token: Token) -> bool:
    return any(c.lower in _KNOWN for c in doc.children(token.i, "det", "poss", "amod"))


def _is_same(earlier: Token, token: Token, words: CueWords) -> bool:
    """Whether two words may name one paper: the same word, or two of those for official papers."""
    return _is_same_word(earlier, token) or (words.has("official_papers", earlier) and words.has("official_papers", token))


def _is_same_word(earlier: Token, token: Token) -> bool:
    return earlier.lemma.lower() == token.lemma.lower()


def _sender(doc: Annotated, paper: Token, cast: Cast, words: CueWords) -> Ids:
    """Who sends a paper: the subject of "issued a statement", of "said in a statement"."""
    return next((ids for verb in _sending(doc, paper, words) for h in subjects(doc, verb) if (ids := cast.actor_heads.get(h, ()))), ())


def _sending(doc: Annotated, paper: Token, words: CueWords) -> Iterator[int]:
    above = doc.tokens[paper.head]
    if paper.dep == "dobj" and words.has("sending", above):
        yield above.i
    if paper.dep == "pobj" and above.lower in ("in", "through") and above.dep == "prep":
        verb = doc.tokens[above.head]
        if verb.pos == "VERB" and (words.has("continuing", verb) or words.has("sending", verb)):
            yield verb.i


def _last_body(doc: Annotated, token: Token, cast: Cast, told: Mapping[int, Ids]) -> Ids:
    """The body that spoke last, in the sentence before or the one before that: "the army said …. The statement said …"."""
    near = [h for h in told if h < token.i and token.sentence - doc.tokens[h].sentence in (1, 2)]
    found = told[max(near)] if near else ()
    return found if found and all(cast.actor(a).kind not in ("person", "population", "media", "other") for a in found) else ()
