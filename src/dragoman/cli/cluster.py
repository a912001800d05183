"""``dragoman cluster``: stories of one matter together."""

from __future__ import annotations

from argparse import Namespace
from collections.abc import Iterator
from pathlib import Path

from rich.text import Text

from dragoman.assembling.cluster_signs import Signs, signs_of
from dragoman.assembling.clusters import Placed, cluster
from dragoman.cli.ledger import Entry, Ledger
from dragoman.cli.output import write_lines
from dragoman.cli.terminal import Progress, choose_format, make_console, report_set_aside, show
from dragoman.language.english import English, check_size
from dragoman.lexicon import load_lexicon
from dragoman.lexicon.schema.clusters import SECTION
from dragoman.reading.read import Stories, read_paths
from dragoman.records import Document, ReadingError, SetAside
from dragoman.resolving.cast import CastFinder
from dragoman.resolving.gazetteer import Gazetteer
from dragoman.wording.printing import printable

LONGEST_TITLE = 90


def run(arguments: Namespace) -> int:
    """Group the stories of each path; 1 when some were set aside."""
    lexicon = load_lexicon([Path(folder) for folder in arguments.lexicon])
    finder = CastFinder(lexicon, Gazetteer(Path(arguments.gazetteer)) if arguments.gazetteer else None)
    reading = _Reading(read_paths(arguments.paths, published=arguments.published, format=arguments.read))
    progress, signs = Progress(), list[Signs]()
    for doc in English(arguments.model).annotate_many(reading):
        signs.append(signs_of(doc, finder.find(doc)[0]))
        progress.show(len(signs), reading.set_aside)
    progress.clear()
    placed = cluster(signs, lexicon.files(SECTION)["likeness"])
    if choose_format(arguments.format) == "text":
        _show(placed, signs, reading.titles)
    else:
        write_lines(_line(one) for one in placed)
    return 1 if reading.set_aside else 0


class _Reading(Iterator[Document]):
    """The stories that can be read; the others are named on standard error and counted."""

    def __init__(self, stories: Stories) -> None:
        self._stories = stories
        self.set_aside = 0
        self.titles: list[str] = []

    def __next__(self) -> Document:
        while True:
            story = next(self._stories)
            if isinstance(story, Document):
                try:
                    check_size(story)
                except ReadingError as fault:
                    story = SetAside.of(fault, id=story.id)
                else:
                    self.titles.append(story.title or story.text.strip())
                    return story
            self.set_aside += 1
            report_set_aside(story)


def _line(one: Placed) -> dict[str, object]:
    line: dict[str, object] = {"id": one.id, "cluster": one.cluster}
    if one.shared is not None:
        line |= {"nearest": one.nearest, "likeness": one.likeness, "shared": one.shared}
    return line


def _show(placed: list[Placed], signs: list[Signs], titles: list[str]) -> None:
    """A table a cluster, the largest first; stories alone together at the end."""
    console = make_console()
    clusters: dict[str, list[int]] = {}
    for at, one in enumerate(placed):
        clusters.setdefault(one.cluster, []).append(at)
    together = sorted((rows for rows in clusters.values() if len(rows) > 1), key=lambda rows: (-len(rows), rows[0]))
    alone = [rows[0] for rows in clusters.values() if len(rows) == 1]
    for rows in together:
        rows = sorted(rows, key=lambda at: signs[at].order)
        show(console, _table(placed[rows[0]].cluster, rows, placed, signs, titles))
    if alone:
        show(console, _table("Like no other", alone, placed, signs, titles))


def _table(title: str, rows: list[int], placed: list[Placed], signs: list[Signs], titles: list[str]) -> Ledger:
    entries = tuple(
        Entry(
            (Text(printable(placed[at].id)), Text((signs[at].published or "")[:10]), Text(printable(_short(titles[at])))),
            printable(placed[at].reason) if placed[at].shared is not None else "",
        )
        for at in rows
    )
    return Ledger(printable(title), ("story", "published", "title"), entries)


def _short(title: str) -> str:
    line = " ".join(title.split())
    return line if len(line) <= LONGEST_TITLE else f"{line[: LONGEST_TITLE - 1]}…"
