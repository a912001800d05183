"""What holds of every format, whatever it is given."""

from __future__ import annotations

import io
import json
import resource
import tracemalloc
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import msgspec
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from dragoman.archive import Archive, Filter
from dragoman.exchange.export import export
from dragoman.exchange.exporter import Exporter, exporters
from dragoman.records import Actor, Event, Report, UsageError
from tests.exchange.conftest import Export
from tests.exchange.made import HAPPENED, REPORT, keep, many

FORMATS = exporters()
CELLS = {"plover": "\t", "cameo": "\t", "icews": "\t", "gdelt": "\t"}


@pytest.mark.parametrize("format", FORMATS)
def test_the_same_archive_gives_the_same_bytes(export_to: Export, format: str) -> None:
    first = export_to(format)
    content, about = first.path.read_bytes(), first.about
    second = export_to(format)
    assert second.path.read_bytes() == content
    assert second.about == about


@pytest.mark.parametrize("format", FORMATS)
def test_what_is_counted_is_all_that_was_asked_for(export_to: Export, archive_path: Path, format: str) -> None:
    written = export_to(format)
    with Archive(archive_path, mode="read") as archive:
        asked = len(list(archive.query(FORMATS[format].kinds[0])))
    assert written.about["counts"]["records"] == asked
    assert sum(written.about["counts"]["left_out"].values()) < asked


@pytest.mark.parametrize("format", FORMATS)
def test_columns_are_filled_or_empty_as_the_format_says(export_to: Export, format: str) -> None:
    written = export_to(format)
    columns = FORMATS[format].columns[FORMATS[format].kinds[0]]
    assert written.tally.filled <= {column.name for column in columns} | {"@type"}
    assert not written.tally.filled & {column.name for column in columns if column.how == "empty"}
    assert all(column.note for column in columns if column.how != "filled")


@pytest.mark.parametrize("format", FORMATS)
def test_an_empty_answer_is_a_whole_file(export_to: Export, format: str) -> None:
    written = export_to(format, wanted=Filter(document="nothing"))
    assert written.about["counts"] == {"records": 0, "rows": 0, "left_out": {}}
    assert written.path.exists()
    assert written.about["filter"] == {"document": "nothing"}


@pytest.mark.parametrize(
    "format", [name for name, exporter in FORMATS.items() if exporter.takes == "happenings" and not exporter.tells_modality]
)
def test_what_did_not_happen_is_left_out_unless_asked_for(export_to: Export, format: str) -> None:
    left_out = export_to(format, kind="event").tally.left_out
    assert left_out["hypothetical: not told as having happened"] == 1
    assert export_to(format, kind="event", wanted=Filter(modality="hypothetical")).tally.records == 1


def test_a_filter_is_that_of_the_query(export_to: Export) -> None:
    written = export_to("plover", wanted=Filter(type="CONSULT"))
    assert written.tally.rows == 3 < HAPPENED


def test_a_view_is_that_of_the_query(export_to: Export) -> None:
    assert export_to("plover", as_of="2020-05-04").tally.rows == 0
    assert export_to("plover", as_of="2020-05-05").about["view"] == {"as_of": "2020-05-05"}


class BreakError(Exception):
    pass


@pytest.mark.parametrize("format", FORMATS)
def test_a_file_that_cannot_be_finished_is_not_there_and_an_older_one_stays(archive_path: Path, tmp_path: Path, format: str) -> None:
    target = tmp_path / "old.out"
    target.write_text("old")

    def fail(_: object) -> None:
        raise BreakError

    with Archive(archive_path, mode="read") as archive, pytest.raises(BreakError):
        export(archive, format, target, progress=fail)
    assert [path.name for path in tmp_path.iterdir()] == ["old.out"]
    assert target.read_text() == "old"


def test_a_folder_that_is_not_there_is_named(archive_path: Path, tmp_path: Path) -> None:
    with Archive(archive_path, mode="read") as archive, pytest.raises(UsageError, match="cannot be written"):
        export(archive, "csv", tmp_path / "no" / "such" / "folder.csv")


@contextmanager
def _files_of(most_bytes: int) -> Iterator[None]:
    """No file can grow beyond so many bytes."""
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (most_bytes, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))


@pytest.mark.parametrize("format", ["gdelt", "parquet", "geojson", "csv"])
def test_a_disk_that_fills_up_leaves_nothing_and_says_so(tmp_path: Path, tmp_path_factory: pytest.TempPathFactory, format: str) -> None:
    source = _kept(tmp_path_factory, 200)
    with Archive(source, mode="read") as archive, _files_of(2000), pytest.raises(UsageError, match="cannot be written: File too large"):
        export(archive, format, tmp_path / "out")
    assert list(tmp_path.iterdir()) == []


