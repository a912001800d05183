"""Whole stories: every record of a story against everything it tells.

A figure is of one-to-one matches inside a story, over all stories.

events            the same type, and evidence that shares a character other than white space
events_strict     the same, and a primary code in common on each side that the gold fills
statements        word F1 of the contents 0.5 or more, and sources that overlap (where a report has no source span: a code in common)
actors            mentions that overlap, and the same primary code
tolls             counts that overlap, and the same kind, low and high
tolls_scope       the same, and a word of the group in common; where the gold has only a place, a word of the place
places            mentions that overlap, whatever place they are taken for
positions         the same primary code and stance, and a word of the issue in common or evidence that overlaps
modality_acc, attribution_acc, parent_acc    the share of the matched records for which that holds
headline          the mean F1 of all but tolls_scope
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from typing import Any, TypeAlias

import msgspec

from dragoman.evaluation.counts import Counts, Figures, class_figures, classes_under, share
from dragoman.evaluation.matching import Stretch, Words, any_overlap, find_words, gold_stretches, match, stretches, word_f1, words_under
from dragoman.evaluation.sets import BY_CLASS, Pair, SetKind, holds
from dragoman.evaluation.tables import load_tables
from dragoman.records import Actor, Place, Report

HEADLINE = ("events", "events_strict", "statements", "actors", "tolls", "places", "positions")
PARTS = (*HEADLINE, "tolls_scope")
SIDES = ("actors", "recipients")
_EMPTY_WORDS = frozenset(
    re.findall(r"\w+", "the a an of in on for to and or with by at from between its their his her other others people")
)
Codes: TypeAlias = frozenset[str]


class ToldEvent(msgspec.Struct, frozen=True):
    """An event, as the comparison asks for it; ``told`` is the content of its statement, None for the story's own words."""

    type: str
    sides: tuple[Codes, Codes]
    modality: str | None
    told: list[Stretch] | None
    evidence: list[Stretch]


class Said(msgspec.Struct, frozen=True):
    """A statement, as the comparison asks for it."""

    id: str
    parent: str | None
    source: list[Stretch]
    codes: Codes
    content: list[Stretch]
    words: Words


class Named(msgspec.Struct, frozen=True):
    """An actor, as the comparison asks for it."""

    code: str | None
    mentions: list[Stretch]


class Counted(msgspec.Struct, frozen=True):
    """A toll, as the comparison asks for it."""

    kind: str
    low: int | None
    high: int | None
    group: frozenset[str]
    place: frozenset[str]
    count: list[Stretch]


class Stand(msgspec.Struct, frozen=True):
    """A position, as the comparison asks for it."""

    code: str | None
    stance: str
    issue: frozenset[str]
    evidence: list[Stretch]


class Story(msgspec.Struct, frozen=True):
    """Everything told, by the gold or by a report."""

    events: list[ToldEvent]
    statements: list[Said]
    actors: list[Named]
    tolls: list[Counted]
    positions: list[Stand]
    places: list[Stretch]


def primary(codes: Iterable[str]) -> str | None:
    """The three letters that say for whom an actor stands: a country or a body, ``IGO`` for most bodies."""
    tables = load_tables()
    letters = [re.sub("[^A-Z]", "", code.upper()) for code in codes]
    first = next((code for code in letters if code), "")
    if first[:3] == "IGO":
        bodies = (code[3:6] if code[:3] == "IGO" else code[:3] for code in letters)
        first = next((body for body in bodies if body in tables.bodies), first)
    code = "EUR" if first[:3] == "EEC" else tables.misspelt.get(first[:3], first[:3])
    return "IGO" if code in tables.bodies - tables.bodies_of_their_own else code or None


def content_words(text: str | None) -> frozenset[str]:
    """The words of a name that carry meaning, without a plural's s."""
    return frozenset(re.sub(r"(?<=\w{3})s$", "", word) for word in re.findall(r"\w+", (text or "").lower())) - _EMPTY_WORDS


