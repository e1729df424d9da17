"""Writing the letters to agencies: from the notices that still stand at the moment of drafting, in two steps.

What a letter says is looked up as values, its outline; an outline is written without the database, anywhere.
"""

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

from casework.attaching import answer_form, attached
from casework.docket import Docket
from casework.facts import Facts
from casework.letter_facts import asked_tasks, leads_first, thread_of
from casework.sender import Sender
from documents.form_file import Form
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
from models.letter import (
    ANSWERED,
    COMMITTEE_ESCALATION,
    DUE_CHANGED,
    ESCALATION,
    READDRESSED,
    REMINDER,
    REQUEST,
    Bundled,
    Delivery,
    Letter,
)
from models.mode import trial_address
from models.policy import Purpose
from models.request import Request
from models.standing import SETTLED, Standing
from models.task import LEAD

Stand = tuple[int, date, int]


@dataclass(frozen=True)
class Words:
    """The function that renders a letter, and what it says; two that are equal say the same."""

    render: Callable[..., RenderedLetter]
    values: tuple[Any, ...]

    def rendered(self) -> RenderedLetter:
        """The letter as it is read."""
        return self.render(*self.values)


@dataclass(frozen=True)
class Outline:
    """A letter as values: its words, its headers, the form that goes with it, and how its obligations stood.

    `standing` has the id, the due date and the due revision of each obligation that the letter speaks of.
    """

    words: Words
    mail: OutgoingMail
    form: Form | None = None
    standing: frozenset[Stand] = field(default_factory=frozenset)

    def written(self) -> OutgoingMail:
        """The letter, its key still a placeholder."""
        rendered = self.words.rendered()
        files: tuple[Attachment, ...] = (attached(self.form),) if self.form else self.mail.attachments
        return replace(self.mail, subject=rendered.subject, text=rendered.text, html=rendered.html, attachments=files)


def outline_notices(facts: Facts, sender: Sender, letter: Letter) -> Outline | None:
    """The letter about those of its notices that still stand; None when none does any more."""
    standing = still_standing(facts, letter)
    request = facts.requests.get(letter.request_id)
    if not standing or request is None:
        return None
    thread = thread_of(facts.docket, sender, request)
    tasks = asked_tasks(facts, leads_first(standing))
    form = answer_form(thread, tasks, reply_deadline(facts.docket, tasks))
    words = OUTLINES[letter.kind](facts, letter, thread, tasks, form)
    return compose(facts, sender, letter, words, request=request, form=form, standing=standing)


def still_standing(facts: Facts, letter: Letter) -> list[Standing]:
    """The obligations of the letter's notices that the letter may still speak of, in the plan's order."""
    told = [one.obligation_id for one in notices_in(facts, letter) if not why_not(facts, letter, one)]
    return facts.in_plan_order(told)


def why_not(facts: Facts, letter: Letter, notice: Bundled) -> str:
    """Why a letter no longer speaks of one of its notices, as the notice keeps it; "" when it does.

    Answered, waived or taken into review; a reminder falls with the due date it was for, while an asking names the day
    now in force; and nobody is told what another agency answers for by now.
    """
    standing = facts.standing.get(notice.obligation_id)
    if notice.dropped is not None or standing is None:
        return notice.dropped or ANSWERED
    if standing.state in SETTLED:
        return ANSWERED
    if notice.purpose != Purpose.ASK and notice.due_revision != standing.due_revision:
        return DUE_CHANGED
    return "" if _answers_for(facts.docket, letter, standing) else READDRESSED


def _answers_for(docket: Docket, letter: Letter, standing: Standing) -> bool:
    if letter.kind == COMMITTEE_ESCALATION:
        return letter.agency_id == docket.plan.committee_agency_id
    return letter.agency_id in docket.answering(standing.agency_id, standing.task_id)


def notices_in(facts: Facts, letter: Letter) -> list[Bundled]:
    """The notices that the letter bundles."""
    return facts.notices.get(letter.id) or []


def stand_of(standing: Standing) -> Stand:
    """What of an obligation a letter must not be wrong about."""
    return standing.obligation_id, standing.due_on, standing.due_revision


