"""An office with many letters waiting to go: one to each of so many agencies, three tasks and a form in each."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory

from benchmarks.large_plan import large_plan
from benchmarks.planning import carry_out, open_all
from casework.sender import Sender
from flows.clock import REHEARSAL_CLOCK
from flows.installation import Installation
from models.database import open_engine, upgrade
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
