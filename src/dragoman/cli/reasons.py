"""Explanations as people read them: for each record its rule, the words and how each field was filled."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from rich.console import Group, RenderableType
from rich.padding import Padding
from rich.text import Text

from dragoman.coder import Explained
from dragoman.records import Explanation, Reason, Report, Span
from dragoman.wording import cells
from dragoman.wording.printing import printable


def explain_page(explained: Explained, *, records: Iterable[str] = ()) -> RenderableType:
    """Why each record stands in the report; with ``records`` only those of these ids, else what was turned down too."""
    asked = set(records)
    names = _labels(explained.report)
    kept = [e for e in explained.explanations if e.record is not None and (not asked or e.record in asked)]
    rest = [] if asked else [e for e in explained.explanations if e.record is None]
    near = [e for e in rest if e.kind == "event" and e.rule is None]
    page: list[RenderableType] = []
    if kept:
        page += [Text("Why these records", "bold"), *(_kept(explanation, names) for explanation in kept)]
    if turned_down := [e for e in rest if e not in near]:
        page += [Text("Turned down", "bold"), *_turned_down(turned_down), Text()]
    if near:
        page += [Text("No event rule matched", "bold"), *_near(near), Text()]
    return Group(*page) if page else Text("There is nothing to explain: nothing was coded or turned down.\n")


def _kept(explanation: Explanation, names: dict[str, str]) -> RenderableType:
    head = Text("  ").append(f"{explanation.record}", "cyan").append(f" {explanation.kind}", "bold")
    head.append(f"  {names.get(explanation.record or '', '')}")
    rule = Text(f"rule {explanation.rule}", "dim") if explanation.rule else Text("no rule: read off the form of the words", "dim")
    lines = [_reason(reason, names) for reason in explanation.reasons]
    return Group(head, Padding(rule, (0, 0, 0, 5)), *(Padding(line, (0, 0, 0, 5)) for line in lines), Text())


def _turned_down(explanations: list[Explanation]) -> Iterator[RenderableType]:
    """Candidates under the words they stand on, each with its rule, what turned it down, and who would have been on its sides."""
    before: tuple[str, Span | None] | None = None
    for explanation in explanations:
        words = next((reason.words for reason in explanation.reasons if reason.words), None)
        if (explanation.kind, words) != before:
            yield Text("  ").append(explanation.kind, "bold").append(f"  {_quoted(words)}" if words else "")
            before = (explanation.kind, words)
        line = Text(f"{explanation.rule or 'no rule'}  ", "dim").append(printable(explanation.rejected or ""), "yellow")
        decided = next((reason.words for reason in explanation.reasons if reason.field == "rejected" and reason.words), None)
        yield Padding(line.append(f"  {_quoted(decided)}" if decided else "", "italic dim"), (0, 0, 0, 5))
        sides = (reason for reason in explanation.reasons if reason.field in ("actors", "recipients"))
        yield from (Padding(_reason(reason, {}), (0, 0, 0, 7)) for reason in sides)


def _near(explanations: list[Explanation]) -> Iterator[RenderableType]:
    """Words that rules know, with what these ask for; then those that none knows."""
    unknown: list[str] = []
    for explanation in explanations:
        [first, *_] = explanation.reasons
        if not first.value:
            unknown.append(f"{first.how} “{printable(first.words.text)}”" if first.words else first.how)
            continue
        yield (
            Text("  ")
            .append(_quoted(first.words) if first.words else "", "bold")
            .append(f"  {printable(explanation.rejected or '')}", "yellow")
        )
        yield from (Padding(Text(f"{r.value:<10} ", "dim").append(printable(r.how)), (0, 0, 0, 5)) for r in explanation.reasons)
    if unknown:
        yield Text(f"  no rule has the {', '.join(dict.fromkeys(unknown))}")


def _reason(reason: Reason, names: dict[str, str]) -> Text:
    line = Text(f"{reason.field:<11} ", "dim")
    value = ", ".join(f"{names[id]} ({id})" if id in names else id for id in reason.value.split(", "))
    line.append(printable(value), "bold").append(f"  {printable(reason.how)}" if value else printable(reason.how))
    if reason.words is not None:
        line.append(f"  {_quoted(reason.words)}", "italic dim")
    return line


def _quoted(span: Span) -> str:
    return f"“{cells.shortened(printable(cells.flat(span.text)), 80)}” [{span.start}:{span.end}]"


def _labels(report: Report) -> dict[str, str]:
    """A few words for each record, by id."""
    names = cells.Names(report)
    labels = {actor.id: actor.name for actor in report.actors} | {place.id: place.name for place in report.places}
    labels |= {time.id: cells.days(time) for time in report.times}
    labels |= {event.id: f"{event.type} {names.parties(event)}" for event in report.events}
    labels |= {toll.id: f"{toll.kind} {cells.bounds(toll)}" for toll in report.tolls}
    labels |= {position.id: f"{names.actors((position.actor,))} {position.stance} {position.issue}" for position in report.positions}
    for statement in report.statements:
        labels[statement.id] = names.source(statement)[0] or "(unnamed)"
    return {id: cells.shortened(printable(label), 70) for id, label in labels.items()}
