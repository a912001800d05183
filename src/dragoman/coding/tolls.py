"""Toll records: people counted as killed, wounded, missing, displaced, detained, kidnapped or rescued."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import msgspec

from dragoman.coding.counted import Counted, Known
from dragoman.coding.counted_phrases import is_heading
from dragoman.coding.counts import Count, Counter
from dragoman.coding.people import PeopleReader
from dragoman.coding.toll_judgement import TollJudge
from dragoman.coding.toll_matches import find_matches
from dragoman.coding.toll_parts import find_parts
from dragoman.coding.toll_places import toll_place
from dragoman.coding.toll_records import Story, make_records
from dragoman.coding.toll_tellings import Telling, join_tellings
from dragoman.coding.toll_words import Match, TollLexicon
from dragoman.language import Annotated
from dragoman.lexicon import Lexicon
from dragoman.records import Cast, Event, Explanation, Found, Reason, Span, Statement, Time, Toll


class TollFinder:
    """Finds tolls with the predicates and words of the lexicon's ``tolls`` section."""

    def __init__(self, lexicon: Lexicon) -> None:
        self._words = TollLexicon(lexicon)
        self._counter = Counter(lexicon)
        self._people = PeopleReader(self._words)
        self._judge = TollJudge(lexicon, self._words)

    def find(
        self, doc: Annotated, cast: Cast, times: tuple[Time, ...], statements: tuple[Statement, ...], events: tuple[Event, ...]
    ) -> Found[Toll]:
        """Find the tolls of a document, each told once, in text order."""
        story = Story(doc, cast, Known.of(doc, cast), times, statements, events)
        turned: list[Explanation] = []
        tellings = sorted(self._tellings(story, turned), key=lambda t: (t.counted.span.start, t.predicate, t.kind))
        joined, again = join_tellings(tellings)
        joined.sort(key=lambda t: (t.counted.span.start, t.kind))
        turned += [_rejection(t.telling.rule, t.telling.counted, t.why) for t in again]
        records, explanations = make_records(story, joined, self._words)
        return Found(records, (*explanations, *turned))

    def _tellings(self, story: Story, turned: list[Explanation]) -> Iterable[Telling]:
        doc = story.doc
        counts: dict[int, list[Count]] = {}
        last: Telling | None = None
        for match in find_matches(doc, self._words):
            sentence = doc.sentence_of(match.head)
            if sentence.i not in counts:
                counts[sentence.i] = self._counter.find(doc.text, sentence.start, sentence.end)
            for counted, whole in self._with_parts(story, match, counts[sentence.i]):
                why = self._judge.fault(doc, story.statements, match, counted)
                if why is not None:
                    turned.append(_rejection(match.predicate.rule.id, counted, why))
                    continue
                counted = _with_group(self._undivided(doc, match, counted), last, sentence.i)
                last = self._telling(story, match, counted, whole)
                yield last

    def _with_parts(self, story: Story, match: Match, counts: Sequence[Count]) -> list[tuple[Counted, int | None]]:
        """The people that a match counts, and those told as a part of them with the head of their whole."""
        people = self._counted(story, match, counts)

        def read(heads: Sequence[int]) -> list[Counted]:
            return self._people.read(story.doc, story.known, heads, counts, strict=True)

        parts = find_parts(story.doc, people, counts, read, self._words)
        told = {part.span for part, _ in parts}
        return [*((counted, None) for counted in people if counted.span not in told), *parts]

    def _undivided(self, doc: Annotated, match: Match, counted: Counted) -> Counted:
        """ "Killed or wounded": how many of each nobody says, so the number bounds them from above only."""
        token = doc.tokens[match.head]
        linked = [*doc.children(token.i, "conj"), *([doc.tokens[token.head]] if token.dep == "conj" else [])]
        bare = not doc.children(token.i, "dobj")
        joint = [t for t in linked if bare or not doc.children(t.i, "dobj", "nsubj", "nsubjpass") or t.i == token.head]
        others = [t for t in joint if any(p.kind != match.predicate.kind for p in self._words.at(doc, t.i))]
        either = any(c.lower == "or" for t in (token, *others) for c in doc.children(t.i, "cc"))
        if not others or not either or counted.form != "number" or counted.is_zero:
            return counted
        return msgspec.structs.replace(counted, low=None, how=f'{counted.how}; "or" leaves open how many of them')

    def _counted(self, story: Story, match: Match, counts: Sequence[Count]) -> list[Counted]:
        rule = match.predicate.rule
        heads = [s.head for s in match.sufferers]
        if rule.form == "object" and rule.nouns:
            heads = [h for h in heads if story.doc.tokens[h].lemma.lower() in rule.nouns]
        if rule.spares is not None:
            heads = [h for h in heads if not self._words.is_in(story.doc.tokens[h], rule.spares)]
        strict = rule.needs_people or rule.form in ("subject", "noun", "state")
        parties = match.predicate.kind in self._words.adding
        found = self._people.read(story.doc, story.known, heads, counts, strict=strict, parties=parties)
        # that no women were held says nothing of how many were
        found = [c for c in found if not (c.is_zero and c.group and match.predicate.kind in self._words.adding)]
        return [c for c in found if c.form in ("number",) or not (match.numbers_only or (rule.needs_number and not _has_article(c)))]

    def _telling(self, story: Story, match: Match, counted: Counted, whole: int | None) -> Telling:
        doc, rule = story.doc, match.predicate.rule
        nouns = [h for h in counted.heads if h != match.head]
        place = toll_place(doc, story.cast, match.head, nouns, self._words)
        sufferer = next((s for s in match.sufferers if s.head in (counted.asked, *counted.heads)), None)
        how = sufferer.how if sufferer and whole is None else "part of those counted"
        token = doc.tokens[counted.head]
        reasons = (
            Reason("kind", match.predicate.kind, f'"{_predicate_words(doc, match)}"', doc.span(match.head, match.head)),
            Reason("count_text", counted.span.text, how, counted.phrase),
            Reason("low", _bounds(counted), counted.how, counted.span),
            *([Reason("place", place[0], place[1])] if place else []),
        )
        return Telling(
            match.predicate.kind,
            counted,
            rule.id,
            match.head,
            token.sentence,
            place[0] if place else None,
            place is not None,
            "" if counted.elided else token.lemma.lower(),
            _evidence(doc, match, counted),
            reasons,
            frozenset(counted.heads),
            whole,
            among=sufferer is not None and sufferer.among,
            in_company=sufferer is not None and sufferer.company,
            is_bare=self._words.is_in(token, "anybody") and len((counted.group or "").split()) < 2,
            in_heading=is_heading(doc, token.sentence),
            is_total=rule.form == "total",
        )


