"""Series and spells asked of an archive: the same whatever the order of arrival, on both engines, and as of a day."""

from __future__ import annotations

import datetime
import random
from typing import Any

import msgspec
import pytest

from dragoman.archive import Archive, Filter
from dragoman.assembling import Assembly
from dragoman.lexicon import load_lexicon
from dragoman.records import Actor, Correction, Position, RecordRef, Report, Span, UsageError, record_spans, text_digest
from tests.archive.made import Clock, PlainCoder
from tests.assembling.tolls_made import Count, made_report

LEXICON = load_lexicon()


def crisis() -> list[Report]:
    """Reports of six days: two counters whose counts rise and once fall, a total, a minister who changes his mind."""
    told = [
        (1, "AFP", [Count(12, 12, by="police", place="Agadez")], "against"),
        (1, "Reuters", [Count(10, None, by="army")], None),
        (2, "AFP", [Count(20, 20, by="police"), Count(5, 5, group="children", among=0)], "against"),
        (3, "Reuters", [Count(18, 18, by="police"), Count(2, 2, tally="increment", by="army")], "calls_for"),
        (4, "AFP", [Count(900, 900, since=datetime.date(2020, 1, 1), by="army")], None),
        (6, "Reuters", [Count(7, 7, cause=False)], "for"),
    ]
    return [_report(n, day, source, counts, stance) for n, (day, source, counts, stance) in enumerate(told)]


def _report(number: int, day: int, source: str, counts: list[Count], stance: str | None) -> Report:
    report = made_report(f"d{number}", counts, published=f"2020-05-0{day}T0{number}:00:00", source=source).report
    if stance is None:
        return report
    text = f"{report.document.text} Minister Adam Issa spoke of a truce."
    words = Span.of(text, text.index("Adam Issa"), text.index("Adam Issa") + len("Adam Issa"))
    minister = Actor("m1", "Adam Issa", "person", ("NER", "GOV"), "Defence Minister", (words,))
    stand = Position(
        "o1", "m1", "cessation of hostilities", stance, evidence=(Span.of(text, text.index("truce"), text.index("truce") + 5),)
    )  # type: ignore[arg-type]
    document = msgspec.structs.replace(report.document, text=text, sha256=text_digest(text))
    return msgspec.structs.replace(report, document=document, actors=(*report.actors, minister), positions=(stand,))


class Replay(PlainCoder):
    """Gives each document the report that was made with it."""

    def __init__(self, reports: list[Report]) -> None:
        super().__init__()
        self._made = {report.document.id: report for report in reports}

    def _code(self, document):
        return msgspec.structs.replace(self._made[document.id], document=document, coder=self.version)


@pytest.fixture
def assembly(where):
    """The crisis, assembled."""
    with Archive(where, clock=Clock()) as archive:
        yield take_up(archive, crisis())


def take_up(archive: Archive, reports: list[Report], *, batches: int = 1) -> Assembly:
    """What is assembled of reports that come in so many batches."""
    assembly = Assembly(archive, lexicon=LEXICON)
    for start in range(batches):
        archive.ingest([report.document for report in reports[start::batches]], Replay(reports))
        assembly.update()
    return assembly


def everything(assembly: Assembly, **view: str) -> list[object]:
    """All series and spells, but for when they were learnt."""
    found = [*assembly.series(**view), *assembly.position_spells(**view), *assembly.office_spells(**view)]
    return [_without_learnt(msgspec.to_builtins(one)) for one in sorted(found, key=lambda one: one.id)]


def _without_learnt(value: Any) -> Any:
    match value:
        case dict():
            return {name: _without_learnt(part) for name, part in value.items() if name != "learnt"}
        case list() | tuple():
            return [_without_learnt(part) for part in value]
        case _:
            return value


def test_a_ledger_has_the_counts_of_its_cause_with_the_steps_of_each_counter(assembly):
    [series] = [one for one in assembly.series() if len(one.entries) > 1]
    # Those of one day stand in the order of their keys, which are digests.
    assert sorted((entry.counter, entry.low, entry.tally) for entry in series.entries) == [
        ("army", 2, "increment"),
        ("army", 10, "count"),
        ("police", 12, "count"),
        ("police", 18, "count"),
        ("police", 20, "count"),
    ]
    assert [(revision.counter, revision.direction) for revision in series.revisions] == [("police", "up"), ("police", "down")]
    assert [(bounds.day, bounds.low, bounds.low_by, bounds.high, bounds.high_by) for bounds in series.envelope] == [
        (may(1), 10, "army", None, "army")
    ]
    assert series.increments == (2, 2)


