"""One reporting period, day by day: which flows run, what agencies do in between, and when the office approves."""

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

from flows.clock import REHEARSAL_CLOCK
from flows.installation import Installation
from models.database import reading, writing
from models.letter import QUEUED, outbox
from models.period import Period
from models.plan import plan_named
from models.policy import Policy, Purpose
from rehearsal.agencies import FIRST_LETTER, PRESSED, REMINDED, Agencies
from rehearsal.approving import approve_drafts

MORNING = time(8, 30)
OFFICER = "rehearsal"
Counts = Mapping[str, int | str]
Tell = Callable[[datetime, str, Counts], None]
Run = Callable[[str], Awaitable[Counts]]


@dataclass
class Scenario:
    """A period of one plan, on a clock of its own. `run` runs a flow; `by_worker` by its deployment, by the worker."""

    here: Installation
    agencies: Agencies
    plan: str
    policy: Policy
    period: Period
    tell: Tell
    run: Run
    by_worker: Run

    def set_clock(self, day: date, hour: time = MORNING) -> datetime:
        """Put the rehearsal's clock to that moment."""
        moment = datetime.combine(day, hour, ZoneInfo(self.policy.zone))
        path: Path = self.here.settings.data / REHEARSAL_CLOCK
        path.write_text(moment.isoformat())
        return moment

    def step_day(self, purpose: Purpose) -> date:
        """The day of a step of the leads' ladder in this period."""
        step = next(step for step in self.policy.lead if step.purpose is purpose)
        return self.policy.working_days.shift(self.policy.office_due(self.period), step.working_days)

    def after(self, day: date, working_days: int) -> date:
        """That many working days after `day`."""
        return self.policy.working_days.shift(day, working_days)

    async def play(self) -> None:
        """The whole period, from loading the plan to the digest."""
        await self._open()
        await self._ask()
        await self._first_answers()
        await self._remind()
        await self._due_day()
        await self._press()
        await self._report()

    async def _open(self) -> None:
        day = self.policy.working_days.roll_forward(self.period.begins)
        await self._run("load_plan", self.set_clock(day))
        await self._run("request_reports", self.set_clock(day, time(9)))

    async def _ask(self) -> None:
        moment = self.set_clock(self.step_day(Purpose.ASK))
        await self.by_worker("request_reports")
        with reading(self.here.engine) as session:
            waiting = len(outbox(session, states=[QUEUED]))
        self.tell(moment, "request_reports · worker", {"letters": waiting})
        await self._deliver(moment)
        await self.agencies.receive(moment + timedelta(minutes=5))
        await self._collect(moment + timedelta(minutes=10))
        await self._brief(moment + timedelta(minutes=20))

    async def _first_answers(self) -> None:
        moment = self.set_clock(self.after(self.step_day(Purpose.ASK), 2))
        await self.agencies.answer(FIRST_LETTER, moment)
        await self._collect(moment + timedelta(hours=1))
        await self._brief(moment + timedelta(hours=2))

    async def _remind(self) -> None:
        moment = self.set_clock(self.step_day(Purpose.REMIND))
        await self._run("send_reminders", moment)
        await self._deliver(moment + timedelta(minutes=5))
        answered = self.set_clock(self.after(moment.date(), 1))
        await self.agencies.answer(REMINDED, answered)
        await self.agencies.answer_again(answered)
        await self._collect(answered + timedelta(hours=1))

    async def _due_day(self) -> None:
        moment = self.set_clock(self.step_day(Purpose.LAST_CALL))
        await self._run("send_reminders", moment)
        await self._deliver(moment + timedelta(minutes=5))

    async def _press(self) -> None:
        moment = self.set_clock(self.step_day(Purpose.ESCALATE))
        await self._run("send_reminders", moment)
        await self._deliver(moment + timedelta(minutes=5))
        await self.agencies.answer(PRESSED, moment + timedelta(hours=2))
        await self._collect(moment + timedelta(hours=3))

    async def _report(self) -> None:
        moment = self.set_clock(self.after(self.step_day(Purpose.ESCALATE), 1))
        await self._run("compile_digest", moment)
        await self._brief(moment + timedelta(minutes=10))
        self._approve(self._at(moment + timedelta(hours=1)))
        await self._deliver(moment + timedelta(hours=2))
        await self._run("prove_obligations", moment + timedelta(hours=3))

    def _approve(self, moment: datetime) -> None:
        with writing(self.here.engine) as session:
            docket = self.here.docket(session, plan_named(session, self.plan))
            approve_drafts(session, docket, self.here.sender, OFFICER)
        self.tell(moment, "digest approve", {})

    async def _collect(self, moment: datetime) -> None:
        await self._run("collect_replies", moment)
        await self._deliver(moment + timedelta(minutes=5))

    async def _deliver(self, moment: datetime) -> None:
        await self._run("deliver_messages", moment)

    async def _brief(self, moment: datetime) -> None:
        await self._run("brief_office", moment)
        await self._deliver(moment + timedelta(minutes=5))

    async def _run(self, flow: str, moment: datetime) -> None:
        self._at(moment)
        self.tell(moment, flow, await self.run(flow))

    def _at(self, moment: datetime) -> datetime:
        return self.set_clock(moment.date(), moment.timetz().replace(tzinfo=None))
