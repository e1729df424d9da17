"""The record: who did what, when, why. Append-only lines, each holding the hash of the one before.

Events are collected during a transaction and written last, in one step before the commit. The hash is
SHA-256 over the previous hash and the stored canonical bytes: what is stored is what was hashed.
"""

import json
import logging
import re
from collections.abc import Iterator
from datetime import UTC, datetime
from functools import cache
from typing import Any

from sqlalchemy import Insert, insert
from sqlalchemy import event as sqlalchemy_event
from sqlmodel import Field, Session, SQLModel, col, select
from sqlmodel.sql.expression import Select

from models.chain import GENESIS, Fault, Link, chained, faults_among, is_whole
from models.database import Lock, take_turns

PENDING, WRITTEN = "dondoc.events", "dondoc.written"
CANONICAL = json.JSONEncoder(ensure_ascii=False, sort_keys=True, separators=(",", ":"), default=str)
CODE = re.compile(r"[A-Za-z0-9_.:/#-]{1,64}")

log = logging.getLogger("dondoc.record")


class Event(SQLModel, table=True):
    """One line of the record; `body` is canonical JSON with the keys at, actor, verb, subject, facts."""

    seq: int | None = Field(default=None, primary_key=True, sa_column_kwargs={"autoincrement": False})
    prev: str
    body: bytes
    hash: str


def record(session: Session, at: datetime, actor: str, verb: str, subject: str, **facts: object) -> None:
    """Have the line written with this transaction; `subject` is like 'letter:12'. Facts hold ids, never addresses."""
    line = {"at": at.astimezone(UTC).isoformat(), "actor": actor, "verb": verb, "subject": subject, "facts": facts}
    session.info.setdefault(PENDING, []).append(CANONICAL.encode(line).encode())


def head(session: Session) -> tuple[int, str]:
    """(number of the last line, its hash); (0, genesis) while the record is empty."""
    last = session.exec(_last_line()).first()
    return (last[0] or 0, last[1]) if last else (0, GENESIS)


@cache
def _last_line() -> "Select[int | None, str]":
    return select(Event.seq, Event.hash).order_by(col(Event.seq).desc()).limit(1)


def lines(session: Session) -> Iterator[Event]:
    """Every line in order, streamed."""
    yield from session.exec(select(Event).order_by(col(Event.seq)).execution_options(yield_per=1000))


def faults(session: Session) -> list[Fault]:
    """Every place at which the record is not what was written; empty when it is whole."""
    if is_whole(_links(session)):
        return []
    return faults_among(list(_links(session)))


def _links(session: Session) -> Iterator[Link]:
    columns = select(col(Event.seq), col(Event.prev), col(Event.body), col(Event.hash)).order_by(col(Event.seq))
    for seq, prev, body, line_hash in session.connection().execute(columns.execution_options(yield_per=10_000)):
        yield Link(seq, prev, line_hash, line_hash == chained(prev, body))


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
    take_turns(session, Lock.RECORD)
    seq, prev = head(session)
    rows = []
    for body in bodies:
        seq, line_hash = seq + 1, chained(prev, body)
        rows.append({"seq": seq, "prev": prev, "body": body, "hash": line_hash})
        prev = line_hash
    session.connection().execute(_adding(), rows)
    session.info.setdefault(WRITTEN, []).extend(bodies)


@cache
def _adding() -> Insert:
    return insert(Event.__table__)  # type: ignore[attr-defined]


@sqlalchemy_event.listens_for(Session, "after_commit")
def _log_written(session: Session) -> None:
    for body in session.info.pop(WRITTEN, []):
        line = loggable(json.loads(body))
        log.info(line["verb"], extra=line)


def loggable(line: dict[str, Any]) -> dict[str, Any]:
    """What a log may hold of a line: ids, counts and codes; words that a person wrote stay in the record."""
    said = {name: value for name, value in line["facts"].items() if _is_code(value)}
    actor = line["actor"] if _is_code(line["actor"]) else "officer"
    return {"at": line["at"], "actor": actor, "verb": line["verb"], "subject": line["subject"], "facts": said}


def _is_code(value: object) -> bool:
    if isinstance(value, list):
        return all(map(_is_code, value))
    return value is None or isinstance(value, int | float) or bool(CODE.fullmatch(str(value)))


@sqlalchemy_event.listens_for(Session, "after_rollback")
def _forget_pending(session: Session) -> None:
    session.info.pop(PENDING, None)
    session.info.pop(WRITTEN, None)
