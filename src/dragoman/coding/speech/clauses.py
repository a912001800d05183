"""The clause that a cue tells: where it begins and how far it goes.

The parser often hangs the end of a reported clause on the verb of saying, so a content after its cue
runs to the end of what hangs on the cue, and is cut where the writer's own words take over.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from dragoman.coding.speech.cue_words import CueSense
from dragoman.coding.speech.quotations import is_mark
from dragoman.language import Annotated, Token
from dragoman.language.grammar import is_passive

PRESENT = ("VBZ", "VBP", "MD")
FINITE = ("VBD", *PRESENT)
FINITE_OR_PAST = (*FINITE, "VBN")
_DAY_WORDS = ("PROPN", "ADJ", "NOUN", "ADV")
_PHRASE_OPENERS = ("DT", "PRP", "PRP$", "NNP", "NNPS", "CD", "EX")
_SUBJECTS = ("nsubj", "nsubjpass", "csubj", "expl")


def told_clause(doc: Annotated, cue: int, sense: CueSense) -> set[int]:
    """The finite clause after or before a verb of saying, without "that"."""
    found: set[int] = set()
    after = [c for c in doc.children(cue, "ccomp") if c.right > cue]
    if (that := _that_after_hearer(doc, cue, after, sense)) is not None:
        found = _onward(doc, cue, that + 1)
    elif any(is_finite(doc, c.i) for c in after):
        first = min(t for c in after for t in subtree(doc, c.i) if t > cue)
        found = _onward(doc, cue, _past_date(doc, cue, min(first, _subject_as_object(doc, cue, after[0], sense))))
    elif (start := _start_without_parse(doc, cue, sense)) is not None:
        found = _onward(doc, cue, start)
    for child in doc.children(cue, "ccomp") if _is_set_in(doc, cue) else ():
        if child.right < cue and is_finite(doc, child.i):
            found |= subtree(doc, child.i)
        elif child.left < cue < child.right:
            found |= {t for t in subtree(doc, child.i) if t < cue}
    if found:
        found |= {o.i for o in doc.children(cue, "dobj") if o.i < cue and o.tag == "WP"}  # "*what* police said *was a ruse*"
    if not found:
        found = {c.i for c in doc.children(cue, "intj") if c.i > cue and c.lower in ("yes", "no")}
    if not found and sense.verb_class == "ask":
        found = {t for c in doc.children(cue, "advcl") if _marks(doc, c.i, "if", "whether") for t in subtree(doc, c.i)}
    return without_that(doc, found, cue)


def noun_clause(doc: Annotated, noun: int) -> set[int]:
    """The clause that says what a report, claim or warning holds: reports *that …*, rumours *the bridge is shut*."""
    for child in doc.children(noun, "acl", "ccomp", "relcl"):
        if child.i < noun:
            continue
        bare = (child.dep == "ccomp" and is_finite(doc, child.i)) or (child.dep == "relcl" and not _has_gap(doc, child))
        if bare or any(m.lower == "that" and m.dep == "mark" for m in doc.children(child.i)):
            return without_that(doc, subtree(doc, child.i), noun)
    return set()


def subtree(doc: Annotated, head: int) -> set[int]:
    """Everything that hangs on a token, itself included."""
    return {head, *(t.i for t in doc.descendants(head))}


def is_finite(doc: Annotated, verb: int) -> bool:
    """Whether a clause has a tense: "it was", "he will go", but not "him going" or "to go"."""
    token = doc.tokens[verb]
    auxiliaries = doc.children(verb, "aux", "auxpass")
    if any(a.lower == "to" for a in auxiliaries):
        return False
    if token.tag in FINITE or any(a.tag in FINITE for a in auxiliaries):
        return True
    return (token.tag in ("VB", "VBN") and bool(doc.children(verb, *_SUBJECTS))) or bool(doc.children(verb, "mark"))


def without_that(doc: Annotated, tokens: set[int], cue: int) -> set[int]:
    """Drop the "that" with which a content after its cue begins."""
    for t in sorted(t for t in tokens if t > cue):
        if doc.tokens[t].lower == "that" and doc.tokens[t].dep in ("mark", "det"):
            return tokens - {t}
        if not is_mark(doc.tokens[t]) and doc.tokens[t].pos != "CCONJ":
            break
    return tokens


def _that_after_hearer(doc: Annotated, cue: int, after: Sequence[Token], sense: CueSense) -> int | None:
    """The "that" with which the content begins after a hearer the parser took into it: told *envoys meeting in Oslo* that …"""
    if not sense.rule.hearer or not after or doc.children(cue, "dobj", "dative"):
        return None
    for token in doc.tokens[cue + 1 : after[0].right]:
        if token.dep == "mark" and token.lower == "that":
            return token.i if token.head != after[0].i else None
        if token.tag in FINITE:
            return None
    return None


def _subject_as_object(doc: Annotated, cue: int, clause: Token, sense: CueSense) -> int:
    """Where the subject of a clause begins that the parser took for the object of a verb that has none: say *a blast* killed two."""
    if not sense.rule.takes_rest or sense.rule.hearer or doc.children(clause.i, *_SUBJECTS):
        return clause.i
    return min([clause.i, *(o.left for o in doc.children(cue, "dobj") if cue < o.i < clause.i)])


def _is_set_in(doc: Annotated, cue: int) -> bool:
    """Whether words before the clause of a cue can be what it tells: a comma or a relative pronoun parts them.

    Not across a semicolon, and not in "it came after he said (that) …".
    """
    own = [s.left for s in doc.children(cue, *_SUBJECTS) if s.i < cue]
    first = min([cue, *own, *(c.i for c in doc.children(cue, "aux", "advmod") if c.i < cue)])
    before = doc.tokens[first - 1] if first > doc.sentence_of(cue).first else None
    return before is not None and before.text != ";" and (is_mark(before) or before.tag in ("WDT", "WP") or before.lower == "that")


def _past_date(doc: Annotated, cue: int, start: int) -> int:
    """Past a day right after the cue, which is the day of the saying: said *Wednesday* the men were flown out."""
    hearers = [o.right for o in doc.children(cue, "dobj", "dative") if o.i < start]
    first = start + (doc.tokens[start].dep == "prep")
    if start != max([cue, *hearers]) + 1 or doc.tokens[first].dep in _SUBJECTS:
        return start
    if doc.tokens[first].entity == "DATE" and doc.tokens[first].text.endswith("day") and doc.tokens[first].dep in ("compound", "nmod"):
        return first + 1  # "said Monday talks would begin": the day of the saying
    at = first
    while at < doc.tokens[cue].right and doc.tokens[at].entity in ("DATE", "TIME") and doc.tokens[at].pos in _DAY_WORDS:
        at += 1
    if doc.tokens[at].text == "," and at > first:
        at += 1  # "said Sunday, planes are …"
    after = doc.tokens[at]
    openers = (*_PHRASE_OPENERS, "JJ", "NN", "NNS") if at > first and doc.tokens[at - 1].dep == "npadvmod" else _PHRASE_OPENERS
    begins = (after.tag in openers or after.lower == "that") and after.entity != "DATE"
    return at if begins and at > first else start


def _onward(doc: Annotated, cue: int, start: int) -> set[int]:
    """From the start of a content to the end of what hangs on the cue, up to the writer's own words."""
    last = max(_end_of_rest(doc, cue), start)
    cut = min((c for c in _cuts(doc, cue, start) if c > start), default=last + 1)
    return set(range(start, cut))


