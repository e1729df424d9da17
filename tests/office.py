"""Fixtures: an installation with the real plan loaded and asked for, and `dondoc` as an officer types it."""

import json
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from sqlmodel import Session, select

from casework.claiming import claim
from casework.collecting import store_messages
from casework.filing import file_message
from casework.preparing import next_drafts, written_drafts
from casework.sending import record_outcomes
from casework.understanding import read_message
from cli.main import run
from flows.installation import installation
from mail.inbox import Fetched
from mail.outbox import Outcome
from models.contact import Contact
from models.database import reading, writing
from models.message import unread_messages
from models.request import Request
from settings import settings

PLAN = "ocop-2021-2025"
LOAD_DAY, ASK_DAY, ANSWER_DAY, DIGEST_DAY = (
    "2023-01-03T08:00",
    "2023-03-06T08:30",
    "2023-03-15T08:30",
    "2023-03-23T08:30",
)
MESSAGE = """From: {sender}
To: {address}
Subject: Tra loi
Message-ID: <{sender}-{number}>
Date: Wed, 15 Mar 2023 08:00:00 +0700
Content-Type: text/plain; charset="utf-8"

{text}
"""


@dataclass
class Office:
    """The command line on one data folder, at the moment that its clock file says."""

    data: Path
    capsys: pytest.CaptureFixture[str] | None

    def at(self, moment: str) -> None:
        """Set the clock: 2023-03-06T08:30."""
        (self.data / "rehearsal-clock").write_text(f"{moment}:00+07:00")

    def type(self, *words: str) -> tuple[int, str]:
        """Exit code and everything printed, each run of white space one space."""
        code = run(words)
        said = self.capsys.readouterr()
        return code, " ".join((said.out + said.err).split())

    def json(self, *words: str) -> Any:
        """What the command prints with --json."""
        run([*words, "--json"])
        return json.loads(self.capsys.readouterr().out)

    def send_next(self, kind: str) -> int:
        """Send the next letter that waits, with that outcome; the delivery's number."""
        here = installation()
        with reading(here.engine) as session:
            [ready] = written_drafts(next_drafts(session, here.sender, here.now(), most=1))
        with writing(here.engine) as session:
            claim(session, here.sender, [ready], here.now())
            record_outcomes(session, [Outcome(ready.delivery_id, kind, "after_dot", 250, "said")], here.now())
        return ready.delivery_id

    def receive(self, agency: str, sender: str, text: str) -> None:
        """Have a message from `sender` come in and be filed, addressed with the agency's key."""
        here, number = installation(), len(text)
        with writing(here.engine) as session:
            request = session.exec(select(Request).where(Request.agency_id == agency)).one()
            contact = session.exec(select(Contact).where(Contact.agency_id == agency)).first()
            key = here.sender.request_key(request.id, contact.id, request.key_version)
            address = here.sender.plus_address(key)
            raw = MESSAGE.format(sender=sender, address=address, number=number, text=text).encode()
            store_messages(session, "box", [Fetched(1, number, raw)], here.now())
            [message_id] = unread_messages(session)
        with writing(here.engine) as session:
            file_message(session, here.sender, read_message(session, here.sender, message_id), here.now())

    @contextmanager
    def session(self) -> Iterator[Session]:
        """A writing session on the same database."""
        with writing(installation().engine) as session:
            yield session


@contextmanager
def opened(
    data: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str] | None = None
) -> Iterator[Office]:
    """An office on that data folder, whatever this machine's settings are."""
    data.mkdir(exist_ok=True)
    for name, value in {"DATA": str(data), "DATABASE_URL": "", "SECRET": "test", "LANGUAGE": "vi"}.items():
        monkeypatch.setenv(f"DONDOC_{name}", value)
    monkeypatch.setenv("COLUMNS", "200")
    settings.cache_clear()
    installation.cache_clear()
    yield Office(data, capsys)
    installation().engine.dispose()
    settings.cache_clear()
    installation.cache_clear()


@pytest.fixture(scope="session")
def asked_data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A data folder, never written to, with the plan loaded and its first quarter asked for; no letter was sent yet."""
    data = tmp_path_factory.mktemp("asked")
    monkeypatch = pytest.MonkeyPatch()
    with opened(data, monkeypatch) as office:
        office.at(LOAD_DAY)
        assert run(["plan", "load", PLAN]) == 0
        office.at(ASK_DAY)
        assert run(["run", "request_reports"]) == 0
    monkeypatch.undo()
    return data


@pytest.fixture
def office(
    asked_data: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> Iterator[Office]:
    """An office that has asked for its first quarter."""
    shutil.copytree(asked_data, tmp_path / "data")
    with opened(tmp_path / "data", monkeypatch, capsys) as office:
        yield office


@pytest.fixture
def empty_office(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> Iterator[Office]:
    """An office that has not loaded a plan."""
    with opened(tmp_path / "data", monkeypatch, capsys) as office:
        office.at(LOAD_DAY)
        yield office
