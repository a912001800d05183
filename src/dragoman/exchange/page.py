"""The formats that are written, described: what each column holds, what is worked out, what cannot be carried."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from dragoman.exchange.exporter import Column, Exporter


def describe(known: Mapping[str, Exporter]) -> str:
    """A section of Markdown for each format; names that stand for one format share a section."""
    names: dict[int, list[str]] = {}
    for name, exporter in known.items():
        names.setdefault(id(exporter), []).append(name)
    return "\n".join(line for group in names.values() for line in _section(group, known[group[0]]))


def _section(names: list[str], exporter: Exporter) -> Iterator[str]:
    yield f"### {', '.join(f'`{name}`' for name in names)}\n"
    yield f"{exporter.means}. Usual ending: `{exporter.suffix}`.\n"
    for kind, columns in exporter.columns.items():
        if len(exporter.columns) > 1:
            yield f"**{kind.capitalize()}s**\n"
        yield from _columns(columns)
    if exporter.cannot_carry:
        yield f"- Cannot be carried: {', '.join(exporter.cannot_carry)}."
    yield from (f"- {note}" for note in exporter.notes)
    yield ""


def _columns(columns: tuple[Column, ...]) -> Iterator[str]:
    filled = [f"`{column.name}`" for column in columns if column.how == "filled"]
    if filled:
        yield f"- Filled as coded: {', '.join(filled)}."
    for how, title in (("derived", "Derived"), ("empty", "Left empty")):
        notes = [(column.name, column.note) for column in columns if column.how == how]
        if notes:
            yield f"- {title}:"
        yield from (f"    - `{name}`: {note}" for name, note in notes)
    yield ""
