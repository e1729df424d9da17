"""The local post office: a real SMTP and a real IMAP server over one store, for practice, trial and tests."""

import asyncio
import re
from argparse import Namespace
from collections.abc import Callable, Mapping
from contextlib import suppress
from email.parser import BytesHeaderParser
from email.utils import parseaddr
from pathlib import Path
from types import TracebackType
from typing import Any

from aiosmtpd.smtp import SMTP, AuthResult, Envelope, LoginPassword, Session
from proxyprotocol.reader import ProxyProtocolReader
from pymap.backend.dict import Config, Identity, Login
from pymap.backend.dict.filter import FilterSet
from pymap.backend.dict.mailbox import MailboxData, MailboxSet
from pymap.exceptions import InvalidAuth
from pymap.imap import IMAPServer
from pymap.parsing.message import AppendMessage
from pymap.user import UserMetadata
from pysasl.creds.server import ServerCredentials
from pysasl.hashing import Cleartext

NAME = "buu-dien.invalid"
LARGEST_LITERAL = 2**24


class _Config(Config):
    """pymap's settings, with a greeting that asks no resolver for the machine's name."""

    @property
    def greeting(self) -> bytes:
        return b"Server ready " + NAME.encode()


class _Login(Login):
    """Who may open which box: every user exists, and has the one password, or any."""

    def __init__(self, config: Config, password: str | None) -> None:
        super().__init__(config)
        self._password = password

    async def authenticate(self, credentials: ServerCredentials) -> Identity:
        user = UserMetadata(self.config, credentials.authcid, password=self._password)
        if self._password is not None and not credentials.verify(user):
            raise InvalidAuth
        name = mailbox_of(credentials.authcid)
        self.users_dict.setdefault(name, UserMetadata(self.config, name))
        return Identity(name, self, None, frozenset())


