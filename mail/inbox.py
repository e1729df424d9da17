"""The IMAP edge: fetches what is new, hands it over to be stored, and only then tidies the box."""

import base64
import imaplib
import re
import ssl
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from typing import Any

BATCH = 50  # measured: four times as quick as one by one, and no gain beyond
_UID = re.compile(rb"\bUID (\d+)")


class InboxTrouble(Exception):
    """The IMAP server cannot be reached, or refuses; what was handed over before stays handed over."""


@dataclass(frozen=True)
class ImapBox:
    """Which box to empty. `processed` is where stored letters go; empty: they stay where they are."""

    host: str
    port: int
    user: str
    password: str
    tls: bool = False
    folder: str = "INBOX"
    processed: str = "Processed"
    timeout: float = 30.0


@dataclass(frozen=True)
class Cursor:
    """How far a box has been read: UIDs mean something only together with the UIDVALIDITY (RFC 3501 2.3.1.1)."""

    uidvalidity: int
    last_uid: int


@dataclass(frozen=True)
class Fetched:
    """One message as it lay in the box."""

    uidvalidity: int
    uid: int
    raw: bytes


def fetch_new(box: ImapBox, cursor: Cursor | None, store: Callable[[Sequence[Fetched]], None]) -> Cursor:
    """Hands all messages after `cursor` to `store`, 50 at a time, and returns the cursor for the next time.

    `store` returns when its batch is committed; only then are those messages moved away, and an exception of its
    own passes through with the box as it was. A changed UIDVALIDITY (or no cursor) means reading the folder from
    the start: the storer knows doubles by their Message-ID. Raises InboxTrouble; blocks, so call it in a thread.
    """
    with _Reading(box) as reading:
        validity = reading.select()
        known = cursor.last_uid if cursor is not None and cursor.uidvalidity == validity else 0
        for uids in _batches(reading.uids_after(known)):
            messages = reading.fetch(validity, uids)
            if messages:
                store(messages)
                reading.put_away([one.uid for one in messages])
            known = uids[-1]
        return Cursor(validity, known)


def trouble_with(box: ImapBox) -> str:
    """What keeps the box from being opened; empty when nothing does. Nothing in it changes."""
    try:
        with _Reading(box) as reading:
            reading.select()
    except InboxTrouble as trouble:
        return str(trouble)
    return ""


class _Reading:
    """One signed-in connection; whatever goes wrong on it is InboxTrouble."""

    def __init__(self, box: ImapBox) -> None:
        self._box = box

    def __enter__(self) -> "_Reading":
        with self._trouble():
            self._connection = _connect(self._box)
        try:
            with self._trouble():
                self._connection.login(self._box.user, self._box.password)
        except InboxTrouble:
            self._leave()
            raise
        return self

    def __exit__(self, kind: type[BaseException] | None, error: object, trace: object) -> None:
        self._leave()

    def select(self) -> int:
        """Opens the folder and returns its UIDVALIDITY."""
        with self._trouble():
            self._command("select", _quoted(self._box.folder))
            _, answer = self._connection.response("UIDVALIDITY")
            if not answer or answer[0] is None:
                raise imaplib.IMAP4.error("no UIDVALIDITY")
            return int(answer[0])

    def uids_after(self, last: int) -> list[int]:
        """The UIDs above `last`, ascending. RFC 3501 6.4.8: `n:*` gives the newest even when it is below n."""
        with self._trouble():
            found = self._command("uid", "SEARCH", "UID", f"{last + 1}:*")
        return sorted(uid for uid in map(int, (found[0] or b"").split()) if uid > last)

    def fetch(self, validity: int, uids: Sequence[int]) -> list[Fetched]:
        """The messages with these UIDs that are still there, unread marks untouched."""
        with self._trouble():
            parts = self._command("uid", "FETCH", _set(uids), "(UID BODY.PEEK[])")
        messages = [Fetched(validity, uid, raw) for uid, raw in _messages(parts)]
        return sorted((one for one in messages if one.uid in set(uids)), key=lambda one: one.uid)

    def put_away(self, uids: Sequence[int]) -> None:
        """Moves stored messages to the processed folder; makes the folder when it is missing."""
        if not self._box.processed:
            return
        with self._trouble():
            if not self._moved(uids):
                self._connection.create(_quoted(self._box.processed))
                if not self._moved(uids):
                    raise imaplib.IMAP4.error(f"cannot move to {self._box.processed}")

    def _moved(self, uids: Sequence[int]) -> bool:
        target = _quoted(self._box.processed)
        if "MOVE" in self._capabilities():
            return self._connection.uid("MOVE", _set(uids), target)[0] == "OK"
        if self._connection.uid("COPY", _set(uids), target)[0] != "OK":
            return False
        self._command("uid", "STORE", _set(uids), "+FLAGS.SILENT", r"(\Deleted)")
        if "UIDPLUS" in self._capabilities():
            self._command("uid", "EXPUNGE", _set(uids))
        return True

    def _capabilities(self) -> Sequence[str]:
        """What the server offers once signed in, which is often more than in its greeting."""
        if not hasattr(self, "_offered"):
            (line,) = self._command("capability")
            self._offered = tuple(line.decode("ascii", "replace").upper().split())
        return self._offered

    def _command(self, name: str, *arguments: str) -> list[Any]:
        status, answer = getattr(self._connection, name)(*arguments)
        if status != "OK":
            raise imaplib.IMAP4.error(f"{name} {arguments[:1]}: {answer!r}")
        return list(answer)

    @contextmanager
    def _trouble(self) -> Iterator[None]:
        try:
            yield
        except (imaplib.IMAP4.error, OSError, ValueError) as error:
            raise InboxTrouble(f"{self._box.host}:{self._box.port}: {error or type(error).__name__}") from error

    def _leave(self) -> None:
        with suppress(imaplib.IMAP4.error, OSError):
            self._connection.logout()


def _connect(box: ImapBox) -> imaplib.IMAP4:
    if box.tls:
        context = ssl.create_default_context()
        return imaplib.IMAP4_SSL(box.host, box.port, ssl_context=context, timeout=box.timeout)
    return imaplib.IMAP4(box.host, box.port, timeout=box.timeout)


def _batches(uids: Sequence[int]) -> Iterator[Sequence[int]]:
    for start in range(0, len(uids), BATCH):
        yield uids[start : start + BATCH]


def _set(uids: Sequence[int]) -> str:
    return ",".join(map(str, uids))


def _quoted(name: str) -> str:
    """A folder name as a quoted string in modified UTF-7 (RFC 3501 section 5.1.3)."""
    return '"' + _utf7(name).replace("\\", "\\\\").replace('"', '\\"') + '"'


def _utf7(name: str) -> str:
    def shifted(found: re.Match[str]) -> str:
        code = base64.b64encode(found.group().encode("utf-16-be")).decode().rstrip("=")
        return "&" + code.replace("/", ",") + "-"

    return re.sub(r"[^\x20-\x7e]+", shifted, name.replace("&", "&-"))


def _messages(parts: Sequence[Any]) -> Iterator[tuple[int, bytes]]:
    """imaplib's answer: a pair of (words before, literal), then the words after; the UID may stand in either."""
    for place, part in enumerate(parts):
        if isinstance(part, tuple):
            after = parts[place + 1] if place + 1 < len(parts) else b""
            found = _UID.search(part[0]) or _UID.search(after if isinstance(after, bytes) else b"")
            if found:
                yield int(found[1]), part[1]
