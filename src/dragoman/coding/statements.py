"""Statements: who is reported to have said what, in whose words, and within whose words again."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import msgspec

from dragoman.coding.speech import quoted
from dragoman.coding.speech.according import according_drafts
from dragoman.coding.speech.cue_words import CueWords
from dragoman.coding.speech.draft import Draft, content_spans
from dragoman.coding.speech.drafts import draft_of, withheld
from dragoman.coding.speech.issuers import Ids, issuers, issuers_before
from dragoman.coding.speech.labels import bare_drafts, labelled_drafts
from dragoman.coding.speech.quotations import Quotations, find_quotations
from dragoman.coding.speech.whole import continued, held, sorted_out
from dragoman.language import Annotated
from dragoman.lexicon import Lexicon
from dragoman.records import Cast, Explanation, Found, Reason, Source, Span, Statement
from dragoman.records.report import StatementKind


class StatementFinder:
    """Finds statements by the cue words of the lexicon, by quotation marks, and by "according to"."""

    def __init__(self, lexicon: Lexicon) -> None:
        self._words = CueWords(lexicon)

    def find(self, doc: Annotated, cast: Cast) -> Found[Statement]:
        """The statements of a document in order of their cues, each with its explanation."""
        quotations = find_quotations(doc)
        drafts, turned_down = self._drafts(doc, quotations)
        drafts = sorted_out(doc, continued(doc, drafts, quotations), self._words)
        drafts += bare_drafts(doc, drafts, quotations)
        drafts.sort(key=lambda d: (min(d.content), d.anchor))
        names = {draft.anchor: f"s{number}" for number, draft in enumerate(drafts, 1)}
        parents = _parents(drafts)
        records: dict[str, Statement] = {}
        for draft in sorted(drafts, key=lambda d: -len(d.content)):  # an outer statement before those within it
            parent = records.get(names.get(parents.get(draft.anchor, -1), ""))
            records[names[draft.anchor]] = _statement(doc, draft, names[draft.anchor], parent, cast, quotations, self._words)
        records = _with_issuers(doc, [(draft, names[draft.anchor]) for draft in drafts], records, cast, self._words)
        explained = (_explanation(records[names[draft.anchor]], draft) for draft in drafts)
        return Found(tuple(records[name] for name in names.values()), (*explained, *turned_down))

    def _drafts(self, doc: Annotated, quotations: Quotations) -> tuple[list[Draft], list[Explanation]]:
        drafts = [*according_drafts(doc, self._words), *labelled_drafts(doc, quotations, self._words)]
        turned_down: list[Explanation] = []
        for token in doc.tokens:
            senses = self._words.senses(doc, token)
            draft = draft_of(doc, token, senses, quotations, self._words) if senses else None
            if draft is None:
                continue
            why = withheld(doc, token, draft, self._words, quotations)
            if why is None:
                drafts.append(draft)
            else:
                turned_down.append(
                    Explanation(None, "statement", draft.rule, (Reason("cue", token.text, "cue word", doc.span(token.i, token.i)),), why)
                )
        return [d for d in drafts if content_spans(doc, d.content)], turned_down


def _statement(
    doc: Annotated, draft: Draft, name: str, parent: Statement | None, cast: Cast, quotations: Quotations, words: CueWords
) -> Statement:
    return Statement(
        id=name,
        source=_source(doc, draft, cast, parent, words),
        cue=doc.span(draft.cue[0], draft.cue[-1]) if draft.cue else None,
        content=content_spans(doc, draft.content),
        kind=_kind(doc, draft, quotations),
        verb_class=draft.verb_class,
        parent=parent.id if parent is not None else None,
    )


def _source(doc: Annotated, draft: Draft, cast: Cast, parent: Statement | None, words: CueWords) -> Source | None:
    if not draft.source:
        return None
    actors = tuple(dict.fromkeys(a for head in draft.source_heads for a in _named(doc, head, cast, words)))
    if not actors and parent is not None and parent.source is not None and all(doc.tokens[h].tag == "PRP" for h in draft.source_heads):
        actors = parent.source.actors  # "the mayor says he told them": nobody else is near
    return Source(doc.span(draft.source[0], draft.source[-1]), actors)


def _with_issuers(
    doc: Annotated, drafts: Sequence[tuple[Draft, str]], records: Mapping[str, Statement], cast: Cast, words: CueWords
) -> dict[str, Statement]:
    """The statements by name; a paper that speaks, and is nobody's by its own words, has those who issued it."""
    told: dict[int, Ids] = {}
    named = dict(records)
    for draft, name in sorted(drafts, key=lambda d: min(d[0].source_heads, default=-1)):
        source = records[name].source
        if source is None or not draft.source_heads:
            continue
        head = draft.source_heads[0]
        found = source.actors or issuers(doc, head, cast, words) or issuers_before(doc, head, cast, words, told)
        if found:
            told[head] = found
        if not source.actors and found:
            named[name] = msgspec.structs.replace(records[name], source=Source(source.span, found))
    return named


def _named(doc: Annotated, head: int, cast: Cast, words: CueWords) -> tuple[str, ...]:
    """The actors of a source's head, or those of whom it tells: "a group of *rebels*"; a paper's issuers are found later."""
    own = cast.actor_heads.get(head, ())
    if own or doc.tokens[head].pos != "NOUN" or words.has("documents", doc.tokens[head]):
        return own
    whose = [c.i for c in doc.children(head, "poss", "compound", "nmod", "amod")]
    whose += [o.i for p in doc.children(head, "prep") if p.lower in ("from", "by", "of") for o in doc.children(p.i, "pobj")]
    return next((cast.actor_heads[i] for i in whose if i in cast.actor_heads), ())


def _kind(doc: Annotated, draft: Draft, quotations: Quotations) -> StatementKind:
    """Direct when all content stands in quotation marks of its own, mixed when part does."""
    wholly, partly = quoted.share_quoted(doc, draft.content, quotations, draft.anchor if draft.cue else None)
    return "direct" if wholly else "mixed" if partly else "indirect"


def _parents(drafts: Sequence[Draft]) -> Mapping[int, int]:
    """For each draft that stands in another's content, the innermost such; by anchor. Never a circle: contents shrink."""
    found: dict[int, int] = {}
    by_anchor = {draft.anchor: draft for draft in drafts}
    for anchor, holders in held(drafts).items():
        draft = by_anchor[anchor]
        fitting = [
            d
            for d in holders
            if d is not draft and len(draft.content | {anchor}) <= len(d.content) and draft.content <= d.content | {d.anchor}
        ]
        if fitting:
            found[anchor] = min(fitting, key=lambda d: (len(d.content), d.anchor)).anchor
    return found


def _explanation(statement: Statement, draft: Draft) -> Explanation:
    reasons = [Reason("verb_class", statement.verb_class, f"rule {draft.rule}", statement.cue)]
    if statement.source is not None:
        reasons.append(Reason("source", _text(statement.source.span), draft.source_how, statement.source.span))
    reasons += [Reason("content", "", f"frame '{draft.frame}' of the cue", span) for span in statement.content]
    reasons.append(Reason("kind", statement.kind, "by what stands in quotation marks"))
    if statement.parent is not None:
        reasons.append(Reason("parent", statement.parent, "its cue stands in that statement's content"))
    return Explanation(statement.id, "statement", draft.rule, tuple(reasons))


def _text(span: Span | None) -> str:
    return span.text if span is not None else ""
