"""Copies of dispatches across outlets: exact, near, abridged and combined ones, and whose words they are.

``find_dispatches`` answers for a set of documents, whatever their order. ``copies_index`` keeps the same answer for an archive
that grows.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from itertools import combinations

from dragoman.assembling.copies_groups import Group, Links, Story, group_copies
from dragoman.assembling.copies_likeness import Overlap, find_overlap
from dragoman.assembling.copies_origin import Credits, origin_of
from dragoman.assembling.copies_print import Print, body_paragraphs, take_print
from dragoman.assembling.told import UNKNOWN_VOICE, Voice
from dragoman.lexicon import Lexicon
from dragoman.lexicon.schema.copies import SECTION
from dragoman.records import Copy, CopyKind, Dispatch, Document

ID_LETTERS = 16


class CopyFinder:
    """Finds copies by the rules and the credit lines of a lexicon."""

    def __init__(self, lexicon: Lexicon) -> None:
        self.rules = lexicon.files(SECTION)["likeness"]
        self.credits = Credits(lexicon)

    def print_of(self, document: Document) -> Print:
        """What is compared of a document."""
        return take_print(document.sha256, document.text, body_paragraphs(document), passage_words=self.rules.passage_words)

    def story_of(self, document: Document, print: Print) -> Story:
        """A document as its group is found."""
        credit = self.credits.credit_of(document)
        return Story(document.sha256, document.id, document.published, document.source, credit, print.weights)

    def compare(self, one: Document, other: Document) -> Overlap | None:
        """What two documents have in common, from the two alone."""
        return find_overlap(self.print_of(one), self.print_of(other), self.rules)

    def dispatches(self, stories: Mapping[str, Story], overlaps: Iterable[Overlap]) -> list[Dispatch]:
        """The dispatches of some stories (by key), in order of their earliest. What overlaps any of them has to be among them."""
        links = Links(stories, overlaps, self.rules)
        return [self._dispatch(group, links) for group in group_copies(links)]

    def _dispatch(self, group: Group, links: Links) -> Dispatch:
        stories = [links.stories[key] for key in group.members]
        origin, reason = origin_of([(story.source, story.credit) for story in stories], self.credits)
        copies = [_copy(story, group, links) for story in stories] + [_combined(links.stories[key], group, links) for key in group.combined]
        return Dispatch(stories[0].key[:ID_LETTERS], origin, reason, tuple(sorted(copies, key=_copy_order)))


def find_dispatches(documents: Iterable[Document], finder: CopyFinder) -> list[Dispatch]:
    """The dispatches of a set of documents, in order of their earliest; each document is in one, a combined one in several."""
    deliveries = {(document.sha256, document.id, document.published, document.source): document for document in documents}
    of_text: defaultdict[str, list[Document]] = defaultdict(list)
    for document in sorted(deliveries.values(), key=lambda document: document.sha256):
        of_text[document.sha256].append(document)
    prints, stories = {}, {}
    for sha256, same in of_text.items():
        prints[sha256] = finder.print_of(same[0])
        stories[sha256] = finder.story_of(min(same, key=_delivery_order), prints[sha256])
    pairs = sorted(candidates(prints.values(), finder.rules.marks_share))
    overlaps = [overlap for one, other in pairs if (overlap := find_overlap(prints[one], prints[other], finder.rules)) is not None]
    return [with_deliveries(dispatch, of_text) for dispatch in finder.dispatches(stories, overlaps)]


def candidates(prints: Iterable[Print], marks_share: float) -> set[tuple[str, str]]:
    """The pairs of texts that are worth comparing."""
    holders: defaultdict[int, list[str]] = defaultdict(list)
    counts: dict[str, int] = {}
    for text in prints:
        counts[text.key] = len(text.marks)
        for mark in text.marks:
            holders[mark].append(text.key)
    shared = Counter(pair for keys in holders.values() for pair in combinations(sorted(keys), 2))
    return {pair for pair, count in shared.items() if count >= marks_share * min(counts[pair[0]], counts[pair[1]])}


def with_deliveries(dispatch: Dispatch, of_text: Mapping[str, Iterable[Document]]) -> Dispatch:
    """The dispatch with every delivery of each of its texts: the first stands as it was found, the others are exact copies of it."""
    copies: list[Copy] = []
    for copy in dispatch.copies:
        first, *others = sorted(of_text[copy.sha256], key=_delivery_order)
        copies.append(copy)
        copies += [Copy(other.id, other.sha256, "exact", other.published, other.source, (first.id,)) for other in others]
    return Dispatch(dispatch.id, dispatch.origin, dispatch.reason, tuple(sorted(copies, key=_copy_order)))


def voices(dispatches: Iterable[Dispatch]) -> dict[str, Voice]:
    """By text digest the voice of each document; that of a combined one is the dispatch it took most of."""
    share: dict[str, float] = {}
    found: dict[str, Voice] = {}
    for dispatch in dispatches:
        for copy in dispatch.copies:
            if copy.share > share.get(copy.sha256, -1.0):
                share[copy.sha256] = copy.share
                found[copy.sha256] = Voice(dispatch.id, dispatch.origin or UNKNOWN_VOICE)
    return found


def _delivery_order(document: Document) -> tuple[bool, str, str, str]:
    return (document.published is None, document.published or "", document.id, document.source or "")


def _copy_order(copy: Copy) -> tuple[bool, str, str, str, str]:
    return (copy.published is None, copy.published or "", copy.sha256, copy.document, copy.source or "")


def _copy(story: Story, group: Group, links: Links) -> Copy:
    if story.key == group.root:
        return Copy(story.document, story.key, "first", story.published, story.source)
    known = {other.key: link for other, link in links.of(story.key) if other.key in group.members and link.kind != "part"}
    holders = [key for key in known if links.holds(key, story.key)]
    best = group.root if group.root in known else max(known, key=lambda key: (key in holders, known[key].overlap.share_of(story.key), key))
    link = known[best]
    kind: CopyKind = "exact" if link.kind == "exact" else "abridged" if holders else "near"
    of = (links.stories[best].document,)
    return Copy(story.document, story.key, kind, story.published, story.source, of, link.overlap.share_of(story.key))


def _combined(story: Story, group: Group, links: Links) -> Copy:
    known = [
        (other, link.overlap) for other, link in links.of(story.key) if other.key in group.members and link.overlap.taken_of(story.key)
    ]
    share = max(overlap.share_of(story.key) for _, overlap in known)
    of = tuple(other.document for other, _ in known)
    return Copy(story.document, story.key, "combined", story.published, story.source, of, share)
