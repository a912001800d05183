"""A person's judgement of a record: what may be corrected, the correction that comes of it, and what all judgements together measure."""

from __future__ import annotations

import datetime
import math
from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import Any, Literal

import msgspec

from dragoman.records import Correction, RecordRef, Report, UsageError, reference_to, standing
from dragoman.records.archive import RecordKind
from dragoman.web.accounts import User
from dragoman.web.desk import Desk
from dragoman.web.faults import NotHereError

Judged = Literal["event", "statement", "position", "toll"]
FIELDS: Mapping[str, tuple[str, ...]] = {
    "event": ("type", "modality"),
    "statement": ("verb_class", "kind"),
    "position": ("issue", "stance"),
    "toll": ("kind", "low", "high", "group"),
}
"""What of a record can be set by hand at the desk; anything can be set through ``import-corrections`` and the interface."""
WHOLE_NUMBERS = frozenset({"low", "high"})


class Named(msgspec.Struct, frozen=True):
    """A record by its story and its id there."""

    document: str
    record: str


class Asked(msgspec.Struct, frozen=True):
    """A correction as it is asked for.

    ``join`` and ``split`` name two records or more, others one; ``withdraw`` gives the id of a correction as ``value``.
    """

    action: Literal["set", "accept", "reject", "join", "split", "withdraw"]
    kind: RecordKind = "event"
    records: tuple[Named, ...] = ()
    field: str | None = None
    value: Any = None
    reason: str | None = None


class Precision(msgspec.Struct, frozen=True):
    """How many of the records of a kind that people judged are right: a share with its 95 % Wilson interval."""

    kind: str
    judged: int
    right: int
    share: float
    low: float
    high: float


class Figures(msgspec.Struct, frozen=True):
    """The coder's precision by kind, and how far reviewers agree (None where no record was judged by two)."""

    precision: tuple[Precision, ...]
    agreement: float | None
    judged_by_several: int


def correct(desk: Desk, user: User, asked: Asked) -> Correction:
    """Keep the correction that is asked for, in the log too.

    Raises:
        NotHereError: the archive has no such record.
        UsageError: what is asked makes no sense for the record.
    """
    targets, coded, coder = list(_withdrawn_targets(desk, user, asked)), None, None
    for named in asked.records:
        report, record = find_named(desk, asked.kind, named)
        targets.append(reference_to(report, asked.kind, record))
        coder = report.coder
        if asked.field is not None:
            coded = _coded(asked.kind, asked.field, record)
    _check(asked)
    value = asked.value
    if asked.action == "set" and asked.field in WHOLE_NUMBERS:
        value = _whole_number(value)
    correction = Correction(
        id="", action=asked.action, targets=tuple(targets), by=user.name, at=datetime.datetime.now(datetime.UTC), field=asked.field,
        coded=msgspec.to_builtins(coded), value=value, reason=asked.reason or None, coder=coder,
    )  # fmt: skip
    kept = desk.archive.add_correction(correction)
    desk.accounts.write_down(user, kept.action, " ".join(f"{target.document}#{target.id}" for target in targets) or str(value))
    return kept


def _withdrawn_targets(desk: Desk, user: User, asked: Asked) -> tuple[RecordRef, ...]:
    """What the correction that is to be withdrawn is about: its withdrawal is about the same."""
    if asked.action != "withdraw":
        return ()
    withdrawn = next((one for _, one in desk.archive.corrections() if one.id == asked.value), None)
    if withdrawn is None:
        raise NotHereError(f'there is no correction "{asked.value}"', mend="Give the id of one that was kept.")
    if withdrawn.by != user.name and not user.may("admin"):
        raise UsageError(
            f"the correction is {withdrawn.by}'s", mend="Its maker or an admin can withdraw it; you can judge the record yourself."
        )
    return withdrawn.targets


def find_named(desk: Desk, kind: RecordKind, named: Named) -> tuple[Report, Any]:
    """A record and its report.

    Raises:
        NotHereError: there is no such story or record.
    """
    kept = desk.archive.report(named.document)
    record = next((one for one in getattr(kept.report, f"{kind}s") if one.id == named.record), None) if kept else None
    if kept is None or record is None:
        raise NotHereError(
            f'the archive has no {kind} "{named.record}" of "{named.document}"', mend="Look it up again: the story was coded anew."
        )
    return kept.report, record


