"""``dragoman demo``: the bundled stories, coded and printed."""

from __future__ import annotations

from argparse import Namespace
from importlib.resources import files

import msgspec
import yaml

from dragoman.cli.code import code_documents, make_coder
from dragoman.cli.terminal import choose_format
from dragoman.reading.wire import read_story
from dragoman.records import Document, UsageError


class Bundled(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A bundled story: the name of its file, when it was published, and whose form it imitates."""

    name: str
    published: str
    form: str


def run(arguments: Namespace) -> int:
    """Code the bundled stories, or list them."""
    chosen = _chosen(arguments.names)
    if arguments.list:
        for story in chosen:
            print(f"{story.name:<20} {story.published}  {story.form}")
        return 0
    documents = [read_bundled(story) for story in chosen]
    return code_documents(make_coder(arguments), documents, choose_format(arguments.format), explain=arguments.explain)


def bundled_stories() -> list[Bundled]:
    """The stories that come with the program, oldest first."""
    return msgspec.convert(yaml.safe_load((files("dragoman") / "stories" / "index.yaml").read_bytes()), list[Bundled])


def read_bundled(story: Bundled) -> Document:
    """The document of a bundled story."""
    text = (files("dragoman") / "stories" / f"{story.name}.txt").read_text(encoding="utf-8")
    return read_story(text, id=story.name, published=story.published)


def _chosen(names: list[str]) -> list[Bundled]:
    stories = bundled_stories()
    for name in names:
        if not any(story.name.startswith(name) for story in stories):
            raise UsageError(f'no bundled story is named "{name}"', mend="They are " + ", ".join(story.name for story in stories) + ".")
    return [story for story in stories if not names or any(story.name.startswith(name) for name in names)]
