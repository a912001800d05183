"""What an occurrence is in one sentence: "Russia and China met in Doha", "Israel restricted the Gaza Strip, Israel said"."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from dragoman.assembling.phrasing import Phrasing
from dragoman.assembling.rules import Rules
from dragoman.records import Occurrence, Party

MOST_NAMED = 3
_HINT = re.compile(r"\s*\([^()]*\)+$")


class Sentences:
    """Sentences from records, in the lexicon's words."""

    def __init__(self, rules: Rules) -> None:
        self._phrasing, self._words, self._reciprocal = Phrasing(rules), rules.phrases.words, frozenset(rules.joining.reciprocal)

    def occurrence(self, occurrence: Occurrence) -> str:
        """Who did what to whom and where, on whose word; without a full stop. Who is not known is not named."""
        verb = self._verb(occurrence)
        what = self._together(occurrence, verb) or self._done(occurrence, verb)
        place = occurrence.place
        if place is not None and place.name not in what:
            what = self._phrasing.fill("told_at", what=what, place=place.name)
        own = [source for source in occurrence.belief.sources if source not in occurrence.belief.voices]
        if len(own) == len(occurrence.belief.sources) == 1:
            what = self._phrasing.fill("told_by", what=what, source=_name(own[0]))
        elif own and len(own) == len(occurrence.belief.sources):
            what = self._phrasing.fill("told_by_many", what=what, count=len(own))
        return what[:1].upper() + what[1:]

    def _verb(self, occurrence: Occurrence) -> Mapping[str, str]:
        for mode in occurrence.modes:
            if (found := self._words.get(f"{occurrence.type}/{mode}")) is not None:
                return found
        return self._words[occurrence.type]

    def _together(self, occurrence: Occurrence, verb: Mapping[str, str]) -> str | None:
        """All side by side, where all take part alike, or fight one another."""
        if "together" not in verb or len(occurrence.actors) < 2 or occurrence.recipients:
            return None
        if occurrence.type not in self._reciprocal and len({party.codes for party in occurrence.actors}) < 2:
            return None
        forms = {"past": verb["together"], "base": verb["together_base"]}
        return self._phrasing.fill("active", who=self._named(occurrence.actors), verb=self._said(occurrence, "active", forms))

    def _done(self, occurrence: Occurrence, verb: Mapping[str, str]) -> str:
        who, whom = self._named(occurrence.actors), self._named(occurrence.recipients)
        if who and whom:
            return self._phrasing.fill("active_on", who=who, whom=whom, verb=self._said(occurrence, "active", verb))
        if who:
            alone = {"past": verb.get("alone", verb["past"]), "base": verb["base"]}
            return self._phrasing.fill("active", who=who, verb=self._said(occurrence, "active", alone))
        if whom:
            number = self._words["number"]["many" if re.search(self._words["number"]["pattern"], whom, re.IGNORECASE) else "one"]
            return self._phrasing.fill("passive", whom=whom, verb=self._said(occurrence, "passive", {**verb, "were": number}))
        noun = verb["noun"]
        if occurrence.modality == "negated":
            return self._phrasing.fill("nobody_did_negated", noun=noun.removeprefix("an ").removeprefix("a "))
        planned = occurrence.modality in ("future", "hypothetical")
        return self._phrasing.fill("nobody_did_future" if planned else "nobody_did", noun=noun)

    def _said(self, occurrence: Occurrence, voice: str, forms: Mapping[str, str]) -> str:
        return self._phrasing.fill(f"{occurrence.modality}_{voice}", **forms)

    def _named(self, parties: Sequence[Party]) -> str:
        return self._phrasing.listed(list(dict.fromkeys(_name(party.name) for party in parties)), most=MOST_NAMED)


def _name(name: str) -> str:
    """A name without the words that tell it from others of its story: "officials (Iraq)"."""
    return _HINT.sub("", name)
