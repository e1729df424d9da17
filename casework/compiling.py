"""Compiling a period's digest: from the rows as they stand to one frozen data object, kept as a draft."""

from sqlmodel import Session, col, select

from casework.docket import Docket
from casework.facts import lead_names
from models.digest import DRAFT, SENT, VOID, Digest, digests_of
from models.digest_canonical import digest_hash, from_canonical, to_canonical
from models.digest_compile import compile_digest_data
from models.digest_data import DigestData, DigestHead, DigestRef, PeriodHead, PlanHead
from models.digest_reports import Answer
from models.digest_rules import CollectiveHead, ObligationLine, TaskLine
from models.event import head, record
from models.occasion import occasions_of
from models.period import Period, period_keyed
from models.response import Response, latest_responses
from models.standing import Standing, standings
from models.task import COORDINATING, Assignment, Task, assignments_of, milestones_of, tasks_of

CONTINUING = {"span", "recurring", "none"}
PROVINCES = "tỉnh, thành phố"
AGENCIES = "cơ quan"
LONGEST_PLAIN_NAME = 24


def periods_to_compile(session: Session, docket: Docket) -> list[Period]:
    """The periods, oldest first, whose due day for agencies has passed and of which no digest stands yet."""
    keys = {occasion.period_key for occasion in occasions_of(session, docket.plan_id)}
    compiled = {one.period_key for one in digests_of(session, docket.plan_id) if one.state != VOID}
    waiting = (period_keyed(key) for key in sorted(keys - compiled))
    return [period for period in waiting if docket.policy.office_due(period) < docket.day]


def compile_digest(session: Session, docket: Docket, period: Period, by: str) -> Digest:
    """A new draft for the period as of the docket's moment; earlier drafts of it become void."""
    data = gather(session, docket, period)
    earlier = digests_of(session, docket.plan_id, period.key)
    for digest in earlier:
        if digest.state == DRAFT:
            digest.state, digest.void_reason = VOID, f"replaced by version {len(earlier) + 1}"
            session.add(digest)
    digest = Digest(
        plan_id=docket.plan_id,
        period_key=period.key,
        version=len(earlier) + 1,
        frozen_at=data.frozen_at,
        content=to_canonical(data),
        sha256=digest_hash(data),
    )
    session.add(digest)
    session.flush()
    record(session, docket.now, by, "compiled", f"digest:{digest.id}", period=period.key, sha256=digest.sha256)
    return digest


def gather(session: Session, docket: Docket, period: Period) -> DigestData:
    """The digest's data for the period as the rows stand now."""
    found = standings(session, docket.plan_id, docket.day, docket.mode, period_key=period.key)
    responses = latest_responses(session, [one.obligation_id for one in found], docket.now)
    assignments = {one.id: one for one in session.exec(select(Assignment))}
    previous = previous_sent(session, docket, period)
    leads = lead_names(session, docket)
    return compile_digest_data(
        _head(session, docket, period, previous),
        [_task_line(session, docket, task, leads) for task in tasks_of(session, docket.plan_id)],
        [_line(docket, one, assignments[one.assignment_id], responses.get(one.obligation_id)) for one in found],
        frozen_at=docket.now,
        collectives=_collectives(docket),
        before=from_canonical(previous.content) if previous else None,
    )


def previous_sent(session: Session, docket: Docket, period: Period) -> Digest | None:
    """The last digest that was sent for an earlier period."""
    query = (
        select(Digest)
        .where(Digest.plan_id == docket.plan_id, Digest.state == SENT, Digest.period_key < period.key)
        .order_by(col(Digest.period_key).desc(), col(Digest.version).desc())
    )
    return session.exec(query).first()


def _head(session: Session, docket: Docket, period: Period, previous: Digest | None) -> DigestHead:
    plan = docket.plan
    return DigestHead(
        plan=PlanHead(
            slug=plan.slug,
            short_name=plan.short_name,
            name=plan.title.removeprefix("Ban hành "),
            number=plan.number,
            signed_on=plan.signed_on,
            office=docket.name_of(plan.office_agency_id),
            committee=docket.name_of(plan.committee_agency_id),
        ),
        period=PeriodHead(
            key=period.key,
            name=period.name,
            window_begins=docket.policy.window_of(period).begins,
            window_ends=docket.policy.window_of(period).ends,
            due=docket.policy.committee_due(period),
        ),
        zone=docket.policy.zone,
        previous=_reference(previous) if previous else None,
        audit_head=head(session)[1],
    )


def _reference(digest: Digest) -> DigestRef:
    return DigestRef(digest.id or 0, digest.period_key, period_keyed(digest.period_key).name, digest.sha256)


def _task_line(session: Session, docket: Docket, task: Task, leads: dict[int, tuple[str, ...]]) -> TaskLine:
    milestones = milestones_of(session, task.id or 0, docket.day)
    deadlines = [one.due for one in milestones if one.kind == "deadline" and one.due]
    last_days = [one.due for one in milestones if one.due]
    named = [one for one in assignments_of(session, task.id or 0, docket.day) if one.role == COORDINATING]
    return TaskLine(
        code=task.code,
        title=task.title,
        section=task.section,
        head=task.subsection,
        leads=leads.get(task.id or 0, ()),
        coordinating=tuple(docket.name_of(one.agency_id) if one.agency_id else one.phrase for one in named)
        + tuple(task.open_phrases),
        time_text=task.time_text,
        due=max(deadlines or last_days, default=None),
        continuing=not deadlines and any(one.kind in CONTINUING for one in milestones),
    )


def _line(docket: Docket, standing: Standing, assignment: Assignment, response: Response | None) -> ObligationLine:
    answering = docket.answering(standing.agency_id, standing.task_id)
    agency_id = answering[0] if len(answering) == 1 else standing.agency_id
    entry = docket.directory.agencies[agency_id]
    return ObligationLine(
        obligation_id=standing.obligation_id,
        task_code=standing.task_code,
        role=standing.role,
        agency_id=agency_id,
        agency_name=entry.vi,
        short_name=entry.short if len(entry.vi) > LONGEST_PLAIN_NAME else entry.vi,
        named_agency=None if agency_id == standing.agency_id else docket.name_of(standing.agency_id),
        state=standing.state.value,
        collective_id=assignment.collective_id,
        response=_answer(response) if response else None,
    )


def _answer(response: Response) -> Answer:
    return Answer(
        response_id=response.id or 0,
        status=response.status,
        recorded_at=response.recorded_at,
        percent=response.percent,
        result=response.result,
        evidence=response.evidence,
        difficulty=response.difficulty,
        proposal=response.proposal,
        forecast=response.forecast,
        source=response.source,
    )


def _collectives(docket: Docket) -> dict[str, CollectiveHead]:
    return {
        entry.id: CollectiveHead(entry.id, docket.name_of(entry.id), _members_noun(entry.kinds))
        for entry in docket.directory.collectives.values()
    }


def _members_noun(kinds: tuple[str, ...]) -> str:
    return PROVINCES if kinds == ("province",) else AGENCIES
