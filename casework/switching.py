"""The one switch on all mail: stopping, starting, going live and back to trial, each by a named person."""

from datetime import datetime

from sqlalchemy import update
from sqlmodel import Session

from models.contact import Contact
from models.event import record
from models.mode import LIVE, TRIAL, MailMode, mail_mode
from models.obligation import look_again_at_all


def switch_mail(
    session: Session, by: str, now: datetime, *, mode: str | None = None, stopped: bool | None = None
) -> MailMode:
    """Set what is given and keep the rest as it is in force; returns the setting now in force.

    What bounced in trial says nothing of the real mailbox: going live from trial forgets it.
    """
    mode_before, stopped_before = mail_mode(session)
    setting = MailMode(
        mode=mode_before if mode is None else mode,
        stopped=stopped_before if stopped is None else stopped,
        by=by,
        at=now,
    )
    session.add(setting)
    session.flush()
    if (mode_before, setting.mode) == (TRIAL, LIVE):
        session.execute(update(Contact).values(bounced_at=None, away_until=None))
    if setting.mode != mode_before:
        look_again_at_all(session)
    record(session, now, by, "switched", f"mailmode:{setting.id}", mode=setting.mode, stopped=setting.stopped)
    return setting
