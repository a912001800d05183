"""Reads one YAML file into its struct, and says at which line of a file something stands."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from typing import Any, ClassVar, TypeVar

import msgspec

from dragoman.lexicon.section import Flaw, Section

T = TypeVar("T")


def read_file(content: bytes, section: Section[T], where: str) -> tuple[T | None, list[str]]:
    """Decode a file; give it, and its faults, each beginning with file and line. None when it breaks its schema."""
    try:
        decoded = _decode(content, section.type)
    except msgspec.ValidationError as error:
        return None, [_located(str(error), content, where)]
    except msgspec.DecodeError as error:
        return None, [f"{where}: {error}"]
    return decoded, [_at(flaw, content, where) for flaw in section.check(decoded)]


def lines_of(content: bytes) -> dict[str, int]:
    """The line, from 1, on which each word, sentence, name or id of a file stands; the last, where it stands more than once."""
    import yaml

    root = yaml.compose(content, Loader=yaml.SafeLoader)
    return {node.value: node.start_mark.line + 1 for node in sorted(_scalars(root), key=lambda n: n.start_mark.index)}


def _scalars(node: Any) -> Iterator[Any]:
    import yaml

    todo = [node]
    while todo:
        node = todo.pop()
        if isinstance(node, yaml.MappingNode):
            todo += [part for pair in node.value for part in pair]
        elif isinstance(node, yaml.SequenceNode):
            todo += node.value
        elif isinstance(node, yaml.ScalarNode):
            yield node


def _at(flaw: Flaw, content: bytes, where: str) -> str:
    line = lines_of(content).get(flaw.at)
    return f"{where}: {flaw.what}" if line is None else f"{where}:{line}: {flaw.what}"


def _decode(content: bytes, kind: type[T]) -> T:
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
        return f"{where}:1: {message}"
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
