"""The record: who did what, when, why. Append-only lines, each holding the hash of the one before.

Events are collected during a transaction and written last, in one step before the commit. The hash is
SHA-256 over the previous hash and the stored canonical bytes: what is stored is what was hashed.
"""

import hashlib
import json
from collections.abc import Iterator
from datetime import UTC, datetime

from sqlalchemy import event as sqlalchemy_event
from sqlalchemy import text
from sqlmodel import Field, Session, SQLModel, col, select

GENESIS = "0" * 64
PENDING = "dondoc.events"
CHAIN_LOCK = 5_710_233


class Event(SQLModel, table=True):
    """One line of the record; `body` is canonical JSON with the keys at, actor, verb, subject, facts."""

    seq: int | None = Field(default=None, primary_key=True, sa_column_kwargs={"autoincrement": False})
    prev: str
    body: bytes
    hash: str


def record(session: Session, at: datetime, actor: str, verb: str, subject: str, **facts: object) -> None:
    """Have the line written with this transaction; `subject` is like 'letter:12'. Facts hold ids, never addresses."""
    line = {"at": at.astimezone(UTC).isoformat(), "actor": actor, "verb": verb, "subject": subject, "facts": facts}
    body = json.dumps(line, ensure_ascii=False, sort_keys=True, separators=(",", ":"), default=str)
    session.info.setdefault(PENDING, []).append(body.encode())


def chained(prev: str, body: bytes) -> str:
    """The hash of a line that follows `prev`."""
    return hashlib.sha256(prev.encode() + body).hexdigest()


def head(session: Session) -> tuple[int, str]:
    """(number of the last line, its hash); (0, genesis) while the record is empty."""
    last = session.exec(select(Event).order_by(col(Event.seq).desc()).limit(1)).first()
    return (last.seq or 0, last.hash) if last else (0, GENESIS)


def lines(session: Session) -> Iterator[Event]:
    """Every line in order, streamed."""
    yield from session.exec(select(Event).order_by(col(Event.seq)).execution_options(yield_per=1000))


def first_fault(session: Session) -> str | None:
    """What is wrong with the first line that does not fit the chain; None when the record is whole."""
    prev, expected = GENESIS, 1
    for line in lines(session):
        if line.seq != expected:
            return f"line {expected} is missing"
        if line.prev != prev or line.hash != chained(prev, line.body):
            return f"line {line.seq} was changed"
        prev, expected = line.hash, expected + 1
    return None


def holds_line(session: Session, line_hash: str | None) -> bool:
    """Whether the record has the line with that hash; the genesis, and none, need no line."""
    if line_hash is None or line_hash == GENESIS:
        return True
    return session.exec(select(Event.seq).where(Event.hash == line_hash)).first() is not None


@sqlalchemy_event.listens_for(Session, "before_commit")
def _append_pending(session: Session) -> None:
    bodies = session.info.pop(PENDING, [])
    if not bodies:
        return
    session.flush()
    if session.get_bind().dialect.name == "postgresql":
        session.execute(text("SELECT pg_advisory_xact_lock(:lock)"), {"lock": CHAIN_LOCK})
    seq, prev = head(session)
    rows = []
    for body in bodies:
        seq, line_hash = seq + 1, chained(prev, body)
        rows.append({"seq": seq, "prev": prev, "body": body, "hash": line_hash})
        prev = line_hash
    session.connection().execute(Event.__table__.insert(), rows)  # type: ignore[attr-defined]


@sqlalchemy_event.listens_for(Session, "after_rollback")
def _forget_pending(session: Session) -> None:
    session.info.pop(PENDING, None)