def read_gold(row: dict[str, Any], words: Sequence[Stretch]) -> Story:
    """The story as a row of the gold tells it."""
    text: str = row["text"]
    codes = {actor["id"]: primary(_listed(actor["codes"])) for actor in row["actors"]}
    names = {place["name"]: _full_name(place["name"], text, gold_stretches(place["mentions"])) for place in row["places"]}
    names |= {actor["id"]: _full_name(actor["name"], text, gold_stretches(actor["mentions"])) for actor in row["actors"]}

    def side(ids: Iterable[str] | None) -> Codes:
        return frozenset(code for id in ids or () if (code := codes.get(id)))

    def named(value: Any) -> frozenset[str]:
        value = (value.get("text") or value.get("name")) if isinstance(value, dict) else value
        return content_words(names.get(value, value))

    said = [
        Said(
            statement["id"],
            statement.get("parent"),
            gold_stretches(source := statement.get("source") or {}),
            side(source.get("actors")),
            content := gold_stretches(statement["content"]),
            words_under(words, content),
        )
        for statement in row["statements"]
    ]
    told = {statement.id: statement.content for statement in said}
    events = [
        ToldEvent(
            event["type"].upper(),
            (side(event["actors"]), side(event["recipients"])),
            event["modality"],
            told.get(event["attribution"], []) if event.get("attribution") is not None else None,
            gold_stretches(event["evidence"]),
        )
        for event in row["events"]
    ]
    tolls = [
        Counted(toll["kind"], toll["low"], toll["high"], named(toll.get("group")), named(toll.get("place")), gold_stretches(toll["span"]))
        for toll in row["tolls"]
    ]
    positions = [
        Stand(codes.get(p["actor"]), p["stance"].replace("-", "_"), content_words(p["issue"]), gold_stretches(p["evidence"]))
        for p in row["positions"]
    ]
    actors = [Named(codes[actor["id"]], gold_stretches(actor["mentions"])) for actor in row["actors"]]
    places = sorted({mention for place in row["places"] for mention in gold_stretches(place["mentions"])})
    return Story(events, said, actors, tolls, positions, places)


def read_report(report: Report, text: str, words: Sequence[Stretch]) -> Story:
    """The story as a report tells it."""
    codes = {actor.id: primary(actor.codes) for actor in report.actors}
    known: list[Actor | Place] = [*report.actors, *report.places]
    names = {named.id: _full_name(named.name, text, stretches(named.mentions)) for named in known}

    def side(ids: Iterable[str]) -> Codes:
        return frozenset(code for id in ids if (code := codes.get(id)))

    said = []
    for statement in report.statements:
        source = statement.source
        content = stretches(statement.content)
        where = stretches((source.span,)) if source else []
        said.append(
            Said(statement.id, statement.parent, where, side(source.actors if source else ()), content, words_under(words, content))
        )
    told = {statement.id: statement.content for statement in said}
    events = [
        ToldEvent(
            event.type,
            (side(event.actors), side(event.recipients)),
            event.modality,
            None if event.attribution is None else told.get(event.attribution, []),
            stretches(event.evidence),
        )
        for event in report.events
    ]
    tolls = [
        Counted(
            toll.kind,
            toll.low,
            toll.high,
            content_words(names.get(toll.group or "", toll.group)),
            content_words(names.get(toll.place or "", toll.place)),
            stretches((toll.count_text,)) or stretches(toll.evidence),
        )
        for toll in report.tolls
    ]
    positions = [Stand(codes.get(p.actor), p.stance, content_words(p.issue), stretches(p.evidence)) for p in report.positions]
    actors = [Named(codes[actor.id], stretches(actor.mentions)) for actor in report.actors]
    places = sorted({mention for place in report.places for mention in stretches(place.mentions)})
    return Story(events, said, actors, tolls, positions, places)


def _listed(codes: Any) -> list[str]:
    return [codes] if isinstance(codes, str) else list(codes or [])


def _full_name(name: str, text: str, mentions: Iterable[Stretch]) -> str:
    return " ".join([name, *(text[start:end] for start, end in mentions)])


def _same_event(text: str) -> Callable[[ToldEvent, ToldEvent], bool]:
    def shares_text(some: list[Stretch], others: list[Stretch]) -> bool:
        return any(text[max(a[0], b[0]) : min(a[1], b[1])].strip() for a in some for b in others)

    return lambda gold, told: gold.type == told.type and shares_text(gold.evidence, told.evidence)


def _same_sides(gold: ToldEvent, told: ToldEvent) -> bool:
    return all(not wanted or wanted & given for wanted, given in zip(gold.sides, told.sides, strict=True))


def _same_teller(gold: ToldEvent, told: ToldEvent) -> bool:
    if gold.told is None or told.told is None:
        return gold.told is told.told
    return any_overlap(gold.told, told.told)


def _same_statement(gold: Said, said: Said) -> bool:
    if word_f1(gold.words, said.words) < 0.5:
        return False
    return any_overlap(gold.source, said.source) if said.source else bool(gold.codes & said.codes)


def _same_toll(gold: Counted, counted: Counted) -> bool:
    same = (gold.kind, gold.low, gold.high) == (counted.kind, counted.low, counted.high)
    return same and any_overlap(gold.count, counted.count)


