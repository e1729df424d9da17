"""A plan's policy: periods, due dates, the ladder and the days off, as the plan's folder states them."""

from collections.abc import Mapping
from datetime import date, datetime, time
from enum import StrEnum
from functools import cached_property
from typing import Literal
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from holidays import list_supported_countries
from pydantic import Field, field_validator, model_validator

from language.dates import short_date
from language.wording import wording
from models.days_off import DayOrder
from models.due import Due, DueRule, MoveReason
from models.letterhead import Letterhead
from models.period import Period, PeriodKind
from models.strict import BrokenRuleError, Strict
from models.window import Window, WindowRule
from models.working_days import WorkingDays


class Purpose(StrEnum):
    """What a notice is for, in the order of the ladder."""

    ASK = "ask"
    REMIND = "remind"
    LAST_CALL = "last_call"
    ESCALATE = "escalate"


class LadderStep(Strict):
    """One step: its purpose and its working days from the due date (negative: before).

    It goes to those who answer, to the agency's head, or, naming the agency, to the Committee. With `approval` it waits
    until a person approves it.
    """

    purpose: Purpose
    working_days: int = Field(ge=-120, le=120)
    step: int = Field(default=1, ge=1)
    to: Literal["answers", "head", "committee"] = "answers"
    copy_office: bool = False
    approval: bool = False

    @model_validator(mode="after")
    def _only_escalations_go_to_the_committee(self) -> "LadderStep":
        if self.to == "committee" and self.purpose is not Purpose.ESCALATE:
            why = wording("to: committee chỉ dùng cho bước báo cáo lên cấp trên (purpose: escalate)")
            english = "only a step whose purpose is 'escalate' goes to the committee"
            raise BrokenRuleError(english, why, "{purpose: escalate, step: 2, working_days: 5, to: committee}")
        return self


class Ladders(Strict):
    """The steps for each role."""

    lead: tuple[LadderStep, ...] = ()
    coordinating: tuple[LadderStep, ...] = ()

    def of(self, role: str) -> tuple[LadderStep, ...]:
        """The steps for a role, in order."""
        return self.lead if role == "lead" else self.coordinating


class DayOverride(Strict):
    """A day that a decision made worked or off, with the document that ordered it and the day it was swapped with."""

    day: date
    worked: bool
    document: str = Field(min_length=1)
    instead_of: date | None = None


class DecidedYear(Strict):
    """A year whose days off are settled, and the document that settled them: its dates are no longer provisional."""

    year: int = Field(ge=1995, le=2099)
    document: str = Field(min_length=1)


class CatchUp(Strict):
    """How many working days after its own day a step may still be taken; later it is put to a person."""

    ask: int = Field(default=30, ge=0)
    remind: int = Field(default=5, ge=0)
    last_call: int = Field(default=3, ge=0)
    escalate: int = Field(default=15, ge=0)


class OfficeHours(Strict):
    """Between which hours of a working day, in the plan's zone, letters may leave: begins ≤ hour < ends."""

    begins: time = time(7, 30)
    ends: time = time(17, 0)

    @model_validator(mode="after")
    def _begin_before_they_end(self) -> "OfficeHours":
        if self.begins >= self.ends:
            why = wording("office_hours: giờ bắt đầu phải trước giờ kết thúc")
            raise BrokenRuleError(
                "office hours begin before they end", why, 'office_hours: {begins: "07:30", ends: "17:00"}'
            )
        return self


