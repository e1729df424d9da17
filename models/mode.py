"""Trial or live, running or stopped: the one switch on all mail, as an append-only list of who set it."""

from datetime import datetime
from functools import cache
from typing import Any

from sqlalchemy import Select
from sqlmodel import Field, Session, SQLModel, col, select

from models.database import UtcDateTime

TRIAL = "trial"
LIVE = "live"


TRIAL_DOMAIN = "trial.invalid"


def trial_address(address: str) -> str:
    """The address that stands for `address` in trial: under `.invalid`, which no server on earth delivers to."""
    local, _, domain = address.rpartition("@")
    return f"{local}={domain}@{TRIAL_DOMAIN}"


class MailMode(SQLModel, table=True):
    """One setting of the switch; the last row is in force, and with no row mail is in trial."""

    id: int | None = Field(default=None, primary_key=True)
    mode: str
    stopped: bool
    by: str
    at: datetime = Field(sa_type=UtcDateTime)


@cache
def _last() -> Select[Any]:
    return select(col(MailMode.mode), col(MailMode.stopped)).order_by(col(MailMode.id).desc()).limit(1)


def mail_mode(session: Session) -> tuple[str, bool]:
    """(trial or live, whether all mail is stopped)."""
    last = session.execute(_last()).first()
    return (last[0], last[1]) if last else (TRIAL, False)
