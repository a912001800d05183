"""Verb patterns of a dictionary as event rules of the lexicon: one rule for each line, under the id ``cameo:FILE:LINE``."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from itertools import product

import msgspec

from dragoman.lexicon.dictionaries.verbs import Block, Verb, VerbFile, VerbPattern
from dragoman.lexicon.schema.cameo import CameoCode
from dragoman.lexicon.schema.events import Conditions, EventRules, Idioms, Rule
from dragoman.lexicon.schema.ontology import EventType

_NULL = frozenset("-#*")
_RECIPIENTS = ("object", "else to", "else with", "else against", "else on", "else from", "else for", "else of")
"""Where the target of a pattern without a + is looked for."""


class Signs(msgspec.Struct, frozen=True):
    """What a pattern asks for, in the words of the lexicon's own patterns."""

    tail: str
    actors: tuple[str, ...]
    recipients: tuple[str, ...]
    subject: tuple[str, ...] = ()
    sentence: tuple[str, ...] = ()
    mutual: bool = False


class RuleCompiler:
    """Makes event rules; ``codes`` is the map of CAMEO, ``types`` the ontology, ``grammar`` the words that only link others."""

    def __init__(
        self, codes: Mapping[str, CameoCode], types: Mapping[str, EventType], links: frozenset[str], auxiliaries: frozenset[str]
    ) -> None:
        self._codes, self._types, self._links, self._auxiliaries = codes, types, links, auxiliaries
        self.faults: list[str] = []
        self.notices: list[str] = []

    def files(self, name: str, file: VerbFile) -> dict[str, EventRules]:
        """The rules of a file, one lexicon file for each type."""
        rules: dict[str, list[Rule]] = {}
        barred: list[str] = []
        for block in file.blocks:
            for type_, rule in self._rules(block, file.sets, barred):
                rules.setdefault(type_, []).append(rule)
        lists = {_list_name(key): _with_singulars(words) for key, words in file.sets.items()}
        idioms = Idioms(verbs=tuple(dict.fromkeys(barred)))
        return {
            f"cameo:{name}:{type_.lower()}": EventRules(
                type_, f"{type_} of {name}.", "dictionary in the format of TABARI and PETRARCH", tuple(rules.get(type_, ())), lists, idioms
            )
            for type_ in self._types
            if type_ in rules or barred
        }

    def _rules(self, block: Block, sets: Mapping[str, tuple[str, ...]], barred: list[str]) -> Iterable[tuple[str, Rule]]:
        for verb in block.verbs:
            if verb.code is not None and (coded := self._meaning(verb.line.where, verb.code)) is not None:
                yield self._rule(verb.line.where, verb.code, coded, (" ".join(verb.words),), Signs("", ("subject",), _RECIPIENTS))
        for pattern in block.patterns:
            signs = self._signs(pattern, sets)
            if signs is None:
                continue
            verbs = tuple(f"{_head(verb)} {signs.tail}".strip() for verb in block.verbs)
            verbs += tuple(v for verb in block.verbs if (v := _as_clause(verb, signs.tail)) is not None)
            code = pattern.code or next((verb.code for verb in block.verbs if verb.code), None)
            if code is None or set(code) <= _NULL:
                barred += verbs
            elif (coded := self._meaning(pattern.line.where, code)) is not None:
                yield self._rule(pattern.line.where, code, coded, verbs, signs)

    def _rule(self, where: str, code: str, coded: CameoCode, verbs: tuple[str, ...], signs: Signs) -> tuple[str, Rule]:
        assert coded.type is not None
        mode = coded.mode if coded.mode in self._types[coded.type].modes else None
        first, _, second = code.partition(":")
        mutual = signs.mutual or first == second
        actors, recipients = (signs.actors, signs.recipients) if first else (_turned(signs.recipients), signs.actors)
        only = Conditions(subject=signs.subject, sentence=signs.sentence)
        rule = Rule(
            id=f"cameo:{where}", examples=(), counterexamples=(), cameo=first or second, mode=mode, contexts=coded.contexts, verbs=verbs,
            actors=actors, recipients=recipients, mutual=mutual, needs="both" if mutual else "actor", only=only,
        )  # fmt: skip
        return coded.type, rule

    def _meaning(self, where: str, code: str) -> CameoCode | None:
        """What a code means; None where it is null or PLOVER has no such event."""
        if set(code) <= _NULL:
            return None
        first = next(part for part in code.split(":") if part)
        known = next((first[:n] for n in range(len(first), 1, -1) if first[:n] in self._codes), None)
        if known is None:
            self.faults.append(
                f'{where}: "{code}" is no event code of CAMEO\n  Write a number from 01 to 20 with its digits, or [---] for no event.'
            )
            return None
        if known != first:
            self.notices.append(f"{where}: {code} is no code of CAMEO; it is read as {known}")
        return self._codes[known] if self._codes[known].type is not None else None

    def _signs(self, pattern: VerbPattern, sets: Mapping[str, tuple[str, ...]]) -> Signs | None:
        """What the signs around the verb ask for; None, with a notice, where no rule can ask for it."""
        words = [w for w in _phrases(pattern.before) if w not in self._auxiliaries]
        subject = [w for w in words if w not in ("$", "+", "%", "^")]
        if len(subject) > 1 or any(w in self._links for w in subject):
            self._leave(pattern, "it asks for several words before the verb")
            return None
        reader = _Tail(self._links, sets)
        for sign in _phrases(pattern.after):
            if sign not in self._auxiliaries:
                reader.take(sign)
        if len(reader.more) > 1:
            self._leave(pattern, "it asks for more words after the verb than a rule can")
            return None
        passive = "+" in words and "by" in reader.dollar
        actors = ("subject",) if passive or not reader.dollar else tuple(p for p in reader.dollar if p != "by") or ("subject",)
        recipients = ("object",) if passive else tuple(reader.plus) or (("subject",) if "+" in words else _RECIPIENTS)
        mutual = "%" in words or reader.both
        return Signs(reader.tail(), actors, recipients, _all(subject, sets), _all(reader.more, sets), mutual)

    def _leave(self, pattern: VerbPattern, why: str) -> None:
        self.notices.append(f'{pattern.line.where}: the pattern "{pattern.text}" is left out: {why}')


