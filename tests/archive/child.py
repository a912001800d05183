"""A process that ingests and is killed: ``python -m tests.archive.child WHERE COUNT`` prints what it has on disk, line by line."""

from __future__ import annotations

import sys

from dragoman.archive import Archive, Listener, intake
from dragoman.records import Document, Ingested, SetAside
from tests.archive.made import PlainCoder, story

FAILS = frozenset({"d7", "d70"})


def stream(count: int) -> list[Document | SetAside]:
    """Stories with all that can happen to them: copies, earlier deliveries, repeats, revisions, and some that fail."""
    found: list[Document | SetAside] = [SetAside("wire.jsonl:1", "the line is not JSON")]
    for number in range(1, count):
        found.append(story(number, day=1 + number % 20))
        if number % 11 == 0:
            found.append(story(number - 3, day=25, id=f"copy-{number}", source="The Paper"))
        if number % 13 == 0:
            found.append(story(number, day=1, id=f"early-{number}"))
        if number % 17 == 0:
            found += [story(number - 1, day=1 + (number - 1) % 20), story(100_000 + number, id=f"d{number - 2}")]
        if number % 19 == 0:
            found.append(story(200_000 + number, day=1 + number % 20, title=f"UPDATE 1-{story(number).title}"))
    return found


class _Telling(Listener):
    def progress(self, counts: Ingested) -> None:
        print(counts.coded + counts.copies, flush=True)


def main() -> None:
    """Ingest in batches so small that many of them are cut through."""
    intake.BATCH_OUTCOMES = 5
    intake.LOOK_UP = 8
    where, count = sys.argv[1], int(sys.argv[2])
    with Archive(where) as archive:
        archive.ingest(stream(count), PlainCoder(fails=FAILS), listener=_Telling())


if __name__ == "__main__":
    main()
