"""Fetches one address over HTTP: conditionally, through checked redirects, under limits of size and time."""

from __future__ import annotations

import datetime
import email.utils
import functools
import ssl
import zlib
from collections.abc import Iterable
from urllib.parse import SplitResult, urljoin, urlsplit

import httpcore
import msgspec

from dragoman.records import UsageError
from dragoman.version import VERSION
from dragoman.watching.connecting import CheckedBackend, Deadline
from dragoman.watching.faults import FetchError

USER_AGENT = f"dragoman/{VERSION}"
_LATER = "It is tried again later."
_REDIRECTS = frozenset({301, 302, 303, 307, 308})
_NOT_MODIFIED, _OK, _TOO_MANY = 304, 200, 429
_REST_S = 60.0
"""So long a server is left alone that was asked too often and does not say for how long."""
_GZIP = 16 + zlib.MAX_WBITS
_MOST_RETRY_AFTER_S = 86_400.0
_LONGEST_VALIDATOR = 1000


class Limits(msgspec.Struct, frozen=True):
    """What one fetch may cost, and how gently hosts are asked."""

    body_bytes: int = 16_000_000
    """Of one answer, packed and unpacked."""
    seconds: float = 30.0
    """For all of one fetch, with its redirects."""
    redirects: int = 5
    host_interval_s: float = 2.0
    """Between two fetches from one host."""
    pages: int = 100
    """Linked pages fetched for one look at a feed."""


class Validators(msgspec.Struct, frozen=True):
    """What a server gave to ask it later whether anything changed."""

    etag: str | None = None
    modified: str | None = None


class Fetched(msgspec.Struct, frozen=True):
    """An answer: ``content`` is None where the server says that nothing changed."""

    content: bytes | None
    validators: Validators
    url: str
    """Where the redirects led to."""


def split_url(url: str) -> SplitResult:
    """The parts of an address that can be fetched.

    Raises:
        UsageError: it is none of http or https, names no host, or has a password in it, which the archive would show.
    """
    try:
        parts = urlsplit(url)
        ok = parts.scheme in ("http", "https") and bool(parts.hostname) and parts.port != 0 and url.isprintable() and " " not in url
    except ValueError:
        ok = False
    if not ok:
        raise UsageError("this is no address that can be fetched", where=url, mend="Only http:// and https:// addresses are.")
    if "@" in parts.netloc:
        raise UsageError(
            "the address has a name or password in it, which the archive would show", where=parts.hostname or "", mend="Take it out."
        )
    return parts


def fetch(url: str, validators: Validators, *, limits: Limits, allow_private: bool) -> Fetched:
    """Ask for an address, if it changed since the validators were given.

    Raises:
        FetchError: there is no answer that can be read within the limits; its ``where`` is the address that was asked last.
    """
    deadline, at = Deadline(limits.seconds), url
    for _ in range(limits.redirects + 1):
        try:
            answer = _ask(at, validators, deadline, limits, allow_private)
        except FetchError as error:
            raise FetchError(error.what, where=at, mend=error.mend, retry_after_s=error.retry_after_s) from error
        except UsageError as error:
            raise FetchError(f"it leads to {at}: {error.what}", where=url, mend=error.mend) from error
        except (httpcore.TimeoutException, TimeoutError) as error:
            raise FetchError(f"it did not answer in full within {limits.seconds:g} s", where=at, mend=_LATER) from error
        except (httpcore.NetworkError, httpcore.ProtocolError, OSError, ValueError) as error:
            raise FetchError(f"it gave no whole answer: {error or type(error).__name__}", where=at, mend=_LATER) from error
        if isinstance(answer, Fetched):
            return answer
        at = answer
    raise FetchError(f"it redirects more than {limits.redirects} times", where=url, mend="Name the address that it should lead to.")


def _ask(url: str, validators: Validators, deadline: Deadline, limits: Limits, allow_private: bool) -> Fetched | str:
    """One hop: an answer, or the address to go on to."""
    parts = split_url(url)
    backend = CheckedBackend(deadline, allow_private=allow_private)
    with httpcore.ConnectionPool(ssl_context=_tls(), max_connections=1, network_backend=backend) as pool:
        target = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
        assert parts.hostname is not None
        asked = httpcore.URL(scheme=parts.scheme.encode(), host=_ascii_host(parts.hostname), port=parts.port, target=_quoted(target))
        with pool.stream("GET", asked, headers=_headers(parts, validators)) as response:
            return _answer(response, url, validators, limits)


