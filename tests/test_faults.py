"""Claims about runs that are killed between any two statements, on the wire, and through Prefect."""

import asyncio
import os
import re
import shutil
import sqlite3
import subprocess
import sys
from collections import Counter
from collections.abc import AsyncIterator, Sequence
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import pytest
from builders import AFTER, ASK_DAY, SENDER, SLUG, Desk, address_of, at, small_plan
from conftest import administer
from sqlmodel import select

from models.database import open_engine, upgrade, writing
from models.digest import DRAFT, Digest
from models.letter import RECEIPT, SENT, UNCONFIRMED, WITHDRAWN, Delivery, Letter
from models.message import Message
from models.mode import trial_address
from models.response import Response
from rehearsal.faults.ledger import arrived
from rehearsal.faults.processes import Mortal, Order, mortal
from rehearsal.post_office import PostOffice
from settings import ROOT

pytestmark = pytest.mark.timeout(1200)
OURS = SENDER.address


@dataclass
class World:
    """One data folder that is laid anew before each death, the process that dies on it, and the post office."""

    data: Path
    template: Path
    mortal: Mortal
    office: PostOffice
    day: date

    @property
    def database(self) -> Path:
        return self.data / "dondoc.db"

    def lay_anew(self) -> None:
        for old in self.data.glob("dondoc.db*"):
            old.unlink(missing_ok=True)  # SQLite takes its own away when the last process closes it
        shutil.copy(self.template, self.database)
        self.set_clock(9)

    def set_clock(self, hour: int) -> None:
        (self.data / "rehearsal-clock").write_text(at(self.day, hour).isoformat())

    async def run(self, flow: str, last_step: int | None = None):
        return await self.mortal.run(Order(flow, SLUG, last_step, itself=last_step is None))

    def rows(self, table):
        engine = open_engine(f"sqlite:///{self.database}")
        with writing(engine) as session:
            found = list(session.exec(select(table)))
        engine.dispose()
        return found


def prepared(folder: Path, flow: str) -> Path:
    """A database of the small plan in which that flow has something to do."""
    path = folder / "template.db"
    engine = open_engine(f"sqlite:///{path}")
    upgrade(engine)
    desk = small_plan(engine)
    desk.ask(ASK_DAY)
    for one in desk.rows(Delivery)[2:]:
        desk.change(one, state=WITHDRAWN)
    if flow == "collect_replies":
        desk.send(ASK_DAY)
    engine.dispose()
    with sqlite3.connect(path) as connection:
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        connection.execute("PRAGMA journal_mode=DELETE")
    return path


def settings_of(data: Path, office: PostOffice, database_url: str = "") -> dict[str, str]:
    return {
        "DONDOC_DATA": str(data),
        "DONDOC_DATABASE_URL": database_url,
        "DONDOC_SECRET": SENDER.secret.decode(),
        "DONDOC_SENDER_ADDRESS": OURS,
        "DONDOC_IMAP_USER": OURS,
        "DONDOC_IMAP_PASSWORD": "any",
        "DONDOC_SMTP_PORT": str(office.smtp_port),
        "DONDOC_IMAP_PORT": str(office.imap_port),
    }


@asynccontextmanager
async def world(folder: Path, flow: str, day: date = ASK_DAY) -> AsyncIterator[World]:
    template, data = prepared(folder, flow), folder / "data"
    data.mkdir()
    shutil.copy(template, data / "dondoc.db")
    async with PostOffice() as office, mortal(settings_of(data, office), folder / "runs.log") as process:
        yield World(data, template, process, office, day)


async def killed_everywhere(here: World, flow: str, check, messages: Sequence[bytes] = ()) -> int:
    """Lay the world anew, have the flow die at its n-th step, run it again, check: for each n; how many died."""
    step = 1
    while True:
        here.lay_anew()
        for raw in messages:
            await here.office.deliver(OURS, raw)
        before = arrived(here.office, OURS)
        ended = await here.run(flow, step)
        here.set_clock(11)
        again = await here.run(flow)
        assert again.code == 0, f"step {step}: the run after the death failed"
        check(here, arrived(here.office, OURS) - before, step)
        if not ended.killed:
            return step - 1
        step += 1


def test_sending_killed_between_any_two_statements_doubles_nothing_and_loses_nothing(tmp_path):
    def check(here: World, letters, step: int) -> None:
        assert [at for at, count in letters.items() if count > 1] == [], f"step {step}: doubled"
        names = {one.id: one.message_id for one in here.rows(Letter)}
        for one in here.rows(Delivery)[:2]:
            there = letters[trial_address(one.address), names[one.letter_id]]
            assert one.state == UNCONFIRMED or (one.state == SENT and there), f"step {step}: {one.state}, there {there}"

    async def work() -> int:
        async with world(tmp_path, "deliver_messages") as here:
            return await killed_everywhere(here, "deliver_messages", check)

    assert asyncio.run(work()) > 30


