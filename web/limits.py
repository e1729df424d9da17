"""How much of this server one address may take: requests a minute, and seconds to say what it wants."""

import asyncio
from collections import OrderedDict
from collections.abc import Callable, MutableMapping
from dataclasses import dataclass, field
from ipaddress import ip_address, ip_network
from time import monotonic
from typing import Any

from uvicorn.protocols.http.h11_impl import H11Protocol

READS, WRITES = 300, 60
MINUTE = 60.0
REMEMBERED = 10_000
HEADER_SECONDS = 15.0
SAFE = ("GET", "HEAD", "OPTIONS")
NEIGHBOURHOOD = 64  # who has one IPv6 address has all of its network

Scope = MutableMapping[str, Any]


@dataclass
class Allowance:
    """What each address asked for within the running minute; the longest unheard of is forgotten first."""

    reads: int = READS
    writes: int = WRITES
    clock: Callable[[], float] = monotonic
    taken: OrderedDict[str, tuple[float, int, int]] = field(default_factory=OrderedDict)

    def allows(self, address: str, method: str) -> bool:
        """Whether the address may ask once more; what names no outside address (this machine) always may."""
        who = outside(address)
        if who is None:
            return True
        began, reads, writes = self.taken.pop(who, (self.clock(), 0, 0))
        if self.clock() - began >= MINUTE:
            began, reads, writes = self.clock(), 0, 0
        reads, writes = (reads + 1, writes) if method in SAFE else (reads, writes + 1)
        self.taken[who] = (began, reads, writes)
        while len(self.taken) > REMEMBERED:
            self.taken.popitem(last=False)
        return reads <= self.reads and writes <= self.writes


def outside(address: str) -> str | None:
    """The address, of IPv6 its network; None for one of this machine, or for no address at all."""
    try:
        found = ip_address(address)
    except ValueError:
        return None
    if found.is_loopback:
        return None
    return str(ip_network((found, NEIGHBOURHOOD), strict=False)) if found.version == 6 else str(found)


class HeaderDeadlineProtocol(H11Protocol):
    """HTTP/1.1 whose clients have `HEADER_SECONDS` to say what they want; uvicorn alone would wait for ever."""

    seconds = HEADER_SECONDS
    deadline: asyncio.TimerHandle | None = None

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        """Begin to wait for the first request."""
        super().connection_made(transport)
        self._watch()

    def data_received(self, data: bytes) -> None:
        """Stop waiting once a request is complete, begin again with the next."""
        super().data_received(data)
        self._watch()

    def connection_lost(self, exc: Exception | None) -> None:
        """Stop waiting."""
        self._stop()
        super().connection_lost(exc)

    def _watch(self) -> None:
        if not self._between_requests():
            self._stop()
        elif self.deadline is None:
            self.deadline = self.loop.call_later(self.seconds, self._give_up)

    def _between_requests(self) -> bool:
        return self.cycle is None or self.cycle.response_complete

    def _give_up(self) -> None:
        self.deadline = None
        if self._between_requests():
            self.transport.close()

    def _stop(self) -> None:
        if self.deadline is not None:
            self.deadline.cancel()
            self.deadline = None