class PostOffice:
    """Takes letters by SMTP and hands them out by IMAP, all in the running event loop.

    `refuse` maps an address to the reply line given when it is named as a recipient ("550 5.1.1 No such user");
    it may be changed while the office is open. With `folder`, each letter is also written under it as
    `<recipient>/<number>.eml`. `password` is everybody's; without one every password is right. Raises OSError on
    entering when a port is taken. Nothing survives the office's closing but the files in `folder`.
    """

    def __init__(
        self,
        smtp_port: int = 0,
        imap_port: int = 0,
        host: str = "127.0.0.1",
        *,
        refuse: Mapping[str, str] | None = None,
        folder: Path | None = None,
        password: str | None = None,
        on_delivery: Callable[[str, bytes], None] | None = None,
    ) -> None:
        self.host, self.smtp_port, self.imap_port = host, smtp_port, imap_port
        self.refuse: dict[str, str] = dict(refuse or {})
        self._folder, self._password, self._on_delivery = folder, password, on_delivery
        self._letters: dict[str, list[bytes]] = {}
        self._smtp: asyncio.Server | None = None
        self._imap: asyncio.Server | None = None
        self._tasks: set[asyncio.Task[None]] = set()

    async def __aenter__(self) -> "PostOffice":
        self._config = _imap_config(self.host)
        self._login = _Login(self._config, self._password)
        await self.open_smtp()
        try:
            await self._open_imap()
        except OSError:
            await self.close_smtp()
            raise
        return self

    async def __aexit__(self, kind: type[BaseException] | None, error: object, trace: TracebackType | None) -> None:
        await self.close_smtp()
        if self._imap is not None:
            self._imap.close()
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)

    async def open_smtp(self) -> None:
        """Opens the SMTP side; after `close_smtp` it comes back on the same port."""
        loop = asyncio.get_running_loop()
        self._smtp = await loop.create_server(self._smtp_protocol, self.host, self.smtp_port)
        self.smtp_port = _port(self._smtp)

    async def close_smtp(self) -> None:
        """Closes the SMTP side, as when a mail server is down; the boxes stay readable."""
        if self._smtp is not None:
            self._smtp.close()
            self._smtp = None

    def mailbox(self, address: str) -> list[bytes]:
        """Every letter that has arrived for `address`, in order of arrival, whatever became of it in the box."""
        return list(self._letters.get(mailbox_of(address), ()))

    @property
    def addresses(self) -> list[str]:
        """The boxes that have had a letter, in order of their first."""
        return list(self._letters)

    async def deliver(self, to: str, raw: bytes, envelope_from: str | None = None) -> None:
        """Puts a letter into the box of `to` as if it had come by SMTP, with the trace headers a real server adds.

        Without `envelope_from` it comes from its author, or, what a machine wrote, from nobody (RFC 3834 section 3.3).
        """
        box = mailbox_of(to)
        letter = _traced(raw, to, _author(raw) if envelope_from is None else envelope_from)
        await (await self._box(box)).append(AppendMessage(letter), recent=True)
        letters = self._letters.setdefault(box, [])
        letters.append(letter)
        if self._folder is not None:
            _write(self._folder, box, len(letters), letter)
        if self._on_delivery is not None:
            self._on_delivery(to, letter)

    async def reset_uids(self, address: str) -> None:
        """Gives the inbox of `address` a new UIDVALIDITY, as after a restore on a real server."""
        (await self._box(mailbox_of(address)))._uid_validity += 1

    async def _open_imap(self) -> None:
        self._config.apply_context()
        serve = ProxyProtocolReader(self._config.proxy_protocol).get_callback(IMAPServer(self._login, self._config))

        async def converse(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
            task = asyncio.current_task()
            assert task is not None  # noqa: S101 - start_server runs us in a task of our own
            self._tasks.add(task)
            task.add_done_callback(self._tasks.discard)
            with suppress(asyncio.CancelledError, ConnectionError):
                await serve(reader, writer)

        self._imap = await asyncio.start_server(converse, self.host, self.imap_port, limit=LARGEST_LITERAL)
        self.imap_port = _port(self._imap)

    def _smtp_protocol(self) -> SMTP:
        return SMTP(
            _Counter(self),
            hostname=NAME,
            auth_require_tls=False,
            authenticator=self._authenticate,
            loop=asyncio.get_running_loop(),
        )

    def _authenticate(self, _server: object, _session: object, _env: object, _way: str, data: object) -> AuthResult:
        right = isinstance(data, LoginPassword) and self._password in (None, data.password.decode("utf-8", "replace"))
        return AuthResult(success=right, handled=right)

    async def _box(self, address: str) -> MailboxData:
        if address not in self._config.set_cache:
            self._login.users_dict.setdefault(address, UserMetadata(self._config, address))
            self._config.set_cache[address] = (MailboxSet(), FilterSet())
        boxes, _ = self._config.set_cache[address]
        return await boxes.get_mailbox("INBOX")


class _Counter:
    """The SMTP side's answers: refuses whom it is told to refuse, takes the rest."""

    def __init__(self, office: PostOffice) -> None:
        self._office = office

    async def handle_RCPT(
        self, _server: SMTP, _session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        refuse = self._office.refuse
        reply = refuse.get(address) or refuse.get(mailbox_of(address))
        if reply is not None:
            return reply
        envelope.rcpt_tos.append(address)
        envelope.rcpt_options.extend(options)
        return "250 2.1.5 OK"

    async def handle_DATA(self, _server: SMTP, _session: Session, envelope: Envelope) -> str:
        content: Any = envelope.content
        for address in envelope.rcpt_tos:
            await self._office.deliver(address, content, envelope.mail_from or "")
        return "250 2.0.0 OK"


def mailbox_of(address: str) -> str:
    """The box an address is delivered to: lower case, without its plus part."""
    local, _, domain = address.strip().lower().rpartition("@")
    return f"{local.partition('+')[0]}@{domain}" if local else domain


def _imap_config(host: str) -> _Config:
    return _Config(
        Namespace(passlib_cfg=None, proxy_protocol=None),
        host=host,
        port=0,
        demo_data=False,
        demo_user="",
        demo_password="",
        tls_enabled=False,
        hash_context=Cleartext(),
        invalid_user_sleep=0.0,
        reject_dnsbl=False,
    )


def _port(server: asyncio.Server) -> int:
    return int(server.sockets[0].getsockname()[1])


def _author(raw: bytes) -> str:
    headers = BytesHeaderParser().parsebytes(raw)
    return "" if headers["Auto-Submitted"] else parseaddr(str(headers["From"] or ""))[1]


def _traced(raw: bytes, to: str, envelope_from: str) -> bytes:
    """RFC 5321 section 4.4 asks the last server for a Return-Path; Postfix adds Delivered-To beside it."""
    return f"Return-Path: <{envelope_from}>\r\nDelivered-To: {to}\r\n".encode("ascii", "replace") + raw


def _write(folder: Path, box: str, number: int, letter: bytes) -> None:
    place = folder / re.sub(r"[^a-z0-9@_.-]|^\.+", "_", box)
    place.mkdir(parents=True, exist_ok=True)
    (place / f"{number:03}.eml").write_bytes(letter)
