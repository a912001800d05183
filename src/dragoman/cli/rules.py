"""The event rules as people and programs read them: patterns, roles, conditions, examples and counterexamples."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from dragoman.cli.output import write_lines
from dragoman.cli.terminal import choose_format
from dragoman.lexicon import Lexicon
from dragoman.lexicon.schema.events import SECTION, EventRules, Rule
from dragoman.records import UsageError

FORMS = ("verbs", "nouns", "adjectives", "obligations")


def print_rules(lexicon: Lexicon, names: Iterable[str], format: str | None) -> None:
    """Print the rules of the types or ids named, or all: as text, as Markdown, or as a line of JSON each.

    Raises:
        UsageError: a name is neither a type nor the id of a rule.
    """
    chosen = _choose([(file, rule) for file in lexicon.files(SECTION).values() for rule in file.rules], tuple(names))
    shape = format or ("text" if choose_format(None) == "text" else "json")
    if shape == "json":
        write_lines({"type": file.type, "where": lexicon.where("events", rule.id), **_plain(rule)} for file, rule in chosen)
        return
    before = ""
    for file, rule in chosen:
        if file.type != before:
            print(f"# {file.type}\n\n{file.means}\n" if shape == "markdown" else f"{file.type}: {file.means}\n")
            before = file.type
        print("\n".join(_markdown(rule) if shape == "markdown" else _text(rule, lexicon.where("events", rule.id))), end="\n\n")


def _choose(rules: list[tuple[EventRules, Rule]], names: tuple[str, ...]) -> list[tuple[EventRules, Rule]]:
    known = {name for file, rule in rules for name in (file.type, rule.id)}
    if missing := [name for name in names if name not in known and name.upper() not in known]:
        types = ", ".join(sorted({file.type for file, _ in rules}))
        raise UsageError(f'there is no type or rule "{missing[0]}"', mend=f"Types are {types}; dragoman lexicon rules lists the ids.")
    wanted = {*names, *(name.upper() for name in names)}
    return [(file, rule) for file, rule in sorted(rules, key=lambda pair: pair[0].type) if not names or {file.type, rule.id} & wanted]


def _plain(rule: Rule) -> dict[str, object]:
    fields = {name: getattr(rule, name) for name in rule.__struct_fields__}
    return {name: value for name, value in fields.items() if value not in (None, (), {}, "")}


def _settings(rule: Rule) -> Iterator[tuple[str, str]]:
    """What a rule asks for and gives, by name, without its patterns and sentences."""
    yield "cameo", rule.cameo or ""
    yield "mode", ", ".join(filter(None, (rule.mode, *rule.modes)))
    yield "contexts", ", ".join(rule.contexts)
    yield "actors", ", ".join(rule.actors)
    yield "recipients", "all parties are actors" if rule.mutual else ", ".join(rule.recipients)
    apart = ", of different countries" if rule.crosses_borders else ", of different bodies" if rule.apart else ""
    yield "needs", rule.needs + apart
    for name, conditions in (("only", rule.only), ("unless", rule.unless)):
        for role in conditions.__struct_fields__:
            yield f"{name} {role}", ", ".join(getattr(conditions, role))
    if rule.absorbs:
        yield "absorbs", "the event of its clause or object" + ("" if rule.alone else ", and needs one")
        for key, variant in rule.by_absorbed.items():
            yield f"  of {key}", " ".join(filter(None, (variant.type, variant.mode, variant.cameo)))
    if rule.also is not None:
        yield "also", " ".join(filter(None, (rule.also.type, rule.also.mode, rule.also.cameo)))


def _text(rule: Rule, where: str) -> Iterator[str]:
    yield f"  {rule.id}  {where}"
    for form in FORMS:
        if patterns := getattr(rule, form):
            yield f"    {form:<12} {'; '.join(patterns)}"
    yield from (f"    {name:<12} {value}" for name, value in _settings(rule) if value)
    yield from (f"    + {example.text}" for example in rule.examples)
    yield from (f"    - {sentence.text}  ({sentence.why})" for sentence in rule.counterexamples)


def _markdown(rule: Rule) -> Iterator[str]:
    yield f"## {rule.id}\n"
    for form in FORMS:
        if patterns := getattr(rule, form):
            yield f"- {form}: " + ", ".join(f"`{pattern}`" for pattern in patterns)
    yield from (f"- {name.strip()}: {value}" for name, value in _settings(rule) if value)
    yield from (f"- codes: {example.text}" for example in rule.examples)
    yield from (f"- leaves alone: {sentence.text} ({sentence.why})" for sentence in rule.counterexamples)
