"""The Government Office's table: how many tasks fall in each cell, with continuing tasks apart."""

from collections import Counter
from collections.abc import Sequence

from models.digest_parts import TimelinessTable
from models.digest_reports import Standing, TaskEntry, Timeliness
from models.task import LEAD


def timeliness_table(entries: Sequence[TaskEntry]) -> TimelinessTable:
    """How many tasks fall in each cell."""
    counts = Counter(entry.timeliness.value for entry in entries)
    heard = [e for e in entries if e.timeliness is Timeliness.CONTINUING and a_lead_reported(e)]
    return TimelinessTable(**counts, continuing_reported=len(heard))


def a_lead_reported(entry: TaskEntry) -> bool:
    """Whether one of the task's leads gave a result, members of a collective included."""
    alone = any(line.role == LEAD and line.standing is Standing.REPORTED for line in entry.lines)
    return alone or any(c.role == LEAD and c.counts.reported for c in entry.collectives)