def _same_scope(gold: Counted, counted: Counted) -> bool:
    if gold.group:
        return _same_toll(gold, counted) and bool(gold.group & counted.group)
    return _same_toll(gold, counted) and (not gold.place or bool(gold.place & counted.place))


def _same_position(gold: Stand, stand: Stand) -> bool:
    if (gold.code, gold.stance) != (stand.code, stand.stance):
        return False
    return bool(gold.issue & stand.issue) or any_overlap(gold.evidence, stand.evidence)


def count_story(row: dict[str, Any], report: Report) -> Counts:
    """The counts of one story."""
    counts, text = Counts(), row["text"]
    words = find_words(text)
    gold, told = read_gold(row, words), read_report(report, text, words)
    _count_events(counts, text, gold.events, told.events)
    _count_statements(counts, gold.statements, told.statements)

    def add(name: str, golds: Sequence[Any], given: Sequence[Any], fits: Callable[[Any, Any], bool]) -> None:
        counts.add_matches(name, right=len(match(golds, given, fits)), predicted=len(given), gold=len(golds))

    add("actors", gold.actors, told.actors, lambda g, p: g.code == p.code and any_overlap(g.mentions, p.mentions))
    add("tolls", gold.tolls, told.tolls, _same_toll)
    add("tolls_scope", gold.tolls, told.tolls, _same_scope)
    add("positions", gold.positions, told.positions, _same_position)
    add("places", gold.places, told.places, lambda g, p: any_overlap((g,), (p,)))
    return counts


def _count_events(counts: Counts, text: str, golds: Sequence[ToldEvent], told: Sequence[ToldEvent]) -> None:
    same = _same_event(text)

    def strictly(gold: ToldEvent, event: ToldEvent) -> bool:
        return same(gold, event) and _same_sides(gold, event)

    def wholly(gold: ToldEvent, event: ToldEvent) -> bool:
        return strictly(gold, event) and _same_teller(gold, event) and gold.modality == event.modality

    found = match(golds, told, same, best=wholly)
    for i, j in found.items():
        counts.add("modality_right", golds[i].modality == told[j].modality)
        counts.add("attribution_right", _same_teller(golds[i], told[j]))
    for name, pairs in (("events", found), ("events_strict", match(golds, told, strictly))):
        counts.add_matches(name, right=len(pairs), predicted=len(told), gold=len(golds))
        for type_ in {event.type for event in (*golds, *told)}:
            counts.add_matches(
                (name, type_),
                right=sum(golds[i].type == type_ for i in pairs),
                predicted=sum(event.type == type_ for event in told),
                gold=sum(event.type == type_ for event in golds),
            )


def _count_statements(counts: Counts, golds: Sequence[Said], said: Sequence[Said]) -> None:
    found = match(golds, said, _same_statement, best=lambda g, p: g.words == p.words and g.source == p.source)
    counts.add_matches("statements", right=len(found), predicted=len(said), gold=len(golds))
    partner = {golds[i].id: said[j].id for i, j in found.items()}
    for i, j in found.items():
        wanted, given = golds[i].parent, said[j].parent
        counts.add("parent_right", given is None if wanted is None else given is not None and partner.get(wanted) == given)


def make_figures(whole: Counts) -> Figures:
    """All figures of the set."""
    figures: Figures = {"headline": sum(whole.f1(part) for part in HEADLINE) / len(HEADLINE)}
    for part in PARTS:
        figures |= {f"{part}_p": whole.precision(part), f"{part}_r": whole.recall(part), f"{part}_f1": whole.f1(part)}
    figures["modality_acc"] = share(whole["modality_right"], whole.right("events"))
    figures["attribution_acc"] = share(whole["attribution_right"], whole.right("events"))
    figures["parent_acc"] = share(whole["parent_right"], whole.right("statements"))
    return figures


def _classes(whole: Counts) -> list[tuple[str, Figures]]:
    parts = [(part, class_figures(whole, part)) for part in PARTS]
    types = classes_under(whole, "events")
    return parts + [
        (f"  {type_}", class_figures(whole, ("events", type_)) | {"strict_F1": whole.f1(("events_strict", type_))}) for type_ in types
    ]


def _count(pairs: Sequence[Pair]) -> list[Counts]:
    return [count_story(row, report) for row, report in pairs]


SET = SetKind(
    name="stories",
    is_kind=holds("actors", "statements", "events", "positions"),
    count=_count,
    figures=make_figures,
    headline=("headline", *(f"{part}_f1" for part in PARTS), "modality_acc", "attribution_acc", "parent_acc"),
    classes=_classes,
    columns=(*BY_CLASS, "strict_F1"),
)