class Policy(Ladders):
    """How one plan is followed.

    `lead` and `coordinating` are the ladders of reports that fall due with their period; `ladders` has others for a
    milestone's own deadline and for ad hoc requests.

    Data windows: Decree 09/2019/NĐ-CP Article 12, unless `window` states another. Due dates: Article 8 (at least one
    working day after the cut-off, a deadline for each level) and Article 13 (to the Government no later than the 25th
    of the period's last month).
    """

    period: PeriodKind = PeriodKind.QUARTER
    window: WindowRule = WindowRule()
    zone: str = "Asia/Ho_Chi_Minh"
    due_to_office: DueRule = DueRule(day=20)
    due_to_committee: DueRule = DueRule(day=25)
    roll: Literal["back", "forward"] = "back"
    lock: Literal["digest_sent", "never"] = "digest_sent"
    track_from: date | None = None
    undated: Literal["each_period", "hold"] = "each_period"
    country: str = "VN"
    days: tuple[DayOverride, ...] = ()
    decided_years: tuple[DecidedYear, ...] = ()
    office_hours: OfficeHours = OfficeHours()
    weekly_cap: int = Field(default=5, ge=1)
    catch_up: CatchUp = CatchUp()
    letterhead: Letterhead = Letterhead()
    ladders: dict[Literal["milestone", "ad_hoc"], Ladders] = Field(default_factory=dict)

    @field_validator("zone")
    @classmethod
    def _zone_is_known(cls, zone: str) -> str:
        try:
            ZoneInfo(zone)
        except (ZoneInfoNotFoundError, OSError):
            why = wording("zone: không có múi giờ “{zone}”", zone=zone)
            raise BrokenRuleError(f"no time zone is called {zone!r}", why, "zone: Asia/Ho_Chi_Minh") from None
        return zone

    @field_validator("country")
    @classmethod
    def _country_is_known(cls, country: str) -> str:
        if country not in list_supported_countries():
            why = wording("country: chưa biết ngày nghỉ lễ của nước “{country}”", country=country)
            raise BrokenRuleError(f"no public holidays are known for a country {country!r}", why, "country: VN")
        return country

    @model_validator(mode="after")
    def _ladders_are_in_order(self) -> "Policy":
        for role in ("lead", "coordinating"):
            refuse_ladder(role, self.of(role))
            for kind, ladders in self.ladders.items():
                refuse_ladder(f"ladders.{kind}.{role}", ladders.of(role))
        return self

    @model_validator(mode="after")
    def _days_are_named_once(self) -> "Policy":
        days = [one.day for one in self.days]
        twice = next((day for day in days if days.count(day) > 1), None)
        if twice is not None:
            why = wording("days: ngày {day} được nêu hai lần", day=short_date(twice))
            raise BrokenRuleError(f"{twice} is listed twice", why, f"- {{day: {twice}, worked: …, document: …}}")
        return self

    def ladder(self, role: str, kind: str = "period") -> tuple[LadderStep, ...]:
        """The steps for a role on an occasion of that kind (period, milestone, ad_hoc), in order."""
        return self._ladders.get(kind, self).of(role)

    @cached_property
    def _ladders(self) -> Mapping[str, Ladders]:
        return {str(kind): ladders for kind, ladders in self.ladders.items()}

    def in_office_hours(self, moment: datetime) -> bool:
        """Whether letters may leave at `moment` (aware): on a working day, within office hours."""
        local = moment.astimezone(ZoneInfo(self.zone))
        return (
            self.working_days.works(local.date()) and self.office_hours.begins <= local.time() < self.office_hours.ends
        )

    def catch_up_days(self, purpose: Purpose) -> int:
        """How many working days after its own day a step of that purpose may still be taken."""
        return int(getattr(self.catch_up, purpose.value))

    @cached_property
    def working_days(self) -> WorkingDays:
        """The days worked under this policy."""
        orders = tuple(DayOrder(one.day, one.worked, one.document, one.instead_of) for one in self.days)
        return WorkingDays(self.country, orders, tuple((one.year, one.document) for one in self.decided_years))

    def window_of(self, period: Period) -> Window:
        """The days whose results the period's report covers."""
        return self.window.of(period)

    def rolled(self, day: date) -> date:
        """`day`, moved off a day off in the direction the policy states."""
        days = self.working_days
        return days.roll_back(day) if self.roll == "back" else days.roll_forward(day)

    def office_due(self, period: Period) -> date:
        """When agencies owe the office the period's report."""
        return self.office_due_reached(period).on

    def committee_due(self, period: Period) -> date:
        """When the office owes the Committee the period's digest."""
        return self.committee_due_reached(period).on

    def office_due_reached(self, period: Period) -> Due:
        """The agencies' due date and how it was reached.

        Off a day off as `roll` says; never before the first working day after the cut-off (Article 8), to which a
        due date is moved that days off alone would carry back too far.
        """
        stated = self.due_to_office.on(period)
        due = Due(stated).moved(self.rolled(stated), MoveReason.DAY_OFF)
        earliest = self.working_days.shift(self.window_of(period).last_day, 1)
        return due.moved(max(due.on, earliest), MoveReason.ARTICLE_8)

    def committee_due_reached(self, period: Period) -> Due:
        """The office's due date and how it was reached: never on the agencies' own, or before it (Article 8)."""
        stated = self.due_to_committee.on(period)
        due = Due(stated).moved(self.rolled(stated), MoveReason.DAY_OFF)
        earliest = self.working_days.shift(self.office_due(period), 1)
        return due.moved(max(due.on, earliest), MoveReason.AFTER_OFFICE)

    def milestone_due_reached(self, stated_on: date) -> Due:
        """A milestone's own due date, moved off a day off as `roll` says."""
        return Due(stated_on).moved(self.rolled(stated_on), MoveReason.DAY_OFF)


def refuse_ladder(role: str, steps: tuple[LadderStep, ...]) -> None:
    """Raise BrokenRuleError for a ladder that does not begin by asking, goes back in time, or repeats a step."""
    days = [one.working_days for one in steps]
    if not steps or steps[0].purpose is not Purpose.ASK:
        why = wording("{role}: bước đầu tiên phải là hỏi (purpose: ask)", role=role)
        english = f"the {role} ladder must begin with a step whose purpose is 'ask'"
        raise BrokenRuleError(english, why, f"{role}: [{{purpose: ask, working_days: -10}}, …]")
    if days != sorted(days):
        why = wording("{role}: các bước phải xếp theo thứ tự ngày (working_days không giảm)", role=role)
        english = f"the {role} ladder's working_days must not decrease"
        raise BrokenRuleError(english, why, f"{role}: working_days {', '.join(map(str, sorted(days)))}")
    if len({(one.purpose, one.step) for one in steps}) < len(steps):
        why = wording("{role}: hai bước cùng loại phải đánh số khác nhau (step)", role=role)
        english = f"the {role} ladder has two steps of one purpose: number them with 'step'"
        raise BrokenRuleError(english, why, "{purpose: remind, working_days: -1, step: 2}")
