"""Writing the letters to agencies: from the notices that still stand at the moment of claiming."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from sqlmodel import Session, col, select

from casework.attaching import answer_form
from casework.docket import Docket
from casework.letter_facts import asked_tasks, leads_first, thread_of
from casework.sender import Sender
from mail.letters import (
    AskedTask,
    EscalationLetter,
    ReminderLetter,
    RequestLetter,
    ThreadLetter,
    escalation,
    reminder,
    report_request,
)
from mail.message import KEY_MARK, Attachment, Mailbox, OutgoingMail
from mail.render import RenderedLetter
from models.contact import Contact
from models.letter import ESCALATION, REMINDER, REQUEST, Delivery, Letter, Notice, deliveries_of, notices_of
from models.mode import trial_address
from models.policy import Purpose
from models.request import Request
from models.standing import SETTLED, Standing, standings
from models.task import LEAD


@dataclass(frozen=True)
class Written:
    """A letter ready to be stored, and the obligations that it speaks of as they stood when it was written."""

    mail: OutgoingMail
    obligation_ids: frozenset[int]


def write_notices(session: Session, docket: Docket, sender: Sender, letter: Letter) -> Written | None:
    """The letter about those of its notices that still stand; None when none does any more."""
    standing = still_standing(session, docket, letter)
    if not standing:
        return None
    request = session.get_one(Request, letter.request_id)
    thread = thread_of(docket, sender, request)
    tasks = asked_tasks(session, docket, leads_first(standing))
    form = answer_form(thread, tasks, reply_deadline(docket, tasks))
    rendered = WRITERS[letter.kind](session, docket, letter, thread, tasks, form)
    mail = compose(session, docket, sender, letter, rendered, request, (form,))
    return Written(mail, frozenset(one.obligation_id for one in standing))


def still_standing(session: Session, docket: Docket, letter: Letter) -> list[Standing]:
    """The obligations of the letter's notices that nobody has answered, waived or taken into review since.

    A reminder falls with the due date it was for; an asking names the day now in force.
    """
    told = {notice.obligation_id: notice for notice in notices_of(session, letter.id or 0) if notice.dropped is None}
    found = standings(session, docket.plan_id, docket.day, docket.mode, obligation_ids=list(told))
    return [one for one in found if one.state not in SETTLED and _for_its_due_date(told[one.obligation_id], one)]


def _for_its_due_date(notice: Notice, standing: Standing) -> bool:
    return notice.purpose == Purpose.ASK or notice.due_revision == standing.due_revision


def compose(
    session: Session,
    docket: Docket,
    sender: Sender,
    letter: Letter,
    rendered: RenderedLetter,
    request: Request | None = None,
    attachments: tuple[Attachment, ...] = (),
) -> OutgoingMail:
    """The rendered letter with its headers: names, thread and reply address; the key is still a placeholder."""
    deliveries = deliveries_of(session, letter.id or 0)
    first = request.message_id if request and request.message_id != letter.message_id else None
    return OutgoingMail(
        sender_name=sender.name,
        sender_address=sender.address,
        to=tuple(_mailbox(session, docket, one) for one in deliveries if one.header == "to"),
        cc=tuple(_mailbox(session, docket, one) for one in deliveries if one.header == "cc"),
        subject=rendered.subject,
        message_id=letter.message_id,
        date=docket.now,
        text=rendered.text,
        html=rendered.html,
        reply_to=sender.plus_address(KEY_MARK) if request else sender.address,
        in_reply_to=first or "",
        references=(first,) if first else (),
        attachments=attachments,
    )


def _mailbox(session: Session, docket: Docket, delivery: Delivery) -> Mailbox:
    contact = session.get(Contact, delivery.contact_id) if delivery.contact_id else None
    address = trial_address(delivery.address) if docket.trial else delivery.address
    return Mailbox(contact.name if contact else "", address)


def reply_deadline(docket: Docket, tasks: tuple[AskedTask, ...]) -> date:
    """The day by which an answer is asked for: the earliest due date, but never too near to be kept."""
    return _not_before(docket, min(task.due_on for task in tasks))


def _request(
    session: Session,
    docket: Docket,
    letter: Letter,
    thread: ThreadLetter,
    tasks: tuple[AskedTask, ...],
    form: Attachment,
) -> RenderedLetter:
    deadline = reply_deadline(docket, tasks)
    return report_request(
        RequestLetter(
            **vars(thread),
            tasks=tasks,
            reply_deadline=deadline,
            form_name=form.filename,
            late_days=_late_days(session, docket, letter),
        )
    )


def _reminder(
    session: Session,
    docket: Docket,
    letter: Letter,
    thread: ThreadLetter,
    tasks: tuple[AskedTask, ...],
    form: Attachment,
) -> RenderedLetter:
    notices = notices_of(session, letter.id or 0)
    ids = [one.obligation_id for one in notices]
    return reminder(
        ReminderLetter(
            **vars(thread),
            tasks=tasks,
            reply_deadline=reply_deadline(docket, tasks),
            form_name=form.filename,
            late_days=_late_days(session, docket, letter),
            asked_on=min(told_on(session, docket, ids, Purpose.ASK), default=docket.day),
            answered_count=_answered_beside(session, docket, letter),
            last_call=any(notice.purpose == Purpose.LAST_CALL for notice in notices),
            escalates_on=_escalates_on(docket, tasks),
        )
    )


def _escalation(
    session: Session,
    docket: Docket,
    letter: Letter,
    thread: ThreadLetter,
    tasks: tuple[AskedTask, ...],
    form: Attachment,
) -> RenderedLetter:
    ids = [one.obligation_id for one in notices_of(session, letter.id or 0)]
    reminded = told_on(session, docket, ids, Purpose.REMIND) + told_on(session, docket, ids, Purpose.LAST_CALL)
    return escalation(
        EscalationLetter(
            **vars(thread),
            tasks=tasks,
            reply_deadline=docket.policy.working_days.shift(docket.day, 2),
            form_name=form.filename,
            late_days=_late_days(session, docket, letter),
            asked_on=min(told_on(session, docket, ids, Purpose.ASK), default=docket.day),
            reminded_on=tuple(sorted(set(reminded))),
            answered_count=_answered_beside(session, docket, letter),
        )
    )


def _late_days(session: Session, docket: Docket, letter: Letter) -> int:
    """The working days by which the office sends the letter late; what waited for the agency's sake is not late."""
    late = [one.late_days for one in notices_of(session, letter.id or 0) if one.delayed is None]
    return max(late, default=0) + docket.policy.working_days.between(letter.day, docket.day)