def _cuts(doc: Annotated, cue: int, start: int) -> Iterator[int]:
    """Where the writer, or another speaker, takes over again."""
    if doc.tokens[cue].dep == "relcl" and doc.tokens[doc.tokens[cue].left - 1].text == ",":
        # ", who said A, left": the comma that ends the relative clause
        yield from (
            t.i for t in doc.tokens[start + 1 : doc.tokens[cue].right + 1] if t.text == "," and doc.tokens[t.i + 1].tag in FINITE_OR_PAST
        )
    for child in doc.children(cue):
        if child.i > start and _takes_over(doc, cue, child):
            yield _edge(doc, child, start)
    for token in doc.tokens[start : doc.tokens[cue].right + 1]:
        if token.i <= start or token.dep not in ("conj", "advcl", "ccomp"):
            continue
        if (token.head != cue and _is_other_speaker(doc, token)) or _goes_with_outer(doc, cue, start, token):
            yield _edge(doc, token, start)


def _goes_with_outer(doc: Annotated, cue: int, start: int, token: Token) -> bool:
    """In "he said the panel found A, but that B", B is what he said: only his clauses take "that"."""
    if token.dep != "conj" or doc.tokens[cue].dep != "ccomp" or doc.tokens[start].lower == "that":
        return False
    return any(m.lower == "that" for m in doc.children(token.i, "mark"))


def _takes_over(doc: Annotated, cue: int, child: Token) -> bool:
    """Whether a clause coordinated with the cue, or a participle after it, leaves the content."""
    if child.dep == "conj":
        if any(m.lower == "that" for m in doc.children(child.i, "mark")):
            return False
        if not doc.children(child.i, *_SUBJECTS):
            return not (doc.tokens[cue].tag == "VBD" and _tense(doc, child) in PRESENT)
        joined_by_and = any(c.lower == "and" for c in doc.children(cue, "cc") if c.i < child.i)
        return not (joined_by_and and doc.tokens[cue].tag in ("VBZ", "VBP") and _tense(doc, child) in FINITE) or _is_other_speaker(
            doc, child
        )
    if child.dep == "advcl" and _is_other_speaker(doc, child):
        return True
    if child.dep == "advcl":
        return child.tag == "VBG" and not doc.children(child.i, "mark") and _after_comma(doc, child)
    return child.dep == "dep" and child.pos == "VERB"


