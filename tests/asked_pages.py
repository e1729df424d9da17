"""Fixtures: the real plan, asked for on 10 March 2023, and the pages on it."""

import shutil
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from fastapi.testclient import TestClient
from sqlalchemy import Engine, func
from sqlmodel import Session, select

from casework.asking import ASKING, agencies_due, open_task, tell_agencies
from casework.docket import Docket, open_docket
from casework.loading import load_plan
from casework.sender import Sender
from casework.telling import Walks
from documents.plan_folder import read_plan_folder
from models.contact import ANSWERS, contacts_of
from models.database import open_engine, reading, writing
from models.plan import plan_named
from models.request import Request
from models.task import tasks_of
from web.app import create_app
from web.clock import REHEARSAL_CLOCK

PLAN = Path(__file__).parent.parent / "plans" / "ocop-2021-2025"
ASKED_AT = datetime(2023, 3, 10, 2, 0, tzinfo=UTC)
SENDER = Sender("Văn phòng Điều phối", "baocao@vpdp.example", "http://127.0.0.1", b"secret of a test")
AGENCY = "bo-nnptnt"
FORM = {"content-type": "application/x-www-form-urlencoded"}


@pytest.fixture(scope="module")
def asked_template(sqlite_template: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A database file in which every task of the plan has been asked for: each test takes a copy."""
    path = Path(shutil.copy(sqlite_template, tmp_path_factory.mktemp("asked") / "dondoc.db"))
    engine = open_engine(f"sqlite:///{path}")
    with writing(engine) as session:
        load_plan(session, read_plan_folder(PLAN), ASKED_AT, "test")
        docket = open_docket(session, plan_named(session, PLAN.name), ASKED_AT)
        ask_everybody(session, docket)
    engine.dispose()
    return path


def ask_everybody(session: Session, docket: Docket) -> None:
    """Open what is owed by the docket's day and queue the letters that ask for it."""
    for task in tasks_of(session, docket.plan_id):
        open_task(session, docket, task)
    for agencies in agencies_due(session, docket):
        tell_agencies(session, docket, SENDER, agencies, ASKING, Walks())


@pytest.fixture
def asked(asked_template: Path, tmp_path: Path) -> Iterator[Engine]:
    """A database in which every task of the plan has been asked for."""
    engine = open_engine(f"sqlite:///{shutil.copy(asked_template, tmp_path / 'dondoc.db')}")
    yield engine
    engine.dispose()


@pytest.fixture
def data(tmp_path: Path) -> Path:
    """A data folder whose clock says the day of asking."""
    (tmp_path / REHEARSAL_CLOCK).write_text(ASKED_AT.isoformat())
    return tmp_path


@pytest.fixture
def browser(asked: Engine, data: Path) -> Iterator[TestClient]:
    with TestClient(create_app(asked, SENDER, data), follow_redirects=False) as client:
        yield client


@pytest.fixture
def key(asked: Engine) -> str:
    """The key of the ministry's contact."""
    with reading(asked) as session:
        return key_of(session, AGENCY)


def key_of(session, agency_id: str) -> str:
    request = session.exec(select(Request).where(Request.agency_id == agency_id)).one()
    contact = contacts_of(session, agency_id, (ANSWERS,), ASKED_AT.date())[0]
    return SENDER.request_key(request.id, contact.id, request.key_version)


def count(engine: Engine, table: type) -> int:
    with reading(engine) as session:
        return session.exec(select(func.count()).select_from(table)).one()
