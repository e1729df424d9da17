"""Writing down that a due date was moved, or a report waived, closed, paused or reopened: a row and its record."""

from typing import Any

from sqlmodel import Session

from casework.docket import Docket
from models.event import record
from models.obligation import DueChange, change_due


def store_change(session: Session, docket: Docket, **stated: Any) -> DueChange:
    """Append one due change of the docket's moment, with its line of the record."""
    change = change_due(session, DueChange(revision=0, at=docket.now, **stated))
    facts = {name: stated[name] for name in ("from_on", "to_on", "reason", "authority")}
    subject = f"obligation:{change.obligation_id}"
    record(session, docket.now, change.by, change.kind, subject, revision=change.revision, **facts)
    return change
