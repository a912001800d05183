"""The crisis told in forty dispatches: its truth, made by hand, and how what is assembled is held against it."""

from __future__ import annotations

import random
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import msgspec
import yaml

from dragoman.archive import Archive
from dragoman.assembling import Assembly
from dragoman.records import Document, Occurrence, Party, PositionSpell, TollSeries

TRUTH: dict[str, Any] = yaml.safe_load((Path(__file__).parent / "crisis_truth.yaml").read_text(encoding="utf-8"))
MUTUAL = ("CONSULT", "AGREE")
"""Of these every party may stand on either side."""


def shuffled(stories: Iterable[Document], seed: int) -> list[Document]:
    listed = list(stories)
    random.Random(seed).shuffle(listed)
    return listed


def as_told(occurrence: Occurrence) -> set[str]:
    """The dispatches that tell it."""
    return {telling.document for telling in occurrence.tellings}


def parties_agree(asked: Iterable[str], found: Iterable[Party]) -> bool:
    """Whether every party asked for is there with all its codes, and nobody of another country is."""
    wanted, given = [set(codes.split()) for codes in asked], [set(party.codes) for party in found]
    countries = {codes.split()[0] for codes in asked}
    return all(any(codes <= other for other in given) for codes in wanted) and all(codes & countries for codes in given)


def occurrence_faults(truth: dict[str, Any], found: Occurrence) -> list[str]:
    """The fields in which an occurrence is not as the truth has it."""
    day = truth["day"]
    if truth["type"] in MUTUAL and not truth["recipients"]:
        sides = parties_agree(truth["actors"], (*found.actors, *found.recipients))
        agree = {"actors": sides, "recipients": True}
    elif truth["type"] == "CONSULT":
        sides = parties_agree([*truth["actors"], *truth["recipients"]], (*found.actors, *found.recipients))
        agree = {"actors": sides, "recipients": True}
    else:
        agree = {"actors": parties_agree(truth["actors"], found.actors), "recipients": parties_agree(truth["recipients"], found.recipients)}
    agree |= {
        "type": found.type == truth["type"],
        "modality": found.modality == truth["modality"],
        "place": truth["place"] is None or (found.place is not None and _letters(found.place.name) == _letters(truth["place"])),
        "day": day is None or (found.from_ == day and found.to == day),
        "told": as_told(found) == set(truth["told"]),
        "denied": {_plain(name) for name in found.belief.denied_by} == set(truth.get("denied", ())),
    }
    return [field for field, right in agree.items() if not right]


def _letters(name: str) -> str:
    """A name without the marks that spellings differ in: Ts\u2019khinvali and Tskhinvali are one."""
    return "".join(letter for letter in name.lower() if letter.isalpha() or letter == " ")


def _plain(name: str | None) -> str | None:
    """A name without the state that is added to tell it from others: "separatist government (Georgia)"."""
    return name.partition(" (")[0] if name is not None else None


def pair_occurrences(found: list[Occurrence]) -> dict[str, tuple[Occurrence | None, list[str]]]:
    """For each occurrence of the truth the likest of those found, told in one of its dispatches, and what is wrong with it.

    One of another type is it only where almost all else is right.
    """
    pairs: dict[str, tuple[Occurrence | None, list[str]]] = {}
    free = {one.id: one for one in found}
    options = sorted(
        ("type" in faults, len(faults), truth["place"] is None, name, one.id)
        for name, truth in TRUTH["occurrences"].items()
        for one in found
        if as_told(one) & set(truth["told"]) and len(faults := occurrence_faults(truth, one)) < (3 if one.type != truth["type"] else 5)
    )
    for *_, name, id in options:
        if name not in pairs and id in free:
            pairs[name] = (free.pop(id), occurrence_faults(TRUTH["occurrences"][name], next(one for one in found if one.id == id)))
    return {name: pairs.get(name, (None, ["missing"])) for name in TRUTH["occurrences"]}


def left_over(found: list[Occurrence]) -> list[Occurrence]:
    """Occurrences with an actor that the truth has not: what nobody is said to have done only anchors tolls."""
    paired = {one.id for one, _ in pair_occurrences(found).values() if one}
    return [one for one in found if one.actors and one.id not in paired]


