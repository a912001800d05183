"""What the date of a trigger says: that it is background, over before the story, or yet to come."""

from __future__ import annotations

from collections.abc import Mapping

from dragoman.coding.event_times import hangs_on
from dragoman.coding.modality_readings import Reading, word_span
from dragoman.language import Annotated
from dragoman.language import grammar as g
from dragoman.records import Time

HISTORICAL_AFTER_DAYS = 31
"""STORIES convention: background is, as a rule, a month or more before the news."""
BACKGROUND_AFTER_DAYS = 7
"""In the closing half of a story, where the wire retells how it began, a week is long past."""


class DateReader:
    """Reads modality off the time that dates a trigger, with word lists of the lexicon."""

    def __init__(self, words: Mapping[str, frozenset[str]]) -> None:
        self._words = words

    def read_noun(self, doc: Annotated, noun: int, time: Time | None) -> Reading | None:
        """What its date says of a noun, whatever the verb above it says of itself."""
        return self._dated(doc, noun, time) or self._noun_to_come(doc, noun, time)

    def read(self, doc: Annotated, head: int, form: str, time: Time | None) -> Reading | None:
        """What its date, or an adverb that puts it before the story, says of a trigger; None when nothing does."""
        if (reading := self._dated(doc, head, time)) is not None and (form == "noun" or not _is_present(doc, head)):
            return reading
        if form != "noun" and _is_present(doc, head) and (coming := self._coming(doc, time)) is not None:
            return coming
        for child in doc.children(head, "advmod", "npadvmod"):
            if child.lower in self._words["past_adverbs"] and form != "noun":
                return Reading("historical", f'"{child.text}" puts it before the story', word_span(doc, child))
        return None

    def _dated(self, doc: Annotated, head: int, time: Time | None) -> Reading | None:
        if time is None or time.kind == "since" or not self._is_background(doc, head, time):
            return None
        return Reading("historical", f'dated "{time.span.text}"', time.span)

    def _is_background(self, doc: Annotated, head: int, time: Time) -> bool:
        published, last = doc.document.published_date, time.to or time.from_
        if last is None or published is None:
            words = time.span.text.lower()
            return (
                _is_whole_year(time)
                or _names_year(time)
                or any(phrase in words for phrase in self._words["past_periods"])
                or self._names_month(doc, head, words)
            )
        days = (published - last).days
        return days > HISTORICAL_AFTER_DAYS or (days > BACKGROUND_AFTER_DAYS and _closes_the_story(doc, head))

    def _names_month(self, doc: Annotated, head: int, words: str) -> bool:
        """Whether the date of a story of no known day says its month: the wire dates the news by the day of the week.

        With a day of the month it may be of last week, and is background only where the story closes.
        """
        if self._words["month_names"].isdisjoint(words.replace(".", "").split()):
            return False
        return not any(c.isdigit() for c in words) or _closes_the_story(doc, head)

    def _noun_to_come(self, doc: Annotated, noun: int, time: Time | None) -> Reading | None:
        """What a later date says that stands with the noun itself, or with one it is listed after: "a visit next week"."""
        if time is None:
            return None
        inside = doc.tokens_in(time.span.start, time.span.end)
        listed = {noun, doc.tokens[noun].head} if doc.tokens[noun].dep == "conj" else {noun}
        head = next((i for i in inside if doc.tokens[i].head not in inside), inside[0] if len(inside) else noun)
        return self._coming(doc, time) if any(hangs_on(doc, head, i) for i in listed) else None

    def _coming(self, doc: Annotated, time: Time | None) -> Reading | None:
        """What a date after the day of the story says."""
        if time is None:
            return None
        published, words = doc.document.published_date, time.span.text.lower()
        is_later = published is not None and time.from_ is not None and time.from_ > published
        if not is_later and not any(phrase in words for phrase in self._words["coming_periods"]):
            return None
        return Reading("future", f'dated "{time.span.text}"', time.span)


def _is_present(doc: Annotated, verb: int) -> bool:
    """Whether a verb is in the present or the present perfect: a date long past beside it dates something else."""
    auxiliaries = g.auxiliaries(doc, verb)
    if not auxiliaries:
        return doc.tokens[verb].tag in ("VBZ", "VBP")
    return auxiliaries[0].lower in ("has", "have", "is", "are", "'s", "'ve", "'re")


def _closes_the_story(doc: Annotated, head: int) -> bool:
    """Whether a token stands in the second half of the story's paragraphs, where the wire puts background."""
    return 2 * doc.sentence_of(head).paragraph > doc.sentences[-1].paragraph


def _is_whole_year(time: Time) -> bool:
    return time.from_ is not None and time.to is not None and (time.to - time.from_).days >= 300


def _names_year(time: Time) -> bool:
    """Whether a date says its year ("August 26, 2004"): of the news of the day the wire does not."""
    return time.from_ is not None and str(time.from_.year) in time.span.text
