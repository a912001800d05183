"""Which addresses of the network may be connected to."""

from __future__ import annotations

import ipaddress
import socket

from dragoman.watching.faults import FetchError

_INNER = tuple(map(ipaddress.ip_network, ("192.0.0.0/24", "168.63.129.16/32")))
"""Inner addresses that look public to some versions of Python, or are ones of data centres.
Source: RFC 6890; Microsoft's "What is IP address 168.63.129.16?"."""
_IPV6_IN_USE = ipaddress.ip_network("2000::/3")
"""All that is handed out as public so far. Source: IANA, IPv6 Global Unicast Address Assignments."""


def addresses_of(host: str, port: int, *, allow_private: bool) -> list[str]:
    """The numeric addresses of a host, in the resolver's order; without ``allow_private`` only those of the open internet.

    Whoever connects must use what is given here, and not resolve again: the second answer could be another.

    Raises:
        FetchError: the name has no address, or none that may be connected to.
    """
    try:
        answers = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError) as error:
        mend = "Check the name, and that this machine can resolve it."
        raise FetchError(f'the host "{host}" has no address: {error}', mend=mend) from error
    found = list(dict.fromkeys(str(answer[4][0]) for answer in answers))
    allowed = [address for address in found if allow_private or is_public(address)]
    if not allowed:
        mend = "If the feed is meant to be on a network of your own, give --allow-private."
        at = "" if found == [host] else f" is at {', '.join(found)}, which"
        raise FetchError(f'the host "{host}"{at} is no public address', mend=mend)
    return allowed


def is_public(address: str) -> bool:
    """Whether a numeric address is one host of the open internet.

    Loopback, private, link-local (where clouds keep their metadata), shared, reserved and multicast ones are none, nor
    those of IPv6 that stand for one of IPv4.

    >>> [is_public(address) for address in ("93.184.216.34", "169.254.169.254", "::ffff:10.0.0.1", "64:ff9b::7f00:1")]
    [True, False, False, False]
    """
    try:
        ip = ipaddress.ip_address(address)
    except ValueError:
        return False  # with a zone ("fe80::1%eth0") it is of one link only
    if isinstance(ip, ipaddress.IPv6Address) and (ip not in _IPV6_IN_USE or ip.sixtofour is not None or ip.teredo is not None):
        return False
    return ip.is_global and not ip.is_multicast and not ip.is_reserved and not any(ip in network for network in _INNER)
