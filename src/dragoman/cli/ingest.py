"""``dragoman ingest``: stories in, reports kept."""

from __future__ import annotations

from argparse import Namespace
from pathlib import Path

from dragoman.archive import Archive
from dragoman.assembling import Assembly
from dragoman.cli.code import make_coder
from dragoman.cli.progress import AssemblyWatcher, Watcher
from dragoman.coder import Coder
from dragoman.reading.read import Stories, read_paths
from dragoman.records import Ingested, UsageError


def run(arguments: Namespace) -> int:
    """Read, code and keep; 1 when some stories were set aside."""
    if bool(arguments.paths) == arguments.retry:
        mend = "Name a PATH, or give --retry alone to try again what was set aside."
        raise UsageError("there is nothing to ingest" if arguments.retry is False else "--retry takes no PATH", mend=mend)
    with Archive(arguments.archive) as archive:
        coder = make_coder(arguments)
        counts = _retry(archive, coder, arguments) if arguments.retry else _ingest(archive, coder, arguments)
        if not arguments.no_assemble:
            assemble(archive)
    return 1 if counts.set_aside else 0


def assemble(archive: Archive, *, again: bool = False) -> None:
    """Take up what is not assembled yet, or all anew, and say how much there is."""
    assembly, watcher = Assembly(archive), AssemblyWatcher()
    watcher.closing(assembly.remake(watcher) if again else assembly.update(watcher))


def _ingest(archive: Archive, coder: Coder, arguments: Namespace) -> Ingested:
    stories = read_paths(arguments.paths, published=arguments.published, format=arguments.read)
    with Watcher(stories.share_read) as watcher:
        return watcher.closing(archive.ingest(stories, coder, processes=arguments.processes, listener=watcher))


def _retry(archive: Archive, coder: Coder, arguments: Namespace) -> Ingested:
    def reread(paths: list[str]) -> Stories:
        return read_paths([path for path in paths if Path(path).exists()], published=arguments.published, format=arguments.read)

    with Watcher(lambda: None) as watcher:
        return watcher.closing(archive.retry(coder, reread, processes=arguments.processes, listener=watcher))
