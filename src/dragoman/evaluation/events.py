"""Coded sentences: the type of each event, and who did it to whom.

Events that are negated or hypothetical are left out. Older names of types and contexts in the gold are carried over.

type           F1 of types, a text's multiset: micro, and macro over the types of the gold
coded          the same, and both sides agree: a country or body of the gold's side is among the codes of the event's side, or both are
               empty; a mutual event asks for every party on either side
coded_sector   the same, and the agreeing actor holds the gold's sector where it has one
span           F1 of the marked actors and of the recipients: some mention overlaps; both sides together in a text with a mutual event
context        the share of the matched events with a context in the gold that hold an acceptable one
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import Any

import msgspec

from dragoman.evaluation.counts import Counts, Figures, class_figures, classes_under, macro_f1, share
from dragoman.evaluation.matching import Stretch, any_overlap, best_pairs, gold_stretches, match, stretches
from dragoman.evaluation.sets import BY_CLASS, Pair, SetKind
from dragoman.evaluation.tables import load_tables
from dragoman.records import Event, Report

SIDES = ("actors", "recipients")
LEFT_OUT = frozenset({"negated", "hypothetical"})


class Marked(msgspec.Struct, frozen=True):
    """An actor of the gold."""

    country: str
    sector: str
    spans: list[Stretch]


class Coded(msgspec.Struct, frozen=True):
    """An actor of a report: the three-letter pieces of its codes, and its mentions."""

    id: str
    pieces: frozenset[str]
    spans: list[Stretch]


class GoldEvent(msgspec.Struct, frozen=True):
    """An event of the gold; ``mutual`` when all its parties stand on both sides."""

    type: str
    actors: list[Marked]
    recipients: list[Marked]
    contexts: frozenset[str]
    mutual: bool


class CodedEvent(msgspec.Struct, frozen=True):
    """An event of a report."""

    type: str
    actors: list[Coded]
    recipients: list[Coded]
    contexts: frozenset[str]


def pieces(codes: Iterable[str]) -> frozenset[str]:
    """The codes cut into three letters each; a body between states stands for ``IGO`` too."""
    tables = load_tables()
    found = set()
    for code in codes:
        letters = code.upper().translate({ord(mark): None for mark in "*-#"})
        for at in range(0, len(letters), 3):
            piece = tables.misspelt.get(letters[at : at + 3], letters[at : at + 3])
            found |= {piece, "IGO"} if piece in tables.bodies else {piece}
    return frozenset(found - {""})


def read_gold(event: dict[str, Any]) -> GoldEvent:
    """An event of the gold, its codes in the spelling of now."""
    tables = load_tables()

    def side(role: str) -> list[Marked]:
        found = []
        for mark in event[role]:
            country, sector = mark["code"][:3], (mark.get("sector") or "")[:3]
            sector = tables.older_sectors.get(sector, sector.replace("***", ""))
            found.append(Marked(tables.misspelt.get(country, country), sector, gold_stretches(mark)))
        return found

    names = (name.strip() for name in (event.get("context") or "").split(","))
    contexts = frozenset(spelt for name in names if (spelt := tables.context_spellings.get(name, name)) in tables.contexts)
    return GoldEvent(event["type_2021"], side("actors"), side("recipients"), contexts, bool(event.get("reciprocal")))


def read_report(report: Report) -> list[CodedEvent]:
    """The events of a report that the set asks for."""
    tables = load_tables()
    actors = {actor.id: Coded(actor.id, pieces(actor.codes), stretches(actor.mentions)) for actor in report.actors}
    return [
        CodedEvent(
            tables.older_types.get(event.type, event.type),
            [actors[id] for id in event.actors],
            [actors[id] for id in event.recipients],
            _contexts(event),
        )
        for event in report.events
        if event.modality not in LEFT_OUT
    ]


def _contexts(event: Event) -> frozenset[str]:
    tables = load_tables()
    return frozenset(tables.context_spellings.get(context, context) for context in event.contexts) or tables.contexts_of(event.cameo)


def side_fits(gold: Sequence[Marked], coded: Sequence[Coded], *, by_sector: bool = False) -> bool:
    """Whether the coded side is the gold's: one agreeing actor is enough; nobody (or nobody known) is nobody."""
    if not gold or not coded:
        return not gold and all(actor.pieces == {"UNK"} for actor in coded)
    return any(_actor_fits(mark, actor, by_sector) for mark in gold for actor in coded)


