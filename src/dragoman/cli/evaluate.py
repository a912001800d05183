"""``dragoman eval``: the coder scored on gold files."""

from __future__ import annotations

import sys
from argparse import Namespace
from collections.abc import Iterator
from pathlib import Path

import msgspec

from dragoman.cli.code import make_coder
from dragoman.cli.terminal import Progress, make_console, report_set_aside, show
from dragoman.coder import Coder
from dragoman.evaluation.gold import read_gold, read_reports, to_document
from dragoman.evaluation.score import ScoreCard, score
from dragoman.evaluation.sets import Row
from dragoman.records import Report, SetAside, UsageError


def run(arguments: Namespace) -> int:
    """Score each gold file; 1 when some of its texts were set aside."""
    if arguments.reports and len(arguments.gold) > 1:
        raise UsageError("--reports was given with more than one gold file", mend="Score one gold file at a time.")
    golds = [(path, read_gold(Path(path))) for path in arguments.gold]
    coder = None if arguments.reports else make_coder(arguments)
    status = 0
    for path, rows in golds:
        if coder is None:
            reports = read_reports(Path(arguments.reports))
        else:
            outcomes = list(_code(coder, rows, arguments.processes))
            reports = [outcome for outcome in outcomes if isinstance(outcome, Report)]
            status = status or int(len(reports) < len(outcomes))
        _print(path, score(rows, reports, where=path, draws=arguments.boot), as_json=arguments.json)
    return status


def _code(coder: Coder, rows: list[Row], processes: int) -> Iterator[Report | SetAside]:
    progress = Progress()
    for number, outcome in enumerate(coder.code_many(map(to_document, rows), processes=processes), 1):
        if isinstance(outcome, SetAside):
            progress.clear()
            report_set_aside(outcome)
        progress.show(number, 0)
        yield outcome
    progress.clear()


def _print(path: str, card: ScoreCard, *, as_json: bool) -> None:
    if as_json:
        sys.stdout.buffer.write(msgspec.json.encode({"gold": path, **msgspec.to_builtins(card)}) + b"\n")
        sys.stdout.buffer.flush()
        return
    from dragoman.cli.scorecard import card_page

    show(make_console(), card_page(path, card))
