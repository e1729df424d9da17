"""Compiling a period's digest: from the rows as they stand to one frozen data object, kept as a draft."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from datetime import date, datetime
from functools import cache

from sqlmodel import Session

from casework.corrections import corrections_since
from casework.docket import Docket
from casework.facts import lead_names
from casework.following_up import followed_up
from casework.timeliness import late_reports
from models.digest import (
    DRAFT,
    OPEN,
    ROUND,
    VOID,
    Digest,
    digests_of,
    issued,
    next_version,
    reference_to,
    sent_digests,
    store_ledger,
)
from models.digest_canonical import hash_of, to_canonical
from models.digest_compile import Beside, Compiled, compile_digest_data
from models.digest_data import DigestHead, PeriodHead, PlanHead
from models.digest_lines import CollectiveHead, ObligationLine, Part, Party, TaskLine, line_of
from models.digest_rows import frozen_rows, moved_deadlines, not_reached_because, tasks_asked_about
from models.digest_text import last_texts, left_out, office_texts
from models.event import head, record
from models.issue import Issue, issue_name, issue_of
from models.occasion import occasions_of
from models.period import Period, period_keyed
from models.plan import hold_plan
from models.standing import State
from models.task import COORDINATING, Task, assignments_of, assignments_of_plan, milestones_of, tasks_of

CONTINUING = {"span", "recurring", "none"}
PROVINCES = "tỉnh, thành phố"
AGENCIES = "cơ quan"
LONGEST_PLAIN_NAME = 24
NOT_REACHED = State.NOT_REACHED.value


def periods_to_compile(session: Session, docket: Docket) -> list[Period]:
    """The periods, oldest first, whose due day for agencies has passed and of which no digest stands yet.

    Who else would compile them waits until this transaction ends, and then finds them compiled.
    """
    hold_plan(session, docket.plan_id)
    keys = {occasion.period_key for occasion in occasions_of(session, docket.plan_id)}
    compiled = {one.period_key for one in digests_of(session, docket.plan_id) if one.state != VOID}
    waiting = (period_keyed(key) for key in sorted(keys - compiled))
    return [period for period in waiting if docket.policy.office_due(period) < docket.day]


def compile_digest(session: Session, docket: Docket, period: Period, by: str) -> Digest:
    """A new draft for the period as of the docket's moment; earlier drafts of it become void."""
    return store_draft(session, docket, period.key, gather(session, docket, period), by)


def store_draft(session: Session, docket: Docket, key: str, compiled: Compiled, by: str) -> Digest:
    """The compiled digest as the next version of its issue; drafts of earlier versions become void.

    A correction round that is open goes on under the new version.
    """
    hold_plan(session, docket.plan_id)
    version = next_version(session, docket.plan_id, key)
    until = _replace_drafts(session, docket, key, version)
    store_ledger(session, compiled.data.ledger_sha256, compiled.stored_ledger)
    content = to_canonical(compiled.data)
    digest = Digest(
        plan_id=docket.plan_id,
        period_key=key,
        version=version,
        state=ROUND if until else DRAFT,
        round_until=until,
        frozen_at=compiled.data.frozen_at,
        content=content,
        sha256=hash_of(content),
    )
    session.add(digest)
    session.flush()
    record(session, docket.now, by, "compiled", f"digest:{digest.id}", period=key, sha256=digest.sha256)
    return digest


def _replace_drafts(session: Session, docket: Docket, key: str, version: int) -> datetime | None:
    """Void the drafts of earlier versions; the hour of the round that one of them was in."""
    until = None
    for earlier in digests_of(session, docket.plan_id, key):
        if earlier.state in OPEN:
            going_on = earlier.state == ROUND and earlier.round_until and earlier.round_until > docket.now
            until = earlier.round_until if going_on else until
            earlier.state, earlier.void_reason = VOID, f"thay bằng bản {version}"
            session.add(earlier)
    return until


def gather(session: Session, docket: Docket, period: Period) -> Compiled:
    """The digest's data for the period as the rows stand now."""
    previous = previous_sent(session, docket, period)
    return compile_digest_data(
        head_of(session, docket, issue_of(period), previous=previous),
        task_lines(session, docket),
        obligation_lines(session, docket, period),
        frozen_at=docket.now,
        beside=beside(session, docket, period.key, previous),
    )


def previous_sent(session: Session, docket: Docket, period: Period) -> Digest | None:
    """The digest of the last period before this one of which one was sent."""
    sent = [one for one in sent_digests(session, docket.plan_id) if ":" not in one.period_key]
    earlier = [one for one in sent if period_keyed(one.period_key).begins < period.begins]
    return max(earlier, key=lambda one: (period_keyed(one.period_key).begins, one.version), default=None)


def beside(session: Session, docket: Docket, key: str, previous: Digest | None) -> Beside:
    """What the digest says beside its lines."""
    written = last_texts(session, docket.plan_id, key)
    return Beside(
        before=issued(session, previous) if previous else None,
        corrections=corrections_since(session, docket),
        followed_up=followed_up(session, docket),
        texts=office_texts(written),
        leave_out=left_out(written),
    )


