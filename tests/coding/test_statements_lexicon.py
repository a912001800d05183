"""Every attribution rule finds the statement of its examples and none in its counterexamples."""

from __future__ import annotations

from collections.abc import Mapping

import pytest

from dragoman.coding.statements import StatementFinder
from dragoman.language import Annotated
from dragoman.language.english import English
from dragoman.lexicon import load_lexicon
from dragoman.lexicon.schema.cues import SECTION, CueExample, CueRule
from dragoman.reading.wire import read_story
from dragoman.records import Cast, Statement

RULES = {rule.id: (file.verb_class, rule) for file in load_lexicon().files(SECTION).values() for rule in file.rules}
NOBODY = Cast((), (), {}, {}, {})


@pytest.fixture(scope="module")
def parsed(english: English) -> Mapping[str, Annotated]:
    texts = [sentence.text for _, rule in RULES.values() for sentence in (*rule.examples, *rule.counterexamples)]
    documents = [read_story(text, id=str(i)) for i, text in enumerate(texts)]
    return {doc.text: doc for doc in english.annotate_many(documents)}


def shown(statement: Statement) -> CueExample:
    return CueExample(
        text="",
        content=tuple(span.text for span in statement.content),
        source=statement.source.span.text if statement.source and statement.source.span else None,
        cue=statement.cue.text if statement.cue else None,
    )


def test_rule_ids_are_unique() -> None:
    assert len(RULES) == sum(len(file.rules) for file in load_lexicon().files(SECTION).values())


@pytest.mark.parametrize("name", sorted(RULES))
def test_rule_finds_its_examples_and_nothing_else(name: str, parsed: Mapping[str, Annotated]) -> None:
    _, rule = RULES[name]
    finder = StatementFinder(load_lexicon())
    for example in rule.examples:
        found = [shown(s) for s in finder.find(parsed[example.text], NOBODY).records]
        assert CueExample("", example.content, example.source, example.cue) in found, example.text
    for sentence in rule.counterexamples:
        assert not of_rule(finder, parsed[sentence.text], rule), sentence.text


def of_rule(finder: StatementFinder, doc: Annotated, rule: CueRule) -> list[str]:
    found = finder.find(doc, NOBODY)
    return [e.record for e in found.explanations if e.record is not None and e.rule == rule.id]
