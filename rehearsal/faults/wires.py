"""The wire between us and a mail server, on which at any line something may happen: SMTP and IMAP."""

import asyncio
import re
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass
from enum import StrEnum

Ends = tuple[asyncio.StreamReader, asyncio.StreamWriter]
LARGEST_LINE = 2**25
END_OF_LETTER = b".\r\n"
CONNECT = "CONNECT"
DOT = "DOT"
LITERAL = re.compile(rb"\{(\d+)\}\r\n$")
FETCHED = re.compile(rb"\* \d+ FETCH ")
SEARCHED = b"* SEARCH "


class When(StrEnum):
    """At a command: the server has not seen it; it has obeyed and we do not know; we know."""

    BEFORE = "before"
    BETWEEN = "between"
    AFTER = "after"


@dataclass(frozen=True)
class Point:
    """A moment on the wire: a verb (of SMTP, CONNECT or DOT; of IMAP), when at it, and what we said (DOT: it)."""

    verb: str
    when: When
    said: bytes = b""


class Cut(Exception):
    """The connection is broken off here."""


# What happens at a point: None, the server's or ours goes on; a reply to be given instead of the server's; or Cut.
Happening = Callable[[Point], Awaitable[bytes | None]]


async def nothing(_point: Point) -> bytes | None:
    """All goes well."""
    return None


class Wire:
    """A relay to the server on `port`; `happening` may be changed between any two runs.

    While `backwards` is set, what IMAP leaves unordered arrives in reverse: found numbers (RFC 3501 section 7.2.5)
    and fetched messages (7.4.2).
    """

    def __init__(self, port: int, *, letters: bool) -> None:
        self._port, self._letters = port, letters
        self.happening: Happening = nothing
        self.backwards = False

    @asynccontextmanager
    async def opened(self, port: int) -> AsyncIterator[None]:
        """Relay on `port` of loopback until the end of the block."""
        async with await asyncio.start_server(self._serve, "127.0.0.1", port, limit=LARGEST_LINE):
            yield

    async def _serve(self, ours: asyncio.StreamReader, back: asyncio.StreamWriter) -> None:
        with suppress(Cut, ConnectionError, asyncio.IncompleteReadError, OSError):
            await self.happening(Point(CONNECT, When.BEFORE))
            theirs, out = await asyncio.open_connection("127.0.0.1", self._port, limit=LARGEST_LINE)
            try:
                await (self._converse if self._letters else self._mirror)((ours, back), (theirs, out))
            finally:
                out.transport.abort()
        back.transport.abort()

    async def _converse(self, us: Ends, server: Ends) -> None:
        """SMTP: one command, one reply."""
        (ours, back), (theirs, _) = us, server
        back.write(await _reply(theirs))
        while command := await ours.readline():
            verb = command[:4].upper().strip().decode("ascii", "replace")
            reply = await self._step(verb, command, server)
            back.write(reply)
            await self.happening(Point(verb, When.AFTER, command))
            if verb == "DATA" and reply.startswith(b"354"):
                letter = await ours.readuntil(b"\r\n" + END_OF_LETTER)
                back.write(await self._step(DOT, letter, server))
                await self.happening(Point(DOT, When.AFTER, letter))

    async def _step(self, verb: str, said: bytes, server: Ends) -> bytes:
        theirs, out = server
        if (instead := await self.happening(Point(verb, When.BEFORE, said))) is not None:
            return instead
        out.write(said)
        reply = await _reply(theirs)
        lie = await self.happening(Point(verb, When.BETWEEN, said))
        return reply if lie is None else lie

    async def _mirror(self, us: Ends, server: Ends) -> None:
        """IMAP: commands noticed as they pass, answers passed on as they come."""
        (ours, back), (theirs, out) = us, server
        answering = asyncio.create_task((_turn_round if self.backwards else _pass_on)(theirs, back))
        try:
            while command := await ours.readline():
                verb = _imap_verb(command)
                await self.happening(Point(verb, When.BEFORE, command))
                out.write(command)
                await self.happening(Point(verb, When.BETWEEN, command))
        finally:
            answering.cancel()


async def _reply(theirs: asyncio.StreamReader) -> bytes:
    """All lines of one reply (RFC 5321 section 4.2.1: the last has a space after its code)."""
    lines = [await theirs.readline()]
    while lines[-1][3:4] == b"-":
        lines.append(await theirs.readline())
    if not lines[-1]:
        raise Cut
    return b"".join(lines)


async def _pass_on(theirs: asyncio.StreamReader, back: asyncio.StreamWriter) -> None:
    with suppress(ConnectionError):
        while some := await theirs.read(2**16):
            back.write(some)
            await back.drain()
    back.close()


async def _turn_round(theirs: asyncio.StreamReader, back: asyncio.StreamWriter) -> None:
    held: list[bytes] = []
    with suppress(ConnectionError, asyncio.IncompleteReadError):
        while response := await _response(theirs):
            if FETCHED.match(response):
                held.append(response)
                continue
            back.write(b"".join(reversed(held)) + _reversed_numbers(response))
            held.clear()
            await back.drain()
    back.close()


async def _response(theirs: asyncio.StreamReader) -> bytes:
    """One response, with the literals in it (RFC 3501 section 4.3); nothing at the end."""
    response = await theirs.readline()
    while literal := LITERAL.search(response):
        response += await theirs.readexactly(int(literal[1])) + await theirs.readline()
    return response


def _reversed_numbers(response: bytes) -> bytes:
    if not response.startswith(SEARCHED):
        return response
    return SEARCHED + b" ".join(reversed(response.removeprefix(SEARCHED).split())) + b"\r\n"


def _imap_verb(command: bytes) -> str:
    words = command.upper().split()[1:4]
    verb = b" ".join(words[:2]) if words[:1] == [b"UID"] else b"".join(words[:1])
    return verb.decode("ascii", "replace")
