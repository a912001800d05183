"""Archives and compressed files: read as what they hold, under limits, with nothing written and no address opened."""

import bz2
import gzip
import io
import json
import lzma
import random
import socket
import tarfile
import time
import zipfile
from pathlib import Path

import pytest
import zstandard

from dragoman.reading.read import read_paths
from dragoman.reading.reader import LIMITS
from dragoman.records import Document, SetAside

LINES = b"".join(json.dumps({"id": str(n), "text": f"Envoys met in Doha on day {n}."}).encode() + b"\n" for n in range(3))


def zipped(files):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return out.getvalue()


def tarred(files, mode="w"):
    out = io.BytesIO()
    with tarfile.open(fileobj=out, mode=mode) as archive:
        for name, content in files.items():
            entry = tarfile.TarInfo(name)
            entry.size = len(content)
            archive.addfile(entry, io.BytesIO(content))
    return out.getvalue()


def read(tmp_path, name, content):
    path = tmp_path / name
    path.write_bytes(content)
    return list(read_paths([path]))


def ids(outcomes):
    return [outcome.id for outcome in outcomes if isinstance(outcome, Document)]


PACKED = {
    "wire.jsonl.gz": gzip.compress(LINES),
    "wire.jsonl.bz2": bz2.compress(LINES),
    "wire.jsonl.xz": lzma.compress(LINES),
    "wire.jsonl.zst": zstandard.compress(LINES),
    "wire.zip": zipped({"march/wire.jsonl": LINES}),
    "wire.tar": tarred({"march/wire.jsonl": LINES}),
    "wire.tar.gz": tarred({"march/wire.jsonl": LINES}, "w:gz"),
    "wire.tar.zst": zstandard.compress(tarred({"march/wire.jsonl": LINES})),
    "twice.jsonl.gz": gzip.compress(LINES[: LINES.index(b"\n") + 1]) + gzip.compress(LINES[LINES.index(b"\n") + 1 :]),
    "twice.jsonl.xz": lzma.compress(LINES[: LINES.index(b"\n") + 1]) + lzma.compress(LINES[LINES.index(b"\n") + 1 :]),
    "deep.zip": zipped({"a.tar.gz": tarred({"wire.jsonl": LINES}, "w:gz")}),
}


@pytest.mark.parametrize("name", PACKED)
def test_packed_stories_are_read(tmp_path, name):
    assert ids(read(tmp_path, name, PACKED[name])) == ["0", "1", "2"]


@pytest.mark.parametrize("name", PACKED)
def test_the_name_does_not_matter(tmp_path, name):
    assert ids(read(tmp_path, "unnamed", PACKED[name])) == ["0", "1", "2"]


def test_stories_of_an_archive_have_ids_and_places_of_their_own(tmp_path):
    outcomes = read(
        tmp_path, "wire.zip", zipped({"a/1.txt": b"Envoys met.", "b/1.txt": b"Envoys left.", "b/2.txt": b"", "c.bin": bytes(range(256))})
    )
    assert ids(outcomes) == ["a/1", "b/1"]
    faults = [outcome for outcome in outcomes if isinstance(outcome, SetAside)]
    assert [fault.where.rpartition("!")[2] for fault in faults] == ["b/2.txt", "c.bin"]


def test_a_folder_gives_ids_that_tell_its_files_apart(tmp_path):
    for folder in ("a", "b"):
        (tmp_path / folder).mkdir()
        (tmp_path / folder / "1.txt").write_text("Envoys met.", encoding="utf-8")
    assert ids(read_paths([tmp_path])) == ["a/1", "b/1"]


class Refused(socket.socket):
    def __init__(self, *_, **__):
        raise AssertionError("a socket was opened")


@pytest.fixture
def no_network(monkeypatch):
    monkeypatch.setattr(socket, "socket", Refused)