class _Tail:
    """Reads what stands after the verb into a pattern of the lexicon."""

    def __init__(self, links: frozenset[str], sets: Mapping[str, tuple[str, ...]]) -> None:
        self._links, self._sets = links, sets
        self._parts: list[str] = []
        self._link = ""
        self._filled = False
        self.plus: list[str] = []
        self.dollar: list[str] = []
        self.more: list[str] = []
        self.both = False

    def take(self, sign: str) -> None:
        """Take in one sign: a role, a preposition or particle, or a word."""
        if sign in ("+", "$"):
            (self.plus if sign == "+" else self.dollar).append(self._link or "object")
            self._filled = True
        elif sign == "%":
            self.both = True
        elif sign in self._links:
            self._link, self._filled = sign, False
            if sign != "by":
                self._parts.append(sign)
        elif sign != "^":
            self._word(sign)

    def _word(self, word: str) -> None:
        if self._filled or (self._link == "by"):
            self.more.append(word)
            return
        self._parts.append(f"[{'|'.join(_alternatives(word, self._sets))}]")
        self._filled = True

    def tail(self) -> str:
        """The pattern without its verb."""
        return " ".join(self._parts)


def _phrases(signs: tuple[str, ...]) -> list[str]:
    """The signs without their brackets; the words of a noun phrase in braces make one."""
    found: list[str] = []
    inside: list[str] | None = None
    for sign in signs:
        if sign == "{":
            inside = []
        elif sign == "}" and inside is not None:
            words = [w for w in inside if w not in ("$", "+", "%", "^")]  # TABARI's bars between alternatives stay
            found += [w for w in inside if w not in words] + ([" ".join(words)] if words else [])
            inside = None
        elif sign not in ("(", ")") and (sign != "|" or inside is not None):
            (found if inside is None else inside).append(sign)
    return found + (inside or [])


def _alternatives(phrase: str, sets: Mapping[str, tuple[str, ...]]) -> tuple[str, ...]:
    """The words that a word, a set or a noun phrase of both stands for; a set alone stays a list, by its name."""
    if phrase.startswith("&") and " " not in phrase:
        return (f"@{_list_name(phrase)}",)
    found: list[str] = []
    for alternative in phrase.split("|"):
        choices = [sets[part] if part.startswith("&") else (part.replace("_", " "),) for part in alternative.split()]
        found += (" ".join(words) for words in product(*choices))
    return _with_singulars(tuple(found))


def _all(phrases: Iterable[str], sets: Mapping[str, tuple[str, ...]]) -> tuple[str, ...]:
    return tuple(word for phrase in phrases for word in _alternatives(phrase, sets))


def _list_name(key: str) -> str:
    return f"cameo_{key.strip('&')}"


def _with_singulars(phrases: tuple[str, ...]) -> tuple[str, ...]:
    """The phrases, and each without the plural of its last word: patterns are matched on dictionary forms."""
    found: dict[str, None] = {}
    for phrase in phrases:
        found[phrase] = None
        if phrase.endswith("ies"):
            found[phrase[:-3] + "y"] = None
        elif phrase.endswith("es"):
            found[phrase[:-2]] = None
        if phrase.endswith("s") and not phrase.endswith("ss"):
            found[phrase[:-1]] = None
    return tuple(found)


def _turned(recipients: tuple[str, ...]) -> tuple[str, ...]:
    """The roles of whom a deed falls on, where the code is of a deed that they do ("[:173]": appear before a court)."""
    return tuple(role.removeprefix("else ") if i == 0 else role for i, role in enumerate(recipients))


def _head(verb: Verb) -> str:
    return " ".join(verb.words)


def _as_clause(verb: Verb, tail: str) -> str | None:
    """The same pattern where what follows "to" is a verb: "agree to [end]", "agree to <end>"."""
    before, to, word = tail.rpartition("to [")
    return f"{_head(verb)} {before}to <{word[:-1]}>" if to and word.endswith("]") and "[" not in word else None
