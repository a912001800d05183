"""From tellings to records: where, since when, by whose word, a part of what, and what those told one by one come to."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import msgspec

from dragoman.coding.counted import Known
from dragoman.coding.telling import teller
from dragoman.coding.times import anchor_of
from dragoman.coding.toll_parts import link_parts
from dragoman.coding.toll_places import place_nearby, place_of_cause
from dragoman.coding.toll_scenes import scene_places
from dragoman.coding.toll_scope import as_of, cause_before, toll_cause, toll_since
from dragoman.coding.toll_tally import find_sums, is_party, read_tally
from dragoman.coding.toll_tellings import Telling
from dragoman.coding.toll_words import TollLexicon
from dragoman.language import Annotated
from dragoman.records import Cast, Event, Explanation, Reason, Statement, Time, Toll
from dragoman.records.report import TollTally


class Story(msgspec.Struct, frozen=True):
    """A document with what other steps found in it."""

    doc: Annotated
    cast: Cast
    known: Known
    times: tuple[Time, ...]
    statements: tuple[Statement, ...]
    events: tuple[Event, ...]


def make_records(story: Story, tellings: Sequence[Telling], words: TollLexicon) -> tuple[tuple[Toll, ...], list[Explanation]]:
    """A record for each telling and each sum of tellings, and explanations for these and for what a party took up."""
    made = [_record(story, f"toll{n}", telling, tellings[: n - 1], words) for n, telling in enumerate(tellings, 1)]
    tolls, explanations = [toll for toll, _ in made], [why for _, why in made]
    parts = link_parts(tellings)
    for part, whole in parts.items():
        tolls[part], explanations[part] = _as_part(tolls[part], explanations[part], tolls[whole].id, "those it is told to be among")
    for i, (place, how) in scene_places(story.doc, story.cast, story.events, tellings, tolls, words).items():
        tolls[i] = msgspec.structs.replace(tolls[i], place=place)
        explanations[i] = msgspec.structs.replace(explanations[i], reasons=(*explanations[i].reasons, Reason("place", place, how)))
    apart = {*parts, *(i for i, toll in enumerate(tolls) if toll.tally == "running")}
    taken_up: dict[str, str] = {}
    for number, group in enumerate(find_sums(story.doc, tellings, apart, words), len(tellings) + 1):
        told = _told_whole(tolls, group)
        toll, why = _sum(f"toll{number}", [tolls[i] for i in group], explanations[group[0]].rule)
        if told is None and is_party([tellings[i] for i in group], words):
            taken_up.update({tolls[i].id: toll.id for i in group})
        elif told is None:
            _link(tolls, explanations, group, toll.id, "told one after another, and added up")
        else:
            _link(tolls, explanations, [i for i in group if i != told], tolls[told].id, "together they are as many")
        if told is None:
            tolls.append(toll)
            explanations.append(why)
    return _without(tolls, explanations, taken_up)


def _link(tolls: list[Toll], explanations: list[Explanation], group: Sequence[int], whole: str, how: str) -> None:
    for i in group:
        tolls[i], explanations[i] = _as_part(tolls[i], explanations[i], whole, how)


def _without(
    tolls: Sequence[Toll], explanations: Sequence[Explanation], taken_up: Mapping[str, str]
) -> tuple[tuple[Toll, ...], list[Explanation]]:
    """The records but those that a party took up; parts of these are parts of the party."""
    kept = [msgspec.structs.replace(t, part_of=taken_up.get(t.part_of or "", t.part_of)) for t in tolls if t.id not in taken_up]
    told = [
        msgspec.structs.replace(e, record=None, rejected="one of a party, counted together") if e.record in taken_up else e
        for e in explanations
    ]
    return tuple(kept), told


def _record(story: Story, toll_id: str, telling: Telling, earlier: Sequence[Telling], words: TollLexicon) -> tuple[Toll, Explanation]:
    doc, counted = story.doc, telling.counted
    reasons = list(telling.reasons)
    cause = toll_cause(story.events, doc, telling.predicate, counted.span)
    place = telling.place
    tally, why = read_tally(doc, telling, story.times, earlier, words)
    found = _place_told_elsewhere(story, telling, cause, tally, words) if place is None else None
    if found is not None:
        place = found[0]
        reasons.append(Reason("place", place, found[1]))
    since = toll_since(doc, story.times, telling.predicate, words)
    if cause is None and since is None and tally != "running" and telling.kind in ("killed", "wounded", "missing"):
        cause = cause_before(story.events, doc, telling.predicate, place, words)
    if since is not None:
        reasons.append(Reason("since", since[0].isoformat(), since[2], since[1]))
        tally = "running"
    elif why is not None:
        reasons.append(why)
    when = as_of(doc, story.times, telling.predicate)
    if when is not None:
        reasons.append(Reason("as_of", when[0].isoformat(), '"as of"', when[1]))
    told_by = teller(story.statements, counted.span.start)
    if told_by is not None:
        reasons.append(Reason("attribution", told_by.id, "the innermost statement whose content holds the count", told_by.cue))
    if counted.group is not None:
        reasons.append(Reason("group", counted.group, "the words that say who is counted", counted.phrase))
    toll = Toll(
        id=toll_id,
        kind=telling.kind,
        low=counted.low,
        high=counted.high,
        approx=counted.approx,
        vague=counted.vague,
        tally=tally,
        group=counted.group,
        place=place,
        since=since[0] if since else None,
        as_of=when[0] if when else anchor_of(doc.document),
        cause=cause,
        attribution=told_by.id if told_by else None,
        count_text=counted.span,
        evidence=telling.evidence,
    )
    return toll, Explanation(toll_id, "toll", telling.rule, tuple(reasons))


def _told_whole(tolls: Sequence[Toll], group: Sequence[int]) -> int | None:
    """The toll that tells in one number what a group tells one by one; it may be the group's first, with a part already known."""
    first, rest = tolls[group[0]], [tolls[i] for i in group[1:]]
    known = [toll for toll in tolls if toll.part_of == first.id]
    if known and _come_to([*known, *rest], first):
        return group[0]
    parts = [first, *rest]
    others = (i for i, toll in enumerate(tolls) if i not in group and toll.kind == first.kind)
    return next((i for i in others if _come_to(parts, tolls[i])), None)


