"""The process in which a rehearsal runs: its post office, its web page, its agencies and the flows."""

import asyncio
import sys
import time
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from random import Random

import uvicorn
from prefect.deployments import arun_deployment
from rich.console import Console
from rich.table import Table

from documents.plan_folder import asked_on, read_plan_folder
from flows.installation import Installation, installation
from language.wording import Wording, wording
from models.database import reading
from models.period import Period, period_keyed
from models.plan import plan_named
from models.policy import Policy
from models.policy_file import read_policy
from models.words import DELIVERIES, LETTERS, MESSAGES, OUTCOMES, SOURCES, STATES
from rehearsal.account import Account, account, write_samples
from rehearsal.agencies import WAYS, Agencies
from rehearsal.behaviour import Behaviour, Character, cast
from rehearsal.flow_names import FLOWS, parameters
from rehearsal.post_office import PostOffice
from rehearsal.scenario import Counts, Run, Scenario, Tell
from web.app import create_app

console = Console(highlight=False)


@dataclass(frozen=True)
class Stage:
    """What a rehearsal is told: plan, period, seed, and the ports that its settings name."""

    plan: str
    period: Period
    seed: int
    web_port: int


class RehearsalFailedError(RuntimeError):
    """The rehearsal could not be carried through; the message says at which point."""


def main(plan: str, period: str, seed: int, web_port: int) -> None:
    """Carry the plan through the period; exit 0 only when the proof holds."""
    kept = asyncio.run(rehearse(Stage(plan, period_keyed(period), seed, web_port)))
    sys.exit(0 if kept else 1)


async def rehearse(stage: Stage) -> bool:
    """Play the period and show the account; returns whether the proof holds."""
    here = installation()
    began = time.perf_counter()
    folder = here.settings.data / "letters"
    async with (
        PostOffice(here.settings.smtp_port, here.settings.imap_port, folder=folder) as office,
        web_page(here, stage.web_port),
    ):
        agencies = agencies_of(here, stage, office)
        run = partial(in_this_process, stage.plan)
        await scenario_of(here, stage, agencies, run=run, by_worker=by_worker, tell=tell).play()
        kept = _show(here, stage, agencies)
    console.print(say(wording("Thời gian diễn tập: {seconds} giây.", seconds=round(time.perf_counter() - began))))
    return kept


def agencies_of(here: Installation, stage: Stage, office: PostOffice) -> Agencies:
    """Everyone whom the plan asks, each with a behaviour drawn by the seed."""
    return Agencies(_cast(here, stage), office, Random(stage.seed))  # noqa: S311


def scenario_of(
    here: Installation, stage: Stage, agencies: Agencies, *, run: Run, by_worker: Run, tell: Tell
) -> Scenario:
    """The period, with whatever runs its flows."""
    return Scenario(
        here=here,
        agencies=agencies,
        plan=stage.plan,
        policy=_policy(here, stage),
        period=stage.period,
        tell=tell,
        run=run,
        by_worker=by_worker,
    )


def _policy(here: Installation, stage: Stage) -> Policy:
    policy = read_policy(here.settings.plans / stage.plan / "policy.yaml")
    if not isinstance(policy, Policy):
        raise RehearsalFailedError("; ".join(f"{one.place}: {one.why}" for one in policy))
    return policy


def _cast(here: Installation, stage: Stage) -> list[Character]:
    folder = read_plan_folder(here.settings.plans / stage.plan)
    asked = set(asked_on(folder, stage.period.begins))
    answering = [
        (contact.agency, contact.name, contact.address)
        for contact in folder.contacts
        if contact.role == "answers" and contact.agency in asked
    ]
    ministry = next((task.leads[0] for task in folder.plan.tasks if task.leads), "")
    return cast(answering, Random(stage.seed), {ministry: Behaviour.IN_QUOTATION})  # noqa: S311