def bombs():
    huge = LIMITS.free_bytes + 4_000_000
    zeros = b"0" * huge
    laughs = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 10))
    yield "flat.txt.gz", gzip.compress(zeros)
    yield "flat.jsonl.gz", gzip.compress(b"\n" * huge)
    yield "flat.txt.bz2", bz2.compress(zeros)
    yield "flat.txt.xz", lzma.compress(zeros)
    yield "flat.txt.zst", zstandard.compress(zeros)
    yield "flat.zip", zipped({f"{n}.jsonl": b"\n" * (huge // 3) for n in range(4)})
    yield "flat.tar.gz", tarred({"a.jsonl": b"\n" * huge}, "w:gz")
    nested = LINES
    for n in range(50):
        nested = zipped({f"{n}.zip": nested})
    yield "nested.zip", nested
    feed = '<rss version="2.0"><channel><title>&l9;</title></channel></rss>'
    yield "laughs.xml", f'<?xml version="1.0"?><!DOCTYPE l [<!ENTITY l0 "lol">{laughs}]>{feed}'.encode()
    yield "external.xml", b'<?xml version="1.0"?><!DOCTYPE n [<!ENTITY x SYSTEM "file:///etc/passwd">]><nitf><body>&x;</body></nitf>'
    nitf = b"<nitf><body><body.content><p>Envoys met.</p></body.content></body></nitf>"
    yield "dtd.xml", b'<?xml version="1.0"?><!DOCTYPE n SYSTEM "http://example.invalid/x.dtd">' + nitf
    yield "paths.tar", tarred({"../../escape.txt": b"Envoys met.", "/tmp/escape.txt": b"Envoys left."})
    yield "paths.zip", zipped({"../../escape.txt": b"Envoys met.", "C:\\escape.txt": b"Envoys left."})
    yield "deep.xml", b'<nitf xmlns="http://iptc.org/std/NITF/2006-10-18/">' + b"<p>" * 100_000
    yield "deep.html", b"<html><body>" + b"<div>" * 100_000 + b"x"
    yield "deep.json", b"[" * 100_000
    yield "deep.rtf", b"{\\rtf1 " + b"{" * 100_000
    yield "wide.csv", b"text\n" + b'"' + b"x" * 20_000_000
    yield "from.mbox", b"From x\n\n" * 50_000


@pytest.mark.usefixtures("no_network")
@pytest.mark.parametrize(("name", "content"), list(bombs()), ids=lambda value: value if isinstance(value, str) else "")
def test_bombs_and_traps_are_refused_in_time_and_write_nothing(tmp_path, monkeypatch, name, content):
    monkeypatch.chdir(tmp_path)
    began = time.monotonic()
    outcomes = read(tmp_path, name, content)
    assert time.monotonic() - began < 30
    assert sorted(path.name for path in tmp_path.parent.rglob("escape*")) == []
    assert {path.name for path in tmp_path.iterdir()} == {name}
    for outcome in outcomes:
        assert isinstance(outcome, Document) or outcome.what
        assert not isinstance(outcome, Document) or "root:" not in outcome.text
    if name.startswith(("flat", "nested", "laughs", "external")):
        assert any(isinstance(outcome, SetAside) for outcome in outcomes)


@pytest.mark.usefixtures("no_network")
def test_every_kind_of_file_cut_or_garbled_anywhere_ends_clearly(tmp_path):
    from tests.reading.formats.test_formats import ATOM, FACTIVA_PLAIN, NEWSML, NEXIS_OLD, PROQUEST, RSS, message, rtf

    chance = random.Random(7)
    files = {**PACKED, "a.xml": RSS, "b.xml": ATOM, "c.xml": NEWSML, "d.txt": NEXIS_OLD, "e.txt": FACTIVA_PLAIN, "f.txt": PROQUEST}
    files |= {
        "g.rtf": rtf(NEXIS_OLD),
        "h.eml": message().as_bytes(),
        "i.csv": "id,text\n1,Envoys met.\n",
        "j.json": '[{"text": "Envoys met."}]',
    }
    for _ in range(300):
        name = chance.choice(sorted(files))
        content = files[name] if isinstance(files[name], bytes) else files[name].encode()
        if chance.random() < 0.5:
            content = content[: chance.randrange(len(content))]
        else:
            garbled = bytearray(content)
            for _ in range(chance.randrange(1, 8)):
                garbled[chance.randrange(len(garbled))] = chance.randrange(256)
            content = bytes(garbled)
        path = tmp_path / (name if chance.random() < 0.7 else chance.choice(["x.txt", "x.xml", "x.parquet", "x.warc", "x.html", "x"]))
        path.write_bytes(content)
        for outcome in read_paths([path]):
            assert isinstance(outcome, Document) or (outcome.what and outcome.where.startswith(str(tmp_path))), outcome
        path.unlink()
    assert not list(Path(tmp_path).iterdir())
