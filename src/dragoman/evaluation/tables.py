"""The equivalences of codes under which gold and report are compared, read from ``tables.yaml``."""

from __future__ import annotations

from functools import cache
from importlib.resources import files

import msgspec
import yaml


class Tables(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """See ``tables.yaml``."""

    means: str
    source: str
    bodies: frozenset[str]
    bodies_of_their_own: frozenset[str]
    misspelt: dict[str, str]
    older_types: dict[str, str]
    yields: dict[str, str]
    older_sectors: dict[str, str]
    context_spellings: dict[str, str]
    contexts: dict[str, frozenset[str]]
    invented_countries: frozenset[str]
    cameo_codes: tuple[str, ...]
    cameo_contexts: dict[str, str]

    @property
    def known_cameo(self) -> frozenset[str]:
        """Every CAMEO code from root 03 on, and the roots 01 and 02."""
        return frozenset(code for line in self.cameo_codes for code in line.split()) | {"01", "02"}

    def contexts_of(self, cameo: str | None) -> frozenset[str]:
        """The contexts that a CAMEO code, or its longest known beginning, stands for."""
        code = cameo or ""
        while len(code) > 1 and code not in self.known_cameo:
            code = code[:-1]
        return frozenset(context for context, codes in self.cameo_contexts.items() if code in codes.split())


@cache
def load_tables() -> Tables:
    """Read the tables, once."""
    return msgspec.convert(yaml.safe_load((files("dragoman.evaluation") / "tables.yaml").read_bytes()), Tables)
