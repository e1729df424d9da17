"""Proving that nothing is lost: every obligation in exactly one state, and every letter, answer and message placed."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from sqlmodel import Session, col, select

from casework.asking import outline_of
from casework.docket import Docket
from language.wording import Wording, wording
from models.event import first_fault
from models.expectation import owed_by_task
from models.letter import Letter, Notice
from models.message import DROPPED, NOTED, PENNED, RECORDED, STORED, Message
from models.obligation import Obligation
from models.occasion import Occasion
from models.pen import PenItem
from models.response import Response
from models.standing import State, count_states, standings
from models.task import Assignment, Task, tasks_of

OUTCOMES = {STORED, RECORDED, PENNED, NOTED, DROPPED}


@dataclass(frozen=True)
class Hole:
    """Something that is not accounted for: where, and what is wrong with it."""

    place: str
    why: Wording


@dataclass(frozen=True)
class Proof:
    """What was counted and what was not accounted for; it holds when there is no hole."""

    obligations: int
    states: Counter[State]
    holes: tuple[Hole, ...]

    @property
    def holds(self) -> bool:
        """Whether everything is accounted for."""
        return not self.holes

    @property
    def accounted(self) -> int:
        """How many obligations are in a named state."""
        return sum(self.states.values())


def prove(session: Session, docket: Docket) -> Proof:
    """Hold the rows of the plan against what is owed by plan, directory, policy and calendar, both ways."""
    found = standings(session, docket.plan_id, docket.day, docket.mode)
    holes = (
        *_expected_and_stored(session, docket),
        *_letters(session),
        *_responses(session),
        *_messages(session),
        *_record(session),
    )
    stored = len(_stored(session, docket))
    if len(found) != stored:
        holes = (*holes, Hole("obligation", wording("{count} nghĩa vụ không có trạng thái", count=stored - len(found))))
    return Proof(stored, count_states(found), holes)


def _expected_and_stored(session: Session, docket: Docket) -> Iterator[Hole]:
    expected = {
        (owed.assignment_id, owed.occasion_slug, owed.agency_id): task.code
        for task in tasks_of(session, docket.plan_id)
        for _, owed in owed_by_task(docket.plan, docket.policy, docket.directory, outline_of(session, task), docket.day)
    }
    stored = _stored(session, docket)
    for key in expected.keys() - stored.keys():
        yield Hole(_place(expected[key], key), wording("phải có theo kế hoạch nhưng chưa được mở"))
    for key in stored.keys() - expected.keys():
        yield Hole(_place(stored[key], key), wording("đã mở nhưng không có căn cứ trong kế hoạch"))


def _stored(session: Session, docket: Docket) -> dict[tuple[int, str, str], str]:
    query = (
        select(col(Obligation.assignment_id), col(Occasion.slug), col(Obligation.agency_id), col(Task.code))
        .join(Occasion, col(Occasion.id) == Obligation.occasion_id)
        .join(Assignment, col(Assignment.id) == Obligation.assignment_id)
        .join(Task, col(Task.id) == Assignment.task_id)
        .where(Occasion.plan_id == docket.plan_id, Occasion.kind != "ad_hoc")
    )
    return {(assignment, slug, agency): code for assignment, slug, agency, code in session.exec(query)}


def _place(code: str, key: tuple[int, str, str]) -> str:
    return f"{code} · {key[2]} · {key[1]}"


def _letters(session: Session) -> Iterator[Hole]:
    query = (
        select(col(Letter.id)).join(Notice, col(Notice.letter_id) == Letter.id).where(col(Letter.request_id).is_(None))
    )
    for letter_id in session.exec(query.distinct()):
        yield Hole(f"letter:{letter_id}", wording("thư không thuộc đợt yêu cầu báo cáo nào"))


def _responses(session: Session) -> Iterator[Hole]:
    query = select(Response).where(Response.source == "mail", col(Response.message_id).is_(None))
    for response in session.exec(query):
        yield Hole(f"response:{response.id}", wording("trả lời qua thư nhưng không có thư gốc"))


def _messages(session: Session) -> Iterator[Hole]:
    penned = set(session.exec(select(col(PenItem.message_id))))
    for message in session.exec(select(Message)):
        if message.outcome == STORED:
            yield Hole(f"message:{message.id}", wording("thư đến đã lưu nhưng chưa được đọc"))
        elif message.outcome not in OUTCOMES or (message.outcome == PENNED and message.id not in penned):
            yield Hole(f"message:{message.id}", wording("thư đến không rõ đã xử lý thế nào"))


def _record(session: Session) -> Iterator[Hole]:
    fault = first_fault(session)
    if fault:
        yield Hole("event", wording("nhật ký bị sửa: {fault}", fault=fault))
