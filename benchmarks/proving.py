"""Proving 100,000 obligations, asked, three in ten answered, with their letters and record; the limit is 5 s."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, time
from pathlib import Path
from tempfile import TemporaryDirectory

from sqlalchemy import Engine, text

from benchmarks.large_plan import large_plan
from benchmarks.measure import Measure, timed
from benchmarks.planning import ASKED, DELIVERED, carry_out, docket_on, open_all
from casework.proving import Proof, prove
from models.database import open_engine, reading, upgrade, writing
from models.event import record
from models.figures import obligations_by_state
from models.mode import TRIAL
from models.plan import Plan
from models.standing import State

AGENCIES, TASKS = 1_000, 100
PROVED = date(2023, 3, 14)
LINES = 100_000
# Each answer is one more line of the database and none of its cost: no events, no letters.
ANSWERED = """
INSERT INTO response (obligation_id, version, status, result, evidence, difficulty, proposal, source, "by",
                      recorded_at, channel, given_by, consent_by, request_id)
SELECT id, 1, 'in_progress', '', '', '', '', 'web', 'contact:1', '2023-03-10 00:00:00', '', '', '',
       (SELECT MIN(id) FROM request) FROM obligation WHERE id % 10 < 3
"""


def measures() -> Iterator[Measure]:
    """How long the proof takes, over how many obligations and lines of the record."""
    with TemporaryDirectory() as data:
        engine = open_engine(f"sqlite:///{Path(data) / 'dondoc.db'}")
        upgrade(engine)
        plan = large_plan(engine, AGENCIES, TASKS)
        open_all(engine, plan)
        carry_out(engine, plan, ASKED)
        with writing(engine) as session:
            session.execute(text(DELIVERED))
            session.execute(text(ANSWERED))
        lengthen_record(engine)
        proof, seconds = timed(lambda: proved(engine, plan))
        what = f"prove {proof.obligations:,} obligations, {len(proof.holes)} holes, {LINES:,} lines of record"
        yield Measure(what, seconds, "s")
        states, seconds = timed(lambda: counted(engine, plan))
        yield Measure(f"count them by state for /metrics, {len(states)} states", seconds, "s")
        engine.dispose()


def proved(engine: Engine, plan: Plan) -> Proof:
    with reading(engine) as session:
        return prove(session, docket_on(session, plan, PROVED))


def counted(engine: Engine, plan: Plan) -> dict[State, int]:
    with reading(engine) as session:
        return obligations_by_state(session, plan.id or 0, PROVED, TRIAL)


def lengthen_record(engine: Engine) -> None:
    """As many lines as a few years of letters leave."""
    moment = datetime.combine(PROVED, time(1), UTC)
    with writing(engine) as session:
        for number in range(LINES):
            record(session, moment, "dondoc", "sent", f"delivery:{number}")
