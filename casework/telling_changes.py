"""Telling agencies what the office decided about their due dates: one letter an agency for one decision."""

from collections.abc import Sequence
from dataclasses import dataclass
from zoneinfo import ZoneInfo

from sqlmodel import Session, col, select

from casework.docket import Docket
from casework.facts import Facts
from casework.letter_facts import thread_of
from casework.queueing import agency_recipients, queue_letter
from casework.sender import Sender
from casework.writing import Outline, Words, compose
from mail.due_change_letter import ChangedTask, DueChangeLetter, due_change_letter
from models.contact import ANSWERS
from models.letter import DUE_CHANGE, Letter
from models.obligation import CLOSED, WAIVED, DueChange, latest_changes, obligation_with_task
from models.period import period_keyed
from models.request import Request, requests_for


@dataclass(frozen=True)
class Told:
    """The letters queued, and the ids of the agencies that no letter can tell: no mailbox, or no one successor."""

    letters: tuple[Letter, ...]
    untold: tuple[str, ...]


def tell_changes(session: Session, docket: Docket, sender: Sender, changes: Sequence[DueChange]) -> Told:
    """Queue one letter to each agency that answers for what was changed, in the thread of its newest period."""
    by_agency: dict[str, list[DueChange]] = {}
    periods: dict[str, str] = {}
    untold: list[str] = []
    for change in changes:
        obligation, _, occasion, task = obligation_with_task(session, change.obligation_id)
        answering = docket.answering(obligation.agency_id, task.id)
        if len(answering) != 1:
            untold.append(obligation.agency_id)
            continue
        by_agency.setdefault(answering[0], []).append(change)
        periods[answering[0]] = max(periods.get(answering[0], ""), occasion.period_key)
    threads = requests_for(session, docket.plan_id, list(periods.items()), docket.now)
    letters = []
    for agency_id, told in by_agency.items():
        letter = _queue(session, docket, sender, threads[agency_id, periods[agency_id]], told)
        letters += [letter] if letter else []
        untold += [] if letter else [agency_id]
    return Told(tuple(letters), tuple(dict.fromkeys(untold)))


def _queue(
    session: Session, docket: Docket, sender: Sender, request: Request, changes: list[DueChange]
) -> Letter | None:
    recipients = agency_recipients(session, request.agency_id, ANSWERS, docket.day)
    if not recipients:
        return None
    return queue_letter(
        session,
        sender,
        slot=f"due_change/{changes[0].id}/{request.agency_id}/{docket.mode}",
        kind=DUE_CHANGE,
        mode=docket.mode,
        day=docket.day,
        now=docket.now,
        recipients=recipients,
        plan_id=docket.plan_id,
        agency_id=request.agency_id,
        request=request,
        subject_ids={"changes": [change.id for change in changes]},
    )


def outline_due_change(facts: Facts, sender: Sender, letter: Letter) -> Outline | None:
    """The letter about those of its changes that are still in force; None when later ones replaced them all."""
    session, docket = facts.session, facts.docket
    changes = _in_force(session, docket, letter)
    if not changes:
        return None
    request = session.get_one(Request, letter.request_id)
    first = changes[0]
    said = DueChangeLetter(
        **vars(thread_of(docket, sender, request)),
        kind=WAIVED if first.kind == CLOSED else first.kind,
        to_on=first.to_on,
        tasks=tuple(_changed(session, docket, change) for change in changes),
        reason=first.reason,
        authority=first.authority,
        decided_on=first.at.astimezone(ZoneInfo(docket.policy.zone)).date(),
    )
    return compose(facts, sender, letter, Words(due_change_letter, (said,)), request=request)


def _in_force(session: Session, docket: Docket, letter: Letter) -> list[DueChange]:
    latest = {change.id for change in latest_changes(session, docket.plan_id).values()}
    query = select(DueChange).where(col(DueChange.id).in_(letter.subject_ids["changes"]))
    return [change for change in session.exec(query.order_by(col(DueChange.id))) if change.id in latest]


def _changed(session: Session, docket: Docket, change: DueChange) -> ChangedTask:
    obligation, assignment, occasion, task = obligation_with_task(session, change.obligation_id)
    named = obligation.agency_id
    return ChangedTask(
        code=task.code,
        title=task.title,
        section=task.section,
        role=assignment.role,
        occasion_name=occasion.name,
        period_name=period_keyed(occasion.period_key).name,
        baseline_on=occasion.due_on,
        from_on=change.from_on,
        due_on=change.due_on,
        taken_over_from=None if docket.answering(named, task.id) == (named,) else docket.name_of(named),
    )
