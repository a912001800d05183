"""A gold file and reports to a score card."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import msgspec

from dragoman.evaluation.counts import Figures, Interval, add_up, bootstrap
from dragoman.evaluation.gold import pair_up, recognise
from dragoman.evaluation.sets import Row
from dragoman.records import ReadingError, Report


class ScoreCard(msgspec.Struct, frozen=True):
    """The figures of one gold file."""

    scorer: str
    documents: int
    headline: tuple[str, ...]
    figures: Figures
    ci95: dict[str, Interval]
    classes: dict[str, Figures]
    columns: tuple[str, ...]
    notes: tuple[str, ...]


def score(rows: Sequence[Row], reports: Iterable[Report], *, where: str, draws: int = 1000) -> ScoreCard:
    """Score reports against gold rows; ``where`` names the gold file in faults, ``draws`` are the bootstrap's.

    Raises:
        ReadingError: the rows are of no known kind, or one lacks a field of its kind.
    """
    kind = recognise(rows, where)
    pairs, notes = pair_up(rows, reports)
    try:
        documents = kind.count(pairs)
    except (KeyError, TypeError, AttributeError) as error:
        what = f"a mark lacks the field {error}" if isinstance(error, KeyError) else f"a mark is not formed as the kind asks ({error})"
        raise ReadingError(
            f"{what}, and the set is of the kind {kind.name}", where=where, mend="See docs/evaluation.md for its fields."
        ) from error
    whole = add_up(documents)
    figures, intervals = kind.figures(whole), bootstrap(documents, kind.figures, draws)
    for name, (value, limits) in kind.more(pairs, draws).items():
        figures[name] = value
        if limits is not None:
            intervals[name] = limits
    return ScoreCard(
        kind.name, len(documents), kind.headline, figures, intervals, dict(kind.classes(whole)), kind.columns, (*notes, *kind.notes(pairs))
    )
