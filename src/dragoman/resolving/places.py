"""The places of a document: what is named, which place it is, and why."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Mapping

import msgspec

from dragoman.language import Annotated
from dragoman.lexicon import Lexicon
from dragoman.lexicon.schema.actors import SECTION as ACTORS
from dragoman.lexicon.schema.places import SECTION
from dragoman.records import Explanation, Place, Reason, Span
from dragoman.records.span import in_order
from dragoman.resolving.gazetteer import Entry, Gazetteer, name_key
from dragoman.resolving.gazetteer_names import PlaceNames
from dragoman.resolving.metonyms import Metonyms, NameKind
from dragoman.resolving.places_choice import WEIGHTS, Choice, Name, Weights, choose
from dragoman.resolving.places_mentions import Mention
from dragoman.resolving.places_reasons import candidate_name, why_chosen, why_not
from dragoman.resolving.places_spotter import PlaceSpotter

_KINDS = {"capital": "city", "state": "province", "admin1": "province", "admin2": "county"}
CANDIDATES_TOLD = 4
_STATES = frozenset({"country", "territory", "historical state"})


class Places(msgspec.Struct, frozen=True):
    """The places of a document, the head tokens of their names, and the reasons."""

    records: tuple[Place, ...]
    heads: Mapping[int, str]
    """Head token of a name -> id of its place. Names in the dateline have no token."""
    explanations: tuple[Explanation, ...]


class PlaceFinder:
    """Finds and resolves places. Holds the gazetteer and word lists; ``version`` changes with the gazetteer."""

    def __init__(self, lexicon: Lexicon, gazetteer: Gazetteer | None = None, weights: Weights = WEIGHTS) -> None:
        self._names = PlaceNames(lexicon, gazetteer)
        self._spotter = PlaceSpotter(lexicon, self._names)
        self._metonyms = Metonyms(lexicon)
        self._origins = _origins(lexicon)
        self._signs = {word: code for code, words in lexicon.files(SECTION)["signs"].lists.items() for word in words}
        self._weights = weights
        self.version = f"gazetteer-{self._names.gazetteer.version}"

    def find(self, doc: Annotated, taken: Collection[int] = ()) -> Places:
        """Find the places of a document; ``taken`` are tokens that name actors and are left alone."""
        mentions, turned_down = self._spotter.find(doc, taken)
        groups = _groups(mentions)
        choices = choose([*_as_names(mentions, groups), *self._witnesses(doc)], self._weights)
        chosen = {i: choices[k] for k, members in enumerate(groups) for i in members}
        return _Records(doc, self._names, self._metonyms, mentions, chosen).build(turned_down)

    def _witnesses(self, doc: Annotated) -> list[Name]:
        """States in play by an adjective ("Georgian") or by words of their public life ("sheriff"): they vote, but are no places here."""
        counts: Counter[str] = Counter()
        last = ""
        for token in doc.tokens:
            if token.entity == "NORP" and (code := self._origins.get(token.lower)):
                counts[code] += 1
            if (code := self._signs.get(token.lower) or self._signs.get(f"{last} {token.lower}")) is not None:
                counts[code] += 1
            last = token.lower
        found = ((self._names.country(code), n) for code, n in sorted(counts.items()))
        return [Name(f"({e.name})", (e,), weight=_weight(n), fixed=True) for e, n in found if e is not None]


def _origins(lexicon: Lexicon) -> dict[str, str]:
    """Adjectives and nouns of nationality, in lower case -> alpha-3."""
    found: dict[str, str] = {}
    for file in lexicon.files(ACTORS).values():
        if file.kind == "state":
            for actor in file.actors:
                for word in (*actor.adjectives, *actor.people):
                    found.setdefault(word.lower(), (actor.codes or file.codes)[0])
    return found


def _weight(mentions: int) -> float:
    return 1.0 + 0.35 * float(min(mentions - 1, 6) ** 0.7)


def _groups(mentions: list[Mention]) -> list[list[int]]:
    """Mentions of one name, of one hint where they differ in what they hold: one sense in a document."""
    found: dict[tuple[object, ...], list[int]] = {}
    for i, mention in enumerate(mentions):
        forced = mention.entries[0].number if len(mention.entries) == 1 else None
        where = mentions[mention.within].key if mention.within is not None else ""
        found.setdefault((mention.key, forced, mention.hint in ("county", "province", "street") and mention.hint, where), []).append(i)
    return _joined(found)


def _joined(found: dict[tuple[object, ...], list[int]]) -> list[list[int]]:
    """A bare name joins the one said to lie somewhere, when there is just one such."""
    joined: list[list[int]] = []
    for (key, _forced, hint, where), members in found.items():
        located = [other for (k, f, h, w), other in found.items() if k == key and h == hint and w and other is not members]
        if not where and len(located) == 1:
            located[0].extend(members)
        elif members:
            joined.append(members)
    return joined


def _as_names(mentions: list[Mention], groups: list[list[int]]) -> list[Name]:
    group_of = {i: k for k, members in enumerate(groups) for i in members}
    names = []
    for members in groups:
        first = mentions[members[0]]
        within = sorted({group_of[w] for i in members if (w := mentions[i].within) is not None and w in group_of})
        hint = next((mentions[i].hint for i in members if mentions[i].hint), "")
        weight = _weight(len(members)) + (2.0 if any(mentions[i].dateline for i in members) else 0.0)
        names.append(Name(first.key, first.entries, hint, weight, tuple(within)))
    return names


class _Records:
    """Turns chosen mentions into records, leaving out names that stand for governments."""

    def __init__(
        self, doc: Annotated, names: PlaceNames, metonyms: Metonyms, mentions: list[Mention], chosen: Mapping[int, Choice]
    ) -> None:
        self.doc, self.names, self.metonyms, self.mentions, self.chosen = doc, names, metonyms, mentions, chosen
        self.rejected: list[Explanation] = []

    def build(self, turned_down: list[tuple[Span, str]]) -> Places:
        groups: dict[object, list[int]] = {}
        for i, mention in enumerate(self.mentions):
            best = self.chosen[i].best
            if self._stands_for_government(mention, best):
                continue
            groups.setdefault(best.number if best is not None else mention.key, []).append(i)
        places: list[Place] = []
        heads: dict[int, str] = {}
        reasons: list[Explanation] = []
        for n, members in enumerate(groups.values(), start=1):
            place = self._place(f"p{n}", members)
            places.append(place)
            reasons.append(self._explain(place, members))
            heads |= {self._head(self.mentions[i]): place.id for i in members if self.mentions[i].first >= 0}
        self.rejected += [
            Explanation(None, "place", None, (Reason("mentions", span.text, "a name that places bear", span),), rejected=why)
            for span, why in turned_down
        ]
        return Places(tuple(places), dict(sorted(heads.items())), (*reasons, *self.rejected))

    def _stands_for_government(self, mention: Mention, best: Entry | None) -> bool:
        if mention.first < 0 or mention.holds:
            return False
        head = self._head(mention)
        reading = self.metonyms.in_office(self.doc, head)
        if reading is None and (kind := self._metonymic(mention, best)) is not None:
            reading = self.metonyms.read_as(self.doc, head, kind)
        if reading is None or reading.stands == "place":
            return False
        span = Span.of(self.doc.text, mention.start, mention.end)
        why = "stands for its government or people" if reading.stands == "actor" else "says whose or from where"
        reason = Reason("mentions", span.text, reading.how, reading.words or span)
        self.rejected.append(Explanation(None, "place", None, (reason,), rejected=why))
        return True

    def _metonymic(self, mention: Mention, best: Entry | None) -> NameKind | None:
        """How the name may stand for a government: as a state's, as a capital's; None for any other place."""
        if best is None:
            return None
        if best.kind in _STATES or name_key(best.name) == "european union" or self.names.is_seat(mention.key):
            return "state"
        return "capital" if best.kind == "capital" else None

    def _head(self, mention: Mention) -> int:
        """The token of the name that hangs on something outside it."""
        tokens = self.doc.tokens
        inside = range(mention.first, mention.last + 1)
        return next((i for i in reversed(inside) if tokens[i].head not in inside or tokens[i].head == i), mention.last)

    def _place(self, place_id: str, members: list[int]) -> Place:
        spans = in_order(Span.of(self.doc.text, self.mentions[i].start, self.mentions[i].end) for i in members)
        best = self.chosen[members[0]].best
        if best is None:
            return Place(place_id, spans[0].text, "unknown", mentions=spans)
        kind = _KINDS.get(best.kind, best.kind)
        return Place(place_id, best.name, kind, best.geoname_id, best.lat, best.lon, best.country, best.admin1, spans)

    def _explain(self, place: Place, members: list[int]) -> Explanation:
        reasons = [Reason("mentions", self._words(i), self.mentions[i].how, self.mentions[i].words) for i in members]
        choice = self.chosen[members[0]]
        for n, (entry, share) in enumerate(choice.ranked[:CANDIDATES_TOLD]):
            reasons.append(Reason("lat", candidate_name(entry), why_chosen(choice) if n == 0 else why_not(entry, share)))
        rule = None if not choice.ranked else "place.document" if len(choice.ranked) > 1 else "place.only"
        return Explanation(place.id, "place", rule, tuple(reasons))

    def _words(self, i: int) -> str:
        return self.doc.text[self.mentions[i].start : self.mentions[i].end]