REPLY = """From: {sender}
To: {to}
Subject: Tra loi
Message-ID: <{sender}>
Date: Mon, 06 Mar 2023 10:00:00 +0700
Content-Type: text/plain; charset="utf-8"

I.1: đang thực hiện, đạt 40%.
"""


def replies(folder: Path) -> list[bytes]:
    """What bo-a and bo-b write back on the asking day."""
    engine = open_engine(f"sqlite:///{folder / 'template.db'}")
    typed = typed_replies(Desk(engine))
    engine.dispose()
    return typed


def typed_replies(desk: Desk) -> list[bytes]:
    return [
        REPLY.format(sender=address_of(one), to=SENDER.plus_address(desk.key(one))).encode() for one in ("bo-a", "bo-b")
    ]


def test_collecting_killed_between_any_two_statements_records_each_answer_once(tmp_path):
    def check(here: World, _letters, step: int) -> None:
        assert Counter(one.outcome for one in here.rows(Message)) == {"recorded": 2}, f"step {step}"
        assert Counter(one.version for one in here.rows(Response)) == {1: 2}, f"step {step}"
        assert len([one for one in here.rows(Letter) if one.kind == RECEIPT]) == 2, f"step {step}"

    async def work() -> int:
        async with world(tmp_path, "collect_replies") as here:
            return await killed_everywhere(here, "collect_replies", check, replies(tmp_path))

    assert asyncio.run(work()) > 30


def test_compiling_killed_between_any_two_statements_leaves_one_draft(tmp_path):
    def check(here: World, _letters, step: int) -> None:
        assert [(one.version, one.state) for one in here.rows(Digest)] == [(1, DRAFT)], f"step {step}"

    async def work() -> int:
        async with world(tmp_path, "compile_digest", AFTER) as here:
            return await killed_everywhere(here, "compile_digest", check)

    assert asyncio.run(work()) > 10


@pytest.mark.postgresql
def test_three_processes_at_once_on_postgresql_ask_send_record_and_compile_each_thing_once(postgresql_url, tmp_path):
    administer(postgresql_url, "CREATE DATABASE three TEMPLATE template")
    desk = small_plan(open_engine(f"{postgresql_url}/three"))
    clock = tmp_path / "rehearsal-clock"
    clock.write_text(at(ASK_DAY, 9).isoformat())

    async def work() -> Counter:
        async with PostOffice() as office, three(settings_of(tmp_path, office, f"{postgresql_url}/three")) as processes:
            await at_once(processes, "request_reports", "deliver_messages")
            for raw in typed_replies(desk):
                await office.deliver(OURS, raw)
            await at_once(processes, "collect_replies", "send_reminders", "brief_office")
            clock.write_text(at(AFTER, 9).isoformat())
            await at_once(processes, "compile_digest", "prove_obligations", "deliver_messages")
            return arrived(office, OURS)

    letters = asyncio.run(work())
    assert set(letters.values()) == {1} and len(letters) == len(desk.rows(Delivery, state=SENT))
    assert [one.outcome for one in desk.rows(Message)] == ["recorded"] * 2
    assert [one.version for one in desk.rows(Response)] == [1, 1]
    assert [one.state for one in desk.rows(Digest)] == [DRAFT]
    desk.engine.dispose()


@asynccontextmanager
async def three(settings: dict[str, str]) -> AsyncIterator[list[Mortal]]:
    async with AsyncExitStack() as stack:
        log = Path(settings["DONDOC_DATA"]) / "runs.log"
        yield [await stack.enter_async_context(mortal(settings, log)) for _ in range(3)]


async def at_once(processes: list[Mortal], *flows: str) -> None:
    for flow in flows:
        ended = await asyncio.gather(*(one.run(Order(flow, SLUG)) for one in processes))
        assert [one.code for one in ended] == [0, 0, 0], flow


@pytest.mark.prefect
def test_a_whole_period_keeps_the_promises_while_its_runs_are_killed(tmp_path):
    dondoc = str(Path(sys.executable).parent / "dondoc")
    command = [dondoc, "rehearse", "--faults", "--kills", "25", "--folder", str(tmp_path)]
    english = {**os.environ, "DONDOC_LANGUAGE": "en", "COLUMNS": "300"}
    ended = subprocess.run(command, cwd=ROOT, env=english, capture_output=True, text=True, check=False)
    assert ended.returncode == 0, ended.stdout + ended.stderr
    found = re.search(r"(\d+) killed, .*: 0 lost, 0 doubled, 0 to a wrong agency", ended.stdout)
    assert found and int(found[1]) > 20, ended.stdout
