"""How many replies a second are stored, read, matched, filed and read back, each in transactions of its own."""

from collections.abc import Iterator
from itertools import islice
from pathlib import Path
from tempfile import TemporaryDirectory

from sqlalchemy import Engine

from benchmarks.asked_office import READ_AT, asked_office, replies
from benchmarks.measure import Measure, timed
from benchmarks.plan import SENDER
from casework.collecting import store_messages
from casework.docket import Dockets
from casework.filing import file_message
from casework.understanding import read_message
from mail.inbox import Fetched
from models.database import reading, writing
from models.message import unread_messages

COUNT, BATCH = 600, 50


def measures() -> Iterator[Measure]:
    """An office of the OCOP plan on SQLite, in messages a second."""
    with TemporaryDirectory() as folder:
        engine, asked = asked_office(f"sqlite:///{Path(folder) / 'dondoc.db'}")
        raws = list(replies(asked, COUNT))
        _, seconds = timed(lambda: _store(engine, raws))
        yield Measure(f"store {COUNT} messages", COUNT / seconds, "a second")
        outcomes, seconds = timed(lambda: _file(engine))
        yield Measure(f"read, match, file and queue the receipts of {COUNT}", COUNT / seconds, "a second")
        yield Measure("of them recorded", outcomes.count("recorded"), "")
        engine.dispose()


def _store(engine: Engine, raws: list[bytes]) -> None:
    numbered = iter(enumerate(raws, 1))
    while batch := list(islice(numbered, BATCH)):
        with writing(engine) as session:
            store_messages(session, "INBOX", [Fetched(1, uid, raw) for uid, raw in batch], READ_AT)


def _file(engine: Engine) -> list[str]:
    with reading(engine) as session:
        waiting = unread_messages(session)
    dockets = Dockets()
    return [_file_one(engine, one, dockets) for one in waiting]


def _file_one(engine: Engine, message_id: int, dockets: Dockets) -> str:
    with reading(engine) as session:
        understood = read_message(session, SENDER, message_id)
    with writing(engine) as session:
        return file_message(session, SENDER, understood, READ_AT, dockets)
