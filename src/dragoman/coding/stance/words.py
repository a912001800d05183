"""The words that take a stand, made ready, and the phrase each takes a stand on."""

from __future__ import annotations

import msgspec

from dragoman.coding.speech import contents
from dragoman.coding.speech.clauses import subtree
from dragoman.coding.speech.cue_words import CueSense
from dragoman.language import Annotated, Token
from dragoman.language.grammar import is_negated
from dragoman.lexicon import Lexicon
from dragoman.lexicon.schema.cues import CueRule
from dragoman.lexicon.schema.stances import SECTION, StanceFile, StanceRule
from dragoman.records.report import Stance

ORDER = ("object_infinitive", "preposition", "clause", "infinitive", "gerund", "object")


class StanceSense(msgspec.Struct, frozen=True):
    """A rule of the lexicon with its file's stance; ``sense`` is the rule in the form that frames are read by."""

    file: StanceFile
    rule: StanceRule
    sense: CueSense
    particle: str = ""


class StanceWords:
    """Looks up what a token may declare; senses come in the lexicon's order."""

    def __init__(self, lexicon: Lexicon) -> None:
        self._words: dict[tuple[str, str], list[StanceSense]] = {}
        for file in lexicon.files(SECTION).values():
            for rule in file.rules:
                self._enter(file, rule)

    def _enter(self, file: StanceFile, rule: StanceRule) -> None:
        cue = CueRule(id=rule.id, frames=rule.frames, prepositions=rule.prepositions, tail=rule.tail)
        sense = StanceSense(file, rule, CueSense(file.stance, True, cue))
        for kind, words in (("VERB", rule.verbs), ("NOUN", rule.nouns), ("ADJ", rule.adjectives), ("MARK", rule.markers)):
            for word in words:
                lemma, _, particle = word.partition(" ")
                self._words.setdefault((kind, lemma), []).append(msgspec.structs.replace(sense, particle=particle))

    def senses(self, doc: Annotated, token: Token) -> list[StanceSense]:
        """The rules that the token may follow."""
        found = self._words.get((_kind(doc, token), token.lemma.lower()), [])
        particles = {c.lower for c in doc.children(token.i, "prt")} - {p for s in found for p in s.rule.prepositions}
        around = particles | {c.lower for c in doc.children(token.i, "prep", "advmod")}
        return [s for s in found if (s.particle in around if s.particle else not particles)]  # "back up a claim" is not "back"


def opposite(doc: Annotated, token: Token, frame: str, stance: Stance) -> Stance:
    """Turn a stance round where what is promised or asked is negated: vowed *not to* negotiate."""
    turned: dict[Stance, Stance] = {"for": "against", "against": "for", "calls_for": "against"}
    if frame in ("infinitive", "object_infinitive"):
        for child in doc.children(token.i, "xcomp", "ccomp", "acl"):
            if child.i > token.i and any(c.dep == "neg" for c in doc.children(child.i)):
                return turned.get(stance, stance)
    return stance


def _kind(doc: Annotated, token: Token) -> str:
    if token.pos in ("ADP", "SCONJ"):
        return "MARK"
    if token.tag == "MD":
        return "ADJ"
    if token.pos == "VERB" and doc.children(token.i, "poss"):
        return "NOUN"  # "Norway's unwavering focus on": a noun the tagger took for a verb
    return "VERB" if token.pos == "AUX" else token.pos


def stance_of(doc: Annotated, token: Token, sense: StanceSense) -> Stance | None:
    """The stance the word declares here, None when it declares none ("did not condemn")."""
    if token.pos in ("ADP", "SCONJ"):
        return sense.file.stance
    bearer = doc.tokens[token.head] if token.tag == "MD" or token.dep == "acomp" else token
    negated = is_negated(doc, token.i) is not None or is_negated(doc, bearer.i) is not None
    if sense.rule.predicative and token.dep == "amod":
        return None
    if sense.rule.only_plain and negated:
        return None
    if sense.rule.only_negated:
        return sense.file.stance if negated else None
    return sense.file.negated if negated else sense.file.stance


