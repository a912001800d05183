"""The examples on the pages of ``docs`` do what the pages say."""

from __future__ import annotations

import re
import shlex
from collections.abc import Iterator
from pathlib import Path

import pytest

from dragoman.cli.arguments import build_parser
from dragoman.coder import Coder
from dragoman.evaluation.lexicon_check import check_examples
from dragoman.lexicon.schema.events import Conditions, Rule
from dragoman.records.report import Report

PAGE = (Path(__file__).resolve().parent.parent / "docs" / "coding.md").read_text(encoding="utf-8")
BLOCKS = [(info.split(), body) for info, body in re.findall(r"^```([^\n]*)\n(.*?)^```$", PAGE, re.DOTALL | re.MULTILINE)]
COMMANDS = [line[2:] for info, body in BLOCKS if info == ["console"] for line in body.splitlines() if line.startswith("$ ")]


def _coded() -> Iterator[tuple[str, str, list[str]]]:
    """The coder, the sentence and what must be coded from it."""
    for info, body in BLOCKS:
        if info[:1] == ["coded"]:
            for part in re.split(r"\n(?! )", body.strip()):
                sentence, *events = part.splitlines()
                yield (info[1] if len(info) > 1 else ""), sentence, [event.strip() for event in events]


@pytest.fixture(scope="module")
def folders(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The files that the page shows, each under the name in its first line."""
    root = tmp_path_factory.mktemp("docs")
    for _, body in BLOCKS:
        if (named := re.match(r"# ((?:my-lexicon|dictionaries)/\S+)\n", body)) is not None:
            path = root / named.group(1)
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(body, encoding="utf-8")
    return root


@pytest.fixture(scope="module")
def coders(coder: Coder, english, folders: Path) -> dict[str, Coder]:
    return {
        "": coder,
        "my-lexicon": Coder(language=english, lexicons=[folders / "my-lexicon"]),
        "dictionaries": Coder(language=english, dictionaries=[folders / "dictionaries"]),
    }


def _events(report: Report) -> list[str]:
    names = {actor.id: actor.name for actor in report.actors}
    sides = [[", ".join(names[a] for a in side) or "nobody" for side in (e.actors, e.recipients)] for e in report.events]
    return [f"{' '.join([e.type, *e.modes, e.modality])}: {' > '.join(s)}" for e, s in zip(report.events, sides, strict=True)]


@pytest.mark.parametrize(("which", "sentence", "events"), list(_coded()))
def test_a_sentence_is_coded_as_the_page_says(coders: dict[str, Coder], which: str, sentence: str, events: list[str]) -> None:
    assert _events(coders[which].code(sentence)) == events


def test_the_rules_of_the_page_code_their_own_sentences(coders: dict[str, Coder], folders: Path) -> None:
    faults = check_examples(coders["my-lexicon"], lexicons=[folders / "my-lexicon"])
    assert [fault for fault in faults if "feasts." in fault] == []


@pytest.mark.parametrize("command", COMMANDS)
def test_a_command_of_the_page_is_one(command: str) -> None:
    program, *words = shlex.split(command)
    assert program == "dragoman"
    build_parser().parse_args(words)


def test_every_condition_and_setting_of_a_rule_is_described() -> None:
    told_elsewhere = {"added", "alone", "modes", "id", "mode", "cameo", "contexts"}
    settings = {*Conditions.__struct_fields__, *Rule.__struct_fields__} - told_elsewhere
    assert [name for name in sorted(settings) if not re.search(rf"`{name}[`:]|^    {name}: ", PAGE, re.MULTILINE)] == []
