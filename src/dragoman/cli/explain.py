"""``dragoman explain``: why a story's records were coded, and what was turned down."""

from __future__ import annotations

import os
from argparse import Namespace
from collections.abc import Iterable

from dragoman.archive import Archive
from dragoman.assembling import Assembly
from dragoman.cli.code import make_coder
from dragoman.cli.occurrences import show_occurrence
from dragoman.cli.output import write_lines
from dragoman.cli.terminal import choose_format, make_console, report_set_aside, show
from dragoman.coder import Explained
from dragoman.reading.read import STANDARD_INPUT, read_paths
from dragoman.reading.wire import read_story
from dragoman.records import Document, SetAside, UsageError


def run(arguments: Namespace) -> int:
    """Explain each document of the path, or the one text given in the command."""
    if arguments.archive is not None:
        return _explain_kept(arguments)
    coder = make_coder(arguments)
    status = 0
    for outcome in coder.explain_many(_documents(arguments), near=True):
        if isinstance(outcome, SetAside):
            report_set_aside(outcome)
            status = 1
        else:
            _show(outcome, arguments)
    return status


def _explain_kept(arguments: Namespace) -> int:
    """Explain an occurrence of an archive by its joins, and a story or an event of it by coding its story once more."""
    with Archive(arguments.archive, mode="read") as archive:
        wanted: list[tuple[Document, str | None]]
        if (kept := archive.report(arguments.story)) is None:
            assembly = Assembly(archive)
            if (occurrence := assembly.occurrence(arguments.story)) is None:
                mend = "Give the id of a story, an occurrence or an event: dragoman query finds them."
                raise UsageError(f'the archive has no story or occurrence "{arguments.story}"', where=archive.where, mend=mend)
            show_occurrence(occurrence, assembly.sentence(occurrence), as_text=choose_format(arguments.format) == "text")
            if choose_format(arguments.format) != "text":
                return 0
            told = [archive.report(f"{one.document}@{one.sha256}") for one in occurrence.tellings]
            wanted = [(one.report.document, telling.record) for one, telling in zip(told, occurrence.tellings, strict=True) if one]
        else:
            wanted = [(kept.report.document, None)]
    coder = make_coder(arguments)
    for document, record in wanted:
        for outcome in coder.explain_many([document], near=record is None):
            if isinstance(outcome, Explained):
                known = {explanation.record for explanation in outcome.explanations}
                _show(outcome, arguments if record not in known else Namespace(**{**vars(arguments), "record": [record]}))
    return 0


def _documents(arguments: Namespace) -> Iterable[Document | SetAside]:
    story = arguments.story
    if story == STANDARD_INPUT or os.path.lexists(story):
        return read_paths([story], published=arguments.published, format=arguments.read)
    if not any(letter.isspace() for letter in story.strip()):
        raise UsageError(f'there is no file "{story}"', mend="Give a file, a sentence between quotation marks, or - for standard input.")
    return [read_story(story, id="text", published=arguments.published)]


def _show(explained: Explained, arguments: Namespace) -> None:
    asked = set(arguments.record or ())
    known = [explanation.record for explanation in explained.explanations if explanation.record]
    if missing := asked - set(known):
        raise UsageError(
            f'the report has no record "{sorted(missing)[0]}"',
            where=explained.report.document.id,
            mend=f"Its records are {', '.join(known) or 'none'}.",
        )
    if choose_format(arguments.format) == "text":
        from rich.console import Group

        from dragoman.cli.pages import header
        from dragoman.cli.reasons import explain_page

        show(make_console(), Group(header(explained.report), explain_page(explained, records=asked)))
    else:
        write_lines([e for e in explained.explanations if not asked or e.record in asked])
