"""What a stranger's server can do to a fetch, and what it cannot."""

from __future__ import annotations

import collections
import contextlib
import gzip
import ipaddress
import socket
import time
import tracemalloc
import zlib
from http.server import BaseHTTPRequestHandler

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from dragoman.records import UsageError
from dragoman.watching.addresses import is_public
from dragoman.watching.faults import FetchError
from dragoman.watching.fetching import Fetched, Validators, fetch, split_url
from tests.watching.conftest import QUICK, Answer, Server, give, rss, send

DAY = "Fri, 01 May 2020 10:00:00 GMT"
HEAD = b"HTTP/1.1 200 OK\r\n"


def _fetch(url: str, *, validators: Validators = Validators(), allow_private: bool = True) -> Fetched:  # noqa: B008 - frozen
    return fetch(url, validators, limits=QUICK, allow_private=allow_private)


@pytest.mark.parametrize(
    "address",
    [
        *("127.0.0.1", "10.1.2.3", "172.16.0.1", "192.168.1.1", "169.254.169.254", "100.64.0.1", "100.100.100.200", "0.0.0.0"),
        *("192.0.0.192", "168.63.129.16", "224.0.0.1", "255.255.255.255", "198.18.0.1", "240.0.0.1", "::1", "::", "fe80::1", "fe80::1%lo"),
        *("fd00:ec2::254", "ff02::1", "::ffff:127.0.0.1", "::127.0.0.1", "64:ff9b::a9fe:a9fe", "2002:7f00:1::", "2001:0:1::", "fec0::1"),
        *("localhost", ""),
    ],
)
def test_what_is_no_public_address(address: str) -> None:
    assert not is_public(address)


@pytest.mark.parametrize("address", ["93.184.216.34", "8.8.8.8", "2606:4700:4700::1111"])
def test_what_is_one(address: str) -> None:
    assert is_public(address)


@given(st.ip_addresses(v=4))
def test_no_address_of_ipv6_stands_for_one_of_ipv4(address: ipaddress.IPv4Address) -> None:
    number = int(address)
    for embedded in (0xFFFF << 32 | number, 0x64FF9B << 96 | number, 0x2002 << 112 | number << 80, number):
        assert not is_public(str(ipaddress.IPv6Address(embedded)))


@pytest.mark.parametrize(
    "url",
    [
        *("ftp://example.org/", "file:///etc/passwd", "gopher://a/", "http://", "http:///x"),
        *("http://a:0/", "http://a:b/", "http://[::1/", "http://a b/"),
    ],
)
def test_an_address_that_is_none(url: str) -> None:
    with pytest.raises(UsageError, match="no address"):
        split_url(url)


def test_a_password_is_refused_and_not_repeated() -> None:
    with pytest.raises(UsageError) as refused:
        split_url("https://me:hunter2@example.org/feed")
    assert "hunter2" not in str(refused.value)


def test_loopback_is_not_asked_at_all(server: Server) -> None:
    server.answers["/feed"] = give(rss(1))
    for url in (server.url(), server.url().replace("127.0.0.1", "localhost"), server.url().replace("127.0.0.1", "2130706433")):
        with pytest.raises(FetchError, match="no public address"):
            _fetch(url, allow_private=False)
    assert server.asked == []


def _resolve_as(monkeypatch: pytest.MonkeyPatch, *answers: str) -> list[str]:
    """Let every name have one address after another; gives the names that were asked for."""
    names: list[str] = []
    waiting = list(answers)

    def resolve(host: str, port: int, *_: object, **__: object) -> list[tuple[object, ...]]:
        if host[:1].isdigit():
            return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (host, port))]
        names.append(host)
        return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (waiting.pop(0), port))]

    monkeypatch.setattr(socket, "getaddrinfo", resolve)
    return names


def test_a_name_is_resolved_once_and_the_checked_address_is_connected_to(server: Server, monkeypatch: pytest.MonkeyPatch) -> None:
    """A second answer, private by then, would otherwise be connected to (DNS rebinding)."""
    connected: list[object] = []

    def connect(address: tuple[str, int], *_: object, **__: object) -> socket.socket:
        connected.append(address)
        raise ConnectionRefusedError

    names = _resolve_as(monkeypatch, "93.184.216.34", "127.0.0.1")
    monkeypatch.setattr(socket, "create_connection", connect)
    with pytest.raises(FetchError):
        _fetch(f"http://feeds.example:{server.server_port}/feed", allow_private=False)
    assert names == ["feeds.example"]
    assert connected == [("93.184.216.34", server.server_port)]