def _has_article(counted: Counted) -> bool:
    return counted.form == "one" and not counted.definite


def _with_group(counted: Counted, last: Telling | None, sentence: int) -> Counted:
    """A number with no noun takes its people from the count before it in the sentence ("while over 12,000 were hurt")."""
    if (
        counted.group is not None
        or not counted.elided
        or (counted.further and counted.form == "number")
        or counted.is_zero
        or last is None
        or last.sentence != sentence
    ):
        return counted
    return msgspec.structs.replace(counted, group=last.counted.group)


def _predicate_words(doc: Annotated, match: Match) -> str:
    return " … ".join(doc.tokens[i].text for i in match.words)


def _bounds(counted: Counted) -> str:
    low, high = ("?" if b is None else str(b) for b in (counted.low, counted.high))
    return f"{low} to {high}"


def _evidence(doc: Annotated, match: Match, counted: Counted) -> tuple[Span, ...]:
    """From the first to the last word of predicate and count, in one piece."""
    words = [*match.words, *counted.heads]
    start = min(doc.tokens[min(words)].start, counted.phrase.start)
    end = max(doc.tokens[max(words)].end, counted.phrase.end)
    inside = doc.tokens_in(start, end)
    return (doc.span(inside[0], inside[-1]),)


def _rejection(rule: str, counted: Counted, why: str) -> Explanation:
    return Explanation(None, "toll", rule, (Reason("count_text", counted.span.text, counted.how, counted.phrase),), rejected=why)
