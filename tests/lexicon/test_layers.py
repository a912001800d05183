"""Folders of a researcher's own, and of installed packages, laid over the lexicon that ships with the program."""

from __future__ import annotations

import importlib.metadata
from pathlib import Path

import pytest

from dragoman.coder import Coder
from dragoman.lexicon import load_lexicon
from dragoman.lexicon.schema import actors, events, offices
from dragoman.records import LexiconError, UsageError
from dragoman.records.report import Report

RULE = """
type: CONSULT
means: Rules of this test.
source: this test
lists:
  feasts: [banquet, feast]
rules:
  - id: consult.feast
    cameo: "040"
    verbs: ["share [@feasts] with"]
    recipients: [with]
    mutual: true
    needs: both
    examples:
      - {text: Chad's president shared a banquet with the emir of Qatar., actors: [Chad's president, emir]}
    counterexamples:
      - {text: The two banquets were shared by post., why: nobody meets}
"""

# The id of a shipped rule: this one takes its place, whatever its file is called.
PHONE = """
type: CONSULT
means: Rules of this test.
source: this test
rules:
  - id: consult.phone
    mode: phone
    verbs: [buzz]
    examples: [{text: Chad buzzed Niger., actors: [Chad]}]
    counterexamples: [{text: The bees buzzed., why: bees}]
"""

ACTORS = """
means: Actors of this test.
source: this test
kind: armed_group
actors:
  - {name: Grey Lanterns, codes: [TCD, REB], aliases: [Lanterns]}
  - {name: Hamas, codes: [PSE, GOV]}
"""

OFFICES = """
means: Offices of this test.
source: this test
entries:
  - {id: beadle, unit: office, kind: person, sectors: [COP], words: [beadle]}
"""

PLACES = """
means: Places of this test.
source: this test
kind: town
places:
  - {name: Oldwick Ferry, at: [12.5, 15.5], country: TCD}
"""


def _write(root: Path, **files: str) -> Path:
    for name, text in files.items():
        path = root / (name.replace("__", "/") + ".yaml")
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return root


@pytest.fixture(autouse=True)
def own_cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))


@pytest.fixture
def mine(tmp_path: Path) -> Path:
    return _write(
        tmp_path / "mine", events__feast=RULE, events__phone=PHONE, actors__mine=ACTORS, offices__mine=OFFICES, places__mine=PLACES
    )


@pytest.fixture
def report(english, mine: Path):
    coder = Coder(language=english, lexicons=[mine])
    return coder.code


def _codes(report: Report, name: str) -> tuple[str, ...]:
    return next(actor.codes for actor in report.actors if actor.name == name)


def test_an_event_rule_of_ones_own_codes(report) -> None:
    [event] = report("Chad's president shared a banquet with the emir of Qatar.").events
    assert (event.type, event.rule) == ("CONSULT", "consult.feast")


def test_a_rule_takes_the_place_of_the_rule_of_its_id(report, coder) -> None:
    text = "The Turkish president telephoned his Greek counterpart late on Friday."
    assert [e.rule for e in coder.code(text).events] == ["consult.phone"]
    assert "consult.phone" not in {e.rule for e in report(text).events}
    assert [e.rule for e in report("The Turkish president buzzed his Greek counterpart on Friday.").events] == ["consult.phone"]


def test_actors_are_added_and_take_the_place_of_those_of_their_name(report) -> None:
    coded = report("Hamas and the Lanterns attacked the beadle of Oldwick Ferry.")
    assert _codes(coded, "Hamas") == ("PSE", "GOV")
    assert _codes(coded, "Grey Lanterns") == ("TCD", "REB")


def test_an_office_word_and_a_place_are_added(report) -> None:
    coded = report("The beadle was attacked by Hamas in Oldwick Ferry on Monday.")
    assert any(actor.codes[1:] == ("COP",) for actor in coded.actors)
    assert [(place.name, place.country) for place in coded.places] == [("Oldwick Ferry", "TCD")]