def test_standard_output_gets_the_file_alone(archive_path: Path) -> None:
    out = io.BytesIO()
    with Archive(archive_path, mode="read") as archive:
        export(archive, "gdelt", "-", standard_output=out)
    assert all(line.count(b"\t") == 60 for line in out.getvalue().splitlines())


def test_an_unknown_format_is_answered_with_the_known(archive_path: Path, tmp_path: Path) -> None:
    with Archive(archive_path, mode="read") as archive, pytest.raises(UsageError, match="gdlet") as fault:
        export(archive, "gdlet", tmp_path / "x")
    assert "gdelt" in fault.value.mend


def test_a_kind_of_record_that_a_format_has_no_place_for_is_refused(archive_path: Path, tmp_path: Path) -> None:
    with Archive(archive_path, mode="read") as archive, pytest.raises(UsageError, match="no place for tolls"):
        export(archive, "ucdp", tmp_path / "x", kind="toll")


@pytest.mark.parametrize("format", ["gdelt", "geojson"])
def test_memory_does_not_grow_with_what_is_written(tmp_path: Path, tmp_path_factory: pytest.TempPathFactory, format: str) -> None:
    short, long = (_kept(tmp_path_factory, count) for count in (200, 800))
    few, most = _peak(short, format, tmp_path), _peak(long, format, tmp_path)
    assert most < few * 1.3 + 500_000


_KEPT: dict[int, Path] = {}


def _kept(factory: pytest.TempPathFactory, count: int) -> Path:
    if count not in _KEPT:
        _KEPT[count] = keep(factory.mktemp("many") / f"{count}.db", many(count))
    return _KEPT[count]


def _peak(source: Path, format: str, folder: Path) -> int:
    with Archive(source, mode="read") as archive:
        export(archive, format, folder / "warm", limit=10)
        tracemalloc.start()
        export(archive, format, folder / "out")
        peak = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
    return peak


NAMES = st.text(st.characters(exclude_categories=("Cs",), exclude_characters="\0"), min_size=1, max_size=12).filter(str.strip)
CODES = st.sampled_from(
    [(), ("MLI", "MIL"), ("UNO",), ("IGO", "NAT"), ("NGO",), ("IMG", "REB"), ("XKX", "GOV"), ("ZZZ",), ("USA", "REL", "PTY")]
)
KINDS = st.sampled_from(["state", "government", "igo", "armed_group", "person", "population", "other"])
TYPES = st.sampled_from(
    [
        ("ASSAULT", None, "190"),
        ("CONSULT", "visit", "042"),
        ("CONSULT", None, "040"),
        ("PROTEST", "riot", "145"),
        ("COERCE", "arrest", None),
    ]
)


@st.composite
def reports(draw: st.DrawFn) -> Report:
    """The report of every case with other parties and another type of event."""
    actors = tuple(
        Actor(f"x{number}", draw(NAMES), draw(KINDS), draw(CODES), draw(st.none() | NAMES), REPORT.actors[0].mentions)
        for number in range(draw(st.integers(0, 4)))
    )
    ids = [actor.id for actor in actors]
    type, mode, cameo = draw(TYPES)
    event: Event = msgspec.structs.replace(
        REPORT.events[0],
        type=type,
        modes=(mode,) if mode else (),
        cameo=cameo,
        actors=tuple(draw(st.lists(st.sampled_from(ids), unique=True))) if ids else (),
        recipients=tuple(draw(st.lists(st.sampled_from(ids), unique=True))) if ids else (),
        place=draw(st.none() | st.sampled_from([place.id for place in REPORT.places])),
    )
    return msgspec.structs.replace(REPORT, actors=(*REPORT.actors, *actors), events=(event,), tolls=REPORT.tolls[:1], positions=())


@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
@given(report=reports())
def test_no_name_breaks_a_row_and_no_code_is_unknown_to_an_exporter(report: Report, tmp_path_factory: pytest.TempPathFactory) -> None:
    folder = tmp_path_factory.mktemp("any")
    keep(folder / "any.db", [report])
    with Archive(folder / "any.db", mode="read") as archive:
        for format, exporter in FORMATS.items():
            tally = export(archive, format, folder / format)
            assert tally.records == 1
            _check_rows(folder / format, format, exporter, tally.rows)


def _check_rows(path: Path, format: str, exporter: Exporter, rows: int) -> None:
    if (mark := CELLS.get(format)) is not None:
        lines = path.read_text(encoding="utf-8").removesuffix("\n").split("\n") if path.stat().st_size else []
        assert len(lines) == rows + (format != "gdelt")
        assert {line.count(mark) for line in lines} <= {len(exporter.columns["event"]) - 1}
    elif format in ("geojson", "jsonld"):
        nodes: dict[str, Any] = json.loads(path.read_bytes())
        assert len(nodes["features" if format == "geojson" else "@graph"]) == rows
