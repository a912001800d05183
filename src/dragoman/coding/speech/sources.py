"""Whose words: the source phrase of a cue, found through voice, control, coordination and carriers of words."""

from __future__ import annotations

import msgspec

from dragoman.coding.speech.cue_words import CueWords
from dragoman.coding.speech.quotations import MARKS, is_mark
from dragoman.language import Annotated, Token
from dragoman.language.grammar import agents, is_passive, possessors, subjects

_SUBJECT = "subject of the cue"
_NOMINAL = ("NOUN", "PROPN", "ADJ", "DET", "NUM", "PRON", "CCONJ", "PART")


class Speaker(msgspec.Struct, frozen=True):
    """The source phrase (tokens), its heads, and how it was found."""

    tokens: tuple[int, ...]
    heads: tuple[int, ...]
    how: str
    sent: int | None = None
    """The verb that sends the carrier of the words: *issued* a statement saying."""


def speaker_of_verb(doc: Annotated, verb: int, words: CueWords) -> Speaker | None:
    """Whose words a verb of saying gives; None when nobody is named ("it was reported that")."""
    found = _verb_speaker(doc, verb, words)
    return _without_day(doc, found, words) if found is not None else None


def _without_day(doc: Annotated, speaker: Speaker, words: CueWords) -> Speaker | None:
    """The speaker without a weekday that the parser took for the end of the name: "*The Ministry* Friday said"; a time alone is none."""
    tokens, heads = speaker.tokens, speaker.heads
    if all(doc.tokens[t].entity in ("DATE", "TIME") for t in tokens):
        return None
    while len(tokens) > 1 and words.has("days_of_saying", doc.tokens[tokens[-1]]) and doc.tokens[tokens[-2]].pos in ("PROPN", "NOUN"):
        heads = tuple(tokens[-2] if h == tokens[-1] else h for h in heads)
        tokens = tokens[:-1]
    return msgspec.structs.replace(speaker, tokens=tokens, heads=heads)


def _verb_speaker(doc: Annotated, verb: int, words: CueWords) -> Speaker | None:
    carrier = _carried(doc, verb, words)
    if carrier is not None:
        return carrier
    if is_passive(doc, verb) or _is_bare_participle(doc, verb):
        heads = agents(doc, verb)
        return _speaker(doc, heads, verb, "agent after 'by'") if heads else None
    quoted = _quoted_as(doc, verb)
    if quoted:
        return _speaker(doc, quoted, verb, "who is quoted 'as saying'")
    heads = _subjects(doc, verb) or _inverted(doc, verb)
    if not heads:
        return _before_verb(doc, verb)
    if doc.tokens[heads[0]].dep == "expl":
        return None
    return _speaker(doc, heads, verb, _SUBJECT)


def _is_bare_participle(doc: Annotated, verb: int) -> bool:
    """ "*Asked* whether he would go, he said no": a passive with no auxiliary before its clause."""
    token = doc.tokens[verb]
    return token.tag == "VBN" and token.dep == "advcl" and not doc.children(verb, "aux", "nsubj")


def _before_verb(doc: Annotated, verb: int) -> Speaker | None:
    """The noun phrase before a finite verb whose subject the parser missed: from the clause's beginning to the verb."""
    token = doc.tokens[verb]
    last = min([verb, *(c.i for c in doc.children(verb, "aux", "advmod") if c.i < verb)]) - 1
    if token.tag not in ("VBD", "VBZ", "VBP") or last < doc.sentence_of(verb).first:
        return None
    if doc.tokens[last].text == "," and any(c.i > verb for c in doc.children(verb, "ccomp")):
        return _with_insertion(doc, doc.sentence_of(verb).first, last)
    first = last
    while first >= doc.sentence_of(verb).first and doc.tokens[first].pos in _NOMINAL:
        first -= 1
    phrase = doc.tokens[first + 1 : last + 1]
    heads = [t.i for t in phrase if (t.pos in ("NOUN", "PROPN") and t.entity != "DATE") or (t.tag == "WP" and t.text.isupper())]
    opens = first < doc.sentence_of(verb).first or is_mark(doc.tokens[first]) or doc.tokens[first].dep == "mark"
    return Speaker(tuple(t.i for t in phrase), (heads[-1],), "noun phrase before the cue") if heads and opens else None


