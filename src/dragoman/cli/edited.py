"""What a person changed in the CSV of ``dragoman query``: one row compared with the record it came from, as corrections."""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Mapping
from typing import Any, TypeAlias, get_type_hints

import msgspec

from dragoman.archive.rows import in_cells, row_of
from dragoman.records import (
    Correction,
    Event,
    Hit,
    Party,
    Place,
    Position,
    RecordRef,
    Report,
    Statement,
    Toll,
    UsageError,
    record_spans,
)

Cells: TypeAlias = Mapping[str, str]
Editable: TypeAlias = Event | Toll | Position | Statement
VERDICTS = ("accept", "reject")
_PLAIN: dict[type, tuple[str, ...]] = {
    Event: ("type", "modes", "contexts", "cameo", "score", "modality"),
    Toll: ("kind", "low", "high", "approx", "vague", "tally", "group", "since", "as_of"),
    Position: ("stance", "issue"),
    Statement: ("verb_class", "kind"),
}
"""Columns that are fields of their own."""
_TOGETHER: dict[str, tuple[str, ...]] = {
    "time": ("from", "to"),
    "actors": ("actors", "actor_codes"),
    "recipients": ("recipients", "recipient_codes"),
    "place": ("place", "country", "admin1", "lat", "lon", "geoname_id"),
}
"""Fields that several columns make up."""
_OTHERS = frozenset({"document", "id", "key", "sha256", "learnt", "coder"})
"""Columns that find the record, or are of the archive and not of the record."""
_MADE_UP: dict[type, tuple[str, ...]] = {Event: tuple(_TOGETHER), Toll: ("place",), Position: (), Statement: ()}


class Edited:
    """The rows of an edited CSV, each with the record it is of."""

    def __init__(self, *, by: str, at: datetime.datetime, types: frozenset[str]) -> None:
        self._by, self._at, self._types = by, at, types

    def corrections(self, cells: Cells, hit: Hit) -> Iterator[Correction]:
        """What the row's person changed or judged.

        Raises:
            UsageError: a cell cannot be read, or is in a column that cannot be corrected.
        """
        record = hit.record
        assert isinstance(record, Event | Toll | Position | Statement)
        shown = {name: cell_of(value) for name, value in in_cells(row_of(hit)).items()}
        changed = {name for name, cell in cells.items() if name in shown and not _is_same(name, cell, shown[name])}
        self._check(record, changed)
        target = _ref(hit)
        for field, value in self._values(record, hit.report, cells, changed):
            coded = _coded(record, field, shown, hit.report)
            if value != coded:
                yield self._correction("set", target, cells, field=field, coded=coded, value=value)
        verdict = cells.get("verdict", "").strip().lower()
        if verdict in VERDICTS:
            yield self._correction(verdict, target, cells)
        elif verdict:
            raise UsageError(f'the verdict is "{verdict}"', mend=f"Write {' or '.join(VERDICTS)}, or leave it empty.")

    def _check(self, record: Editable, changed: set[str]) -> None:
        known = [*_PLAIN[type(record)], *(column for field in _MADE_UP[type(record)] for column in _TOGETHER[field])]
        if "words" in changed:
            mend = "Query again and edit the new file: ids change when stories are coded again."
            raise UsageError(f"{record.id} does not stand on these words any more", mend=mend)
        for column in sorted(changed - set(known) - _OTHERS):
            raise UsageError(f'the column "{column}" cannot be corrected', mend=f"Those that can: {', '.join(known)}.")

    def _values(self, record: Editable, report: Report, cells: Cells, changed: set[str]) -> Iterator[tuple[str, Any]]:
        for field in _PLAIN[type(record)]:
            if field in changed:
                yield field, self._plain(record, field, cells[field])
        for field in _MADE_UP[type(record)]:
            if changed & set(_TOGETHER[field]):
                yield field, _made_up(field, cells, changed, report)

    def _plain(self, record: Editable, field: str, cell: str) -> Any:
        if field == "type" and cell not in self._types:
            raise UsageError(f'"{cell}" is no type of event', mend=f"Write one of {', '.join(sorted(self._types))}.")
        kind = get_type_hints(type(record))[field]
        said = [part.strip() for part in cell.split(";") if part.strip()] if kind == tuple[str, ...] else _level(cell) or None
        return msgspec.to_builtins(_convert(said, kind, field))

    def _correction(self, action: str, target: RecordRef, cells: Cells, **said: Any) -> Correction:
        reason = cells.get("reason", "").strip() or None
        return Correction("", action, (target,), self._by, self._at, reason=reason, **said)  # type: ignore[arg-type]


