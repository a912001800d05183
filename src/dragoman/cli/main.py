"""From the words of the command to its exit status."""

from __future__ import annotations

import os
import sys
import warnings
from argparse import Namespace
from collections.abc import Sequence
from importlib import import_module

from dragoman.cli.arguments import build_parser

DONE, SOME_SET_ASIDE, WRONG_COMMAND, INTERRUPTED, PIPE_CLOSED = 0, 1, 2, 130, 141


def main(words: Sequence[str] | None = None) -> int:
    """Run the command and give its exit status; ``words`` are those after the program's name.

    0: done. 1: some documents were set aside, each named on standard error. 2: the command was wrong.
    130: interrupted. 141: whoever read the output closed it.
    """
    arguments = build_parser().parse_args(words)
    _survive_odd_encodings()
    # The models on PyPI were packed with spaCy 3.7; that they work with 3.8 is measured, and users cannot mend it.
    warnings.filterwarnings("ignore", message=r"\[W095\]")
    try:
        status = _run(arguments)
        sys.stdout.flush()
        return status
    except KeyboardInterrupt:
        return INTERRUPTED
    except BrokenPipeError:
        # Python flushes standard output once more at exit, which would complain on a closed pipe.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return PIPE_CLOSED


def _run(arguments: Namespace) -> int:
    from dragoman.records import DragomanError, ReadingError

    try:
        status: int = import_module(f"dragoman.cli.{arguments.module}").run(arguments)
    except ReadingError as fault:
        _complain(fault)
        return SOME_SET_ASIDE
    except DragomanError as fault:
        _complain(fault)
        return WRONG_COMMAND
    return status


def _complain(fault: Exception) -> None:
    sys.stdout.flush()
    print(f"dragoman: {fault}", file=sys.stderr)


def _survive_odd_encodings() -> None:
    """Write what the terminal's encoding lacks as an escape, rather than stop."""
    for stream in (sys.stdout, sys.stderr):
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure is not None:
            reconfigure(errors="backslashreplace")