def test_a_total_since_a_day_is_in_no_ledger_of_one_happening(assembly):
    [series] = [one for one in assembly.series() if one.entries[0].low == 900]
    assert (series.occurrence, len(series.entries)) == (None, 1)


def test_totals_of_a_storyline_stand_in_one_ledger_beside_the_counts_of_its_attacks(where):
    since = datetime.date(2020, 1, 1)
    attacks = [
        made_report(f"d{day}", [Count(day, day), *total], published=f"2020-05-0{day}", source=source, on=may(day)).report
        for day, source, total in [
            (1, "AFP", []),
            (2, "Reuters", [Count(900, 900, since=since, by="army")]),
            (3, "AFP", []),
            (4, "AFP", [Count(950, 950, tally="running", by="army")]),
            (5, "Reuters", []),
        ]
    ]
    with Archive(where, clock=Clock()) as archive:
        assembly = take_up(archive, attacks)
        [storyline] = assembly.storylines()
        of_storyline = list(assembly.series(storyline=storyline.id))
        [total] = [one for one in of_storyline if one.storyline is not None]
        assert ([entry.low for entry in total.entries], total.since, total.occurrence) == ([900, 950], since, None)
        assert [(revision.counter, revision.direction) for revision in total.revisions] == [("army", "up")]
        assert sorted(one.entries[0].low for one in of_storyline if one is not total) == [1, 2, 3, 4, 5]
        assert [one.id for one in assembly.series(storyline=storyline.id, as_of="2020-05-04") if len(one.entries) == 2] == [total.id]
        assert not list(assembly.series(storyline="s-none"))


def test_the_same_count_in_a_copy_adds_no_entry(where):
    with Archive(where, clock=Clock()) as archive:
        first = made_report("d1", [Count(12, 12, by="police"), Count(30, 30, kind="wounded", by="police")]).report
        text = f"{first.document.text} Printed by The Paper."
        document = msgspec.structs.replace(
            first.document, id="p1", text=text, sha256=text_digest(text), source="The Paper", published="2020-05-02"
        )
        assembly = take_up(archive, [first, msgspec.structs.replace(first, document=document)])
        killed, wounded = sorted(assembly.series(), key=lambda one: one.kind)
        for series in (killed, wounded):
            [entry] = series.entries
            assert (entry.telling.document, [copy.document for copy in entry.copies]) == ("d1", ["p1"])


def test_a_story_that_was_not_taken_up_yet_is_in_no_spell(where):
    late = _report(9, 9, "AFP", [Count(3, 3)], "neutral")
    with Archive(where, clock=Clock()) as archive:
        assembly = take_up(archive, crisis())
        archive.ingest([late.document], Replay([late]))
        assert not [one for one in assembly.position_spells() if one.stance == "neutral"]
        assembly.update()
        assert [one for one in assembly.position_spells() if one.stance == "neutral"]


def test_a_crisis_that_outgrows_the_one_it_was_taken_for_becomes_its_own(where):
    first = [made_report("d1", [], on=may(1)).report]
    first += [made_report(f"m{day}", [], published=f"2020-05-0{day}", on=may(day), by="Mali").report for day in (2, 3, 4, 5)]
    later = [made_report(f"n{day}", [], published=f"2020-05-{day:02}", on=may(day)).report for day in range(6, 16)]
    with Archive(where, clock=Clock()) as archive:
        assembly = take_up(archive, first)
        assert len(list(assembly.storylines())) == 1
        take_up(archive, later)
        grown = {one.id: one.count for one in assembly.storylines()}
        assembly.remake()
        assert {one.id: one.count for one in assembly.storylines()} == grown
        assert len(grown) == 2


def test_a_minister_changes_his_mind_and_keeps_his_office(assembly):
    before, after = sorted((one for one in assembly.position_spells() if one.stance != "for"), key=lambda one: one.from_)
    assert (before.stance, before.to, after.stance, after.changed_from) == ("against", may(3), "calls_for", before.id)
    [office] = assembly.office_spells()
    assert (office.person.name, office.office, office.from_, office.to) == ("Adam Issa", "defense minister", may(1), may(6))


def may(day):
    return datetime.date(2020, 5, day)


@pytest.mark.parametrize("seed", range(4))
def test_any_order_and_any_batches_give_the_same(place, seed):
    reports = crisis()
    with Archive(place(), clock=Clock()) as one, Archive(place(), clock=Clock()) as other:
        expected = everything(take_up(one, reports))
        shuffled = random.Random(seed).sample(reports, len(reports))
        assert everything(take_up(other, shuffled, batches=1 + seed)) == expected