def _come_to(parts: Sequence[Toll], whole: Toll) -> bool:
    return whole.low == whole.high == sum(part.low or 0 for part in parts) and whole.part_of is None


def _place_told_elsewhere(
    story: Story, telling: Telling, cause: str | None, tally: TollTally, words: TollLexicon
) -> tuple[str, str] | None:
    """The place of the event that it comes of, or of a sentence beside it that tells of the same happening; a running total has none."""
    if (found := place_of_cause(story.events, cause)) is not None:
        return found
    if tally == "running":
        return None
    return place_nearby(story.doc, story.cast, telling.predicate, words, further=telling.counted.further)


def _as_part(toll: Toll, why: Explanation, whole: str, how: str) -> tuple[Toll, Explanation]:
    reasons = (*why.reasons, Reason("part_of", whole, how))
    return msgspec.structs.replace(toll, part_of=whole), msgspec.structs.replace(why, reasons=reasons)


def _sum(toll_id: str, parts: Sequence[Toll], rule: str | None) -> tuple[Toll, Explanation]:
    """What parts come to; a field that they do not share is empty."""
    lows, highs = [part.low for part in parts], [part.high for part in parts]

    def common(field: str) -> str | None:
        values = {getattr(part, field) for part in parts}
        return values.pop() if len(values) == 1 else None

    toll = Toll(
        id=toll_id,
        kind=parts[0].kind,
        low=sum(low or 0 for low in lows),
        high=None if None in highs else sum(high or 0 for high in highs),
        approx=any(part.approx for part in parts),
        vague=any(part.vague for part in parts),
        tally="sum",
        group=", ".join(dict.fromkeys(part.group for part in parts if part.group)) or None,
        place=common("place"),
        as_of=parts[0].as_of,
        cause=common("cause"),
        attribution=common("attribution"),
        evidence=tuple(sorted({span for part in parts for span in part.evidence})),
    )
    told = Reason("tally", "sum", "added up from " + " and ".join(f'"{part.count_text.text}"' for part in parts if part.count_text))
    return toll, Explanation(toll_id, "toll", rule, (told,))
