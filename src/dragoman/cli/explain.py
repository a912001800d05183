"""``dragoman explain``: why a story's records were coded, and what was turned down."""

from __future__ import annotations

import os
from argparse import Namespace
from collections.abc import Iterable

from dragoman.cli.code import make_coder
from dragoman.cli.output import write_lines
from dragoman.cli.terminal import choose_format, make_console, report_set_aside, show
from dragoman.coder import Explained
from dragoman.reading.read import STANDARD_INPUT, read_paths
from dragoman.reading.wire import read_story
from dragoman.records import Document, SetAside, UsageError


def run(arguments: Namespace) -> int:
    """Explain each document of the path, or the one text given in the command."""
    coder = make_coder(arguments)
    status = 0
    for outcome in coder.explain_many(_documents(arguments), near=True):
        if isinstance(outcome, SetAside):
            report_set_aside(outcome)
            status = 1
        else:
            _show(outcome, arguments)
    return status


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
