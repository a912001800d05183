"""The lexicon's templates filled: the one place where sentences about assembled records are worded."""

from __future__ import annotations

import datetime
from collections.abc import Collection, Sequence

from dragoman.assembling.joining import Edge
from dragoman.assembling.rules import Rules
from dragoman.assembling.told import UNKNOWN_VOICE
from dragoman.records import Belief


class Phrasing:
    """Words around what records hold."""

    def __init__(self, rules: Rules) -> None:
        self._templates, self._words = rules.phrases.templates, rules.phrases.words

    def fill(self, template: str, **parts: object) -> str:
        """A template of the lexicon with its parts."""
        return self._templates[template].format(**parts)

    def listed(self, names: Sequence[str], *, most: int | None = None) -> str:
        """Names as people list them: "Chad, Mali and Niger"; those above ``most`` only counted."""
        if most is not None and len(names) > most + 1:
            names = [*names[:most], self.fill("others", count=len(names) - most)]
        if len(names) < 2:
            return "".join(names)
        return self.fill("listed", names=self._templates["comma"].join(names[:-1]), last=names[-1])

    def belief(self, belief: Belief, dispatches: Collection[str]) -> str:
        """Who tells an occurrence, on whose word, and who denies it."""
        told = self._told(belief, len(dispatches)) if belief.sources else ""
        denied = ""
        if belief.denied_by:
            denied = self.fill("denied", names=self.listed([self._named(name) for name in belief.denied_by], most=4))
        said = self._templates["then"].join(part for part in (told, denied) if part)
        return f"{said[:1].upper()}{said[1:]}." if said else ""

    def _told(self, belief: Belief, dispatches: int) -> str:
        known = [voice for voice in belief.voices if voice != UNKNOWN_VOICE]
        others = [source for source in belief.sources if source not in belief.voices]
        tellers = self._counted("agency", known) if known else self._stories(dispatches)
        if not others:
            return self.fill("told_itself", tellers=tellers)
        told = self.fill("told", tellers=tellers, sources=self._counted("source", others))
        return self.fill("told_both", told=told) if len(others) < len(belief.sources) else told

    def _stories(self, count: int) -> str:
        return self._templates["nobody"] if count == 1 else self.fill("unnamed", count=count)

    def _counted(self, word: str, names: Sequence[str]) -> str:
        if len(names) == 1:
            return names[0]
        return self.fill(f"{word}_count", count=len(names), names=self.listed(names, most=4))

    def _named(self, name: str) -> str:
        return self._templates["nobody"] if name == UNKNOWN_VOICE else name

    def join(self, edge: Edge) -> str:
        """Why two events are one happening."""
        if edge.is_ruled:
            return self._templates["joined_by_person"]
        one, other, likeness = edge.first, edge.second, edge.likeness
        type = one.type if one.type == other.type else self.fill("joined_types", first=one.type, second=other.type)
        names = sorted({party.name for party in (*one.actors, *one.recipients)} or {p.name for p in (*other.actors, *other.recipients)})
        place, days = one.place or other.place, one.days or other.days
        return self.fill(
            "joined",
            type=type,
            parties=self.fill("by_parties", names=self.listed(names, most=3)) if names else self._templates["by_nobody"],
            place=self.fill("at_place", place=place.name) if place else "",
            date=self.fill("on_day", day=spoken_day(days.last)) if days else "",
            apart=self.fill("apart", km=likeness.km) if likeness.km is not None else "",
            words=self.fill("shared", words=", ".join(likeness.shared[:8])) if likeness.shared else "",
        )

    def storyline(self, parties: Sequence[str], place: str | None, since: datetime.date) -> str:
        """The name of a storyline."""
        named = self._templates["between"].join(parties)
        return self.fill("storyline_at" if place else "storyline", parties=named, place=place, day=spoken_day(since))


def spoken_day(day: datetime.date) -> str:
    """A day as "7 Oct 2023"."""
    return f"{day.day} {day:%b} {day.year}"
