"""``dragoman import-corrections``: keep what was changed in the CSV of a query."""

from __future__ import annotations

import csv
import datetime
from argparse import Namespace
from collections.abc import Iterator
from pathlib import Path

from dragoman.archive import Archive
from dragoman.cli.edited import Cells, Edited
from dragoman.lexicon import load_lexicon
from dragoman.lexicon.schema.ontology import SECTION as ONTOLOGY
from dragoman.records import Correction, Hit, UsageError, keys_of
from dragoman.records.archive import RecordKind

_SIGNS = ",;\t"
_KINDS: tuple[RecordKind, ...] = ("event", "toll", "position", "statement")


def run(arguments: Namespace) -> int:
    """Keep the corrections of a file, all or none."""
    with Archive(arguments.archive) as archive:
        given, rows = _read(Path(arguments.file), archive, arguments.by)
        known = _Known(archive)
        new = [one for one in given if one not in known]
        for one in new:
            archive.add_correction(one)
    print(f"{rows:,} rows: {len(new):,} corrections kept, {len(given) - len(new):,} known before")
    return 0


def _read(path: Path, archive: Archive, by: str) -> tuple[list[Correction], int]:
    """The corrections of a file, and how many rows it has.

    Raises:
        UsageError: it cannot be read as such a file; the message names every row that cannot be taken.
    """
    types = frozenset(type_ for file in load_lexicon().files(ONTOLOGY).values() for type_ in file.types)
    edited = Edited(by=by, at=datetime.datetime.now(datetime.UTC).replace(microsecond=0), types=types)
    found: list[Correction] = []
    faults: list[UsageError] = []
    count = 0
    for line, cells in _rows(path):
        count += 1
        try:
            found += edited.corrections(cells, _hit(archive, cells))
        except UsageError as fault:
            faults.append(UsageError(fault.what, where=f"{path}:{line}", mend=fault.mend))
    if faults:
        listed = "\n".join(str(fault) for fault in faults)
        raise UsageError(
            f"{len(faults)} rows cannot be taken, and none was\n{listed}", where=str(path), mend="Mend each row at the line named."
        )
    return found, count


def _rows(path: Path) -> Iterator[tuple[int, Cells]]:
    """The rows with the line on which each ends; commas, semicolons or tabs stand between, as spreadsheets write them."""
    try:
        with path.open(encoding="utf-8-sig", newline="") as lines:
            head = lines.readline()
            lines.seek(0)
            reader = csv.DictReader(lines, delimiter=max(_SIGNS, key=head.count), strict=True)
            if missing := {"id", "key", "document"} - set(reader.fieldnames or ()):
                mend = "Give the CSV that dragoman query --format csv wrote, with all its columns."
                raise UsageError(f"it has no column {' or '.join(sorted(missing))}", where=f"{path}:1", mend=mend)
            for row in reader:
                if None in row or None in row.values():
                    raise UsageError("the row has more or fewer cells than the first", where=f"{path}:{reader.line_num}", mend=_SHAPE)
                yield reader.line_num, row
    except (OSError, UnicodeDecodeError, csv.Error) as error:
        raise UsageError(f"it cannot be read as CSV: {error}", where=str(path), mend=_SHAPE) from error


_SHAPE = "Save it as CSV in UTF-8, with all its columns."


def _hit(archive: Archive, cells: Cells) -> Hit:
    version = f"{cells['document']}@{cells['sha256']}" if cells.get("sha256") else cells["document"]
    kept = archive.report(version) or archive.report(cells["document"])
    if kept is None:
        raise UsageError(f'the archive has no story "{cells["document"]}"', mend="Give the archive that the file came from.")
    for kind in _KINDS:
        keys = keys_of(kept.report, kind)
        for record in getattr(kept.report, f"{kind}s"):
            if keys[record.id] == cells["key"]:
                return Hit(kind, record, kept.report, kept.learnt, "")
    mend = "It was coded again since, or the key was changed: query again and edit the new file."
    raise UsageError(f'story "{cells["document"]}" has no record of that key ({cells.get("id", "")})', mend=mend)


class _Known:
    """The corrections that stand: what was said again is no news, whoever says it and when."""

    def __init__(self, archive: Archive) -> None:
        every = [one for _, one in archive.corrections()]
        withdrawn = {str(one.value) for one in every if one.action == "withdraw"}
        self._last: dict[object, object] = {}
        for one in sorted((one for one in every if one.id not in withdrawn and one.action != "withdraw"), key=lambda one: one.at):
            self._last[_about(one)] = _said(one)

    def __contains__(self, one: Correction) -> bool:
        return self._last.get(_about(one)) == _said(one)


def _about(one: Correction) -> object:
    field = one.field if one.action == "set" else "verdict"
    return (field, tuple((target.sha256, target.kind, target.words) for target in one.targets))


def _said(one: Correction) -> object:
    return (one.action, one.value)
