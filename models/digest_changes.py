"""What differs between two digests of one plan: cells of tasks, how many answered, who stayed or fell silent."""

from collections.abc import Iterator

from models.digest_data import DigestData
from models.digest_parts import Change
from models.digest_reports import Standing

TASK = "task"
ANSWERED = "answered"
STILL_SILENT = "still_silent"
NEWLY_SILENT = "newly_silent"
SPEAKS_AGAIN = "speaks_again"


def changes_since(before: DigestData, now: DigestData) -> tuple[Change, ...]:
    """The changes in a fixed order: how many answered, tasks in the plan's order, then agencies that were silent."""
    return (*_answered(before, now), *_tasks(before, now), *_silence(before, now))


def _answered(before: DigestData, now: DigestData) -> Iterator[Change]:
    then, today = (f"{d.obligations.answered}/{d.obligations.owed}" for d in (before, now))
    if then != today:
        yield Change(ANSWERED, before.head.period.name, then, today)


def _tasks(before: DigestData, now: DigestData) -> Iterator[Change]:
    cells = {task.code: task.timeliness for task in before.tasks}
    for task in now.tasks:
        was = cells.get(task.code)
        if was is not None and was is not task.timeliness:
            yield Change(TASK, task.code, was.value, task.timeliness.value)


def _silence(before: DigestData, now: DigestData) -> Iterator[Change]:
    then, today = (_silent(digest) for digest in (before, now))
    answering = _agencies(now)
    kinds = [(STILL_SILENT, [n for a, n in today.items() if a in then])]
    kinds.append((NEWLY_SILENT, [n for a, n in today.items() if a not in then]))
    kinds.append((SPEAKS_AGAIN, [n for a, n in then.items() if a not in today and a in answering]))
    for kind, names in kinds:
        for name in names:
            yield Change(kind, name, "", "")


def _silent(digest: DigestData) -> dict[str, str]:
    return {agency.agency_id: agency.short_name for agency in digest.group(Standing.NO_ANSWER).agencies}


def _agencies(digest: DigestData) -> set[str]:
    return {row.agency_id for row in digest.discipline.rows if row.answered}
