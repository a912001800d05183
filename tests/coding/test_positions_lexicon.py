"""Every stance rule and every issue does what its own sentences say."""

from __future__ import annotations

from collections.abc import Mapping

import msgspec
import pytest

from dragoman.coder import Coder
from dragoman.coding.stance.issues import Issues, segments
from dragoman.language import Annotated
from dragoman.language.english import English
from dragoman.lexicon import load_lexicon
from dragoman.lexicon.schema import issues, stances
from dragoman.reading.wire import read_story
from dragoman.records import Report

RULES = {rule.id: (file, rule) for file in load_lexicon().files(stances.SECTION).values() for rule in file.rules}
ISSUES = {issue.name: issue for file in load_lexicon().files(issues.SECTION).values() for issue in file.issues}


@pytest.fixture(scope="module")
def phrases(english: English) -> Mapping[str, Annotated]:
    texts = {text for issue in ISSUES.values() for text in (*issue.examples, *issue.counterexamples)}
    documents = [read_story(f"They spoke of {text}.", id=text) for text in sorted(texts)]
    return {doc.document.id: doc for doc in english.annotate_many(documents)}


@pytest.fixture(scope="module")
def reports(coder: Coder) -> Mapping[str, tuple[Report, list[str]]]:
    texts = [sentence.text for _, rule in RULES.values() for sentence in (*rule.examples, *rule.counterexamples)]
    coded = {}
    for text in texts:
        found = coder.explain(text)
        coded[text] = (found.report, [str(e.rule) for e in found.explanations if e.kind == "position" and e.record is not None])
    return coded


def test_there_are_forty_issues_or_more() -> None:
    assert len(ISSUES) >= 40
    assert len(ISSUES) == sum(len(file.issues) for file in load_lexicon().files(issues.SECTION).values())


@pytest.mark.parametrize("name", sorted(ISSUES))
def test_issue_is_found_in_its_examples_and_nowhere_else(name: str, phrases: Mapping[str, Annotated]) -> None:
    finder = Issues(load_lexicon())

    def names(text: str) -> set[str]:
        doc = phrases[text]
        found = [finder.find(doc, part) for part in segments(doc, range(3, len(doc.tokens)))]
        return {match.name for match in found if match is not None}

    for text in ISSUES[name].examples:
        assert name in names(text), text
    for text in ISSUES[name].counterexamples:
        assert name not in names(text), text


@pytest.mark.parametrize("name", sorted(RULES))
def test_rule_finds_its_examples_and_nothing_else(name: str, reports: Mapping[str, tuple[Report, list[str]]]) -> None:
    file, rule = RULES[name]
    for example in rule.examples:
        report, _ = reports[example.text]
        names = {actor.id: actor.name for actor in report.actors}
        found = [
            (names[p.actor], p.issue, p.stance, names.get(p.target or ""), tuple(names[f] for f in p.forum)) for p in report.positions
        ]  # fmt: skip
        stance = example.stance or file.stance
        fitting = [f for f in found if example.actor in f[0] and f[1:3] == (example.issue, stance)]
        assert fitting, (example.text, found)
        assert example.target is None or any(f[3] is not None and example.target in f[3] for f in fitting), (example.text, found)
        assert not example.forum or any(f[4] == example.forum for f in fitting), (example.text, found)
    for sentence in rule.counterexamples:
        assert rule.id not in reports[sentence.text][1], (sentence.text, msgspec.to_builtins(reports[sentence.text][0].positions))


def test_rule_ids_are_unique() -> None:
    assert len(RULES) == sum(len(file.rules) for file in load_lexicon().files(stances.SECTION).values())
