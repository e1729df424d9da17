"""The flows as workers run them: each completes, letters arrive, three at once do each thing once.

Prefect's own tables hold no address.
"""

import asyncio
import re
import sqlite3
import time
from email import message_from_bytes, policy
from pathlib import Path
from typing import Any

import pytest
from builders import Desk, email
from conftest import administer

from documents.plan_folder import read_plan_folder
from flows.prefect_server import FINISHED, PrefectServer, RunState
from models.database import open_engine
from models.letter import RECEIPT, REQUEST, SENT, Delivery, Letter
from models.message import Message
from models.response import Response
from rehearsal.faults.ledger import arrived
from rehearsal.post_office import PostOffice

pytestmark = pytest.mark.prefect

ASKING_DAY = "2023-03-06T02:00:00+00:00"
ROOT = Path(__file__).parent.parent
OFFICE = "baocao@vpdp.example"
SAID = "câu này chỉ người nhận được đọc"
ANSWER = email(f"I.1: {SAID}", "nguoi-la@noi-khac.example")
ADDRESS = re.compile(r"[\w.+=-]+@[\w.-]+\.(?:example|invalid)")
PLAN = {"folder": "ocop-2021-2025"}
ROUND = [
    ("load_plan", PLAN),
    ("request_reports", {}),
    ("deliver_messages", {}),
    ("send_reminders", {}),
    ("collect_replies", {}),
    ("compile_digest", {}),
    ("brief_office", {}),
    ("prove_obligations", {}),
]


def settings_of(data: Path, office: PostOffice) -> dict[str, str]:
    """The environment of an installation at the asking day, whose mail goes to `office`."""
    data.mkdir()
    (data / "rehearsal-clock").write_text(ASKING_DAY)
    return {
        "DONDOC_DATA": str(data),
        "DONDOC_SMTP_PORT": str(office.smtp_port),
        "DONDOC_IMAP_PORT": str(office.imap_port),
        "DONDOC_IMAP_PASSWORD": "any",
    }


def run_round(folder: Path, environment: dict[str, str]) -> list[RunState]:
    """Every flow once, in the order of the path, through the worker."""
    with PrefectServer(folder, environment=environment) as server:
        server.deploy()
        for row in server.call("POST", "/deployments/filter", {}):
            server.call("PATCH", f"/deployments/{row['id']}", {"paused": True})
        server.start_worker()
        return [server.run_deployment(name, parameters) for name, parameters in ROUND]


@pytest.fixture(scope="module")
def after_a_round(tmp_path_factory: pytest.TempPathFactory) -> tuple[list[RunState], list[str], Path]:
    """How each flow ended, who got letters, and Prefect's folder."""
    folder = tmp_path_factory.mktemp("round")

    async def work() -> tuple[list[RunState], list[str], Path]:
        async with PostOffice() as office:
            await office.deliver(OFFICE, ANSWER)
            environment = settings_of(folder / "data", office)
            states = await asyncio.to_thread(run_round, folder / "prefect", environment)
            return states, [one for one in office.addresses if one != OFFICE], folder / "prefect"

    return asyncio.run(work())


def test_every_flow_completes_through_the_worker(after_a_round) -> None:
    states, _, _ = after_a_round
    assert {name: (state.name, state.message) for (name, _), state in zip(ROUND, states, strict=True)} == {
        name: ("Completed", "") for name, _ in ROUND
    }


def test_the_letters_of_the_asking_day_arrive_in_trial(after_a_round) -> None:
    _, addresses, _ = after_a_round
    assert len(addresses) > 60
    assert [address for address in addresses if not address.endswith(".invalid")] == []


@pytest.fixture(scope="module")
def dump(after_a_round) -> str:
    """Everything that Prefect's database holds, words that JSON escaped among it."""
    with sqlite3.connect(after_a_round[2] / "prefect.db") as tables:
        dumped = "\n".join(tables.iterdump())
    return re.sub(r"\\u([0-9a-f]{4})", lambda found: chr(int(found[1], 16)), dumped)


def test_prefect_s_tables_hold_no_address(dump) -> None:
    assert sorted(set(ADDRESS.findall(dump))) == []


def test_prefect_s_tables_hold_no_name_of_an_agency_or_a_person_and_no_text_of_a_task_or_an_answer(dump) -> None:
    folder = read_plan_folder(ROOT / "plans" / "ocop-2021-2025")
    names = [one.vi for one in folder.directory.agencies.values() if one.id not in (folder.office, folder.committee)]
    people = [one.name for one in folder.contacts if one.name]
    titles = [one.title for one in folder.plan.tasks]
    assert min(map(len, (names, titles))) > 20
    assert [words for words in (*names, *people, *titles, SAID) if words in dump] == []