def _escalates_on(docket: Docket, tasks: tuple[AskedTask, ...]) -> date | None:
    step = next((step for step in docket.policy.lead if step.purpose is Purpose.ESCALATE), None)
    led = [task.due_on for task in tasks if task.role == LEAD]
    return docket.policy.working_days.shift(min(led), step.working_days) if step and led else None


def told_on(session: Session, docket: Docket, obligation_ids: list[int], purpose: Purpose) -> list[date]:
    """The days of the letters that told the obligations for that purpose."""
    query = (
        select(col(Letter.day))
        .join(Notice, col(Notice.letter_id) == Letter.id)
        .where(
            Notice.purpose == purpose.value,
            col(Notice.obligation_id).in_(obligation_ids),
            Notice.mode == docket.mode,
            col(Notice.dropped).is_(None),
        )
        .distinct()
    )
    return list(session.exec(query))


def _answered_beside(session: Session, docket: Docket, letter: Letter) -> int:
    request = session.get_one(Request, letter.request_id)
    found = standings(session, docket.plan_id, docket.day, docket.mode, period_key=request.period_key)
    return sum(
        one.state == "answered" and docket.answering(one.agency_id, one.task_id) == (request.agency_id,)
        for one in found
    )


def _not_before(docket: Docket, day: date) -> date:
    return max(day, docket.policy.working_days.shift(docket.day, 2))


Writer = Callable[[Session, Docket, Letter, ThreadLetter, tuple[AskedTask, ...], Attachment], RenderedLetter]
WRITERS: dict[str, Writer] = {REQUEST: _request, REMINDER: _reminder, ESCALATION: _escalation}