def test_a_redirect_to_a_private_address_is_refused_at_its_hop(server: Server, monkeypatch: pytest.MonkeyPatch) -> None:
    server.answers["/feed"] = give(b"", 302, Location=f"http://inner.example:{server.server_port}/secret")
    server.answers["/secret"] = give(rss(1))
    _resolve_as(monkeypatch, "93.184.216.34", "127.0.0.1")
    plain = socket.create_connection
    monkeypatch.setattr(socket, "create_connection", lambda address, *more, **named: plain(("127.0.0.1", address[1]), *more, **named))
    with pytest.raises(FetchError, match=r"inner\.example.*no public address"):
        _fetch(f"http://outer.example:{server.server_port}/feed", allow_private=False)
    assert server.paths() == ["/feed"]
    assert server.asked[0].headers["Host"] == f"outer.example:{server.server_port}"


@pytest.mark.parametrize("location", ["ftp://example.org/x", "file:///etc/passwd", "http://me:pw@example.org/", "http://[bad/"])
def test_a_redirect_to_what_is_not_fetched(server: Server, location: str) -> None:
    server.answers["/feed"] = give(b"", 301, Location=location)
    with pytest.raises(FetchError):
        _fetch(server.url())


def test_redirects_are_followed_relative_ones_too_and_circles_end(server: Server) -> None:
    server.answers |= {"/feed": give(b"", 301, Location="/a/b"), "/a/b": give(b"", 307, Location="c?x=1#part"), "/a/c?x=1": give(b"here")}
    found = _fetch(server.url())
    assert (found.content, found.url) == (b"here", server.url("/a/c?x=1"))
    server.asked.clear()
    server.answers |= {"/round": give(b"", 302, Location="/about"), "/about": give(b"", 302, Location="/round")}
    with pytest.raises(FetchError, match="more than 5 times"):
        _fetch(server.url("/round"))
    assert len(server.asked) == QUICK.redirects + 1


def _drip(head: bytes) -> Answer:
    def answer(handler: BaseHTTPRequestHandler) -> None:
        handler.wfile.write(head)
        while not handler.server.done.wait(0.05):  # type: ignore[attr-defined]
            handler.wfile.write(b"x")

    return answer


@pytest.mark.parametrize(
    "answer",
    [
        send(hold=True),
        send(HEAD, hold=True),
        send(HEAD + b"Content-Length: 100\r\n\r\nfirst", hold=True),
        _drip(HEAD + b"X-Slow: "),
        _drip(HEAD + b"\r\n"),
        _drip(HEAD + b"Content-Length: 40000\r\n\r\n"),
    ],
    ids=["silent", "half a head", "half a body", "dripping head", "dripping body", "dripping body of known length"],
)
def test_a_server_that_stalls_costs_the_limit_of_time(server: Server, answer: Answer) -> None:
    server.answers["/feed"] = answer
    began = time.monotonic()
    with pytest.raises(FetchError, match="within 1 s"):
        _fetch(server.url())
    assert time.monotonic() - began < QUICK.seconds + 1.0


def test_redirects_share_one_limit_of_time(server: Server) -> None:
    def slowly(handler: BaseHTTPRequestHandler) -> None:
        time.sleep(0.4)
        give(b"", 302, Location="/feed")(handler)

    server.answers["/feed"] = slowly
    began = time.monotonic()
    with pytest.raises(FetchError, match="within 1 s"):
        _fetch(server.url())
    assert time.monotonic() - began < QUICK.seconds + 1.0


def _endless(handler: BaseHTTPRequestHandler) -> None:
    handler.wfile.write(HEAD + b"Transfer-Encoding: chunked\r\n\r\n")
    while not handler.server.done.is_set():  # type: ignore[attr-defined]
        handler.wfile.write(b"1000\r\n" + b"x" * 4096 + b"\r\n")


@pytest.mark.parametrize(
    ("answer", "fault"),
    [
        (give(b"x", Content_Length="50001"), "more than 50,000 bytes"),
        (give(b"x" * 50_001), "more than 50,000 bytes"),
        (_endless, "more than 50,000 bytes"),
        (give(gzip.compress(b"x" * 50_001), Content_Encoding="gzip"), "more than 50,000 bytes"),
        (give(gzip.compress(rss(1))[:-20], Content_Encoding="gzip"), "ends too early"),
        (give(b"no gzip", Content_Encoding="gzip"), "not packed as it says"),
        (give(zlib.compress(b"x"), Content_Encoding="br"), 'packed as "br"'),
        (give(rss(1), Content_Length="9999"), "no whole answer"),
        (send(HEAD + b"Transfer-Encoding: chunked\r\n\r\n5\r\nfirst\r\n"), "no whole answer"),
        (send(HEAD + b"Transfer-Encoding: chunked\r\n\r\nzz\r\nfirst\r\n"), "no whole answer"),
        (send(b"HTTP/1.1 200 OK\r\n" + b"X: y\r\n" * 40_000 + b"\r\n"), "no whole answer"),
        (send(b"garbage\r\n\r\n"), "no whole answer"),
        (send(b""), "no whole answer"),
        (give(b"", 304), "status 304"),
        (give(b"", 302), "status 302"),
        (give(b"", 404), "status 404"),
    ],
)
def test_an_answer_that_cannot_be_read(server: Server, answer: Answer, fault: str) -> None:
    server.answers["/feed"] = answer
    with pytest.raises(FetchError, match=fault) as raised:
        _fetch(server.url())
    assert raised.value.where == server.url()


