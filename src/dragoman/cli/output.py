"""Reports to standard output, in the format asked for."""

from __future__ import annotations

import sys
from collections.abc import Iterable
from typing import Protocol

import msgspec

from dragoman.coder import Explained
from dragoman.records import Explanation, Report


class Output(Protocol):
    """Where reports go, one by one; ``close`` ends what was begun."""

    def write(self, explained: Explained) -> None:
        """Write one report."""

    def close(self) -> None:
        """Write what has to follow the last report."""


def open_output(format: str, *, explain: bool) -> Output:
    """The output for a format; with ``explain`` each report comes with the reasons of its records."""
    if format == "text":
        from dragoman.cli.pages import Pages

        return Pages(explain=explain)
    return JsonArray(explain=explain) if format == "json" else JsonLines(explain=explain)


class ExplainedReport(Report, frozen=True):
    """A report with an ``explanations`` key beside its own."""

    explanations: tuple[Explanation, ...] = ()


class JsonLines:
    """One report a line."""

    def __init__(self, *, explain: bool) -> None:
        self._explain = explain
        self._encoder = msgspec.json.Encoder()

    def write(self, explained: Explained) -> None:
        """Write one line, and pass it on at once."""
        sys.stdout.buffer.write(self._encoder.encode(_plain(explained, self._explain)) + b"\n")
        sys.stdout.buffer.flush()

    def close(self) -> None:
        """Nothing follows the last line."""


class JsonArray:
    """Indented JSON: one report is an object, more are an array."""

    def __init__(self, *, explain: bool) -> None:
        self._explain = explain
        self._first: bytes | None = None
        self._count = 0

    def write(self, explained: Explained) -> None:
        """Write one report; the first waits until it is known whether a second comes."""
        text = msgspec.json.format(msgspec.json.encode(_plain(explained, self._explain)), indent=2)
        self._count += 1
        if self._count == 1:
            self._first = text
            return
        _write(b"".join([b"[\n", self._first or b"", b",\n", text]) if self._count == 2 else b",\n" + text)

    def close(self) -> None:
        """Write what is left of the object or the array."""
        _write({0: b"[]\n", 1: (self._first or b"") + b"\n"}.get(self._count, b"\n]\n"))


def write_lines(lines: Iterable[object]) -> None:
    """Write each value as a line of JSON."""
    for value in lines:
        _write(msgspec.json.encode(value) + b"\n")


def _plain(explained: Explained, explain: bool) -> Report:
    if not explain:
        return explained.report
    fields = {name: getattr(explained.report, name) for name in explained.report.__struct_fields__}
    return ExplainedReport(**fields, explanations=explained.explanations)


def _write(content: bytes) -> None:
    sys.stdout.buffer.write(content)
    sys.stdout.buffer.flush()
