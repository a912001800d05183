"""Laws of statements, for any text: exact spans, a tree, and paragraphs that leave one another alone."""

from __future__ import annotations

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from dragoman.coding.speech.quotations import find_quotations
from dragoman.coding.statements import StatementFinder
from dragoman.language.english import English
from dragoman.lexicon import load_lexicon
from dragoman.reading.wire import read_story
from dragoman.records import Cast, Statement

FINDER = StatementFinder(load_lexicon())
NOBODY = Cast((), (), {}, {}, {})
PIECES = """
The mayor said the bridge was safe.|"It is safe," she said.|He denied that|"|“|”|'|according to police,|told reporters:|\n| — minister
|Norway and Chad agree, the ministry said.|(|]|…|says|accused of|it was reported that|🇳🇴|who claimed|and added|"We|said on Monday: "
""".strip().split("|")
QUICK = settings(max_examples=20, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
TEXTS = (
    st.lists(st.one_of(st.sampled_from(PIECES), st.text(max_size=12)), max_size=12).map(" ".join).filter(lambda text: bool(text.strip()))
)
PARAGRAPHS = st.lists(
    st.sampled_from(
        [
            "The mayor said the bridge was safe.",
            "Police denied the report, but residents say two men were hurt.",
            '"We checked it," she said. "Nobody was hurt."',
            "Norway called on Chad to open the port, according to an envoy.",
            "The lake froze over in January.",
        ]
    ),
    min_size=1,
    max_size=3,
)


LETTERS = st.characters(blacklist_categories=("Cc", "Cs", "Zl", "Zp"))
STRANGERS = st.lists(
    st.one_of(st.sampled_from([p for p in PIECES if "\n" not in p]), st.text(LETTERS, max_size=12)), min_size=1, max_size=10
).map(" ".join)


def find(english: English, text: str) -> tuple[Statement, ...]:
    return FINDER.find(english.annotate(read_story(text, id="story")), NOBODY).records


@QUICK
@given(text=TEXTS)
def test_spans_are_the_words_of_the_text(english: English, text: str) -> None:
    for statement in find(english, text):
        source = [statement.source.span] if statement.source and statement.source.span else []
        for span in [*source, *([statement.cue] if statement.cue else []), *statement.content]:
            assert text[span.start : span.end] == span.text
        assert statement.content
        assert list(statement.content) == sorted(statement.content)


@QUICK
@given(text=TEXTS)
def test_nesting_is_a_tree_whose_contents_shrink(english: English, text: str) -> None:
    found = {s.id: s for s in find(english, text)}
    for statement in found.values():
        seen = {statement.id}
        parent = statement.parent
        while parent is not None:
            assert parent not in seen
            seen.add(parent)
            parent = found[parent].parent


@QUICK
@given(first=PARAGRAPHS, others=PARAGRAPHS)
def test_other_paragraphs_change_nothing(english: English, first: list[str], others: list[str]) -> None:
    alone = find(english, "\n".join(first))
    before = find(english, "\n".join(first + others))
    assert [(s.source, s.cue, s.content, s.kind) for s in before[: len(alone)]] == [(s.source, s.cue, s.content, s.kind) for s in alone]
    moved = len("\n".join(others)) + 1
    after = find(english, "\n".join(others + first))[len(before) - len(alone) :]
    assert [[(c.start - moved, c.text) for c in s.content] for s in after] == [[(c.start, c.text) for c in s.content] for s in alone]


@QUICK
@given(paragraphs=PARAGRAPHS, stranger=STRANGERS.filter(lambda text: bool(text.strip())))
def test_a_stranger_in_its_own_paragraph_changes_nothing(english: English, paragraphs: list[str], stranger: str) -> None:
    """Not with quotation marks that never close, nor with cues that lack half a sentence."""
    ours = "\n\n".join(paragraphs)
    alone = [(s.source, s.cue, s.content, s.kind) for s in find(english, ours)]
    after = find(english, f"{ours}\n\n{stranger}")
    assert [(s.source, s.cue, s.content, s.kind) for s in after if s.content[0].start < len(ours)] == alone
    moved = len(stranger) + 2
    before = [s for s in find(english, f"{stranger}\n\n{ours}") if s.content[0].start >= moved]
    assert [(s.cue.text if s.cue else None, [(c.start - moved, c.text) for c in s.content], s.kind) for s in before] == [
        (cue.text if cue else None, [(c.start, c.text) for c in content], kind) for _, cue, content, kind in alone
    ]


@QUICK
@given(text=TEXTS)
def test_quotations_lie_in_their_paragraph_in_order(english: English, text: str) -> None:
    doc = english.annotate(read_story(text, id="story"))
    found = find_quotations(doc)
    assert list(found) == sorted(found, key=lambda q: (q.start, -q.end))
    for quotation in found:
        assert quotation.first <= quotation.last
        assert quotation.start <= doc.tokens[quotation.first].start
        assert doc.tokens[quotation.last].end <= quotation.end
        assert doc.sentence_of(quotation.first).paragraph == doc.sentence_of(quotation.last).paragraph == quotation.paragraph
