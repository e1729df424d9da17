"""Naming to the Committee who has still not reported: the letter's words, from the notices that stand now."""

from collections.abc import Sequence
from datetime import date

from sqlmodel import Session

from casework.docket import Docket
from casework.letter_facts import period_head, plan_head
from casework.sender import Sender
from casework.writing import Written, compose, still_standing, told_on
from mail.committee_letter import CommitteeEscalationLetter, OverdueTask, SilentAgency, committee_escalation
from models.letter import Letter
from models.policy import Purpose
from models.request import Request
from models.standing import Standing
from models.task import tasks_of


def write_committee_escalation(session: Session, docket: Docket, sender: Sender, letter: Letter) -> Written | None:
    """The letter about the agencies that have not answered since; None when all of them have."""
    standing = still_standing(session, docket, letter)
    if not standing:
        return None
    request = session.get_one(Request, letter.request_id)
    rendered = committee_escalation(
        CommitteeEscalationLetter(
            plan=plan_head(docket),
            period=period_head(docket, request.period_key),
            committee_name=docket.name_of(docket.plan.committee_agency_id),
            office_name=sender.name,
            office_contact=sender.address,
            thread_tag=f"[{docket.plan.tag}-{request.id}]",
            trial=docket.trial,
            as_of=docket.day,
            agencies=tuple(_agencies(session, docket, standing)),
        )
    )
    mail = compose(session, docket, sender, letter, rendered, request)
    return Written(mail, frozenset(one.obligation_id for one in standing))


def _agencies(session: Session, docket: Docket, standing: Sequence[Standing]) -> list[SilentAgency]:
    """By who answers today, the one with the most overdue first."""
    by_agency: dict[str, list[Standing]] = {}
    for one in standing:
        answering = docket.answering(one.agency_id, one.task_id)
        by_agency.setdefault(answering[0] if answering else one.agency_id, []).append(one)
    titles = {task.id: task.title for task in tasks_of(session, docket.plan_id)}
    found = [_agency(session, docket, name, ones, titles) for name, ones in by_agency.items()]
    return sorted(found, key=lambda one: -len(one.tasks))


def _agency(
    session: Session, docket: Docket, agency_id: str, standing: Sequence[Standing], titles: dict[int | None, str]
) -> SilentAgency:
    ids = [one.obligation_id for one in standing]
    reminded = told_on(session, docket, ids, Purpose.REMIND) + told_on(session, docket, ids, Purpose.LAST_CALL)
    return SilentAgency(
        name=docket.name_of(agency_id),
        tasks=tuple(_task(docket, one, titles[one.task_id]) for one in standing),
        asked_on=min(told_on(session, docket, ids, Purpose.ASK), default=docket.day),
        reminded_on=tuple(sorted(set(reminded))),
        escalated_on=_first_escalated(told_on(session, docket, ids, Purpose.ESCALATE), docket.day),
    )


def _first_escalated(days: Sequence[date], today: date) -> date | None:
    return min((day for day in days if day < today), default=None)


def _task(docket: Docket, standing: Standing, title: str) -> OverdueTask:
    overdue = max((docket.day - standing.due_on).days, 0)
    return OverdueTask(code=standing.task_code, title=title, due_on=standing.due_on, overdue_days=overdue)
