"""Connections to public addresses only, each with an end to how long it may take.

The name is looked up once, every address it has is checked, and the connection
goes to an address that was checked: a name that changes its mind between the
check and the connection (DNS rebinding) gains nothing. All of this happens
where a connection is made, so a redirect cannot walk around it.
"""

from __future__ import annotations

import socket
import ssl
import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from ipaddress import IPv4Address, IPv6Address, IPv6Network, ip_address
from typing import Any

import httpcore

from ramify._errors import InputError

Address = IPv4Address | IPv6Address
Permits = Callable[[Address], bool]
LookUp = Callable[[str, int], Iterable[str]]
"""The addresses of a host for a port, as text."""

_NAT64 = IPv6Network("64:ff9b::/96")


def is_public(address: Address) -> bool:
    """Whether an address belongs to the open internet, also the one that it wraps.

    Source: IANA special-purpose address registries (RFC 6890), as Python's `ipaddress` has them.

    >>> [is_public(ip_address(a)) for a in ("9.9.9.9", "10.0.0.1", "169.254.169.254", "::1")]
    [True, False, False, False]
    >>> is_public(ip_address("::ffff:127.0.0.1")), is_public(ip_address("64:ff9b::7f00:1"))
    (False, False)
    """
    if isinstance(address, IPv6Address):
        if address.teredo or address.is_site_local:
            return False
        inner = address.ipv4_mapped or address.sixtofour
        if address in _NAT64:
            inner = IPv4Address(int(address) & 0xFFFFFFFF)
        if inner is not None:
            return is_public(inner)
    return address.is_global and not address.is_multicast and not address.is_reserved


def look_up(host: str, port: int) -> list[str]:
    """The addresses that the system's resolver gives for a host.

    Raises:
        OSError, UnicodeError: the name is unknown, or cannot be one.
    """
    rows = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    return [str(row[4][0]).partition("%")[0] for row in rows]


def addresses(host: str, port: int, permits: Permits, look_up: LookUp) -> tuple[Address, ...]:
    """Every address of a host, all of them permitted.

    Raises:
        InputError: the name is unknown, or one of its addresses is not public.
    """
    try:
        listed = dict.fromkeys(map(ip_address, look_up(host, port)))
    except (OSError, UnicodeError):
        raise InputError("no such host", where=host, repair="check the address") from None
    for address in listed:
        if not permits(address):
            raise InputError(
                f"its address {address} is not on the public internet",
                where=host,
                repair="save the page and give the file",
            )
    return tuple(listed)


@dataclass
class Clock:
    """The time that is left for a request, shared by all its connections."""

    seconds: float
    started: float = 0.0

    def start(self) -> None:
        """Begin to count anew."""
        self.started = time.monotonic()

    def left(self, timeout: float | None) -> float:
        """How long the next step may take.

        Raises:
            httpcore.ReadTimeout: no time is left.
        """
        rest = self.started + self.seconds - time.monotonic()
        if rest <= 0:
            raise httpcore.ReadTimeout
        return rest if timeout is None else min(rest, timeout)


class _Timed(httpcore.NetworkStream):
    """A stream whose every step fits into what is left of the whole time."""

    def __init__(self, stream: httpcore.NetworkStream, clock: Clock) -> None:
        self._stream, self._clock = stream, clock

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        return self._stream.read(max_bytes, self._clock.left(timeout))

    def write(self, buffer: bytes, timeout: float | None = None) -> None:
        self._stream.write(buffer, self._clock.left(timeout))

    def close(self) -> None:
        self._stream.close()

    def start_tls(
        self,
        ssl_context: ssl.SSLContext,
        server_hostname: str | None = None,
        timeout: float | None = None,
    ) -> httpcore.NetworkStream:
        secured = self._stream.start_tls(ssl_context, server_hostname, self._clock.left(timeout))
        return _Timed(secured, self._clock)

    def get_extra_info(self, info: str) -> Any:
        return self._stream.get_extra_info(info)


class CheckedNetwork(httpcore.NetworkBackend):
    """Connects to hosts all of whose addresses are permitted."""

    def __init__(self, clock: Clock, permits: Permits, look_up: LookUp) -> None:
        self._clock, self._permits, self._look_up = clock, permits, look_up
        self._network = httpcore.SyncBackend()

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[Any] | None = None,
    ) -> httpcore.NetworkStream:
        """Connect to the first of the host's checked addresses that answers."""
        refused: Exception | None = None
        for address in addresses(host, port, self._permits, self._look_up):
            try:
                stream = self._network.connect_tcp(
                    str(address), port, self._clock.left(timeout), local_address, socket_options
                )
            except (httpcore.ConnectError, httpcore.ConnectTimeout) as error:
                refused = error
            else:
                return _Timed(stream, self._clock)
        raise refused or httpcore.ConnectError("no address")
