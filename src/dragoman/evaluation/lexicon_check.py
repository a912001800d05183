"""Whether every event rule codes its examples and leaves its counterexamples alone, and every register turns down its own."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from pathlib import Path

import msgspec

from dragoman.coder import Coder
from dragoman.lexicon import Lexicon, load_lexicon
from dragoman.lexicon.schema.events import SECTION, Counterexample, Example, Rule
from dragoman.lexicon.schema.relevance import SECTION as REGISTERS
from dragoman.lexicon.schema.relevance import RegisterExample
from dragoman.records import Document, Event, Report, SetAside


class Fault(msgspec.Struct, frozen=True):
    """An example that its rule does not code as it says, or a counterexample that it codes."""

    where: str
    """File and line: ``events/consult.yaml:21``."""
    rule: str
    what: str
    mend: str

    def __str__(self) -> str:
        return f"{self.where}: rule {self.rule} {self.what}\n  {self.mend}"


class _Case(msgspec.Struct, frozen=True):
    """One sentence of one rule."""

    type: str
    rule: Rule
    sentence: Example | Counterexample


def check_examples(coder: Coder, *, lexicons: Iterable[Path] = ()) -> list[str]:
    """Code every example and counterexample of the event rules, and name each that does not come out as it says.

    ``lexicons`` are the folders that ``coder`` was given over the shipped lexicon. The faults are whole sentences that begin with
    file and line, in order of file and line; an empty list means that all is well.
    """
    return [str(fault) for fault in find_faults(coder, lexicons=lexicons)]


def find_faults(coder: Coder, *, lexicons: Iterable[Path] = ()) -> list[Fault]:
    """As ``check_examples``, with the parts of each fault apart."""
    lexicon = load_lexicon(lexicons)
    cases = list(_cases(lexicon))
    reports = coder.code_many(_document(str(i), c.sentence.text) for i, c in enumerate(cases))
    found = []
    for case, report in zip(cases, reports, strict=True):
        if isinstance(report, SetAside):
            judged: tuple[str, str] | None = (f'stops the coder at "{case.sentence.text}" ({report.what})', report.mend)
        else:
            judged = _judge_example(case, report) if isinstance(case.sentence, Example) else _judge_counterexample(case, report)
        if judged is not None:
            found.append(Fault(lexicon.where(SECTION.folder, case.sentence.text), case.rule.id, *judged))
    found += register_faults(coder, lexicon)
    return sorted(found, key=lambda f: (f.where.rpartition(":")[0], int(f.where.rpartition(":")[2] or 0)))


def _document(number: str, text: str) -> Document:
    return Document(id=number, text=text, paragraphs=((0, len(text)),))


def _cases(lexicon: Lexicon) -> Iterator[_Case]:
    for file in lexicon.files(SECTION).values():
        for rule in file.rules:
            yield from (_Case(file.type, rule, example) for example in rule.examples)
            yield from (_Case(file.type, rule, sentence) for sentence in rule.counterexamples)


def _judge_example(case: _Case, report: Report) -> tuple[str, str] | None:
    example = case.sentence
    assert isinstance(example, Example)
    wanted = example.type or case.type
    events = [e for e in report.events if e.rule == case.rule.id]
    quoted = f'its example "{example.text}"'
    if not events:
        others = ", ".join(f"{e.type} by {e.rule}" for e in report.events) or "nothing"
        return f"does not code {quoted} ({others} instead)", "Widen the patterns or roles, or correct the example."
    faults = [_differences(example, wanted, event, report) for event in events]
    best = min(faults, key=len)
    return None if not best else (f"codes {quoted} with {'; '.join(best)}", "Correct the roles, or what the example expects.")


def _differences(example: Example, wanted: str, event: Event, report: Report) -> list[str]:
    found = []
    if event.type != wanted:
        found.append(f"type {event.type}, not {wanted}")
    if example.modality is not None and event.modality != example.modality:
        found.append(f"modality {event.modality}, not {example.modality}")
    for side, names, ids in (("actors", example.actors, event.actors), ("recipients", example.recipients, event.recipients)):
        found += [f'no "{name}" among the {side} ({_names(report, ids)})' for name in names if not _is_named(report, name, ids)]
    return found


def _is_named(report: Report, name: str, ids: Iterable[str]) -> bool:
    """Whether a mention of one of the actors ``ids`` overlaps the words ``name`` in the text."""
    places = [m.span() for m in re.finditer(rf"(?i)\b{re.escape(name)}\b", report.document.text)]
    spans = [span for actor in report.actors if actor.id in set(ids) for span in actor.mentions]
    return any(start < span.end and span.start < end for start, end in places for span in spans)


def _names(report: Report, ids: Iterable[str]) -> str:
    return ", ".join(actor.name for actor in report.actors if actor.id in set(ids)) or "nobody"


def _judge_counterexample(case: _Case, report: Report) -> tuple[str, str] | None:
    if not any(e.rule == case.rule.id for e in report.events):
        return None
    return (
        f'codes its counterexample "{case.sentence.text}"',
        "Narrow its patterns, `only` or `unless`, or move the sentence to `examples` if it is right.",
    )


def register_faults(coder: Coder, lexicon: Lexicon) -> list[Fault]:
    """Examples that a register of ``lexicon/relevance`` leaves as they are, and counterexamples that it does not."""
    found = []
    for file in lexicon.files(REGISTERS).values():
        for sentence, wanted in (*((e, True) for e in file.examples), *((e, False) for e in file.counterexamples)):
            touched, stands = _register_at_work(coder, file.topic, sentence)
            if touched != wanted or (not wanted and not stands):
                what = f'{"codes" if wanted else "does not code"} {sentence.type} as sure as ever in "{sentence.text}"'
                mend = "Change its words and their weights, `turns_down` or `lowers`, or correct the sentence."
                found.append(Fault(lexicon.where(REGISTERS.folder, sentence.text), f"relevance.{file.topic}", what, mend))
    return found


def _register_at_work(coder: Coder, topic: str, sentence: RegisterExample) -> tuple[bool, bool]:
    """Whether a register turned down an event of the sentence's type, or made it less sure; and whether one is coded."""
    explained = coder.explain(_document("register", sentence.text))
    said = f"reads as {topic}"
    turned_down = any(said in (e.rejected or "") and e.reasons[0].value == sentence.type for e in explained.explanations)
    types = {event.id: event.type for event in explained.report.events}
    lowered = any(
        types.get(e.record or "") == sentence.type and any(r.field == "confidence" and said in r.how for r in e.reasons)
        for e in explained.explanations
    )
    return turned_down or lowered, sentence.type in types.values()
