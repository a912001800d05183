"""What the command knows of the terminal: who reads the output, how wide it is, what may be shown."""

from __future__ import annotations

import os
import shutil
import sys
import time
from typing import TYPE_CHECKING

from dragoman.wording.printing import printable

if TYPE_CHECKING:
    from rich.console import Console, RenderableType

    from dragoman.records import SetAside

PIPE_WIDTH = 100
PROGRESS_AFTER_S = 1.0


def choose_format(asked: str | None) -> str:
    """The format asked for, else tables on a terminal and JSON Lines in a pipe."""
    return asked or ("text" if sys.stdout.isatty() else "jsonl")


def make_console() -> Console:
    """A console on standard output: colour only on a terminal and not where NO_COLOR is set."""
    from rich.console import Console

    on_terminal = sys.stdout.isatty()
    columns = int(value) if (value := os.environ.get("COLUMNS", "")).isdecimal() and int(value) >= 20 else None
    width = columns or (shutil.get_terminal_size().columns if on_terminal else PIPE_WIDTH)
    return Console(
        file=sys.stdout,
        width=width,
        force_terminal=on_terminal,
        no_color=not on_terminal or None,
        highlight=False,
        markup=False,
        emoji=False,
    )


def show(console: Console, page: RenderableType) -> None:
    """Print a page; in a pipe without the blanks that pad its columns."""
    if console.is_terminal:
        console.print(page)
        return
    with console.capture() as written:
        console.print(page)
    console.file.write("".join(f"{line.rstrip()}\n" for line in written.get().splitlines()))
    console.file.flush()


def report_set_aside(document: SetAside) -> None:
    """Name on standard error a document that was set aside, with its reason and how to mend it."""
    sys.stdout.flush()
    print(f"set aside: {printable(str(document))}", file=sys.stderr, flush=True)


class Progress:
    """A counter on standard error, for work whose output goes into a pipe or a file."""

    def __init__(self) -> None:
        self._shown = sys.stderr.isatty() and not sys.stdout.isatty()
        self._began = self._last = time.monotonic()
        self._wrote = False

    def show(self, coded: int, set_aside: int) -> None:
        """Show how many are done, at most ten times a second."""
        now = time.monotonic()
        if not self._shown or now - self._began < PROGRESS_AFTER_S or now - self._last < 0.1:
            return
        self._last, self._wrote = now, True
        aside = f", {set_aside:,} set aside" if set_aside else ""
        sys.stderr.write(f"\r\x1b[K{coded:,} coded{aside}, {coded / (now - self._began):.1f} a second")
        sys.stderr.flush()

    def clear(self) -> None:
        """Take the counter away."""
        if self._wrote:
            sys.stderr.write("\r\x1b[K")
            sys.stderr.flush()
            self._wrote = False
