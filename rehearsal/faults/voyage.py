"""A period carried through while everything goes wrong that can: after each run the promises are looked at."""

import asyncio
import os
import sys
import time
from collections import Counter
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from random import Random

from flows.clock import REHEARSAL_CLOCK
from flows.installation import Installation, installation
from flows.prefect_server import free_port
from language.numbers import format_number
from language.wording import wording
from models.database import reading
from models.period import period_keyed
from models.plan import plan_named
from rehearsal.agencies import Agencies
from rehearsal.faults.ledger import Ledger, arrived, doubled, ledger, strangers
from rehearsal.faults.misfortunes import NAMES, Misfortune, World, befall, draw, lock_held, relieve
from rehearsal.faults.processes import Ended, Mortal, Order, mortal
from rehearsal.faults.through_prefect import die_through_prefect
from rehearsal.faults.wires import Wire
from rehearsal.play import Stage, agencies_of, console, say, scenario_of, table, web_page
from rehearsal.post_office import PostOffice
from rehearsal.scenario import Counts

RUNS_EXPECTED = 30
PEACEFUL_RUNS = 6
UNKNOWN_STEPS = 1500
PAUSES = (timedelta(hours=1), timedelta(hours=3), timedelta(hours=8), timedelta(days=3))


class BrokenPromiseError(RuntimeError):
    """A counter-example: what was doubled or went to a stranger, and after which run."""


class CalmRunFailedError(RuntimeError):
    """A run in which nothing was to go wrong failed by itself; the rehearsal's log says how."""


@dataclass
class Voyage:
    """Runs flows on a mortal process: first with misfortunes, until `quota` of them were deadly, then in peace."""

    here: Installation
    world: World
    office: PostOffice
    random: Random
    plan: str
    quota: float
    ports: Mapping[str, str]
    met: Counter[str] = field(default_factory=Counter)
    steps: dict[str, int] = field(default_factory=dict)
    kills: int = 0
    runs: int = 0

    async def run(self, flow: str) -> Counts:
        """One scheduled run, with everything that befalls it before it gets through."""
        moment = self.clock()
        self.runs += 1
        peaceful = 0
        while self.kills < self.runs * self.quota and peaceful < PEACEFUL_RUNS:
            misfortune = draw(self.random, flow, self.steps.get(flow, UNKNOWN_STEPS))
            ended = await self._unlucky(flow, misfortune)
            peaceful = 0 if ended.killed else peaceful + 1
            self._set_clock(moment + timedelta(seconds=1))
            self._look(f"{flow} {moment:%Y-%m-%d %H:%M}, {misfortune}")
        await self.in_peace(flow)
        self._look(f"{flow} {moment:%Y-%m-%d %H:%M}")
        return {}

    async def run_through_prefect(self, flow: str) -> Counts:
        """The run that goes through Prefect, with the deaths that only Prefect can die."""
        environment = {name: value for name, value in os.environ.items() if name.startswith("DONDOC_")}
        folder = self.here.settings.data / "prefect"
        self.kills += await die_through_prefect(folder, {**environment, **self.ports}, self.random, self.in_peace)
        self._look(f"{flow} through Prefect")
        return await self.run(flow)

    async def _unlucky(self, flow: str, misfortune: Misfortune) -> Ended:
        order = await befall(self.world, misfortune, Order(flow, self.plan))
        with lock_held(self.world, misfortune):
            ended = await self.world.mortal.run(order)
        relieve(self.world)
        self.met[misfortune.name] += self.world.came_about or ended.killed
        self.kills += ended.killed
        if not ended.killed:
            self.steps[flow] = max(ended.steps, 2)
        return ended

    async def in_peace(self, flow: str) -> None:
        """One run in which nothing goes wrong."""
        ended = await self.world.mortal.run(Order(flow, self.plan, itself=True))
        if ended.code:
            raise CalmRunFailedError(f"{flow} at {self.clock().isoformat()} ended with {ended.code}")

    async def come_home(self) -> Ledger:
        """Let everything that waits go out in peace, hour after hour; then the account."""
        last = self.clock()
        for pause in PAUSES:
            self._set_clock(last + pause)
            for flow in ("deliver_messages", "collect_replies", "deliver_messages"):
                await self.in_peace(flow)
        with reading(self.here.engine) as session:
            docket = self.here.docket(session, plan_named(session, self.plan))
            return ledger(session, docket, self.office, self.here.settings.imap_user, self.world.lied_about)

    def clock(self) -> datetime:
        """The rehearsal's moment."""
        return datetime.fromisoformat(self.world.clock.read_text())

    def _set_clock(self, moment: datetime) -> None:
        self.world.clock.write_text(moment.isoformat())

    def _look(self, after: str) -> None:
        """Raise BrokenPromiseError when anything was doubled, or went to a stranger."""
        letters = arrived(self.office, self.here.settings.imap_user)
        if not letters:
            return
        with reading(self.here.engine) as session:
            docket = self.here.docket(session, plan_named(session, self.plan))
            found = doubled(session, letters, self.world.lied_about) + strangers(session, docket, letters)
        if found:
            raise BrokenPromiseError(f"run {self.runs}, {after}: {'; '.join(found)}")


