"""Connections to checked addresses only, under one time limit for all that is done over them."""

from __future__ import annotations

import ssl
import time
from collections.abc import Iterable
from typing import Any

import httpcore

from dragoman.watching.addresses import addresses_of
from dragoman.watching.faults import FetchError


class Deadline:
    """A moment after which nothing is waited for."""

    def __init__(self, seconds: float) -> None:
        self.seconds = seconds
        self._ends = time.monotonic() + seconds

    def left_s(self) -> float:
        """The seconds until then.

        Raises:
            FetchError: there are none.
        """
        if (left := self._ends - time.monotonic()) <= 0:
            raise FetchError(f"it did not answer in full within {self.seconds:g} s", mend="It is tried again later.")
        return left


class CheckedBackend(httpcore.NetworkBackend):
    """Resolves a host once, and connects to an address that was checked; TLS is still with the host's name."""

    def __init__(self, deadline: Deadline, *, allow_private: bool) -> None:
        self._deadline, self._allow_private = deadline, allow_private
        self._plain = httpcore.SyncBackend()

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,  # noqa: ARG002 - the deadline is what counts
        local_address: str | None = None,
        socket_options: Iterable[Any] | None = None,
    ) -> httpcore.NetworkStream:
        """Connect to the first address of the host that answers.

        Raises:
            FetchError: no address of it may be connected to, or there is no time left.
            httpcore.ConnectError: none answers.
        """
        *others, last = addresses_of(host, port, allow_private=self._allow_private)
        for address in others:
            try:
                return self._connect(address, port, local_address, socket_options)
            except (httpcore.ConnectError, httpcore.ConnectTimeout):
                continue
        return self._connect(last, port, local_address, socket_options)

    def _connect(self, address: str, port: int, local: str | None, options: Iterable[Any] | None) -> httpcore.NetworkStream:
        stream = self._plain.connect_tcp(address, port, timeout=self._deadline.left_s(), local_address=local, socket_options=options)
        return _TimedStream(stream, self._deadline)


class _TimedStream(httpcore.NetworkStream):
    """A stream each of whose waits ends at the deadline: a server that sends a byte now and then gains nothing by it."""

    def __init__(self, stream: httpcore.NetworkStream, deadline: Deadline) -> None:
        self._stream, self._deadline = stream, deadline

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:  # noqa: ARG002
        return self._stream.read(max_bytes, timeout=self._deadline.left_s())

    def write(self, buffer: bytes, timeout: float | None = None) -> None:  # noqa: ARG002
        self._stream.write(buffer, timeout=self._deadline.left_s())

    def close(self) -> None:
        self._stream.close()

    def start_tls(
        self,
        ssl_context: ssl.SSLContext,
        server_hostname: str | None = None,
        timeout: float | None = None,  # noqa: ARG002
    ) -> httpcore.NetworkStream:
        return _TimedStream(self._stream.start_tls(ssl_context, server_hostname, timeout=self._deadline.left_s()), self._deadline)

    def get_extra_info(self, info: str) -> Any:
        return self._stream.get_extra_info(info)
