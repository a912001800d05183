"""Noun phrases headed by a word for an office, people or a body: whose they are and what they do."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Set

import msgspec

from dragoman.language import Annotated
from dragoman.language.annotated import Token
from dragoman.language.grammar import conjuncts, noun_phrase
from dragoman.lexicon.schema.offices import OfficeWords
from dragoman.lexicon.schema.words import WordLists
from dragoman.resolving.knowledge import Knowledge
from dragoman.resolving.naming import NameUse, head_of, is_beside
from dragoman.resolving.pieces import Match

_JOINING = {"and", ",", "or", "the", "as", "well", "both", "-", "&"}
_LEADING = ("DET", "PUNCT", "CCONJ", "ADV", "SCONJ", "ADP")
_STRANGERS = ("ORG", "PERSON", "PRODUCT")
Heads = dict[int, Match[OfficeWords]]

_DEFINITE = ("the", "this", "that", "these", "those", "both", "its", "their", "his", "her")
_INDEFINITE = ("a", "an", "another", "some", "any", "no", "other", "several", "many", "each", "every")
TITLE_PREPOSITIONS = ("of", "for", "on", "to", "at", "in")
_OWNER_PREPOSITIONS = ("of", "from", "for", "with", "to")
GROUND_PREPOSITIONS = ("in", "at", "near", "inside", "across", "along", "outside", "around", "throughout")


class Phrase(msgspec.Struct, frozen=True):
    """A phrase on tokens ``first`` to ``last`` whose ``head`` is an office word; ``words`` says which sort."""

    head: int
    first: int
    last: int
    match_first: int
    words: OfficeWords
    form: str
    owners: tuple[NameUse, ...]
    """Known names that say whose: "Russian and Chinese" of "Russian and Chinese envoys"."""
    owner_phrases: tuple[int, ...]
    """Heads of other phrases that say whose: "alliance" of "chairman of the alliance"."""
    grounds: tuple[NameUse, ...]
    """Known names of places it stands in: "Guinea" of "security forces in Guinea"."""
    sectors: tuple[str, ...]
    """Sectors that its modifiers give it."""
    definite: bool
    indefinite: bool
    plural: bool
    other: bool
    """Whether "another" or "other" says that somebody new is meant."""
    singular: str
    """The office word with its head in the singular."""
    people: str
    """A people without a state that its members belong to: "kurdish" of "Kurdish rebels"; "" for none."""
    vague: bool
    """Whether it belongs to many countries or none: "Western diplomats"."""
    proper: str
    """The whole name where the phrase is a proper name of which the office word is a part; "" for none."""
    counted: bool = False
    """Whether a number says how many: "two soldiers"."""
    strange: bool = False
    """Whether it serves a body that no list knows: "president of Holm and Sons"."""


class PhraseFinder:
    """Finds phrases. Holds only the lexicon."""

    def __init__(self, knowledge: Knowledge, words: WordLists) -> None:
        self._knowledge = knowledge
        self._vague = frozenset(words.lists["vague_origins"])
        self._vague_powers = frozenset(words.lists["vague_powers"])
        self._reversing = frozenset(words.lists["reversing"])
        self._owning = frozenset(words.lists["owning_compounds"])
        self._kin = frozenset(words.lists["kin"])

    def find(self, doc: Annotated, uses: list[NameUse], offices: list[Match[OfficeWords]], persons: Collection[int]) -> dict[int, Phrase]:
        """Find phrases by their head token. ``persons`` are the tokens of persons' names."""
        named = {i: use for use in uses for i in range(use.first, use.last + 1)}
        heads = {head_of(doc, m.first, m.last): m for m in offices}
        nouns = ((head, match) for head, match in sorted(heads.items()) if _is_noun(doc, head) or _are_fighters(doc, head, match, named))
        return {head: self._phrase(doc, head, match, named, heads, persons) for head, match in nouns}

    def _phrase(
        self,
        doc: Annotated,
        head: int,
        match: Match[OfficeWords],
        named: dict[int, NameUse],
        heads: Heads,
        persons: Collection[int],
    ) -> Phrase:
        first, last = noun_phrase(doc, head)
        if is_beside(doc, doc.tokens[head]):
            # "Karen guerrilla camps": the adjective hangs on "camps" in the parse.
            first = min(first, noun_phrase(doc, doc.tokens[head].head)[0])
        first = min(first, match.first)
        # "Envoy Ana Belo and trade chief Issa Keita": a name with its own office ends what stands before.
        first = max([first, *(i + 1 for i in range(first, match.first) if i in persons and doc.tokens[i + 1].pos in ("CCONJ", "PUNCT"))])
        last = match.last
        before = range(first, match.first)
        owners, owner_phrases = self._owners(doc, head, before, named, heads)
        determiners = {doc.tokens[i].lower for i in before if doc.tokens[i].pos in ("DET", "PRON", "NUM")}
        return Phrase(
            head=head,
            first=without_determiner(doc, first, match.first),
            last=last,
            match_first=match.first,
            words=match.values[0],
            form=match.form,
            owners=tuple(owners),
            owner_phrases=tuple(owner_phrases),
            grounds=tuple(self._grounds(doc, head, named, heads)),
            sectors=self._sectors(doc, [i for i in before if i not in named], heads),
            definite=bool(determiners & set(_DEFINITE)),
            indefinite=bool(determiners & set(_INDEFINITE)) or any(doc.tokens[i].pos == "NUM" for i in before),
            counted=any(doc.tokens[i].pos == "NUM" and doc.tokens[i].head == head for i in before),
            plural=doc.tokens[head].tag in ("NNS", "NNPS") or doc.tokens[head].lower == "police",
            other=bool({"another", "other"} & {doc.tokens[i].lower for i in before}),
            singular=" ".join([*match.form.split()[:-1], doc.tokens[head].lemma.lower()]),
            people=next((doc.tokens[i].lower for i in before if i in named and named[i].known.file == "peoples"), ""),
            vague=self._is_vague(match.values[0], {doc.tokens[i].lower for i in before if i not in heads}),
            proper=self._proper(doc, match, before, named),
            strange=not owners and _serves_strangers(doc, head, named, heads),
        )

    def _is_vague(self, words: OfficeWords, before: Set[str]) -> bool:
        """Whether the words before say that many countries or none are meant; faiths and peoples say so of those in power only."""
        powers = words.unit == "office" or words.kind in ("state", "government", "other")
        return bool(self._vague & before) or (powers and bool(self._vague_powers & before))

    def _proper(self, doc: Annotated, match: Match[OfficeWords], before: range, named: dict[int, NameUse]) -> str:
        """The name of a body called by a town or province: "Sindh government"; "" where no such name stands before it."""
        places = [i for i in before if i not in named and doc.tokens[i].pos == "PROPN" and doc.tokens[i].entity in ("GPE", "LOC")]
        if match.values[0].unit != "body" or not places:
            return ""
        return " ".join(doc.span(places[0], match.last).text.split())

    def _owners(self, doc: Annotated, head: int, before: range, named: dict[int, NameUse], heads: Heads) -> tuple[list[NameUse], list[int]]:
        owners = _distinct(named[i] for i in before if i in named and self._is_owner(doc, named[i]))
        if owners:
            return _nearest(doc, owners), []
        phrases = [i for i in before if doc.tokens[i].dep == "poss" or (i in heads and doc.tokens[i].dep in ("compound", "nmod", "amod"))]
        phrases = [i for i in phrases if doc.tokens[i].head in range(before.start, head + 1)]
        if phrases:
            return [], phrases
        for preposition in doc.children(head, "prep"):
            serving = preposition.lower == "at" and heads[head].values[0].serves and not heads[head].values[0].alone
            if preposition.lower not in _OWNER_PREPOSITIONS and not serving:
                continue
            for noun in doc.children(preposition.i, "pobj"):
                if serving and not (noun.i in heads and heads[noun.i].values[0].unit == "body"):
                    continue  # "officials at the ministry", not "officials at the border"
                own = named.get(noun.i)
                inside = (
                    own
                    if own is not None and own.known.codes
                    else next((named[i] for i in range(noun.left, noun.i + 1) if i in named and named[i].known.codes), None)
                )
                if inside is not None and (noun.i in named or noun.i not in heads):
                    listed = [i for i in conjuncts(doc, noun.i)[1:] if i in named and named[i].known.codes]
                    return _distinct([inside, *(named[i] for i in listed)]), []
                if preposition.lower in ("of", "from", "for", "with", "at") and noun.i in heads:
                    return [], [noun.i]
        return [], []

    def _is_owner(self, doc: Annotated, use: NameUse) -> bool:
        """Whether a name before a noun says whose it is; "ethnic Albanian", "U.S.-backed" and "Muslim" do not."""
        before = doc.tokens[use.first - 1].lower if use.first else ""
        joined = use.beside in self._owning or not use.beside
        return bool(use.known.codes) and before not in self._kin and (joined or _is_name_after(doc, use))

    def _grounds(self, doc: Annotated, head: int, named: dict[int, NameUse], heads: Heads) -> list[NameUse]:
        """Names after prepositions of place; not those whose a body there is: "crowds outside the Danish embassy"."""
        prepositions = [p for p in doc.children(head, "prep") if p.lower in GROUND_PREPOSITIONS]
        nouns = [n for p in prepositions for n in doc.children(p.i, "pobj") if n.i not in heads or heads[n.i].values[0].unit != "body"]
        return _distinct(named[i] for n in nouns for i in range(n.left, n.i + 1) if i in named and named[i].known.codes)

    def _sectors(self, doc: Annotated, before: list[int], heads: Heads) -> tuple[str, ...]:
        found: list[str] = []
        inside = {i for head, match in heads.items() for i in range(match.first, head)}
        joined: set[int] = set()
        for i in before:
            word = doc.tokens[i].lower
            opposed = i > 1 and doc.tokens[i - 1].text == "-" and doc.tokens[i - 2].lower in self._reversing
            if i in inside or opposed or i in joined:
                continue  # "defense" of "defense ministry official", "terror" of "anti-terror official"
            compound = "".join(t.lower for t in doc.tokens[i : i + 3]) if doc.tokens[i + 1].text == "-" else ""
            if compound in self._knowledge.modifiers:
                found += self._knowledge.modifiers[compound]
                joined |= {i + 1, i + 2}  # "pro-government militia" is not the government's
            elif word in self._knowledge.modifiers:
                found += self._knowledge.modifiers[word]
            elif i in heads and doc.tokens[i].dep in ("compound", "nmod", "poss"):
                found += heads[i].values[0].sectors
        return tuple(dict.fromkeys(found))