def head_of(session: Session, docket: Docket, issue: Issue, *, previous: Digest | None = None) -> DigestHead:
    """What the issue's digest is about."""
    plan, policy = docket.plan, docket.policy
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
            key=issue.key,
            name=issue.wording.say(),
            window_begins=policy.window_of(issue.first).begins,
            window_ends=policy.window_of(issue.last).ends,
            due=policy.committee_due(issue.last),
        ),
        kind=issue.kind,
        zone=policy.zone,
        previous=reference_to(previous, issue_name(previous.period_key).say()) if previous else None,
        letterhead=policy.letterhead,
        audit_head=head(session)[1],
    )


def task_lines(session: Session, docket: Docket) -> list[TaskLine]:
    """The plan's tasks in its own order: those in force, and those taken out on which reports were owed."""
    leads, moved = lead_names(session, docket), moved_deadlines(session, docket.plan_id)
    tasks = tasks_of(session, docket.plan_id)
    taken_out = [one.id or 0 for one in tasks if not one.in_force(docket.day)]
    asked = tasks_asked_about(session, taken_out) if taken_out else set()
    return [
        _with_due_date_in_force(_task_line(session, docket, task, leads.get(task.id or 0, ())), moved.get(task.id or 0))
        for task in tasks
        if task.in_force(docket.day) or task.id in asked
    ]


def _with_due_date_in_force(line: TaskLine, moved: date | None) -> TaskLine:
    """The line with the deadline as it was moved, and the plan's own kept beside it."""
    if moved is None or line.continuing or moved == line.due:
        return line
    return replace(line, due=moved, due_was=line.due)


def _task_line(session: Session, docket: Docket, task: Task, leads: tuple[str, ...]) -> TaskLine:
    milestones = milestones_of(session, task.id or 0, docket.day)
    deadlines = [one.due for one in milestones if one.kind == "deadline" and one.due]
    last_days = [one.due for one in milestones if one.due]
    named = [one for one in assignments_of(session, task.id or 0, docket.day) if one.role == COORDINATING]
    return TaskLine(
        code=task.code,
        title=task.title,
        section=task.section,
        head=task.subsection,
        leads=leads,
        coordinating=tuple(docket.name_of(one.agency_id) if one.agency_id else one.phrase for one in named)
        + tuple(task.open_phrases),
        time_text=task.time_text,
        due=max(deadlines or last_days, default=None),
        continuing=not deadlines and any(one.kind in CONTINUING for one in milestones),
        product=task.product,
    )


def obligation_lines(session: Session, docket: Docket, period: Period) -> Iterator[ObligationLine]:
    """Every obligation of the period as it stands, in the order of opening."""
    late = late_reports(session, docket, period.key)
    notes = not_reached_because(session, docket.plan_id, docket.mode)
    task_ids = {one.id: one.task_id for one in assignments_of_plan(session, docket.plan_id)}
    parts, party = _parts(session, docket), _parties(docket)
    for rows in frozen_rows(session, docket.plan_id, period.key, docket.day, docket.mode, docket.now):
        yield from map(
            line_of,
            rows.obligation_ids,
            [parts[one] for one in rows.assignment_ids],
            map(party, rows.agency_ids, map(task_ids.__getitem__, rows.assignment_ids)),
            rows.states,
            rows.given,
            rows.due,
            map(late.of, rows.obligation_ids, rows.roles, rows.kinds, rows.states, rows.due, rows.given),
            [
                notes.get(number, "") if state == NOT_REACHED else ""
                for number, state in zip(rows.obligation_ids, rows.states, strict=True)
            ],
        )


def _parts(session: Session, docket: Docket) -> dict[int, Part]:
    collectives = {
        entry.id: CollectiveHead(entry.id, docket.name_of(entry.id), _members_noun(entry.kinds))
        for entry in docket.directory.collectives.values()
    }
    codes = {task.id: task.code for task in tasks_of(session, docket.plan_id)}
    return {
        one.id or 0: Part(codes[one.task_id], one.role, collectives.get(one.collective_id or ""), place)
        for place, one in enumerate(assignments_of_plan(session, docket.plan_id))
    }


def _parties(docket: Docket) -> Callable[[str, int], Party]:
    """Who is told for an agency named on a task; the task matters only where the office chose a successor."""
    of_agency = cache(lambda agency_id: _party(docket, agency_id, None))
    of_task = cache(lambda agency_id, task_id: _party(docket, agency_id, task_id))
    chosen = {agency_id for _task_id, agency_id in docket.successors}
    return lambda agency_id, task_id: of_task(agency_id, task_id) if agency_id in chosen else of_agency(agency_id)


def _party(docket: Docket, agency_id: str, task_id: int | None) -> Party:
    answering = docket.answering(agency_id, task_id)
    name = answering[0] if len(answering) == 1 else agency_id
    entry = docket.directory.agencies[name]
    short = entry.short if len(entry.vi) > LONGEST_PLAIN_NAME else entry.vi
    told = None if name == agency_id else docket.name_of(agency_id)
    return Party(name, entry.vi, short or entry.vi, told, docket.known_as(agency_id, task_id))


def _members_noun(kinds: Sequence[str]) -> str:
    return PROVINCES if tuple(kinds) == ("province",) else AGENCIES
