"""Names that come after the description: "a Saudi envoy arrived. The envoy, Prince Turki, …", "rebels … of the PKK"."""

from __future__ import annotations

from dragoman.resolving.figures import Figure, Figures
from dragoman.resolving.phrases import Phrase, with_complements

_PERSON_SENTENCES = 2
_GROUP_SENTENCES = 4
_SINGULAR = ("NN", "NNP")
_PARTIES = frozenset(("nsubj", "nsubjpass", "dobj", "agent"))


def merge_later_names(figures: Figures, phrases: dict[int, Phrase]) -> None:
    """Join descriptions with the names that follow them; the name's figure stays."""
    for old in [f for f in figures.all.values() if not f.named and f.mentions]:
        if old.key not in figures.all:
            continue
        if old.kind in ("person", "population") or old.family == "official" or old.apart:
            new = None if old.kind == "population" else _person(figures, old, phrases)
            how = "described before the name"
        elif old.family == "peacekeepers" and old.codes[:2] == ("IGO", "MIL"):
            new, how = _same_family(figures, old), "their body is named later"
        elif old.family in ("rebels", "rebel_group") and "REB" in old.codes:
            new, how = _group(figures, old), "described before the name of the group"
        else:
            continue
        if new is None and (new := _introduced(figures, old, phrases) or _named_after(figures, old, phrases)) is not None:
            how = "described before the name"
            new.codes, new.called, new.guessed = old.codes, old.called or new.called, False
            told = phrases[old.heads[0]]
            if told.words.unit == "office":
                office = figures.doc.span(told.first, with_complements(figures.doc, told.head, len(figures.doc.tokens)))
                new.offices.append(" ".join(office.text.split()))
        if new is not None:
            figures.merge(old.key, new.key, how)


def _sentence(figures: Figures, figure: Figure) -> int:
    return figures.doc.tokens[figure.first].sentence


def _person(figures: Figures, old: Figure, phrases: dict[int, Phrase]) -> Figure | None:
    """The person named within two sentences after somebody described by country and office."""
    told = [phrases[h] for h in old.heads if h in phrases]
    if not told or any(p.plural and len(figures.heads.get(p.head, ())) < 2 for p in told):
        return None
    for new in sorted(figures.all.values(), key=lambda f: f.first):
        distance = _sentence(figures, new) - _sentence(figures, old) if new.mentions else -1
        if new.family != "person" or not new.named or new.first < old.first or not 0 <= distance <= _PERSON_SENTENCES:
            continue
        if new.codes[:1] == old.codes[:1] and old.form in new.called:
            return new
    return None


def _introduced(figures: Figures, old: Figure, phrases: dict[int, Phrase]) -> Figure | None:
    """The person of whom nothing is told and who is the subject of the sentence after: "Mali's premier said … Issa Keita told …"."""
    head = old.heads[0]
    told = phrases.get(head)
    if old.kind != "person" or told is None or told.plural or not (told.owners or told.owner_phrases):
        return None
    if not figures.doc.tokens[head].dep.startswith("nsubj"):
        return None
    here, begins = figures.doc.tokens[head].sentence, {f.first: f for f in figures.all.values() if f.family == "person" and f.named}
    if here + 1 >= len(figures.doc.sentences) or figures.strands[here] != figures.strands[here + 1]:
        return None
    if any(figures.doc.tokens[first].sentence == here for first in begins):
        return None  # somebody else is named with the office
    new = begins.get(figures.doc.sentences[here + 1].first)
    if new is None or new.known is not None or new.offices or new.called or len(new.codes) > 1 or " " not in new.name:
        return None
    return new if figures.doc.tokens[new.heads[0]].dep.startswith("nsubj") else None


def _named_after(figures: Figures, old: Figure, phrases: dict[int, Phrase]) -> Figure | None:
    """The one person of whom the text tells nothing else, named soon after one described by country: "a Peruvian nurse … Ana Belo"."""
    told = phrases.get(old.heads[0])
    if told is None or told.plural or told.counted or not told.owners or old.guessed or figures.doc.tokens[told.head].tag not in _SINGULAR:
        return None
    office = told.words.unit == "office"
    if told.indefinite == office or (office and not told.definite and figures.doc.tokens[told.owners[0].head].dep != "poss"):
        return None
    here = _sentence(figures, old)
    near = range(here + 1, here + 2) if office else range(here, here + _PERSON_SENTENCES + 1)
    unknown = [f for f in figures.all.values() if _is_unknown(f) and _sentence(figures, f) in near]
    if len(unknown) != 1 or unknown[0].first < old.first or figures.strands[here] != figures.strands[_sentence(figures, unknown[0])]:
        return None
    others = (f for f in figures.all.values() if f is not old and not f.named and f.mentions and _sentence(figures, f) in near)
    told_so = (phrases.get(f.heads[0]) for f in others if f.heads)
    if any(p is not None and p.owners and p.indefinite and not p.plural and p.words.kind == told.words.kind for p in told_so):
        return None  # two are described so
    return unknown[0]


def _is_unknown(figure: Figure) -> bool:
    """Whether a person is named and nothing is told of him or her."""
    person = figure.family == "person" and figure.named and figure.guessed and bool(figure.mentions)
    return person and figure.known is None and not figure.offices and " " in figure.name


def _group(figures: Figures, old: Figure) -> Figure | None:
    """The one named armed group of the same code, named soon after."""
    named = [f for f in figures.all.values() if f.named and f.kind == "armed_group" and f.codes == old.codes and f.mentions]
    if len(named) != 1 or not 0 <= _sentence(figures, named[0]) - _sentence(figures, old) <= _GROUP_SENTENCES:
        return None
    return None if _are_opposed(figures, old, named[0]) else named[0]


def _are_opposed(figures: Figures, one: Figure, other: Figure) -> bool:
    """Whether a verb has one for its subject and the other for its object: "the rebels attacked Polisario fighters"."""
    tokens = figures.doc.tokens
    pairs = ((tokens[a], tokens[b]) for a in one.heads for b in other.heads)
    return any(a.head == b.head and a.dep != b.dep and {a.dep, b.dep} <= _PARTIES for a, b in pairs)


def _same_family(figures: Figures, old: Figure) -> Figure | None:
    others = [f for f in figures.all.values() if f.family == old.family and f.key != old.key and f.codes[0] in ("IGO", "UNO", "EUR")]
    others = [f for f in others if f.mentions and abs(_sentence(figures, f) - _sentence(figures, old)) <= _GROUP_SENTENCES]
    return others[0] if len(others) == 1 else None
