"""From cue words to drafts of statements, one cue at a time."""

from __future__ import annotations

from collections.abc import Sequence

from dragoman.coding.speech import contents, quoted
from dragoman.coding.speech.clauses import is_question
from dragoman.coding.speech.cue_spans import cue_tokens
from dragoman.coding.speech.cue_words import CueSense, CueWords
from dragoman.coding.speech.draft import Draft
from dragoman.coding.speech.quotations import Quotation, Quotations, is_mark
from dragoman.coding.speech.sources import Speaker, speaker_of_noun, speaker_of_verb
from dragoman.language import Annotated, Token
from dragoman.language.grammar import is_negated, is_passive

_DENYING = ("deny", "reject")
_NEAR = 4
ORDER = ("clause", "object_infinitive", "infinitive", "quotation", "naming", "gerund", "preposition", "object", "aside")


def draft_of(doc: Annotated, token: Token, senses: Sequence[CueSense], quotations: Quotations, words: CueWords) -> Draft | None:
    """The statement a cue word makes, or None where none of its frames is filled."""
    speaker = speaker_of_noun(doc, token.i, words) if token.pos == "NOUN" else speaker_of_verb(doc, token.i, words)
    for frame in ORDER:
        for sense in senses:
            if frame not in sense.rule.frames or not _may_speak(doc, token, frame, sense, speaker, words):
                continue
            if speaker is not None and frame in ("object", "naming"):
                speaker = _without_tail(doc, speaker, sense)
            content = _content(doc, token, frame, sense, speaker, quotations, words)
            if content:
                return _assembled(doc, token, frame, sense, speaker, content)
    return None


def _without_tail(doc: Annotated, speaker: Speaker, sense: CueSense) -> Speaker:
    """Of "accused by the union of lying" the union: what the parser hung on it belongs to the content."""
    tails = [p.i for h in speaker.heads for p in doc.children(h, "prep") if p.lower in sense.rule.tail]
    if not tails or not speaker.how.startswith("agent"):
        return speaker
    return Speaker(tuple(t for t in speaker.tokens if t < tails[0]), speaker.heads, speaker.how)


def _content(
    doc: Annotated, token: Token, frame: str, sense: CueSense, speaker: Speaker | None, quotations: Quotations, words: CueWords
) -> set[int]:
    cue = token.i
    source = speaker.tokens if speaker else ()
    found: set[int] = set()
    if frame != "quotation":
        found = contents.FRAMES[frame](doc, cue, sense)
    if "quotation" in sense.rule.frames and frame in ("clause", "quotation") and token.pos != "NOUN":
        found |= _quoted_content(doc, token, source, found, quotations, sense, words)
    if found and frame == "quotation" and "object" in sense.rule.frames:
        found |= contents.object_(doc, cue, sense)  # announced "a ban" on boats
    if not found:
        return set()
    found = quoted.closed_over(found - _retorts(doc, found, cue, words), cue, quotations)
    return found - _not_content(doc, cue, source, found)


def _retorts(doc: Annotated, content: set[int], cue: int, words: CueWords) -> set[int]:
    """What the writer adds of another's answer: "accused Oslo of lying, *a charge Oslo denies*"."""
    found: set[int] = set()
    for t in sorted(t for t in content if words.has("reproaches", doc.tokens[t])):
        mark = next((k for k in range(t - 1, max(t - _NEAR, 0), -1) if is_mark(doc.tokens[k])), None)
        near = doc.tokens[t + 1 : t + 2 + _NEAR]  # the parser hangs the clause on the noun before the mark as often
        answer = next((a for a in near if a.i != cue and any(s.verb_class in _DENYING for s in words.senses(doc, a))), None)
        if mark is not None and answer is not None and answer.i in content:
            found |= set(range(mark, answer.right + 1))
    return found


def _quoted_content(
    doc: Annotated, token: Token, source: Sequence[int], clause: set[int], quotations: Quotations, sense: CueSense, words: CueWords
) -> set[int]:
    cue, found = token.i, set[int]()
    leads_on = any(t > cue for t in clause)
    q = quoted.before(doc, cue, source, quotations)
    if q is not None and not (leads_on and q.last < doc.sentence_of(cue).first) and not _is_in_participle(doc, q, cue):
        found |= quoted.words(q)
        start = doc.sentence_of(q.first).first
        if not any(t < q.first for t in clause) and any(not is_mark(doc.tokens[k]) for k in range(start, q.first)):
            found |= set(range(start, q.first))  # the quotation ends a sentence of which the cue tells the whole
        found |= _goes_on_unquoted(doc, cue, q)
    following = None if leads_on else quoted.after(doc, cue, source, quotations, sense, words)
    if following is not None and (q is None or quoted.is_set_off(doc, following)):
        found |= quoted.words(following)
    return found


def _is_in_participle(doc: Annotated, q: Quotation, cue: int) -> bool:
    """ "*Asked whether he "has the will,"* most said no": the quotation belongs to another's question."""
    above = [a for a in doc.ancestors(q.first) if not q.holds(a.i)]
    return any(a.dep == "advcl" and a.tag == "VBN" and a.i < cue for a in above)