def test_files_of_one_name_are_laid_over_each_other(tmp_path: Path) -> None:
    own = _write(tmp_path / "own", events__consult=RULE)
    plain, lexicon = load_lexicon(), load_lexicon([own])
    laid = lexicon.files(events.SECTION)["consult"]
    assert [rule.id for rule in laid.rules] == ["consult.feast", *(rule.id for rule in plain.files(events.SECTION)["consult"].rules)]
    assert laid.lists["feasts"] == ("banquet", "feast")
    assert laid.lists.items() >= plain.files(events.SECTION)["consult"].lists.items()


def test_of_two_folders_the_later_wins(tmp_path: Path) -> None:
    first = _write(tmp_path / "first", actors__mine=ACTORS)
    second = _write(tmp_path / "second", actors__other=ACTORS.replace("[TCD, REB]", "[NER, REB]"))
    files = load_lexicon([first, second]).files(actors.SECTION)
    entries = [entry for file in files.values() for entry in file.actors if entry.name == "Grey Lanterns"]
    assert [entry.codes for entry in entries] == [("NER", "REB")]


def test_a_word_of_a_shipped_office_may_be_taken_over(tmp_path: Path) -> None:
    own = _write(tmp_path / "own", offices__mine=OFFICES.replace("beadle]", "beadle, ambassador]"))
    files = load_lexicon([own]).files(offices.SECTION)
    assert [entry.id for file in files.values() for entry in file.entries if "ambassador" in entry.words] == ["beadle"]


def test_a_package_of_the_group_is_a_layer_of_its_own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    package = _write(tmp_path / "site" / "lantern_lexicon", actors__mine=ACTORS)
    (package / "__init__.py").touch()
    monkeypatch.syspath_prepend(str(tmp_path / "site"))
    point = importlib.metadata.EntryPoint("lanterns", "lantern_lexicon", "dragoman.lexicon")
    monkeypatch.setattr(importlib.metadata, "entry_points", lambda group: [point] if group == "dragoman.lexicon" else [])
    assert "mine" in load_lexicon().files(actors.SECTION)


def test_all_faults_of_all_files_are_named_with_file_and_line(tmp_path: Path) -> None:
    own = _write(
        tmp_path / "own",
        events__feast=RULE.replace(
            "    counterexamples:\n      - {text: The two banquets were shared by post., why: nobody meets}\n", "    counterexamples: []\n"
        ),
        actors__mine=ACTORS.replace("[TCD, REB]", "[Chad, REB]").replace("kind: armed_group", "kind: gang"),
        offices__mine=OFFICES.replace("beadle]", "Beadle]"),
    )
    with pytest.raises(LexiconError) as fault:
        load_lexicon([own])
    said = str(fault.value)
    assert f"{own}/events/feast.yaml:8: rule consult.feast has no counterexample" in said
    assert f"{own}/actors/mine.yaml:4: Invalid enum value 'gang'" in said
    assert f'{own}/offices/mine.yaml:5: "Beadle" of beadle is not in lower case' in said


def test_a_pattern_that_cannot_be_read_is_named_with_file_and_line(english, tmp_path: Path) -> None:
    own = _write(tmp_path / "own", events__feast=RULE.replace("@feasts", "@fasts"))
    with pytest.raises(LexiconError, match=r"feast\.yaml:8: .*the list @fasts is neither in this file"):
        Coder(language=english, lexicons=[own])


def test_a_file_that_no_section_reads_is_a_fault(tmp_path: Path) -> None:
    own = _write(tmp_path / "own", event__feast=RULE)
    with pytest.raises(LexiconError, match=r"feast\.yaml: is read by nobody; put it into one of .*events"):
        load_lexicon([own])


def test_a_folder_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="there is no folder"):
        load_lexicon([tmp_path / "nowhere"])
