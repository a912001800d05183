"""``dragoman code``: stories in, reports out."""

from __future__ import annotations

import sys
from argparse import Namespace
from collections.abc import Iterable
from pathlib import Path

from dragoman.cli.output import open_output
from dragoman.cli.terminal import Progress, choose_format, report_set_aside
from dragoman.coder import Coder
from dragoman.reading.read import read_paths
from dragoman.records import Document, SetAside


def run(arguments: Namespace) -> int:
    """Code each document of each path; 1 when some were set aside."""
    coder = make_coder(arguments)
    documents = read_paths(arguments.paths, published=arguments.published, format=arguments.read)
    return code_documents(coder, documents, choose_format(arguments.format), explain=arguments.explain, processes=arguments.processes)


def make_coder(arguments: Namespace) -> Coder:
    """The coder that the arguments ask for."""
    coder = Coder(
        model=arguments.model,
        lexicons=[Path(folder) for folder in arguments.lexicon],
        dictionaries=[Path(folder) for folder in arguments.cameo_dictionaries],
        gazetteer=Path(arguments.gazetteer) if arguments.gazetteer else None,
    )
    for notice in coder.notices:
        print(f"dragoman: {notice}", file=sys.stderr)
    return coder


def code_documents(coder: Coder, documents: Iterable[Document | SetAside], format: str, *, explain: bool, processes: int = 1) -> int:
    """Code documents and write their reports; name those set aside on standard error."""
    output, progress = open_output(format, explain=explain), Progress()
    coded = set_aside = 0
    try:
        for outcome in coder.explain_many(documents, processes=processes):
            if isinstance(outcome, SetAside):
                set_aside += 1
                progress.clear()
                report_set_aside(outcome)
            else:
                coded += 1
                output.write(outcome)
            progress.show(coded, set_aside)
    finally:
        progress.clear()
    output.close()
    return 1 if set_aside else 0
