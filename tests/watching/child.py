"""A process that watches and is stopped or killed: ``python -m tests.watching.child WHERE ADDRESS`` prints what comes of each look."""

from __future__ import annotations

import sys
import time

from dragoman.archive import Archive, intake
from dragoman.records import Document, Ingested
from dragoman.watching import Look, Onlooker, Settings, Stop, Watch
from tests.archive.made import PlainCoder


class _Telling(Onlooker):
    def progress(self, counts: Ingested) -> None:
        print(counts.coded, flush=True)

    def looked(self, look: Look) -> None:
        print(look.came, flush=True)


def _slowly(_: Document) -> None:
    time.sleep(0.02)


def main() -> None:
    """Watch in batches so small that many of them are cut through."""
    intake.BATCH_OUTCOMES = 5
    where, address = sys.argv[1:]
    stop = Stop()
    with stop.on_signals(), Archive(where) as archive:
        settings = Settings(allow_private=True)
        Watch(archive, [address], lambda: PlainCoder(before=_slowly), settings, stop=stop, onlooker=_Telling()).run()


if __name__ == "__main__":
    main()
