"""What can go wrong with a schedule, each played over one reporting period: what then went out, how late, how often."""

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from sqlmodel import Session, select

from casework.docket import Docket
from casework.proving import prove
from language.wording import Wording, wording
from models.letter import Letter, Notice
from models.period import Period
from models.policy import Policy, Purpose

ONE_DAY = timedelta(days=1)
Ticks = Callable[[date], Sequence[date]]


@dataclass(frozen=True)
class Outage:
    """One fault: on which days, by its clock, the scheduler walks on each real day; `at_once` two of them together."""

    name: Wording
    ticks: Ticks
    at_once: bool = False
    eager: bool = False


def as_planned(day: date) -> Sequence[date]:
    """One walk a day, on the day."""
    return (day,)


def outages(policy: Policy, period: Period) -> Iterator[Outage]:
    """Every fault, laid over the days of this period's ladder."""
    days = policy.working_days
    due = policy.office_due(period)
    ask, remind = (_day_of(policy, due, purpose) for purpose in (Purpose.ASK, Purpose.REMIND))
    yield Outage(wording("không có sự cố"), as_planned)
    yield Outage(wording("bộ lập lịch ngừng đúng ngày hỏi"), _dark(ask, ask))
    yield Outage(wording("bộ lập lịch ngừng đúng ngày nhắc"), _dark(remind, remind))
    yield Outage(wording("bộ lập lịch ngừng ba tuần từ ngày hỏi"), _dark(ask, ask + timedelta(days=20)))
    yield Outage(wording("ngừng từ trước Tết đến sau rằm tháng Giêng"), _dark(*_around_tet(policy, period)))
    yield Outage(wording("hai bộ lập lịch chạy cùng lúc"), as_planned, at_once=True)
    yield Outage(wording("các lần chạy lộn thứ tự"), lambda day: (day, days.shift(day, -1)))
    yield Outage(wording("đồng hồ lùi một giờ rồi chạy lại"), lambda day: (day, day))
    yield Outage(wording("đồng hồ nhảy tới một tháng rồi trở lại"), _ahead(days.shift(ask, 2)))
    yield Outage(wording("đổi quy định khi thư đang chờ"), as_planned, eager=True)


def _day_of(policy: Policy, due: date, purpose: Purpose) -> date:
    step = next((one for one in policy.lead if one.purpose is purpose), policy.lead[0])
    return policy.working_days.shift(due, step.working_days)


def _dark(first: date, last: date) -> Ticks:
    return lambda day: () if first <= day <= last else (day,)


def _ahead(on: date) -> Ticks:
    return lambda day: (day + timedelta(days=30), day) if day == on else (day,)


def _around_tet(policy: Policy, period: Period) -> tuple[date, date]:
    """From three days before the longest run of days off of the period to ten days after it."""
    day, longest, run = period.begins, (period.begins, 0), 0
    while day < period.ends:
        run = 0 if policy.working_days.works(day) else run + 1
        longest = max(longest, (day, run), key=lambda found: found[1])
        day += ONE_DAY
    last, length = longest
    return last - timedelta(days=length + 2), last + timedelta(days=10)


@dataclass(frozen=True)
class Outcome:
    """What a fault led to: letters, how many of them late and by how many working days at most, and what must be 0."""

    letters: int
    late: int
    latest: int
    too_late: int
    doubled: int
    holes: int

    @property
    def kept(self) -> bool:
        """Whether nothing was lost or doubled."""
        return not (self.doubled or self.holes)


def outcome_of(session: Session, docket: Docket) -> Outcome:
    """What the rows say after the period."""
    notices = session.exec(select(Notice)).all()
    told = Counter(_step(one) for one in notices if one.letter_id is not None and one.dropped is None)
    late = {one.letter_id: one.late_days for one in notices if one.letter_id and one.late_days and not one.delayed}
    letters = {one.letter_id for one in notices if one.letter_id is not None}
    days = Counter((one.agency_id, one.day, one.kind) for one in session.exec(select(Letter)) if one.id in letters)
    return Outcome(
        letters=len(letters),
        late=len(late),
        latest=max(late.values(), default=0),
        too_late=sum(one.dropped == "too_late" for one in notices),
        doubled=sum(count > 1 for count in told.values()) + sum(count > 1 for count in days.values()),
        holes=len(prove(session, docket).holes),
    )


def _step(notice: Notice) -> tuple[int, str, int, int]:
    return notice.obligation_id, notice.purpose, notice.step, notice.due_revision
