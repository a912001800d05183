"""What a search for places has found so far: mentions, names turned down, and names in doubt."""

from __future__ import annotations

from collections.abc import Iterable

from dragoman.records import Span
from dragoman.resolving.gazetteer import Entry, name_key
from dragoman.resolving.places_mentions import Lookup, Mention, Verdict
from dragoman.resolving.places_text import PlaceText


class Findings:
    """Grows as the search goes on; every token of a mention is spoken for in its text."""

    def __init__(self, text: PlaceText, mentions: Iterable[Mention]) -> None:
        self.text = text
        self.mentions = list(mentions)
        self.turned_down: list[tuple[Span, str]] = []
        self.doubtful: list[Lookup] = []
        """Names that nothing beside them decides."""

    def take(self, found: Lookup, verdict: Verdict) -> Mention:
        """Add a name that a place bears."""
        hint = self.text.hint(found)
        key, entries = found.key, found.entries
        if hint == "county" and (counties := self._counties(key)):
            key, entries = f"{key} county", counties
        if hint == "street":
            entries = ()
        return self._add(Lookup(found.first, found.last, key, entries), verdict, hint)

    def take_unknown(self, first: int, last: int, how: str, hint: str = "") -> Mention:
        """Add tokens that name a place no list knows: it has no point."""
        key = name_key(self.text.doc.span(first, last).text)
        return self._add(Lookup(first, last, key, ()), Verdict(True, how), hint)

    def leave(self, found: Lookup, verdict: Verdict) -> None:
        """Turn a name down, or keep it in doubt where nothing says why."""
        if verdict.how:
            self.turned_down.append((self.text.doc.span(found.first, found.last), verdict.how))
        else:
            self.doubtful.append(found)

    def _add(self, found: Lookup, verdict: Verdict, hint: str) -> Mention:
        span = self.text.doc.span(found.first, found.last)
        mention = Mention(
            span.start, span.end, found.key, found.entries, verdict.how, verdict.words, first=found.first, last=found.last, hint=hint
        )
        self.text.used.update(range(found.first, found.last + 1))
        self.mentions.append(mention)
        return mention

    def _counties(self, key: str) -> tuple[Entry, ...]:
        return self.text.names.find_key(f"{key} county") or self.text.names.find_key(f"{key} parish")