def _actor_fits(mark: Marked, actor: Coded, by_sector: bool) -> bool:
    if mark.country not in actor.pieces:
        return False
    older = load_tables().older_sectors
    return not by_sector or not mark.sector or mark.sector in {older.get(piece, piece) for piece in actor.pieces}


def _coded(*, by_sector: bool = False) -> Callable[[GoldEvent, CodedEvent], bool]:
    def fits(gold: GoldEvent, event: CodedEvent) -> bool:
        if gold.type != event.type:
            return False
        if gold.mutual:
            return all(side_fits([party], event.actors + event.recipients, by_sector=by_sector) for party in gold.actors)
        return side_fits(gold.actors, event.actors, by_sector=by_sector) and side_fits(
            gold.recipients, event.recipients, by_sector=by_sector
        )

    return fits


def _has_context(gold: GoldEvent, event: CodedEvent) -> bool:
    acceptable = {name for context in gold.contexts for name in (*load_tables().contexts[context], context)}
    return bool(acceptable & event.contexts)


def count_text(row: dict[str, Any], report: Report) -> Counts:
    """The counts of one text."""
    counts = Counts()
    golds, events = [read_gold(event) for event in row["events"]], read_report(report)
    by_type = best_pairs(golds, events, lambda g, p: (g.type == p.type) * (1 + 2 * _coded()(g, p) + _has_context(g, p)))
    found = {
        "type": {i: j for i, j, _ in by_type},
        "coded": match(golds, events, _coded()),
        "coded_sector": match(golds, events, _coded(by_sector=True)),
    }
    for name, pairs in found.items():
        counts.add_matches(name, right=len(pairs), predicted=len(events), gold=len(golds))
        for type_ in {gold.type for gold in golds} | {event.type for event in events}:
            counts.add_matches(
                (f"{name} by type", type_),
                right=sum(golds[i].type == type_ for i in pairs),
                predicted=sum(event.type == type_ for event in events),
                gold=sum(gold.type == type_ for gold in golds),
            )
    with_context = [(golds[i], events[j]) for i, j in found["type"].items() if golds[i].contexts]
    counts.add("context_asked", len(with_context))
    counts.add("context_right", sum(_has_context(gold, event) for gold, event in with_context))
    counts.add("context_gold", sum(bool(gold.contexts) for gold in golds))
    _count_spans(counts, golds, events)
    return counts


def _count_spans(counts: Counts, golds: Sequence[GoldEvent], events: Sequence[CodedEvent]) -> None:
    together = any(gold.mutual for gold in golds)
    for role in SIDES:
        wanted = [[span] for span in sorted({span for gold in golds for mark in getattr(gold, role) for span in mark.spans})]
        roles = SIDES if together else (role,)
        named = {actor.id: actor.spans for event in events for side in roles for actor in getattr(event, side)}
        given = [spans for spans in named.values() if spans]
        counts.add_matches(role, right=len(match(wanted, given, any_overlap)), predicted=len(given), gold=len(wanted))


def make_figures(whole: Counts) -> Figures:
    """All figures of the set."""
    return {
        "type_micro_f1": whole.f1("type"),
        "type_macro_f1": macro_f1(whole, "type by type"),
        "coded_micro_f1": whole.f1("coded"),
        "coded_macro_f1": macro_f1(whole, "coded by type"),
        "coded_sector_f1": whole.f1("coded_sector"),
        "actor_span_f1": whole.f1("actors"),
        "recipient_span_f1": whole.f1("recipients"),
        "context_acc": share(whole["context_right"], whole["context_asked"]),
        "type_precision": whole.precision("type"),
        "type_recall": whole.recall("type"),
        "coded_precision": whole.precision("coded"),
        "coded_recall": whole.recall("coded"),
        "context_recall": share(whole["context_right"], whole["context_gold"]),
    }


def _classes(whole: Counts) -> list[tuple[str, Figures]]:
    types = classes_under(whole, "type by type")
    return [(t, class_figures(whole, ("type by type", t)) | {"coded_F1": whole.f1(("coded by type", t))}) for t in types]


def _count(pairs: Sequence[Pair]) -> list[Counts]:
    return [count_text(row, report) for row, report in pairs]


SET = SetKind(
    name="events",
    is_kind=lambda rows: any("type_2021" in event for row in rows for event in row.get("events") or ()),
    count=_count,
    figures=make_figures,
    headline=(
        "type_micro_f1",
        "type_macro_f1",
        "coded_micro_f1",
        "coded_macro_f1",
        "actor_span_f1",
        "recipient_span_f1",
        "context_acc",
    ),
    classes=_classes,
    columns=(*BY_CLASS, "coded_F1"),
)
