"""Events and claims as linked data: schema.org Event, Claim and NewsArticle in JSON-LD, with a context that needs no network.

Source: schema.org 28; JSON-LD 1.1.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

import msgspec

from dragoman.exchange.exporter import Column, Exporter, Run, derived
from dragoman.exchange.happening import Happening, Tale, party_of
from dragoman.exchange.json_lines import Node, known, losses, words, write_array
from dragoman.exchange.outputs import Outputs
from dragoman.records import Hit, Party, Place, Report, Statement, keys_of

URN = "urn:dragoman:"
TERM = "dragoman:"
CONTEXT = {"@vocab": "https://schema.org/", "dragoman": f"{URN}terms:"}
TYPES = {
    "person": "Person",
    "state": "Country",
    "government": "GovernmentOrganization",
    "ngo": "NGO",
    "igo": "Organization",
    "company": "Corporation",
    "media": "NewsMediaOrganization",
    "party": "PoliticalParty",
    "armed_group": "Organization",
    "organisation": "Organization",
}
_EVENT = (
    derived("@id", "urn:dragoman:event: and our id"),
    derived("name", "the type, chief mode and parties"),
    derived("startDate", "the first day"),
    derived("endDate", "the last day"),
    derived("location", "a Place with its point and GeoNames address"),
    derived("actor", "who does it"),
    derived("about", "to whom it is done"),
    derived("subjectOf", "the NewsArticles that tell it; a Claim where it is somebody's words"),
    *(Column(f"{TERM}{name}") for name in ("type", "modes", "contexts", "cameo", "score", "modality", "evidence", "coder")),
    derived(f"{TERM}tolls", "bounds of the tolls of which it is the cause, by kind, and whose counts they are"),
)
_CLAIM = (
    derived("@id", "urn:dragoman:statement: and our key"),
    derived("text", "the words that are attributed"),
    derived("author", "whose words they are"),
    derived("appearance", "the NewsArticle that quotes them"),
    derived("isPartOf", "the Claim that they are quoted in"),
    *(Column(f"{TERM}{name}") for name in ("kind", "verb_class", "cue", "content", "coder")),
)
EXPORTER = Exporter(
    means="JSON-LD graph of schema.org Events with the Claims and NewsArticles they come from",
    suffix=".jsonld",
    media_type="application/ld+json",
    columns={"event": _EVENT, "statement": _CLAIM},
    tells_modality=True,
    cannot_carry=("the story's text", "positions"),
    notes=(
        "Terms of our own are under urn:dragoman:terms:; offsets are code points into the document's text.",
        "Every modality is written: see dragoman:modality.",
    ),
)


def write(records: Iterable[Any], out: Outputs, run: Run) -> None:
    """Write one graph with a node for each event, or each statement."""
    nodes = (_event(one) for one in records) if run.kind == "event" else _claims(records)
    head = b'{"@context":' + msgspec.json.encode(CONTEXT) + b',"@graph":['
    write_array(out.main, head, nodes, b"\n]}\n", run.tally)


def _event(happening: Happening) -> Node:
    occurrence = happening.occurrence
    own = {name: getattr(occurrence, name) for name in ("type", "modes", "contexts", "cameo", "score", "modality")}
    own |= {"tolls": [_toll(one) for one in losses(happening)], "coder": happening.tales[0].report.coder}
    own["evidence"] = [_own(words(span)) for tale in happening.tales for span in tale.telling.evidence]
    return known(
        {
            "@id": f"{URN}event:{occurrence.id}",
            "@type": "Event",
            "name": name_of(happening),
            "startDate": occurrence.from_,
            "endDate": occurrence.to,
            "location": _place(occurrence.place),
            "actor": [_party(party) for party in occurrence.actors],
            "about": [_party(party) for party in occurrence.recipients],
            "subjectOf": [one for tale in happening.tales for one in _sources(tale)],
            **_own(own),
        }
    )


def name_of(happening: Happening) -> str:
    """An event in a line: "CONSULT phone: Norway > Qatar"."""
    occurrence = happening.occurrence
    sides = [", ".join(party.name for party in side) for side in (occurrence.actors, occurrence.recipients) if side]
    return f"{' '.join((occurrence.type, *occurrence.modes[:1]))}: {' > '.join(sides) or 'nobody named'}"


def _sources(tale: Tale) -> Iterator[Node]:
    statement = next((one for one in tale.report.statements if one.id == tale.event.attribution), None)
    yield _article(tale.report)
    if statement is not None:
        yield _claim(statement, tale.report)


def _claims(hits: Iterable[Hit]) -> Iterator[Node]:
    for hit in hits:
        assert isinstance(hit.record, Statement)
        yield _claim(hit.record, hit.report)


def _claim(statement: Statement, report: Report) -> Node:
    actors = {actor.id: actor for actor in report.actors}
    source = statement.source
    authors = [_party(party_of(actors[id])) for id in source.actors] if source else []
    if not authors and source and source.span:
        authors = [{"@type": "Thing", "name": source.span.text}]
    parent = next((one for one in report.statements if one.id == statement.parent), None)
    own = {
        "kind": statement.kind,
        "verb_class": statement.verb_class,
        "cue": statement.cue.text if statement.cue else None,
        "content": [_own(words(span)) for span in statement.content],
        "coder": report.coder,
    }
    return known(
        {
            "@id": _claim_id(statement, report),
            "@type": "Claim",
            "text": " … ".join(span.text for span in statement.content),
            "author": authors,
            "appearance": _article(report),
            "isPartOf": {"@id": _claim_id(parent, report)} if parent else None,
            **_own(own),
        }
    )


def _claim_id(statement: Statement, report: Report) -> str:
    return f"{URN}statement:{keys_of(report, 'statement')[statement.id]}"


def _article(report: Report) -> Node:
    document = report.document
    return known(
        {
            "@id": f"{URN}document:{document.sha256}",
            "@type": "NewsArticle",
            "identifier": document.id,
            "headline": document.title,
            "datePublished": document.published,
            "inLanguage": document.language,
            "url": document.url,
            "publisher": {"@type": "NewsMediaOrganization", "name": document.source} if document.source else None,
        }
    )


def _party(party: Party) -> Node:
    fields = {"@type": TYPES.get(party.kind, "Thing"), "name": party.name, "identifier": party.key}
    return known({**fields, **_own({"codes": list(party.codes), "office": party.office, "kind": party.kind})})


def _place(place: Place | None) -> Node | None:
    if place is None:
        return None
    geo = {"@type": "GeoCoordinates", "latitude": place.lat, "longitude": place.lon}
    address = known({"@type": "PostalAddress", "addressCountry": place.country, "addressRegion": place.admin1})
    return known(
        {
            "@type": "Place",
            "name": place.name,
            "geo": geo if place.lat is not None and place.lon is not None else None,
            "address": address if len(address) > 1 else None,
            "sameAs": f"https://sws.geonames.org/{place.geoname_id}/" if place.geoname_id else None,
        }
    )


def _toll(toll: Node) -> Node:
    return _own(known(toll))


def _own(node: Node) -> Node:
    """Keys as terms of our own."""
    return {f"{TERM}{name}": value for name, value in known(node).items()}
