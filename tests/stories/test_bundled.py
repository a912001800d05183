"""The bundled stories as coded: a tripwire. A change here belongs in a commit that says which fields changed and why."""

from pathlib import Path

import msgspec
import pytest
import yaml
from syrupy.extensions.json import JSONSnapshotExtension

import dragoman
from dragoman.reading.wire import read_story

FOLDER = Path(dragoman.__file__).parent / "stories"
INDEX = yaml.safe_load((FOLDER / "index.yaml").read_text(encoding="utf-8"))


@pytest.mark.parametrize("entry", INDEX, ids=lambda entry: entry["name"])
def test_a_bundled_story_is_coded_as_recorded(coder, snapshot, entry):
    text = (FOLDER / f"{entry['name']}.txt").read_text(encoding="utf-8")
    report = coder.code(read_story(text, id=entry["name"], published=entry["published"]))
    coded = msgspec.to_builtins(msgspec.structs.replace(report, coder="not compared: it changes with every lexicon"))
    assert coded == snapshot(extension_class=JSONSnapshotExtension)