def phrase_of(doc: Annotated, token: Token, sense: StanceSense) -> tuple[set[int], str]:
    """The tokens on which the stand is taken and the frame they fill; an empty set when none is filled."""
    told_of = [*doc.children(token.i, "dobj"), *([doc.tokens[token.head]] if token.dep == "relcl" else [])]
    if any(o.lemma.lower() in sense.rule.not_objects for o in told_of):
        return set(), ""
    for frame in ORDER:
        if frame in sense.rule.frames:
            tokens = _filled(doc, token, frame, sense)
            if tokens:
                return tokens, frame
    return set(), ""


def _filled(doc: Annotated, token: Token, frame: str, sense: StanceSense) -> set[int]:
    if frame == "clause" and token.pos in ("ADP", "SCONJ"):
        return _condition(doc, token)
    if frame == "clause" and token.tag == "MD":
        return subtree(doc, token.head) - {token.i}
    if frame == "clause" and token.pos == "ADJ":
        return _judged(doc, token)
    if frame == "infinitive" and token.pos == "NOUN":
        after = doc.children(token.head, "advcl", "xcomp") if token.dep == "dobj" else []
        actions = [c for c in doc.children(token.i, "acl", "xcomp") if c.i > token.i] + [c for c in after if c.left == token.right + 1]
        return {t for c in actions if c.tag == "VB" for t in subtree(doc, c.i)}
    if frame == "clause" and sense.rule.subjunctive and not any(_is_wished(doc, c) for c in doc.children(token.i, "ccomp")):
        return set()
    if frame == "object" and token.dep == "pcomp":
        return set()  # "in announcing the truce": told in passing
    found = contents.FRAMES[frame](doc, token.i, sense.sense)
    if not found and frame == "preposition" and token.dep == "dobj":
        # "voiced outrage at the raid": the parser may hang the preposition on the verb
        return {t for t in contents.preposition(doc, token.head, sense.sense) if t > token.i}
    return found


def _is_wished(doc: Annotated, clause: Token) -> bool:
    auxiliaries = doc.children(clause.i, "aux", "auxpass")
    if any(a.lower in ("should", "must", "shall") for a in auxiliaries):
        return True
    return all(a.tag == "VB" for a in auxiliaries) and (clause.tag == "VB" or any(a.lower == "be" for a in auxiliaries))


def _condition(doc: Annotated, token: Token) -> set[int]:
    """What must be done first: "unless the hostages are freed"; "no peace without elections"."""
    if token.dep == "mark":
        return subtree(doc, token.head) - {token.i}
    verb = next((a.i for a in doc.ancestors(token.i) if a.pos in ("VERB", "AUX")), None)
    if token.dep != "prep" or verb is None:
        return set()
    no_subject = any(c.dep == "det" and c.lower == "no" for k in doc.children(verb) for c in doc.children(k.i))
    return subtree(doc, token.i) - {token.i} if is_negated(doc, verb) is not None or no_subject else set()


def _judged(doc: Annotated, token: Token) -> set[int]:
    """What is called unacceptable: the subject of "is", the object of "called", or the noun after the adjective."""
    noun = doc.tokens[token.head]
    if token.dep == "amod" and noun.dep in ("attr", "oprd"):
        token = noun  # "the raid was an unacceptable act": the raid
    elif token.dep == "amod":
        return subtree(doc, token.head) - subtree(doc, token.i)
    verb = doc.tokens[token.head]
    if verb.pos == "VERB" and (named := doc.children(verb.i, "dobj")):
        return {t for o in named for t in subtree(doc, o.i)}
    return (
        {t for s in doc.children(verb.i, "nsubj", "nsubjpass", "csubj") for t in subtree(doc, s.i)}
        if verb.pos in ("AUX", "VERB")
        else set()
    )
