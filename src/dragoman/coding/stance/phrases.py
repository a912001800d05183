"""The phrase a stand is taken on: what of it counts, and its own words where no issue fits."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence, Set

from dragoman.coding.speech.clauses import subtree
from dragoman.coding.speech.quotations import is_mark
from dragoman.language import Annotated, Token
from dragoman.language.grammar import is_negated

_LONGEST = 40
_WORDS_SAID = 12
_DROPPED = ("det", "case", "aux", "punct", "mark", "cc", "predet", "prep")


def main_tokens(doc: Annotated, phrase: Iterable[int]) -> list[int]:
    """The tokens of a phrase without relative clauses, clauses of time, reason or condition, and what came of it.

    "Agreed to stop its work, *averting sanctions*": what came of it is told after a comma.
    """
    tokens = set(phrase)
    for i in sorted(tokens):
        token = doc.tokens[i]
        aside = token.dep == "advcl" and token.head in tokens
        after_comma = token.left > 0 and doc.tokens[token.left - 1].text == ","
        outcome = aside and after_comma and token.tag == "VBG" and doc.tokens[token.head].tag != "VBG"  # else one more of a list
        if (token.dep == "relcl" and not _is_infinitive(doc, token)) or (aside and doc.children(i, "mark")) or outcome:
            tokens -= subtree(doc, i)
    return sorted(tokens)[:_LONGEST]


def with_action(doc: Annotated, phrase: Set[int], heads: Set[str], people: Set[int]) -> set[int]:
    """A phrase with the infinitive that follows it, where its last noun takes one.

    "Rejected plans *to close the port*" (``heads``: lemmas of such nouns), "a call for the rebels *to talk*"
    (``people``: tokens of those who may be asked).
    """
    last = max(phrase)
    after = doc.tokens[min(last + 1, len(doc.tokens) - 1)]
    takes = doc.tokens[last].lemma.lower() in heads or last in people
    if not takes or after.lower != "to" or after.sentence != doc.tokens[last].sentence:
        return set(phrase)
    return {*phrase, *(t for t in subtree(doc, after.head if after.head > after.i else after.i) if t > last)}


def _is_infinitive(doc: Annotated, verb: Token) -> bool:
    return verb.tag == "VB" and any(a.lower == "to" for a in doc.children(verb.i, "aux"))


def as_said(doc: Annotated, tokens: list[int]) -> list[int] | None:
    """The words of an issue that the lexicon does not know: the first phrase, or of a long one the whole phrases in twelve words."""
    words = list(tokens)
    while words and _is_dropped(doc.tokens[words[0]]):
        words = words[1:]
    kept: list[int] = []
    for i in words:
        if kept and (i != kept[-1] + 1 or _parts_phrases(doc, i) or len(kept) >= _WORDS_SAID):
            break
        kept.append(i)
    if len(kept) == _WORDS_SAID and kept[-1] != words[-1]:
        ends = [k for k, i in enumerate(kept) if k and _opens_phrase(doc, i)]
        kept = kept[: ends[-1]] if ends else kept
    while kept and _is_left_hanging(doc.tokens[kept[-1]]):
        kept.pop()
    if all(doc.tokens[i].pos == "PRON" or doc.tokens[i].entity in ("DATE", "TIME") for i in kept):
        return None
    return kept


def _is_dropped(token: Token) -> bool:
    """Whether a word before an issue is no part of it: "*to* the truce", "*its* truce"; a named owner is: "Norway's truce"."""
    own = token.dep == "poss" and token.pos == "PRON"
    return (is_mark(token) and token.tag != "$") or token.dep in _DROPPED or token.lower == "to" or own


def _parts_phrases(doc: Annotated, i: int) -> bool:
    """Whether a mark ends a phrase; a comma between words before one noun ("a free, fair vote") does not."""
    before = doc.tokens[i - 1]
    modifies = before.dep in ("amod", "nmod", "compound", "conj") and any(a.i > i for a in doc.ancestors(before.i) if a.pos == "NOUN")
    return doc.tokens[i].text in (";", ":") or (doc.tokens[i].text == "," and not modifies)


def _opens_phrase(doc: Annotated, i: int) -> bool:
    token = doc.tokens[i]
    if token.pos == "CCONJ":
        return doc.tokens[token.head].dep not in ("amod", "nmod", "compound")
    return (token.pos in ("ADP", "SCONJ", "PART") and token.tag != "POS" and token.lower != "of") or token.dep in ("acl", "relcl")


def _is_left_hanging(token: Token) -> bool:
    """Whether a word at the end waits for what was cut off: "proposal *aimed*", "talks *with*"."""
    return is_mark(token) or token.pos in ("ADP", "DET", "CCONJ", "PART") or (token.dep == "acl" and token.right > token.i)


def action_asked(doc: Annotated, tokens: list[int]) -> list[int]:
    """Of "Chad to open the port" the action: the words after "to" or "should"; [] when there is none."""
    first = next((i for i in tokens if doc.tokens[i].tag in ("TO", "MD") and doc.tokens[i].head > i), None)
    if first is None:
        return []
    verb = doc.tokens[first].head
    interrupted = is_mark(doc.tokens[first + 1]) if first + 1 < verb else False  # "called on Chad to, in his words, resist"
    return [i for i in tokens if i > first and (i >= verb or not interrupted)]


def first_of_group(doc: Annotated, word: int) -> int:
    """The first token of a word with what denies it: "*does not* support"."""
    denied = [c.i for c in doc.children(word, "neg") if c.i < word]
    return min([word, *denied, *(a.i for a in doc.children(word, "aux") if denied and a.i < word)])


def is_asked_upon(doc: Annotated, token: Token, tokens: Sequence[int]) -> bool:
    """Whether a phrase begins with who is asked: called *on Chad* to open the port."""
    return any(p.lower in ("on", "upon") and token.i < p.i < tokens[0] for p in doc.children(token.i, "prep", "prt"))


def is_asked_of_another(doc: Annotated, token: Token) -> bool:
    """Whether an infinitive is what another is asked to do: in "urged Chad *to condemn* the raid" Chad condemns nothing."""
    head = doc.tokens[token.head]
    asked = token.dep in ("xcomp", "ccomp", "advcl") and any(a.lower == "to" for a in doc.children(token.i, "aux"))
    if token.tag != "VB" or not asked or head.pos != "VERB":
        return False
    if any(p.lower in ("on", "upon") and head.i < p.i < token.i for p in doc.children(head.i, "prep")):
        return head.lemma == "call"  # "called on Chad to condemn the raid"
    return token.dep != "advcl" and any(
        head.i < o.i < token.i for o in (*doc.children(head.i, "dobj", "dative"), *doc.children(token.i, "nsubj"))
    )


def is_hypothetical(doc: Annotated, token: Token, lists: Mapping[str, frozenset[str]]) -> bool:
    """Whether a word declares nothing yet: "if he supports", "may oppose", "discussed boycotting", "is accused of supporting"."""
    if _is_only_possible(doc, token, lists):
        return True
    for clause in (token, *doc.ancestors(token.i)):
        if any(m.lower in ("if", "unless", "whether") for m in doc.children(clause.i, "mark")):
            return True
        above = doc.tokens[clause.head]
        over = [above, *(doc.children(above.i, "dobj") if clause.dep == "ccomp" else [])]  # "voiced concern that Chad seeks arms"
        unsettled = any(t.lemma.lower() in lists.get("unsettled", ()) for t in over if t.i != token.i)
        if unsettled and clause.dep in ("xcomp", "pcomp", "prep", "ccomp", "acl"):
            return True
        if clause.dep in ("ROOT", "ccomp"):
            break
    return False


def _is_only_possible(doc: Annotated, token: Token, lists: Mapping[str, frozenset[str]]) -> bool:
    """Whether a modal or an adverb says that it may be, or ought to be: "could oppose", "must win by opposing"."""
    bearers = [token.i]
    if token.dep == "conj" and not doc.children(token.i, "aux", "nsubj", "nsubjpass"):
        bearers.append(token.head)  # "must accept or reject"
    if token.dep in ("pcomp", "advcl") and token.tag == "VBG":
        bearers += [a.i for a in doc.ancestors(token.i) if a.pos in ("VERB", "AUX")][:1]
    for bearer in bearers:
        hedges = {c.lower for c in doc.children(bearer, "aux", "advmod") if c.i < bearer}
        if is_negated(doc, bearer) is not None:
            hedges -= lists.get("possible_unless_denied", frozenset())
        if hedges & lists.get("possible", frozenset()):
            return True
    return False
