"""Two sample digests of the OCOP plan, Quarter I and II of 2023: for pictures, tests and benchmarks."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import cache
from typing import Any

from models.digest_compile import Beside, Compiled, Issued, compile_digest_data
from models.digest_data import DigestHead, PeriodHead
from models.digest_lines import Given, ObligationLine, Part, Party, TaskLine, line_of
from models.digest_parts import Correction, DigestRef, FieldChange, FollowedItem, OfficeText
from models.lateness import Cause, Lateness
from models.task import COORDINATING as COORDINATES
from models.task import LEAD
from rehearsal.sample_plan import (
    COORDINATING,
    DIFFICULTIES,
    LETTERHEAD,
    NAMES,
    PLAN,
    PROPOSALS,
    PROVINCES,
    RESULTS,
    SAID_IN_JUNE,
    SAID_IN_MARCH,
    SECTIONS,
    TASKS,
    TEXTS_IN_JUNE,
    Said,
    moment,
    province_names,
)

CYCLE = ("in_progress", "in_progress", "completed", "in_progress", "nothing", "not_started")
SUSPENDED = ((8, 7), (33, 15), (40, 15))
ALONE = 64


@dataclass(frozen=True)
class Quarter:
    """One of the two quarters: how far its numbers are shifted, who stays silent, and what is said by name."""

    number: int
    period: PeriodHead
    frozen_at: datetime
    answered_on: date
    due_on: date
    silent: tuple[int, ...]
    unreached: tuple[int, ...]
    said: Said

    @property
    def first_id(self) -> int:
        """Where its obligations and responses begin to be numbered."""
        return self.number * 10_000


MARCH = Quarter(
    1,
    PeriodHead("2023-Q1", "Quý I/2023", date(2022, 12, 15), date(2023, 3, 15), date(2023, 3, 24)),
    moment(date(2023, 3, 21), 10).replace(minute=30),
    date(2023, 3, 14),
    date(2023, 3, 20),
    (4, 37),
    (21,),
    SAID_IN_MARCH,
)
JUNE = Quarter(
    2,
    PeriodHead("2023-Q2", "Quý II/2023", date(2023, 3, 15), date(2023, 6, 15), date(2023, 6, 23)),
    moment(date(2023, 6, 21), 10).replace(minute=30),
    date(2023, 6, 14),
    date(2023, 6, 20),
    (4, 58),
    (),
    SAID_IN_JUNE,
)


def head_of(quarter: Quarter, **more: Any) -> DigestHead:
    """The head of the quarter's digest."""
    return DigestHead(plan=PLAN, period=quarter.period, letterhead=LETTERHEAD, **more)


def tasks() -> list[TaskLine]:
    """The plan's tasks."""
    return [_task(*row) for row in TASKS]


def _task(code: str, title: str, letters: str, time: str) -> TaskLine:
    heads = {"I.1": "1. Tuyên truyền về Chương trình OCOP", "I.2": "2. Đào tạo, tập huấn nâng cao năng lực"}
    due = {"Quý I/2023": date(2023, 3, 31), "Quý III/2022": date(2022, 9, 30)}.get(time, date(2025, 12, 31))
    coordinating = tuple(name for _, name in COORDINATING.get(code, ())) + ("Các Bộ, ngành, đơn vị có liên quan",)
    return TaskLine(
        code=code,
        title=title,
        section=SECTIONS[code.split(".")[0]],
        leads=tuple(PROVINCES.name if x == "P" else NAMES[x][1] for x in letters),
        coordinating=coordinating,
        time_text=time or "2022-2025",
        due=due,
        continuing=not time,
        head=heads.get(code[:3], ""),
        product="Bộ Tài liệu tập huấn" if code == "I.2.a" else "",
    )


