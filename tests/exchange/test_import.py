"""Reports coded elsewhere come into an archive whole, once, and without being coded again."""

from __future__ import annotations

import gzip
from pathlib import Path

import msgspec
import pytest

from dragoman.archive import Archive, Listener
from dragoman.reading.reports import read_reports
from dragoman.records import Report, SetAside, Span
from tests.archive.conftest import Place, place, where
from tests.archive.made import Clock, PlainCoder, story
from tests.exchange.conftest import Run

__all__ = ["place", "where"]


class Heard(Listener):
    def __init__(self) -> None:
        self.reasons: list[SetAside] = []

    def set_aside(self, reason: SetAside) -> None:
        self.reasons.append(reason)


def _coded(numbers: range, version: str = "plain-1") -> list[Report]:
    return [report for report in PlainCoder(version).code_many(map(story, numbers)) if isinstance(report, Report)]


def _written(path: Path, reports: list[Report]) -> Path:
    lines = b"".join(msgspec.json.encode(report) + b"\n" for report in reports)
    path.write_bytes(gzip.compress(lines) if path.suffix == ".gz" else lines)
    return path


def test_imported_is_as_if_it_had_been_ingested(tmp_path: Path, place: Place) -> None:
    file = _written(tmp_path / "reports.jsonl.gz", _coded(range(150)))
    with Archive(place(), clock=Clock()) as imported, Archive(place(), clock=Clock()) as ingested:
        counts = imported.import_reports(read_reports([file]))
        ingested.ingest(map(story, range(150)), PlainCoder())
        assert (counts.seen, counts.coded, counts.known) == (150, 150, 0)
        assert imported.digest() == ingested.digest()
        assert list(imported.check()) == []
        again = imported.import_reports(read_reports([file]))
        assert (again.coded, again.known) == (0, 150)
        assert imported.digest() == ingested.digest()


def test_another_coder_supersedes_and_each_is_taken_once(tmp_path: Path, where: str) -> None:
    older, newer = (_written(tmp_path / f"{v}.jsonl", _coded(range(5), v)) for v in ("plain-1", "plain-2"))
    with Archive(where, clock=Clock()) as archive:
        archive.import_reports(read_reports([older]))
        assert archive.import_reports(read_reports([newer])).coded == 5
        assert {kept.report.coder for kept in archive.reports()} == {"plain-2"}
        assert archive.import_reports(read_reports([older, newer])).known == 10
        assert {kept.report.coder for kept in archive.reports()} == {"plain-2"}
        assert list(archive.check()) == []


def _moved(report: Report) -> Report:
    [event] = report.events
    words = event.evidence[0]
    evidence = (Span(words.start + 1, words.end + 1, words.text),)
    return msgspec.structs.replace(report, events=(msgspec.structs.replace(event, evidence=evidence),))


def _orphaned(report: Report) -> Report:
    return msgspec.structs.replace(report, actors=report.actors[:1])


def _retold(report: Report) -> Report:
    return msgspec.structs.replace(report, document=msgspec.structs.replace(report.document, sha256="0" * 64))


def _unkeepable(report: Report) -> Report:
    return msgspec.structs.replace(report, document=msgspec.structs.replace(report.document, title="a\0b"))


@pytest.mark.parametrize(
    ("spoil", "says"),
    [(_moved, "where the text says otherwise"), (_orphaned, "refers to a2"), (_retold, "digest"), (_unkeepable, "U+0000")],
)
def test_a_report_that_disagrees_with_itself_is_set_aside(tmp_path: Path, spoil, says: str) -> None:  # type: ignore[no-untyped-def]
    sound, spoilt = _coded(range(2))
    file = _written(tmp_path / "reports.jsonl", [sound, spoil(spoilt)])
    heard = Heard()
    with Archive(tmp_path / "a.db", clock=Clock()) as archive:
        counts = archive.import_reports(read_reports([file]), listener=heard)
        assert (counts.coded, counts.set_aside) == (1, 1)
        assert list(archive.check()) == []
        assert list(archive.set_aside()) == []
    [reason] = heard.reasons
    assert reason.where == f"{file}:2"
    assert says in reason.what


@pytest.mark.parametrize("line", [b"nonsense", b'{"document": {"id": "x"}}', b"\xff\xfe", b"[" * 100_000, b"[]"])
def test_a_line_that_is_no_report_leaves_the_others(tmp_path: Path, line: bytes) -> None:
    file = _written(tmp_path / "reports.jsonl", _coded(range(2)))
    file.write_bytes(line + b"\n\n" + file.read_bytes())
    with Archive(tmp_path / "a.db") as archive:
        counts = archive.import_reports(read_reports([file, tmp_path / "none.jsonl"]))
    assert (counts.coded, counts.set_aside) == (2, 2)


def test_the_command_takes_a_folder_and_says_what_it_did(run: Run, tmp_path: Path) -> None:
    (tmp_path / "batch").mkdir()
    _written(tmp_path / "batch" / "1.jsonl", _coded(range(3)))
    _written(tmp_path / "batch" / "2.jsonl.gz", _coded(range(2, 6)))
    outcome = run("archive", "import", tmp_path / "a.db", tmp_path / "batch")
    assert (outcome.status, outcome.out.partition(" in ")[0]) == (0, "7 stories: 6 coded, 1 known")
    (tmp_path / "broken.jsonl").write_text("{}\n")
    broken = run("archive", "import", tmp_path / "a.db", tmp_path / "broken.jsonl")
    assert broken.status == 1
    assert f"{tmp_path / 'broken.jsonl'}:1: it is no report" in broken.err
