"""A plan's policy: periods, due dates, the ladder and the days off, as the plan's folder states them."""

from calendar import monthrange
from collections.abc import Mapping
from datetime import date
from enum import StrEnum
from pathlib import Path
from typing import Literal
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

import yaml
from holidays import list_supported_countries
from pydantic import BaseModel, ConfigDict, Field, ValidationError, field_validator, model_validator

from language.wording import wording
from models.period import Period, PeriodKind
from models.problem import Problem
from models.working_days import WorkingDays

LAST_DAY = 31


class Purpose(StrEnum):
    """What a notice is for, in the order of the ladder."""

    ASK = "ask"
    REMIND = "remind"
    LAST_CALL = "last_call"
    ESCALATE = "escalate"


class Strict(BaseModel):
    """A part of the policy; a key it does not know is a fault."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class DueRule(Strict):
    """A day of the period's last month; the 31st stands for the month's last day."""

    day: int = Field(ge=1, le=LAST_DAY)


class LadderStep(Strict):
    """One step: its purpose and its working days from the due date (negative: before)."""

    purpose: Purpose
    working_days: int = Field(ge=-120, le=120)
    step: int = Field(default=1, ge=1)
    to: Literal["answers", "head"] = "answers"
    copy_office: bool = False


class DayOverride(Strict):
    """A day that a yearly decision made worked or off, with the document that ordered it."""

    day: date
    worked: bool
    document: str


class CatchUp(Strict):
    """How many working days after its own day a step may still be taken; later it is put to a person."""

    ask: int = Field(default=30, ge=0)
    remind: int = Field(default=5, ge=0)
    last_call: int = Field(default=3, ge=0)
    escalate: int = Field(default=15, ge=0)


class Policy(Strict):
    """How one plan is followed.

    Due dates: Decree 09/2019/NĐ-CP Article 8 (at least one working day after the cut-off) and Article 13 (to the
    Government no later than the 25th of the period's last month).
    """

    period: PeriodKind = PeriodKind.QUARTER
    zone: str = "Asia/Ho_Chi_Minh"
    due_to_office: DueRule = DueRule(day=20)
    due_to_committee: DueRule = DueRule(day=25)
    roll: Literal["back", "forward"] = "back"
    track_from: date | None = None
    undated: Literal["each_period", "hold"] = "each_period"
    country: str = "VN"
    days: tuple[DayOverride, ...] = ()
    weekly_cap: int = Field(default=5, ge=1)
    catch_up: CatchUp = CatchUp()
    lead: tuple[LadderStep, ...] = ()
    coordinating: tuple[LadderStep, ...] = ()

    @field_validator("zone")
    @classmethod
    def _zone_is_known(cls, zone: str) -> str:
        try:
            ZoneInfo(zone)
        except (ZoneInfoNotFoundError, OSError):
            raise ValueError(f"no time zone is called {zone!r}") from None
        return zone

    @field_validator("country")
    @classmethod
    def _country_is_known(cls, country: str) -> str:
        if country not in list_supported_countries():
            raise ValueError(f"no public holidays are known for a country {country!r}")
        return country

    @model_validator(mode="after")
    def _ladders_begin_by_asking(self) -> "Policy":
        for role in ("lead", "coordinating"):
            steps = self.ladder(role)
            if not steps or steps[0].purpose is not Purpose.ASK:
                raise ValueError(f"the {role} ladder must begin with a step whose purpose is 'ask'")
            if [s.working_days for s in steps] != sorted(s.working_days for s in steps):
                raise ValueError(f"the {role} ladder's working_days must not decrease")
            if len({(s.purpose, s.step) for s in steps}) < len(steps):
                raise ValueError(f"the {role} ladder has two steps of one purpose: number them with 'step'")
        return self

    def ladder(self, role: str) -> tuple[LadderStep, ...]:
        """The steps for a role, in order."""
        return self.lead if role == "lead" else self.coordinating

    def catch_up_days(self, purpose: Purpose) -> int:
        """How many working days after its own day a step of that purpose may still be taken."""
        return int(getattr(self.catch_up, purpose.value))

    @property
    def working_days(self) -> WorkingDays:
        """The days worked under this policy."""
        overrides: Mapping[date, bool] = {o.day: o.worked for o in self.days}
        return WorkingDays(self.country, overrides)

    def rolled(self, day: date) -> date:
        """`day`, moved off a day off in the direction the policy states."""
        days = self.working_days
        return days.roll_back(day) if self.roll == "back" else days.roll_forward(day)

    def office_due(self, period: Period) -> date:
        """When agencies owe the office the period's report; never before one working day after the cut-off."""
        due = self.rolled(_day_of(period.last_month, self.due_to_office.day))
        cut_off = period.window_ends
        return max(due, self.working_days.shift(cut_off, 1))

    def committee_due(self, period: Period) -> date:
        """When the office owes the Committee the period's digest."""
        return self.rolled(_day_of(period.last_month, self.due_to_committee.day))


def _day_of(month: date, day: int) -> date:
    return month.replace(day=min(day, monthrange(month.year, month.month)[1]))


def read_policy(path: Path) -> Policy | Problem:
    """The policy in a YAML file, or the problem that keeps it from being read."""
    try:
        return Policy.model_validate(yaml.safe_load(path.read_text(encoding="utf-8")) or {})
    except FileNotFoundError:
        return Problem(str(path), "", wording("không có tệp quy định của kế hoạch (policy.yaml)"))
    except (yaml.YAMLError, UnicodeDecodeError, ValidationError) as fault:
        return Problem(str(path), "", wording("quy định của kế hoạch không đọc được: {fault}", fault=fault))
