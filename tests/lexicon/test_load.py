import os

import pytest

from dragoman.lexicon import load_lexicon
from dragoman.lexicon.schema import words
from dragoman.records import LexiconError

GOOD = "means: Words of the moon.\nsource: this test\nlists:\n  phases: [on, no, full]\n"


def _folder(root, text):
    (root / "words").mkdir(parents=True)
    (root / "words" / "moon.yaml").write_text(text, encoding="utf-8")
    return root


@pytest.fixture(autouse=True)
def own_cache(tmp_path, monkeypatch):
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))


def test_a_folder_of_the_users_adds_to_the_lexicon(tmp_path):
    plain, lexicon = load_lexicon(), load_lexicon([_folder(tmp_path / "own", GOOD)])
    assert lexicon.files(words.SECTION)["moon"].lists["phases"] == ("on", "no", "full")
    assert plain.version != lexicon.version
    assert "moon" not in plain.files(words.SECTION)


def test_a_second_start_reads_the_same_from_the_cache(tmp_path):
    first = load_lexicon([_folder(tmp_path / "own", GOOD)])
    again = load_lexicon([tmp_path / "own"])
    assert again.version == first.version
    assert again.files(words.SECTION) == first.files(words.SECTION)


def test_a_broken_cache_is_made_anew(tmp_path):
    load_lexicon()
    for kept in (tmp_path / "cache" / "dragoman").iterdir():
        kept.write_bytes(os.urandom(100))
    assert load_lexicon().files(words.SECTION)["modality"].lists["future_auxiliaries"]


def test_every_fault_is_named_with_its_line(tmp_path):
    bad = "means: Words of the moon.\nsource: this test\nlists:\n  phases:\n    - full\n    - 7\nphase: new\n"
    own = _folder(tmp_path / "own", bad)
    (own / "words" / "sun.yaml").write_text("means: [\n", encoding="utf-8")
    with pytest.raises(LexiconError) as fault:
        load_lexicon([own])
    assert "words/moon.yaml:" in str(fault.value)
    assert "words/sun.yaml" in str(fault.value)
