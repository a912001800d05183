"""A feed or page that could not be fetched."""

from __future__ import annotations

from dragoman.records import ReadingError


class FetchError(ReadingError):
    """An address that gave nothing to read; ``retry_after_s`` is how long its server asks to be left alone, if it does."""

    def __init__(self, what: str, *, where: str = "", mend: str = "", retry_after_s: float | None = None) -> None:
        super().__init__(what, where=where, mend=mend)
        self.retry_after_s = retry_after_s
