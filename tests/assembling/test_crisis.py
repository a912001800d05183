"""Forty dispatches of one war against the record that was made of them by hand.

What is not as the truth has it is listed in ``crisis_known.yaml`` with its reason, and the tests ask for exactly that list.
"""

from __future__ import annotations

from importlib.resources import files
from pathlib import Path
from typing import Any

import pytest
import yaml

from dragoman.assembling import Assembly
from dragoman.assembling.copies import CopyFinder, find_dispatches
from dragoman.lexicon import load_lexicon
from dragoman.reading.read import read_paths
from dragoman.records import Document, Occurrence
from tests.assembling import crisis_made as made

DAY_4 = "2008-08-10"
STORIES = files("dragoman") / "stories" / "crisis.jsonl"
KNOWN: dict[str, Any] = yaml.safe_load((Path(__file__).parent / "crisis_known.yaml").read_text(encoding="utf-8"))


@pytest.fixture(scope="module")
def dispatches() -> list[Document]:
    return [one for one in read_paths([str(STORIES)]) if isinstance(one, Document)]


@pytest.fixture(scope="module")
def crisis(tmp_path_factory: pytest.TempPathFactory, dispatches: list[Document], coder: Any) -> Assembly:
    return made.assembled(tmp_path_factory.mktemp("crisis") / "crisis.db", dispatches, coder)


@pytest.fixture(scope="module")
def occurrences(crisis: Assembly) -> list[Occurrence]:
    return list(crisis.occurrences())


def test_copies_and_voices_are_those_of_the_truth(dispatches: list[Document]) -> None:
    told = find_dispatches(dispatches, CopyFinder(load_lexicon()))
    kinds = {copy.document: copy.kind for one in told for copy in one.copies if copy.kind != "first"}
    for id, truth in made.TRUTH["copies"].items():
        its = [one for one in told if any(copy.document == id for copy in one.copies)]
        firsts = {copy.document for one in its for copy in one.copies if copy.kind == "first"}
        assert (kinds.pop(id), firsts, {one.origin for one in its}) == (truth["kind"], set(truth["of"]), set(truth["voices"]))
    assert kinds.keys() == set(KNOWN["copies"])


def test_a_corrected_dispatch_stands_for_the_one_it_corrects(occurrences: list[Occurrence]) -> None:
    told = {document for one in occurrences for document in made.as_told(one)}
    for later, earlier in made.TRUTH["revisions"].items():
        assert later in told
        assert earlier not in told


def test_occurrences_are_those_of_the_truth(occurrences: list[Occurrence]) -> None:
    faults = {name: sorted(wrong) for name, (_, wrong) in made.pair_occurrences(occurrences).items() if wrong}
    assert faults == {name: sorted(known["not"]) for name, known in KNOWN["occurrences"].items()}
    extra = sorted((one.type, sorted(made.as_told(one))) for one in made.left_over(occurrences))
    assert extra == sorted((known["type"], known["told"]) for known in KNOWN["extra"])


def test_ledgers_of_tolls_are_those_of_the_truth(crisis: Assembly, occurrences: list[Occurrence]) -> None:
    ids = {name: one.id for name, (one, _) in made.pair_occurrences(occurrences).items() if one}
    series = list(crisis.series())
    faults = {name: sorted(wrong) for name, wrong in made.pair_series(series, ids).items() if wrong}
    assert faults == {name: sorted(known["not"]) for name, known in KNOWN["series"].items()}
    assert made.extra_entries(series) == []


def test_positions_and_offices_are_those_of_the_truth(crisis: Assembly) -> None:
    truth, found = made.true_takings(), made.takings(crisis.position_spells())
    assert {(*one[:3], one[4]) for one in truth - found} == {tuple(known[:4]) for known in KNOWN["positions"]}
    assert {(*one[:3], one[4]) for one in found - truth} == {tuple(known) for known in KNOWN["extra_positions"]}
    spells = list(crisis.office_spells())
    held = {one.person.name: [one.office, one.codes[0], {told.document for told in one.tellings}] for one in spells}
    true = {name: [office, code, set(told)] for name, (office, code, told) in made.TRUTH["offices"].items()}
    assert held == {name: office for name, office in true.items() if name not in KNOWN["offices"]}


def test_the_war_is_one_storyline(crisis: Assembly, occurrences: list[Occurrence]) -> None:
    [story] = crisis.storylines()
    truth = made.TRUTH["storyline"]
    assert {party.codes[0] for party in story.parties} == set(truth["parties"])
    assert (story.since, story.last) == (truth["since"], truth["last"])
    pairs = made.pair_occurrences(occurrences)
    assert {name for name, (one, _) in pairs.items() if one and one.storyline is None} == set(KNOWN["outside"])


def test_the_bombing_of_gori_reads_as_a_line_of_a_story(occurrences: list[Occurrence]) -> None:
    bombing, _ = made.pair_occurrences(occurrences)["bombing of Gori"]
    assert bombing is not None
    assert bombing.belief.sentence == (
        "Told by 3 agencies (Caspian Wire, Meridian and Northlight) on the word of 2 sources (Georgia and Georgian officials) "
        "and on their own; denied by Russian Defense Ministry."
    )


def test_order_of_arrival_changes_nothing(tmp_path: Path, crisis: Assembly, dispatches: list[Document], coder: Any) -> None:
    other = made.assembled(tmp_path / "other.db", made.shuffled(dispatches, 8), coder, batch=7)
    assert made.record_of(other) == made.record_of(crisis)


def test_day_4_shows_day_4(tmp_path: Path, crisis: Assembly, dispatches: list[Document], coder: Any) -> None:
    until_then = made.assembled(tmp_path / "then.db", [one for one in dispatches if (one.published or "")[:10] <= DAY_4], coder)
    assert made.record_of(crisis, as_of=DAY_4) == made.record_of(until_then)
    counts = {entry[0:2] for one in crisis.series(as_of=DAY_4) for entry in made.series_entries(one)}
    assert ("nl-0809-1", 60) in counts
    assert ("cw-0810-1", 18) in counts
    assert not {low for _, low in counts} & {74, 64}
