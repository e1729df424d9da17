"""Planning one day over a million obligations: 10,000 agencies × 100 tasks, on SQLite; the limit is 10 s and 1 GiB.

Four days of one quarter: nothing due, everybody to be asked, nothing due again, and seven in ten reminded. The same on
PostgreSQL with a tenth of the agencies.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, date, datetime, time
from pathlib import Path
from tempfile import TemporaryDirectory

from sqlalchemy import Engine, text
from sqlmodel import Session

from benchmarks.large_plan import large_plan
from benchmarks.measure import Measure, most_memory, timed
from casework.agenda import posts
from casework.asking import ASKING, REMINDING, agencies_due, open_task, tell_agencies
from casework.docket import Docket, open_docket
from casework.sender import Sender
from casework.telling import Walks
from models.database import open_engine, reading, upgrade, writing
from models.plan import Plan
from models.planner import plan_agency
from models.task import tasks_of
from models.told import alike_to_look_at
from tests.postgresql_server import missing, running_server

AGENCIES, TASKS = 10_000, 100
ON_POSTGRESQL = 1_000
OPENED, QUIET, ASKED, AFTER_ASKING, REMINDED = (
    date(2023, 1, 3),
    date(2023, 2, 1),
    date(2023, 3, 6),
    date(2023, 3, 8),
    date(2023, 3, 15),
)
SENDER = Sender("Văn phòng", "baocao@vpdp.example", "http://127.0.0.1:8080", b"benchmark")
DELIVERED = """UPDATE delivery SET state = 'sent'"""
ANSWERED = """
INSERT INTO response (obligation_id, version, status, result, evidence, difficulty, proposal, source, "by", recorded_at)
SELECT id, 1, 'in_progress', '', '', '', '', 'web', 'x', '2023-03-10 00:00:00' FROM obligation WHERE id % 10 < 3
"""


def measures() -> Iterator[Measure]:
    """What planning and carrying out costs on each of the days, and the memory it took at most."""
    with TemporaryDirectory() as data, migrated(f"sqlite:///{Path(data) / 'dondoc.db'}") as engine:
        yield from quarter(engine, AGENCIES)
    yield Measure("memory at most", most_memory(), "MiB")
    if why := missing():
        yield Measure(f"PostgreSQL left out: {why}", 0, "")
        return
    with running_server() as server, migrated(f"{server}/postgres") as engine:
        for one in quarter(engine, ON_POSTGRESQL):
            yield replace(one, what=f"PostgreSQL, {ON_POSTGRESQL * TASKS:,} obligations: {one.what}")


@contextmanager
def migrated(url: str) -> Iterator[Engine]:
    """An engine on an empty database of this version."""
    engine = open_engine(url)
    upgrade(engine)
    yield engine
    engine.dispose()


def quarter(engine: Engine, agencies: int) -> Iterator[Measure]:
    """The four days, one after the other."""
    plan = large_plan(engine, agencies, TASKS)
    opened, seconds = timed(lambda: open_all(engine, plan))
    yield Measure(f"open {opened:,} obligations", seconds, "s")
    yield from day_of(engine, plan, QUIET, "nothing due")
    yield from day_of(engine, plan, ASKED, "all to be asked")
    yield Measure("carry it out: notices, letters, deliveries", timed(lambda: carry_out(engine, plan, ASKED))[1], "s")
    with writing(engine) as session:
        session.execute(text(DELIVERED))
        session.execute(text(ANSWERED))
    yield from day_of(engine, plan, AFTER_ASKING, "asked, nothing due")
    yield from day_of(engine, plan, REMINDED, "all asked, three in ten answered")
    yield Measure("carry it out", timed(lambda: carry_out(engine, plan, REMINDED))[1], "s")


def day_of(engine: Engine, plan: Plan, day: date, what: str) -> Iterator[Measure]:
    """Planning that day without carrying it out."""
    (letters, notices), seconds = timed(lambda: plan_day(engine, plan, day))
    yield Measure(f"plan a day, {what}: {letters:,} letters, {notices:,} notices", seconds, "s")


def plan_day(engine: Engine, plan: Plan, day: date) -> tuple[int, int]:
    """(letters due on the day, the notices in them)."""
    letters = notices = 0
    with reading(engine) as session:
        docket = docket_on(session, plan, day)
        for named in agencies_due(session, docket):
            owed = alike_to_look_at(session, docket.plan_id, day, docket.mode, list(named))
            for post in posts(session, docket, owed).posts:
                for letter in plan_agency(docket.policy, day, post.whom, post.duties).letters:
                    letters += 1
                    notices += sum(len(post.owed[one.number].ids) for one in letter.notices)
    return letters, notices


def carry_out(engine: Engine, plan: Plan, day: date) -> None:
    """Both walks of the day, as the flows do them."""
    for purposes in (ASKING, REMINDING):
        with reading(engine) as session:
            batches = list(agencies_due(session, docket_on(session, plan, day)))
        for named in batches:
            with writing(engine) as session:
                tell_agencies(session, docket_on(session, plan, day), SENDER, named, purposes, Walks())


def open_all(engine: Engine, plan: Plan) -> int:
    """Open the quarter; returns how many obligations."""
    opened = 0
    with reading(engine) as session:
        tasks = tasks_of(session, plan.id or 0)
    for task in tasks:
        with writing(engine) as session:
            opened += open_task(session, docket_on(session, plan, OPENED), task)
    return opened


def docket_on(session: Session, plan: Plan, day: date) -> Docket:
    return open_docket(session, plan, datetime.combine(day, time(3), UTC))
