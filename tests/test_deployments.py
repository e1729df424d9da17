"""The deployments are the flows, one by one, and a real Prefect server schedules them in the office's zone."""

import time
from collections.abc import Iterator
from datetime import datetime, timedelta
from importlib import import_module
from importlib.util import find_spec

import pytest
import yaml
from prefect.utilities.callables import parameter_schema

from flows.prefect_server import DEPLOYMENTS, PrefectServer

FLOWS = [
    "load_plan",
    "request_reports",
    "deliver_messages",
    "send_reminders",
    "collect_replies",
    "compile_digest",
    "brief_office",
    "prove_obligations",
]
FILE = yaml.safe_load(DEPLOYMENTS.read_text())
BY_NAME = {deployment["name"]: deployment for deployment in FILE["deployments"]}
SCHEDULED = {name for name, deployment in BY_NAME.items() if deployment.get("schedules")}
MISSING = [name for name in FLOWS if find_spec(f"flows.{name}") is None]


def test_every_flow_is_deployed_once() -> None:
    assert [deployment["name"] for deployment in FILE["deployments"]] == FLOWS


@pytest.mark.parametrize("name", FLOWS)
def test_deployment_flow_file_and_function_have_one_name(name: str) -> None:
    assert BY_NAME[name]["entrypoint"] == f"flows.{name}.{name}"


@pytest.mark.parametrize("name", FLOWS)
def test_every_field_of_the_form_for_a_run_is_explained_to_the_officer(name: str) -> None:
    flow = getattr(import_module(f"flows.{name}"), name)
    fields = parameter_schema(flow.fn).properties
    assert all(field.get("description", "").endswith(".") for field in fields.values())


@pytest.mark.parametrize("name", FLOWS)
def test_no_flow_runs_beside_itself(name: str) -> None:
    assert BY_NAME[name]["concurrency_limit"] == {"limit": 1, "collision_strategy": "CANCEL_NEW"}


def test_only_loading_a_plan_waits_for_a_person() -> None:
    assert set(FLOWS) - SCHEDULED == {"load_plan"}


@pytest.mark.parametrize("name", sorted(SCHEDULED))
def test_every_schedule_has_a_slug_and_the_office_s_zone(name: str) -> None:
    for schedule in BY_NAME[name]["schedules"]:
        assert schedule["slug"]
        assert schedule["timezone"] == "Asia/Ho_Chi_Minh"


@pytest.fixture(scope="module")
def deployed(tmp_path_factory: pytest.TempPathFactory) -> Iterator[PrefectServer]:
    """A running server on which the file was deployed."""
    if MISSING:
        pytest.skip(f"these flows are not written yet: {', '.join(MISSING)}")
    with PrefectServer(tmp_path_factory.mktemp("prefect")) as server:
        server.deploy()
        yield server


def scheduled_hours(server: PrefectServer) -> dict[str, list[datetime]]:
    """The start of each scheduled run in the office's time, by deployment."""
    names = {row["id"]: row["name"] for row in server.call("POST", "/deployments/filter", {})}
    wanted = {"flow_runs": {"state": {"type": {"any_": ["SCHEDULED"]}}}, "limit": 200}
    found: dict[str, list[datetime]] = {}
    for offset in range(0, 1000, 200):
        for run in server.call("POST", "/flow_runs/filter", wanted | {"offset": offset}):
            moment = datetime.fromisoformat(run["expected_start_time"])
            found.setdefault(names[run["deployment_id"]], []).append(moment + timedelta(hours=7))
    return found


def all_scheduled(server: PrefectServer, seconds: float = 120) -> dict[str, list[datetime]]:
    """The scheduled runs once every scheduled deployment has some, or after `seconds`."""
    deadline = time.monotonic() + seconds
    while not set(found := scheduled_hours(server)) >= SCHEDULED and time.monotonic() < deadline:
        time.sleep(1)
    return found


@pytest.mark.prefect
def test_scheduled_runs_appear_for_every_scheduled_deployment(deployed: PrefectServer) -> None:
    found = all_scheduled(deployed)
    assert set(found) == SCHEDULED
    assert all(7 <= moment.hour <= 17 for moment in found["request_reports"])
    assert all(7 <= moment.hour <= 10 for moment in found["brief_office"])


@pytest.mark.prefect
def test_deploying_again_leaves_eight_deployments_with_their_limits(deployed: PrefectServer) -> None:
    deployed.deploy()
    rows = deployed.call("POST", "/deployments/filter", {})
    assert sorted(row["name"] for row in rows) == sorted(FLOWS)
    assert {row["concurrency_options"]["collision_strategy"] for row in rows} == {"CANCEL_NEW"}
    assert {row["global_concurrency_limit"]["limit"] for row in rows} == {1}
