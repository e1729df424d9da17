"""What is not told, and why: a double role is left to the lead, and what only the office can settle is put to it."""

from collections.abc import Sequence

from sqlmodel import Session, col, select

from casework.agenda import by_answering
from casework.docket import Docket
from casework.due_changes import store_change
from language.wording import wording
from models.double_role import Part, asked_as_lead
from models.obligation import CLOSED, Obligation
from models.period import Period, period_keyed
from models.policy import Purpose
from models.question import OpenQuestion, raise_question
from models.standing import Standing, State, standings
from models.task import LEAD, Assignment, Milestone, Task
from models.told import Alike


def leave_to_lead(session: Session, docket: Docket, owed: Sequence[Alike]) -> list[Alike]:
    """What is owed without that for which an agency is asked as lead; what was not asked of it is closed."""
    by_agency, _ = by_answering(session, docket, owed)
    double: set[int] = set()
    for agency_id, of_agency in by_agency.items():
        if any(one.agency_id != agency_id for one in of_agency):
            double |= _leave_double(session, docket, agency_id, of_agency)
    if not double:
        return list(owed)
    left = (one._replace(ids=tuple(each for each in one.ids if each not in double)) for one in owed)
    return [one for one in left if one.ids]


def _leave_double(session: Session, docket: Docket, agency_id: str, owed: Sequence[Alike]) -> set[int]:
    """Close the planned obligations of one answering agency that are its lead's too; their ids."""
    ids = [each for one in owed if one.state is State.PLANNED and one.role != LEAD for each in one.ids]
    planned = standings(session, docket.plan_id, docket.day, docket.mode, obligation_ids=ids)
    double = [planned[number] for number in sorted(_double(session, docket, agency_id, planned))]
    for one in double:
        _close(session, docket, one)
    return {one.obligation_id for one in double}


def _double(session: Session, docket: Docket, agency_id: str, planned: Sequence[Standing]) -> set[int]:
    query = (
        select(col(Assignment.task_id), col(Obligation.occasion_id), col(Obligation.agency_id))
        .join(Assignment, col(Assignment.id) == Obligation.assignment_id)
        .where(Assignment.role == LEAD, col(Obligation.occasion_id).in_({one.occasion_id for one in planned}))
    )
    leads = [
        Part((task_id, occasion_id), LEAD, docket.answering(named, task_id))
        for task_id, occasion_id, named in session.exec(query)
    ]
    parts = [Part((one.task_id, one.occasion_id), one.role, (agency_id,)) for one in planned]
    return {number for number in asked_as_lead([*parts, *leads]) if number < len(planned)}


def _close(session: Session, docket: Docket, standing: Standing) -> None:
    why = wording("cơ quan trả lời thay nay chủ trì chính nhiệm vụ này, được hỏi một lần với vai trò chủ trì")
    store_change(
        session,
        docket,
        obligation_id=standing.obligation_id,
        kind=CLOSED,
        from_on=standing.due_on,
        to_on=standing.due_on,
        reason=why.say(),
        authority="dondoc",
        by="dondoc",
    )


def ask_office_about_late(session: Session, docket: Docket, standing: Standing, purpose: Purpose) -> bool:
    """Raise the question what becomes of a step that is too late to be taken; returns whether it is new."""
    why = wording(
        "đã quá muộn để gửi bước “{purpose}” của kỳ này theo quy định của kế hoạch; đề nghị Văn phòng quyết định",
        purpose=purpose.value,
    )
    question = OpenQuestion(
        plan_id=docket.plan_id,
        code=standing.task_code,
        text=period_keyed(standing.period_key).name,
        why=why.say(),
        asked_at=docket.now,
    )
    return raise_question(session, question)


def ask_office_whether(session: Session, docket: Docket, task: Task, milestone: Milestone, period: Period) -> bool:
    """Raise the question whether what is to be done "if need be" is needed in the period; returns whether it is new."""
    why = wording(
        "văn bản giao “{said}”: Văn phòng xác định kỳ này có cần thực hiện không; nếu cần, lập yêu cầu bằng "
        "'dondoc ask --task {code}'",
        said=milestone.text,
        code=task.code,
    )
    question = OpenQuestion(
        plan_id=docket.plan_id, code=task.code, text=period.name, why=why.say(), asked_at=docket.now
    )
    return raise_question(session, question)


def ask_office_who_answers(session: Session, docket: Docket, standing: Standing) -> bool:
    """Raise the question who answers for an agency that has ended; returns whether it is new."""
    answering = docket.answering(standing.agency_id, standing.task_id)
    if answering:
        successors = "; ".join(docket.name_of(one) for one in answering)
        why = wording("cơ quan được giao không còn; nhiều cơ quan có thể kế thừa: {successors}", successors=successors)
    else:
        why = wording("cơ quan được giao không còn và chưa rõ cơ quan kế thừa")
    question = OpenQuestion(
        plan_id=docket.plan_id,
        code=standing.task_code,
        text=docket.name_of(standing.agency_id),
        why=why.say(),
        agency_id=standing.agency_id,
        holds=True,
        asked_at=docket.now,
    )
    return raise_question(session, question)
