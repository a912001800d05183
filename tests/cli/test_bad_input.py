"""Bad input through the real command: named with its place and its mend, set aside, and the rest go on."""

import json
import subprocess
import sys
import time

import pytest

GOOD = "Norway's foreign minister met the emir of Qatar in Doha on Monday."
MOST_SECONDS = 30


def run(*words, stdin=b""):
    began = time.monotonic()
    done = subprocess.run(
        [sys.executable, "-m", "dragoman", *map(str, words)], input=stdin, capture_output=True, timeout=4 * MOST_SECONDS, check=False
    )
    return done, time.monotonic() - began


def reports(done):
    return [json.loads(line) for line in done.stdout.splitlines()]


def bad_files(folder):
    """What reaches a reader in practice, by name, with whether it can still be coded."""
    line = json.dumps({"id": "good", "text": GOOD})
    files = {
        "missing.txt": (None, False),
        "empty.txt": (b"", False),
        "binary.txt": (bytes(range(256)) * 40, False),
        "utf16.txt": (GOOD.encode("utf-16"), True),
        "windows.txt": ("The minister’s “visit” was cancelled in Málaga.".encode("cp1252"), True),
        "nul.txt": (b"Norway\x00 met Qatar.\x00", None),
        "surrogate.jsonl": (b'{"id": "s", "text": "Norway met \\ud800 Qatar on Monday."}\n' + line.encode(), True),
        "broken.jsonl": (line.encode() + b'\n{"id": "x", "text": "cut o\n' + line.replace("good", "after").encode(), True),
        "brackets.txt": (b"[" * 100_000, None),
        "letters.txt": ("שלום עולם 🇳🇴 \u202eNorway met Qatar on Monday\u202c 👩‍👩‍👧‍👦.".encode(), True),
        "nested.txt": (('"he said ' * 10_000 + '"' * 10_000).encode(), None),
        "line.jsonl": (b'{"id": "long", "text": "' + b"Norway met Qatar. " * 1_200_000 + b'"}\n' + line.encode(), True),
    }
    paths = []
    for name, (content, is_coded) in files.items():
        path = folder / name
        if content is not None:
            path.write_bytes(content)
        paths.append((path, is_coded))
    return paths


@pytest.mark.parametrize("number", range(12))
def test_each_bad_file_ends_clearly_and_in_time(tmp_path, number):
    path, is_coded = bad_files(tmp_path)[number]
    good = tmp_path / "good.txt"
    good.write_text(GOOD, encoding="utf-8")
    done, seconds = run("code", path, good, "--format", "jsonl")
    message = done.stderr.decode()
    assert done.returncode in (0, 1), message
    assert seconds < MOST_SECONDS, f"{path.name} took {seconds:.0f} s"
    assert "Traceback" not in message
    assert any(report["document"]["text"] == GOOD for report in reports(done)), "the other document was not coded"
    if is_coded is False:
        assert done.returncode == 1
        assert path.name in message
    for report in reports(done):
        text = report["document"]["text"]
        assert all(text[s["start"] : s["end"]] == s["text"] for actor in report["actors"] for s in actor["mentions"])


def test_a_broken_line_is_named_and_the_lines_around_it_are_coded(tmp_path):
    path = {p.name: p for p, _ in bad_files(tmp_path)}["broken.jsonl"]
    done, _ = run("code", path, "--format", "jsonl")
    assert done.returncode == 1
    assert "broken.jsonl:2" in done.stderr.decode()
    assert [report["document"]["id"] for report in reports(done)] == ["good", "after"]


def test_a_line_of_twenty_megabytes_is_named_and_the_next_is_coded(tmp_path):
    path = {p.name: p for p, _ in bad_files(tmp_path)}["line.jsonl"]
    done, _ = run("code", path, "--format", "jsonl")
    assert done.returncode == 1
    assert "line.jsonl:1" in done.stderr.decode()
    assert [report["document"]["id"] for report in reports(done)] == ["good"]


def test_a_file_that_is_no_utf8_says_so(tmp_path):
    path = {p.name: p for p, _ in bad_files(tmp_path)}["windows.txt"]
    done, _ = run("code", path, "--format", "jsonl")
    [report] = reports(done)
    assert "Málaga" in report["document"]["text"]
    assert any("Windows-1252" in notice for notice in report["notices"])


def test_a_folder_is_walked(tmp_path):
    (tmp_path / "stories").mkdir()
    (tmp_path / "stories" / "one.txt").write_text(GOOD, encoding="utf-8")
    done, _ = run("code", tmp_path / "stories", "--format", "jsonl")
    assert (done.returncode, len(reports(done))) == (0, 1)


def test_a_wrong_command_ends_with_two():
    done, _ = run("code", "--no-such-option")
    assert done.returncode == 2
    assert b"Traceback" not in done.stderr
