"""In connection with what: PLOVER's contexts, each on evidence in the event's own sentence."""

from __future__ import annotations

from collections import defaultdict

from dragoman.language import Annotated, Sentence
from dragoman.lexicon import Lexicon
from dragoman.lexicon.schema import contexts as schema
from dragoman.records import Cast


class ContextFinder:
    """Finds contexts by lemmas, phrases and the sectors of the sides."""

    def __init__(self, lexicon: Lexicon) -> None:
        self._by_lemma: dict[str, list[str]] = defaultdict(list)
        self._by_sector: dict[str, list[str]] = defaultdict(list)
        self._by_phrase: dict[str, list[str]] = defaultdict(list)
        for file in lexicon.files(schema.SECTION).values():
            for name, context in file.contexts.items():
                for table, words in (
                    (self._by_lemma, context.lemmas),
                    (self._by_sector, context.sectors),
                    (self._by_phrase, context.phrases),
                ):
                    for word in words:
                        table[word].append(name)

    def find(self, doc: Annotated, cast: Cast, sentence: Sentence, given: tuple[str, ...], sides: tuple[str, ...]) -> tuple[str, ...]:
        """The contexts of an event: those its rule gives, then those of its sentence and sides, sorted."""
        found: set[str] = set()
        for token in doc.words(sentence):
            found.update(self._by_lemma.get(token.lemma.lower(), ()))
        lower = doc.text[sentence.start : sentence.end].lower()
        for phrase, names in self._by_phrase.items():
            if phrase in lower:
                found.update(names)
        for actor in sides:
            for code in cast.actor(actor).codes[1:]:
                found.update(self._by_sector.get(code, ()))
        return (*given, *sorted(found - set(given)))
