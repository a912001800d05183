"""A feed or page that could not be fetched."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from dragoman.records import DragomanError, ReadingError


class FetchError(ReadingError):
    """An address that gave nothing to read; ``retry_after_s`` is how long its server asks to be left alone, if it does."""

    def __init__(self, what: str, *, where: str = "", mend: str = "", retry_after_s: float | None = None) -> None:
        super().__init__(what, where=where, mend=mend)
        self.retry_after_s = retry_after_s


@contextmanager
def reading(where: str) -> Iterator[None]:
    """Make whatever a library raises on a stranger's bytes a fault of theirs: the other feeds go on.

    Raises:
        ReadingError: anything was raised that is no fault of ours.
    """
    try:
        yield
    except DragomanError:
        raise
    except Exception as error:
        what = f"it cannot be read: {type(error).__name__}: {error}"
        raise ReadingError(what, where=where, mend="Report this with what is at the address.") from error