def _answer(response: httpcore.Response, url: str, validators: Validators, limits: Limits) -> Fetched | str:
    headers = {name.lower().decode("latin-1"): value.decode("latin-1").strip() for name, value in response.headers}
    status = response.status
    if status == _NOT_MODIFIED and validators != Validators():
        return Fetched(None, validators, url)
    if status in _REDIRECTS and headers.get("location"):
        return urljoin(url, headers["location"]).partition("#")[0]
    if status != _OK:
        asked = _retry_after_s(headers.get("retry-after"))
        if asked is None and status == _TOO_MANY:
            asked = _REST_S
        raise FetchError(f"its server answers with status {status}", mend=_LATER, retry_after_s=asked)
    _refuse_size(int(length) if (length := headers.get("content-length", "")).isdecimal() else 0, limits)
    packing = headers.get("content-encoding", "identity").lower()
    content = _body(response.iter_stream(), packing, limits)
    return Fetched(content, Validators(_kept(headers.get("etag")), _kept(headers.get("last-modified"))), url)


def _body(chunks: Iterable[bytes], packing: str, limits: Limits) -> bytes:
    """The bytes of an answer, unpacked; neither they nor what they were packed in pass the limit."""
    if packing not in ("identity", "gzip", "x-gzip"):
        raise FetchError(f'its answer is packed as "{packing}", which was not asked for', mend=_LATER)
    unpacker = None if packing == "identity" else zlib.decompressobj(_GZIP)
    content, packed = bytearray(), 0
    for chunk in chunks:
        packed += len(chunk)
        _refuse_size(packed, limits)
        if unpacker is None:
            content += chunk
            continue
        try:
            content += unpacker.decompress(chunk, limits.body_bytes + 1 - len(content))
        except zlib.error as error:
            raise FetchError(f"its answer is not packed as it says: {error}", mend=_LATER) from error
        _refuse_size(len(content), limits)
    if unpacker is not None and not unpacker.eof:
        raise FetchError("its packed answer ends too early", mend=_LATER)
    return bytes(content)


def _refuse_size(size: int, limits: Limits) -> None:
    if size > limits.body_bytes:
        raise FetchError(f"its answer has more than {limits.body_bytes:,} bytes", mend="Ask its publisher for a shorter feed.")


def _headers(parts: SplitResult, validators: Validators) -> list[tuple[bytes, bytes]]:
    assert parts.hostname is not None
    host = _ascii_host(parts.hostname).decode()
    host = f"[{host}]" if ":" in host else host
    named = {
        "Host": f"{host}:{parts.port}" if parts.port else host,
        "User-Agent": USER_AGENT,
        "Accept": "application/rss+xml, application/atom+xml, application/xml;q=0.9, application/json;q=0.9, text/html;q=0.8, */*;q=0.5",
        "Accept-Encoding": "gzip",
        "Connection": "close",
        "If-None-Match": validators.etag,
        "If-Modified-Since": validators.modified,
    }
    return [(name.encode(), value.encode("latin-1", "replace")) for name, value in named.items() if value]


def _ascii_host(host: str) -> bytes:
    return host.encode() if host.isascii() else host.encode("idna")


def _quoted(target: str) -> bytes:
    """A path and query with letters outside ASCII as percent escapes of their UTF-8."""
    return b"".join(bytes([byte]) if byte < 0x80 else b"%%%02X" % byte for byte in target.encode())


def _kept(validator: str | None) -> str | None:
    """A validator that can be sent back as it is."""
    return validator if validator and len(validator) <= _LONGEST_VALIDATOR and validator.isprintable() else None


def _retry_after_s(value: str | None) -> float | None:
    """Seconds from now that Retry-After names, as a number or a date, a day at most; None where it names none."""
    if value is None:
        return None
    if value.isdecimal():
        return min(float(value[:12]), _MOST_RETRY_AFTER_S)
    try:
        moment = email.utils.parsedate_to_datetime(value)
    except ValueError:
        return None
    moment = moment if moment.tzinfo else moment.replace(tzinfo=datetime.UTC)
    return min(max((moment - datetime.datetime.now(datetime.UTC)).total_seconds(), 0.0), _MOST_RETRY_AFTER_S)


@functools.cache
def _tls() -> ssl.SSLContext:
    return httpcore.default_ssl_context()
