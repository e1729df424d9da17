"""Carrying out the planner's agenda: notices into the day's letters, and every step withheld with its reason."""

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from sqlmodel import Session

from casework.agenda import posts
from casework.docket import Docket
from casework.due_changes import store_change
from casework.envelopes import Telling, letters_for
from casework.sender import Sender
from language.wording import wording
from models.double_role import Part, asked_as_lead
from models.letter import NO_CONTACT, Notice, notices_by_step
from models.obligation import CLOSED
from models.period import period_keyed
from models.planner import Agenda, NoticeDue, Why, Withheld, plan_agency
from models.policy import LadderStep, Purpose
from models.question import OpenQuestion, raise_question
from models.standing import Standing, State


@dataclass
class Walk:
    """What one walk over a task did: codes and counts, never names or addresses."""

    code: str
    opened: int = 0
    queued: Counter[str] = field(default_factory=Counter)
    without_contact: int = 0
    held: int = 0
    withheld: Counter[str] = field(default_factory=Counter)


def tell(
    session: Session,
    docket: Docket,
    sender: Sender,
    found: Sequence[Standing],
    purposes: Collection[Purpose],
    walk: Walk,
) -> None:
    """Take today's steps of these purposes on the obligations, as the planner says, and count them in `walk`."""
    found = _asked_once(session, docket, found)
    standing_of = {one.obligation_id: one for one in found}
    today = posts(session, docket, found)
    agendas = [plan_agency(docket.policy, docket.day, post.whom, post.duties) for post in today.posts]
    _queue(session, docket, sender, list(_tellings(docket, standing_of, agendas, purposes)), walk)
    _settle(session, docket, standing_of, list(_final(agendas, purposes)))
    walk.withheld.update(one.why.value for agenda in agendas for one in agenda.withheld if one.purpose in purposes)
    walk.held += sum(one.state is State.HELD for one in found)
    for standing in today.unanswerable:
        walk.held += _ask_office_who_answers(session, docket, standing)


def _asked_once(session: Session, docket: Docket, found: Sequence[Standing]) -> list[Standing]:
    """The obligations without those for which an agency is asked as lead; what was not asked of those is closed."""
    parts = [Part((one.task_id, one.occasion_id), one.role, docket.answering(one.agency_id)) for one in found]
    double = {number for number in asked_as_lead(parts) if found[number].state is State.PLANNED}
    for number in sorted(double):
        _close_double(session, docket, found[number])
    return [one for number, one in enumerate(found) if number not in double]


def _close_double(session: Session, docket: Docket, standing: Standing) -> None:
    why = wording("cơ quan trả lời thay nay chủ trì chính nhiệm vụ này, được hỏi một lần với vai trò chủ trì")
    store_change(
        session,
        docket,
        obligation_id=standing.obligation_id,
        kind=CLOSED,
        from_on=standing.due_on,
        to_on=standing.due_on,
        reason=why.say(),
        authority="dondoc",
        by="dondoc",
    )


def _tellings(
    docket: Docket, standing_of: dict[int, Standing], agendas: Iterable[Agenda], purposes: Collection[Purpose]
) -> Iterator[Telling]:
    for agenda in agendas:
        for notice in _to_tell(agenda, purposes):
            standing = standing_of[notice.obligation_id]
            yield Telling(standing, _ladder_step(docket, standing, notice), agenda.agency_id)


def _to_tell(agenda: Agenda, purposes: Collection[Purpose]) -> Iterator[NoticeDue | Withheld]:
    """The notices due, and those that only lack a mailbox: they are put on record as told to nobody."""
    for letter in agenda.letters:
        yield from (notice for notice in letter.notices if notice.purpose in purposes)
    yield from (one for one in agenda.withheld if one.why is Why.NO_CONTACT and one.purpose in purposes)


def _ladder_step(docket: Docket, standing: Standing, notice: NoticeDue | Withheld) -> LadderStep:
    ladder = docket.policy.ladder(standing.role)
    return next(step for step in ladder if (step.purpose, step.step) == (notice.purpose, notice.step))


def _final(agendas: Iterable[Agenda], purposes: Collection[Purpose]) -> Iterator[Withheld]:
    """The steps that are never taken any more: too late, or overtaken by one that is taken now."""
    for agenda in agendas:
        taken = {notice.obligation_id for notice in _to_tell(agenda, purposes)}
        for one in agenda.withheld:
            if one.final and (one.obligation_id in taken or (one.why is Why.TOO_LATE and one.purpose in purposes)):
                yield one


def _queue(session: Session, docket: Docket, sender: Sender, told: Sequence[Telling], walk: Walk) -> None:
    letters = letters_for(session, docket, sender, told)
    known = notices_by_step(session, [one.standing.obligation_id for one in told], docket.mode)
    for one in told:
        notice = known.get(_named(one.standing, one.step)) or _notice(docket, one.standing, one.step)
        letter = letters.get(one.envelope)
        notice.letter_id, notice.dropped = (letter.id, None) if letter else (None, NO_CONTACT)
        walk.without_contact += letter is None
        walk.queued[one.step.purpose.value] += letter is not None
        session.add(notice)
    session.flush()


def _settle(session: Session, docket: Docket, standing_of: dict[int, Standing], final: Sequence[Withheld]) -> None:
    for one in final:
        standing = standing_of[one.obligation_id]
        session.add(_notice(docket, standing, _ladder_step(docket, standing, one), dropped=one.why.value))
        if one.why is Why.TOO_LATE:
            _ask_office_about_late(session, docket, standing, one)
    session.flush()


def _named(standing: Standing, step: LadderStep) -> tuple[int, str, int, int]:
    return standing.obligation_id, step.purpose.value, step.step, standing.due_revision


def _notice(docket: Docket, standing: Standing, step: LadderStep, dropped: str | None = None) -> Notice:
    step_on = docket.policy.working_days.shift(standing.due_on, step.working_days)
    return Notice(
        obligation_id=standing.obligation_id,
        purpose=step.purpose.value,
        step=step.step,
        due_revision=standing.due_revision,
        mode=docket.mode,
        step_on=step_on,
        reason=f"{standing.role} ladder: {step.working_days:+d} working days from {standing.due_on}",
        queued_at=docket.now,
        dropped=dropped,
    )


def _ask_office_about_late(session: Session, docket: Docket, standing: Standing, late: Withheld) -> None:
    why = wording(
        "đã quá muộn để gửi bước “{purpose}” của kỳ này theo quy định của kế hoạch; đề nghị Văn phòng quyết định",
        purpose=late.purpose.value,
    )
    raise_question(
        session,
        OpenQuestion(
            plan_id=docket.plan_id,
            code=standing.task_code,
            text=period_keyed(standing.period_key).name,
            why=why.say(),
            asked_at=docket.now,
        ),
    )


def _ask_office_who_answers(session: Session, docket: Docket, standing: Standing) -> bool:
    """Raise the question who answers for an agency that has ended; returns whether it is new."""
    answering = docket.answering(standing.agency_id)
    if answering:
        successors = "; ".join(docket.name_of(one) for one in answering)
        why = wording("cơ quan được giao không còn; nhiều cơ quan có thể kế thừa: {successors}", successors=successors)
    else:
        why = wording("cơ quan được giao không còn và chưa rõ cơ quan kế thừa")
    question = OpenQuestion(
        plan_id=docket.plan_id,
        code=standing.task_code,
        text=docket.name_of(standing.agency_id),
        why=why.say(),
        agency_id=standing.agency_id,
        holds=True,
        asked_at=docket.now,
    )
    return raise_question(session, question)