def _serves_strangers(doc: Annotated, head: int, named: dict[int, NameUse], heads: Heads) -> bool:
    """Whether a name after "of" or "at" is a body's that is neither known nor described by a word for a body."""
    before = doc.tokens[head - 1] if head else doc.tokens[head]
    if (
        doc.tokens[head].text.islower()
        and before.head == head
        and before.dep == "compound"
        and before.pos == "PROPN"
        and before.i not in named
        and before.entity in _STRANGERS
    ):
        return True  # "Nordhav president Ana Belo"
    nouns = [n for p in doc.children(head, "prep") if p.lower in ("of", "at", "for") for n in doc.children(p.i, "pobj")]
    known = {i for n in nouns for i in range(n.left, n.i + 1) if i in named or (i == n.i and i in heads)}
    return not known and any(n.pos == "PROPN" and n.entity in ("ORG", "PRODUCT", "FAC", "") for n in nouns)


def _is_name_after(doc: Annotated, use: NameUse) -> bool:
    """Whether the hyphen joins two names ("Franco-German"), not a name and a word."""
    return any(0 <= i < len(doc.tokens) and doc.tokens[i].text == "-" and doc.tokens[j].text[:1].isupper() for i, j in _beside(doc, use))


def _beside(doc: Annotated, use: NameUse) -> list[tuple[int, int]]:
    return [(i, j) for i, j in ((use.last + 1, use.last + 2), (use.first - 1, use.first - 2)) if 0 <= j < len(doc.tokens)]


