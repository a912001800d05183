"""``dragoman demo``: the bundled stories, coded and printed, or the bundled crisis, kept in an archive or opened at the desk."""

from __future__ import annotations

import tempfile
from argparse import Namespace
from contextlib import AbstractContextManager
from importlib.resources import as_file, files
from pathlib import Path

import msgspec
import yaml

from dragoman.archive import Archive
from dragoman.assembling import Assembly
from dragoman.cli.code import code_documents, make_coder
from dragoman.cli.ingest import assemble
from dragoman.cli.progress import Watcher
from dragoman.cli.serve import serve
from dragoman.cli.terminal import choose_format
from dragoman.reading.read import read_paths
from dragoman.reading.reports import read_reports
from dragoman.reading.wire import read_story
from dragoman.records import Document, UsageError
from dragoman.web.settings import Settings

PREPARED = "crisis.reports.jsonl.gz"
"""The reports of the crisis, as tools/prepare_crisis.py writes them."""


class Bundled(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A bundled story: the name of its file, when it was published, and whose form it imitates."""

    name: str
    published: str
    form: str


def run(arguments: Namespace) -> int:
    """Code the bundled stories, or list them; or keep or show the bundled crisis."""
    if arguments.crisis:
        return _keep_crisis(arguments)
    if arguments.serve:
        return _serve_crisis(arguments)
    if arguments.archive is not None:
        raise UsageError("only the crisis is kept in an archive", mend="Add --crisis.")
    chosen = _chosen(arguments.names)
    if arguments.list:
        for story in chosen:
            print(f"{story.name:<20} {story.published}  {story.form}")
        return 0
    documents = [read_bundled(story) for story in chosen]
    return code_documents(make_coder(arguments), documents, choose_format(arguments.format), explain=arguments.explain)


def _keep_crisis(arguments: Namespace) -> int:
    """Code, keep and assemble the dispatches of the crisis."""
    if arguments.archive is None or arguments.names or arguments.list:
        raise UsageError("the crisis is kept whole, in an archive", mend="Run: dragoman demo --crisis --archive FILE.")
    with Archive(arguments.archive) as archive, crisis_path() as path, Watcher(lambda: None) as watcher:
        counts = watcher.closing(archive.ingest(read_paths([str(path)]), make_coder(arguments), listener=watcher))
        assemble(archive)
    return 1 if counts.set_aside else 0


def _serve_crisis(arguments: Namespace) -> int:
    """Open the desk on the crisis: on the reports that come with the program, in an archive that is gone when the desk closes."""
    if arguments.archive is not None or arguments.names or arguments.list:
        raise UsageError("the desk of the demo keeps nothing", mend="Run: dragoman demo --serve; or ingest, then dragoman serve.")
    with tempfile.TemporaryDirectory(prefix="dragoman-") as folder:
        where = str(Path(folder) / "crisis.db")
        keep_prepared(where)
        return serve(Settings(archive=where, port=arguments.port, model=arguments.model, lexicons=tuple(arguments.lexicon)))


def keep_prepared(where: str) -> None:
    """Keep and assemble the reports of the crisis as they come with the program."""
    with Archive(where) as archive, as_file(files("dragoman") / "stories" / PREPARED) as path:
        archive.import_reports(read_reports([path]))
        Assembly(archive).update()


def crisis_path() -> AbstractContextManager[Path]:
    """Where the dispatches of the bundled crisis stand as JSON Lines, for as long as it is held open."""
    return as_file(files("dragoman") / "stories" / "crisis.jsonl")


def bundled_stories() -> list[Bundled]:
    """The stories that come with the program, oldest first."""
    return msgspec.convert(yaml.safe_load((files("dragoman") / "stories" / "index.yaml").read_bytes()), list[Bundled])


def read_bundled(story: Bundled) -> Document:
    """The document of a bundled story."""
    text = (files("dragoman") / "stories" / f"{story.name}.txt").read_text(encoding="utf-8")
    return read_story(text, id=story.name, published=story.published)


def _chosen(names: list[str]) -> list[Bundled]:
    stories = bundled_stories()
    for name in names:
        if not any(story.name.startswith(name) for story in stories):
            raise UsageError(f'no bundled story is named "{name}"', mend="They are " + ", ".join(story.name for story in stories) + ".")
    return [story for story in stories if not names or any(story.name.startswith(name) for name in names)]