def test_prefect_s_tables_hold_no_key(dump) -> None:
    assert re.findall(r"\b[rdbchp]\d+c\d+v\d+-[a-z2-7]{26}\b", dump) == []


# -- three workers on one pool

AT_ONCE = 3
WORKERS = {"DONDOC_SMTP_PER_MINUTE": "300"}  # slow enough that no run is done before the others have begun


def let_several_run(server: PrefectServer) -> None:
    """Nothing by schedule, and no limit to how many runs of a flow there are."""
    for row in server.call("POST", "/deployments/filter", {}):
        server.call("PATCH", f"/deployments/{row['id']}", {"paused": True, "concurrency_limit": AT_ONCE})


def run_at_once(server: PrefectServer, *names: str) -> list[dict[str, Any]]:
    """Three runs of each of these flows at once, as Prefect has them when all have ended."""
    runs = [server.start_run(name) for name in names for _ in range(AT_ONCE)]
    deadline = time.monotonic() + 300
    while any(server.read_run(one).type not in FINISHED for one in runs):
        assert time.monotonic() < deadline, [server.read_run(one) for one in runs]
        time.sleep(0.3)
    return [server.call("GET", f"/flow_runs/{one}") for one in runs]


async def reply_to_all(office: PostOffice, desk: Desk) -> int:
    """Every agency that was asked answers in a line; how many did."""
    asked = {one.id for one in desk.rows(Letter, kind=REQUEST)}
    deliveries = [one for one in desk.rows(Delivery, state=SENT) if one.letter_id in asked and one.header == "to"]
    for one in deliveries:
        letter = message_from_bytes(office.mailbox(one.envelope_to)[0], policy=policy.default)
        await office.deliver(
            OFFICE, email("Tất cả các nhiệm vụ: không phát sinh trong kỳ.", one.address, str(letter["Reply-To"]))
        )
    return len(deliveries)


@pytest.mark.postgresql
@pytest.mark.timeout(600)
def test_three_workers_of_one_pool_deliver_and_collect_at_once_on_postgresql_and_do_each_thing_once(
    postgresql_url: str, tmp_path: Path
) -> None:
    administer(postgresql_url, "CREATE DATABASE pool TEMPLATE template")
    # Prefect's own tables too: on its SQLite three workers that start together lock each other out for a minute
    administer(postgresql_url, "CREATE DATABASE prefect")
    prefect_url = f"postgresql+asyncpg{postgresql_url[postgresql_url.index('://') :]}/prefect"
    desk = Desk(open_engine(f"{postgresql_url}/pool"))

    async def work() -> tuple[dict[tuple[str, str], int], int, list[dict[str, Any]]]:
        async with PostOffice() as office:
            database = {
                "DONDOC_DATABASE_URL": f"{postgresql_url}/pool",
                "PREFECT_SERVER_DATABASE_CONNECTION_URL": prefect_url,
            }
            environment = {**settings_of(tmp_path / "data", office), **database, **WORKERS}
            with PrefectServer(tmp_path / "prefect", environment=environment) as server:
                await asyncio.to_thread(server.deploy)
                let_several_run(server)
                for _ in range(AT_ONCE):
                    server.start_worker(runs_at_once=2)
                for name, parameters in ROUND[:2]:
                    assert (await asyncio.to_thread(server.run_deployment, name, parameters)).completed, name
                runs = await asyncio.to_thread(run_at_once, server, "deliver_messages")
                answers = await reply_to_all(office, desk)
                runs += await asyncio.to_thread(run_at_once, server, "collect_replies", "deliver_messages")
                assert (await asyncio.to_thread(server.run_deployment, "deliver_messages")).completed
            return arrived(office, OFFICE), answers, runs

    letters, answers, runs = asyncio.run(work())
    assert {one["state"]["name"] for one in runs} == {"Completed"}
    delivering = runs[:AT_ONCE]
    assert max(one["start_time"] for one in delivering) < min(one["end_time"] for one in delivering)
    assert set(letters.values()) == {1} and len(letters) == len(desk.rows(Delivery, state=SENT)) == len(
        desk.rows(Delivery)
    )
    assert answers > 50 and [one.outcome for one in desk.rows(Message)] == ["recorded"] * answers
    assert {one.version for one in desk.rows(Response)} == {1}
    assert len(desk.rows(Letter, kind=RECEIPT)) == answers
    desk.engine.dispose()