def measure(corrections: Iterable[Correction]) -> Figures:
    """What the judgements that stand measure.

    Of one person on one record the last counts; a value set anew says that the coded one was wrong.
    """
    judged: dict[tuple[str, str, tuple[tuple[int, int], ...] | str], dict[str, bool]] = defaultdict(dict)
    for one in standing(corrections):
        if one.action in ("accept", "reject", "set"):
            for target in one.targets:
                judged[target.kind, target.sha256, target.words or target.id][one.by] = one.action == "accept"
    kinds: dict[str, list[float]] = defaultdict(list)
    for (kind, _, _), by in judged.items():
        kinds[kind].append(sum(by.values()) / len(by))
    precision = [_precision(kind, shares) for kind, shares in sorted(kinds.items())]
    units = [list(by.values()) for by in judged.values()]
    return Figures(tuple(precision), krippendorff_alpha(units), sum(len(unit) > 1 for unit in units))


def krippendorff_alpha(units: Iterable[Iterable[Any]]) -> float | None:
    """Agreement on nominal values: 1 for perfect, 0 for that of chance. Each unit has the values that its judges gave.

    None where no unit has two judges, or all gave one value: then there is nothing to disagree about.
    Source: Krippendorff, Computing Krippendorff's alpha-reliability (2011), nominal metric.
    """
    pairs: dict[tuple[Any, Any], float] = defaultdict(float)
    for unit in map(list, units):
        for first, one in enumerate(unit):
            for second, other in enumerate(unit):
                if first != second:
                    pairs[one, other] += 1 / (len(unit) - 1)
    totals: dict[Any, float] = defaultdict(float)
    for (one, _), count in pairs.items():
        totals[one] += count
    whole = sum(totals.values())
    expected = sum(count * (whole - count) for count in totals.values())
    if not expected:
        return None
    observed = sum(count for (one, other), count in pairs.items() if one != other)
    return 1 - (whole - 1) * observed / expected


def _precision(kind: str, shares: list[float]) -> Precision:
    count, right, z = len(shares), sum(shares), 1.96
    share = right / count
    middle = (share + z * z / (2 * count)) / (1 + z * z / count)
    reach = z * math.sqrt(share * (1 - share) / count + z * z / (4 * count * count)) / (1 + z * z / count)
    return Precision(kind, count, round(right), share, max(0.0, middle - reach), min(1.0, middle + reach))


def _coded(kind: str, field: str, record: Any) -> Any:
    if field not in record.__struct_fields__ or field == "id":
        raise UsageError(f"a {kind} has no field {field}", mend=f"It has {', '.join(record.__struct_fields__[1:])}.")
    return getattr(record, field)


def _check(asked: Asked) -> None:
    fewest = {"join": 2, "split": 2, "withdraw": 0}.get(asked.action, 1)
    if len(asked.records) < fewest or (fewest < 2 and len(asked.records) > fewest):
        raise UsageError(
            f"to {asked.action} names {fewest or 'no'} record{'s or more' if fewest > 1 else ''}", mend="Name them by story and id."
        )
    if (asked.action == "set") != (asked.field is not None):
        raise UsageError("a field is named where something is set, and nowhere else", mend="Give action, field and value.")
    if asked.reason is not None and len(asked.reason) > 2000:
        raise UsageError("the reason is longer than 2,000 characters", mend="Shorten it.")


def _whole_number(value: Any) -> int | None:
    if value in (None, ""):
        return None
    if isinstance(value, bool) or not str(value).isdecimal() or len(str(value)) > 12:
        raise UsageError(f'"{value}" is not a whole number', mend="Write it with digits alone, or leave it empty for an open bound.")
    return int(value)


def target_words(ref: RecordRef) -> tuple[str, str, tuple[tuple[int, int], ...] | str]:
    """What judgements of one record have in common."""
    return ref.kind, ref.sha256, ref.words or ref.id
