"""The eight flows as the worker runs them: each completes, letters arrive, and Prefect's own tables hold no address."""

import asyncio
import re
import sqlite3
from pathlib import Path

import pytest
from builders import email

from documents.plan_folder import read_plan_folder
from flows.prefect_server import PrefectServer, RunState
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