def _with_insertion(doc: Annotated, first: int, comma: int) -> Speaker | None:
    """ "*The envoy, whose term is over,* said": the phrase from the beginning of the sentence to a comma before the verb.

    A place or time that opens the sentence is no part of it: "In Oslo, *the envoy, Ana Belo,* said".
    """
    while doc.tokens[first].pos in ("CCONJ", "ADV", "PUNCT") and first < comma:
        first += 1
    if doc.tokens[first].pos == "ADP":
        first = next((t.i + 1 for t in doc.tokens[first:comma] if t.text == ","), comma)
    phrase = doc.tokens[first:comma]
    heads = [t.i for t in phrase if t.pos in ("NOUN", "PROPN", "PRON") and t.dep not in ("compound", "poss", "nmod")]
    if not heads or phrase[0].pos not in _NOMINAL or any(t.text in MARKS for t in phrase):
        return None
    return Speaker(tuple(t.i for t in phrase), (heads[0],), "noun phrase before the cue")


def speaker_of_noun(doc: Annotated, noun: int, words: CueWords) -> Speaker | None:
    """Whose claim, warning or promise a noun is: its possessor, an agent after "by", or the subject of its verb."""
    owners = doc.children(noun, "poss")
    if owners:
        return Speaker(tuple(_phrase(doc, owners[0].i)), tuple(possessors(doc, noun)), "possessor of the noun")
    by = [o for p in doc.children(noun, "prep") if p.lower in ("by", "from") for o in doc.children(p.i, "pobj")]
    if by:
        return _speaker(doc, [by[0].i], noun, "after 'by' or 'from'")
    token = doc.tokens[noun]
    head = doc.tokens[token.head]
    if token.dep == "dobj" and head.pos == "VERB" and words.has("voicing", head) and not is_passive(doc, head.i):
        heads = _subjects(doc, head.i)
        if heads:
            return _speaker(doc, heads, noun, f"subject of '{head.text}'")
    return None


def _subjects(doc: Annotated, verb: int) -> list[int]:
    """The subjects of a verb; a finite verb the parser hung on an infinitive belongs to the verb above."""
    token = doc.tokens[verb]
    head = doc.tokens[token.head]
    if token.pos == "ADJ":
        return subjects(doc, verb) or (subjects(doc, head.i) if head.pos in ("AUX", "VERB") else [])
    if token.dep == "advcl" and token.tag == "VBG" and not doc.children(verb, "nsubj") and is_passive(doc, head.i) and agents(doc, head.i):
        return agents(doc, head.i)  # "was called a farce by the mayor, saying …"
    if token.dep == "conj" and token.tag == "VBD" and head.tag in ("VBZ", "VBP") and head.dep in ("relcl", "ccomp"):
        # "said he is to blame and *accused* him": told in the tense of the verb above
        above = next((a for a in doc.ancestors(head.i) if a.tag == "VBD"), None)
        if above is not None and not doc.children(verb, "nsubj"):
            return subjects(doc, above.i)
    while (
        token.dep == "conj"
        and token.tag in ("VBD", "VBZ", "VBP")
        and head.tag == "VB"
        and head.dep in ("xcomp", "ccomp", "advcl")
        and not doc.children(verb, "nsubj")
    ):
        token, head = head, doc.tokens[head.head]
        if token.tag != "VB":
            break
        if not (token.dep == "conj" and head.tag == "VB"):
            return subjects(doc, head.i)
    return subjects(doc, verb)


def _inverted(doc: Annotated, verb: int) -> list[int]:
    """ "…?" *asked the mayor*: the speaker after the verb, which the parser took for its object."""
    before = doc.tokens[verb - 1].text if verb else ""
    return [o.i for o in doc.children(verb, "dobj") if before in MARKS and o.left == verb + 1]


def _carried(doc: Annotated, verb: int, words: CueWords) -> Speaker | None:
    """ "Issued a statement saying": the sender, when the carrier is the object of a verb that sends it."""
    token = doc.tokens[verb]
    noun = doc.tokens[token.head]
    if token.dep not in ("acl", "relcl", "advcl") or not words.has("vehicles", noun) or noun.dep != "dobj" or token.tag != "VBG":
        return None
    sender = doc.tokens[noun.head]
    if sender.pos != "VERB" or not words.has("sending", sender) or is_passive(doc, sender.i):
        return None
    heads = subjects(doc, sender.i)
    found = _speaker(doc, heads, verb, f"subject of '{sender.text}', which sends the {noun.text}") if heads else None
    return msgspec.structs.replace(found, sent=sender.i) if found is not None else None


