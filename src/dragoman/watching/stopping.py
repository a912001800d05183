"""Stopping when asked to: at once where nothing would be lost, else as soon as what is in hand is on disk."""

from __future__ import annotations

import signal
import time
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType


class Stopped(BaseException):
    """Raised where it was asked to stop while it waited; no ``Exception``, so that no library takes it for one of its faults."""


class Stop:
    """Whether it was asked to stop. ``ask`` can be a handler of signals."""

    def __init__(self) -> None:
        self.asked = False
        self._may_raise = False

    def ask(self, _signal: int = 0, _frame: FrameType | None = None) -> None:
        """Stop as soon as can be."""
        self.asked = True
        if self._may_raise:
            self._may_raise = False
            raise Stopped

    @contextmanager
    def at_once(self) -> Iterator[None]:
        """What is done inside changes nothing that is kept, so it is broken off when asked.

        Raises:
            Stopped: it was asked to stop, now or before.
        """
        self._may_raise = True
        try:
            if self.asked:
                raise Stopped
            yield
        finally:
            self._may_raise = False

    def wait(self, seconds: float) -> None:
        """Sleep.

        Raises:
            Stopped: it was asked to stop.
        """
        with self.at_once():
            time.sleep(max(0.0, seconds))

    @contextmanager
    def on_signals(self) -> Iterator[None]:
        """Let SIGINT and SIGTERM ask."""
        before = {number: signal.signal(number, self.ask) for number in (signal.SIGINT, signal.SIGTERM)}
        try:
            yield
        finally:
            for number, handler in before.items():
                signal.signal(number, handler)