@pytest.mark.parametrize("day", [1, 2, 4])
def test_a_view_as_of_a_day_is_what_the_reports_until_then_give(place, day):
    reports = crisis()
    early = [report for report in reports if report.document.published < f"2020-05-0{day + 1}"]
    with Archive(place(), clock=Clock()) as whole, Archive(place(), clock=Clock()) as part:
        expected = everything(take_up(part, early))
        assert expected
        assert everything(take_up(whole, reports), as_of=f"2020-05-0{day}") == expected


def test_what_a_newer_version_of_a_story_no_longer_says_is_in_no_ledger(where):
    reports = crisis()
    newer = made_report("d2", [Count(21, 21, by="police")], published="2020-05-02T18:00:00").report
    with Archive(where, clock=Clock()) as archive:
        take_up(archive, reports)
        assembly = take_up(archive, [newer])
        [series] = [one for one in assembly.series() if len(one.entries) > 1]
        assert [entry.low for entry in series.entries if entry.counter == "police"] == [12, 21, 18]


@pytest.mark.parametrize(
    ("wanted", "count"),
    [
        (Filter(), 1),
        (Filter(actor="NER"), 1),
        (Filter(actor="NER/GOV"), 1),
        (Filter(actor="issa"), 1),
        (Filter(actor="MLI"), 0),
        (Filter(country="NER"), 1),
        (Filter(type="defense minister"), 1),
        (Filter(type="president"), 0),
        (Filter(since=datetime.date(2020, 5, 6)), 1),
        (Filter(since=datetime.date(2020, 5, 7)), 0),
        (Filter(until=datetime.date(2020, 4, 30)), 0),
        (Filter(document="d0"), 1),
    ],
)
def test_offices_are_found_by_what_a_document_says_of_them(assembly, wanted, count):
    assert len(list(assembly.office_spells(wanted))) == count


def test_ledgers_and_positions_are_found_by_their_entries_and_limited(assembly):
    assert {one.kind for one in assembly.series(Filter(type="killed"))} == {"killed"}
    assert not list(assembly.series(Filter(type="wounded")))
    assert len(list(assembly.series(limit=1))) == 1
    assert {one.stance for one in assembly.position_spells(Filter(stance="against"))} == {"against"}
    with pytest.raises(UsageError, match="offices cannot be asked for by stance"):
        list(assembly.office_spells(Filter(stance="for")))


def correct(archive: Archive, document: str, kind: str, id: str, **said: Any) -> Correction:
    """Correct a record of a story."""
    kept = archive.report(document)
    record = next(record for record in getattr(kept.report, f"{kind}s") if record.id == id)
    words = tuple((span.start, span.end) for span in record_spans(record))
    ref = RecordRef(document, kept.report.document.sha256, kind, id, words)
    return archive.add_correction(Correction("", targets=(ref,), by="desk", at=datetime.datetime(2020, 6, 2, tzinfo=datetime.UTC), **said))


def counts_of_police(assembly: Assembly, **view: str) -> list[int | None]:
    return [entry.low for one in assembly.series(**view) for entry in one.entries if entry.counter == "police"]


def test_a_rejected_toll_is_in_no_ledger_until_that_is_withdrawn(where):
    with Archive(where, clock=Clock()) as archive:
        assembly = take_up(archive, crisis())
        rejected = correct(archive, "d2", "toll", "k0", action="reject")
        assert counts_of_police(assembly) == [12, 18]
        correct(archive, "d2", "toll", "k0", action="withdraw", value=rejected.id)
        assert counts_of_police(assembly) == [12, 20, 18]


def test_what_a_person_set_is_what_stands_and_not_before_it_was_learnt(where):
    with Archive(where, clock=Clock()) as archive:
        assembly = take_up(archive, crisis())
        before = archive.report("d2").learnt.isoformat()
        correct(archive, "d2", "toll", "k0", action="set", field="low", coded=20, value=19)
        correct(archive, "d3", "position", "o1", action="set", field="stance", coded="calls_for", value="against")
        correct(archive, "d0", "actor", "m1", action="set", field="office", coded="Defence Minister", value="Interior Minister")
        assert counts_of_police(assembly) == [12, 19, 18]
        assert [(one.stance, one.to) for one in assembly.position_spells(Filter(stance="calls_for"))] == [("against", may(6))]
        assembly.update()
        assert {one.office for one in assembly.office_spells()} == {"defense minister", "interior minister"}
        assert 20 in counts_of_police(assembly, learnt_by=before)


def test_any_entry_leads_to_its_series(assembly):
    [series] = [one for one in assembly.series() if len(one.entries) > 1]
    assert all(assembly.toll_series(f"ts-{entry.telling.key}") == series for entry in series.entries)
    assert assembly.toll_series("ts-0000000000000000") is None
    assert assembly.toll_series(series.id, as_of="2020-05-02").entries == series.entries[:3]