def _goes_on_unquoted(doc: Annotated, cue: int, q: Quotation) -> set[int]:
    """ "“Only you, Anna,” she said, *would use such a day*": the clause that has its subject in the quotation."""
    main = doc.tokens[doc.tokens[cue].head]
    if main.i <= cue or q.holds(main.i) or not any(q.holds(s.i) for s in doc.children(main.i, "nsubj", "nsubjpass")):
        return set()
    first = min(t for t in range(cue + 1, main.i + 1) if t == main.i or doc.tokens[t].head == main.i)
    return set(range(first, main.right + 1))


def _not_content(doc: Annotated, cue: int, source: Sequence[int], content: set[int]) -> set[int]:
    """The cue's own words where it stands inside its content: source, auxiliaries, adverbs of time."""
    own = {cue, *source}
    for child in doc.children(cue):
        if child.dep in ("aux", "auxpass", "neg", "prt") or (child.dep in ("advmod", "npadvmod") and child.i not in content):
            own.add(child.i)
    return own


def _may_speak(doc: Annotated, token: Token, frame: str, sense: CueSense, speaker: Speaker | None, words: CueWords) -> bool:
    if speaker is None and ((token.pos == "NOUN" and not sense.rule.own_source) or not sense.outright):
        return False
    if (
        frame in ("object", "naming", "gerund")
        and token.tag == "VB"
        and not any(a.tag == "MD" or a.lower == "did" for a in doc.children(token.i, "aux"))
    ):
        return False  # "to condemn the raid" tells of no words yet
    if speaker is None and frame in ("object", "naming"):
        return False  # "is accused of", "seven men suspected of": a reproach in passing, by nobody
    particles = [p for p in doc.children(token.i, "prt") if p.lower in sense.rule.prepositions]
    if frame == "preposition" and not sense.rule.hearer and not particles and any(o.i > token.i for o in doc.children(token.i, "dobj")):
        return False  # "called the bankers in for talks"
    if frame == "object" and token.dep == "pcomp" and not doc.children(token.i, "nsubj"):
        return False  # "in announcing the ban": the act, in passing
    if frame == "clause" and sense.rule.no_question and any(is_question(doc, c) for c in doc.children(token.i, "ccomp")):
        return False  # "to determine whether it holds"
    if speaker is not None and doc.tokens[speaker.heads[0]].lemma.lower() in sense.rule.not_sources:
        return False
    if sense.rule.sources == "documents":
        return speaker is not None and words.has("documents", doc.tokens[speaker.heads[0]])
    return True


def _assembled(doc: Annotated, token: Token, frame: str, sense: CueSense, speaker: Speaker | None, content: set[int]) -> Draft:
    cue: tuple[int, ...] = cue_tokens(doc, token.i, sense, frame)
    if speaker is not None and speaker.sent is not None:
        cue = tuple(range(speaker.sent, cue[-1] + 1))  # "issued a statement saying"
    if sense.rule.own_source and (speaker is None or speaker.how.startswith("subject")):
        phrase = tuple(k for k in range(token.left, token.i + 1))
        speaker, cue = Speaker(phrase, (token.i,), "the noun itself"), ()
    return Draft(
        anchor=token.i,
        verb_class=sense.verb_class,
        outright=sense.outright,
        rule=sense.rule.id,
        frame=frame,
        content=frozenset(content - set(cue)),
        source=speaker.tokens if speaker else (),
        source_heads=speaker.heads if speaker else (),
        source_how=speaker.how if speaker else "nobody is named",
        cue=cue,
    )


def withheld(doc: Annotated, token: Token, draft: Draft, words: CueWords, quotations: Quotations) -> str | None:
    """Why a cue's statement does not count: nothing was said, or a quoted speaker tells of himself."""
    if draft.outright and token.pos in ("VERB", "AUX") and _is_unsaid(doc, token, draft.source, words):
        return "the cue is negated or refused: nothing was said"
    if not draft.source and (token.tag == "VB" or (token.tag == "VBN" and token.dep == "advcl")) and token.pos != "NOUN":
        return "nobody is said to say it: an infinitive or participle without a subject"
    if draft.outright and any(a.lower in ("will", "shall") for a in doc.children(token.i, "aux")):
        return "the words are still to come"
    if not draft.outright and draft.frame == "infinitive" and token.tag == "VBG" and token.dep in ("advcl", "acl"):
        return "what moves somebody in an act, and no words"
    if not draft.outright and token.dep in ("ccomp", "xcomp") and words.senses(doc, doc.tokens[token.head]):
        return "only thought, in the words of another cue"
    if quotations.level(token.i) and (not draft.source_heads or all(_is_person_here(doc, words, h) for h in draft.source_heads)):
        return "the quoted speaker tells of himself or his reader"
    return None


def _is_unsaid(doc: Annotated, token: Token, speaker: Sequence[int], words: CueWords) -> bool:
    """Whether a cue, or a verb or adjective it depends on, says that the words were not spoken."""
    if speaker and words.has("nobody", doc.tokens[speaker[0]]):
        return True
    if is_negated(doc, token.i) is not None or (token.dep == "conj" and any(c.lower == "nor" for c in doc.children(token.head, "cc"))):
        return True
    while token.dep in ("xcomp", "acomp") and token.head != token.i:
        token = doc.tokens[token.head]
        if words.has("refusing", token) or is_negated(doc, token.i) is not None or (words.has("asked", token) and is_passive(doc, token.i)):
            return True
    return False


def _is_person_here(doc: Annotated, words: CueWords, head: int) -> bool:
    """Whether a source is the quoted speaker or the one spoken to ("I", "we", "you")."""
    return doc.tokens[head].lower in words.words.get("persons", ())