LATIN = st.characters(max_codepoint=255, exclude_characters="\r\n")
HEADS = [b"", b"HTTP/1.1 ", HEAD, HEAD + b"Content-Encoding: gzip\r\n\r\n", HEAD + b"Transfer-Encoding: chunked\r\n\r\n"]


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.sampled_from(HEADS), st.binary())
def test_whatever_a_server_sends_is_an_answer_or_a_fault(server: Server, head: bytes, rest: bytes) -> None:
    server.answers["/feed"] = send(head + rest)
    with contextlib.suppress(FetchError):
        assert _fetch(server.url()).content is not None


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.sampled_from(["", "http://", "https://", "//", "/"]),
    st.text(LATIN, max_size=40),
)
def test_wherever_a_redirect_leads_it_ends(server: Server, monkeypatch: pytest.MonkeyPatch, start: str, rest: str) -> None:
    """Every address leads back to the server of this test, and every path but the first has something."""
    location = (start + rest).encode("latin-1")
    server.answers = collections.defaultdict(lambda: give(b"here"))
    server.answers["/feed"] = send(b"HTTP/1.1 302 X\r\nContent-Length: 0\r\nLocation: " + location + b"\r\n\r\n")
    plain, port = socket.create_connection, server.server_port
    with monkeypatch.context() as patched:
        patched.setattr(socket, "getaddrinfo", lambda *_, **__: [(socket.AF_INET, socket.SOCK_STREAM, 6, "", ("127.0.0.1", port))])
        patched.setattr(socket, "create_connection", lambda _, *more, **named: plain(("127.0.0.1", port), *more, **named))
        with contextlib.suppress(FetchError):
            assert _fetch(server.url()).content == b"here"


def test_a_bomb_takes_no_more_memory_than_the_limit(server: Server) -> None:
    packed = gzip.compress(b"\0" * 40_000_000)
    assert len(packed) < QUICK.body_bytes < 40_000_000
    server.answers["/feed"] = give(packed, Content_Encoding="gzip")
    tracemalloc.start()
    with pytest.raises(FetchError, match="more than 50,000 bytes"):
        _fetch(server.url())
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert peak < 5_000_000


def test_an_answer_in_good_order(server: Server) -> None:
    server.answers["/feed"] = give(
        gzip.compress(rss(1)), Content_Encoding="gzip", ETag='"one"', Last_Modified="Fri, 01 May 2020 10:00:00 GMT"
    )
    found = _fetch(server.url())
    assert found == Fetched(rss(1), Validators('"one"', DAY), server.url())
    [asked] = server.asked
    assert asked.headers["User-Agent"].startswith("dragoman/")
    assert "If-None-Match" not in asked.headers


def test_a_validator_that_cannot_be_sent_back_is_not_kept(server: Server) -> None:
    server.answers["/feed"] = give(b"x", ETag='"' + "e" * 2000 + '"')
    assert _fetch(server.url()).validators == Validators()


def test_nothing_changed_since(server: Server) -> None:
    server.answers["/feed"] = give(b"", 304)
    validators = Validators('"one"', DAY)
    assert _fetch(server.url(), validators=validators) == Fetched(None, validators, server.url())
    [asked] = server.asked
    assert (asked.headers["If-None-Match"], asked.headers["If-Modified-Since"]) == (validators.etag, validators.modified)


@pytest.mark.parametrize(
    ("written", "seconds"),
    [("120", 120), ("0", 0), ("999999999999999", 86_400), ("Fri, 01 May 2020 10:00:00 GMT", 0), ("soon", None), ("-5", None), ("", None)],
)
def test_how_long_a_server_asks_to_be_left_alone(server: Server, written: str, seconds: float | None) -> None:
    server.answers["/feed"] = give(b"", 503, Retry_After=written)
    with pytest.raises(FetchError) as raised:
        _fetch(server.url())
    assert raised.value.retry_after_s == seconds
