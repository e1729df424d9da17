"""Compiled issues: every version kept, frozen as canonical data, approved by a person, then sent in its forms."""

import zlib
from datetime import date, datetime
from typing import Any

from sqlalchemy import func
from sqlmodel import Field, Session, SQLModel, UniqueConstraint, col, select

from models.database import JsonColumn, UtcDateTime
from models.digest_canonical import from_canonical, read_ledger
from models.digest_compile import Issued
from models.digest_parts import DigestRef

DRAFT = "draft"
ROUND = "round"
APPROVED = "approved"
SENT = "sent"
VOID = "void"
OPEN = (DRAFT, ROUND)


class Digest(SQLModel, table=True):
    """One version for one issue; `content` is the canonical data and `sha256` its hash.

    `round_until` is the hour until which agencies may contest their own lines; `recipients` are the mailboxes that it
    was approved for and `approved_sha256` the hash of content, forms and recipients together; `number` is what the
    registry gave it. A draft replaced by a newer one, or an approval that an answer overtook, is void and says why.
    """

    __table_args__ = (UniqueConstraint("plan_id", "period_key", "version"),)

    id: int | None = Field(default=None, primary_key=True)
    plan_id: int = Field(foreign_key="plan.id")
    period_key: str
    version: int
    state: str = DRAFT
    frozen_at: datetime = Field(sa_type=UtcDateTime)
    content: bytes
    sha256: str
    round_until: datetime | None = Field(default=None, sa_type=UtcDateTime)
    approved_by: str | None = None
    approved_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    approved_sha256: str | None = None
    recipients: list[dict[str, Any]] = Field(default_factory=list, sa_type=JsonColumn)
    sent_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    number: str | None = None
    numbered_on: date | None = None
    void_reason: str | None = None
    letter_id: int | None = Field(default=None, foreign_key="letter.id")


class DigestLedger(SQLModel, table=True):
    """A ledger's canonical bytes, compressed, under their hash; versions that differ only in words share one."""

    sha256: str = Field(primary_key=True)
    content: bytes


class DigestForm(SQLModel, table=True):
    """One form of a digest exactly as it was approved: what is attached to the letter and offered on the page."""

    digest_id: int = Field(primary_key=True, foreign_key="digest.id")
    form: str = Field(primary_key=True)
    filename: str
    content_type: str
    content: bytes
    sha256: str


def digests_of(session: Session, plan_id: int, period_key: str | None = None) -> list[Digest]:
    """The plan's digests, or one issue's, oldest first."""
    query = select(Digest).where(Digest.plan_id == plan_id)
    if period_key is not None:
        query = query.where(Digest.period_key == period_key)
    return list(session.exec(query.order_by(col(Digest.period_key), col(Digest.version))))


def waiting_drafts(session: Session) -> list[Digest]:
    """The drafts that wait for approval, in a correction round or not."""
    return list(session.exec(select(Digest).where(col(Digest.state).in_(OPEN)).order_by(col(Digest.id))))


def sent_digests(session: Session, plan_id: int) -> list[Digest]:
    """Every digest of the plan that was sent, in the order in which they were frozen."""
    query = select(Digest).where(Digest.plan_id == plan_id, Digest.state == SENT)
    return list(session.exec(query.order_by(col(Digest.frozen_at), col(Digest.id))))


def current_digest(session: Session, plan_id: int, period_key: str) -> Digest | None:
    """The newest version of an issue that is not void."""
    query = select(Digest).where(Digest.plan_id == plan_id, Digest.period_key == period_key, Digest.state != VOID)
    return session.exec(query.order_by(col(Digest.version).desc())).first()


def next_version(session: Session, plan_id: int, period_key: str) -> int:
    """The number of the issue's next version."""
    query = select(func.max(Digest.version)).where(Digest.plan_id == plan_id, Digest.period_key == period_key)
    return (session.exec(query).one() or 0) + 1


def store_ledger(session: Session, sha256: str, stored: bytes) -> None:
    """Keep the ledger under its hash, once."""
    if session.get(DigestLedger, sha256) is None:
        session.add(DigestLedger(sha256=sha256, content=zlib.compress(stored, 6)))
        session.flush()


def ledger_behind(session: Session, sha256: str) -> bytes:
    """The canonical bytes of the ledger with that hash."""
    return zlib.decompress(session.get_one(DigestLedger, sha256).content)


def issued(session: Session, digest: Digest) -> Issued:
    """The digest's data with its ledger."""
    data = from_canonical(digest.content)
    return Issued(data, read_ledger(ledger_behind(session, data.ledger_sha256)))


def reference_to(digest: Digest, name: str) -> DigestRef:
    """How another digest names this one."""
    return DigestRef(
        digest_id=digest.id or 0,
        period_key=digest.period_key,
        period_name=name,
        sha256=digest.sha256,
        number=digest.number or "",
        numbered_on=digest.numbered_on,
    )


def forms_of(session: Session, digest_id: int) -> list[DigestForm]:
    """The forms of a digest as they were approved."""
    query = select(DigestForm).where(DigestForm.digest_id == digest_id)
    return list(session.exec(query.order_by(col(DigestForm.form))))
