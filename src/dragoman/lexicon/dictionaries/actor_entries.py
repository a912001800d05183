"""Actor and agent records as entries of the lexicon."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

import msgspec

from dragoman.lexicon.dictionaries.actors import ActorRecord, Code
from dragoman.lexicon.dictionaries.agents import AgentRecord
from dragoman.lexicon.schema.actors import ActorEntry, ActorFile, Dated
from dragoman.lexicon.schema.offices import OfficeFile, OfficeWords
from dragoman.records.report import ActorKind

STATES = "states"
_SHORT = 3
_SOURCE = "dictionary in the format of TABARI and PETRARCH"


class ActorCompiler:
    """Makes actor files of the lexicon; ``ours`` are those it is laid over, ``kinds`` says what the parts of a code are."""

    def __init__(self, ours: Mapping[str, ActorFile], kinds: Mapping[str, ActorKind]) -> None:
        self._kinds = kinds
        self._states = {entry.codes[0]: entry for entry in (ours[STATES].actors if STATES in ours else ()) if entry.codes}
        self._made: dict[str, ActorEntry] = {}
        self._others: dict[str, list[ActorEntry]] = {}

    def add(self, record: ActorRecord) -> None:
        """Take in a record: names of a state go to that state, others make an actor of their own."""
        rule = f"cameo:{record.line.where}"
        names = [form for words in record.names for form in _forms(words)]
        [first, *_] = record.codes
        if len(record.codes) == 1 and not first.is_dated and first.parties and all(self._is_state(parts) for parts in first.parties):
            for parts in first.parties:
                self._add_state(parts[0], _display(record.names[0]), names, rule, shared=len(first.parties) > 1)
            return
        for number, entry in enumerate(self._entries(record, names, rule)):
            name = entry.name if not number else f"{entry.name} ({number + 1})"
            self._others.setdefault(record.line.file, []).append(msgspec.structs.replace(entry, name=name))

    def files(self) -> dict[str, ActorFile]:
        """The files, by name."""
        made = {f"cameo:{file}": self._file(file, "organisation", entries) for file, entries in self._others.items()}
        if self._made:
            # One run codes all states alike: a dictionary that writes RUR leaves no USA GOV beside it.
            bare = {code: msgspec.structs.replace(entry, codes=(code,)) for code, entry in self._states.items()}
            made[STATES] = self._file(STATES, "state", (bare | self._made).values())
        return made

    def _file(self, name: str, kind: ActorKind, entries: Iterable[ActorEntry]) -> ActorFile:
        return ActorFile(f"Actors of {name}.", _SOURCE, kind, tuple(entries))

    def _is_state(self, parts: tuple[str, ...]) -> bool:
        return len(parts) == 1 and parts[0] not in self._kinds

    def _add_state(self, code: str, name: str, names: list[str], rule: str, *, shared: bool) -> None:
        entry = self._made.get(code) or self._states.get(code)
        if entry is None:
            entry = ActorEntry(code if shared else name, (code,), "state", rule=rule)
        elif code not in self._made:
            entry = msgspec.structs.replace(entry, codes=(code,), rule=rule)
        known = {form.lower() for form in entry.names}
        new = tuple(dict.fromkeys(form for form in names if form.lower() not in known))
        field = "shared" if shared else "aliases"
        self._made[code] = msgspec.structs.replace(entry, **{field: (*getattr(entry, field), *new)})

    def _entries(self, record: ActorRecord, names: list[str], rule: str) -> list[ActorEntry]:
        """One entry, or one for each actor of a name that stands for several."""
        count = max(1, *(len(code.parties) for code in record.codes))
        found = []
        for number in range(count):
            default = next((_party(code, number) for code in record.codes if not code.is_dated), ())
            dated = tuple(Dated(_party(c, number), c.since, c.until) for c in record.codes if c.is_dated)
            codes = [default, *(d.codes for d in dated)]
            kind = self._kind(next(c for c in codes if c)) if any(codes) else "other"
            if dated and kind in ("government", "organisation", "party"):
                kind = "person"  # what changes from day to day is the office of a person
            aliases, shared = ((), tuple(names)) if count > 1 else (tuple(names), ())
            found.append(ActorEntry(_display(record.names[0]), default, kind, aliases, dated=dated, shared=shared, rule=rule))
        return found

    def _kind(self, parts: tuple[str, ...]) -> ActorKind:
        return next((self._kinds[part] for part in parts if part in self._kinds), "state" if len(parts) == 1 else "organisation")


def _party(code: Code, number: int) -> tuple[str, ...]:
    return code.parties[number] if number < len(code.parties) else ()


def _forms(words: tuple[str, ...]) -> list[str]:
    """The name as it is looked for: capitals are asked for in long words, and in a short one that stands alone."""
    if len(words) > 1 and words[0].upper() == "THE":
        words = words[1:]
    if len(words) == 1:
        word = words[0]
        return [word.upper() if len(word.replace(".", "")) <= _SHORT else word.capitalize()]
    long = [len(word) > _SHORT for word in words]
    return [" ".join(w.capitalize() if is_long or not any(long) else w.lower() for w, is_long in zip(words, long, strict=True))]


def _display(words: tuple[str, ...]) -> str:
    [form] = _forms(words)
    return " ".join(word if word.isupper() else word.capitalize() for word in form.split())


def office_file(file: str, records: Iterable[AgentRecord], ours: Mapping[str, OfficeFile]) -> OfficeFile:
    """Agents as office words: a word that the lexicon knows keeps its sort (office, members, body) and takes the dictionary's code."""
    known = {word: entry for office in ours.values() for entry in office.entries for word in entry.words}
    entries: dict[str, OfficeWords] = {}
    for record in records:
        words = tuple(dict.fromkeys((*record.words, *(record.plurals or ()))))
        like = next((known[word] for word in words if word in known), None)
        sectors, primary = (record.code[1:], record.code[0]) if record.before and record.code else (record.code, None)
        id = f"cameo:{record.line.where}"
        taken = {word for entry in entries.values() for word in entry.words}
        words = tuple(word for word in words if word not in taken)
        if like is not None:
            entries[id] = msgspec.structs.replace(
                like, id=id, words=words, sectors=sectors, primary=primary, serves=False, family=like.family or like.id
            )
        else:
            entries[id] = OfficeWords(id, "members", "other", words, sectors, primary=primary)
    return OfficeFile(f"Agents of {file}.", _SOURCE, tuple(entry for entry in entries.values() if entry.words))
