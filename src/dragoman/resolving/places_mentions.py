"""Spots names of places in a document: what the model marks, what the gazetteer knows where the words around it say so.

A name is taken for a place on the model's word, after a preposition of place, beside a word such as
"province", before a state it lies in, in a dateline, or when the curated lexicon has it. It is left
alone inside names of persons, teams and bodies.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterator

import msgspec

from dragoman.language import Annotated
from dragoman.language.annotated import Entity, Token
from dragoman.lexicon import Lexicon
from dragoman.lexicon.schema.places import SECTION
from dragoman.records import Span
from dragoman.resolving.gazetteer import Entry, name_key
from dragoman.resolving.gazetteer_names import PlaceNames

PLACE_LABELS = frozenset({"GPE", "LOC", "FAC"})
LONGEST_NAME = 7
"""Tokens of the longest name that is looked up."""
_CONTAINERS = frozenset({"country", "territory", "state", "province", "admin1", "historical state", "region", "continent"})
_HYPHENS = frozenset("-–—")
_WORD = re.compile(r"[^\W\d_][\w'’.]*")


class Mention(msgspec.Struct):
    """A name of a place as written. ``first`` and ``last`` are tokens, -1 in a dateline, which is not parsed."""

    start: int
    end: int
    key: str
    entries: tuple[Entry, ...]
    how: str
    words: Span | None = None
    first: int = -1
    last: int = -1
    hint: str = ""
    """What the words beside it say it is: ``division``, ``county``, ``town``, ``street`` or nothing."""
    within: int | None = None
    """Position, in the list of mentions, of the one that it is said to lie in."""
    dateline: bool = False
    holds: bool = False
    """Whether it stands right after a town that lies in it: always a place."""


class Verdict(msgspec.Struct, frozen=True):
    """Whether a name is a place here, and on which words that rests."""

    is_place: bool
    how: str
    words: Span | None = None


class Lookup(msgspec.Struct, frozen=True):
    """Tokens ``first`` to ``last`` and the places that have them as a name."""

    first: int
    last: int
    key: str
    entries: tuple[Entry, ...]


class PlaceSpotter:
    """Finds mentions. Holds the names and the word lists of ``lexicon/places/detection.yaml``."""

    def __init__(self, lexicon: Lexicon, names: PlaceNames) -> None:
        self._names = names
        self._lists = {name: frozenset(words) for name, words in lexicon.files(SECTION)["detection"].lists.items()}

    def find(self, doc: Annotated, taken: Collection[int] = ()) -> tuple[list[Mention], list[tuple[Span, str]]]:
        """Mentions in text order, and the names that were turned down, each with the reason."""
        return _Search(self._names, self._lists, doc, frozenset(taken)).run()


class _Search:
    """One document's search; keeps which tokens are spoken for."""

    def __init__(self, names: PlaceNames, lists: dict[str, frozenset[str]], doc: Annotated, taken: frozenset[int]) -> None:
        self.names, self.lists, self.doc = names, lists, doc
        self.used = set(taken)
        self.mentions: list[Mention] = []
        self.turned_down: list[tuple[Span, str]] = []
        self.doubtful: list[Lookup] = []
        self.surnames = _surnames(doc)
        self.towns = Counter(name_key(doc.span(e.first, e.last).text) for e in doc.entities if e.label == "GPE")
        self.entity_of: dict[int, Entity] = {i: e for e in doc.entities for i in range(e.first, e.last + 1)}

    def run(self) -> tuple[list[Mention], list[tuple[Span, str]]]:
        self._dateline()
        for sentence in self.doc.sentences:
            self._sentence(sentence.first, sentence.last)
        self._agree_with_sure_ones()
        self._agree_with_neighbours()
        self._unknown_names()
        self.mentions.sort(key=lambda m: (m.start, m.end))
        return self.mentions, sorted(self.turned_down)

    # Going through the text.

    def _sentence(self, first: int, last: int) -> None:
        i = first
        while i <= last:
            if (street_last := self._address(i, last)) is not None:
                i = street_last + 1
                continue
            found = self._longest(i, last) if i not in self.used else None
            if found is None:
                i += 1
                continue
            i = self._judge(found, last) + 1

    def _address(self, i: int, sentence_last: int) -> int | None:
        """A street by its last word ("Dunlap St."): taken, with no point; its last token."""
        tokens = self.doc.tokens
        if not tokens[i].text[0].isupper() or tokens[i].lower in self.lists["address_words"] or i in self.used:
            return None
        for j in range(i + 1, min(i + 4, sentence_last) + 1):
            token = tokens[j]
            if not (token.text[0].isupper() or token.text[0].isdigit()) or j in self.used:
                return None
            if token.lower in self.lists["address_words"] and not self._runs_on(Lookup(i, j, "", ())):
                span = self.doc.span(i, j)
                self.mentions.append(
                    Mention(span.start, span.end, name_key(span.text), (), "a street by its last word", None, i, j, "street")
                )
                self.used.update(range(i, j + 1))
                return j
        return None

    def _longest(self, i: int, sentence_last: int) -> Lookup | None:
        """The longest name that begins at token ``i`` and that a place bears."""
        tokens = self.doc.tokens
        if not self._may_begin(tokens[i]):
            return None
        for j in reversed(list(self._ends(i, min(sentence_last, i + LONGEST_NAME - 1)))):
            written = self.doc.text[tokens[i].start : tokens[j].end]
            if tokens[i].entity == "GPE" and written.endswith(".") and (division := self.names.after_town(written)) is not None:
                return Lookup(i, j, name_key(division.name), (division,))
            key = name_key(written)
            if key and (j > i or not self._is_common(tokens[i])) and (entries := self.names.find_key(key)):
                return Lookup(i, j, key, entries)
        return None

    def _may_begin(self, token: Token) -> bool:
        word = token.text
        return (word[0].isupper() and (len(word) > 1 or token.entity in PLACE_LABELS)) or (word in ("al", "el") and bool(token.entity))

    def _ends(self, i: int, limit: int) -> Iterator[int]:
        """Tokens at which a name that begins at ``i`` may end."""
        tokens, gap = self.doc.tokens, 0
        for j in range(i, limit + 1):
            token = tokens[j]
            if j in self.used:
                return
            if token.text[0].isupper() or (j > i and token.lower in self.lists["kinds_after"]):
                yield j
                gap = 0
            elif j == i and token.text in ("al", "el"):
                gap = 0
            elif (token.text in _HYPHENS and tokens[j - 1].end == token.start) or (token.lower in self.lists["inner_words"] and gap < 2):
                gap += 1
            elif token.lower[0] in "'’" and token.tag != "POS" and gap == 0:
                yield j
            else:
                return

    def _is_common(self, token: Token) -> bool:
        """Whether a lone word is an ordinary one that only the model's label makes a place."""
        if token.entity in ("GPE", "LOC"):
            return token.text.islower()
        return token.lower in self.lists["common_words"]

    def _judge(self, found: Lookup, sentence_last: int) -> int:
        """Take or leave a name; the last token that is thereby dealt with."""
        verdict = self._verdict(found)
        if verdict.is_place:
            mention = self._add(found, verdict)
            return self._container(mention, sentence_last)
        if verdict.how:
            self.turned_down.append((self.doc.span(found.first, found.last), verdict.how))
        else:
            self.doubtful.append(found)
        return found.last

    def _add(self, found: Lookup, verdict: Verdict, *, within: int | None = None) -> Mention:
        tokens = self.doc.tokens
        hint = self._hint(found)
        key, entries = found.key, found.entries
        if hint == "county" and (counties := self.names.find_key(f"{key} county") or self.names.find_key(f"{key} parish")):
            key, entries = f"{key} county", counties
        if hint == "street":
            entries = ()
        mention = Mention(
            tokens[found.first].start,
            tokens[found.last].end,
            key,
            entries,
            verdict.how,
            verdict.words,
            found.first,
            found.last,
            hint,
            within,
        )
        self.used.update(range(found.first, found.last + 1))
        self.mentions.append(mention)
        return mention

    # Whether a name is a place here.

    def _verdict(self, found: Lookup) -> Verdict:
        doc, first, last = self.doc, found.first, found.last
        entity = self.entity_of.get(first) or self.entity_of.get(last)
        label = entity.label if entity else ""
        if (against := self._against(found, entity)) is not None:
            return against
        if label in ("GPE", "LOC") and entity is not None:
            if not self._is_whole(found, entity):
                return self._in_body(found, entity)
            return Verdict(True, "the model takes it for a place", doc.span(entity.first, entity.last))
        if (beside := self._beside(found, label)) is not None:
            return beside
        if entity is None:
            return self._unlabelled(found)
        if label == "FAC":
            return self._in_facility(found, entity)
        if label == "ORG":
            return self._in_body(found, entity)
        if label == "PERSON":
            return self._in_person(found, entity)
        if label in ("DATE", "TIME", "CARDINAL", "ORDINAL", "QUANTITY", "MONEY", "PERCENT"):
            return Verdict(False, "")
        curated = self.names.is_curated(found.key) and found.first != entity.first
        return Verdict(curated and label != "NORP", "the lexicon has it" if curated else "")

    def _against(self, found: Lookup, entity: Entity | None) -> Verdict | None:
        """What rules a name out whatever else holds: a team, a person's name, a street."""
        tokens, span = self.doc.tokens, self.doc.span
        after = tokens[found.last + 1] if found.last + 1 < len(tokens) else None
        before = tokens[found.first - 1] if found.first else None
        if after is not None and after.lower in self.lists["team_words"] and after.text[0].isupper() and after.pos == "PROPN":
            return Verdict(False, "the name of a team", span(found.first, after.i))
        if (
            before is not None
            and before.lower.rstrip(".") in self.lists["person_titles"]
            and before.text[0].isupper()
            and (not entity or entity.label == "PERSON")
        ):
            return Verdict(False, "after a title: a person", span(before.i, found.last))
        if after is not None and after.lower in self.lists["disease_words"]:
            return Verdict(False, "names a disease", span(found.first, after.i))
        if after is not None and after.text[0].isupper() and after.lower.rstrip(".") in self.lists["street_words"]:
            return Verdict(False, "part of the name of a street", span(found.first, after.i))
        if self.names.is_body(found.key):
            return Verdict(False, "the name of a body", span(found.first, found.last))
        if after is not None and after.entity == "PERSON" and self.doc.text[tokens[found.first].start : tokens[found.last].end] == "Del.":
            return Verdict(False, "a title", span(found.first, after.i))
        if self._is_surname(found):
            return Verdict(False, "the name of a person in this story", span(found.first, found.last))
        if before is not None and before.text in _HYPHENS and before.end == tokens[found.first].start:
            party = found.first >= 2 and tokens[found.first - 2].lower in self.lists["party_letters"]
            return (
                Verdict(True, "the home of a lawmaker", span(found.first - 2, found.first))
                if party
                else None
                if self.names.is_curated(found.key)
                else Verdict(False, "")
            )
        return None

    def _is_local(self, found: Lookup, after: Token, label: str) -> bool:
        entity = self.entity_of.get(found.first)
        alone = entity is None or (entity.first >= found.first - 1 and entity.last <= after.i) or label == "PERSON"
        whole = entity is None or entity.first >= found.first or self.doc.tokens[entity.first].lower == "the"
        if after.text.islower():
            return whole and alone and after.lower in self.lists["local_people"]
        return whole and label != "ORG" and after.lower in self.lists["local_bodies"] and after.pos == "PROPN"

    def _is_home(self, found: Lookup) -> bool:
        """ "Amstutz, of Wooster", "a man from Elida": the town of a person."""
        tokens, i = self.doc.tokens, found.first - 1
        if i < 1 or tokens[i].lower not in ("of", "from") or self._runs_on(found):
            return False
        before = tokens[i - 1]
        return before.entity == "PERSON" or (before.text == "," and i >= 2 and (tokens[i - 2].entity in ("PERSON", "DATE", "CARDINAL")))

    def _is_surname(self, found: Lookup) -> bool:
        """Whether the story has a person whose name ends in this one, and here nothing shows a place."""
        if found.first != found.last or self.surnames[found.key] <= self.towns[found.key] or self.names.is_curated(found.key):
            return False
        return self._preposition(found.first, "sure_prepositions") is None and self._division_after(found.last) is None

    def _beside(self, found: Lookup, label: str) -> Verdict | None:
        """A place on the word beside it: "Nuristan province", "the city of Wana", "Larned, Kan."."""
        doc, tokens = self.doc, self.doc.tokens
        after = tokens[found.last + 1] if found.last + 1 < len(tokens) else None
        if after is not None and after.lower in self.lists["kinds_after"] and label not in ("PERSON", "ORG") and after.text.islower():
            return Verdict(True, "stands before a word for a place", doc.span(after.i, after.i))
        if (
            found.first >= 2
            and tokens[found.first - 1].lower == "of"
            and tokens[found.first - 2].lower in self.lists["kinds_before"]
            and label != "ORG"
        ):
            return Verdict(True, "stands after a word for a place", doc.span(found.first - 2, found.first - 1))
        if (
            after is not None
            and label not in ("GPE", "LOC", "FAC")
            and not self._is_common(tokens[found.last])
            and self._is_local(found, after, label)
        ):
            return Verdict(True, "stands before people or bodies of a town", doc.span(after.i, after.i))
        if self._is_home(found):
            return Verdict(True, "the home of somebody", doc.span(found.first - 1, found.first - 1))
        if self._shared_kind(found.last) in self.lists["county_words"]:
            return Verdict(True, "stands in a list of counties")
        if self._division_after(found.last) is not None and label != "ORG":
            return Verdict(True, "stands before the division it lies in", doc.span(found.last + 1, found.last + 2))
        return None

    def _preposition(self, first: int, words: str) -> Token | None:
        """The preposition before a name, past articles and words such as "northern" and "nearby"."""
        i = first - 1
        while (
            i >= 0
            and first - i <= 3
            and (self.doc.tokens[i].lower == "the" or (self.doc.tokens[i].pos == "ADJ" and self.doc.tokens[i].text.islower()))
        ):
            i -= 1
        token = self.doc.tokens[i] if i >= 0 else None
        return token if token is not None and token.lower in self.lists[words] and token.pos in ("ADP", "SCONJ") else None

    def _is_whole(self, found: Lookup, entity: Entity) -> bool:
        """Whether a name is its entity but for articles, directions and words that say what kind of place."""
        tokens = self.doc.tokens
        if any(
            tokens[i].text[0].isupper() and tokens[i].lower not in self.lists["direction_words"] for i in range(entity.first, found.first)
        ):
            before = tokens[found.first - 1]
            return (
                before.text == ","
                or before.tag == "POS"
                or before.lower == "of"
                or (self.names.is_curated(found.key) and found.last == entity.last)
            )
        rest = [t for t in tokens[found.last + 1 : entity.last + 1] if t.text[0].isupper()]
        return (
            not rest
            or rest[0].lower in self.lists["kinds_after"]
            or tokens[found.last + 1].text in (",", "'s", "’s")
            or tokens[found.last + 1].text in _HYPHENS
        )

    def _unlabelled(self, found: Lookup) -> Verdict:
        tokens = self.doc.tokens
        if self._in_capitals(found) and self._opens(found.first):
            return Verdict(True, "stands as a dateline")
        if found.first == found.last and tokens[found.first].pos not in ("PROPN", "NOUN", "X"):
            return Verdict(False, "")
        if self.names.is_curated(found.key):
            return Verdict(True, "the lexicon has it")
        if (preposition := self._preposition(found.first, "sure_prepositions")) is not None and not self._runs_on(found):
            return Verdict(True, "after a preposition of place", self.doc.span(preposition.i, preposition.i))
        return Verdict(False, "")

    def _runs_on(self, found: Lookup) -> bool:
        """Whether the name goes on in capitals, so that it is part of a longer one."""
        tokens = self.doc.tokens
        after = tokens[found.last + 1] if found.last + 1 < len(tokens) else None
        return after is not None and after.text[0].isupper() and after.pos == "PROPN" and after.sentence == tokens[found.last].sentence

    def _in_capitals(self, found: Lookup) -> bool:
        """Whether a name is in capitals before what ends a dateline: an agency, a dash, a division."""
        tokens = self.doc.tokens[found.first : found.last + 1]
        after = self.doc.tokens[found.last + 1].text if found.last + 1 < len(self.doc.tokens) else ""
        if after not in ("(", ",", "--", "—", "–", "-", "_", "|") and not (
            after == ":" and max(e.population for e in found.entries) > 100_000
        ):
            return False
        return sum(len(t.text) for t in tokens if t.text.isupper()) >= 3 and all(t.text.isupper() or not t.text.isalpha() for t in tokens)

    def _opens(self, i: int) -> bool:
        """Whether a token opens its sentence, or follows one that closes another."""
        return (
            i == self.doc.sentence_of(i).first
            or self.doc.tokens[i - 1].text[0].isdigit()
            or self.doc.tokens[i - 1].text in (".", "!", "?", '"', "”", ":", ";", "--", "—", ")")
        )

    def _in_facility(self, found: Lookup, entity: Entity) -> Verdict:
        if found.first <= entity.first + 1 and found.last == entity.last:
            return Verdict(True, "the model takes it for a place", self.doc.span(entity.first, entity.last))
        return self._in_body(found, entity)

    def _in_body(self, found: Lookup, entity: Entity) -> Verdict:
        tokens = self.doc.tokens
        lead = tokens[entity.first : found.first]
        starts = all(t.lower == "the" or t.lower in self.lists["direction_words"] for t in lead)
        whole = starts and found.last >= entity.last
        preposition = self._preposition(found.first, "sure_prepositions")
        if whole and (preposition is not None or self.names.is_curated(found.key)) and not self._runs_on(found):
            return Verdict(
                True,
                "after a preposition of place" if preposition else "the lexicon has it",
                self.doc.span(preposition.i, preposition.i) if preposition is not None else None,
            )
        if whole and self._in_capitals(found) and self._opens(found.first):
            return Verdict(True, "stands as a dateline")
        if whole:
            return Verdict(False, "")
        if self._is_country_or_wider(found):
            return Verdict(False, "part of the name of a body", self.doc.span(entity.first, entity.last))
        division = any(e.kind in ("state", "admin2") or (e.kind == "province" and e.country in ("CAN", "AUS")) for e in found.entries)
        directed = tokens[found.first - 1].lower in self.lists["direction_words"]
        if (
            division
            and (starts or directed)
            and (self.names.is_curated(found.key) or tokens[found.last].lower in self.lists["county_words"])
        ):
            return Verdict(True, "names the division of a body", self.doc.span(entity.first, entity.last))
        after = tokens[found.last + 1] if found.last + 1 < len(tokens) else None
        if (
            starts
            and after is not None
            and after.lower.rstrip("s") in self.lists["local_bodies"] | {w.rstrip("s") for w in self.lists["local_bodies"]}
        ):
            return Verdict(True, "names the town of a body or building", self.doc.span(entity.first, entity.last))
        before = tokens[found.first - 2].lower if found.first >= 2 and tokens[found.first - 1].lower == "of" else ""
        if before in self.lists["bodies_of"]:
            return Verdict(True, "names the town of a body or building", self.doc.span(entity.first, entity.last))
        return Verdict(False, "part of the name of a body", self.doc.span(entity.first, entity.last))

    def _is_country_or_wider(self, found: Lookup) -> bool:
        return any(
            e.kind in ("country", "territory", "continent", "region", "historical state") and e.number < 0 for e in found.entries
        ) and not any(e.kind == "state" for e in found.entries)

    def _in_person(self, found: Lookup, entity: Entity) -> Verdict:
        if found.first != entity.first or found.last < entity.last:
            return Verdict(False, "part of the name of a person", self.doc.span(entity.first, entity.last))
        preposition = self._preposition(found.first, "sure_prepositions")
        if preposition is not None and not self._runs_on(found):
            return Verdict(True, "after a preposition of place", self.doc.span(preposition.i, preposition.i))
        if self._in_capitals(found) and self._opens(found.first):
            return Verdict(True, "stands as a dateline")
        if self.names.is_curated(found.key) and any(e.kind in _CONTAINERS for e in found.entries):
            return Verdict(True, "the lexicon has it")
        return Verdict(False, "")

    # What stands beside a name.

    def _hint(self, found: Lookup) -> str:
        tokens = self.doc.tokens
        after = tokens[found.last + 1].lower if found.last + 1 < len(tokens) else ""
        before = tokens[found.first - 2].lower if found.first >= 2 and tokens[found.first - 1].lower == "of" else ""
        for hint in ("province", "county", "town"):
            if (after in self.lists[f"{hint}_words"] and not after[0].isupper()) or before in self.lists[f"{hint}_words"]:
                return hint
        plural = self._shared_kind(found.last)
        if plural in self.lists["county_words"]:
            return "county"
        if after in self.lists["street_words"] or plural in self.lists["street_words"]:
            return "street"
        return ""

    def _shared_kind(self, last: int) -> str:
        """The plural that closes a list of names: "counties" in "Clay, Grant and Wilkin counties"."""
        tokens = self.doc.tokens
        for j in range(last + 1, min(len(tokens), last + 24)):
            token = tokens[j]
            if token.lower in ("counties", "streets", "avenues", "roads", "parishes"):
                return token.lower
            if not (token.text[0].isupper() or token.text == "," or token.lower in ("and", "or")):
                return ""
        return ""

    def _division_after(self, last: int) -> tuple[Lookup, int] | None:
        """The state or country after a town and a comma, and the comma's token."""
        tokens = self.doc.tokens
        comma = last + 1
        if comma + 1 >= len(tokens) or tokens[comma].text != "," or not tokens[comma + 1].text[0].isupper():
            return None
        begin, end = comma + 1, tokens[comma].sentence
        for stop in (begin + 2, begin + 1, begin):
            if stop < len(tokens) and tokens[stop].sentence == end:
                entry = self.names.after_town(self.doc.text[tokens[begin].start : tokens[stop].end])
                if entry is not None:
                    return Lookup(begin, stop, name_key(entry.name), (entry,)), comma
        found = self._longest(begin, self.doc.sentence_of(begin).last)
        if found is not None and found.entries[0].kind in _CONTAINERS and found.entries[0].kind != "region":
            return Lookup(found.first, found.last, found.key, tuple(e for e in found.entries if e.kind in _CONTAINERS)), comma
        return None

    def _container(self, mention: Mention, sentence_last: int) -> int:
        """Take "Texas" of "Paris, Texas" with its town; the last token dealt with."""
        after = self._division_after(mention.last)
        if after is None or mention.hint == "street" or after[0].first in self.used:
            return mention.last
        if mention.entries and all(e.kind in ("country", "continent", "region") for e in mention.entries):
            return mention.last
        if not self._lies_in(mention, after[0]):
            return mention.last
        found = after[0]
        position = len(self.mentions)
        self._add(
            found, Verdict(True, "the division that a town before it lies in", self.doc.span(mention.first, mention.last))
        ).holds = True
        mention.within = position
        return min(found.last, sentence_last)

    def _lies_in(self, mention: Mention, container: Lookup) -> bool:
        """Whether some place of the name lies in the division; a name nobody knows may."""
        if not mention.entries:
            return True
        codes = {e.country for e in container.entries}
        return any(e.country in codes for e in mention.entries)

    # Second thoughts.

    def _agree_with_sure_ones(self) -> None:
        """Take doubtful names that are places elsewhere in the story, unless more of them are persons."""
        sure = Counter(m.key for m in self.mentions if m.hint != "street" and m.entries)
        doubts = Counter(found.key for found in self.doubtful)
        for found in self.doubtful:
            entity = self.entity_of.get(found.first)
            if sure[found.key] < doubts[found.key] or not sure[found.key] or found.first in self.used or self._runs_on(found):
                continue
            if entity is not None and (entity.first < found.first or entity.last > found.last):
                continue
            self._add(found, Verdict(True, "a place elsewhere in the story"))

    def _agree_with_neighbours(self) -> None:
        """Take doubtful names that stand in a list with a place: "Suba, Migori and Rongo"."""
        for doubtful in (self.doubtful, list(reversed(self.doubtful))):
            ends = {m.last for m in self.mentions if m.entries and m.hint != "street"}
            begins = {m.first for m in self.mentions if m.entries and m.hint != "street"}
            for found in doubtful:
                if found.first in self.used or not self._in_list(found, begins, ends):
                    continue
                mention = self._add(found, Verdict(True, "in a list with a place"))
                begins.add(mention.first)
                ends.add(mention.last)

    def _in_list(self, found: Lookup, begins: Collection[int], ends: Collection[int]) -> bool:
        tokens, entity = self.doc.tokens, self.entity_of.get(found.first)
        if self._runs_on(found) or (entity is not None and (entity.first < found.first or entity.last > found.last)):
            return False
        size = len(tokens)
        after = tokens[found.last + 1].text if found.last + 2 < size else ""
        before = tokens[found.first - 1].text if found.first >= 2 else ""
        return (after in (",", "and") and found.last + 2 in begins and before in (",", "and")) or (
            before in (",", "and")
            and (found.first - 2 in ends or (found.first - 3 in ends and tokens[found.first - 2].text == ","))
            and after in (",", "and", ".")
        )

    def _unknown_names(self) -> None:
        """Places by the model's word that no list knows: kept, with no point."""
        for entity in self.doc.entities:
            if entity.label not in PLACE_LABELS or any(i in self.used for i in range(entity.first, entity.last + 1)):
                continue
            first, last = self._proper_part(entity)
            if first > last:
                continue
            span = self.doc.span(first, last)
            key = name_key(span.text)
            if not key or not self._is_credible(entity, first, last):
                continue
            self.used.update(range(first, last + 1))
            self.mentions.append(
                Mention(span.start, span.end, key, (), "the model takes it for a place; no list knows it", None, first, last)
            )

    def _is_credible(self, entity: Entity, first: int, last: int) -> bool:
        """Whether a name that no list knows is a place: a street or river by its words, or after a preposition."""
        tokens = self.doc.tokens
        if last > first and tokens[last].lower in self.lists["facility_words"]:
            return True
        if self.names.is_body(name_key(self.doc.span(first, last).text)) or self.surnames[tokens[last].lower]:
            return False
        if self._preposition(entity.first, "sure_prepositions") is not None:
            return True
        return self._division_after(last) is not None

    def _proper_part(self, entity: Entity) -> tuple[int, int]:
        """An entity without the article, the direction and the possessive around the name."""
        tokens, first, last = self.doc.tokens, entity.first, entity.last
        while first <= last and not (tokens[first].text[0].isupper() or tokens[first].text[0].isdigit()):
            first += 1
        while last >= first and (tokens[last].tag == "POS" or (not tokens[last].text[-1].isalnum() and tokens[last].text[-1] != ".")):
            last -= 1
        return first, last

    def _dateline(self) -> None:
        """Names in the dateline, whose words are not parsed."""
        dateline = self.doc.document.dateline
        if dateline is None:
            return
        text = self.doc.text[dateline.span.start : dateline.span.end]
        words = list(_WORD.finditer(text))
        i = 0
        while i < len(words):
            i = self._dateline_name(words, i, dateline.span.start) + 1

    def _dateline_name(self, words: list[re.Match[str]], i: int, offset: int) -> int:
        text = self.doc.text
        for j in range(min(len(words) - 1, i + 3), i - 1, -1):
            start, end = offset + words[i].start(), offset + words[j].end()
            written = text[start:end]
            if any(c in written for c in "(,/[") or not written[0].isupper():
                continue
            entry = self.names.after_town(written) if self.mentions else None
            entries = (entry,) if entry is not None else self.names.find(written.rstrip("."))
            if not entries or (i == j and words[i].group().lower() in self.lists["common_words"]):
                continue
            if not entry and not self._leads_dateline(written):
                continue
            if entry or (self.mentions and entries[0].kind in _CONTAINERS):
                self.mentions[-1].within = len(self.mentions)
            self.mentions.append(Mention(start, end, name_key(written), entries, "stands in the dateline", None, dateline=True))
            return j
        return i

    def _leads_dateline(self, written: str) -> bool:
        """Whether a name of the dateline is the place it gives, not the agency or a month."""
        place = self.doc.document.dateline.place if self.doc.document.dateline else None
        return place is None or name_key(written) in name_key(place)


def _surnames(doc: Annotated) -> Counter[str]:
    """How often persons are named with another name before this last one."""
    last = (
        doc.tokens[e.last if doc.tokens[e.last].tag != "POS" else e.last - 1]
        for e in doc.entities
        if e.label == "PERSON" and e.last > e.first
    )
    return Counter(name_key(token.text) for token in last)
