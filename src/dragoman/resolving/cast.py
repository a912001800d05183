"""The cast of a document: its actors and places, and which phrase names which."""

from __future__ import annotations

from collections.abc import Mapping

from dragoman.language import Annotated
from dragoman.lexicon import Lexicon
from dragoman.records import Cast, Explanation, Place
from dragoman.resolving.actors import ActorFinder
from dragoman.resolving.gazetteer import Gazetteer
from dragoman.resolving.naming import NameUse
from dragoman.resolving.pieces import PieceText
from dragoman.resolving.places import PlaceFinder
from dragoman.resolving.signs import Ground


class CastFinder:
    """Finds the cast of documents; ``version`` is that of the gazetteer, the embedded one unless another is given."""

    def __init__(self, lexicon: Lexicon, gazetteer: Gazetteer | None = None) -> None:
        self._actors = ActorFinder(lexicon)
        self._places = PlaceFinder(lexicon, gazetteer)
        self.version = self._places.version

    def find(self, doc: Annotated) -> tuple[Cast, tuple[Explanation, ...]]:
        """Find actors and places, and say why each is coded as it is."""
        text = PieceText(doc)
        uses = self._actors.names(doc, text)
        places = self._places.find(doc, _bodies(uses) | self._actors.proper_bodies(doc, text))
        by_id = {place.id: place for place in places.records}
        at = {head: by_id[place_id] for head, place_id in places.heads.items()}
        wider = {i: at[head] for head in at for i in _name_of(doc, head, at[head])}
        uses = [
            use for use in uses if not (_is_elsewhere(use, at.get(use.head), self._actors.is_part(doc, use)) or _is_inside(use, wider, at))
        ]
        figures = self._actors.find(doc, text, uses, _grounds(doc, at), _home(doc, places.records))
        actors, ids, reasons = figures.numbered()
        heads = {head: tuple(ids[key] for key in keys) for head, keys in sorted(figures.heads.items())}
        origins = {head: tuple(ids[key] for key in keys) for head, keys in sorted(figures.origins.items())}
        peoples = {head: (ids[key],) for head, key in sorted(figures.peoples.items())}
        cast = Cast(actors, places.records, heads, places.heads, origins, figures.passing(ids), peoples)
        return cast, (*reasons, *places.explanations)


def _grounds(doc: Annotated, at: dict[int, Place]) -> dict[int, Ground]:
    """The places that lie in one country, by the head tokens of their names, with the tokens of the name."""
    grounds = {}
    for head, place in at.items():
        tokens = _name_of(doc, head, place)
        if place.country is not None:
            grounds[head] = Ground(place.country, tokens[0], tokens[-1], place.name)
    return grounds


def _name_of(doc: Annotated, head: int, place: Place) -> range:
    """The tokens of the place's name that holds the token ``head``."""
    start = doc.tokens[head].start
    name = next((m for m in place.mentions if m.start <= start < m.end), None)
    return range(head, head + 1) if name is None else doc.tokens_in(name.start, name.end)


def _home(doc: Annotated, places: tuple[Place, ...]) -> str | None:
    """The country of the place of filing."""
    dateline = doc.document.dateline
    if dateline is None:
        return None
    return next((p.country for p in places for m in p.mentions if m.overlaps(dateline.span) and p.country is not None), None)


def _bodies(uses: list[NameUse]) -> frozenset[int]:
    """Tokens that name bodies and groups, or seats that act: no names of places."""
    named = (use for use in uses if use.use == "actor" and (not use.known.is_state or use.form == "seat"))
    return frozenset(i for use in named for i in range(use.first, use.last + 1))


def _is_inside(use: NameUse, wider: Mapping[int, Place], at: Mapping[int, Place]) -> bool:
    """Whether the name of a state is only part of a place's elsewhere: "Niger" in "Niger Delta", "America" in "Latin America"."""
    place = wider.get(use.first)
    region = at.get(use.head)
    if region is not None and use.known.is_state and region.kind in ("continent", "region") and region.country is None:
        return len(region.name.split()) > use.last - use.first + 1
    if place is None or not use.known.is_state or use.head in at or use.form not in ("name", "capital"):
        return False
    return place.kind not in ("country", "territory") and place.country is not None and place.country != use.known.codes[0]


def _is_elsewhere(use: NameUse, place: Place | None, is_part: bool) -> bool:
    """Whether the name of a state or capital is here another place of the name: Georgia in the United States.

    Of states only Georgia has a namesake that wires name as often; capitals have many.
    """
    if use.form in ("adjective", "people") and not is_part:
        return False  # "Somali men", not "the Somali region"
    if use.form == "name" and use.known.codes[:1] != ("GEO",):
        return False
    if place is None or not use.known.is_state or place.kind in ("country", "territory") or place.country is None:
        return False
    return place.country != use.known.codes[0]
