"""Who takes a position, towards whom, and before which body."""

from __future__ import annotations

from collections.abc import Iterable, Sequence, Set

from dragoman.coding.speech.cue_words import CueWords
from dragoman.coding.speech.quotations import is_mark
from dragoman.coding.speech.sources import speaker_of_noun, speaker_of_verb
from dragoman.coding.stance.phrases import is_asked_upon
from dragoman.coding.stance.stands import Stand
from dragoman.coding.stance.words import StanceSense
from dragoman.coding.telling import teller
from dragoman.language import Annotated, Token
from dragoman.language.grammar import subjects
from dragoman.records import Actor, Cast, Event, Statement

_JOINT = ("CONSULT", "AGREE", "COOPERATE")  # PLOVER types whose actors are parties to one another


def holders(
    doc: Annotated, token: Token, sense: StanceSense, cast: Cast, statements: Sequence[Statement], words: CueWords
) -> tuple[list[str], str]:
    """Ids of the actors whose position it is, and how they were found; [] when nobody known holds it."""
    telling = teller(statements, token.start)
    if sense.rule.within_statement:
        if telling is None or telling.source is None:
            return [], ""
        refuses = subjects(doc, token.i) if sense.rule.only_negated else []
        if refuses and doc.tokens[refuses[0]].pos != "PRON":  # "officials say *Norway* will not negotiate"
            return _for_their_states(cast, list(_known(doc, cast, refuses[0]))), "who is said to refuse"
        return _for_their_states(cast, list(telling.source.actors)), "source of the statement"
    heads, how = _heads(doc, token, sense, words)
    found = [a for head in heads for a in _known(doc, cast, head)]
    if not found and token.pos == "NOUN":
        found = [a for c in doc.children(token.i, "amod", "compound") for a in cast.origins.get(c.i, ())]
        how = "origin of the noun" if found else how
    if not found and len(heads) == 1 and doc.tokens[heads[0]].tag == "PRP$":
        found = [a for head in _own_clause(doc, heads[0]) for a in cast.actor_heads.get(head, ())]
        how = "possessive for the subject of its clause" if found else how
    if not found and token.dep == "conj" and heads and all(doc.tokens[h].pos == "PRON" for h in heads):
        found, how = [a for h in subjects(doc, token.head) for a in _known(doc, cast, h)], "pronoun for the subject of the clause before"
    if not found and telling is not None and telling.source is not None and heads and all(doc.tokens[h].pos == "PRON" for h in heads):
        found, how = list(telling.source.actors), "pronoun for the source of the statement"
    return _for_their_states(cast, list(dict.fromkeys(found))), how


def parties_of_document(
    doc: Annotated, token: Token, sense: StanceSense, events: Sequence[Event], words: CueWords
) -> tuple[list[str], str]:
    """Whose stand a joint document takes that names no sender: all parties of the last meeting or accord told before it."""
    heads, _ = _heads(doc, token, sense, words)
    if not any(words.has("documents", doc.tokens[h]) and any(words.has("shared", c) for c in doc.children(h, "amod")) for h in heads):
        return [], ""
    met = [e for e in events if e.type in _JOINT and len(e.actors) > 1 and min(s.start for s in e.evidence) < token.start]
    last = max(met, key=lambda e: (max(s.start for s in e.evidence if s.start < token.start), e.id), default=None)
    return (list(last.actors), "parties of the meeting or accord whose document it is") if last is not None else ([], "")


def _heads(doc: Annotated, token: Token, sense: StanceSense, words: CueWords) -> tuple[Sequence[int], str]:
    if token.pos == "NOUN" or (token.pos == "VERB" and sense.rule.nouns):
        return _heads_of_noun(doc, token, sense, words)
    if token.pos == "ADJ":
        head = doc.tokens[token.head]
        found = subjects(doc, token.i) or (
            subjects(doc, head.i) if head.pos in ("AUX", "VERB") else [head.i] if token.dep == "amod" else []
        )
        return found, f"subject of '{token.text}'"
    if sense.rule.passive_subject:
        verb = token.head if token.dep == "acomp" else token.i
        return subjects(doc, verb), "subject of the passive"
    if token.tag == "VBG" and token.dep == "advcl" and token.left == token.i and not is_mark(doc.tokens[token.i - 1]):
        nouns = _nouns_before(doc, token.i)
        if nouns and not words.has("vehicles", doc.tokens[nouns[0]]):
            return nouns, "noun that the participle follows"
    speaker = speaker_of_verb(doc, token.i, words)
    return (speaker.heads, speaker.how) if speaker is not None else ((), "")


