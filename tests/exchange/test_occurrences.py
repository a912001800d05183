"""What several reports tell is one row, with all who tell it and the bounds of all counts."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import msgspec
import pandas as pd
import pytest

from dragoman.archive import Archive
from dragoman.assembling import Assembly
from dragoman.records import Actor, Document, Event, Place, Report, Source, Span, Statement, Time, Toll, text_digest
from tests.exchange.conftest import Run
from tests.exchange.made import CODER, DAY, keep
from tests.exchange.published import GDELT_COLUMNS


def _report(number: int, source: str, count: int, counter: str) -> Report:
    text = f"Chad's army shelled rebels in Gao on Monday. {counter} counted {count} dead. It was {source}'s dispatch {number} of the day."

    def span(words: str) -> Span:
        return Span.of(text, text.index(words), text.index(words) + len(words))

    return Report(
        Document(f"d{number}", text, source=source, published=f"2020-05-0{4 + number}", sha256=text_digest(text)),
        actors=(
            Actor("a", "Chad's army", "government", ("TCD", "MIL"), mentions=(span("Chad's army"),)),
            Actor("b", "rebels", "armed_group", ("MLI", "REB"), mentions=(span("rebels"),)),
            Actor("c", counter, "organisation", ("MLI", "MED"), mentions=(span(counter),)),
        ),
        places=(Place("p", "Gao", "city", 2457163, 16.27, -0.04, "MLI", None, (span("Gao"),)),),
        times=(Time("t", span("on Monday"), DAY, DAY),),
        statements=(Statement("s", Source(span(counter), ("c",)), span("counted"), (span(f"{count} dead"),), "indirect", "say"),),
        events=(
            Event("e", "ASSAULT", ("heavy-weapons",), (), "194", -9.5, ("a",), ("b",), "asserted", "p", "t", None, (span("shelled"),),
                  "r", 0.8),
        ),
        tolls=(
            Toll("k", "killed", count, count, place="p", as_of=DAY, cause="e", attribution="s", count_text=span(f"{count}"),
                 evidence=(span(f"{count} dead"),)),
        ),
        coder=CODER,
    )  # fmt: skip


def _reports() -> Iterator[Report]:
    yield _report(0, "AFP", 12, "A hospital")
    yield _report(1, "Reuters", 15, "A mayor")


@pytest.fixture(scope="module")
def told_twice(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = keep(tmp_path_factory.mktemp("occurrences") / "twice.db", _reports())
    with Archive(path) as archive:
        Assembly(archive).update()
        assert len(list(Assembly(archive).occurrences())) == 1
    return path


def _export(run: Run, source: Path, format: str, target: Path, *more: str) -> dict[str, object]:
    outcome = run("export", "--archive", source, "--format", format, "--kind", "occurrences", "--out", target, *more)
    assert outcome.status == 0, outcome.err
    about: dict[str, object] = json.loads(target.with_suffix(".about.json").read_text())
    return about


def test_two_reports_are_one_row_with_both_counts(run: Run, told_twice: Path, tmp_path: Path) -> None:
    about = _export(run, told_twice, "ucdp", tmp_path / "ucdp.csv")
    assert about["records"] == "occurrences"
    [row] = pd.read_csv(tmp_path / "ucdp.csv").to_dict("records")
    assert (row["low"], row["best"], row["high"], row["number_of_sources"]) == (12, 15, 15, 2)
    assert (row["source_office"], row["source_original"]) == ("AFP; Reuters", "A hospital; A mayor")
    assert (row["side_a"], row["side_b"], row["type_of_violence"], row["gwnoa"]) == ("Chad's army", "rebels", 1, 483)
    _export(run, told_twice, "acled", tmp_path / "acled.csv")
    [row] = pd.read_csv(tmp_path / "acled.csv").to_dict("records")
    assert (row["fatalities"], row["source"], row["interaction"]) == (12, "AFP; Reuters", 28)
    assert row["tags"] == "fatalities_low=12; fatalities_high=15; count_by=A hospital, A mayor"


def test_gdelt_counts_documents_and_voices_and_mentions_each(run: Run, told_twice: Path, tmp_path: Path) -> None:
    _export(run, told_twice, "gdelt", tmp_path / "gdelt.CSV")
    events = pd.read_csv(tmp_path / "gdelt.CSV", sep="\t", header=None, dtype=str)
    events.columns = pd.Index(GDELT_COLUMNS)
    [row] = events.to_dict("records")
    assert (row["NumMentions"], row["NumSources"], row["NumArticles"]) == ("2", "2", "2")
    mentions = pd.read_csv(tmp_path / "gdelt.mentions.CSV", sep="\t", header=None, dtype=str)
    assert mentions[0].tolist() == [row["GLOBALEVENTID"]] * 2
    assert mentions[4].tolist() == ["AFP", "Reuters"]


def test_belief_is_told_of_what_is_assembled_only(run: Run, told_twice: Path, tmp_path: Path) -> None:
    _export(run, told_twice, "geojson", tmp_path / "one.geojson")
    [feature] = json.loads((tmp_path / "one.geojson").read_bytes())["features"]
    assert feature["properties"]["belief"]["voices"] == ["AFP", "Reuters"]
    assert [told["document"] for told in feature["properties"]["told"]] == ["d0", "d1"]
    assert run("export", "--archive", told_twice, "--format", "geojson", "--out", tmp_path / "two.geojson").status == 0
    alone = json.loads((tmp_path / "two.geojson").read_bytes())["features"]
    assert [feature["properties"]["belief"] for feature in alone] == [None, None]


def test_a_format_of_single_records_holds_no_occurrences(run: Run, told_twice: Path, tmp_path: Path) -> None:
    outcome = run("export", "--archive", told_twice, "--format", "parquet", "--kind", "occurrences", "--out", tmp_path / "x.parquet")
    assert outcome.status == 2
    assert "has no place for occurrences" in outcome.err


def test_an_event_alone_and_its_occurrence_have_the_same_id(run: Run, tmp_path: Path) -> None:
    one = msgspec.structs.replace(next(_reports()))
    path = keep(tmp_path / "one.db", [one])
    with Archive(path) as archive:
        Assembly(archive).update()
    ids = []
    for kind in ("events", "occurrences"):
        target = tmp_path / f"{kind}.txt"
        assert run("export", "--archive", path, "--format", "plover", "--kind", kind, "--out", target).status == 0
        ids.append(pd.read_csv(target, sep="\t", dtype=str)["Event ID"].tolist())
    assert ids[0] == ids[1]