async def sail(stage: Stage, kills: int) -> bool:
    """The whole period with about so many kills, and what came of it; returns whether every promise held."""
    here, began = installation(), time.perf_counter()
    async with at_sea(here, stage, kills) as (voyage, agencies):
        scenario = scenario_of(
            here, stage, agencies, run=voyage.run, by_worker=voyage.run_through_prefect, tell=_silent
        )
        try:
            await scenario.play()
            account = await voyage.come_home()
        except BrokenPromiseError as broken:
            console.print(f"[red]{broken} (seed {stage.seed})[/]")
            return False
    _show(voyage, account, round(time.perf_counter() - began))
    return account.kept


@asynccontextmanager
async def at_sea(here: Installation, stage: Stage, kills: int) -> AsyncIterator[tuple[Voyage, Agencies]]:
    """The post office behind its two wires, the page, and the process that runs the flows."""
    chosen = here.settings
    ports = {"DONDOC_SMTP_PORT": str(free_port()), "DONDOC_IMAP_PORT": str(free_port())}
    office = PostOffice(chosen.smtp_port, chosen.imap_port, folder=chosen.data / "letters")
    smtp, imap = Wire(chosen.smtp_port, letters=True), Wire(chosen.imap_port, letters=False)
    async with (
        office,
        smtp.opened(int(ports["DONDOC_SMTP_PORT"])),
        imap.opened(int(ports["DONDOC_IMAP_PORT"])),
        web_page(here, stage.web_port),
        mortal(ports, chosen.data / "runs.log") as process,
    ):
        agencies = agencies_of(here, stage, office)
        world = _world(here, process, smtp, imap, agencies)
        yield (
            Voyage(here, world, office, Random(stage.seed), stage.plan, kills / RUNS_EXPECTED, ports),  # noqa: S311
            agencies,
        )


def _world(here: Installation, process: Mortal, smtp: Wire, imap: Wire, agencies: Agencies) -> World:
    ours = here.settings.imap_user

    async def repeat() -> None:
        if agencies.last[0]:
            await agencies.office.deliver(*agencies.last)

    async def renumber() -> None:
        await agencies.office.reset_uids(ours)

    data = here.settings.data
    return World(process, smtp, imap, data / "dondoc.db", data / REHEARSAL_CLOCK, renumber, repeat)


def _silent(_moment: datetime, _what: str, _counts: Counts) -> None:
    """Hundreds of runs are counted, not told."""


def _show(voyage: Voyage, account: Ledger, seconds: int) -> None:
    met = {say(NAMES[name]): count for name, count in voyage.met.items() if count}
    console.print(table(wording("Sự cố đã gây ra"), met))
    for hole in (*account.lost, *account.doubled, *account.strangers):
        console.print(f"[red]{hole}[/]")
    for one in account.unconfirmed:
        console.print(one)
    for one in voyage.world.lied_about:
        console.print(say(wording("máy chủ nói sai về thư {letter}", letter=one)))
    console.print(
        say(
            wording(
                "{runs} lần chạy theo lịch, {kills} lần bị giết, {seconds} giây: {lost} bị mất, {doubled} gửi hai lần, "
                "{strangers} gửi nhầm cơ quan, {unconfirmed} chưa rõ đã gửi (nêu trên).",
                runs=format_number(voyage.runs),
                kills=format_number(voyage.kills),
                seconds=format_number(seconds),
                lost=len(account.lost),
                doubled=len(account.doubled),
                strangers=len(account.strangers),
                unconfirmed=len(account.unconfirmed),
            )
        )
    )


if __name__ == "__main__":
    plan, period, seed, web_port, kills = sys.argv[1:]
    kept = asyncio.run(sail(Stage(plan, period_keyed(period), int(seed), int(web_port)), int(kills)))
    sys.exit(0 if kept else 1)
