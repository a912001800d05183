"""Every event rule codes its own examples and leaves its counterexamples alone."""

from __future__ import annotations

from collections import defaultdict

import pytest

from dragoman.coder import Coder
from dragoman.evaluation.lexicon_check import Fault, check_examples, find_faults
from dragoman.lexicon import load_lexicon
from dragoman.lexicon.schema.events import SECTION

RULES = [rule.id for file in load_lexicon().files(SECTION).values() for rule in file.rules]


@pytest.fixture(scope="module")
def faults(coder: Coder) -> dict[str, list[Fault]]:
    by_rule: dict[str, list[Fault]] = defaultdict(list)
    for fault in find_faults(coder):
        by_rule[fault.rule].append(fault)
    return by_rule


@pytest.mark.parametrize("rule", RULES)
def test_rule_codes_its_examples_and_nothing_else(rule: str, faults: dict[str, list[Fault]]) -> None:
    assert not faults[rule], "\n".join(str(f) for f in faults[rule])


def test_rule_ids_are_unique() -> None:
    assert len(RULES) == len(set(RULES))


WRONG = """
type: CONSULT
means: A file with two wrong sentences.
source: this test
rules:
  - id: consult.wrong
    verbs: [meet]
    recipients: [object, with]
    examples:
      - {text: The lake froze over., actors: [Norway]}
    counterexamples:
      - {text: Norway met with Chad on Monday., why: wrong on purpose}
"""


def test_faults_name_file_line_and_sentence(english, tmp_path) -> None:
    (tmp_path / "events").mkdir()
    (tmp_path / "events" / "consult.yaml").write_text(WRONG, encoding="utf-8")
    coder = Coder(language=english, lexicons=[tmp_path])
    found = [f for f in check_examples(coder, lexicons=[tmp_path]) if "consult.wrong" in f]
    where = tmp_path / "events" / "consult.yaml"
    assert found[0].startswith(f'{where}:10: rule consult.wrong does not code its example "The lake froze over."')
    assert found[1].startswith(f'{where}:12: rule consult.wrong codes its counterexample "Norway met with Chad on Monday."')