Entry = tuple[str, int | None, int | None, Any]


def series_entries(series: TollSeries) -> list[Entry]:
    return sorted(((e.telling.document, e.low, e.high, e.as_of) for e in series.entries), key=str)


def series_faults(truth: dict[str, Any], series: TollSeries, occurrences: dict[str, str]) -> list[str]:
    """The fields in which a ledger is not as the truth has it."""
    documents = {entry.telling.key: entry.telling.document for entry in series.entries}
    counters = {entry.telling.document: _plain(entry.counter) for entry in series.entries}
    entries = sorted(((d, low, high, day) for d, low, high, _, day in truth["entries"]), key=str)
    of = truth.get("of")
    agree = {
        "entries": series_entries(series) == entries,
        "counter": all(counters.get(document) == counter for document, _, _, counter, _ in truth["entries"]),
        "of": of is None or (series.occurrence is not None and series.occurrence == occurrences.get(of)),
        "revisions": sorted([documents[r.earlier], documents[r.later], r.direction] for r in series.revisions)
        == truth.get("revisions", []),
        "conflicts": sorted(sorted({documents[c.first], documents[c.second]}) for c in series.conflicts)
        == sorted(map(sorted, truth.get("conflicts", []))),
        "part": ("part_of" in truth) == (series.part_of is not None),
    }
    return [field for field, right in agree.items() if not right]


def pair_series(found: list[TollSeries], occurrences: dict[str, str]) -> dict[str, list[str]]:
    """For each ledger of the truth what is wrong with the likest that is found."""
    faults: dict[str, list[str]] = {}
    for name, truth in TRUTH["series"].items():
        wanted = {(document, low, high) for document, low, high, _, _ in truth["entries"]}
        near = [one for one in found if one.kind == truth["kind"] and wanted & {entry[:3] for entry in series_entries(one)}]
        faults[name] = min((series_faults(truth, one, occurrences) for one in near), key=len, default=["missing"])
    return faults


def extra_entries(found: list[TollSeries]) -> list[str]:
    """Entries that no ledger of the truth has."""
    known = {(truth["kind"], document, low, high) for truth in TRUTH["series"].values() for document, low, high, _, _ in truth["entries"]}
    return sorted(
        f"{one.kind} {document} {low} {high}"
        for one in found
        for document, low, high, _ in series_entries(one)
        if (one.kind, document, low, high) not in known
    )


Taking = tuple[str, str, str, str, str]


def takings(spells: Iterable[PositionSpell]) -> set[Taking]:
    """Who takes which stance on what, on which day and in which dispatch."""
    return {
        (spell.actor.codes[0], spell.issue, spell.stance, (telling.published or "")[:10], telling.document)
        for spell in spells
        if spell.actor.codes
        for telling in spell.tellings
    }


def true_takings() -> set[Taking]:
    return {(actor, issue, stance, str(day), document) for actor, issue, stance, day, told in TRUTH["positions"] for document in told}


def assembled(where: Path, documents: Iterable[Document], coder: Any, batch: int = 40) -> Assembly:
    """An archive of these documents, assembled in batches."""
    archive = Archive(where).__enter__()
    listed, assembly = list(documents), Assembly(archive)
    for start in range(0, len(listed), batch):
        archive.ingest(listed[start : start + batch], coder)
        assembly.update()
    return assembly


def record_of(assembly: Assembly, **view: Any) -> Any:
    """All that is assembled in a view, but for when it was learnt."""
    parts = (assembly.occurrences, assembly.series, assembly.position_spells, assembly.office_spells, assembly.storylines)
    return [sorted((_timeless(msgspec.to_builtins(one)) for one in part(**view)), key=lambda one: str(one["id"])) for part in parts]


def _timeless(value: Any) -> Any:
    if isinstance(value, dict):
        return {name: _timeless(part) for name, part in value.items() if name != "learnt"}
    return [_timeless(part) for part in value] if isinstance(value, list | tuple) else value