@asynccontextmanager
async def web_page(here: Installation, port: int) -> AsyncIterator[None]:
    """The private pages on that port of loopback, served from this process."""
    app = create_app(here.engine, here.sender, here.settings.data)
    server = uvicorn.Server(uvicorn.Config(app, port=port, log_level="error", access_log=False))
    serving = asyncio.create_task(server.serve())
    while not server.started:
        if serving.done():
            raise RehearsalFailedError(f"the web page did not start on port {port}")
        await asyncio.sleep(0.05)
    try:
        yield
    finally:
        server.should_exit = True
        await serving


async def in_this_process(plan: str, flow: str) -> Counts:
    """Run the flow here, visible in Prefect; returns what it counted."""
    run: Callable[..., Awaitable[Counts]] = FLOWS[flow]
    return await run(**parameters(flow, plan))


async def by_worker(flow: str) -> Counts:
    """Run the flow by its deployment, in the worker's own process, and wait for it."""
    run = await arun_deployment(f"{flow}/{flow}", timeout=120, poll_interval=1)
    if run.state is None or not run.state.is_completed():
        raise RehearsalFailedError(f"{flow} through the worker ended as {run.state_name}")
    return {}


def say(sentence: Wording) -> str:
    """The sentence in the language of the command line."""
    return sentence.say(installation().settings.language)


def tell(moment: datetime, what: str, counts: Counts) -> None:
    """One line of progress: the rehearsal's moment, what ran, and what it counted."""
    shown = "  ".join(f"{name} {count}" for name, count in counts.items() if count)
    console.print(f"[dim]{moment:%d/%m/%Y %H:%M}[/]  {what:<26} {shown}")


def _show(here: Installation, stage: Stage, agencies: Agencies) -> bool:
    with reading(here.engine) as session:
        docket = here.docket(session, plan_named(session, stage.plan))
        result = account(session, docket)
        written = write_samples(session, here.settings.data / "samples", docket.trial)
    for table in tables(result, agencies):
        console.print(table)
    for path in written:
        console.print(str(path), soft_wrap=True)
    for hole in result.proof.holes:
        console.print(f"[red]{hole.place}: {say(hole.why)}[/]")
    total, accounted = result.proof.obligations, result.proof.accounted
    console.print(say(wording("{total} nghĩa vụ, {accounted} có trạng thái.", total=total, accounted=accounted)))
    return result.proof.holds


def tables(result: Account, agencies: Agencies) -> list[Table]:
    """The account as tables."""
    letters = {f"{say(LETTERS[kind])} · {say(DELIVERIES[state])}": n for (kind, state), n in result.letters.items()}
    messages = {f"{say(MESSAGES[kind])} · {say(OUTCOMES[end])}": n for (kind, end), n in result.messages.items()}
    return [
        table(wording("Thư đi, theo loại và kết quả"), letters),
        table(wording("Trả lời của cơ quan, theo cách gửi"), {say(WAYS[way]): n for way, n in agencies.ways.items()}),
        table(wording("Thư đến, theo loại và cách xử lý"), messages),
        table(wording("Nội dung ghi nhận, theo nguồn"), {say(SOURCES[one]): n for one, n in result.answers.items()}),
        table(wording("Nghĩa vụ, theo trạng thái"), {say(STATES[one]): n for one, n in result.proof.states.items()}),
        table(wording("Ngăn chờ xử lý"), {why: result.pen.count(why) for why in dict.fromkeys(result.pen)}),
    ]


def table(title: Wording, counts: dict[str, int]) -> Table:
    """One table of counts, the largest first."""
    drawn = Table(title=say(title), title_justify="left", min_width=60, show_header=False)
    drawn.add_column("")
    drawn.add_column("", justify="right")
    for name, count in sorted(counts.items(), key=lambda item: (-item[1], item[0])):
        drawn.add_row(name, str(count))
    return drawn


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2], int(sys.argv[3]), int(sys.argv[4]))
