"""Naming to the Committee who has still not reported: the letter's words, from the notices that stand now."""

from collections.abc import Sequence
from datetime import date

from casework.docket import Docket
from casework.facts import Facts
from casework.letter_facts import period_head, plan_head
from casework.sender import Sender
from casework.writing import Outline, Words, compose, still_standing
from mail.committee_letter import CommitteeEscalationLetter, OverdueTask, SilentAgency, committee_escalation
from models.letter import Letter
from models.policy import Purpose
from models.request import Request
from models.standing import Standing


def outline_committee_escalation(facts: Facts, sender: Sender, letter: Letter) -> Outline | None:
    """The letter about the agencies that have not answered since; None when all of them have."""
    docket, standing = facts.docket, still_standing(facts, letter)
    if not standing:
        return None
    request = facts.session.get_one(Request, letter.request_id)
    said = CommitteeEscalationLetter(
        plan=plan_head(docket),
        period=period_head(docket, request.period_key),
        committee_name=docket.name_of(docket.plan.committee_agency_id),
        office_name=sender.name,
        office_contact=sender.address,
        thread_tag=f"[{docket.plan.tag}-{request.id}]",
        trial=docket.trial,
        as_of=docket.day,
        agencies=tuple(_agencies(facts, standing)),
    )
    words = Words(committee_escalation, (said,))
    return compose(facts, sender, letter, words, request=request, standing=standing)


def _agencies(facts: Facts, standing: Sequence[Standing]) -> list[SilentAgency]:
    """By who answers today, the one with the most overdue first."""
    by_agency: dict[str, list[Standing]] = {}
    for one in standing:
        answering = facts.docket.answering(one.agency_id, one.task_id)
        by_agency.setdefault(answering[0] if answering else one.agency_id, []).append(one)
    found = [_agency(facts, name, ones) for name, ones in by_agency.items()]
    return sorted(found, key=lambda one: -len(one.tasks))


def _agency(facts: Facts, agency_id: str, standing: Sequence[Standing]) -> SilentAgency:
    ids, docket = [one.obligation_id for one in standing], facts.docket
    return SilentAgency(
        name=docket.name_of(agency_id),
        tasks=tuple(_task(docket, one, facts.tasks[one.task_id].title) for one in standing),
        asked_on=min(facts.told_on(ids, Purpose.ASK), default=docket.day),
        reminded_on=tuple(facts.told_on(ids, Purpose.REMIND, Purpose.LAST_CALL)),
        escalated_on=_first_escalated(facts.told_on(ids, Purpose.ESCALATE), docket.day),
    )


def _first_escalated(days: Sequence[date], today: date) -> date | None:
    return min((day for day in days if day < today), default=None)


def _task(docket: Docket, standing: Standing, title: str) -> OverdueTask:
    overdue = max((docket.day - standing.due_on).days, 0)
    return OverdueTask(code=standing.task_code, title=title, due_on=standing.due_on, overdue_days=overdue)
