"""Reports as people read them: a story's header, then its records as tables with the words they stand on."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from rich.console import Console, Group, RenderableType
from rich.padding import Padding
from rich.rule import Rule
from rich.text import Text

from dragoman.cli.ledger import Entry, Ledger
from dragoman.cli.reasons import explain_page
from dragoman.cli.terminal import make_console, show
from dragoman.coder import Explained
from dragoman.records import Document, Report, Statement
from dragoman.wording import cells
from dragoman.wording.printing import printable

TITLE_LENGTH = 90


class Pages:
    """Writes reports one below the other."""

    def __init__(self, *, explain: bool, console: Console | None = None) -> None:
        self._explain = explain
        self._console = console or make_console()

    def write(self, explained: Explained) -> None:
        """Write one report, and the reasons of its records where they are asked for."""
        page: list[RenderableType] = [header(explained.report), *sections(explained.report)]
        if self._explain:
            page.append(explain_page(explained))
        show(self._console, Group(*page))

    def close(self) -> None:
        """Nothing follows the last page."""


def header(report: Report) -> RenderableType:
    """Agency, dateline, title, id and publication day."""
    document = report.document
    dateline = document.dateline
    filed = ", ".join(part for part in (dateline and dateline.place, cells.day(dateline.date) if dateline else "") if part)
    credit = " · ".join(part for part in (document.source, filed) if part) or "no dateline"
    title = document.title or first_words(document)
    published = f"published {document.published}" if document.published else "publication day not known"
    head = Text(printable(credit), "bold")
    about = Text(printable(f"{document.id} · {published}"), "dim")
    return Group(Rule(style="dim"), head, Text(printable(cells.flat(title)), "bold italic"), about, Text())


def first_words(document: Document) -> str:
    """The beginning of a story's prose, as a stand-in for its title."""
    begins = document.paragraphs[0][0] if document.paragraphs else 0
    words = cells.flat(document.text[begins : begins + 400])
    return words if len(words) <= TITLE_LENGTH else f"{words[:TITLE_LENGTH].rsplit(' ', 1)[0]} …"


def sections(report: Report) -> Iterator[RenderableType]:
    """The tables of a report, those with nothing in them left out."""
    names = cells.Names(report)
    ledgers = (
        _events(report, names),
        _statements(report, names),
        _positions(report, names),
        _tolls(report, names),
        _actors(report),
        _places(report),
        _times(report),
    )
    shown = [ledger for ledger in ledgers if ledger.entries]
    yield from shown
    if not shown:
        yield Text("Nothing was coded.\n")
    for notice in report.notices:
        yield Padding(Text(f"note: {printable(notice)}", "yellow"), (0, 0, 1, 0))


def _events(report: Report, names: cells.Names) -> Ledger:
    entries = []
    for event in report.events:
        kind = Text(event.type, "bold").append(f" {', '.join(event.modes)}" if event.modes else "", "not bold")
        when = " · ".join(part for part in (names.place(event.place), names.time(event.time)) if part)
        modality = Text("" if event.modality == "asserted" else event.modality, "yellow")
        row = (_id(event.id), kind, Text(names.parties(event)), Text(when), modality, Text(names.teller(event.attribution)))
        entries.append(Entry(row, cells.quotation(event.evidence)))
    return Ledger("Events", ("", "what", "who → whom", "where · when", "", "told by"), tuple(entries))


def _statements(report: Report, names: cells.Names) -> Ledger:
    entries = []
    for statement in _nested(report.statements):
        depth = cells.depth(statement, report.statements)
        id = Text("  " * (depth - 1) + "└ " if depth else "", "dim").append(statement.id, "cyan")
        words, known = names.source(statement)
        who = Text(words or "(unnamed)").append(f" = {known}" if known else "", "dim")
        row = (
            id,
            who,
            Text(printable(cells.flat(statement.cue.text)) if statement.cue else "", "bold"),
            Text(statement.verb_class),
            Text(statement.kind),
        )
        entries.append(Entry(row, cells.quotation(statement.content), indent=2 * depth))
    return Ledger("Statements", ("", "whose words", "cue", "class", "kind"), tuple(entries))


def _nested(statements: Sequence[Statement], parent: str | None = None) -> Iterator[Statement]:
    """The statements, each followed by those that stand in it."""
    for statement in statements:
        if statement.parent == parent:
            yield statement
            yield from _nested(statements, statement.id)


def _positions(report: Report, names: cells.Names) -> Ledger:
    entries = []
    for position in report.positions:
        stance = Text(position.stance.replace("_", " "), "bold")
        target = names.actors((position.target,) if position.target else ())
        where = (Text(target), Text(names.actors(position.forum)), Text(names.teller(position.attribution)))
        row = (_id(position.id), Text(names.actors((position.actor,))), stance, Text(printable(position.issue)), *where)
        entries.append(Entry(row, cells.quotation(position.evidence)))
    return Ledger("Positions", ("", "who", "stands", "issue", "towards", "before", "told by"), tuple(entries))


def _tolls(report: Report, names: cells.Names) -> Ledger:
    entries = []
    for toll in report.tolls:
        of = ", ".join(part for part in (printable(toll.group or ""), f"in {names.place(toll.place)}" if toll.place else "") if part)
        since = f"since {cells.day(toll.since)}" if toll.since else ""
        when = " · ".join(part for part in (since, f"as of {cells.day(toll.as_of)}" if toll.as_of else "") if part)
        cause = Text(toll.cause or "", "cyan")
        count = Text(cells.bounds(toll), "bold", justify="right")
        row = (_id(toll.id), Text(toll.kind), count, Text(cells.standing(toll)), Text(of), Text(when), cause)
        entries.append(Entry((*row, Text(names.teller(toll.attribution))), cells.quotation(toll.evidence)))
    return Ledger("Tolls", ("", "kind", "count", "", "of whom", "time", "by", "counted by"), tuple(entries))


def _actors(report: Report) -> Ledger:
    entries = []
    for actor in report.actors:
        office = Text(printable(cells.flat(actor.office or "")), "italic")
        row = (_id(actor.id), Text(printable(actor.name)), Text(cells.codes(actor), "bold"), Text(actor.kind.replace("_", " ")), office)
        entries.append(Entry((*row, Text(_times_named(len(actor.mentions)), "dim"))))
    return Ledger("Actors", ("", "name", "codes", "kind", "office", "named"), tuple(entries))


def _places(report: Report) -> Ledger:
    entries = []
    for place in report.places:
        row = (
            _id(place.id),
            Text(printable(place.name)),
            Text(place.kind.replace("_", " ")),
            Text(cells.where(place)),
            Text(cells.point(place)),
        )
        entries.append(Entry((*row, Text(_times_named(len(place.mentions)), "dim"))))
    return Ledger("Places", ("", "name", "kind", "in", "point", "named"), tuple(entries))


def _times(report: Report) -> Ledger:
    entries = []
    for time in report.times:
        dated = time.from_ is not None or time.to is not None
        entries.append(
            Entry(
                (
                    _id(time.id),
                    Text(f"“{printable(cells.flat(time.span.text))}”"),
                    Text(cells.days(time) if dated else "—"),
                    Text(time.kind),
                )
            )
        )
    return Ledger("Times", ("", "words", "days", "kind"), tuple(entries))


def _id(id: str) -> Text:
    return Text(id, "cyan")


def _times_named(count: int) -> str:
    return "once" if count == 1 else f"{count} times"
