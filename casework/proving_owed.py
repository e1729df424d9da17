"""Proving what is owed: worked out afresh from plan, directory, policy and calendar, and held to the rows both ways."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass

from sqlalchemy import func, select
from sqlmodel import Session, col

from casework.asking import outline_of
from casework.docket import Docket
from casework.hole import Hole
from language.wording import Wording, wording
from models.expectation import owed_together
from models.obligation import Obligation
from models.occasion import AD_HOC, Occasion, occasions_of
from models.task import Assignment, Task, tasks_of

Part = tuple[int, str]
SEPARATOR = "\n"


@dataclass(frozen=True)
class Stored:
    """The obligations of a plan by assignment and occasion: each part's task and its agencies, ad hoc ones apart."""

    codes: dict[Part, str]
    agencies: dict[Part, frozenset[str]]
    count: int


def stored_by_part(session: Session, docket: Docket) -> Stored:
    """The rows of the plan."""
    agencies = func.aggregate_strings(col(Obligation.agency_id), SEPARATOR)
    query = (
        select(
            col(Obligation.assignment_id),
            col(Occasion.slug),
            func.min(col(Occasion.kind)),
            func.min(col(Task.code)),
            agencies,
        )
        .join(Occasion, col(Occasion.id) == Obligation.occasion_id)
        .outerjoin(Assignment, col(Assignment.id) == Obligation.assignment_id)
        .outerjoin(Task, col(Task.id) == Assignment.task_id)
        .where(col(Occasion.plan_id) == docket.plan_id)
        .group_by(col(Obligation.assignment_id), col(Occasion.slug))
    )
    rows = session.execute(query).all()
    owed = {(assignment, slug): (code, names) for assignment, slug, kind, code, names in rows if kind != AD_HOC}
    return Stored(
        codes={part: code or "" for part, (code, _) in owed.items()},
        agencies={part: frozenset(names.split(SEPARATOR)) for part, (_, names) in owed.items()},
        count=sum(row[-1].count(SEPARATOR) + 1 for row in rows),
    )


def owed_holes(session: Session, docket: Docket, stored: Stored) -> Iterator[Hole]:
    """What is owed and was not opened, and what was opened and is not owed.

    What opens today may still be opened: only what opened before, and not after the plan ended, can be missing. What a
    clock that ran ahead opened early has its basis in the plan all the same.
    """
    last = min(docket.day, docket.plan.closed_on or docket.day)
    through = max([docket.day, *(one.opens_on for one in occasions_of(session, docket.plan_id))])
    groundless = dict(stored.agencies)
    for task in tasks_of(session, docket.plan_id):
        outline = outline_of(session, task)
        for occasion, assignment_id, owing in owed_together(
            docket.plan, docket.policy, docket.directory, outline, through
        ):
            part = (assignment_id, occasion.slug)
            found = stored.agencies.get(part, frozenset())
            groundless[part] = groundless.get(part, frozenset()).difference(owing)
            if occasion.opens_on < last and not found.issuperset(owing):
                why = wording("phải có theo kế hoạch nhưng chưa được mở")
                yield from _named(task.code, part, set(owing) - found, why)
    for part, agencies in groundless.items():
        why = wording("đã mở nhưng không có căn cứ trong kế hoạch")
        yield from _named(stored.codes.get(part, ""), part, agencies, why)


def _named(code: str, part: Part, agencies: Collection[str], why: Wording) -> Iterator[Hole]:
    for agency_id in sorted(agencies):
        yield Hole(f"{code} · {agency_id} · {part[1]}", why)
