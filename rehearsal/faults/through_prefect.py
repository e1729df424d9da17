"""Deaths through Prefect: of a flow run's process, of the worker, of the server, each while a flow is at work."""

import asyncio
import os
import signal
import time
from collections.abc import Awaitable, Callable, Mapping
from contextlib import suppress
from pathlib import Path
from random import Random

from flows.child_process import processes_with
from flows.prefect_server import FINISHED, PrefectServer

# A killed run keeps its flow's only slot until Prefect's lease ends, minutes later: so each dies in a flow of its own.
DEATHS = (("request_reports", "run"), ("deliver_messages", "worker"), ("collect_replies", "server"))
START_SECONDS = 60
LONGEST_DELAY = 1.5


async def die_through_prefect(
    folder: Path, environment: Mapping[str, str], random: Random, in_peace: Callable[[str], Awaitable[None]]
) -> int:
    """Kill once each of them, in the middle of a run, and let the same work be done in peace; returns how many died."""
    died = 0
    with PrefectServer(folder, environment=environment) as server:
        await asyncio.to_thread(server.deploy)
        await asyncio.to_thread(server.pause_schedules)
        server.start_worker()
        for flow, victim in DEATHS:
            died += await asyncio.to_thread(_die, server, flow, victim, random.uniform(0, LONGEST_DELAY))
            await in_peace(flow)
    return died


def _die(server: PrefectServer, flow: str, victim: str, delay: float) -> int:
    run = server.start_run(flow)
    process = _process_of(server, run)
    if process is None:
        return 0
    time.sleep(delay)
    if victim == "worker":
        server.kill_worker()
    elif victim == "server":
        server.kill_server()
    else:
        with suppress(ProcessLookupError):
            os.kill(process, signal.SIGKILL)
    return 1


def _process_of(server: PrefectServer, run: str) -> int | None:
    """The process in which the run is at work, once it is; None when it ended before it was found."""
    deadline = time.monotonic() + START_SECONDS
    while time.monotonic() < deadline:
        if found := processes_with(f"PREFECT__FLOW_RUN_ID={run}"):
            return max(found)
        if server.read_run(run).type in FINISHED:
            return None
        time.sleep(0.05)
    return None
