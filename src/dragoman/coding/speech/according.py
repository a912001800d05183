"""Sources given by a preposition: "according to police, …", "per the ministry"."""

from __future__ import annotations

from dragoman.coding.speech.clauses import subtree
from dragoman.coding.speech.cue_words import CueWords
from dragoman.coding.speech.draft import Draft
from dragoman.language import Annotated, Token


def according_drafts(doc: Annotated, words: CueWords) -> list[Draft]:
    """The statements of "according to" phrases: the content is the clause the phrase stands in."""
    attributing = words.words.get("attributing", frozenset())
    drafts = (_draft(doc, token, words) for token in doc.tokens if token.lower in attributing)
    return [draft for draft in drafts if draft is not None]


def _draft(doc: Annotated, token: Token, words: CueWords) -> Draft | None:
    link = next((c for c in doc.children(token.i, "prep") if c.lower == "to"), None)
    if token.lower != "according" or link is None:
        return None
    sources = doc.children(link.i, "pobj")
    if not sources:
        return None
    source = sources[0]
    if words.has("manners", source) and not doc.children(source.i, "det", "poss"):
        return None  # "according to plan"
    host = _host(doc, token)
    if host is None:
        return None
    return Draft(
        anchor=token.i,
        verb_class="report",
        outright=True,
        rule="according-to",
        frame="according to",
        content=frozenset(subtree(doc, host) - subtree(doc, token.i) - _turned_to(doc, host, token)),
        source=tuple(range(source.left, source.right + 1)),
        source_heads=(source.i,),
        source_how="object of 'according to'",
        cue=(token.i, link.i),
    )


def _host(doc: Annotated, token: Token) -> int | None:
    """The head of the clause that the phrase stands in; the whole sentence where it opens or ends it."""
    sentence = doc.sentence_of(token.i)
    if token.left <= sentence.first + 1 or token.right >= sentence.last - 1:
        root = next((t.i for t in doc.words(sentence) if t.head == t.i), None)
        clause = next((a for a in doc.ancestors(token.i) if _own_clause(doc, a)), None)
        return _whole_list(doc, clause, token) if clause is not None else root
    return next((a.i for a in doc.ancestors(token.i) if a.pos in ("VERB", "AUX")), None)


def _whole_list(doc: Annotated, clause: Token, phrase: Token) -> int:
    """The first of clauses told one after another ("A rose, B fell and C held, *according to* …"); none beyond a "but"."""
    while clause.dep == "conj" and phrase.i > clause.i:
        first = doc.tokens[clause.head]
        links = [c for c in doc.children(first.i, "cc") if c.i < clause.i]
        if not _has_subject(doc, first) or any(c.lower != "and" for c in links):
            break
        clause = first
    return clause.i


def _turned_to(doc: Annotated, host: int, phrase: Token) -> set[int]:
    """What the writer sets against it after the phrase: "…, according to police, *but no one was held*"."""
    after = [c for c in doc.children(host, "conj") if c.left > phrase.right and _has_subject(doc, c)]
    against = {c.i for c in doc.children(host, "cc") if c.i > phrase.right and c.lower != "and"}
    return {t for c in after if against for t in (*subtree(doc, c.i), *against)}


def _has_subject(doc: Annotated, clause: Token) -> bool:
    return bool(doc.children(clause.i, "nsubj", "nsubjpass"))


def _own_clause(doc: Annotated, token: Token) -> bool:
    """A clause with its own subject that is coordinated or embedded after the phrase's neighbours."""
    return token.pos in ("VERB", "AUX") and token.dep in ("conj", "ccomp") and bool(doc.children(token.i, "nsubj", "nsubjpass"))
