"""One document to one report; alone knows the order of the steps."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

import msgspec

from dragoman.coding.events import EventFinder
from dragoman.coding.positions import PositionFinder
from dragoman.coding.statements import StatementFinder
from dragoman.coding.times import TimeFinder
from dragoman.coding.tolls import TollFinder
from dragoman.language import Annotated
from dragoman.language.english import English
from dragoman.lexicon import load_lexicon
from dragoman.reading.wire import read_story
from dragoman.records import Document, Explanation, Report, text_digest
from dragoman.resolving.cast import CastFinder

VERSION = "0.1.0"


class Explained(msgspec.Struct, frozen=True):
    """A report and why each of its records stands there."""

    report: Report
    explanations: tuple[Explanation, ...]


class Coder:
    """Codes stories. Loads the language model and the lexicon when made; holds no other state."""

    def __init__(self, *, model: str | None = None, lexicons: Iterable[Path] = (), language: English | None = None) -> None:
        lexicon = load_lexicon(lexicons)
        self._language = language if language is not None else English(model)
        self._times = TimeFinder(lexicon)
        self._cast = CastFinder(lexicon)
        self._statements = StatementFinder(lexicon)
        self._events = EventFinder(lexicon)
        self._tolls = TollFinder(lexicon)
        self._positions = PositionFinder(lexicon)
        self.version = f"dragoman-{VERSION}+lexicon-{lexicon.version}+{self._language.version}+{self._cast.version}"

    def code(self, story: str | Document, *, published: str | None = None) -> Report:
        """Code one story, given as text or as a document."""
        return self.explain(story, published=published).report

    def explain(self, story: str | Document, *, published: str | None = None) -> Explained:
        """Code one story and say why each record stands there, and what was turned down."""
        return self._code(self._language.annotate(_document(story, published)))

    def code_many(self, stories: Iterable[str | Document]) -> Iterator[Report]:
        """Code stories in order; the model's batches run across stories."""
        for annotated in self._language.annotate_many(_document(story, None) for story in stories):
            yield self._code(annotated).report

    def _code(self, doc: Annotated) -> Explained:
        times = self._times.find(doc)
        cast, cast_reasons = self._cast.find(doc)
        statements = self._statements.find(doc, cast)
        events = self._events.find(doc, cast, times.records, statements.records)
        tolls = self._tolls.find(doc, cast, times.records, statements.records, events.records)
        positions = self._positions.find(doc, cast, statements.records, events.records)
        report = Report(
            document=doc.document, actors=cast.actors, places=cast.places, times=times.records, statements=statements.records, events=events.records,
            positions=positions.records, tolls=tolls.records, coder=self.version,
        )  # fmt: skip
        steps = (times.explanations, cast_reasons, statements.explanations, events.explanations, tolls.explanations, positions.explanations)
        return Explained(report, tuple(e for step in steps for e in step))


def _document(story: str | Document, published: str | None) -> Document:
    if isinstance(story, Document):
        return story
    return read_story(story, id=text_digest(story)[:16], published=published)
