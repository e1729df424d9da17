"""Received e-mail: the raw bytes, what it was taken for, what became of it, and how far each mailbox was read."""

from datetime import datetime

from sqlalchemy import BigInteger
from sqlmodel import Field, Session, SQLModel, UniqueConstraint, col, select

from models.database import UtcDateTime

STORED = "stored"
RECORDED = "recorded"
PENNED = "penned"
NOTED = "noted"
DROPPED = "dropped"


class Message(SQLModel, table=True):
    """One received e-mail. The same Message-ID with other content is a second row.

    `outcome`: stored (not read yet), recorded, penned, noted (a bounce or automatic reply tied to its letter),
    dropped (by a named person). `authentication` is what our own mail server found of the sender: SPF, DKIM, DMARC.
    """

    __table_args__ = (UniqueConstraint("message_id", "sha256"),)

    id: int | None = Field(default=None, primary_key=True)
    message_id: str
    sha256: str
    mailbox: str
    uidvalidity: int = Field(sa_type=BigInteger)
    uid: int = Field(sa_type=BigInteger)
    received_at: datetime = Field(sa_type=UtcDateTime)
    outcome: str = Field(default=STORED, index=True)
    kind: str | None = None
    sender: str | None = None
    subject: str | None = None
    request_id: int | None = Field(default=None, foreign_key="request.id", index=True)
    why: str | None = None
    authentication: str | None = None
    changed_content: bool = False


class MessageRaw(SQLModel, table=True):
    """The bytes of a received e-mail exactly as fetched."""

    message_id: int = Field(primary_key=True, foreign_key="message.id")
    content: bytes


class MailboxCursor(SQLModel, table=True):
    """How far a mailbox has been read."""

    mailbox: str = Field(primary_key=True)
    uidvalidity: int = Field(sa_type=BigInteger)
    last_uid: int = Field(sa_type=BigInteger)


def unread_messages(session: Session) -> list[int]:
    """Ids of the messages that are stored and not read yet, oldest first."""
    found = session.exec(select(col(Message.id)).where(Message.outcome == STORED).order_by(col(Message.id)))
    return [message_id for message_id in found if message_id is not None]


def same_message_id(session: Session, message_id: str) -> list[Message]:
    """Every received message with that Message-ID."""
    return list(session.exec(select(Message).where(Message.message_id == message_id)))
