"""A folder of dictionaries to files of the lexicon."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

import msgspec

from dragoman.lexicon.dictionaries.actor_entries import ActorCompiler, office_file
from dragoman.lexicon.dictionaries.actors import read_actors
from dragoman.lexicon.dictionaries.agents import read_agents
from dragoman.lexicon.dictionaries.lines import Line, read_lines
from dragoman.lexicon.dictionaries.verb_rules import RuleCompiler
from dragoman.lexicon.dictionaries.verbs import read_verbs
from dragoman.records import LexiconError

UNREAD = ("discard", "issue", "options", "project", "readme", "licen", "noun.adj")
"""Parts of the names of files that PETRARCH and TABARI keep beside their dictionaries and that hold no actors, agents or verbs."""


class Dictionaries(msgspec.Struct, frozen=True):
    """What was read: lexicon files by section and name, the hash of it all ("" for nothing), and what was left unread."""

    files: dict[str, dict[str, Any]]
    version: str = ""
    notices: tuple[str, ...] = ()


def read_dictionaries(folders: Sequence[Path], ours: Mapping[str, Mapping[str, Any]]) -> Dictionaries:
    """Read every dictionary of the folders; ``ours`` is the lexicon they will be laid over.

    Raises:
        LexiconError: a line breaks its format; the message lists every fault of every file.
    """
    reader = _Reader(ours)
    for path in (path for folder in folders for path in sorted(folder.iterdir())):
        if path.is_file() and not path.name.startswith("."):
            reader.read(path)
    return reader.finish()


class _Reader:
    """Gathers what all files give, and every fault on the way."""

    def __init__(self, ours: Mapping[str, Mapping[str, Any]]) -> None:
        cameo = ours.get("cameo", {}).values()
        self._ours = ours
        self._actors = ActorCompiler(ours.get("actors", {}), {part: kind for file in cameo for part, kind in file.kinds.items()})
        self._rules = RuleCompiler(
            {code: meaning for file in cameo for code, meaning in file.codes.items()},
            {name: kind for file in ours.get("ontology", {}).values() for name, kind in file.types.items()},
            frozenset(word for file in cameo for word in file.links),
            frozenset(word for file in cameo for word in file.auxiliaries),
        )
        self._files: dict[str, dict[str, Any]] = {"actors": {}, "offices": {}, "events": {}}
        self._faults: list[str] = []
        self._notices: list[str] = []
        self._digest = hashlib.sha256()
        self._read = 0

    def read(self, path: Path) -> None:
        """Read one file as what its name says it is."""
        name = path.name.lower()
        if any(part in name for part in UNREAD):
            self._notices.append(f"{path}: holds no actors, agents or verbs by its name, and is not read")
            return
        read = next((method for word, method in self._methods() if word in name), None)
        if read is None:
            self._faults.append(f'{path}: its name does not say what it holds\n  Put "actors", "agents" or "verbs" into its name.')
            return
        self._read += 1
        self._digest.update(f"{path.name}:".encode() + path.read_bytes())
        lines, latin = read_lines(path)
        if latin:
            self._notices.append(f"{path}: is not UTF-8 and was read as Latin-1")
        read(path.name, lines)

    def finish(self) -> Dictionaries:
        """All that was read.

        Raises:
            LexiconError: something could not be read.
        """
        faults = [*self._faults, *self._rules.faults]
        if faults:
            raise LexiconError(
                f"the dictionaries have {len(faults)} fault(s)\n" + "\n".join(faults), mend="Mend each file at the line named."
            )
        self._files["actors"] = dict(self._actors.files())
        notices = (*self._notices, *self._rules.notices)
        return Dictionaries(self._files, self._digest.hexdigest() if self._read else "", notices)

    def _methods(self) -> Iterable[tuple[str, Any]]:
        return (("actor", self._read_actors), ("agent", self._read_agents), ("verb", self._read_verbs), ("cameo", self._read_verbs))

    def _read_actors(self, _: str, lines: list[Line]) -> None:
        records, faults = read_actors(lines)
        self._faults += faults
        for record in records:
            self._actors.add(record)

    def _read_agents(self, name: str, lines: list[Line]) -> None:
        records, faults = read_agents(lines)
        self._faults += faults
        self._files["offices"][f"cameo:{name}"] = office_file(name, records, self._ours.get("offices", {}))

    def _read_verbs(self, name: str, lines: list[Line]) -> None:
        file = read_verbs(lines)
        self._faults += file.faults
        if file.left:
            numbers = ", ".join(str(line.number) for line in file.left[:5]) + (", …" if len(file.left) > 5 else "")
            self._notices.append(f"{name}: {len(file.left)} transformations (~) are not read, in lines {numbers}")
        self._files["events"] |= self._rules.files(name, file)
