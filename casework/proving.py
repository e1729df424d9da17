"""Proving that nothing is lost: every obligation in exactly one state, and every letter, answer and message placed."""

import hashlib
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from sqlmodel import Session, and_, col, func, select

from casework.agenda import posts
from casework.asking import families, outline_of
from casework.docket import Docket
from casework.proving_ad_hoc import ad_hoc_faults
from language.wording import Wording, wording
from models.digest import Digest
from models.digest_canonical import from_canonical
from models.event import first_fault, holds_line
from models.expectation import owed_by_task
from models.letter import Delivery, Letter, Notice
from models.message import DROPPED, NOTED, PENNED, RECORDED, STORED, Message
from models.obligation import Obligation, agencies_owing
from models.occasion import AD_HOC, Occasion, occasions_of
from models.pen import PenItem
from models.planner import Agenda, NoticeDue, Why, Withheld, plan_agency
from models.response import Response
from models.standing import State, count_states, standings
from models.task import Assignment, Task, tasks_of
from models.told import alike_to_look_at

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
        *(Hole(place, why) for place, why in ad_hoc_faults(session, docket)),
        *_overlooked(session, docket),
        *_letters(session),
        *_responses(session),
        *_messages(session),
        *_record(session),
        *_digests(session),
    )
    stored = _how_many(session, docket)
    if len(found) != stored:
        holes = (*holes, Hole("obligation", wording("{count} nghĩa vụ không có trạng thái", count=stored - len(found))))
    return Proof(stored, count_states(found), holes)


def _expected_and_stored(session: Session, docket: Docket) -> Iterator[Hole]:
    """What opens today may still be opened: only what opened before, and not after the plan ended, can be missing.

    What a clock that ran ahead opened early has its basis in the plan all the same.
    """
    expected, settled = {}, set()
    last = min(docket.day, docket.plan.closed_on or docket.day)
    through = max([docket.day, *(one.opens_on for one in occasions_of(session, docket.plan_id))])
    for task in tasks_of(session, docket.plan_id):
        outline = outline_of(session, task)
        for occasion, owed in owed_by_task(docket.plan, docket.policy, docket.directory, outline, through):
            key = (owed.assignment_id, owed.occasion_slug, owed.agency_id)
            expected[key] = task.code
            settled |= {key} if occasion.opens_on < last else set()
    stored = _stored(session, docket)
    for key in sorted(settled - stored.keys()):
        yield Hole(_place(expected[key], key), wording("phải có theo kế hoạch nhưng chưa được mở"))
    for key in sorted(stored.keys() - expected.keys()):
        yield Hole(_place(stored[key], key), wording("đã mở nhưng không có căn cứ trong kế hoạch"))


def _overlooked(session: Session, docket: Docket) -> Iterator[Hole]:
    """What the planner would tell today, or finds too late, of obligations that no walk looks at today."""
    if docket.plan.closed_on is not None:
        return
    for named in families(docket, agencies_owing(session, docket.plan_id)):
        owed = alike_to_look_at(session, docket.plan_id, docket.day, docket.mode, named, later=True)
        for post in posts(session, docket, owed).posts:
            for step in _due_at_all(plan_agency(docket.policy, docket.day, post.whom, post.duties)):
                place = f"obligation:{post.owed[step.number].ids[0]}"
                yield Hole(place, wording("bước “{step}” đã đến ngày mà không được xem đến", step=step.purpose.value))


def _due_at_all(agenda: Agenda) -> Iterator[NoticeDue | Withheld]:
    for letter in agenda.letters:
        yield from letter.notices
    yield from (one for one in agenda.withheld if one.why is Why.TOO_LATE)


def _stored(session: Session, docket: Docket) -> dict[tuple[int, str, str], str]:
    query = (
        select(col(Obligation.assignment_id), col(Occasion.slug), col(Obligation.agency_id), col(Task.code))
        .join(Occasion, col(Occasion.id) == Obligation.occasion_id)
        .join(Assignment, col(Assignment.id) == Obligation.assignment_id)
        .join(Task, col(Task.id) == Assignment.task_id)
        .where(Occasion.plan_id == docket.plan_id, Occasion.kind != AD_HOC)
    )
    return {(assignment, slug, agency): code for assignment, slug, agency, code in session.exec(query)}


def _how_many(session: Session, docket: Docket) -> int:
    query = select(func.count(col(Obligation.id))).join(Occasion, col(Occasion.id) == Obligation.occasion_id)
    return session.exec(query.where(Occasion.plan_id == docket.plan_id)).one()


def _place(code: str, key: tuple[int, str, str]) -> str:
    return f"{code} · {key[2]} · {key[1]}"


def _letters(session: Session) -> Iterator[Hole]:
    without_request = (
        select(col(Letter.id)).join(Notice, col(Notice.letter_id) == Letter.id).where(col(Letter.request_id).is_(None))
    )
    for letter_id in session.exec(without_request.distinct().order_by(col(Letter.id))):
        yield Hole(f"letter:{letter_id}", wording("thư không thuộc đợt yêu cầu báo cáo nào"))
    to_nobody = select(Letter.id).outerjoin(Delivery, col(Delivery.letter_id) == Letter.id)
    unapproved = and_(col(Letter.needs_approval).is_(True), col(Letter.approved_at).is_(None))
    for letter_id in session.exec(to_nobody.where(col(Delivery.id).is_(None), ~unapproved).order_by(col(Letter.id))):
        yield Hole(f"letter:{letter_id}", wording("thư không gửi cho ai"))
    untold = select(Notice.id).where(col(Notice.letter_id).is_(None), col(Notice.dropped).is_(None))
    for notice_id in session.exec(untold.order_by(col(Notice.id))):
        yield Hole(f"notice:{notice_id}", wording("thông báo không có thư và không rõ lý do"))


def _responses(session: Session) -> Iterator[Hole]:
    query = select(Response).where(col(Response.source).in_(("mail", "form")), col(Response.message_id).is_(None))
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


def _digests(session: Session) -> Iterator[Hole]:
    """Each digest is what was hashed, and names a line of the record that must still be there."""
    for digest in session.exec(select(Digest).order_by(col(Digest.id))):
        if hashlib.sha256(digest.content).hexdigest() != digest.sha256:
            yield Hole(f"digest:{digest.id}", wording("nội dung báo cáo tổng hợp bị sửa"))
        elif not holds_line(session, from_canonical(digest.content).head.audit_head):
            yield Hole(f"digest:{digest.id}", wording("nhật ký thiếu dòng mà báo cáo tổng hợp dẫn chiếu"))
