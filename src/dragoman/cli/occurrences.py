"""What is assembled, on standard output: occurrences and storylines as tables, JSON Lines, CSV, or a page each."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable, Iterator
from typing import Any

import msgspec
from rich.console import Group, RenderableType
from rich.padding import Padding
from rich.text import Text

from dragoman.cli.hits import show_table, write_rows
from dragoman.cli.ledger import Entry, Ledger
from dragoman.cli.terminal import make_console, show
from dragoman.records import Alternative, Occurrence, Party, Place, Storyline, Telling
from dragoman.wording import cells
from dragoman.wording.printing import printable

MOST_SHOWN = 200
"""So many occurrences of a storyline are on its page."""
Row = dict[str, Any]
Wording = Callable[[Occurrence], str]


def write_occurrences(found: Iterable[Occurrence], sentence: Wording, format: str) -> None:
    """Write occurrences as ``table``, ``json`` (JSON Lines) or ``csv``."""
    if format == "json":
        _write_json(msgspec.to_builtins(one) | {"sentence": sentence(one)} for one in found)
    elif format == "csv":
        write_rows(occurrence_row(one, sentence) for one in found)
    else:
        show_table(("id", "day", "what", "where", "told by"), tuple(_entry(one, sentence) for one in found))


def write_storylines(found: Iterable[Storyline], format: str) -> None:
    """Write storylines as ``table``, ``json`` (JSON Lines) or ``csv``."""
    if format == "json":
        _write_json(found)
    elif format == "csv":
        write_rows(_storyline_row(one) for one in found)
    else:
        entries = [Entry(tuple(map(_cell, (one.id, one.name, cells.day(one.last), f"{one.count:,}")))) for one in found]
        show_table(("id", "storyline", "until", "occurrences"), tuple(entries))


def occurrence_row(one: Occurrence, sentence: Wording) -> Row:
    """An occurrence as one flat row; lists are joined with semicolons, what is not known is None."""
    return {
        "id": one.id,
        "from": one.from_,
        "to": one.to,
        "sentence": sentence(one),
        "type": one.type,
        "modes": "; ".join(one.modes) or None,
        "contexts": "; ".join(one.contexts) or None,
        "cameo": one.cameo,
        "score": one.score,
        "modality": one.modality,
        **_party_columns("actors", one.actors),
        **_party_columns("recipients", one.recipients),
        **_place_columns(one.place),
        "tellings": len(one.tellings),
        "voices": "; ".join(one.belief.voices) or None,
        "sources": "; ".join(one.belief.sources) or None,
        "denied_by": "; ".join(one.belief.denied_by) or None,
        "belief": one.belief.value,
        "belief_sentence": one.belief.sentence or None,
        "storyline": one.storyline,
        "documents": "; ".join(dict.fromkeys(telling.document for telling in one.tellings)),
    }


def show_occurrence(one: Occurrence, sentence: str, *, as_text: bool) -> None:
    """Show one occurrence: what it is, who tells it and why these are one, and what they disagree on."""
    if not as_text:
        _write_json([one])
        return
    head = Text(printable(sentence), "bold italic")
    days = cells.day(one.from_) if one.from_ == one.to else f"{cells.day(one.from_)} – {cells.day(one.to)}"
    kind = " ".join(part for part in (one.type, ", ".join(one.modes)) if part)
    about = Text(printable(" · ".join(part for part in (one.id, kind, one.modality, days, one.storyline or "") if part)), "dim")
    belief = Text(printable(f"{one.belief.sentence}  belief {one.belief.value:.2f}"))
    show(make_console(), Group(head, about, belief, Text(), *_sections(one)))


def show_storyline(story: Storyline, found: Iterable[Occurrence], sentence: Wording, *, as_text: bool) -> None:
    """Show one storyline with its latest occurrences."""
    if not as_text:
        _write_json([story])
        return
    entries = tuple(_entry(one, sentence) for one in found)
    head = Text(printable(story.name), "bold italic")
    about = Text(f"{story.id} · {story.count:,} occurrences · until {cells.day(story.last)}", "dim")
    table = Ledger("Occurrences", ("id", "day", "what", "where", "told by"), entries)
    show(make_console(), Group(head, about, Text(), table))


def _sections(one: Occurrence) -> Iterator[RenderableType]:
    tellings = [Entry(_telling_cells(telling), cells.quotation(telling.evidence)) for telling in one.tellings]
    yield Ledger("Tellings", ("key", "story", "published", "agency", "on the word of", ""), tuple(tellings))
    if one.joins:
        yield Text(f"Joins ({len(one.joins)})", "bold")
        for join in one.joins:
            parts = ", ".join(f"{name} {worth:g}" for name, worth in join.parts)
            yield Padding(Text(printable(f"{join.first} + {join.second}: {join.reason}")), (0, 0, 0, 2))
            yield Padding(Text(f"{join.score:g} = {parts}" if parts else "ruled", "dim"), (0, 0, 0, 4))
        yield Text()
    if one.alternatives:
        others = [Entry((_cell(other.field), _cell(_value_of(other)), _cell(", ".join(other.voices)))) for other in one.alternatives]
        yield Ledger("Told otherwise", ("field", "value", "by"), tuple(others))
    for title, ids in (("Fulfils", one.fulfils), ("Corrections", one.corrections)):
        if ids:
            yield Text(f"{title}: {', '.join(ids)}")


def _telling_cells(telling: Telling) -> tuple[Text, ...]:
    modality = "" if telling.modality == "asserted" else telling.modality
    day = (telling.published or "")[:10]
    return tuple(map(_cell, (telling.key, telling.document, day, telling.voice, " ← ".join(telling.chain), modality)))


def _value_of(other: Alternative) -> str:
    value = other.value
    if isinstance(value, list | tuple):
        return ", ".join(str(one["name"]) if isinstance(one, dict) else str(one) for one in value)
    return str(value["name"]) if isinstance(value, dict) else str(value)


def _entry(one: Occurrence, sentence: Wording) -> Entry:
    place = one.place.name if one.place is not None else ""
    return Entry(tuple(map(_cell, (one.id, cells.day(one.from_), sentence(one), place, _tellers(one)))))


def _tellers(one: Occurrence) -> str:
    return ", ".join(one.belief.voices) + (f"; denied by {', '.join(one.belief.denied_by)}" if one.belief.denied_by else "")


def _cell(value: object) -> Text:
    return Text(printable(cells.flat(str(value or ""))))


def _party_columns(name: str, parties: Iterable[Party]) -> Row:
    found = list(parties)
    codes = "; ".join("/".join(party.codes) for party in found) or None
    return {name: "; ".join(party.name for party in found) or None, f"{name.removesuffix('s')}_codes": codes}


def _place_columns(place: Place | None) -> Row:
    return {
        "place": place and place.name,
        "country": place and place.country,
        "lat": place and place.lat,
        "lon": place and place.lon,
    }


def _storyline_row(story: Storyline) -> Row:
    return {
        "id": story.id,
        "name": story.name,
        "since": story.since,
        "last": story.last,
        "occurrences": story.count,
        **_party_columns("parties", story.parties),
        "places": "; ".join(place.name for place in story.places) or None,
        "absorbed": "; ".join(story.absorbed) or None,
    }


def _write_json(lines: Iterable[object]) -> None:
    for line in lines:
        sys.stdout.buffer.write(msgspec.json.encode(line) + b"\n")
    sys.stdout.buffer.flush()
