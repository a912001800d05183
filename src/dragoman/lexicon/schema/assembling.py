"""What assembling many reports asks of the lexicon: thresholds, weights, words (``lexicon/assembling/NAME.yaml``).

Each step reads its own file and its own part of it; a part that a file does not have is of another step.
"""

from __future__ import annotations

from collections.abc import Iterable

import msgspec

from dragoman.lexicon.section import Flaw, Section


class Weights(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What each part of a likeness adds where it is whole."""

    type: float
    neighbour: float
    mode: float
    other_mode: float
    actors: float
    recipients: float
    place: float
    date: float
    near_date: float
    words: float
    names: float
    toll: float
    other_toll: float


class Joining(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """When two events of different reports are one happening."""

    neighbours: tuple[tuple[str, str], ...]
    """Types under which one happening may be told."""
    reciprocal: tuple[str, ...]
    """Types in which all take part alike: who is named first says nothing."""
    done: tuple[str, ...]
    """Modalities of what happened, or is denied: one occurrence."""
    planned: tuple[str, ...]
    state_sectors: tuple[str, ...]
    """Sectors that are part of a state's government."""
    people_sectors: tuple[str, ...]
    """Sectors of a state's people: what is done to them is told as done to their state."""
    vague_codes: tuple[str, ...]
    """Codes that say nothing of who it is."""
    running_modes: tuple[str, ...]
    """Ways of fighting that go on: one occurrence a day and place."""
    weights: Weights
    thresholds: dict[str, float]
    """By type, ``*`` for the others: the least likeness of one happening."""
    least_words: dict[str, float]
    """By type, ``*`` for the others: the least share of words, where neither counts nor places tell two happenings apart."""
    loose_words: float
    """The least share of words where one of two has no day, or where they have no place and nobody with a name in common."""
    loose_shared: int
    """The least number of words that both have there."""
    telling_count: int
    """So many people counted alike in one place on one day are of one happening, whatever the words."""
    retold_days: int
    """So many days after it, a story that names the day and the place means the happening that others told of then."""
    near_km: float
    story_days: int
    """So many days before its story an event may have been that nothing dates."""
    longest_days: int
    """A stretch of more days is no day of an event."""
    common_words: tuple[str, ...]
    """Words that any two stories share."""


class SourceKind(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A kind of source, and how often it is wrong however often it tells a thing."""

    systematic: float
    source: str


class BeliefRules(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The parameters of belief."""

    kinds: dict[str, SourceKind]
    random: dict[str, float]
    """By type, ``*`` for the others: how often the coder reads an event into a text that does not tell it."""
    random_source: str


class Threads(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What ties occurrences into a storyline."""

    go_betweens: tuple[str, ...]
    """States that take part everywhere: another's crisis is not theirs."""
    gap_days: int
    """A crisis without an occurrence for more days is over."""
    least: int
    """A storyline has at least so many occurrences."""
    least_conflict: int
    """At least so many of them are conflict."""
    least_host_conflict: int
    """Of a conflict of two with at least so many occurrences are also those of one of the two alone."""
    conflict_types: tuple[str, ...]
    named_from: int
    """A storyline is named from its first so many occurrences, so that its name holds as it grows."""
    shared_place: float
    """A place smaller than a country names it where at least this share of them was there."""


class Phrases(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The words of sentences built from records: templates by name."""

    templates: dict[str, str]
    words: dict[str, dict[str, str]] = {}


class AssemblingFile(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The part of one step or of several."""

    means: str
    source: str
    joining: Joining | None = None
    belief: BeliefRules | None = None
    threads: Threads | None = None
    phrases: Phrases | None = None


def faults(file: AssemblingFile) -> Iterable[Flaw]:
    """Say which weights and thresholds cannot be."""
    if file.belief is not None:
        for name, kind in file.belief.kinds.items():
            if not 0 <= kind.systematic < 1:
                yield Flaw(f"the systematic error of {name} is {kind.systematic}, not a share", name)
        for type, share in file.belief.random.items():
            if not 0 <= share < 1:
                yield Flaw(f"the random error of {type} is {share}, not a share", type)
    if file.joining is not None and not {"*"} <= file.joining.thresholds.keys() & file.joining.least_words.keys():
        yield Flaw('thresholds and least_words need a "*" for the types that are not named', "thresholds")


SECTION: Section[AssemblingFile] = Section("assembling", AssemblingFile, faults)
