"""Taking in received mail: every message stored raw before anything is judged, each once."""

import hashlib
import re
from collections.abc import Sequence
from datetime import datetime

from sqlmodel import Session

from mail.inbox import Cursor, Fetched
from mail.parts import head_of
from models.database import Lock, take_turns
from models.event import record
from models.message import MailboxCursor, Message, MessageRaw, same_message_id

NO_MESSAGE_ID = "sha256"
LONGEST_ID = 900
CONTROLS = re.compile(r"[\x00-\x1f\x7f]+")


def store_messages(session: Session, mailbox: str, fetched: Sequence[Fetched], now: datetime) -> int:
    """Store the raw messages and move the cursor past them; returns how many were not there yet.

    A message seen twice (same Message-ID, same bytes) is one row; the same Message-ID with other bytes is a second,
    flagged. Two that store at once take turns, and the second finds what the first stored.
    """
    take_turns(session, Lock.STORING)
    new = sum(_store(session, mailbox, one, now) for one in fetched)
    session.merge(MailboxCursor(mailbox=mailbox, uidvalidity=fetched[-1].uidvalidity, last_uid=fetched[-1].uid))
    return new


def cursor_of(session: Session, mailbox: str) -> Cursor | None:
    """How far the mailbox was read; None when it never was."""
    row = session.get(MailboxCursor, mailbox)
    return Cursor(row.uidvalidity, row.last_uid) if row else None


def _store(session: Session, mailbox: str, fetched: Fetched, now: datetime) -> bool:
    digest = hashlib.sha256(fetched.raw).hexdigest()
    message_id = _message_id(fetched.raw) or f"<{NO_MESSAGE_ID}:{digest}>"
    known = same_message_id(session, message_id)
    if any(one.sha256 == digest for one in known):
        return False
    message = Message(
        message_id=message_id,
        sha256=digest,
        mailbox=mailbox,
        uidvalidity=fetched.uidvalidity,
        uid=fetched.uid,
        received_at=now,
        changed_content=bool(known),
    )
    session.add(message)
    session.flush()
    session.add(MessageRaw(message_id=message.id or 0, content=fetched.raw))
    record(session, now, "dondoc", "received", f"message:{message.id}", sha256=digest, again=bool(known))
    return True


def _message_id(raw: bytes) -> str:
    # PostgreSQL refuses a NUL in a text, and one refused message would keep all behind it from being stored.
    return CONTROLS.sub("", str(head_of(raw).get("Message-ID") or "")).strip()[:LONGEST_ID]