def cell_of(value: Any) -> str:
    """A value as CSV has it."""
    return "" if value is None else str(value)


def _is_same(name: str, cell: str, shown: str) -> bool:
    """Whether a cell says what was shown; a spreadsheet makes 40 of the code 040."""
    return _level(cell) == _level(shown) or (name == "cameo" and bool(cell.strip()) and _level(cell) == shown.lstrip("0"))


def _level(cell: str) -> str:
    """A cell without what a spreadsheet does to it."""
    plain = cell.strip()
    return plain.lower() if plain.lower() in ("true", "false") else plain


def _convert(said: Any, kind: Any, field: str) -> Any:
    try:
        return msgspec.convert(said, kind, strict=False)
    except msgspec.ValidationError as error:
        shown = f'"{said}"' if said is not None else "empty"
        raise UsageError(
            f'the cell of "{field}" is {shown}: {str(error)[0].lower()}{str(error)[1:]}', mend="Write it as the program does."
        ) from error


def _made_up(field: str, cells: Cells, changed: set[str], report: Report) -> Any:
    if field == "time":
        return _days(cells)
    return _place(cells, changed, report) if field == "place" else _parties(field, cells, report)


def _days(cells: Cells) -> list[str]:
    days = [_convert(cells[name].strip(), datetime.date, name).isoformat() for name in _TOGETHER["time"] if cells.get(name, "").strip()]
    if not days:
        raise UsageError("no day is left", mend="Write the first and the last day, as YYYY-MM-DD.")
    if days[0] > days[-1]:
        raise UsageError(f"the first day, {days[0]}, is after the last, {days[-1]}", mend="Write the first before the last.")
    return [days[0], days[-1]]


def _place(cells: Cells, changed: set[str], report: Report) -> Any:
    name = cells.get("place", "").strip()
    if not name:
        return None
    known = next((place for place in report.places if place.name == name), None)
    about = ("country", "admin1", "lat", "lon", "geoname_id")
    if known is not None and "place" in changed and not changed & set(about):
        return msgspec.to_builtins(msgspec.structs.replace(known, id="", mentions=()))
    # What nobody wrote anew is of the place that stood there.
    written = [column for column in about if column in changed or "place" not in changed]
    said = {column: _convert(cells.get(column, "").strip() or None, get_type_hints(Place)[column], column) for column in written}
    return msgspec.to_builtins(Place("", name, known.kind if known is not None else "unknown", **said))


def _parties(field: str, cells: Cells, report: Report) -> Any:
    names = [name.strip() for name in cells.get(field, "").split(";")] if cells.get(field, "").strip() else []
    said = [codes.strip() for codes in cells.get(f"{field.removesuffix('s')}_codes", "").split(";")] if names else []
    if len(said) != len(names):
        mend = f'Give as many in "{field.removesuffix("s")}_codes" as in "{field}", with semicolons between.'
        raise UsageError(f"{len(names)} {field} have {len(said)} codes", mend=mend)
    return [_party(name, tuple(filter(None, codes.split("/"))), report) for name, codes in zip(names, said, strict=True)]


def _party(name: str, codes: tuple[str, ...], report: Report) -> Any:
    known = next((actor for actor in report.actors if actor.name == name), None)
    key = known.key if known is not None and known.codes == codes else None
    return msgspec.to_builtins(Party(name, known.kind if known is not None else "other", codes, key, known.office if known else None))


def _coded(record: Editable, field: str, shown: Cells, report: Report) -> Any:
    """What was coded, in the form in which a person sets it."""
    if field not in _TOGETHER:
        return msgspec.to_builtins(getattr(record, field))
    return _made_up(field, shown, set(), report) if any(shown[column] for column in _TOGETHER[field]) else None


def _ref(hit: Hit) -> RecordRef:
    document, record = hit.report.document, hit.record
    words = tuple((span.start, span.end) for span in record_spans(record))  # type: ignore[arg-type]
    return RecordRef(document.id, document.sha256, hit.kind, record.id, words)  # type: ignore[arg-type]
