"""This installation, put together once a process from its settings: database, sender, mail servers and moment."""

import os
import secrets
from dataclasses import dataclass
from datetime import date, datetime, time
from functools import cache
from pathlib import Path
from zoneinfo import ZoneInfo

from sqlalchemy import Engine
from sqlmodel import Session

from casework.docket import Docket, open_docket
from casework.sender import Sender
from flows.clock import is_rehearsal, now
from flows.logs import log_decisions
from mail.inbox import ImapBox
from mail.outbox import SmtpServer
from models.database import hand_over, open_engine, upgrade
from models.plan import Plan
from models.tables import APPEND_ONLY
from settings import Settings, settings

SECRET_FILE = "secret"  # noqa: S105
SECRET_BYTES = 32
OTHERS = 0o077


class ExposedSecretError(RuntimeError):
    """Others than its owner can read the file of the signing key: run chmod 600 on it, or make a new one."""


@dataclass(frozen=True)
class Installation:
    """What flows and commands work with."""

    settings: Settings
    engine: Engine
    sender: Sender

    def now(self) -> datetime:
        """The moment, aware."""
        return now(self.settings.data)

    def docket(self, session: Session, plan: Plan, day: date | None = None) -> Docket:
        """The docket of `plan` now, or at the end of `day`."""
        return open_docket(session, plan, moment_of(plan, self.now(), day))

    def dry(self, plan: Plan, day: date | None, asked_for: bool) -> bool:
        """Whether a run must leave no trace: when asked for, or when its day is not today outside a rehearsal."""
        today = self.now().astimezone(ZoneInfo(plan.policy["zone"])).date()
        return asked_for or (day is not None and day != today and not is_rehearsal(self.settings.data))

    @property
    def smtp(self) -> SmtpServer:
        """Where letters are handed in."""
        return SmtpServer(
            host=self.settings.smtp_host,
            port=self.settings.smtp_port,
            user=self.settings.smtp_user,
            password=self.settings.smtp_password.get_secret_value(),
            tls=self.settings.smtp_tls,
            token=self._token if self.settings.smtp_token_file else None,
            local_hostname=self.sender.domain,
        )

    def _token(self) -> str:
        """The access token that stands in its file now: whoever renews it writes it there."""
        file = self.settings.smtp_token_file
        return file.read_text().strip() if file else ""

    @property
    def imap(self) -> ImapBox:
        """Where answers are fetched."""
        return ImapBox(
            host=self.settings.imap_host,
            port=self.settings.imap_port,
            user=self.settings.imap_user,
            password=self.settings.imap_password.get_secret_value(),
            tls=self.settings.imap_tls,
            folder=self.settings.imap_folder,
            processed=self.settings.imap_processed,
        )


@cache
def installation() -> Installation:
    """This process's installation; prepares the data folder, its key and its tables when they are not there."""
    return assemble(settings())


def assemble(chosen: Settings) -> Installation:
    """The installation that `chosen` describes, prepared."""
    chosen.data.mkdir(mode=0o700, parents=True, exist_ok=True)
    log_decisions(chosen.data)
    engine = open_engine(chosen.resolved_database_url)
    _bring_up_to_date(engine, chosen.database_owner_url.get_secret_value())
    return Installation(chosen, engine, sender_of(chosen))


def _bring_up_to_date(engine: Engine, owner_url: str) -> None:
    """The tables of this version; with an owner of their own, who works on them may only add to the record."""
    if not owner_url:
        upgrade(engine)
        return
    owner = open_engine(owner_url)
    upgrade(owner)
    hand_over(owner, engine.url.username or "", (table.__tablename__ for table in APPEND_ONLY))  # type: ignore[misc]
    owner.dispose()


def sender_of(chosen: Settings) -> Sender:
    """The sender that the settings name, with the key that signs."""
    secret = chosen.secret.get_secret_value().encode() or _secret_file(chosen.data / SECRET_FILE)
    return Sender(chosen.sender_name, chosen.sender_address, chosen.web_url, secret, chosen.authserv_id)


def _secret_file(path: Path) -> bytes:
    if not path.exists():
        descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(descriptor, "wb") as file:
            file.write(secrets.token_hex(SECRET_BYTES).encode())
    elif path.stat().st_mode & OTHERS:
        raise ExposedSecretError(f"others can read {path}: run 'chmod 600 {path}'")
    return path.read_bytes()


def moment_of(plan: Plan, moment: datetime, day: date | None) -> datetime:
    """`moment`, or noon of `day` in the plan's zone when that is another day."""
    zone = ZoneInfo(plan.policy["zone"])
    if day is None or day == moment.astimezone(zone).date():
        return moment
    return datetime.combine(day, time(12), zone)
