"""What a desk is started with: made once at the edge, from the command line and the environment, and handed down."""

from __future__ import annotations

import ipaddress

import msgspec

DEFAULT_PORT = 8437
LOCAL_NAMES = ("localhost", "127.0.0.1", "[::1]")


class Settings(msgspec.Struct, frozen=True, kw_only=True):
    """``archive`` is a file or a URL; ``hosts`` are the names that the desk answers to (those of ``Host`` headers), besides loopback."""

    archive: str
    host: str = "127.0.0.1"
    port: int = DEFAULT_PORT
    hosts: tuple[str, ...] = ()
    model: str | None = None
    lexicons: tuple[str, ...] = ()
    most_characters: int = 200_000
    """The longest story that can be pasted or sent."""

    @property
    def is_local(self) -> bool:
        """Whether only this machine can reach it."""
        try:
            return ipaddress.ip_address(self.host).is_loopback
        except ValueError:
            return self.host == "localhost"

    @property
    def names(self) -> tuple[str, ...]:
        """The values of ``Host`` that are answered, with and without the port."""
        named = (*LOCAL_NAMES, *self.hosts)
        return (*named, *(f"{name}:{self.port}" for name in named))

    @property
    def address(self) -> str:
        """Host and port as they stand in an address."""
        return f"[{self.host}]:{self.port}" if ":" in self.host else f"{self.host}:{self.port}"
