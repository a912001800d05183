"""Where people fell when their own words do not say: in the scene told right before, and in no other."""

from __future__ import annotations

import pytest

SAME_SCENE = [
    "A bomb killed two guards in Oslo on Monday. One driver was wounded.",
    "A bomb killed two guards in Oslo on Monday. The mayor was among those killed.",
    "A bomb killed two guards in Oslo on Monday. Police said six men were detained.",
    "A bomb killed two guards in Oslo. The gate fell. Officials said six people were hurt in Monday's blast.",
]
OTHER_SCENE = [
    "A bomb killed two guards in Oslo on Monday. A mine killed six herders.",
    "A bomb killed two guards in Oslo on Monday. Meanwhile, six herders were killed.",
    "A bomb killed two guards in Oslo on Monday. Six herders were killed last year.",
    "A bomb killed two guards in Oslo on Monday. Six herders were killed in clashes.",
    "A bomb killed two guards in Oslo on Monday. The rebels, who have killed six herders, fled.",
    "A storm killed two guards, most of them in Oslo.",
]


def places(coder, text):
    report = coder.code(text)
    names = {place.id: place.name for place in report.places}
    return [names.get(toll.place) for toll in report.tolls]


@pytest.mark.parametrize("text", SAME_SCENE)
def test_a_toll_lies_in_the_scene_told_before(coder, text):
    assert places(coder, text)[-1] == "Oslo"


@pytest.mark.parametrize("text", OTHER_SCENE)
def test_a_toll_of_another_scene_has_no_place(coder, text):
    assert places(coder, text)[-1] is None