def _nouns_before(doc: Annotated, participle: int) -> list[int]:
    """Of "broke up a march by residents *protesting* the plan" the residents: the nearest plural of the phrase before."""
    before = doc.tokens[participle - 1]
    if before.entity == "DATE":
        return []
    phrase = [t for t in (before, *doc.ancestors(before.i)) if t.pos in ("NOUN", "PROPN") and t.right == participle - 1]
    return [t.i for t in phrase if t.tag in ("NNS", "NNPS")][:1]


def _heads_of_noun(doc: Annotated, noun: Token, sense: StanceSense, words: CueWords) -> tuple[Sequence[int], str]:
    if noun.dep == "dobj" and words.has("lacking", doc.tokens[noun.head]):
        return (), ""  # "is seeking U.S. approval"
    speaker = speaker_of_noun(doc, noun.i, words)
    if speaker is not None:
        return speaker.heads, speaker.how
    owners = [o.i for p in doc.children(noun.i, "prep") if p.lower == "of" for o in doc.children(p.i, "pobj")]
    if owners and "of" not in sense.rule.prepositions:
        return owners, "after 'of'"
    link = doc.tokens[noun.head]
    if noun.dep == "pobj" and link.lower in ("in", "with", "by"):
        verb = doc.tokens[link.head]
        speaker = speaker_of_verb(doc, verb.i, words) if verb.pos in ("VERB", "AUX") else None
        if speaker is not None:
            return speaker.heads, f"subject of '{verb.text}'"
    return (), ""


def _known(doc: Annotated, cast: Cast, head: int) -> tuple[str, ...]:
    """Who a word names: an actor, or by its name or adjective a state; its people ("Norwegians") are no state."""
    people = doc.tokens[head].tag in ("NNS", "NNPS") and doc.tokens[head].entity == "NORP"
    return cast.actor_heads.get(head) or (() if people else cast.origins.get(head, ()))


def _own_clause(doc: Annotated, possessive: int) -> list[int]:
    """The subject of the clause in which "its" or "their" stands, when the possessive is not in the subject itself."""
    verb = next((a.i for a in doc.ancestors(possessive) if a.pos in ("VERB", "AUX")), None)
    found = subjects(doc, verb) if verb is not None else []
    return [] if any(doc.tokens[h].left <= possessive <= doc.tokens[h].right for h in found) else found


def _for_their_states(cast: Cast, ids: list[str]) -> list[str]:
    """Replace persons who stand together for several states by those states; one who speaks alone stays."""
    actors = [cast.actor(i) for i in ids]
    if len({a.codes[:1] for a in actors}) < 2 or not all(a.kind in ("person", "government") for a in actors):
        return ids
    found = []
    for actor in actors:
        state = next((a.id for a in cast.actors if a.kind == "state" and a.codes[:1] == actor.codes[:1]), actor.id)
        found.append(state)
    return list(dict.fromkeys(found))


def target(doc: Annotated, stand: Stand, cast: Cast, own: Sequence[str], done: Set[str]) -> str | None:
    """Towards whom: who is asked or blamed, else somebody in the issue's own words: with whom, whose it is.

    People whom an issue is for ("aid to the villagers"), a holder's own state, and who stands deep in the issue
    ("talks on forming a front *against the king*") are no target.
    """
    token, part = doc.tokens[stand.token], sorted(stand.part)
    asked = _asked(doc, token)
    for i in asked:
        found = next((a for a in _known(doc, cast, i) if a not in own), None)
        if found is not None:
            return found
    if stand.frame == "object_infinitive" or (asked and is_asked_upon(doc, token, part)):
        return None  # somebody is asked whom the cast does not know
    near = [i for i in part if not _is_deep(doc, i, stand.phrase, wanted=stand.stance == "calls_for")] if token.tag != "MD" else []
    if stand.stance == "calls_for":
        near = [i for i in near if not _is_done_to(doc, i, done)]
    if stand.stance == "calls_for" and near and doc.tokens[near[0]].head not in stand.phrase:
        near = near[1:]
    owners = [cast.actor_heads.get(i, ()) for i in near if doc.tokens[i].dep == "poss"]
    named = [cast.actor_heads.get(i, ()) for i in near]
    whose = [cast.origins.get(i, ()) for i in near if doc.tokens[i].dep in ("poss", "amod", "compound")]
    for ids in (*named, *whose):
        for actor in (cast.actor(a) for a in ids if a not in own):
            people = actor.kind == "population" or (actor.kind == "person" and stand.stance == "condemns" and ids not in owners)
            if actor.kind != "igo" and not people and not any(_is_own_state(cast.actor(o), actor) for o in own):
                return actor.id
    return None


