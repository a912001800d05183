"""What somebody says of their own doing: plans, refusals and demands are events of their own kinds."""

from __future__ import annotations

import pytest


@pytest.mark.parametrize(
    ("text", "kind", "modality"),
    [
        ("Chad will not free the prisoners.", "REJECT", "asserted"),
        ("Kenya won't negotiate with the rebels.", "REJECT", "asserted"),
        ("Norway will not send aid to Chad.", "REJECT", "asserted"),
        ("Kenya did not free the prisoners.", "RETREAT", "negated"),
        ("Norway will send aid to Chad.", "AGREE", "future"),
        ("Norway said Chad must free the hostages.", "REQUEST", "asserted"),
        ("Norway said Chad should hold talks with the rebels.", "REQUEST", "asserted"),
    ],
)
def test_words_about_one_s_own_doing(coder, text, kind, modality):
    assert (kind, modality) in {(e.type, e.modality) for e in coder.code(text).events}


def test_a_guess_is_no_demand(coder):
    assert not [e for e in coder.code("Norway said Chad must have freed the hostages.").events if e.type == "REQUEST"]
