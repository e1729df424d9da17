"""The OCOP plan read, loaded, and walked over for its first quarter, on SQLite in a temporary folder."""

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory

from sqlalchemy import Engine

from benchmarks.measure import Measure, timed
from casework.asking import ASKING, agencies_due, open_task, tell_agencies
from casework.docket import open_docket
from casework.loading import Loaded, load_plan
from casework.sender import Sender
from casework.telling import Walks
from documents.plan_folder import PlanFolder, read_plan_folder
from models.database import open_engine, upgrade, writing
from models.plan import open_plans
from models.task import tasks_of

FOLDER = Path(__file__).parent.parent / "plans" / "ocop-2021-2025"
LOADED_AT = datetime(2022, 12, 1, 2, tzinfo=UTC)
ASKED_AT = datetime(2023, 3, 1, 2, tzinfo=UTC)
SENDER = Sender("Văn phòng", "baocao@vpdp.example", "http://127.0.0.1:8080", b"benchmark")


def measures() -> Iterator[Measure]:
    """Reading, loading, one walk that opens and asks, one that finds nothing to do."""
    folder, seconds = timed(lambda: read_plan_folder(FOLDER))
    yield Measure("read the plan's folder", seconds * 1000, "ms")
    with TemporaryDirectory() as data:
        engine = open_engine(f"sqlite:///{data}/dondoc.db")
        yield Measure("create the tables", timed(lambda: upgrade(engine))[1] * 1000, "ms")
        yield Measure("load the plan", timed(lambda: load(engine, folder))[1] * 1000, "ms")
        opened, seconds = timed(lambda: walk(engine))
        yield Measure(f"open {opened} obligations and queue their letters", seconds * 1000, "ms")
        yield Measure("walk again, nothing to do", timed(lambda: walk(engine))[1] * 1000, "ms")
        engine.dispose()


def load(engine: Engine, folder: PlanFolder) -> Loaded:
    with writing(engine) as session:
        return load_plan(session, folder, LOADED_AT, "benchmark")


def walk(engine: Engine, moment: datetime = ASKED_AT) -> int:
    """Ask for every task as the flow does, a transaction each; how many obligations were opened."""
    opened = 0
    with writing(engine) as session:
        [plan] = open_plans(session)
        tasks = tasks_of(session, plan.id or 0)
    for task in tasks:
        with writing(engine) as session:
            opened += open_task(session, open_docket(session, plan, moment), task)
    with writing(engine) as session:
        docket = open_docket(session, plan, moment)
        for agencies in agencies_due(session, docket):
            tell_agencies(session, docket, SENDER, agencies, ASKING, Walks())
    return opened
