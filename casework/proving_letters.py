"""Proving the letters: each belongs to what it speaks of, goes only to whom it may go, and no copy was sent twice."""

from collections.abc import Iterator
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, func, or_
from sqlmodel import Session, col, select

from casework.hole import Hole
from language.wording import Wording, wording
from models.agency import read_directory
from models.attempt import Attempt
from models.contact import Contact
from models.digest import Digest
from models.directory import Directory
from models.letter import COMMITTEE_ESCALATION, DIGEST, OF_NO_REQUEST, SENT, TRANSITIONS, Delivery, Letter, Notice
from models.obligation import Obligation
from models.occasion import Occasion
from models.plan import Plan
from models.request import Request

Found = tuple[Select[Any], str, Wording]


def letter_holes(session: Session) -> Iterator[Hole]:
    """Every letter, notice and delivery that does not follow from what is stored."""
    for query, noun, why in (*_of_letters(), *_of_notices(), *_of_deliveries()):
        for number in session.scalars(query):
            yield Hole(f"{noun}:{number}", why)
    directory = read_directory(session)
    yield from _to_another_agency(session, directory)
    yield from _to_another_mailbox(session, directory)


def _of_letters() -> Iterator[Found]:
    ids = select(col(Letter.id)).distinct().order_by(col(Letter.id))
    of_request = ids.outerjoin(Request, col(Request.id) == Letter.request_id)
    astray = or_(
        col(Request.id).is_(None), col(Request.plan_id) != Letter.plan_id, col(Request.agency_id) != Letter.agency_id
    )
    threaded = col(Letter.kind).not_in(OF_NO_REQUEST)
    yield of_request.where(threaded, astray), "letter", wording("thư không thuộc đợt yêu cầu báo cáo nào")
    of_digest = ids.outerjoin(Digest, col(Digest.letter_id) == Letter.id)
    yield (
        of_digest.where(Letter.kind == DIGEST, col(Digest.id).is_(None)),
        "letter",
        wording("thư không thuộc báo cáo tổng hợp nào"),
    )
    yield (
        ids.where(col(Letter.plan_id).is_(None)),
        "letter",
        wording("thư không thuộc kế hoạch nào"),
    )
    approved = ~and_(col(Letter.needs_approval).is_(True), col(Letter.approved_at).is_(None))
    to_nobody = ids.outerjoin(Delivery, col(Delivery.letter_id) == Letter.id).where(col(Delivery.id).is_(None))
    yield to_nobody.where(approved), "letter", wording("thư không gửi cho ai")


def _of_notices() -> Iterator[Found]:
    ids = select(col(Notice.id)).order_by(col(Notice.id))
    untold = ids.where(col(Notice.letter_id).is_(None), col(Notice.dropped).is_(None))
    yield untold, "notice", wording("thông báo không có thư và không rõ lý do")
    of_plan = (
        ids.join(Letter, col(Letter.id) == Notice.letter_id)
        .outerjoin(Obligation, col(Obligation.id) == Notice.obligation_id)
        .outerjoin(Occasion, col(Occasion.id) == Obligation.occasion_id)
    )
    astray = of_plan.where(or_(col(Occasion.id).is_(None), col(Occasion.plan_id) != Letter.plan_id))
    yield astray, "notice", wording("thông báo nằm trong thư của kế hoạch khác")


def _of_deliveries() -> Iterator[Found]:
    ids = select(col(Delivery.id)).order_by(col(Delivery.id))
    nameless = ids.where(col(Delivery.state).not_in(list(TRANSITIONS)))
    yield nameless, "delivery", wording("lần gửi không ở trạng thái nào")
    doubled = (
        select(col(Attempt.delivery_id))
        .where(Attempt.state == SENT)
        .group_by(col(Attempt.delivery_id))
        .having(func.count() > 1)
    )
    yield doubled.order_by(col(Attempt.delivery_id)), "delivery", wording("một thư gửi đến cùng địa chỉ hai lần")


def _to_another_agency(session: Session, directory: Directory) -> Iterator[Hole]:
    """A letter about what another agency owes: only its successor may get it, or the Committee."""
    query = (
        select(col(Letter.id), col(Letter.day), col(Letter.agency_id), col(Obligation.agency_id))
        .join(Notice, col(Notice.letter_id) == Letter.id)
        .join(Obligation, col(Obligation.id) == Notice.obligation_id)
        .where(Letter.kind != COMMITTEE_ESCALATION, _other(Obligation.agency_id), col(Notice.dropped).is_(None))
        .distinct()
    )
    for letter_id, day, agency_id, owing in session.exec(query.order_by(col(Letter.id))):
        if agency_id not in directory.answering(owing, day):
            yield Hole(f"letter:{letter_id}", wording("thư hỏi cơ quan không có nghĩa vụ này"))


def _to_another_mailbox(session: Session, directory: Directory) -> Iterator[Hole]:
    """A copy to a mailbox of neither the letter's agency, nor the office, nor the Committee."""
    query = (
        select(col(Delivery.id), col(Letter.day), col(Letter.agency_id), col(Contact.agency_id))
        .join(Letter, col(Letter.id) == Delivery.letter_id)
        .join(Contact, col(Contact.id) == Delivery.contact_id)
        .join(Plan, col(Plan.id) == Letter.plan_id)
        .where(
            _other(Contact.agency_id),
            Contact.agency_id != Plan.office_agency_id,
            Contact.agency_id != Plan.committee_agency_id,
        )
    )
    for delivery_id, day, agency_id, mailbox_of in session.exec(query.order_by(col(Delivery.id))):
        if mailbox_of not in directory.answering(agency_id or "", day):
            yield Hole(f"delivery:{delivery_id}", wording("thư gửi đến hộp thư của cơ quan khác"))


def _other(agency_id: str) -> ColumnElement[bool]:
    return col(agency_id) != Letter.agency_id
