"""Proving ad hoc requests: each rests on an instruction, and exactly those it was put to owe it."""

from collections.abc import Iterator

from sqlmodel import Session, col, select

from casework.docket import Docket
from casework.requesting_ad_hoc import CODE, owed_ad_hoc
from language.wording import Wording, wording
from models.expectation import members
from models.instruction import instruction_of
from models.obligation import Obligation
from models.occasion import AD_HOC, Occasion
from models.task import Assignment, Task, assignments_of

Fault = tuple[str, Wording]


def ad_hoc_faults(session: Session, docket: Docket) -> Iterator[Fault]:
    """(place, why) of every ad hoc request of the plan that is not accounted for."""
    query = select(Occasion).where(Occasion.plan_id == docket.plan_id, Occasion.kind == AD_HOC)
    tasks_asked: set[int | None] = set()
    for occasion in session.exec(query.order_by(col(Occasion.id))):
        if instruction_of(occasion.slug) is None:
            yield occasion.slug, wording("yêu cầu đột xuất không nêu văn bản làm căn cứ")
        owed = _owed(session, occasion)
        if not owed:
            yield occasion.slug, wording("yêu cầu đột xuất không hỏi cơ quan nào")
        tasks_asked |= {task.id for task, _, _ in owed}
        yield from _addressees(session, docket, occasion, owed)
    yield from _tasks_without(session, docket, tasks_asked)


def _owed(session: Session, occasion: Occasion) -> list[tuple[Task, Assignment, Obligation]]:
    query = (
        select(Task, Assignment, Obligation)
        .join(Assignment, col(Assignment.task_id) == Task.id)
        .join(Obligation, col(Obligation.assignment_id) == Assignment.id)
        .where(Obligation.occasion_id == occasion.id)
    )
    return list(session.exec(query.order_by(col(Obligation.id))))


def _addressees(
    session: Session, docket: Docket, occasion: Occasion, owed: list[tuple[Task, Assignment, Obligation]]
) -> Iterator[Fault]:
    """A task of its own is owed by all it names; a task of the plan by nobody whom it was not given to."""
    for task in {task.id: task for task, _, _ in owed}.values():
        given = assignments_of(session, task.id or 0, occasion.opens_on)
        stored = {(one.id, row.agency_id) for _, one, row in owed if one.task_id == task.id}
        if task.code.startswith(CODE):
            expected = set(owed_ad_hoc(docket.directory, given, occasion.opens_on))
            for _, agency_id in sorted(expected - stored):
                yield _place(task, agency_id, occasion), wording("yêu cầu đột xuất chưa được mở cho cơ quan này")
        else:
            expected = {
                (one.id or 0, agency_id)
                for one in given
                for named in members(docket.directory, one, occasion.opens_on)
                for agency_id in (named, *docket.directory.answering(named, occasion.opens_on))
            }
        for _, agency_id in sorted(stored - expected):
            yield _place(task, agency_id, occasion), wording("yêu cầu đột xuất hỏi cơ quan không được nêu")


def _tasks_without(session: Session, docket: Docket, asked: set[int | None]) -> Iterator[Fault]:
    query = select(Task).where(Task.plan_id == docket.plan_id, col(Task.code).startswith(CODE))
    for task in session.exec(query.order_by(col(Task.position))):
        if task.id not in asked:
            yield task.code, wording("nhiệm vụ đột xuất không có yêu cầu nào")


def _place(task: Task, agency_id: str, occasion: Occasion) -> str:
    return f"{task.code} · {agency_id} · {occasion.slug}"
