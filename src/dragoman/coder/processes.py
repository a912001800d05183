"""Many documents in many processes: the order is kept, and a process that dies takes one story with it at most."""

from __future__ import annotations

import multiprocessing
from collections import deque
from collections.abc import Generator, Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from pathlib import Path
from typing import TYPE_CHECKING, TypeAlias

from dragoman.coder.batches import in_batches, unexpected
from dragoman.records import Document, SetAside

if TYPE_CHECKING:
    from dragoman.coder.coder import Coder, Explained

Settings: TypeAlias = tuple[str | None, tuple[Path, ...], tuple[Path, ...], Path | None]
"""Model, folders of lexicons, folders of dictionaries and gazetteer that each process makes its coder with."""
Batch: TypeAlias = list[Document | SetAside]

BATCHES_AHEAD = 2
"""Batches handed out for each process before the first is waited for: enough to keep all busy, few enough to stay small."""

_coder: Coder | None = None


def explain_in_processes(documents: Iterable[Document | SetAside], settings: Settings, processes: int) -> Iterator[Explained | SetAside]:
    """Code documents in ``processes`` processes, each with a coder of its own; order is kept."""
    waiting: deque[tuple[Batch, Future[list[Explained | SetAside]]]] = deque()
    pool = _open_pool(settings, processes)
    try:
        for batch in in_batches(documents):
            waiting.append((batch, pool.submit(_explain, batch)))
            while len(waiting) > BATCHES_AHEAD * processes:
                pool = yield from _next(waiting, pool, settings, processes)
        while waiting:
            pool = yield from _next(waiting, pool, settings, processes)
    finally:
        pool.shutdown(wait=True, cancel_futures=True)


def _next(
    waiting: deque[tuple[Batch, Future[list[Explained | SetAside]]]], pool: ProcessPoolExecutor, settings: Settings, processes: int
) -> Generator[Explained | SetAside, None, ProcessPoolExecutor]:
    """Yield what became of the batch handed out first; return the pool to go on with."""
    batch, future = waiting.popleft()
    try:
        yield from future.result()
    except BrokenProcessPool:
        pool.shutdown(wait=True, cancel_futures=True)
        yield from _explain_alone(batch, settings)
        pool = _open_pool(settings, processes)
        again = [(later, pool.submit(_explain, later)) for later, _ in waiting]
        waiting.clear()
        waiting.extend(again)
    return pool


def _explain_alone(batch: Batch, settings: Settings) -> Iterator[Explained | SetAside]:
    """Code a batch on which a process died, each document by itself, to find the one that kills."""
    pool = _open_pool(settings, 1)
    try:
        for document in batch:
            try:
                yield from pool.submit(_explain, [document]).result()
            except BrokenProcessPool:
                assert isinstance(document, Document)
                yield unexpected(document, "the process that coded it died")
                pool.shutdown(wait=True, cancel_futures=True)
                pool = _open_pool(settings, 1)
    finally:
        pool.shutdown(wait=True, cancel_futures=True)


def _open_pool(settings: Settings, processes: int) -> ProcessPoolExecutor:
    # Spawned, not forked: the model's numeric libraries hold threads that do not survive a fork.
    return ProcessPoolExecutor(processes, mp_context=multiprocessing.get_context("spawn"), initializer=_prepare, initargs=settings)


def _prepare(model: str | None, lexicons: tuple[Path, ...], dictionaries: tuple[Path, ...], gazetteer: Path | None) -> None:
    global _coder  # noqa: PLW0603 - a worker process has one coder, made once
    from dragoman.coder.coder import Coder

    _coder = Coder(model=model, lexicons=lexicons, dictionaries=dictionaries, gazetteer=gazetteer)


def _explain(batch: Batch) -> list[Explained | SetAside]:
    assert _coder is not None
    return list(_coder.explain_many(batch))
