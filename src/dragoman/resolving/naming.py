"""Known names in a document: which actor each stands for, and how its grammar uses it."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Literal

import msgspec

from dragoman.language import Annotated
from dragoman.language.annotated import Token
from dragoman.lexicon.schema.offices import OfficeWords
from dragoman.lexicon.schema.words import WordLists
from dragoman.records import Span
from dragoman.resolving.knowledge import Form, Knowledge, Known, Named
from dragoman.resolving.metonyms import Metonyms
from dragoman.resolving.pieces import Match, PieceText, pieces_of

Use = Literal["actor", "place", "origin", "people"]

_LONGEST_PRONOUN_LIKE_NAME = 3
"""Names as long as "US" and "IT" may be pronouns; a longer one is none."""
_BESIDE = ("amod", "compound", "nmod", "poss", "nummod", "npadvmod", "advmod")


class NameUse(msgspec.Struct, frozen=True):
    """One known name in the text: tokens ``first`` to ``last``, its ``head``, and what it is used for."""

    first: int
    last: int
    head: int
    known: Known
    form: Form
    use: Use
    how: str
    words: Span | None = None
    beside: str = ""
    """What a hyphen joins to it: "led" in "U.S.-led", "pro" in "pro-Iranian"."""


def head_of(doc: Annotated, first: int, last: int) -> int:
    """The token of a stretch that the others hang on: the last one whose governor stands outside."""
    for i in range(last, first - 1, -1):
        head = doc.tokens[i].head
        if (head == i or not first <= head <= last) and doc.tokens[i].pos != "PUNCT" and doc.tokens[i].dep != "case":
            return i
    return last


class Namer:
    """Finds the names the lexicon knows. Holds no state of a document."""

    def __init__(self, knowledge: Knowledge, metonyms: Metonyms, words: WordLists) -> None:
        self._tails = frozenset(words.lists["office_tails"])
        self._words = frozenset(words.lists["words_in_capitals"])
        self._of_many = frozenset(words.lists["initials_of_many"])
        self._titles = frozenset(word.split()[0] for sort in knowledge.sorts.values() if sort.unit == "office" for word in sort.words)
        self._knowledge = knowledge
        self._metonyms = metonyms

    def find(self, doc: Annotated, text: PieceText, bodies: Iterable[Match[OfficeWords]]) -> list[NameUse]:
        """Find known names in order of place; none inside another or inside a word for a body ("National Security Council")."""
        wider = [(b.first, b.last) for b in bodies]
        found = (_on_its_day(doc, m) for m in self._knowledge.names.find(text))
        matches = [m for m in found if m.values and not (_inside_name(doc, m, self._titles) or self._in_office(doc, m) or self._is_word(m))]
        matches = [m for m in matches if not any(a <= m.first and m.last <= b and b - a > m.last - m.first for a, b in wider)]
        clear = (m for m in matches if m.form.lower() not in self._of_many and len({v.known.key for v in m.values}) == 1)
        plain = [m.values[0].known for m in clear]
        spoken = {code for known in plain if known.file != "parties" for code in known.codes[:1]}
        borne = _borne(doc, matches)
        matches = [m for m in matches if not (self._is_foreign(m, spoken) or m.first in borne)]
        return [self._use(doc, m, named) for m in matches for named in _choose(doc, m, spoken)]

    def _is_foreign(self, match: Match[Named], spoken: set[str]) -> bool:
        """Whether a party's everyday name ("Conservatives"), or initials that many bear, stand where only other countries are spoken of."""
        everyday = bool(spoken) and not match.form.isupper() and all(v.known.file == "parties" for v in match.values)
        if not everyday and match.form.replace(".", "").lower() not in self._of_many:
            return False
        return all(v.known.codes[0] not in spoken for v in match.values)

    def _in_office(self, doc: Annotated, match: Match[Named]) -> bool:
        """Whether a party's name is part of an office: "Labour Minister"."""
        if match.values[0].known.file != "parties" or match.last + 1 >= len(doc.tokens):
            return False
        return doc.tokens[match.last + 1].lower in self._tails

    def _is_word(self, match: Match[Named]) -> bool:
        """Whether a name all in capitals, in a text all in capitals, is a word like any other: "US", "WHO"."""
        return match.loud and match.form.replace(".", "").lower() in self._words

    def _use(self, doc: Annotated, match: Match[Named], named: Named) -> NameUse:
        head = head_of(doc, match.first, match.last)
        known, form = named.known, named.form
        use, how, words = self._read(doc, head, match, known, form)
        return NameUse(match.first, match.last, head, known, form, use, how, words, _hyphenated(doc, match))

    def _read(self, doc: Annotated, head: int, match: Match[Named], known: Known, form: Form) -> tuple[Use, str, Span | None]:
        if match.partial:
            return "origin", "part of a compound word", doc.span(head, head)
        if form in ("adjective", "people"):
            if is_beside(doc, doc.tokens[head]) or (form == "adjective" and not _is_counted(doc, head)):
                return "origin", "adjective of origin", None
            return "people", "noun for nationals", None
        if known.is_state and form != "seat":
            reading = self._metonyms.read_as(doc, head, "capital" if form == "capital" else "state")
            return reading.stands, reading.how, reading.words
        if form == "seat":
            at = doc.tokens[doc.tokens[head].head]
            if doc.tokens[head].dep == "pobj" and at.lower in ("in", "at", "inside", "outside", "near", "around"):
                return "place", f"after '{at.lower}'", doc.span(at.i, at.i)
        return "actor", "name in the lexicon", None


