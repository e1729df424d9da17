"""Letters that leave only after a person approved them: the escalations for which the policy says so."""

from sqlmodel import Session, col, select

from casework.docket import Docket
from casework.queueing import agency_recipients, deliveries_to
from language.wording import Wording, wording
from models.contact import ANSWERS, HEAD
from models.event import record
from models.letter import ESCALATION, Letter


def letters_to_approve(session: Session, plan_id: int, mode: str) -> list[Letter]:
    """The plan's letters of that mode that wait for approval, oldest first."""
    waiting = (col(Letter.needs_approval).is_(True), col(Letter.approved_at).is_(None))
    query = select(Letter).where(Letter.plan_id == plan_id, Letter.mode == mode, *waiting)
    return list(session.exec(query.order_by(col(Letter.id))))


def approve_letter(session: Session, docket: Docket, letter: Letter, by: str) -> Wording | None:
    """Queue a letter that waited for approval; or why not.

    It still says only what stands when it leaves: who answers after the approval is no longer named.
    """
    if not letter.awaits_approval:
        return wording("Thư {id} không chờ phê duyệt.", id=letter.id)
    if letter.mode != docket.mode:
        return wording("Thư này viết ở chế độ khác chế độ hiện nay (thử hoặc chính thức) nên sẽ không đi.")
    audience = HEAD if letter.kind == ESCALATION else ANSWERS
    recipients = agency_recipients(session, letter.agency_id or "", audience, docket.day)
    if not recipients:
        return wording("{agency} không có hộp thư nhận.", agency=docket.name_of(letter.agency_id or ""))
    letter.approved_by, letter.approved_at = by, docket.now
    session.add_all([letter, *deliveries_to(letter, recipients, docket.now)])
    record(session, docket.now, by, "approved", f"letter:{letter.id}")
    return None