def compose(
    facts: Facts,
    sender: Sender,
    letter: Letter,
    words: Words,
    *,
    request: Request | None = None,
    form: Form | None = None,
    standing: list[Standing] | None = None,
) -> Outline:
    """The letter with its headers: names, thread and reply address; the key is still a placeholder."""
    deliveries = facts.deliveries.get(letter.id) or []
    first = request.message_id if request and request.message_id != letter.message_id else None
    mail = OutgoingMail(
        sender_name=sender.name,
        sender_address=sender.address,
        to=tuple(_mailbox(facts, one) for one in deliveries if one.header == "to"),
        cc=tuple(_mailbox(facts, one) for one in deliveries if one.header == "cc"),
        subject="",
        message_id=letter.message_id,
        date=facts.docket.now,
        text="",
        reply_to=sender.plus_address(KEY_MARK) if request else sender.address,
        in_reply_to=first or "",
        references=(first,) if first else (),
    )
    return Outline(words, mail, form, frozenset(map(stand_of, standing or ())))


def _mailbox(facts: Facts, delivery: Delivery) -> Mailbox:
    contact = facts.contacts.get(delivery.contact_id)
    address = trial_address(delivery.address) if facts.docket.trial else delivery.address
    return Mailbox(contact.name if contact else "", address)


def reply_deadline(docket: Docket, tasks: tuple[AskedTask, ...]) -> date:
    """The day by which an answer is asked for: the earliest due date, but never too near to be kept."""
    return max(min(task.due_on for task in tasks), docket.policy.working_days.shift(docket.day, 2))


def _request(facts: Facts, letter: Letter, thread: ThreadLetter, tasks: tuple[AskedTask, ...], form: Form) -> Words:
    said = RequestLetter(
        **vars(thread),
        tasks=tasks,
        reply_deadline=form.reply_deadline,
        form_name=form.filename,
        late_days=_late_days(facts, letter),
    )
    return Words(report_request, (said,))


def _reminder(facts: Facts, letter: Letter, thread: ThreadLetter, tasks: tuple[AskedTask, ...], form: Form) -> Words:
    notices = notices_in(facts, letter)
    said = ReminderLetter(
        **vars(thread),
        tasks=tasks,
        reply_deadline=form.reply_deadline,
        form_name=form.filename,
        late_days=_late_days(facts, letter),
        asked_on=_asked_on(facts, notices),
        answered_count=_answered_beside(facts, letter),
        last_call=any(notice.purpose == Purpose.LAST_CALL for notice in notices),
        escalates_on=_escalates_on(facts.docket, tasks),
    )
    return Words(reminder, (said,))


def _escalation(facts: Facts, letter: Letter, thread: ThreadLetter, tasks: tuple[AskedTask, ...], form: Form) -> Words:
    docket, notices = facts.docket, notices_in(facts, letter)
    ids = [one.obligation_id for one in notices]
    said = EscalationLetter(
        **vars(thread),
        tasks=tasks,
        reply_deadline=docket.policy.working_days.shift(docket.day, 2),
        form_name=form.filename,
        late_days=_late_days(facts, letter),
        asked_on=_asked_on(facts, notices),
        reminded_on=tuple(facts.told_on(ids, Purpose.REMIND, Purpose.LAST_CALL)),
        answered_count=_answered_beside(facts, letter),
    )
    return Words(escalation, (said,))


def _late_days(facts: Facts, letter: Letter) -> int:
    """The working days by which the office sends the letter late; what waited for the agency's sake is not late."""
    docket = facts.docket
    late = [one.late_days for one in notices_in(facts, letter) if one.delayed is None]
    return max(late, default=0) + docket.policy.working_days.between(letter.day, docket.day)


def _asked_on(facts: Facts, notices: list[Bundled]) -> date:
    asked = facts.told_on([one.obligation_id for one in notices], Purpose.ASK)
    return min(asked, default=facts.docket.day)


def _answered_beside(facts: Facts, letter: Letter) -> int:
    request = facts.requests.get(letter.request_id)
    return facts.answered_count(request) if request else 0


def _escalates_on(docket: Docket, tasks: tuple[AskedTask, ...]) -> date | None:
    step = next((step for step in docket.policy.lead if step.purpose is Purpose.ESCALATE), None)
    led = [task.due_on for task in tasks if task.role == LEAD]
    return docket.policy.working_days.shift(min(led), step.working_days) if step and led else None


OutlineOf = Callable[[Facts, Letter, ThreadLetter, tuple[AskedTask, ...], Form], Words]
OUTLINES: dict[str, OutlineOf] = {REQUEST: _request, REMINDER: _reminder, ESCALATION: _escalation}