def _is_other_speaker(doc: Annotated, token: Token) -> bool:
    """A clause "…, but residents say (that) …" after a comma: somebody else speaks, in the writer's words."""
    subjects = doc.children(token.i, "nsubj")
    told = [c for c in doc.children(token.i, "ccomp") if c.i > token.i and is_finite(doc, c.i)]
    return bool(subjects and told) and subjects[0].pos != "PRON" and _after_comma(doc, token)


def _after_comma(doc: Annotated, token: Token) -> bool:
    at = token.left - 1
    while at >= 0 and (
        doc.tokens[at].pos == "CCONJ" or (doc.tokens[at].dep in ("mark", "advmod") and doc.tokens[at].text not in (",", ";"))
    ):
        at -= 1
    return at >= 0 and doc.tokens[at].text in (",", ";", "—", "–", "-", "--")


def _edge(doc: Annotated, token: Token, start: int) -> int:
    """The first token of a clause with the coordinator and comma before it."""
    at = token.left
    while at - 1 > start and (doc.tokens[at - 1].pos in ("CCONJ", "PUNCT") or doc.tokens[at - 1].lower in ("but", "while")):
        at -= 1
    return at


def _tense(doc: Annotated, verb: Token) -> str:
    auxiliaries = [a.tag for a in doc.children(verb.i, "aux", "auxpass") if a.tag in FINITE]
    return auxiliaries[0] if auxiliaries else verb.tag


def _start_without_parse(doc: Annotated, cue: int, sense: CueSense) -> int | None:
    """Where the content begins after a verb that takes no object but whose clause the parser did not see."""
    if not sense.rule.takes_rest or (is_passive(doc, cue) and not sense.rule.hearer):
        return None
    last = _end_of_rest(doc, cue)
    at = max([cue, *(s.right for s in doc.children(cue, "nsubj") if s.i > cue)]) + 1
    while at <= last and (doc.tokens[at].entity in ("DATE", "TIME") or doc.tokens[at].pos == "ADV" or _is_hearer(doc, at, sense)):
        at += 1
    if at > last or (doc.tokens[at].pos in ("ADP", "SCONJ", "PUNCT", "CCONJ", "PART") and doc.tokens[at].lower != "that"):
        return None
    verbs = [t for t in doc.tokens[at : last + 1] if (t.pos in ("VERB", "AUX") and t.tag in FINITE) or (t.dep == "ccomp" and t.head == cue)]
    return at if verbs and verbs[0].i > at and doc.tokens[at].tag not in FINITE else None


def _end_of_rest(doc: Annotated, cue: int) -> int:
    """The end of what hangs on a cue; of the clause above where the parser turned "he says rain has fallen" round."""
    token = doc.tokens[cue]
    turned = token.dep == "parataxis" and token.head > cue and doc.children(cue, "nsubj") and not is_mark(doc.tokens[cue + 1])
    return doc.tokens[token.head].right if turned else token.right


def _is_hearer(doc: Annotated, at: int, sense: CueSense) -> bool:
    token = doc.tokens[at]
    return sense.rule.hearer and token.dep in ("dobj", "dative") and token.left == token.right == at


def _marks(doc: Annotated, verb: int, *words: str) -> bool:
    return any(m.lower in words for m in doc.children(verb, "mark"))


def _has_gap(doc: Annotated, clause: Token) -> bool:
    """Whether a relative clause stands for its noun: it has a relative word, or lacks an object."""
    words = [clause, *doc.descendants(clause.i)]
    if any(w.tag in ("WDT", "WP", "WP$", "WRB") for w in words) or any(
        w.lower == "that" and w.dep in ("nsubj", "dobj", "nsubjpass") for w in words
    ):
        return True
    return not doc.children(clause.i, "dobj", "attr", "acomp", "ccomp", "xcomp", "auxpass", "prep")


def is_question(doc: Annotated, clause: Token) -> bool:
    """Whether a clause asks: *whether it holds*, *who built it*; "when it held, he wept" does not."""
    if _marks(doc, clause.i, "if", "whether"):
        return any(m.left == clause.left for m in doc.children(clause.i, "mark"))
    token = doc.tokens[clause.left]
    if token.tag not in ("WDT", "WP", "WP$", "WRB"):
        return False
    while token.i != clause.i and token.head != token.i:
        if token.dep in ("advcl", "relcl"):
            return False
        token = doc.tokens[token.head]
    return True