def lines(quarter: Quarter, everywhere: bool = False, provinces: int = 63) -> Iterator[ObligationLine]:
    """Every obligation of the quarter; `everywhere` has all provinces lead every task."""
    for number, (code, _, letters, _) in enumerate(TASKS, 1):
        asked = "MP" if everywhere else letters
        pairs = [(LEAD, *NAMES[x]) for x in asked if x != "P"]
        pairs += [(COORDINATES, *pair) for pair in COORDINATING.get(code, ())]
        for place, (role, agency, name) in enumerate(pairs):
            yield _alone(quarter, Part(code, role, place=number * 10 + place), Party(agency, name, name), number, place)
        if "P" in asked:
            yield from _provinces(quarter, Part(code, LEAD, PROVINCES, number * 10), number, provinces)


def _alone(quarter: Quarter, part: Part, party: Party, number: int, place: int) -> ObligationLine:
    identity = quarter.first_id + number * 100 + ALONE + place
    if (part.task_code, party.agency_id) in (("I.1.a", "bo-tttt"), ("II.4", "tw-hoi-nong-dan")):
        return line_of(identity, part, party, "overdue", due_on=quarter.due_on, late=Lateness(1))
    if (part.task_code, party.agency_id) == ("IV.5", "bo-vhttdl"):
        return line_of(identity, part, party, "asked", due_on=quarter.due_on)
    said = quarter.said.get((part.task_code, party.agency_id))
    answer = _answer(quarter, identity, said) if said else _made_up(quarter, identity, number, 7 + number % 2)
    if part.role == COORDINATES and not said:
        told = "Đã cử cán bộ tham gia góp ý dự thảo và phối hợp tổ chức."
        answer = answer._replace(result=told, percent=None, evidence="", difficulty="", proposal="", forecast=None)
    return line_of(identity, part, party, "answered", answer, quarter.due_on)


def _answer(quarter: Quarter, identity: int, said: dict[str, Any]) -> Given:
    usual: dict[str, Any] = {"status": "in_progress", "recorded_at": moment(quarter.answered_on), "source": "mail"}
    return Given(**usual | said, response_id=identity)


def _made_up(quarter: Quarter, identity: int, number: int, place: int, status: str = "in_progress") -> Given:
    turn = place + number + quarter.number - 1
    troubled = status in ("suspended", "not_started") or turn % 5 == 0
    worked = status in ("in_progress", "completed")
    month = quarter.answered_on.month - 1
    said: dict[str, Any] = {
        "status": status,
        "percent": (place * 7 + number * 3 + quarter.number * 5) % 90 + 5
        if status == "in_progress" and place % 2
        else None,
        "result": RESULTS[turn % 5] if worked else "",
        "evidence": f"Kế hoạch số {place + 20}/KH-UBND ngày {place % 27 + 1:02}/{month:02}/2023"
        if worked and place % 3
        else "",
        "difficulty": DIFFICULTIES[turn % 3] if troubled else "",
        "proposal": PROPOSALS[(place * number) % 3] if turn % 6 == 0 else "",
        "forecast": _forecast(quarter, place) if status == "in_progress" and place % 4 == 1 else None,
        "source": "mail" if place % 2 else "web",
    }
    return _answer(quarter, identity, said)


def _forecast(quarter: Quarter, place: int) -> date | None:
    """In March a day in May or the end of the year; in June the day of March again, a later one, or none."""
    first = date(2023, 5, 30) if place % 8 == 1 else date(2023, 12, 31)
    if quarter.number == 1:
        return first
    return (first, date(2024, 3, 31), None)[place % 3]


def _provinces(quarter: Quarter, part: Part, number: int, count: int) -> Iterator[ObligationLine]:
    for place, (agency, name, short) in enumerate(province_parties()[:count]):
        yield _province(quarter, part, Party(agency, name, short), number, place)


