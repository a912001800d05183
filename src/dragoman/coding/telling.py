"""Who tells something: from a place in the text to the statement that holds it, and out to the outermost."""

from __future__ import annotations

from collections.abc import Sequence

from dragoman.records import Statement


def teller(statements: Sequence[Statement], offset: int) -> Statement | None:
    """The innermost statement whose content holds the code point at ``offset``; None when the story itself tells it.

    A cue stands in no content of its own: for the offset of "condemned" it is the statement around the cue.
    """
    holding = [s for s in statements if any(span.start <= offset < span.end for span in s.content)]
    return min(holding, key=lambda s: (_size(s), s.id), default=None)


def outermost(statements: Sequence[Statement], statement: Statement) -> Statement:
    """The statement on whose word everything rests: the last one on the way out through ``parent``."""
    return chain(statements, statement)[-1]


def chain(statements: Sequence[Statement], statement: Statement) -> list[Statement]:
    """The statement and those it is quoted within, from the innermost to the outermost."""
    known = {s.id: s for s in statements}
    found = [statement]
    while (parent := found[-1].parent) is not None and parent in known:
        found.append(known[parent])
    return found


def _size(statement: Statement) -> int:
    return sum(span.end - span.start for span in statement.content)
