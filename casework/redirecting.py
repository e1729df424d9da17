"""A letter that reached nobody goes to the agency's other mailboxes, once to each."""

from collections.abc import Sequence

from sqlmodel import Session, col, exists, select

from casework.docket import Docket
from casework.queueing import TO, deliveries_to, recipients_among
from models.contact import ANSWERS, HEAD, Contact, contacts_by_agency
from models.event import record
from models.letter import ESCALATION, NOT_ARRIVED, REMINDER, REQUEST, Delivery, Letter, Notice, deliveries_of


def redirect_letters(session: Session, docket: Docket, not_reached: Sequence[int]) -> int:
    """Queue letters about these obligations that no mailbox took to the mailboxes not tried yet; returns how many."""
    if not not_reached:
        return 0
    letters = _unreceived(session, docket, not_reached)
    contacts = contacts_by_agency(session, {letter.agency_id or "" for letter in letters}, docket.day)
    return sum(_redirect(session, docket, one, contacts.get(one.agency_id or "", [])) for one in letters)


def _redirect(session: Session, docket: Docket, letter: Letter, contacts: Sequence[Contact]) -> bool:
    tried = {one.address for one in deliveries_of(session, letter.id or 0)}
    audience = HEAD if letter.kind == ESCALATION else ANSWERS
    untried = recipients_among([one for one in contacts if one.address not in tried], audience)
    if not any(one.header == TO for one in untried):
        return False
    session.add_all(deliveries_to(letter, untried, docket.now))
    ids = [one.contact.id for one in untried]
    record(session, docket.now, "dondoc", "redirected", f"letter:{letter.id}", contacts=ids)
    return True


def _unreceived(session: Session, docket: Docket, obligation_ids: Sequence[int]) -> list[Letter]:
    """The letters with a standing notice about these, whose every delivery to somebody who answers has failed."""
    about = exists().where(
        col(Notice.letter_id) == Letter.id,
        col(Notice.obligation_id).in_(obligation_ids),
        col(Notice.dropped).is_(None),
    )
    to = (col(Delivery.letter_id) == Letter.id, col(Delivery.header) == TO)
    query = select(Letter).where(
        Letter.plan_id == docket.plan_id,
        Letter.mode == docket.mode,
        col(Letter.kind).in_([REQUEST, REMINDER, ESCALATION]),
        about,
        exists().where(*to),
        ~exists().where(*to, col(Delivery.state).not_in(NOT_ARRIVED)),
    )
    return list(session.exec(query.order_by(col(Letter.id))))
