"""What people corrected in tolls, positions and actors: rejected ones are left out, fields that were set are as they were set."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any, TypeVar, get_type_hints

import msgspec
from sqlalchemy import Connection, func, select

from dragoman.archive.asof import View
from dragoman.archive.corrections import each_correction
from dragoman.archive.schema import corrections
from dragoman.assembling.told import Told
from dragoman.records import Actor, Correction, Place, Position, RecordRef, Toll, find_meant, record_spans

T = TypeVar("T", Toll, Position, Actor)
_SETTABLE = {
    Toll: frozenset({"kind", "low", "high", "approx", "vague", "group", "since", "as_of", "tally", "place"}),
    Position: frozenset({"issue", "stance"}),
    Actor: frozenset({"name", "office", "codes", "kind"}),
}
"""Fields of which a corrected value is taken up."""


class Judgements:
    """The corrections of an archive as they stand in a view; found again by text and words, whatever coded it since."""

    def __init__(self, connection: Connection, view: View) -> None:
        self._connection, self._learnt_by = connection, view.learnt_by
        self._by_text: dict[str, list[Correction]] = {}
        self._is_any = bool(connection.scalar(select(func.count()).select_from(corrections)))
        self._withdrawn = {str(one.value) for one in self._all() if one.action == "withdraw"} if self._is_any else set()

    def applied(self, told: Iterable[Told[T]]) -> Iterator[Told[T]]:
        """What was told, as people corrected it; what they reject is left out."""
        by_text: dict[str, list[Told[T]]] = {}
        for one in told:
            by_text.setdefault(one.telling.sha256, []).append(one)
        for sha256, ones in by_text.items():
            yield from _judge(ones, self._of(sha256)) if self._is_any else ones

    def _of(self, sha256: str) -> list[Correction]:
        if sha256 not in self._by_text:
            about = (one for _, one in each_correction(self._connection, sha256=sha256, learnt_by=self._learnt_by))
            standing = [one for one in about if one.id not in self._withdrawn]
            self._by_text[sha256] = sorted(standing, key=lambda one: (one.at, one.id))
        return self._by_text[sha256]

    def _all(self) -> Iterator[Correction]:
        return (one for _, one in each_correction(self._connection, learnt_by=self._learnt_by))


def _judge(told: list[Told[T]], standing: list[Correction]) -> Iterator[Told[T]]:
    judged = {one.key: one for one in told}
    rejected: set[str] = set()
    for correction in standing:
        for key in [key for target in correction.targets if (key := _meant(target, told)) is not None]:
            match correction.action:
                case "reject":
                    rejected.add(key)
                case "accept":
                    rejected.discard(key)
                case "set" if correction.field is not None:
                    judged[key] = _set(judged[key], correction.field, correction.value)
    return (one for key, one in judged.items() if key not in rejected)


def _meant(target: RecordRef, told: list[Told[T]]) -> str | None:
    """The key of the record that a correction means: of its kind the one with most of the words, at least half of them."""
    of_kind = sorted(
        (one for one in told if one.telling.kind == target.kind and one.telling.sha256 == target.sha256), key=lambda one: one.key
    )
    found = find_meant(target, [(one.record.id, record_spans(one.record)) for one in of_kind])
    return None if found is None else of_kind[found].key


def _set(told: Told[T], field: str, value: Any) -> Told[T]:
    """The record with a field as a person set it; a place is added to what the report knows."""
    kind = type(told.record)
    if field not in _SETTABLE[kind]:
        return told
    if field == "place" and value is not None:
        place = msgspec.structs.replace(msgspec.convert(value, Place), id=f"set-{told.key}")
        report = msgspec.structs.replace(told.report, places=(*told.report.places, place))
        return msgspec.structs.replace(told, record=msgspec.structs.replace(told.record, place=place.id), report=report)
    typed = msgspec.convert(value, get_type_hints(kind)[field])
    return msgspec.structs.replace(told, record=msgspec.structs.replace(told.record, **{field: typed}))
