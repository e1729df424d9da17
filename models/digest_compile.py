"""Compiles a digest from plain lines: sections and tasks in the plan's order, who stands how, what is proposed."""

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from itertools import groupby
from zoneinfo import ZoneInfo

from models.digest_changes import changes_since
from models.digest_collective import collective_report, count_standings
from models.digest_data import FORM, DecisionItem, DigestData, DigestHead, LateAnswer, TimelinessTable
from models.digest_reports import AgencyLine, CollectiveReport, Section, Standing, TaskEntry, Timeliness
from models.digest_rules import (
    CollectiveHead,
    ObligationLine,
    TaskLine,
    classify_task,
    name_key,
    says_something,
    standing_of,
)
from models.digest_standings import LinesOfTask, agency_counts, standing_groups
from models.task import LEAD

QUOTED = (Standing.REPORTED, Standing.NOTHING_TO_REPORT)


def compile_digest_data(
    head: DigestHead,
    tasks: Sequence[TaskLine],
    lines: Sequence[ObligationLine],
    frozen_at: datetime,
    collectives: Mapping[str, CollectiveHead] | None = None,
    late: Sequence[LateAnswer] = (),
    before: DigestData | None = None,
) -> DigestData:
    """The digest of one period as it stood at `frozen_at` (aware; kept as UTC).

    `tasks` are in the plan's order; `lines` keep their order within a task, members of a collective are put in
    alphabetical order. `before` is the digest sent last, for what changed and what was completed by then. Raises
    ValueError for a line whose task is not among `tasks`, or whose answer was recorded after the minute of freezing:
    such an answer belongs in `late`.
    """
    at = frozen_at.astimezone(UTC)
    of_task = _lines_of_tasks(tasks, lines, at)
    tasks = [_with_memory(task, before) for task in tasks]
    entries = [_entry(head, task, of_task[task.code], at, collectives or {}) for task in tasks]
    digest = DigestData(
        form=FORM,
        head=head,
        frozen_at=at,
        table=_table(entries),
        obligations=count_standings(standing_of(line.state, line.response) for line in lines),
        agencies=agency_counts(lines),
        changes=(),
        for_decision=_decisions(tasks, of_task),
        standings=standing_groups(tasks, of_task),
        sections=_sections(tasks, entries),
        received_after=tuple(late),
    )
    return replace(digest, changes=changes_since(before, digest)) if before else digest


def _with_memory(task: TaskLine, before: DigestData | None) -> TaskLine:
    if task.completed_on is not None or before is None:
        return task
    known = next((entry.completed_on for entry in before.tasks if entry.code == task.code), None)
    return replace(task, completed_on=known)


def _lines_of_tasks(tasks: Sequence[TaskLine], lines: Sequence[ObligationLine], at: datetime) -> LinesOfTask:
    of_task: dict[str, list[ObligationLine]] = {task.code: [] for task in tasks}
    for line in lines:
        if line.task_code not in of_task:
            raise ValueError(f"obligation {line.obligation_id} is on task {line.task_code!r}, which is not listed")
        if line.response and line.response.recorded_at > at:
            raise ValueError(f"response {line.response.response_id} was recorded after the digest was frozen")
        of_task[line.task_code].append(line)
    return of_task


def _agency_line(line: ObligationLine) -> AgencyLine:
    standing = standing_of(line.state, line.response)
    return AgencyLine(
        obligation_id=line.obligation_id,
        role=line.role,
        agency_id=line.agency_id,
        agency_name=line.agency_name,
        short_name=line.short_name or line.agency_name,
        named_agency=line.named_agency if line.named_agency != line.agency_name else None,
        standing=standing,
        note=line.note,
        answer=line.response if standing in QUOTED else None,
    )


def _entry(
    head: DigestHead,
    task: TaskLine,
    lines: Sequence[ObligationLine],
    at: datetime,
    collectives: Mapping[str, CollectiveHead],
) -> TaskEntry:
    frozen_on = at.astimezone(ZoneInfo(head.zone)).date()
    timeliness, done = classify_task(task, lines, frozen_on, head.plan.signed_on, head.zone)
    return TaskEntry(
        code=task.code,
        title=task.title,
        head=task.head,
        leads=task.leads,
        coordinating=task.coordinating,
        time_text=task.time_text,
        due=task.due,
        due_was=task.due_was,
        completed_on=done,
        timeliness=timeliness,
        lines=tuple(_agency_line(line) for line in lines if line.collective_id is None),
        collectives=_collective_reports(lines, collectives),
    )


def _collective_reports(
    lines: Sequence[ObligationLine], collectives: Mapping[str, CollectiveHead]
) -> tuple[CollectiveReport, ...]:
    members: dict[tuple[str, str], list[AgencyLine]] = defaultdict(list)
    for line in lines:
        if line.collective_id is not None:
            members[line.collective_id, line.role].append(_agency_line(line))
    return tuple(
        collective_report(
            collectives.get(collective, CollectiveHead(collective, collective)),
            role,
            sorted(who, key=lambda line: name_key(line.short_name)),
        )
        for (collective, role), who in members.items()
    )


def _sections(tasks: Sequence[TaskLine], entries: Sequence[TaskEntry]) -> tuple[Section, ...]:
    in_order = groupby(zip(tasks, entries, strict=True), key=lambda pair: pair[0].section)
    return tuple(Section(title, tuple(entry for _, entry in pairs)) for title, pairs in in_order)


def _table(entries: Sequence[TaskEntry]) -> TimelinessTable:
    counts = Counter(entry.timeliness.value for entry in entries)
    heard = [e for e in entries if e.timeliness is Timeliness.CONTINUING and _a_lead_reported(e)]
    return TimelinessTable(**counts, continuing_reported=len(heard))


def _a_lead_reported(entry: TaskEntry) -> bool:
    alone = any(line.role == LEAD and line.standing is Standing.REPORTED for line in entry.lines)
    return alone or any(c.role == LEAD and c.counts.reported for c in entry.collectives)


def _decisions(tasks: Sequence[TaskLine], of_task: LinesOfTask) -> tuple[DecisionItem, ...]:
    """Proposals, equal texts joined: first those of agencies the plan names, then those most share."""
    makers: dict[str, list[ObligationLine]] = defaultdict(list)
    for task in tasks:
        for line in of_task[task.code]:
            if proposal := _proposal(line):
                makers[proposal].append(line)
    ranked = sorted(makers.items(), key=lambda item: _decision_rank(item[1]))
    return tuple(_decision(number, text, lines) for number, (text, lines) in enumerate(ranked, start=1))


def _proposal(line: ObligationLine) -> str:
    if line.response is None or standing_of(line.state, line.response) not in QUOTED:
        return ""
    text = " ".join(line.response.proposal.split()).rstrip(" .;")
    return text[:1].upper() + text[1:] if says_something(text) else ""


def _decision_rank(lines: Sequence[ObligationLine]) -> tuple[bool, int]:
    return all(line.collective_id for line in lines), -len({line.agency_id for line in lines})


def _decision(number: int, text: str, lines: Sequence[ObligationLine]) -> DecisionItem:
    ranked = sorted(lines, key=lambda line: (line.collective_id is not None, name_key(line.short_name)))
    agencies = {line.agency_id: line.short_name or line.agency_name for line in ranked}
    return DecisionItem(
        number=number,
        text=text,
        agency_ids=tuple(agencies),
        agencies=tuple(agencies.values()),
        task_codes=tuple(dict.fromkeys(line.task_code for line in lines)),
        response_ids=tuple(dict.fromkeys(line.response.response_id for line in lines if line.response)),
    )
