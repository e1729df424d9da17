"""Proving the record: its chain is whole, and each digest is what was hashed and names a line that is still there."""

import hashlib
from collections.abc import Iterator

from sqlmodel import Session, col, select

from casework.hole import Hole
from language.wording import wording
from models.digest import Digest
from models.digest_canonical import from_canonical
from models.event import faults, holds_line


def record_holes(session: Session) -> Iterator[Hole]:
    """Every place where the chain of the record is broken."""
    for fault in faults(session):
        yield Hole(f"event:{fault.seq}", wording("nhật ký: {why}", why=fault.why))


def digest_holes(session: Session) -> Iterator[Hole]:
    """Each digest whose content was changed, or that names a line which the record has no more."""
    for digest in session.exec(select(Digest).order_by(col(Digest.id))):
        if hashlib.sha256(digest.content).hexdigest() != digest.sha256:
            yield Hole(f"digest:{digest.id}", wording("nội dung báo cáo tổng hợp bị sửa"))
        elif not holds_line(session, from_canonical(digest.content).head.audit_head):
            yield Hole(f"digest:{digest.id}", wording("nhật ký thiếu dòng mà báo cáo tổng hợp dẫn chiếu"))
