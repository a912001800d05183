"""Who is counted: from the phrases of those harmed or held to counts of people."""

from __future__ import annotations

from collections.abc import Sequence

import msgspec

from dragoman.coding.counted import Counted, Known
from dragoman.coding.counted_phrases import count_of, is_definite, name_start, no_before, phrase_start, token_at, with_others
from dragoman.coding.counts import Count
from dragoman.coding.joined_people import join_counted, join_party
from dragoman.coding.toll_words import TollLexicon
from dragoman.language import Annotated, Token
from dragoman.language import grammar as g

_NAMELESS = ("ORG", "GPE", "LOC", "FAC", "EVENT", "PRODUCT", "DATE", "TIME", "MONEY", "PERCENT", "LAW", "WORK_OF_ART")


class PeopleReader:
    """Reads phrases as counts of people; says None of a phrase that counts none."""

    def __init__(self, words: TollLexicon) -> None:
        self._words = words

    def read(
        self, doc: Annotated, known: Known, heads: Sequence[int], counts: Sequence[Count], *, strict: bool, parties: bool = False
    ) -> list[Counted]:
        """Read coordinated phrases, given by their heads in text order.

        ``counts`` are those of their sentences. With ``strict`` a noun must be known to be of people; else any
        plural noun with a number that is not known to be a thing will do. With ``parties`` one person and those
        in company with that person are one count.
        """
        found: list[Counted] = []
        for head in sorted(set(heads)):
            counted = self._one(doc, known, head, counts, strict=strict)
            if counted is None:
                continue
            counted = msgspec.structs.replace(counted, asked=head)
            joint = join_counted(doc, found[-1], counted) if found else None
            if joint is None and found and parties:
                joint = join_party(doc, found[-1], counted)
            if joint is not None:
                found[-1] = joint
            else:
                found.append(counted)
        return found

    def _one(self, doc: Annotated, known: Known, head: int, counts: Sequence[Count], *, strict: bool) -> Counted | None:
        token = doc.tokens[head]
        if token.lower == "another" and token.pos in ("PRON", "DET"):
            return self._another(doc, head)
        if token.lower in ("he", "she") and (name := known.stood_for.get(head) or self._subject_before(doc, known, head)) is not None:
            return _stood_for(doc, head, name)
        if token.pos == "PRON" and token.lower not in ("others", "one", "none", "nobody", "some", "many", "several"):
            return None
        count = count_of(doc, head, counts)
        noun = self._counted_noun(doc, head)
        if noun != head and count is None and token.lower not in ("one", "none"):
            if not self._words.is_in(token, "people"):
                return self._one(doc, known, noun, counts, strict=strict)
            noun = head  # "another member of the staff" is a member
        if count is not None and count.high == 0:
            return self._zero(head, count) if noun == head or self._is_people(doc, known, noun, strict=True) else None
        if (none := no_before(doc, noun)) is not None:
            return self._nobody(doc, known, noun, none)
        if count is None and self._is_named(doc, known, noun, strict=strict):
            return self._named(doc, noun)
        if count is not None:
            return self._numbered(doc, known, head, noun, count, strict=strict)
        return self._unnumbered(doc, known, noun, strict=strict)

    def _subject_before(self, doc: Annotated, known: Known, pronoun: int) -> str | None:
        """The one person who is the subject of the sentence before, in its paragraph; None where that is nobody or several."""
        number = doc.tokens[pronoun].sentence
        if number == 0 or doc.sentences[number - 1].paragraph != doc.sentences[number].paragraph:
            return None
        subjects = [t for t in doc.words(doc.sentences[number - 1]) if t.dep in ("nsubj", "nsubjpass") and doc.tokens[t.head].dep == "ROOT"]
        if len(subjects) != 1 or subjects[0].tag != "NN" or doc.children(subjects[0].i, "conj"):
            return None
        noun = subjects[0].i
        if not self._is_people(doc, known, noun, strict=True) or self._words.is_in(subjects[0], "collectives"):
            return None
        return self._group(doc, known, (noun,), phrase_start(doc, noun)) or subjects[0].text

    def _counted_noun(self, doc: Annotated, head: int) -> int:
        """The noun that is counted: after "of" in "two of his escorts", "scores of villagers", "a group of boys"."""
        token = doc.tokens[head]
        partitive = token.pos in ("NUM", "PRON", "DET") or self._words.is_in(token, "partitives")
        after = g.prepositions(doc, head).get("of", [])
        if not after or not (partitive or self._is_name_of_body(doc, token, after[0])):
            return head
        body = self._words.is_in(token, "people") and not self._words.is_in(doc.tokens[after[0]], "people")
        return head if body else after[0]  # "three members of a team" are members

    def _is_measure(self, token: Token) -> bool:
        """Whether a noun says how many and not who: "dozens", "a group", not "members"."""
        return self._words.is_in(token, "partitives") and not self._words.is_in(token, "people")

    def _is_name_of_body(self, doc: Annotated, token: Token, noun: int) -> bool:
        """ "Three Friends of the River activists": the head is in a name, the people after its "of"."""
        after = doc.tokens[noun]
        return token.pos == "PROPN" and after.text.islower() and self._words.is_in(after, "people") and bool(doc.children(noun, "compound"))

    # What counts as people

    def _is_people(self, doc: Annotated, known: Known, head: int, *, strict: bool) -> bool:
        token, words = doc.tokens[head], self._words
        if words.is_in(token, "people") or words.is_in(token, "generic") or token.pos in ("NUM", "PRON"):
            return True
        if words.is_in(token, "things"):
            return False
        if token.entity == "NORP" or (token.entity == "PERSON" and token.pos == "PROPN"):
            return True
        if head in known.people:
            return True
        if token.pos == "NOUN" and any(token.lower.endswith(e) and len(token.lower) > len(e) for e in words.lists["endings"]):
            return True
        if strict or token.entity in _NAMELESS:
            return False
        return token.tag in ("NNS", "NNPS") or (token.tag == "NN" and token.lower.endswith(tuple(words.lists["agent_endings"])))

    def _is_named(self, doc: Annotated, known: Known, head: int, *, strict: bool) -> bool:
        """Whether a phrase is a person's name; after a verb of people only, any name of no known body will do."""
        token = doc.tokens[head]
        if token.pos != "PROPN" or _is_plural(token) or self._words.is_in(token, "people"):
            return False
        if token.entity == "PERSON" or head in known.persons:
            return True
        if token.entity in (*_NAMELESS, "NORP") or head in known.others or head in known.people or not token.text[0].isupper():
            return False
        longer = any(c.text[0].isupper() for c in doc.children(head, "compound"))
        return longer or (not strict and token.tag == "NNP" and not doc.children(head, "det", "amod", "poss"))

    # The four forms of a phrase

    def _zero(self, head: int, count: Count) -> Counted:
        return Counted(
            head, (head,), count.span, count.span, 0, 0, False, False, None, "number", False, False, False, f'"{count.span.text}"'
        )

    def _another(self, doc: Annotated, head: int) -> Counted:
        span = doc.span(head, head)
        return Counted(head, (head,), span, span, 1, 1, False, False, None, "one", False, True, True, "one more person")

    def _nobody(self, doc: Annotated, known: Known, noun: int, none: Token) -> Counted | None:
        if not self._is_people(doc, known, noun, strict=True):
            return None
        span = doc.span(none.i, noun)
        group = self._group(doc, known, (noun,), none.i + 1)
        return Counted(
            noun, (noun,), span, span, 0, 0, False, False, group, "number", False, False, False, f'"{none.text}" before the noun'
        )

    def _named(self, doc: Annotated, head: int) -> Counted:
        first, _ = g.noun_phrase(doc, head)
        name = name_start(doc, first, head)
        span = doc.span(name, head)
        return Counted(
            head, (head,), span, doc.span(first, head), 1, 1, False, False, span.text, "name", True, False, False, "a named person"
        )

    def _numbered(self, doc: Annotated, known: Known, head: int, noun: int, count: Count, *, strict: bool) -> Counted | None:
        alone = count.number.start <= doc.tokens[noun].start < count.number.end  # "thousands have died"
        if not alone and not self._is_people(doc, known, noun, strict=strict):
            return None
        first = min(token_at(doc, count.span.start), head)
        bare = alone or doc.tokens[noun].pos in ("NUM", "PRON") or self._is_measure(doc.tokens[noun])
        group = (
            None
            if bare
            else self._group(doc, known, (noun,), token_at(doc, count.number.end - 1) + 1 if noun == head else g.noun_phrase(doc, noun)[0])
        )
        phrase = doc.span(first, max(noun, head))
        return Counted(
            noun,
            (noun,),
            with_others(doc, count, noun),
            phrase,
            count.low,
            count.high,
            count.approx,
            count.vague,
            group,
            "number",
            is_definite(doc, head, first),
            self._is_further(doc, first, noun),
            bare,
            _bound_told(count),
        )

    def _unnumbered(self, doc: Annotated, known: Known, noun: int, *, strict: bool) -> Counted | None:
        token = doc.tokens[noun]
        if token.pos in ("NUM", "PRON") or not self._is_people(doc, known, noun, strict=strict or token.tag != "NN"):
            return None
        if any(self._words.is_in(c, "distributives") for c in doc.children(noun, "det")):
            return None  # "every migrant picked up": whoever it may be
        first = phrase_start(doc, noun)
        span, group = doc.span(first, noun), self._group(doc, known, (noun,), first)
        definite, further = is_definite(doc, noun, first), self._is_further(doc, first, noun)
        if self._words.is_in(token, "stand_ins") and token.lower != "victims":
            return None
        if (both := next((c for c in doc.children(noun, "det", "predet") if c.lower == "both"), None)) and not doc.children(noun, "conj"):
            words = doc.span(both.i, both.i)
            return Counted(noun, (noun,), words, span, 2, 2, False, False, group, "number", True, further, False, '"both"')
        if _is_plural(token) or token.lower in self._words.lists["plural_nouns"]:
            return Counted(
                noun, (noun,), span, span, 2, None, False, True, group, "plural", definite, further, False, "a plural with no number"
            )
        if self._words.is_in(token, "collectives"):
            return None
        return Counted(noun, (noun,), span, span, 1, 1, False, False, group, "one", definite, further, False, "one person, with no number")

    # Words of a group

    def _group(self, doc: Annotated, known: Known, nouns: tuple[int, ...], first: int) -> str | None:
        """The words that say who is counted, from token ``first`` to the last noun; None when they say nobody in particular."""
        last = max(nouns)
        words = [t for t in doc.tokens[first : last + 1] if not self._is_filler(t)]
        if words and self._words.is_in(doc.tokens[last], "generic"):
            # "Afghan people" are Afghans; "angry people" are nobody in particular
            whose = [t for t in words[:-1] if t.entity == "NORP" or t.i in known.origins or t.pos == "PROPN"]
            of_body = not whose and self._words.is_in(doc.tokens[last], "belonging") and doc.tokens[last - 1].dep == "compound"
            words = words if of_body else whose  # "staff members"
        # "a 44-year-old woman" is a woman
        ages = [i for i, t in enumerate(words[:-1]) if t.lower in ("old", "olds")]
        words = words[ages[-1] + 1 :] if ages else words
        while words and (words[0].pos == "PUNCT" or words[0].lower in ("and", "or", "'s")):
            words = words[1:]
        return doc.span(words[0].i, words[-1].i).text if words else None

    def _is_filler(self, token: Token) -> bool:
        return token.pos in ("NUM", "DET") or token.lower in self._words.lists["fillers"] or token.tag in ("PRP$",)

    def _is_further(self, doc: Annotated, first: int, noun: int) -> bool:
        """Whether it counts others besides some; the "more" of "more than" does not say so."""
        near = doc.tokens[max(0, first - 1) : noun + 1]
        return any(t.lower in self._words.lists["further"] and not doc.text.startswith(" than", t.end) for t in near)


def _is_plural(token: Token) -> bool:
    """Whether a noun is plural, names of peoples with it ("Danes")."""
    return token.tag in ("NNS", "NNPS") or (token.entity == "NORP" and token.lower.endswith("s") and not token.lower.endswith("ss"))


def _stood_for(doc: Annotated, pronoun: int, name: str) -> Counted:
    """One person, told by a pronoun."""
    span = doc.span(pronoun, pronoun)
    return Counted(pronoun, (pronoun,), span, span, 1, 1, False, False, name, "name", True, False, True, "one person, told by a pronoun")


def _bound_told(count: Count) -> str:
    return f'the number, bounded by "{count.bound}"' if count.bound else "the number as written"