def _nearest(doc: Annotated, owners: list[NameUse]) -> list[NameUse]:
    """The name nearest to the noun, and those coordinated with it: of "Mali's Tuareg rebels" the rebels'."""
    kept = [owners[-1]]
    for use in reversed(owners[:-1]):
        between = [t.lower for t in doc.tokens[use.last + 1 : kept[0].first] if t.pos != "PUNCT" or t.text == ","]
        if not between or not set(between) <= _JOINING:
            break
        kept.insert(0, use)
    return kept


def _is_noun(doc: Annotated, head: int) -> bool:
    token = doc.tokens[head]
    if token.pos == "PROPN" and token.entity in ("GPE", "LOC", "FAC"):
        return False  # "West Bank", "Old City"
    return token.pos in ("NOUN", "PROPN") or (token.pos == "ADJ" and token.dep in ("nsubj", "nsubjpass", "dobj", "pobj", "appos"))


def _are_fighters(doc: Annotated, head: int, match: Match[OfficeWords], named: dict[int, NameUse]) -> bool:
    """Whether an adjective after a nation's stands for its fighters: "Palestinian militant rocket attacks"."""
    owned = match.first - 1 in named and match.values[0].kind == "armed_group"
    return owned and doc.tokens[head].pos == "ADJ" and is_beside(doc, doc.tokens[head])


def _distinct(uses: Iterable[NameUse]) -> list[NameUse]:
    found: dict[str, NameUse] = {}
    for use in uses:
        found.setdefault(use.known.key, use)
    return list(found.values())


def with_complements(doc: Annotated, last: int, stop: int) -> int:
    """The last token of an office that ends at ``last``, with whose and for what it is: "for the Red Sea". Ends before ``stop``."""
    while (end := _complement(doc, last)) is not None and end < stop:
        last = end
    return last


def _complement(doc: Annotated, last: int) -> int | None:
    """The end of the phrase with a preposition that follows token ``last``; None where none does."""
    tokens, i = doc.tokens, last + 1
    if i + 1 >= len(tokens) or tokens[i].dep != "prep" or tokens[i].lower not in TITLE_PREPOSITIONS:
        return None
    if tokens[tokens[i].head].pos not in ("NOUN", "PROPN"):
        return None
    end = i
    while end < tokens[i].right and not _closes(tokens[end + 1]):
        end += 1
    return end if end > i else None


def _closes(token: Token) -> bool:
    """Whether a token ends an office: a comma, a clause, a day."""
    return token.pos == "PUNCT" or token.dep in ("relcl", "acl", "appos") or token.tag in ("WP", "WDT", "WRB") or token.entity == "DATE"


def without_determiner(doc: Annotated, first: int, stop: int) -> int:
    """The first token of a phrase after its article, possessive pronoun and the like."""
    while first < stop:
        token = doc.tokens[first]
        if token.pos not in _LEADING and token.tag not in ("PRP$", "PDT") and not (token.dep == "npadvmod" and token.entity == "DATE"):
            break
        first += 1
    return first
