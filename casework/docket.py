"""What is at hand when a plan is worked on: the plan, its policy, the directory, the moment and the mode of mail."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from functools import cached_property
from zoneinfo import ZoneInfo

from sqlmodel import Session

from models.agency import read_directory
from models.directory import Directory
from models.mode import TRIAL, mail_mode
from models.plan import Plan, plan_policy
from models.policy import Policy
from models.succession import chosen_successors


@dataclass(frozen=True)
class Docket:
    """One plan at one moment. `now` is aware; `successors` are those chosen by (task id, agency id)."""

    plan: Plan
    policy: Policy
    directory: Directory
    now: datetime
    mode: str
    successors: Mapping[tuple[int, str], str] = field(default_factory=dict)

    @property
    def plan_id(self) -> int:
        """The plan's id."""
        return self.plan.id or 0

    @cached_property
    def day(self) -> date:
        """The day of `now` in the plan's zone."""
        return self.now.astimezone(ZoneInfo(self.policy.zone)).date()

    @property
    def trial(self) -> bool:
        """Whether letters written now go nowhere real."""
        return self.mode == TRIAL

    def name_of(self, agency_id: str) -> str:
        """The agency's Vietnamese name."""
        return self.directory.name(agency_id)

    def answering(self, agency_id: str, task_id: int | None = None) -> tuple[str, ...]:
        """Who answers for a named agency today, on a task; several when the office has not said which of them."""
        found = self.directory.answering(agency_id, self.day)
        if len(found) < 2:
            return found
        chosen = self.successors.get((task_id or 0, agency_id))
        return self.directory.answering(chosen, self.day) if chosen else found

    def known_as(self, agency_id: str, task_id: int | None = None) -> tuple[str, ...]:
        """Every name by which others may write of the named agency, or of who answers for it."""
        entries = [self.directory.agencies[one] for one in (agency_id, *self.answering(agency_id, task_id))]
        return tuple(dict.fromkeys(name for one in entries for name in (one.vi, one.short, *one.aliases) if name))

    def answered_for(self, agency_ids: Collection[str]) -> list[str]:
        """The named agencies, ended ones too, for which one of these may answer today, whatever the task."""
        wanted, chosen = set(agency_ids), {name for _, name in self.successors}
        return [
            name
            for name in self.directory.agencies
            if name in chosen or not wanted.isdisjoint(self.directory.answering(name, self.day))
        ]

    def answered_for_by(self, agency_id: str) -> list[str]:
        """The named agencies for which that one may answer today, whatever the task."""
        return self.answered_for([agency_id])


def open_docket(session: Session, plan: Plan, now: datetime) -> Docket:
    """The docket of `plan` at `now`."""
    mode, _stopped = mail_mode(session)
    successors = chosen_successors(session, plan.id or 0)
    return Docket(plan, plan_policy(plan), read_directory(session), now, mode, successors)


class Dockets:
    """The dockets of plans for a row of short transactions: plan, policy, directory and chosen successors are read
    once, the moment and the mode of mail each time."""

    def __init__(self) -> None:
        self._open: dict[int, Docket] = {}

    def of(self, session: Session, plan_id: int, now: datetime) -> Docket:
        """The docket of that plan at `now`."""
        if plan_id not in self._open:
            self._open[plan_id] = open_docket(session, session.get_one(Plan, plan_id), now)
        mode, _stopped = mail_mode(session)
        return replace(self._open[plan_id], now=now, mode=mode)
