"""What a policy may not say: Decree 09/2019/NĐ-CP on windows and due dates, each fault with its article."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

from language.dates import short_date
from language.wording import Wording, wording
from models.due import LIMIT_DAY, article_13_limit
from models.period import Period, PeriodKind, periods_in_year
from models.policy import Policy

YEARS = range(2022, 2031)


@dataclass(frozen=True)
class Fault:
    """A key of the policy, what is wrong with it, and what to write instead."""

    key: str
    why: Wording
    write: str


def faults_against_the_decree(policy: Policy) -> tuple[Fault, ...]:
    """Every rule of the policy that breaks an article, shown on the first period in which it does."""
    periods = [
        Period(year, number, policy.period) for year in YEARS for number in range(1, periods_in_year(policy.period) + 1)
    ]
    found: dict[tuple[str, str], Fault] = {}
    for fault in (*_windows(policy, periods), *_due_dates(policy, periods)):
        found.setdefault((fault.key, fault.why.text), fault)
    return tuple(found.values())


def _windows(policy: Policy, periods: list[Period]) -> Iterator[Fault]:
    for period in periods:
        window = policy.window_of(period)
        if window.ends <= window.begins:
            why = wording("{period}: thời gian chốt số liệu kết thúc trước khi bắt đầu (Điều 12)", period=period.name)
            yield Fault("window", why, "window: decree-09-2019")
    if policy.period is PeriodKind.NINE_MONTHS:
        return
    for period, following in pairwise(periods):
        ends, begins = policy.window_of(period).ends, policy.window_of(following).begins
        if ends != begins:
            why = wording(
                "số liệu của {period} kết thúc trước ngày {ends}, của {following} bắt đầu từ ngày {begins}: "
                "có ngày bị tính hai lần hoặc bị bỏ sót (Điều 12)",
                period=period.name,
                ends=short_date(ends),
                following=following.name,
                begins=short_date(begins),
            )
            yield Fault("window", why, "window: decree-09-2019")


def _due_dates(policy: Policy, periods: list[Period]) -> Iterator[Fault]:
    for period in periods:
        yield from _article_8(policy, period)
        yield from _article_13(policy, period)


def _article_8(policy: Policy, period: Period) -> Iterator[Fault]:
    cut_off = policy.window_of(period).last_day
    office, committee = policy.due_to_office.on(period), policy.due_to_committee.on(period)
    if office <= cut_off:
        why = wording(
            "{period}: hạn gửi Văn phòng {due} không sau ngày chốt số liệu {cut_off} ít nhất 01 ngày làm việc (Điều 8)",
            period=period.name,
            due=short_date(office),
            cut_off=short_date(cut_off),
        )
        yield Fault("due_to_office", why, _after(cut_off.day))
    if committee <= office:
        why = wording(
            "{period}: hạn Văn phòng gửi Ban Chỉ đạo {committee} không sau hạn các cơ quan gửi Văn phòng {office}; "
            "mỗi cấp phải có thời hạn riêng (Điều 8)",
            period=period.name,
            committee=short_date(committee),
            office=short_date(office),
        )
        yield Fault("due_to_committee", why, f"due_to_committee: {{day: {LIMIT_DAY}}}")


def _article_13(policy: Policy, period: Period) -> Iterator[Fault]:
    due, limit = policy.rolled(policy.due_to_committee.on(period)), article_13_limit(period)
    if due > limit and not policy.due_to_committee.document:
        why = wording(
            "{period}: hạn gửi Ban Chỉ đạo {due} sau ngày {limit} (Điều 13) mà không nêu văn bản cho phép",
            period=period.name,
            due=short_date(due),
            limit=short_date(limit),
        )
        yield Fault("due_to_committee", why, f'due_to_committee: {{day: {policy.due_to_committee.day}, document: "…"}}')


def _after(cut_off_day: int) -> str:
    """A due day later than the cut-off; of the next month when the cut-off is the month's end."""
    if cut_off_day + 2 > LIMIT_DAY:
        return "due_to_office: {day: 5, months_after: 1}"
    return f"due_to_office: {{day: {min(cut_off_day + 6, LIMIT_DAY - 5)}}}"
