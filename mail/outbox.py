"""The SMTP edge: hands a written letter to the server and says what became of it.

What the network or the server does to a letter is an Outcome, never an exception. One exception is ours:

    OutboxFault
    └── AddressOutsideTrial    in trial a letter was addressed to somewhere that exists
"""

import asyncio
import re
import ssl
from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

import aiosmtplib
from aiosmtplib.protocol import SMTPProtocol

from mail.headers import UnfitMail, address

Kind = Literal["sent", "temporary", "permanent", "unconfirmed"]
Stage = Literal["connect", "tls", "auth", "mail", "rcpt", "data", "after_dot"]
DONE, WILL_FORWARD, GO_AHEAD = 250, 251, 354
TRIAL_DOMAIN = ".invalid"
_RECIPIENT_FIELDS = re.compile(rb"(?im)^(?:resent-)?(?:to|cc|bcc)[ \t]*:(.*(?:\r?\n[ \t].*)*)")
_HEAD_END = re.compile(rb"\r?\n\r?\n")
_ADDRESS = re.compile(rb"[^\s<>,;:\"()]+@[^\s<>,;:\"()]*")


class OutboxFault(Exception):
    """A fault of ours in handing a letter over."""


class AddressOutsideTrial(OutboxFault):
    """In trial a letter named an address that does not end in `.invalid`; nothing of it was sent."""


@dataclass(frozen=True)
class SmtpServer:
    """Where letters are handed in. Empty `user`: no login. Timeouts in seconds, the last per RFC 5321 4.5.3.2.6.

    `tls` is required where it is set: "starttls" after the greeting, "implicit" before it; "" is none. With `token`,
    which gives the access token of the moment, the login is XOAUTH2; else it is PLAIN, or what the server offers.
    """

    host: str
    port: int
    user: str = ""
    password: str = ""
    tls: Literal["", "starttls", "implicit"] = ""
    token: Callable[[], str] | None = None
    local_hostname: str = "localhost"
    timeout: float = 60.0
    answer_timeout: float = 600.0


@dataclass(frozen=True)
class Parcel:
    """One letter to one recipient, ready for the socket; its claim is already on disk."""

    delivery_id: int
    envelope_from: str
    envelope_to: str
    content: bytes


@dataclass(frozen=True)
class Outcome:
    """What became of a parcel, at which stage, and the server's own words (`code` None: there were none)."""

    delivery_id: int
    kind: Kind
    stage: Stage
    code: int | None
    text: str


