"""An office with many letters waiting to go: one to each of so many agencies, three tasks and a form in each."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory

from sqlalchemy import Engine, text

from benchmarks.large_plan import large_plan
from benchmarks.planning import carry_out, open_all
from casework.sender import Sender
from flows.clock import REHEARSAL_CLOCK
from flows.installation import Installation
from models.database import open_engine, upgrade, writing
from models.letter import Delivery, Letter
from settings import Settings

ASKED = date(2023, 3, 6)
AT = f"{ASKED}T10:00:00+07:00"
TASKS = 3
SENDER = Sender("Văn phòng", "baocao@vpdp.example", "http://127.0.0.1:8080", b"benchmark")


@contextmanager
def waiting_letters(letters: int) -> Iterator[Installation]:
    """An installation on SQLite with so many letters queued, its clock standing at ten on the day of asking."""
    with TemporaryDirectory() as folder:
        data = Path(folder)
        (data / REHEARSAL_CLOCK).write_text(AT)
        engine = open_engine(f"sqlite:///{data / 'dondoc.db'}")
        upgrade(engine)
        plan = large_plan(engine, letters, TASKS)
        open_all(engine, plan)
        carry_out(engine, plan, ASKED)
        yield Installation(Settings(data=data), engine, SENDER)
        engine.dispose()


def wait_in_line(engine: Engine, times: int) -> None:
    """Put so many copies of every letter that waits behind those that do."""
    of_letter = ", ".join(one.name for one in Letter.__table__.columns if one.name not in ("id", "slot", "message_id"))
    of_delivery = ", ".join(one.name for one in Delivery.__table__.columns if one.name not in ("id", "letter_id"))
    copies = (
        f"INSERT INTO letter (slot, message_id, {of_letter}) "
        f"SELECT slot || ':' || :n, :n || message_id, {of_letter} FROM letter WHERE id <= :last ORDER BY id",
        f"INSERT INTO delivery (letter_id, {of_delivery}) "
        f"SELECT letter_id + :n * :last, {of_delivery} FROM delivery WHERE letter_id <= :last ORDER BY id",
    )
    with writing(engine) as session:
        last = session.execute(text("SELECT MAX(id) FROM letter")).scalar_one()
        for number in range(1, times + 1):
            for copy in copies:
                session.execute(text(copy), {"n": number, "last": last})
