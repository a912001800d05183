"""The files of one export: all are there whole, or none is."""

from __future__ import annotations

import contextlib
import io
import os
import tempfile
from pathlib import Path
from types import TracebackType
from typing import BinaryIO, Self

from dragoman.records import UsageError

STANDARD_OUTPUT = "-"


class Outputs:
    """Opens the file of an export, and files beside it; each takes its place when the block ends without a fault.

    Where ``target`` is ``-``, ``main`` is the stream given, and there are no files beside it.
    """

    def __init__(self, target: str | os.PathLike[str], standard_output: BinaryIO | None = None) -> None:
        self._path = None if target == STANDARD_OUTPUT else Path(target)
        self._unfinished: list[tuple[BinaryIO, Path, Path]] = []
        if self._path is None:
            assert standard_output is not None, "the caller gives the stream that - stands for"
            self.main = standard_output
        else:
            self.main = self._open(self._path)

    def beside(self, suffix: str) -> BinaryIO | None:
        """A file of the same name with another ending, as ``.about.json``; None on standard output."""
        return self._open(self.path_beside(suffix)) if self._path is not None else None

    def path_beside(self, suffix: str) -> Path:
        """The path of a file beside the main one."""
        assert self._path is not None
        return self._path.with_name(self._path.name.removesuffix(self._path.suffix) + suffix)

    def _open(self, path: Path) -> BinaryIO:
        try:
            number, name = tempfile.mkstemp(prefix=f".{path.name}.", dir=path.parent)
        except OSError as error:
            raise UsageError(
                f"{path} cannot be written: {error.strerror}", mend="Name a file in a folder that is there and can be written."
            ) from error
        file = io.BufferedWriter(io.FileIO(number, "wb"), 1 << 16)
        self._unfinished.append((file, Path(name), path))
        return file

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, fault: BaseException | None, trace: TracebackType | None) -> None:
        try:
            if kind is None:
                self._finish()
            elif isinstance(fault, OSError) and self._path is not None:
                raise fault
        except OSError as error:
            raise UsageError(f"{self._path} cannot be written: {error.strerror}", mend="Make room, or write elsewhere.") from error
        finally:
            for file, path, _ in self._unfinished:
                path.unlink(missing_ok=True)
                with contextlib.suppress(OSError):  # what is left in the buffer of a full disk
                    file.close()

    def _finish(self) -> None:
        for file, _, _ in self._unfinished:
            file.flush()
            os.fsync(file.fileno())
        mask = os.umask(0)
        os.umask(mask)
        for _, path, target in self._unfinished:
            path.chmod(0o666 & ~mask)
            os.replace(path, target)
