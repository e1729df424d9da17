"""Keeping a copy of everything, and standing up again from it: in trial, and saying what it would have sent."""

from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from tempfile import TemporaryDirectory

from sqlalchemy import Engine
from sqlmodel import Session

from casework.docket import open_docket
from casework.previewing import preview
from casework.settling import hold_restored
from casework.switching import switch_mail
from documents.backup_file import COPY, Card, pack, sha256_of, unpack
from models.copy import restore_into, snapshot
from models.database import open_engine, reading, writing
from models.event import head, record
from models.letter import DEFERRED, QUEUED, SENDING, outbox
from models.mode import TRIAL, mail_mode
from models.plan import open_plans

ON_THE_WAY = (QUEUED, DEFERRED, SENDING)


@dataclass(frozen=True)
class WouldBeSent:
    """A letter that the restored database would have sent: one that waited, or (number None) one due to be written."""

    agency_id: str
    kind: str
    day: date
    number: int | None = None


@dataclass(frozen=True)
class Restored:
    """What was restored: the backup's card, and the letters that would have gone out in its mode."""

    card: Card
    letters: tuple[WouldBeSent, ...]


def back_up(engine: Engine, target: Path, now: datetime) -> Card:
    """Write the backup, consistent to one moment while the system runs on; returns its card.

    It holds data, received mail and digests; not the secret that signs the keys, and so no key.
    """
    with TemporaryDirectory(dir=target.parent, prefix=".dondoc-backup-") as folder:
        copy = Path(folder) / COPY
        snapshot(engine, copy)
        card = _card_of(copy, now)
        pack(copy, card, target)
    return card


def _card_of(copy: Path, now: datetime) -> Card:
    engine = open_engine(f"sqlite:///{copy}")
    with reading(engine) as session:
        lines, last = head(session)
        mode, _ = mail_mode(session)
    engine.dispose()
    return Card(now.isoformat(), mode, lines, last, sha256_of(copy))


def restore(engine: Engine, backup: Path, by: str, now: datetime) -> Restored:
    """Fill the empty database from the backup, put mail into trial, and say what would have been sent.

    What waited in live mode may have gone out since the backup: it is unconfirmed from now on, and never sent again
    unless a person settles it so.
    Raises UnreadableBackupError, or NotEmptyError when the database holds anything.
    """
    with TemporaryDirectory(prefix="dondoc-restore-") as folder:
        copy = Path(folder) / COPY
        card = unpack(backup, copy)
        with writing(engine) as session:
            restore_into(session.connection(), copy)
            session.flush()
            letters = (*_waiting(session), *_due(session, now))
            hold_restored(session, by, now)
            switch_mail(session, by, now, mode=TRIAL)
            record(session, now, by, "restored", f"backup:{card.sha256[:12]}", made_at=card.made_at, lines=card.lines)
    return Restored(card, letters)


def _waiting(session: Session) -> list[WouldBeSent]:
    """The letters of the mode in force that were on their way."""
    mode, _ = mail_mode(session)
    waiting = {letter.id: letter for _, letter in outbox(session, states=ON_THE_WAY) if letter.mode == mode}
    return [WouldBeSent(one.agency_id or "", one.kind, one.day, number) for number, one in waiting.items()]


def _due(session: Session, now: datetime) -> list[WouldBeSent]:
    """The letters of the ladders that today's walks would write."""
    found = []
    for plan in open_plans(session):
        docket = open_docket(session, plan, now)
        foreseen = preview(session, docket, docket.day, docket.day).letters
        found += [WouldBeSent(one.agency_id, one.notices[0].purpose.value, one.day) for one in foreseen]
    return found