class Handing:
    """One parcel's way through MAIL, RCPT, DATA and the final dot."""

    def __init__(
        self, client: aiosmtplib.SMTP, parcel: Parcel, server: SmtpServer, note: Callable[[Outcome], None]
    ) -> None:
        self._client, self._parcel, self._server, self._note = client, parcel, server, note
        self._stage: Stage = "mail"

    async def outcome(self) -> Outcome:
        """What the server said in the end; a cancelled handing is recorded before it is given up."""
        try:
            answer = await self._hand()
        except aiosmtplib.SMTPResponseException as error:
            await self._forget()
            return self._answered(error.code, error.message)
        except (aiosmtplib.SMTPException, OSError) as error:
            self._client.close()
            return self._lost(str(error) or type(error).__name__)
        except asyncio.CancelledError:
            self._client.close()
            self._note(self._lost("cancelled"))
            raise
        return self._answered(answer.code, answer.message)

    async def _hand(self) -> aiosmtplib.SMTPResponse:
        await self._say(f"MAIL FROM:<{self._parcel.envelope_from}>", DONE)
        self._stage = "rcpt"
        await self._say(f"RCPT TO:<{self._parcel.envelope_to}>", DONE, WILL_FORWARD)
        self._stage = "data"
        await self._say("DATA", GO_AHEAD)
        protocol = self._client.protocol
        if protocol is None or protocol.transport is None:
            raise aiosmtplib.SMTPServerDisconnected("Connection lost")
        async with asyncio.timeout(self._server.answer_timeout):
            await _write_out(protocol, _stuffed(self._parcel.content))
        protocol.write(b".\r\n")
        self._stage = "after_dot"
        return await protocol.read_response(timeout=self._server.answer_timeout)

    async def _say(self, command: str, *expected: int) -> None:
        answer = await self._client.execute_command(command.encode("ascii"))
        if answer.code not in expected:
            raise aiosmtplib.SMTPResponseException(answer.code, answer.message)

    async def _forget(self) -> None:
        """RSET, so that the next letter on this connection starts clean."""
        if self._client.is_connected:
            try:
                await self._client.rset()
            except (aiosmtplib.SMTPException, OSError):
                self._client.close()

    def _answered(self, code: int, text: str) -> Outcome:
        kinds: dict[int, Kind] = {2: "sent", 4: "temporary", 5: "permanent"}
        unclear: Kind = "unconfirmed" if self._stage == "after_dot" else "temporary"
        return Outcome(self._parcel.delivery_id, kinds.get(code // 100, unclear), self._stage, code, text)

    def _lost(self, text: str) -> Outcome:
        kind: Kind = "unconfirmed" if self._stage == "after_dot" else "temporary"
        return Outcome(self._parcel.delivery_id, kind, self._stage, None, text)


def outside_trial(parcel: Parcel) -> str:
    """The first address of the envelope or of To, Cc and Bcc that does not end in `.invalid`, or nothing."""
    end = _HEAD_END.search(parcel.content)
    head = parcel.content[: end.start()] if end else parcel.content
    fields: list[bytes] = _RECIPIENT_FIELDS.findall(head)
    named: list[bytes] = [found for field in fields for found in _ADDRESS.findall(field)]
    for one in (parcel.envelope_to, *(found.decode("utf-8", "replace") for found in named)):
        if not one.lower().endswith(TRIAL_DOMAIN):
            return one
    return ""


def unfit(parcel: Parcel) -> Outcome | None:
    """The outcome of a parcel with an address that is none; None for one that may go."""
    try:
        address(parcel.envelope_to)
        if parcel.envelope_from:
            address(parcel.envelope_from)
    except UnfitMail as error:
        return Outcome(parcel.delivery_id, "permanent", "rcpt", None, str(error))
    return None


async def trouble_with(server: SmtpServer) -> str:
    """What keeps a connection from standing and being signed in; empty when nothing does. Nothing is sent."""
    try:
        await farewell(await connect(server))
    except NotConnectedError as error:
        return str(error)
    return ""


class NotConnectedError(Exception):  # a fact of the network, said as one
    """No connection stands, or it is not signed in; `stage` says how far it came."""

    def __init__(self, stage: Stage, said: str) -> None:
        self.stage: Stage = stage
        super().__init__(f"{stage}: {said}")


async def connect(server: SmtpServer) -> aiosmtplib.SMTP:
    """A connection that stands, encrypted where that is required, and signed in; raises NotConnectedError."""
    client = aiosmtplib.SMTP(
        hostname=server.host,
        port=server.port,
        use_tls=server.tls == "implicit",
        start_tls=False,
        local_hostname=server.local_hostname,
        timeout=server.timeout,
        tls_context=ssl.create_default_context() if server.tls else None,
    )
    stage: Stage = "connect"
    try:
        await client.connect()
        if server.tls == "starttls":
            stage = "tls"
            await client.starttls()
        await client.ehlo()
        stage = "auth"
        await _sign_in(client, server)
    except (aiosmtplib.SMTPException, OSError, ValueError) as error:
        client.close()
        stage = "tls" if isinstance(error, ssl.SSLError) else stage
        raise NotConnectedError(stage, str(error) or type(error).__name__) from error
    return client


async def _sign_in(client: aiosmtplib.SMTP, server: SmtpServer) -> None:
    if server.token is not None:
        await client.auth_xoauth2(server.user, server.token())
    elif server.user:
        await client.login(server.user, server.password)


async def farewell(client: aiosmtplib.SMTP) -> None:
    """Leave the server, which may be gone already."""
    try:
        await client.quit()
    except (aiosmtplib.SMTPException, OSError):
        client.close()


def _stuffed(content: bytes) -> bytes:
    """RFC 5321 sections 2.3.8 and 4.5.2: CRLF line ends, a last one, and a second dot where a line begins with one."""
    whole = content.count(b"\r\n") == content.count(b"\n") == content.count(b"\r") and content.endswith(b"\r\n")
    lines = content if whole else b"\r\n".join([*content.splitlines(), b""]) or b"\r\n"
    return re.sub(rb"(?m)^\.", b"..", lines) if b"\r\n." in lines or lines.startswith(b".") else lines


async def _write_out(protocol: SMTPProtocol, data: bytes) -> None:
    """Returns when all of it has left: only after that may a missing answer mean that the letter was taken."""
    transport = protocol.transport
    if not isinstance(transport, asyncio.WriteTransport):
        raise aiosmtplib.SMTPServerDisconnected("Connection lost")
    transport.set_write_buffer_limits(high=0)
    protocol.write(data)
    await protocol._drain_helper()  # StreamWriter.drain would do, but a StreamWriter closes its transport when it goes
