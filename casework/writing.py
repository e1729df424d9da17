"""Writing the letters to agencies: from the notices that still stand at the moment of claiming."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date

from sqlmodel import Session, col, select

from casework.docket import Docket
from casework.sender import Sender
from language.wording import wording
from mail.letters import (
    AskedTask,
    EscalationLetter,
    PeriodHead,
    PlanHead,
    ReminderLetter,
    RequestLetter,
    ThreadLetter,
    escalation,
    reminder,
    report_request,
)
from mail.message import KEY_MARK, Mailbox, OutgoingMail
from mail.render import RenderedLetter
from models.contact import Contact
from models.letter import ESCALATION, REMINDER, REQUEST, Delivery, Letter, Notice, deliveries_of, notices_of
from models.mode import trial_address
from models.occasion import occasions_of
from models.period import period_keyed
from models.policy import Purpose
from models.request import Request
from models.response import Response, latest_responses
from models.standing import SETTLED, Standing, standings
from models.task import LEAD, Task, leads_of_plan, tasks_of


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
    tasks = asked_tasks(session, docket, _leads_first(standing))
    rendered = WRITERS[letter.kind](session, docket, letter, thread_of(docket, sender, request), tasks)
    mail = compose(session, docket, sender, letter, rendered, request)
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
    )


def _mailbox(session: Session, docket: Docket, delivery: Delivery) -> Mailbox:
    contact = session.get(Contact, delivery.contact_id) if delivery.contact_id else None
    address = trial_address(delivery.address) if docket.trial else delivery.address
    return Mailbox(contact.name if contact else "", address)


def plan_head(docket: Docket) -> PlanHead:
    """The plan as letters name it."""
    plan = docket.plan
    return PlanHead(
        short_name=plan.short_name, number=plan.number, signed_on=plan.signed_on, tag=plan.tag, issuer=plan.issuer
    )


def period_head(docket: Docket, period_key: str) -> PeriodHead:
    """The period as letters name it, with the day agencies owe the office."""
    period = period_keyed(period_key)
    return PeriodHead(
        name=period.name,
        window_begins=docket.policy.window_of(period).begins,
        window_ends=docket.policy.window_of(period).ends,
        due_on=docket.policy.office_due(period),
    )


def thread_of(docket: Docket, sender: Sender, request: Request) -> ThreadLetter:
    """The thread of a request as its letters show it."""
    return ThreadLetter(
        plan=plan_head(docket),
        period=period_head(docket, request.period_key),
        agency_name=docket.name_of(request.agency_id),
        answer_url=sender.answer_url(KEY_MARK),
        office_name=sender.name,
        office_contact=sender.address,
        thread_tag=f"[{docket.plan.tag}-{request.id}]",
        trial=docket.trial,
    )


def _leads_first(standing: list[Standing]) -> list[Standing]:
    return sorted(standing, key=lambda one: one.role != LEAD)


def asked_tasks(session: Session, docket: Docket, standing: list[Standing]) -> tuple[AskedTask, ...]:
    """The obligations as their agency is asked for them, in the order given."""
    tasks = {task.id: task for task in tasks_of(session, docket.plan_id)}
    occasions = {one.id: one.name for one in occasions_of(session, docket.plan_id)}
    earlier = latest_responses(session, [one.obligation_id for one in standing])
    leads = lead_names(session, docket)
    return tuple(
        _asked_task(docket, tasks[one.task_id], one, occasions[one.occasion_id], leads, earlier.get(one.obligation_id))
        for one in standing
    )


def _asked_task(
    docket: Docket,
    task: Task,
    standing: Standing,
    occasion_name: str,
    leads: Mapping[int, tuple[str, ...]],
    earlier: Response | None,
) -> AskedTask:
    answering = docket.answering(standing.agency_id, standing.task_id)
    taken_over = answering != (standing.agency_id,)
    return AskedTask(
        code=task.code,
        title=task.title,
        section=task.section,
        role=standing.role,
        lead_names=leads.get(standing.task_id, ()),
        due_on=standing.due_on,
        time_text=task.time_text or wording("văn bản không nêu thời hạn").say(),
        occasion_name=occasion_name,
        taken_over_from=docket.name_of(standing.agency_id) if taken_over else None,
        earlier=earlier.result or None if earlier else None,
        overdue_days=max((docket.day - standing.due_on).days, 0),
    )


def lead_names(session: Session, docket: Docket) -> dict[int, tuple[str, ...]]:
    """The names of each task's leads as the plan lists them, a collective by its phrase; by task id."""
    named: dict[int, tuple[str, ...]] = {}
    for one in leads_of_plan(session, docket.plan_id):
        name = docket.name_of(one.agency_id) if one.agency_id else one.phrase
        named[one.task_id] = (*named.get(one.task_id, ()), name)
    return named


def _request(
    session: Session, docket: Docket, letter: Letter, thread: ThreadLetter, tasks: tuple[AskedTask, ...]
) -> RenderedLetter:
    deadline = min(task.due_on for task in tasks)
    return report_request(
        RequestLetter(
            **vars(thread),
            tasks=tasks,
            reply_deadline=_not_before(docket, deadline),
            late_days=_late_days(session, docket, letter),
        )
    )


def _reminder(
    session: Session, docket: Docket, letter: Letter, thread: ThreadLetter, tasks: tuple[AskedTask, ...]
) -> RenderedLetter:
    notices = notices_of(session, letter.id or 0)
    ids = [one.obligation_id for one in notices]
    return reminder(
        ReminderLetter(
            **vars(thread),
            tasks=tasks,
            reply_deadline=_not_before(docket, min(task.due_on for task in tasks)),
            late_days=_late_days(session, docket, letter),
            asked_on=min(told_on(session, docket, ids, Purpose.ASK), default=docket.day),
            answered_count=_answered_beside(session, docket, letter),
            last_call=any(notice.purpose == Purpose.LAST_CALL for notice in notices),
            escalates_on=_escalates_on(docket, tasks),
        )
    )


def _escalation(
    session: Session, docket: Docket, letter: Letter, thread: ThreadLetter, tasks: tuple[AskedTask, ...]
) -> RenderedLetter:
    ids = [one.obligation_id for one in notices_of(session, letter.id or 0)]
    reminded = told_on(session, docket, ids, Purpose.REMIND) + told_on(session, docket, ids, Purpose.LAST_CALL)
    return escalation(
        EscalationLetter(
            **vars(thread),
            tasks=tasks,
            reply_deadline=docket.policy.working_days.shift(docket.day, 2),
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


Writer = Callable[[Session, Docket, Letter, ThreadLetter, tuple[AskedTask, ...]], RenderedLetter]
WRITERS: dict[str, Writer] = {REQUEST: _request, REMINDER: _reminder, ESCALATION: _escalation}
