"""Reads, checks and compiles the lexicon: knowledge as data, a folder for each section.

A section is a folder of YAML files and a struct that is its schema, declared in ``lexicon/schema/NAME.py`` as ``SECTION``. The
layers are the files that ship with the program, the folders of installed packages (entry points of the group
``dragoman.lexicon``), and the user's folders; each is laid over those before it. All faults of all files are reported at once,
each with file and line. What was read is kept, decoded, in the user's cache folder under the hash of its bytes.
"""

from __future__ import annotations

import hashlib
import importlib
import os
import pkgutil
import tempfile
from collections.abc import Iterable, Mapping
from functools import cache
from pathlib import Path
from typing import Any, TypeVar

import msgspec

from dragoman import registry
from dragoman.lexicon.dictionaries import read_dictionaries
from dragoman.lexicon.layers import lay_over
from dragoman.lexicon.section import Section
from dragoman.lexicon.yamlfile import lines_of, read_file
from dragoman.records import LexiconError, UsageError

HERE = Path(__file__).parent
GROUP = "dragoman.lexicon"
T = TypeVar("T")


class Source(msgspec.Struct, frozen=True):
    """One YAML file of one layer; ``where`` is how faults call it."""

    folder: str
    name: str
    path: Path
    where: str
    content: bytes


class Lexicon:
    """The compiled lexicon. ``version`` is the hash of every file it was read from; ``notices`` say what of them is left unread."""

    def __init__(
        self, files: Mapping[str, Mapping[str, Any]], version: str, sources: Iterable[Source] = (), notices: tuple[str, ...] = ()
    ) -> None:
        self._files = files
        self._sources = tuple(sources)
        self._lines: dict[Path, dict[str, int]] = {}
        self.version = version
        self.notices = notices

    def files(self, section: Section[T]) -> Mapping[str, T]:
        """The files of a section, decoded, by their name without ``.yaml``."""
        return self._files.get(section.folder, {})

    def where(self, folder: str, words: str) -> str:
        """File and line at which an id, a name or a sentence stands, in the uppermost layer that has it; "" where none has."""
        if words.startswith("cameo:"):
            return words.removeprefix("cameo:")
        for source in (source for source in reversed(self._sources) if source.folder == folder):
            if source.path not in self._lines:
                self._lines[source.path] = lines_of(source.content)
            if (line := self._lines[source.path].get(words)) is not None:
                return f"{source.where}:{line}"
        return ""


@cache
def sections() -> tuple[Section[Any], ...]:
    """Every section that ``lexicon/schema`` declares, in order of name."""
    import dragoman.lexicon.schema as package

    names = sorted(m.name for m in pkgutil.iter_modules(package.__path__))
    return tuple(importlib.import_module(f"{package.__name__}.{name}").SECTION for name in names)


def load_lexicon(extra: Iterable[Path] = (), *, dictionaries: Iterable[Path] = ()) -> Lexicon:
    """Load the lexicon that ships with the program, then that of each installed package, then each folder of ``extra`` over it.

    ``dictionaries`` are folders of TABARI or PETRARCH dictionaries, which are laid over all of these.

    Raises:
        LexiconError: a file breaks its schema; the message lists every fault of every file.
        UsageError: a folder is none.
    """
    by_folder = {section.folder: section for section in sections()}
    layers = [_read_layer(HERE, by_folder, shipped=True)]
    layers += [_read_layer(_folder(root), by_folder) for root in (*registry.folders(GROUP).values(), *extra)]
    digest = _digest(layers)
    kept = _cache_folder() / f"lexicon-{digest}.msgpack"
    files = _from_cache(kept)
    if files is None:
        files = _decode(layers, by_folder)
        _keep(kept, files)
    read = read_dictionaries([_folder(root) for root in dictionaries], files)
    if read.version:
        files, digest = lay_over(files, read.files, by_folder), hashlib.sha256(f"{digest}{read.version}".encode()).hexdigest()
    return Lexicon(files, digest[:12], (source for layer in layers for source in layer), read.notices)


def _folder(root: Path) -> Path:
    if not root.is_dir():
        raise UsageError(f'there is no folder "{root}"', mend="Give a folder that holds events/, actors/ and the like, or dictionaries.")
    return root


def _read_layer(root: Path, by_folder: Mapping[str, Section[Any]], *, shipped: bool = False) -> list[Source]:
    """The YAML files of one root.

    Raises:
        LexiconError: a YAML file stands where no section is.
    """
    found, astray = [], []
    for path in sorted(root.glob("*.y*ml")) + sorted(root.glob("*/*.y*ml")):
        folder = path.parent.name if path.parent != root else ""
        if folder not in by_folder or path.suffix != ".yaml":
            astray.append(f"{path}: is read by nobody; put it into one of {', '.join(by_folder)} and end its name in .yaml")
            continue
        where = f"{folder}/{path.name}" if shipped else str(path)
        found.append(Source(folder, path.stem, path, where, path.read_bytes()))
    if astray:
        raise _faulty(astray)
    return found


def _faulty(faults: list[str]) -> LexiconError:
    return LexiconError(f"the lexicon has {len(faults)} fault(s)\n" + "\n".join(faults), mend="Mend each file at the line named.")


def _digest(layers: list[list[Source]]) -> str:
    digest = hashlib.sha256()
    for number, layer in enumerate(layers):
        for source in layer:
            digest.update(f"{number}/{source.folder}/{source.name}:{len(source.content)}\n".encode())
            digest.update(source.content)
    # The schema decides how the bytes are decoded, so a change of it must not meet an old cache.
    for path in (*sorted((HERE / "schema").glob("*.py")), HERE / "layers.py"):
        digest.update(path.read_bytes())
    return digest.hexdigest()


def _decode(layers: list[list[Source]], by_folder: Mapping[str, Section[Any]]) -> dict[str, dict[str, Any]]:
    laid: dict[str, dict[str, Any]] = {}
    faults: list[str] = []
    for layer in layers:
        files: dict[str, dict[str, Any]] = {}
        for source in layer:
            decoded, found = read_file(source.content, by_folder[source.folder], source.where)
            faults += found
            if decoded is not None:
                files.setdefault(source.folder, {})[source.name] = decoded
        laid = lay_over(laid, files, by_folder)
    if faults:
        raise _faulty(faults)
    return laid


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