def _province(quarter: Quarter, part: Part, party: Party, number: int, place: int) -> ObligationLine:
    identity, due_on = quarter.first_id + number * 100 + place, quarter.due_on
    if place in quarter.silent:
        return line_of(identity, part, party, "overdue", due_on=due_on, late=Lateness(1))
    if place in quarter.unreached:
        return line_of(identity, part, party, "not_reached", due_on=due_on, note="550 5.1.1 User unknown")
    if place == 50 and number % 3 == 0:
        return line_of(identity, part, party, "overdue", due_on=due_on, late=Lateness(0, {Cause.MAIL: 1}))
    if place == 12 and number % 4 == 0:
        return line_of(identity, part, party, "in_review", due_on=due_on)
    status = "in_progress" if place in (12, 50) else CYCLE[(place + number + quarter.number - 1) % 6]
    status = "suspended" if (place, number) in SUSPENDED else status
    late = Lateness(1) if place % 11 == 5 else Lateness(0, {Cause.ASKED_LATE: 1}) if place == 30 else None
    answer = _made_up(quarter, identity, number, place, status)
    if late:
        answer = answer._replace(recorded_at=moment(quarter.due_on + timedelta(days=1)))
    return line_of(identity, part, party, "answered", answer, due_on, late)


@cache
def province_parties() -> tuple[tuple[str, str, str], ...]:
    """The 63 provinces, read once."""
    return tuple(province_names())


@cache
def quarter_one() -> Compiled:
    """Quarter I/2023: 22 tasks, 63 provinces, about 1,000 obligations; the plan's first digest."""
    return compile_digest_data(head_of(MARCH), tasks(), lines(MARCH), MARCH.frozen_at)


@cache
def quarter_two() -> Compiled:
    """Quarter II/2023, with what a first digest cannot have: changes, promises, corrections, earlier items."""
    first = quarter_one()
    previous = DigestRef(1, "2023-Q1", "Quý I/2023", "0" * 64, "05/BC-VPĐP", date(2023, 3, 24))
    texts = tuple(OfficeText(place, text, "Nguyễn Thị Hoa") for place, text in TEXTS_IN_JUNE.items())
    leave_out = {
        "Đề nghị Bộ Tài chính hướng dẫn định mức chi đánh giá, phân hạng sản phẩm": "Thuộc thẩm quyền của Bộ Tài chính"
    }
    beside = Beside(
        before=Issued(first.data, first.ledger),
        corrections=(_correction(previous, first),),
        followed_up=tuple(_followed(previous, first)),
        texts=texts,
        leave_out=leave_out,
    )
    return compile_digest_data(head_of(JUNE, previous=previous), tasks(), lines(JUNE), JUNE.frozen_at, beside)


def _correction(previous: DigestRef, first: Compiled) -> Correction:
    line = next(one for one in first.data.tasks[2].lines if one.role == LEAD)
    return Correction(
        digest=previous,
        obligation_id=line.obligation_id,
        task_code="I.2.a",
        agency_id=line.agency_id,
        agency_name=line.short_name,
        before_id=line.obligation_id,
        after_id=line.obligation_id + 5_000,
        fields=(
            FieldChange(
                "evidence",
                "Quyết định số 173/QĐ-BNN-VPĐP ngày 10/01/2023",
                "Quyết định số 178/QĐ-BNN-VPĐP ngày 12/01/2023",
            ),
        ),
    )


def _followed(previous: DigestRef, first: Compiled) -> Iterator[FollowedItem]:
    for item in first.data.for_decision[:3]:
        if item.number == 1:
            yield FollowedItem(
                previous, 1, item.text, "accepted", "Thông báo số 112/TB-VPCP ngày 12/4/2023", date(2023, 4, 12)
            )
        else:
            yield FollowedItem(previous, item.number, item.text)


@cache
def everywhere() -> Compiled:
    """The same plan with every task led by all 63 provinces: 1,386 obligations and more."""
    return compile_digest_data(head_of(MARCH), tasks(), lines(MARCH, everywhere=True), MARCH.frozen_at)
