"""A server of this machine that answers as each test tells it to, and feeds for it to give."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from email.message import Message
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from dragoman.archive import Archive
from dragoman.watching import Look, Onlooker, Settings, Stop, Watch
from dragoman.watching.fetching import Limits
from tests.archive.made import PlainCoder, story

QUICK = Limits(body_bytes=50_000, seconds=1.0, redirects=5, host_interval_s=0.0, pages=3)
Answer = Callable[[BaseHTTPRequestHandler], None]


class Asked:
    """A request that came: its path and headers."""

    def __init__(self, path: str, headers: Message) -> None:
        self.path, self.headers = path, headers


class Server(ThreadingHTTPServer):
    """Answers each path as ``answers`` says; ``asked`` has the requests in order."""

    daemon_threads = True

    def __init__(self) -> None:
        self.answers: dict[str, Answer] = {}
        self.asked: list[Asked] = []
        self.done = threading.Event()
        super().__init__(("127.0.0.1", 0), _Handler)

    def url(self, path: str = "/feed") -> str:
        return f"http://127.0.0.1:{self.server_port}{path}"

    def paths(self) -> list[str]:
        return [one.path for one in self.asked]

    def handle_error(self, *_: object) -> None:
        """A client that hangs up is what many tests are about."""


class _Handler(BaseHTTPRequestHandler):
    server: Server

    def do_GET(self) -> None:
        self.server.asked.append(Asked(self.path, self.headers))
        self.server.answers[self.path](self)

    def log_message(self, *_: object) -> None:
        pass


def give(content: bytes, status: int = 200, **headers: str) -> Answer:
    """An answer in good order; underscores in names of headers stand for hyphens."""

    def answer(handler: BaseHTTPRequestHandler) -> None:
        handler.send_response(status)
        for name, value in ({"Content_Length": str(len(content))} | headers).items():
            handler.send_header(name.replace("_", "-"), value)
        handler.end_headers()
        handler.wfile.write(content)

    return answer


def send(*pieces: bytes, hold: bool = False) -> Answer:
    """Bytes as they are, from the status line on; with ``hold`` the connection then stays open until the test is over."""

    def answer(handler: BaseHTTPRequestHandler) -> None:
        for piece in pieces:
            handler.wfile.write(piece)
            handler.wfile.flush()
        if hold:
            handler.server.done.wait(20)  # type: ignore[attr-defined]
        handler.close_connection = True

    return answer


def rss(*numbers: int, link: str | None = None, bodies: bool = True) -> bytes:
    """A feed with the stories of these numbers (``tests.archive.made``); ``link`` is the address that theirs begin with."""
    entries = []
    for number in numbers:
        body = f"<description>{story(number).text}</description>" if bodies else ""
        linked = f"<link>{link}{number}</link>" if link else ""
        date = "<pubDate>Fri, 01 May 2020 10:00:00 GMT</pubDate>"
        entries.append(f'<item><guid isPermaLink="false">g{number}</guid><title>Attack {number}</title>{linked}{date}{body}</item>')
    return f'<?xml version="1.0"?><rss version="2.0"><channel><title>AFP</title>{"".join(entries)}</channel></rss>'.encode()


def page(number: int) -> bytes:
    """A web page with a story and more around it."""
    more = "The ministry of defence has not said who it holds to be behind the attack, nor how many soldiers were in the town. " * 4
    return (
        f"<!DOCTYPE html><html><head><title>Attack {number}</title></head><body><nav><a href='/'>Home</a></nav>"
        f"<article><h1>Attack {number}</h1><p>{story(number).text}</p><p>{more}</p></article></body></html>"
    ).encode()


class Looks(Onlooker):
    """Keeps what it is told."""

    def __init__(self) -> None:
        self.all: list[Look] = []

    def looked(self, look: Look) -> None:
        self.all.append(look)


@pytest.fixture
def server() -> Iterator[Server]:
    """A server on loopback."""
    with Server() as running:
        thread = threading.Thread(target=running.serve_forever, args=(0.01,))
        thread.start()
        yield running
        running.done.set()
        running.shutdown()
        thread.join()


@pytest.fixture
def archive(tmp_path: Path) -> Iterator[Archive]:
    with Archive(tmp_path / "kept.db") as opened:
        yield opened


Once = Callable[..., Look]


@pytest.fixture
def once(archive: Archive) -> Once:
    """Looks at one feed once, as a new process would; gives the look."""

    def look(address: object, *, coder: PlainCoder | None = None, stop: Stop | None = None, **settings: object) -> Look:
        looks = Looks()
        chosen = Settings(**({"allow_private": True, "limits": QUICK} | settings))  # type: ignore[arg-type]
        Watch(archive, [str(address)], lambda: coder or PlainCoder(), chosen, stop=stop, onlooker=looks).run_once()
        [only] = looks.all
        return only

    return look
