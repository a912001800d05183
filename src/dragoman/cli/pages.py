"""Reports as people read them: placeholder."""

from __future__ import annotations

from dragoman.coder import Explained


class Pages:
    """Placeholder."""

    def __init__(self, *, explain: bool) -> None:
        self._explain = explain

    def write(self, explained: Explained) -> None:
        """Write one page."""
        print(explained.report)

    def close(self) -> None:
        """Nothing."""