def _quoted_as(doc: Annotated, verb: int) -> list[int]:
    token = doc.tokens[verb]
    link = doc.tokens[token.head]
    if token.dep != "pcomp" or link.lower != "as" or token.tag != "VBG":
        return []
    quoting = doc.tokens[link.head]
    if is_passive(doc, quoting.i):
        return subjects(doc, quoting.i)
    return [o.i for o in doc.children(quoting.i, "dobj")]


def _speaker(doc: Annotated, heads: list[int], cue: int, how: str) -> Speaker | None:
    """The phrase over the heads, without a relative clause in which the cue itself stands."""
    tokens: set[int] = set()
    for head in heads:
        tokens |= set(_phrase(doc, head))
    tokens = set(range(min(tokens), max(tokens) + 1)) if len(heads) > 1 and max(tokens) - min(tokens) < 60 else tokens
    if cue in tokens or (any(t > cue for t in tokens) and any(t < cue for t in tokens)):
        tokens = _before_clause(doc, heads, cue, tokens)
    kept = _trimmed(doc, _outside_quotation(doc, sorted(tokens), cue))
    pronoun = next((c.i for c in doc.children(cue, "nsubj") if c.tag in ("WP", "WDT") or c.lower == "that"), None)
    if pronoun is not None and how == _SUBJECT:
        kept = [*kept[-2:], pronoun] if kept and kept[-1] == pronoun - 1 else [pronoun]
        how = "relative pronoun that stands for the noun before it"
    return Speaker(tuple(kept), tuple(heads), how) if kept else None


def _outside_quotation(doc: Annotated, tokens: list[int], cue: int) -> list[int]:
    """Of a phrase that the parser drew over one quotation mark, the part on the side of the cue."""
    marks = [t for t in tokens if doc.tokens[t].text in MARKS and doc.tokens[t].tag != "POS" and doc.tokens[t].text not in "'’"]
    if len(marks) != 1:
        return tokens
    return [t for t in tokens if (t > marks[0]) == (cue > marks[0])]


def _phrase(doc: Annotated, head: int) -> list[int]:
    token = doc.tokens[head]
    return list(range(token.left, token.right + 1))


def _before_clause(doc: Annotated, heads: list[int], cue: int, tokens: set[int]) -> set[int]:
    """Cut the phrase off where the clause of the cue begins."""
    clause = cue
    for above in doc.ancestors(cue):
        if above.i in heads:
            break
        clause = above.i
    edge = doc.tokens[clause].left
    if edge > heads[0]:
        return {t for t in tokens if t < edge}
    return {t for t in tokens if t > doc.tokens[clause].right}


def _trimmed(doc: Annotated, tokens: list[int]) -> list[int]:
    """Without marks at the edges, a leading coordinator, and a trailing day that belongs to the verb."""
    while (
        len(tokens) > 1
        and doc.tokens[tokens[0]].entity == "DATE"
        and doc.tokens[tokens[0]].pos == "PROPN"
        and doc.tokens[tokens[1]].entity != "DATE"
    ):
        tokens = tokens[1:]
    while tokens and (
        is_mark(doc.tokens[tokens[0]])
        or (doc.tokens[tokens[0]].dep in ("cc", "preconj") and doc.tokens[tokens[0]].lower in ("and", "but", "or"))
    ):
        tokens = tokens[1:]
    while (
        len(tokens) > 1
        and doc.tokens[tokens[0]].entity == "DATE"
        and doc.tokens[tokens[0]].pos == "PROPN"
        and doc.tokens[tokens[1]].entity != "DATE"
    ):
        tokens = tokens[1:]
    while tokens and (
        (is_mark(doc.tokens[tokens[-1]]) and doc.tokens[tokens[-1]].text not in (")", "]")) or _is_day(doc.tokens[tokens[-1]], tokens)
    ):
        tokens = tokens[:-1]
    return tokens


def _is_day(token: Token, tokens: list[int]) -> bool:
    return (
        len(tokens) > 1
        and token.entity in ("DATE", "TIME")
        and token.dep in ("npadvmod", "appos", "nmod", "compound")
        and token.pos in ("PROPN", "NOUN")
        and token.head in tokens
        and token.left == token.right == token.i > tokens[0]
    )
