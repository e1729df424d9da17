"""Our Prefect server ends with us, keeps strangers out, and lets the next tick run after a power failure."""

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest

from flows.prefect_server import PrefectFailedError, PrefectServer, free_port

pytestmark = pytest.mark.prefect

FLOW = """
import asyncio
import prefect

@prefect.flow
async def tick(hold: int = 0) -> int:
    await asyncio.sleep(hold)
    return hold
"""
DEPLOYMENTS = """
deployments:
  - name: tick
    entrypoint: scratch.tick
    work_pool: {name: default}
    concurrency_limit: {limit: 1, collision_strategy: CANCEL_NEW}
"""
LAUNCHER = """
import signal, sys, time
from pathlib import Path
from flows.prefect_server import PrefectServer

signal.signal(signal.SIGINT, signal.default_int_handler)  # a suite in a shell's background has it ignored
with PrefectServer(Path(sys.argv[1]), int(sys.argv[2]), {"PYTHONPATH": sys.argv[3]}) as server:
    server.start_worker()
    server.deploy(Path(sys.argv[3]) / "prefect.yaml")
    run = server.start_run("tick", {"hold": 600})
    while server.read_run(run).type != "RUNNING":
        time.sleep(0.2)
    print("up", flush=True)
    time.sleep(600)
"""


@pytest.fixture(scope="module")
def scratch(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with a flow `tick` and a file that deploys it."""
    folder = tmp_path_factory.mktemp("scratch")
    (folder / "scratch.py").write_text(FLOW)
    (folder / "prefect.yaml").write_text(DEPLOYMENTS)
    return folder


def server_in(folder: Path, scratch: Path) -> PrefectServer:
    return PrefectServer(folder, environment={"PYTHONPATH": str(scratch)})


def let_leases_run_out(folder: Path) -> int:
    """What five minutes would do: the engine renews its lease for as long, whatever the server's setting says."""
    past = "2000-01-01T00:00:00+00:00"
    leases = [path for path in (folder / "concurrency_leases").glob("*.json") if path.stem != "expirations"]
    for path in leases:
        path.write_text(json.dumps({**json.loads(path.read_text()), "expiration": past}))
    expirations = json.dumps({path.stem: past for path in leases})
    (folder / "concurrency_leases" / "expirations.json").write_text(expirations)
    return len(leases)


def processes_of(folder: Path) -> list[int]:
    """The ids of the processes whose environment names this Prefect home."""
    wanted = f"PREFECT_HOME={folder}".encode()
    found = []
    for entry in Path("/proc").glob("[0-9]*"):
        try:
            variables = (entry / "environ").read_bytes().split(b"\0")
        except OSError:
            continue
        if wanted in variables:
            found.append(int(entry.name))
    return found


def eventually(claim, seconds: float) -> bool:
    deadline = time.monotonic() + seconds
    while not claim() and time.monotonic() < deadline:
        time.sleep(0.2)
    return claim()


def test_the_next_tick_runs_after_server_and_run_died_together(scratch: Path, tmp_path: Path) -> None:
    with server_in(tmp_path, scratch) as server:
        server.start_worker()
        server.deploy(scratch / "prefect.yaml")
        holding = server.start_run("tick", {"hold": 600})
        assert eventually(lambda: server.read_run(holding).type == "RUNNING", 60)
        server.kill()
    assert let_leases_run_out(tmp_path) == 1
    assert processes_of(tmp_path) == []
    with server_in(tmp_path, scratch) as server:
        server.start_worker()
        assert eventually(lambda: server.run_deployment("tick").completed, 150)


@pytest.fixture(scope="module")
def server(scratch: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[PrefectServer]:
    with server_in(tmp_path_factory.mktemp("prefect"), scratch) as server:
        yield server


def test_a_stranger_without_the_password_is_turned_away(server: PrefectServer) -> None:
    assert httpx.post(f"{server.api_url}/flow_runs/filter", json={}).status_code == 401
    assert httpx.get(f"{server.api_url}/health").status_code == 200


def test_a_taken_port_is_said_in_a_sentence(server: PrefectServer, tmp_path: Path) -> None:
    with pytest.raises(PrefectFailedError, match=str(server.port)):
        PrefectServer(tmp_path, server.port).__enter__()


def test_what_prefect_refuses_is_said_in_a_sentence(server: PrefectServer) -> None:
    with pytest.raises(PrefectFailedError, match="404"):
        server.start_run("no_such_flow")


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM, signal.SIGKILL])
def test_neither_server_nor_worker_nor_run_outlives_the_launcher(
    number: signal.Signals, scratch: Path, tmp_path: Path
) -> None:
    command = [sys.executable, "-c", LAUNCHER, str(tmp_path), str(free_port()), str(scratch)]
    log = tmp_path / "launcher.log"
    with log.open("wb") as errors:
        launcher = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=errors, env=dict(os.environ))
    assert launcher.stdout.readline() == b"up\n", log.read_text()
    assert len(processes_of(tmp_path)) >= 3
    launcher.send_signal(number)
    assert eventually(lambda: processes_of(tmp_path) == [], 20)
    launcher.wait(20)
