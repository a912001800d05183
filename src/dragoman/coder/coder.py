"""One document to one report: the order of the steps."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import partial
from pathlib import Path

import msgspec

from dragoman.coder.batches import explain_in_batches
from dragoman.coder.finishing import finish
from dragoman.coder.processes import explain_in_processes
from dragoman.coding.events import EventFinder
from dragoman.coding.positions import PositionFinder
from dragoman.coding.relevance import RelevanceReader
from dragoman.coding.statements import StatementFinder
from dragoman.coding.times import TimeFinder
from dragoman.coding.tolls import TollFinder
from dragoman.language import Annotated
from dragoman.language.english import English, check_size
from dragoman.lexicon import load_lexicon
from dragoman.reading.wire import read_story
from dragoman.records import Document, Explanation, ReadingError, Report, SetAside, UsageError, text_digest
from dragoman.resolving.cast import CastFinder
from dragoman.resolving.gazetteer import Gazetteer
from dragoman.version import VERSION

_HALF_PAIR = re.compile("[\ud800-\udfff]")


class Explained(msgspec.Struct, frozen=True):
    """A report, and why each of its records stands there and each rejected candidate does not."""

    report: Report
    explanations: tuple[Explanation, ...]


class Coder:
    """Codes stories. Loads the language model and the lexicon when made; holds no other state.

    ``model`` names an installed spaCy package or a folder; ``lexicons`` are folders of rules and words
    laid over those that ship with the program, ``dictionaries`` folders of dictionaries in the formats of
    TABARI and PETRARCH, laid over these; ``gazetteer`` is a file that ``dragoman gazetteer build`` made, used
    in place of the embedded one. Same document, same ``version``: same report.

    Raises:
        GazetteerError: the gazetteer cannot be used.
        LanguageError: there is no such model, or none at all.
        LexiconError: a lexicon file or a dictionary is faulty; every fault is listed.
        UsageError: a folder is none.
    """

    def __init__(
        self,
        *,
        model: str | None = None,
        lexicons: Iterable[Path] = (),
        dictionaries: Iterable[Path] = (),
        gazetteer: Path | None = None,
        language: English | None = None,
    ) -> None:
        given = (model, tuple(lexicons), tuple(dictionaries), gazetteer)
        self._settings = None if language is not None else given
        lexicon = load_lexicon(given[1], dictionaries=given[2])
        self.notices = lexicon.notices
        """What of the dictionaries is left unread, file and line of each."""
        self._language = language if language is not None else English(model)
        self._times = TimeFinder(lexicon)
        self._cast = CastFinder(lexicon, Gazetteer(gazetteer) if gazetteer is not None else None)
        self._statements = StatementFinder(lexicon)
        self._relevance = RelevanceReader(lexicon)
        self._events = EventFinder(lexicon)
        self._tolls = TollFinder(lexicon)
        self._positions = PositionFinder(lexicon)
        self.model = self._language.version
        self.version = f"dragoman-{VERSION}+lexicon-{lexicon.version}+{self.model}+{self._cast.version}"

    def code(self, story: str | Document, *, published: str | None = None) -> Report:
        """Code one story, given as text or as a document.

        Raises:
            ReadingError: the story is empty or too long, or is no text.
        """
        return self.explain(story, published=published).report

    def explain(self, story: str | Document, *, published: str | None = None, near: bool = False) -> Explained:
        """Code one story and say why each record stands there, and what was turned down.

        With ``near`` also what each verb and noun at which no event rule matched would have needed.

        Raises:
            ReadingError: the story is empty or too long, or is no text.
        """
        return self._code(self._language.annotate(_checked(_document(story, published))), near=near)

    def code_many(self, stories: Iterable[str | Document | SetAside], *, processes: int = 1) -> Iterator[Report | SetAside]:
        """Code stories; what comes out stands in the order of what went in, one for one.

        A story that cannot be coded comes out as ``SetAside`` with its reason, and the rest go on; a
        ``SetAside`` that went in comes out as it is. With ``processes`` above 1 the script that calls
        this needs the guard ``if __name__ == "__main__":``, as with any use of multiprocessing.
        """
        for outcome in self.explain_many(stories, processes=processes):
            yield outcome if isinstance(outcome, SetAside) else outcome.report

    def explain_many(
        self, stories: Iterable[str | Document | SetAside], *, processes: int = 1, near: bool = False
    ) -> Iterator[Explained | SetAside]:
        """Code stories as ``code_many`` does and say why each record stands there; ``near`` as in ``explain``, in one process only."""
        documents = map(_document_or_reason, stories)
        if processes == 1 or near:
            return explain_in_batches(documents, self._language.annotate_many, partial(self._code, near=near))
        if self._settings is None or processes < 1:
            raise UsageError(
                "other processes cannot be given a language object" if processes > 1 else f"{processes} processes cannot code",
                mend="Name the model with Coder(model=…), or code with processes=1.",
            )
        return explain_in_processes(documents, self._settings, processes)

    def _code(self, doc: Annotated, *, near: bool = False) -> Explained:
        times = self._times.find(doc)
        cast, cast_reasons = self._cast.find(doc)
        statements = self._statements.find(doc, cast)
        relevance = self._relevance.read(doc)
        events = self._events.find(doc, cast, times.records, statements.records, relevance)
        tolls = self._tolls.find(doc, cast, times.records, statements.records, events.records)
        positions = self._positions.find(doc, cast, statements.records, events.records)
        report = Report(
            document=doc.document,
            actors=cast.actors,
            places=cast.places,
            times=times.records,
            statements=statements.records,
            events=events.records,
            positions=positions.records,
            tolls=tolls.records,
            notices=(*doc.notices, *relevance.notices()),
            coder=self.version,
        )
        near_misses = self._events.near_misses(doc, cast) if near else ()
        steps = (
            cast_reasons,
            times.explanations,
            statements.explanations,
            events.explanations,
            near_misses,
            positions.explanations,
            tolls.explanations,
        )
        return Explained(*finish(doc, report, [reason for step in steps for reason in step], cast.passing))


def _document(story: str | Document, published: str | None = None) -> Document:
    if isinstance(story, Document):
        return story
    return read_story(story, id=text_digest(story)[:16], published=published)


def _document_or_reason(story: str | Document | SetAside) -> Document | SetAside:
    if isinstance(story, SetAside):
        return story
    try:
        return _checked(_document(story))
    except ReadingError as fault:
        return SetAside.of(fault, id=story.id if isinstance(story, Document) else None)


def _checked(document: Document) -> Document:
    """Give the document back where it can be coded.

    Raises:
        ReadingError: it is empty or too long, or its text has half of a surrogate pair.
    """
    check_size(document)
    if (half := _HALF_PAIR.search(document.text)) is not None:
        raise ReadingError(
            f"character {half.start()} of the text is half of a surrogate pair (U+{ord(half.group()):04X})",
            where=document.id,
            mend="Write the character itself, or take it out.",
        )
    return document
