"""What people have ruled on events: joined, split, rejected or set anew; obeyed whatever is coded again."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import combinations
from typing import Any

import msgspec

from dragoman.assembling.members import Days, Member
from dragoman.records import Correction, Party, Place, RecordRef, find_meant, standing


class Rulings:
    """The corrections that stand on a set of members. Members are found by their text and the words they stand on."""

    def __init__(self, corrections: Iterable[Correction], members: Sequence[Member]) -> None:
        self._standing = sorted(standing(corrections), key=lambda one: (one.at, one.id))
        self._by_text: dict[str, list[Member]] = {}
        for member in members:
            self._by_text.setdefault(member.telling.sha256, []).append(member)
        self.joined: set[frozenset[str]] = set()
        self.split: set[frozenset[str]] = set()
        self.rejected: set[str] = set()
        self._set: dict[str, dict[str, Any]] = {}
        self._named: dict[str, list[str]] = {}
        for one in self._standing:
            self._take(one)

    def corrected(self, member: Member) -> Member:
        """The member with what people set; what was coded stays in its report."""
        values = {field: _value(field, value) for field, value in self._set.get(member.key, {}).items()}
        return msgspec.structs.replace(member, **values) if values else member

    def naming(self, keys: Iterable[str]) -> tuple[str, ...]:
        """The ids of the corrections that name any of the keys."""
        return tuple(sorted({id for key in keys for id in self._named.get(key, ())}))

    def _take(self, correction: Correction) -> None:
        keys = [member.key for ref in correction.targets if (member := self._find(ref)) is not None]
        for key in keys:
            self._named.setdefault(key, []).append(correction.id)
        pairs = {frozenset(pair) for pair in combinations(keys, 2)}
        match correction.action:
            case "join":
                self.joined |= pairs
                self.split -= pairs
            case "split":
                self.split |= pairs
                self.joined -= pairs
            case "reject":
                self.rejected.update(keys)
            case "accept":
                self.rejected.difference_update(keys)
            case "set" if correction.field in _FIELDS:
                for key in keys:
                    self._set.setdefault(key, {})[_FIELDS[correction.field]] = correction.value

    def _find(self, ref: RecordRef) -> Member | None:
        """The event that a correction means: on the same words, or of all in its text that which has most of them."""
        if ref.kind != "event":
            return None
        among = sorted(self._by_text.get(ref.sha256, ()), key=lambda member: member.key)
        found = find_meant(ref, [(member.telling.record, member.telling.evidence) for member in among])
        return None if found is None else among[found]


_FIELDS = {
    name: name for name in ("type", "modes", "contexts", "cameo", "score", "modality", "place", "actors", "recipients")
} | {"time": "days"}  # fmt: skip
_TYPES: dict[str, Any] = {
    "modes": tuple[str, ...],
    "contexts": tuple[str, ...],
    "place": Place | None,
    "actors": tuple[Party, ...],
    "recipients": tuple[Party, ...],
}


def _value(field: str, value: Any) -> Any:
    """A corrected value as the field's type: days are one day, or two as first and last."""
    if field == "days":
        first, last = (value, value) if isinstance(value, str) else value
        return msgspec.convert({"first": first, "last": last, "is_said": True}, Days)
    return msgspec.convert(value, _TYPES[field]) if field in _TYPES else value
