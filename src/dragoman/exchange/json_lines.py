"""JSON that is written as it comes, a record at a time."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any, BinaryIO

import msgspec

from dragoman.exchange.exporter import Tally
from dragoman.exchange.happening import Happening, Loss, Tale
from dragoman.records import Span

Node = dict[str, Any]


def write_array(out: BinaryIO, head: bytes, nodes: Iterable[Node], foot: bytes, tally: Tally, *, inside: str | None = None) -> None:
    """Write nodes, one a line, between a head and a foot; ``inside`` is the key whose keys are the format's columns."""
    out.write(head)
    for number, node in enumerate(nodes):
        count(node if inside is None else node[inside], tally)
        out.write((b",\n" if number else b"\n") + msgspec.json.encode(node))
    out.write(foot)


def count(node: Node, tally: Tally) -> None:
    """Count a record written, and which of its keys hold something."""
    tally.rows += 1
    tally.filled.update(name for name, value in node.items() if value not in (None, "", [], ()))


def known(node: Node) -> Node:
    """The node without what is not known."""
    return {name: value for name, value in node.items() if value not in (None, "", [], ())}


def told(tale: Tale) -> Node:
    """Who tells it where, with the words."""
    document = tale.report.document
    return known(
        {
            "document": document.id,
            "source": document.source,
            "published": document.published,
            "url": document.url,
            "told_by": list(tale.telling.chain),
            "evidence": [words(span) for span in tale.telling.evidence],
        }
    )


def words(span: Span) -> Node:
    """A span; offsets are code points into the document's text."""
    return {"start": span.start, "end": span.end, "text": span.text}


def losses(happening: Happening) -> Iterator[Node]:
    """What was lost, by kind."""
    for loss in happening.losses:
        yield _loss(loss)


def _loss(loss: Loss) -> Node:
    return {"kind": loss.kind, "low": loss.low, "high": loss.high, "counters": list(loss.counters)}
