"""Attacks that several agencies tell, in words of their own, and a coder that knows their sentences."""

from __future__ import annotations

import datetime
import random
from collections.abc import Iterator

from dragoman.reading.wire import read_story
from dragoman.records import Document

AGENCIES = ("AFP", "Reuters", "TASS", "AP")
TAILS = ("The bridge by the market fell", "A school by the bridge burnt", "The market was empty", "Trucks left for the border")
FIRST = datetime.date(2020, 5, 1)


FRONTS = (("Chad", "Niger", "Agadez"), ("Niger", "Norway", "Oslo"), ("Norway", "Mali", "Gao"))
"""Whose army tells of attacks on whom, and where."""


def told(number: int, agency: str, *, day: int, front: int = 0, count: int | None = None, tail: str | None = None) -> Document:
    """One agency's story of an attack; two stories with one tail and count tell the same."""
    who, whom, town = FRONTS[front]
    killed = 3 + number if count is None else count
    said = tail if tail is not None else TAILS[number % len(TAILS)]
    attack = f"gunmen attacked {whom} in {town} and killed {killed} people"
    text = f"{who}'s army said that {attack}, as {said.lower()}. {agency} {number}."
    published = FIRST + datetime.timedelta(days=day)
    return read_story(text, id=f"{agency}-{number}-{day}", published=published.isoformat(), source=agency, title=f"{agency} on {number}")


def wire(seed: int, attacks: int) -> list[Document]:
    """Stories of so many attacks in three weeks, each by one agency up to four."""
    return list(_stories(random.Random(seed), attacks))


def _stories(draws: random.Random, attacks: int) -> Iterator[Document]:
    for number in range(attacks):
        day, front = draws.randrange(21), draws.randrange(3)
        for agency in draws.sample(AGENCIES, draws.choice((1, 1, 2, 3, 4))):
            yield told(number, agency, day=day, front=front)
