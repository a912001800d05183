"""Toll series and spells on standard output: a table for people, JSON Lines or CSV for programs."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import Any

from rich.text import Text

from dragoman.cli.hits import show_table, write_rows
from dragoman.cli.ledger import Entry
from dragoman.cli.output import write_lines
from dragoman.records import OfficeSpell, Party, PositionSpell, TollEntry, TollSeries
from dragoman.wording import cells
from dragoman.wording.ledgers import range_of, way_of
from dragoman.wording.printing import printable

Row = dict[str, Any]
Assembled = TollSeries | PositionSpell | OfficeSpell


def write_assembled(found: Iterable[Assembled], format: str) -> None:
    """Write what is assembled, all of one kind, as ``table``, ``json`` (JSON Lines) or ``csv``.

    In CSV a series has a row for each entry, so that every number stands beside its words.
    """
    if format == "json":
        write_lines(found)
    elif format == "csv":
        write_rows(row for one in found for row in rows_of(one))
    else:
        _write_table(found)


def rows_of(one: Assembled) -> Iterator[Row]:
    """Flat rows: one for a spell, one for each entry of a series; what is not known is None."""
    match one:
        case TollSeries():
            yield from (_entry_row(one, entry) for entry in one.entries)
        case PositionSpell():
            yield _position_row(one)
        case OfficeSpell():
            yield _office_row(one)


def _entry_row(series: TollSeries, entry: TollEntry) -> Row:
    return {
        "id": series.id,
        "kind": series.kind,
        "group": series.group,
        "place": series.place and series.place.name,
        "country": series.place and series.place.country,
        "since": series.since,
        "occurrence": series.occurrence,
        "storyline": series.storyline,
        "part_of": series.part_of,
        "entry": entry.telling.key,
        "as_of": entry.as_of,
        "counter": entry.counter,
        "told_by": entry.telling.voice,
        "low": entry.low,
        "high": entry.high,
        "approx": entry.approx,
        "vague": entry.vague,
        "tally": entry.tally,
        "entry_part_of": entry.part_of,
        "exceeds": entry.exceeds,
        "copies": len(entry.copies),
        "words": " … ".join(cells.flat(span.text) for span in entry.telling.evidence[-1:]),
        "document": entry.telling.document,
        "published": entry.telling.published,
    }


def _position_row(spell: PositionSpell) -> Row:
    first = spell.tellings[0]
    return {
        "id": spell.id,
        **_party("actor", spell.actor),
        "stance": spell.stance,
        "issue": spell.issue,
        **_party("target", spell.target),
        "forum": "; ".join(spell.forum) or None,
        "from": spell.from_,
        "to": spell.to,
        "changed_from": spell.changed_from,
        "tellings": len(spell.tellings),
        "words": " … ".join(cells.flat(span.text) for span in first.evidence),
        "documents": _documents(spell),
    }


def _office_row(spell: OfficeSpell) -> Row:
    return {
        "id": spell.id,
        **_party("person", spell.person),
        "office": spell.office,
        "from": spell.from_,
        "to": spell.to,
        "conflicts": "; ".join(spell.conflicts) or None,
        "joins": "; ".join(join.reason for join in spell.joins) or None,
        "documents": _documents(spell),
    }


def _party(name: str, party: Party | None) -> Row:
    return {
        name: party and party.name,
        f"{name}_codes": "/".join(party.codes) or None if party else None,
        f"{name}_key": party and party.key,
    }


def _documents(spell: PositionSpell | OfficeSpell) -> str:
    return "; ".join(dict.fromkeys(telling.document for telling in spell.tellings))


def _write_table(found: Iterable[Assembled]) -> None:
    entries: list[Entry] = []
    columns: tuple[str, ...] = ()
    for one in found:
        columns, shown, words = _SHOWN[type(one)](one)
        quotation = f"“{cells.shortened(printable(cells.flat(words)), cells.LONGEST_QUOTATION)}”" if words else ""
        entries.append(Entry(tuple(Text(printable(cells.flat(str(value or "")))) for value in shown), quotation))
    show_table(columns, tuple(entries))


_Shown = tuple[tuple[str, ...], tuple[Any, ...], str]


def _show_series(series: TollSeries) -> _Shown:
    now = series.envelope[-1] if series.envelope else None
    by = " – ".join(dict.fromkeys(name for name in (now.low_by, now.high_by) if name)) if now else ""
    last = series.entries[-1]
    columns = ("id", "kind", "group", "place", "since", "stands at", "by", "entries", "steps", "conflicts")
    steps = "".join(way_of(revision) for revision in series.revisions)
    count = range_of(now) if now else cells.bounds(last)
    place = series.place.name if series.place is not None else None
    shown = (
        series.id,
        series.kind,
        series.group,
        place,
        cells.day(series.since),
        count,
        by,
        len(series.entries),
        steps,
        len(series.conflicts),
    )
    return columns, shown, last.telling.evidence[-1].text if last.telling.evidence else ""


def _show_position(spell: PositionSpell) -> _Shown:
    columns = ("id", "actor", "stance", "issue", "target", "from", "to", "changed", "tellings")
    target = spell.target.name if spell.target is not None else None
    changed = "yes" if spell.changed_from else ""
    days = (cells.day(spell.from_), cells.day(spell.to))
    shown = (spell.id, spell.actor.name, spell.stance, spell.issue, target, *days, changed, len(spell.tellings))
    return columns, shown, spell.tellings[0].evidence[-1].text if spell.tellings[0].evidence else ""


def _show_office(spell: OfficeSpell) -> _Shown:
    columns = ("person", "office", "of", "from", "to", "documents", "conflicts")
    documents = len({telling.document for telling in spell.tellings})
    days = (cells.day(spell.from_), cells.day(spell.to))
    shown = (spell.person.name, spell.office, "/".join(spell.codes), *days, documents, len(spell.conflicts))
    return columns, shown, "; ".join(join.reason for join in spell.joins)


_SHOWN: dict[type[Assembled], Callable[[Any], _Shown]] = {
    TollSeries: _show_series,
    PositionSpell: _show_position,
    OfficeSpell: _show_office,
}