def _is_done_to(doc: Annotated, i: int, done: Set[str]) -> bool:
    """Whether a word names what a deed is done to: "*her* release", "the creation of *a tribunal*"."""
    token = doc.tokens[i]
    while token.dep == "appos" and token.head != token.i:
        token = doc.tokens[token.head]
    above = doc.tokens[token.head]
    if token.dep == "pobj" and above.lower == "of":
        above = doc.tokens[above.head]
    return (token.dep == "poss" or token.dep == "pobj") and above.lemma.lower() in done


def is_asked_by_itself(doc: Annotated, token: Token, cast: Cast, own: Sequence[str]) -> bool:
    """Whether all who are asked are the holders: "talks with Chad aimed at *persuading* Chad to disarm" are no call of Chad's."""
    asked = [a for i in _asked(doc, token) for a in _known(doc, cast, i)]
    return bool(asked) and set(asked) <= set(own)


def _asked(doc: Annotated, token: Token) -> list[int]:
    """Who is asked, backed or blamed: the object, the object of "on", or the subject of what should be done."""
    found = [o.i for o in doc.children(token.i, "dobj", "dative")]
    found += [o.i for p in doc.children(token.i, "prep", "prt") if p.lower in ("on", "upon") for o in doc.children(p.i, "pobj")]
    found += [c.i for o in found for c in doc.children(o, "conj")]
    clauses = [doc.tokens[token.head]] if token.tag == "MD" else [c for c in doc.children(token.i, "ccomp", "xcomp") if c.i > token.i]
    return found + [s.i for c in clauses for s in doc.children(c.i, "nsubj")]


def _is_deep(doc: Annotated, i: int, phrase: Set[int], *, wanted: bool) -> bool:
    """Whether a word of a phrase stands in a clause within it; what a plan is to do is its own matter, unless it is only ``wanted``."""
    token = doc.tokens[i]
    while token.head in phrase and token.head != token.i:
        if token.dep in ("pcomp", "acl", "relcl", "advcl") and (wanted or token.tag != "VB"):
            return True
        token = doc.tokens[token.head]
    return False


def _is_own_state(holder: Actor, other: Actor) -> bool:
    """Whether an actor is the state, or a force, that a government's own people speak for."""
    official = holder.kind in ("state", "government") or "GOV" in holder.codes
    return official and holder.codes[:1] == other.codes[:1] and (other.kind in ("state", "government") or "MIL" in other.codes)


def forums(doc: Annotated, token: Token, phrase: Iterable[int], cast: Cast, others: Sequence[str], words: CueWords) -> tuple[str, ...]:
    """The bodies before or in which the stand is taken: "within the framework of the UN Security Council"."""
    sentence = doc.sentence_of(token.i)
    places = sorted({*phrase, *(i for i in cast.actor_heads if sentence.first <= i <= sentence.last)})
    found = [
        a
        for i in places
        for a in cast.actor_heads.get(i, ())
        if a not in others and cast.actor(a).kind == "igo" and _is_forum(doc, i, token.i, words)
    ]
    return tuple(dict.fromkeys(found))


def _is_forum(doc: Annotated, i: int, word: int, words: CueWords) -> bool:
    """Whether something is said or done in or before a body; what is *referred to* a body is not, who *protests to* it does."""
    token = doc.tokens[i]
    while token.dep in ("conj", "appos") and token.head != token.i:
        token = doc.tokens[token.head]
    link = doc.tokens[token.head]
    if token.dep != "pobj":
        return False
    if link.lower == "of":
        return words.has("forum_nouns", doc.tokens[link.head])
    return link.lower in words.words.get("forum_prepositions", ()) and (link.lower != "to" or link.head == word)
