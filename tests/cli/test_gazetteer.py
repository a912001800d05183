"""``dragoman gazetteer``: a GeoNames dump compiled, asked and used; faults named by file and line."""

import json
import os
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

PLACES = [
    # id, name, other names, lat, lon, class, code, country, admin1, population
    (11, "Velikaya Zora", "VZR,Velyka Zora,Велика Зоря", 48.1, 37.9, "P", "PPL", "UA", "14", 820),
    (12, "Ghazal Province", "", 33.0, 65.5, "A", "ADM1", "AF", "30", 90000),
    (70000, "Sukhaya", "Sukhaya River", 48.4, 37.1, "H", "STM", "UA", "14", 0),
    (70001, "Church of Zora", "", 48.1, 37.9, "S", "CH", "UA", "14", 0),
]


def line(place: tuple[object, ...]) -> str:
    id, name, others, lat, lon, kind, code, country, admin1, population = place
    return "\t".join(map(str, (id, name, name, others, lat, lon, kind, code, country, "", admin1, "", "", "", population, "", "", "", "")))


@pytest.fixture
def dump(tmp_path: Path) -> Path:
    folder = tmp_path / "dump"
    folder.mkdir()
    (folder / "countryInfo.txt").write_text("#ISO\tISO3\tISO-Numeric\nUA\tUKR\t804\nAF\tAFG\t4\n")
    (folder / "admin1CodesASCII.txt").write_text("UA.14\tDonetsk\tDonetsk\t709716\nAF.30\tGhazal\tGhazal\t12\n")
    with zipfile.ZipFile(folder / "allCountries.zip", "w") as archive:
        archive.writestr("allCountries.txt", "".join(f"{line(place)}\n" for place in PLACES))
    (folder / "alternateNamesV2.txt").write_text("1\t11\ten\tGreat Dawn\t\t\t\t1\t\t\n2\t11\tlink\thttps://example.org/zora\t\t\t\t\t\t\n")
    return folder


def run(*words: object, **environment: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "dragoman", *map(str, words)]
    return subprocess.run(command, check=False, capture_output=True, text=True, timeout=180, env={**os.environ, **environment})


def found(out: Path, name: str) -> list[tuple[str, str, str | None, str | None]]:
    answer = run("gazetteer", "search", name, "--gazetteer", out, "--format", "jsonl")
    return [(row["name"], row["kind"], row["country"], row["admin1"]) for row in map(json.loads, answer.stdout.splitlines())]


def test_a_dump_is_compiled_and_asked(dump: Path, tmp_path: Path) -> None:
    out = tmp_path / "made.bin"
    built = run("gazetteer", "build", dump, "--out", out)
    assert (built.returncode, built.stderr) == (0, "")
    assert "3 places" in built.stdout
    zora = [("Velikaya Zora", "city", "UKR", "Donetsk")]
    assert [found(out, name) for name in ("velikaya zora", "Velyka Zora", "Great Dawn")] == [zora] * 3
    assert found(out, "Ghazal") == [("Ghazal Province", "admin1", "AFG", "Ghazal")]
    assert found(out, "Sukhaya River") == [("Sukhaya", "river", "UKR", "Donetsk")]
    assert found(out, "Church of Zora") == found(out, "https://example.org/zora") == []
    assert {file.name for file in tmp_path.iterdir()} == {"dump", "made.bin"}


def test_the_same_dump_gives_the_same_bytes(dump: Path, tmp_path: Path) -> None:
    for name in ("one.bin", "two.bin"):
        run("gazetteer", "build", dump, "--out", tmp_path / name)
    assert (tmp_path / "one.bin").read_bytes() == (tmp_path / "two.bin").read_bytes()


def test_stories_are_coded_with_a_gazetteer_of_ones_own(dump: Path, tmp_path: Path) -> None:
    out = tmp_path / "made.bin"
    run("gazetteer", "build", dump, "--out", out)
    story = tmp_path / "story.txt"
    story.write_text("Shells fell near Velikaya Zora on Monday, officials said.")
    for given in (("--gazetteer", out), ()):
        report = json.loads(run("code", story, *given, "--format", "jsonl", DRAGOMAN_GAZETTEER=str(out)).stdout)
        assert [(p["name"], p["geoname_id"], p["country"]) for p in report["places"]] == [("Velikaya Zora", 11, "UKR")]
        assert "gazetteer-992e4a1fbf91" not in report["coder"]


@pytest.mark.parametrize(
    ("wrong", "what"),
    [
        ("13\tTorn\tTorn\t\t48.1", "has 5 fields"),
        (line((13, "Nowhere", "", 148.1, 37.9, "P", "PPL", "UA", "14", 1)), "148.1, 37.9"),
        (line((13, "Nowhere", "", "north", 37.9, "P", "PPL", "UA", "14", 1)), "a number is wrong"),
        (line(("x", "Nowhere", "", 48.1, 37.9, "P", "PPL", "UA", "14", 1)), "a number is wrong"),
    ],
)
def test_a_faulty_line_is_named_and_nothing_is_written(dump: Path, tmp_path: Path, wrong: str, what: str) -> None:
    (dump / "allCountries.zip").unlink()
    places = dump / "allCountries.txt"
    places.write_text(f"{line(PLACES[0])}\n{wrong}\n")
    built = run("gazetteer", "build", dump, "--out", tmp_path / "made.bin")
    assert built.returncode == 2
    assert f"{places}:2" in built.stderr
    assert what in built.stderr
    assert {file.name for file in tmp_path.iterdir()} == {"dump"}


def test_a_line_in_another_encoding_is_named(dump: Path, tmp_path: Path) -> None:
    (dump / "alternateNamesV2.txt").write_bytes(b"1\t11\ten\tOld Zora\n2\t11\tfr\tAub\xe9\n")
    built = run("gazetteer", "build", dump, "--out", tmp_path / "made.bin")
    assert built.returncode == 2
    assert f"{dump / 'alternateNamesV2.txt'}:2: this line is no UTF-8" in built.stderr


@pytest.mark.parametrize("missing", ["allCountries.zip", "countryInfo.txt", "admin1CodesASCII.txt"])
def test_a_missing_file_is_named(dump: Path, tmp_path: Path, missing: str) -> None:
    (dump / missing).unlink()
    built = run("gazetteer", "build", dump, "--out", tmp_path / "made.bin")
    assert built.returncode == 2
    assert f"there is no {Path(missing).stem}.txt" in built.stderr


def test_search_shows_namesakes_as_a_table() -> None:
    answer = run("gazetteer", "search", "Georgia", "--format", "text")
    assert answer.returncode == 0
    assert [row.split()[:3] for row in answer.stdout.splitlines()[1:3]] == [["Georgia", "country", "GEO"], ["Georgia", "state", "USA"]]


def test_an_unknown_name_is_said_to_be_so() -> None:
    answer = run("gazetteer", "search", "Xqzwv", "--format", "text")
    assert (answer.returncode, answer.stdout) == (1, 'no place is known by the name "Xqzwv"\n')


@pytest.mark.parametrize("content", [b"", b"not a gazetteer at all"])
def test_a_file_that_is_no_gazetteer_is_refused(tmp_path: Path, content: bytes) -> None:
    file = tmp_path / "made.bin"
    file.write_bytes(content)
    answer = run("gazetteer", "search", "Oslo", "--gazetteer", file)
    assert answer.returncode == 2
    assert str(file) in answer.stderr
