"""The same count told twice is one toll: which tellings are of the same people, and which is the fullest."""

from __future__ import annotations

from collections.abc import Sequence

import msgspec

from dragoman.coding.counted import Counted
from dragoman.records import Reason, Span
from dragoman.records.report import TollKind


class Telling(msgspec.Struct, frozen=True):
    """One place in the text where people are counted, with everything read there."""

    kind: TollKind
    counted: Counted
    rule: str
    predicate: int
    sentence: int
    place: str | None
    own_place: bool
    """Whether the place stands at the predicate itself and not merely close by."""
    lemma: str
    """Lemma of the counted noun, lower case; "" where the noun is left out."""
    evidence: tuple[Span, ...]
    reasons: tuple[Reason, ...]
    heads: frozenset[int]
    """Head tokens of every phrase that tells of these people."""
    whole: int | None = None
    """The head token of those they are a part of, when these are told beside them."""
    among: bool = False
    """Whether they are said to be among others told of before."""
    in_company: bool = False
    """Whether they are told as in company with somebody ("along with two aides")."""
    is_bare: bool = False
    """Whether the noun says no more than that it is a person ("the man")."""
    in_heading: bool = False
    """Whether they are told in a heading, which tells shortly what the text tells in full."""
    is_total: bool = False
    """Whether the number is what a sum is or comes to."""


class Turned(msgspec.Struct, frozen=True):
    """A telling of people already counted, or of nobody new, and why."""

    telling: Telling
    why: str


def join_tellings(tellings: Sequence[Telling]) -> tuple[list[Telling], list[Turned]]:
    """Join tellings of the same people, in text order; give the joined ones and those that brought nothing."""
    joined: list[Telling] = []
    turned: list[Turned] = []
    homes: dict[int, int] = {}
    """For each predicate, where its first telling went, if that was told before."""
    for telling in tellings:
        at = next((i for i in range(len(joined) - 1, -1, -1) if is_same(joined[i], telling)), None)
        if at is not None:
            homes.setdefault(telling.predicate, joined[at].predicate)
        elif telling.predicate in homes:
            at = next((i for i, t in enumerate(joined) if t.predicate == homes[telling.predicate] and _is_equal(t, telling)), None)
        if at is not None:
            joined[at] = _merged(joined[at], telling)
            turned.append(Turned(telling, f'counted already: "{joined[at].counted.span.text}"'))
        elif telling.counted.form in ("plural", "one") and telling.counted.definite and (why := _refers_back(joined, telling)):
            turned.append(Turned(telling, why))
        else:
            joined.append(telling)
    return joined, turned


def _is_equal(first: Telling, later: Telling) -> bool:
    """Whether two tellings have the same noun and bounds: "Diaz and two others … Diaz and two others"."""
    a, b = first.counted, later.counted
    return (first.kind, first.lemma, a.form, a.low, a.high) == (later.kind, later.lemma, b.form, b.low, b.high)


def is_same(first: Telling, later: Telling) -> bool:
    """Whether two tellings count the same people."""
    if first.kind != later.kind:
        return False
    a, b = first.counted, later.counted
    if set(a.heads) & set(b.heads):
        return True
    if first.in_heading and not later.in_heading:
        return a.low is not None and b.low is not None and a.low <= b.low and not b.is_zero
    if b.form == "name":
        return (a.form == "name" or (b.elided and a.form == "one")) and _same_name(a, b)
    if b.definite and b.form in ("one", "plural"):
        return a.form != "name" and first.lemma == later.lemma and _reaches(first, later) and (b.form == "one") == (a.high == 1)
    if _is_vaguer(a, b) or _is_vaguer(b, a):
        return first.lemma != "" and first.lemma == later.lemma and first.sentence != later.sentence and not _conflict(first, later)
    if a.form != b.form or (a.low, a.high) != (b.low, b.high) or b.further:
        return False
    if b.definite and first.lemma and later.lemma:
        return _alike(first, later)
    if _conflict(first, later):
        return False
    if b.form == "number" and a.high != 1:
        return _alike(first, later)
    return b.form in ("one", "plural", "number") and a.group is not None and _words(a) == _words(b)


def _is_vaguer(vague: Counted, exact: Counted) -> bool:
    """Whether "several" and a number told elsewhere may be of the same people; "several more" are others."""
    if not vague.vague or vague.form != "number" or vague.high is not None or vague.low is None or exact.low is None:
        return False
    return exact.form == "number" and not exact.vague and exact.low >= vague.low and not (vague.further or exact.further)


def _same_name(a: Counted, b: Counted) -> bool:
    one, other = (a.group or a.span.text).lower().split(), (b.group or b.span.text).lower().split()
    return one[-1] == other[-1] or (len(other) == 1 and other[0] in one)


def _reaches(first: Telling, later: Telling) -> bool:
    """A description without a number refers to the last of its kind within a few sentences."""
    return later.sentence - first.sentence <= 8


def _alike(first: Telling, later: Telling) -> bool:
    """Whether the nouns may be of the same people: the same noun, or one of them says nothing of who they are."""
    if first.counted.further and not later.counted.definite and first.lemma != later.lemma:
        return False
    if not first.lemma or not later.lemma or first.lemma == later.lemma:
        return True
    return first.counted.group is None or later.counted.group is None


def _conflict(first: Telling, later: Telling) -> bool:
    """Different places at the predicates themselves, or different words of origin before the same noun."""
    return first.own_place and later.own_place and first.place != later.place


def _words(counted: Counted) -> frozenset[str]:
    return frozenset((counted.group or "").lower().split())


def _refers_back(joined: Sequence[Telling], telling: Telling) -> str | None:
    """A definite phrase with no number, after others of its kind were counted: those others again."""
    close = [t for t in joined if t.kind == telling.kind and telling.sentence - t.sentence <= 4]
    if not close:
        return None
    if telling.counted.form == "plural" and any(t.counted.high != 1 for t in close):
        return f'those counted before: "{close[-1].counted.span.text}"'
    one_of_them = any(t.lemma == telling.lemma and t.counted.high != 1 for t in close)
    if telling.counted.form == "one" and (telling.is_bare or one_of_them):
        return f'somebody counted before: "{close[-1].counted.span.text}"'
    return None


def _merged(first: Telling, later: Telling) -> Telling:
    """The fuller telling of the two, with the other's evidence and what only it says."""
    base, other = (later, first) if _fuller(later, first) else (first, later)
    counted = base.counted
    if counted.group is None and other.counted.group is not None and other.counted.form != "one":
        counted = msgspec.structs.replace(counted, group=other.counted.group)
    place, own = (base.place, base.own_place) if base.own_place or not other.own_place else (other.place, True)
    return msgspec.structs.replace(
        base,
        counted=counted,
        place=place or other.place,
        own_place=own,
        evidence=tuple(sorted({*base.evidence, *other.evidence})),
        heads=first.heads | later.heads,
        whole=base.whole if base.whole is not None else other.whole,
        among=base.among or other.among,
        is_total=base.is_total,
        reasons=(*base.reasons, Reason("evidence", other.counted.phrase.text, "told again", other.counted.phrase)),
    )


def _fuller(one: Telling, other: Telling) -> bool:
    """Whether the first of two tellings says more: a number where the other has none, or only "several", or a heading."""
    if other.in_heading and not one.in_heading:
        return True
    return one.counted.form == "number" and (other.counted.form == "plural" or (other.counted.vague and not one.counted.vague))
