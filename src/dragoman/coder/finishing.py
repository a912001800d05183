"""The last step: what no record uses is taken out, ids are given anew in text order, notices are added."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, TypeAlias, TypeVar

import msgspec

from dragoman.language import Annotated
from dragoman.records import Actor, Explanation, Reason, Record, Report, Source, Span, Statement, Toll, record_spans

R = TypeVar("R", bound=Record)
NewIds: TypeAlias = Mapping[str, Mapping[str, str]]

_ID_LETTER = {"actor": "a", "place": "p", "time": "t", "statement": "s", "event": "e", "position": "o", "toll": "k"}
_REFERS_TO = {
    "actor": {},
    "place": {},
    "time": {},
    "statement": {"parent": "statement"},
    "event": {"actors": "actor", "recipients": "actor", "place": "place", "time": "time", "attribution": "statement"},
    "position": {"actor": "actor", "target": "actor", "forum": "actor", "attribution": "statement"},
    "toll": {"part_of": "toll", "place": "place", "cause": "event", "attribution": "statement"},
}
"""For each kind of record, its fields that hold ids and the kind of record these name."""
_KINDS_WITH_NAMES = frozenset({"state", "igo"})
_UNUSED = "a description without a name, used by no other record"


def finish(
    doc: Annotated, report: Report, explanations: Sequence[Explanation], passing: frozenset[str] = frozenset()
) -> tuple[Report, tuple[Explanation, ...]]:
    """Give the report with unused descriptions out, ids in order of first mention, and notices; and its explanations to match.

    ``passing`` are ids of actors that stay only where a record uses them, whatever they are.
    """
    unused = _unused_actors(doc, report, passing)
    report = msgspec.structs.replace(report, actors=tuple(actor for actor in report.actors if actor.id not in unused))
    ids, report = _renumbered(report)
    kept = [_follow(explanation, ids, unused) for explanation in explanations]
    return msgspec.structs.replace(report, notices=(*report.notices, *_notices(report))), tuple(sorted(kept, key=_place_in_list))


def _unused_actors(doc: Annotated, report: Report, passing: frozenset[str]) -> frozenset[str]:
    """Ids of actors that have no name of their own and that no other record refers to."""
    used = {actor for statement in report.statements if statement.source for actor in statement.source.actors}
    for event in report.events:
        used.update(event.actors, event.recipients)
    for position in report.positions:
        used.update({position.actor, *position.forum}, {position.target} if position.target else ())
    return frozenset(a.id for a in report.actors if a.id not in used and (a.id in passing or not _has_name(doc, a)))


def _has_name(doc: Annotated, actor: Actor) -> bool:
    if actor.kind in _KINDS_WITH_NAMES:
        return True
    return any(doc.tokens[i].pos == "PROPN" for span in actor.mentions for i in doc.tokens_in(span.start, span.end))


def _renumbered(report: Report) -> tuple[NewIds, Report]:
    """The report with new ids in it, and the new id of each old one, by kind of record."""
    ids: dict[str, dict[str, str]] = {}
    ordered: dict[str, list[Any]] = {}
    for kind, letter in _ID_LETTER.items():
        ordered[kind] = _in_text_order(getattr(report, kind + "s"))
        ids[kind] = {record.id: f"{letter}{number}" for number, record in enumerate(ordered[kind], 1)}
    fields = {kind + "s": tuple(_with_ids(kind, record, ids) for record in records) for kind, records in ordered.items()}
    return ids, msgspec.structs.replace(report, **fields)


def _in_text_order(records: Iterable[R]) -> list[R]:
    return sorted(records, key=lambda record: min(((span.start, -span.end) for span in _spans(record)), default=(0, 0)))


def _spans(record: Record) -> tuple[Span, ...]:
    """The spans that place a record in the text: a toll stands where its count does."""
    if isinstance(record, Toll) and record.count_text is not None:
        return (record.count_text,)
    return record_spans(record)


def _with_ids(kind: str, record: R, ids: NewIds) -> R:
    """The record with its own id and every id it refers to replaced."""
    changes: dict[str, object] = {"id": ids[kind][record.id]}
    for field, referred in _REFERS_TO[kind].items():
        changes[field] = _new(getattr(record, field), ids[referred])
    if isinstance(record, Statement) and record.source is not None:
        changes["source"] = Source(record.source.span, _all_new(record.source.actors, ids["actor"]))
    return msgspec.structs.replace(record, **changes)


def _new(old: str | tuple[str, ...] | None, ids: Mapping[str, str]) -> str | tuple[str, ...] | None:
    if isinstance(old, tuple):
        return _all_new(old, ids)
    return None if old is None else ids[old]


def _all_new(old: tuple[str, ...], ids: Mapping[str, str]) -> tuple[str, ...]:
    """The new ids, each once, in order of first mention."""
    return tuple(sorted({ids[id] for id in old}, key=lambda id: int(id[1:])))


def _follow(explanation: Explanation, ids: NewIds, unused: frozenset[str]) -> Explanation:
    """The explanation under the new id of its record; of a record taken out, as a candidate turned down."""
    reasons = tuple(msgspec.structs.replace(reason, value=_value_with_ids(explanation.kind, reason, ids)) for reason in explanation.reasons)
    if explanation.kind == "actor" and explanation.record in unused:
        return msgspec.structs.replace(explanation, record=None, reasons=reasons, rejected=_UNUSED)
    record = ids[explanation.kind][explanation.record] if explanation.record else None
    return msgspec.structs.replace(explanation, record=record, reasons=reasons)


def _value_with_ids(kind: str, reason: Reason, ids: NewIds) -> str:
    """The value of a reason whose field refers to other records, with their new ids."""
    referred = "actor" if reason.field == "source" else _REFERS_TO.get(kind, {}).get(reason.field)
    words = reason.value.split(", ")
    if referred is None or not all(word in ids[referred] for word in words):
        return reason.value
    return ", ".join(ids[referred][word] for word in words)


def _place_in_list(explanation: Explanation) -> tuple[int, bool, int]:
    """Kinds in the order of a report; kept records by number, then what was turned down as it came."""
    kind = list(_ID_LETTER).index(explanation.kind) if explanation.kind in _ID_LETTER else len(_ID_LETTER)
    return kind, explanation.record is None, int(explanation.record[1:]) if explanation.record else 0


def _notices(report: Report) -> Iterable[str]:
    if report.document.published is None and any(time.from_ is None and time.to is None and time.kind == "date" for time in report.times):
        yield "The day of publication is not known, so days told relative to it have no date."
