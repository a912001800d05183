import pytest

from dragoman.lexicon.patterns import read_pattern

LISTS = {"truces": ("ceasefire", "truce")}


@pytest.mark.parametrize(
    ("source", "head", "objects", "links", "complement"),
    [
        ("attack", "attack", set(), (), set()),
        ("crack down on", "crack", set(), (("down", set()), ("on", set())), set()),
        ("open [fire] on", "open", {"fire"}, (("on", set()),), set()),
        ("call for [@truces|halt]", "call", set(), (("for", {"ceasefire", "truce", "halt"}),), set()),
        ("call for [end] to [fighting]", "call", set(), (("for", {"end"}), ("to", {"fighting"})), set()),
        ("agree to <meet|talk>", "agree", set(), (), {"meet", "talk"}),
        ("insist that <*>", "insist", set(), (), {"*"}),
    ],
)
def test_reading_a_pattern(source, head, objects, links, complement):
    pattern = read_pattern(source, LISTS)
    assert (pattern.head, pattern.object, pattern.complement) == (head, objects, complement)
    assert pattern.links == tuple((word, frozenset(words)) for word, words in links)


def test_a_clause_may_have_to_open_with_to_or_that():
    assert [read_pattern(p, {}).opening for p in ("agree <*>", "agree to <*>", "agree that <*>", "amount to")] == ["", "to", "that", ""]


def test_a_bracket_before_the_head_asks_for_a_modifier():
    assert read_pattern("[air|missile] strike", {}).modifiers == {"air", "missile"}


def test_narrower_patterns_weigh_more():
    weights = [read_pattern(p, LISTS).weight for p in ("call", "call for", "call for [truce]")]
    assert weights == sorted(set(weights))


@pytest.mark.parametrize(
    ("source", "fault"), [("open [fire", "does not close"), ("[air]", "no head word"), ("call for [@nothing]", "@nothing")]
)
def test_a_faulty_pattern_says_what_is_wrong(source, fault):
    with pytest.raises(ValueError, match=fault):
        read_pattern(source, LISTS)
