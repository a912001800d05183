"""Why one of the places of a name was chosen, in words."""

from __future__ import annotations

from dragoman.resolving.gazetteer import Entry
from dragoman.resolving.geometry import distance_km
from dragoman.resolving.places_choice import DIVISIONS, Choice, holds

NEARBY_KM = 200.0


def candidate_name(entry: Entry) -> str:
    """A place with what it lies in: "Dublin (Ohio, USA)"."""
    where = ", ".join(part for part in (entry.admin1 if entry.admin1 != entry.name else None, entry.country) if part)
    return f"{entry.name} ({where or entry.kind})"


def why_chosen(choice: Choice) -> str:
    """What spoke for the place chosen, and with what confidence it was."""
    entry, share = choice.ranked[0]
    if len(choice.ranked) == 1:
        return f"the only place of the name; {_size(entry)}"
    if choice.best is None:
        return f"the likeliest, but with {share:.2f} not likely enough to answer: {_size(entry)}"
    reasons = dict.fromkeys(_relation(entry, support.voter) for support in choice.support)
    return f"chosen with confidence {share:.2f}: {'; '.join((*reasons, _size(entry)))}"


def why_not(entry: Entry, share: float) -> str:
    """How likely a place was that was not chosen."""
    return f"not chosen, {share:.2f}: {_size(entry)}"


def _size(entry: Entry) -> str:
    return f"{entry.kind}, population {entry.population:,}" if entry.population else entry.kind


def _relation(entry: Entry, voter: Entry) -> str:
    """How a place lies to another of the story."""
    if voter.kind in ("country", "territory") and entry.country == voter.country:
        return f"{voter.name} is in play"
    if voter.kind in DIVISIONS and holds(voter, entry):
        return f"lies in {voter.name}"
    if entry.kind in DIVISIONS and holds(entry, voter):
        return f"{voter.name} lies in it"
    km = distance_km(entry.lat, entry.lon, voter.lat, voter.lon)
    if km <= NEARBY_KM:
        return f"{km:.0f} km from {candidate_name(voter)}"
    same = voter.admin1 if entry.admin1 == voter.admin1 else voter.country
    return f"in {same} like {voter.name}"
