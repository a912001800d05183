"""Reads, checks and compiles the lexicon: knowledge as data, a folder for each section.

A section is a folder of YAML files and a struct that is its schema, declared in
``lexicon/schema/NAME.py`` as ``SECTION``. All faults of all files are reported at once, each with file
and line. What was read is kept, decoded, in the user's cache folder under the hash of its bytes.
"""

from __future__ import annotations

import hashlib
import importlib
import os
import pkgutil
import re
import tempfile
from collections.abc import Iterable, Mapping
from functools import cache
from pathlib import Path
from typing import Any, ClassVar, TypeVar

import msgspec

from dragoman.lexicon.section import Section
from dragoman.records import LexiconError

HERE = Path(__file__).parent
T = TypeVar("T")


class Lexicon:
    """The compiled lexicon. ``version`` is the hash of every file it was read from."""

    def __init__(self, files: Mapping[str, Mapping[str, Any]], version: str) -> None:
        self._files = files
        self.version = version

    def files(self, section: Section[T]) -> Mapping[str, T]:
        """The files of a section, decoded, by their name without ``.yaml``, in order of name."""
        return self._files.get(section.folder, {})


@cache
def sections() -> tuple[Section[Any], ...]:
    """Every section that ``lexicon/schema`` declares, in order of name."""
    import dragoman.lexicon.schema as package

    names = sorted(m.name for m in pkgutil.iter_modules(package.__path__))
    return tuple(importlib.import_module(f"{package.__name__}.{name}").SECTION for name in names)


def load_lexicon(extra: Iterable[Path] = ()) -> Lexicon:
    """Load the lexicon that ships with the program, and then each folder of ``extra`` over it.

    A file of ``extra`` with the section and name of a shipped file replaces it; any other adds to it.

    Raises:
        LexiconError: a file breaks its schema; the message lists every fault of every file.
    """
    sources = _sources((HERE, *extra))
    version = _digest(sources)
    kept = _cache_folder() / f"lexicon-{version}.msgpack"
    files = _from_cache(kept)
    if files is None:
        files = _decode(sources)
        _keep(kept, files)
    return Lexicon(files, version[:12])


def _sources(roots: Iterable[Path]) -> dict[tuple[str, str], tuple[Path, bytes]]:
    found: dict[tuple[str, str], tuple[Path, bytes]] = {}
    folders = {section.folder for section in sections()}
    for root in roots:
        for folder in sorted(folders):
            for path in sorted((root / folder).glob("*.yaml")):
                found[folder, path.stem] = (path, path.read_bytes())
    return found


def _digest(sources: Mapping[tuple[str, str], tuple[Path, bytes]]) -> str:
    digest = hashlib.sha256()
    for (folder, name), (_, content) in sorted(sources.items()):
        digest.update(f"{folder}/{name}:{len(content)}\n".encode())
        digest.update(content)
    # The schema decides how the bytes are decoded, so a change of it must not meet an old cache.
    for path in sorted((HERE / "schema").glob("*.py")):
        digest.update(path.read_bytes())
    return digest.hexdigest()


def _decode(sources: Mapping[tuple[str, str], tuple[Path, bytes]]) -> dict[str, dict[str, Any]]:
    types = {section.folder: section for section in sections()}
    files: dict[str, dict[str, Any]] = {}
    faults: list[str] = []
    for (folder, name), (path, content) in sorted(sources.items()):
        where = f"{folder}/{path.name}"
        try:
            decoded = _decode_yaml(content, types[folder].type)
            faults += [f"{where}: {fault}" for fault in types[folder].check(decoded)]
            files.setdefault(folder, {})[name] = decoded
        except msgspec.ValidationError as error:
            faults.append(_located(str(error), content, where))
        except msgspec.DecodeError as error:
            faults.append(f"{where}: {error}")
    if faults:
        raise LexiconError(f"the lexicon has {len(faults)} fault(s)\n" + "\n".join(faults), mend="Mend each file at the line named.")
    return files


def _decode_yaml(content: bytes, kind: type[T]) -> T:
    import yaml

    try:
        plain = yaml.load(content, Loader=_yaml_loader())
    except yaml.YAMLError as error:
        raise msgspec.DecodeError(" ".join(str(error).split())) from error
    return msgspec.convert(plain, kind)


@cache
def _yaml_loader() -> Any:
    """A safe loader (in C where there is one) in which, as in YAML 1.2, a bare on, no or yes is a word."""
    import yaml

    class Loader(getattr(yaml, "CSafeLoader", yaml.SafeLoader)):  # type: ignore[misc]
        yaml_implicit_resolvers: ClassVar[dict[str, Any]] = {
            first: [(tag, pattern) for tag, pattern in resolvers if tag != "tag:yaml.org,2002:bool"]
            for first, resolvers in yaml.SafeLoader.yaml_implicit_resolvers.items()
        }

    Loader.add_implicit_resolver("tag:yaml.org,2002:bool", re.compile(r"^(?:true|false)$"), list("tf"))
    return Loader


def _located(message: str, content: bytes, where: str) -> str:
    """Turn msgspec's path (``$.rules[0].cameo``) into file:line."""
    import yaml

    match = re.search(r" - at `([^`]*)`$", message)
    if match is None:
        return f"{where}: {message}"
    node = yaml.compose(content, Loader=yaml.SafeLoader)
    line = node.start_mark.line if node is not None else 0
    for key, index in re.findall(r"\.(\w+)|\[(\d+)\]", match.group(1)):
        if isinstance(node, yaml.MappingNode) and key:
            value = next((v for k, v in node.value if k.value == key), None)
        elif isinstance(node, yaml.SequenceNode) and index:
            value = node.value[int(index)]
        else:
            value = None
        if value is None:
            break
        node, line = value, value.start_mark.line
    return f"{where}:{line + 1}: {message[: match.start()]} ({match.group(1)})"


def _cache_folder() -> Path:
    root = os.environ.get("XDG_CACHE_HOME") or os.path.expanduser("~/.cache")
    return Path(root) / "dragoman"


def _from_cache(path: Path) -> dict[str, dict[str, Any]] | None:
    try:
        packed = msgspec.msgpack.decode(path.read_bytes(), type=dict[str, dict[str, msgspec.Raw]])
        types = {section.folder: msgspec.msgpack.Decoder(section.type) for section in sections()}
        return {folder: {name: types[folder].decode(raw) for name, raw in files.items()} for folder, files in packed.items()}
    except (OSError, msgspec.MsgspecError, KeyError):
        return None  # no cache, or one from a broken write: the YAML is read again and the cache made anew


def _keep(path: Path, files: dict[str, dict[str, Any]]) -> None:
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.NamedTemporaryFile(dir=path.parent, delete=False) as out:
            out.write(msgspec.msgpack.encode(files))
        os.replace(out.name, path)
    except OSError:
        return  # a read-only home only costs the next start half a second
