"""Words for groups of people: what means one group, what does not."""

from __future__ import annotations

import pytest

from dragoman.assembling.groups import Groups
from dragoman.lexicon.load import load_lexicon
from dragoman.lexicon.schema.groups import SECTION

CLASSES = [one for file in load_lexicon().files(SECTION).values() for one in file.classes]


@pytest.mark.parametrize(
    ("words", "others"),
    [
        ("Palestinian children", "children, Palestinians"),
        ("suspected Taliban insurgents", "Taliban fighters"),
        ("U.S. Marines", "American soldiers"),
        ("President Idriss Saleh", "Mr. Saleh"),
        ("Chinese nationals", "Chinese"),
        ("pilgrims", "pilgrim"),
        (None, "people"),
    ],
)
def test_words_for_one_group_have_one_key(groups, words, others):
    assert groups.key(words) == groups.key(others)


@pytest.mark.parametrize(
    ("words", "others"),
    [
        ("Israelis", "Palestinians"),
        ("soldiers", "Malian soldiers"),
        ("farm workers", "aid workers"),
        ("civilians", None),
        ("Saleh", "Issa"),
    ],
)
def test_words_for_two_groups_have_two(groups, words, others):
    assert groups.key(words) != groups.key(others)


@pytest.mark.parametrize("one", CLASSES, ids=lambda one: one.id)
def test_a_class_has_its_examples_and_not_its_counterexamples(groups: Groups, one):
    assert all(f"class:{one.id}" in groups.key(words) for words in one.examples)
    assert not any({f"class:{one.id}"} == set(groups.key(words)) for words in one.counterexamples)