def is_beside(doc: Annotated, token: Token) -> bool:
    """Whether a word only describes the noun it stands before, itself or through a conjunct."""
    while token.dep == "conj" and token.head < token.i:
        first = doc.tokens[token.head]
        if not is_nominal(first) and first.pos != "ADJ":
            break
        token = first
    return token.dep in _BESIDE and token.head > token.i


def _is_counted(doc: Annotated, head: int) -> bool:
    """Whether an article or number makes a noun of an adjective: "the British", "two Afghan"."""
    return any(c.pos in ("DET", "NUM") for c in doc.children(head)) and doc.tokens[head].dep not in ("amod", "compound", "nmod", "poss")


def is_nominal(token: Token) -> bool:
    """Whether a word can head a noun phrase."""
    return token.pos in ("NOUN", "PROPN", "PRON")


def _hyphenated(doc: Annotated, match: Match[Named]) -> str:
    """The word that a hyphen joins to a name, before or after it, in lower case; "" when there is none."""
    if match.partial:
        said, pieces = pieces_of(doc.span(match.first, match.last).text), pieces_of(match.form)
        rest = said[len(pieces) :] if [p.lower() for p in said[: len(pieces)]] == [p.lower() for p in pieces] else said[:1]
        return rest[0].lower() if rest else ""
    for hyphen, word in ((match.last + 1, match.last + 2), (match.first - 1, match.first - 2)):
        if 0 <= word < len(doc.tokens) and doc.tokens[hyphen].text == "-" and doc.tokens[word].sentence == doc.tokens[match.first].sentence:
            return doc.tokens[word].lower
    return ""


def _on_its_day(doc: Annotated, match: Match[Named]) -> Match[Named]:
    """The match with the codes its actors have on the day of the story; those that are not to be coded then are left out."""
    if all(v.known.is_coded and not v.known.dated for v in match.values):
        return match
    dateline = doc.document.dateline
    day = doc.document.published_date or (dateline.date if dateline is not None else None)
    values = (msgspec.structs.replace(v, known=v.known.on(day)) for v in match.values)
    return msgspec.structs.replace(match, values=tuple(v for v in values if v.known.is_coded))


def _choose(doc: Annotated, match: Match[Named], spoken: set[str]) -> tuple[Named, ...]:
    """All actors that share a name, or of namesakes one of the story's year whose country the document speaks of, else the first."""
    if all(v.form == "shared" for v in match.values):
        return match.values
    return (_one(doc, match, spoken),)


def _one(doc: Annotated, match: Match[Named], spoken: set[str]) -> Named:
    day = doc.document.published_date
    values = tuple(v for v in match.values if day is None or v.known.was_in(day.year)) or match.values
    if len({v.known.key for v in values}) > 1:
        near = [v for v in values if v.known.codes[:1] and v.known.codes[0] in spoken]
        if near:
            values = tuple(near)
    if len(values) > 1 and not is_beside(doc, doc.tokens[head_of(doc, match.first, match.last)]):
        people = [v for v in values if v.form == "people"]
        return people[0] if people else values[0]
    return values[0]


def _borne(doc: Annotated, matches: list[Match[Named]]) -> set[int]:
    """Tokens at which a state's or capital's name is only a person's: "Jordan" after "Michael Jordan".

    Not where something else in the text speaks of the state, or where the name follows a preposition.
    """
    words = {doc.tokens[i].text for e in doc.entities if e.label == "PERSON" and e.first < e.last for i in (e.first, e.last)}
    plain = [m for m in matches if doc.span(m.first, m.last).text not in words or doc.tokens[m.last].dep == "pobj"]
    told = {v.known.key for m in plain for v in m.values}
    alone = [m for m in matches if m.first == m.last and doc.tokens[m.first].text in words]
    return {m.first for m in alone if m.values[0].known.is_state and not any(v.known.key in told for v in m.values)}


def _inside_name(doc: Annotated, match: Match[Named], titles: frozenset[str]) -> bool:
    """Whether the words are part of a longer name: "Jordan" in "Michael Jordan", "Kabul" in "Kabul Bank"; not "Chad" before "President"."""
    first, last = doc.tokens[match.first], doc.tokens[match.last]
    if all(v.form == "adjective" for v in match.values):
        return False
    initials = first.text.isupper() and len(first.text) > 1 and not match.loud
    if first.pos == "PRON" and (initials or len(first.text) > _LONGEST_PRONOUN_LIKE_NAME):
        return False  # the model takes names it has never seen for pronouns
    if first.pos in ("PRON", "VERB", "ADV", "SCONJ", "CCONJ", "AUX") and match.first == match.last:
        return True
    if first.entity != "PERSON":
        return False
    before = doc.tokens[match.first - 1] if match.first > 0 else None
    after = doc.tokens[match.last + 1] if match.last + 1 < len(doc.tokens) else None
    if after is not None and after.lower in titles:
        return False
    return (before is not None and before.entity == "PERSON" and before.pos == "PROPN" and before.sentence == first.sentence) or (
        after is not None and after.entity == "PERSON" and after.pos == "PROPN" and after.sentence == last.sentence
    )
