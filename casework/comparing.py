"""Holding the answers of leads and coordinating agencies against each other: what cannot both be true is a question."""

from collections.abc import Collection, Sequence
from functools import cache

from sqlmodel import Session, col, select
from sqlmodel.sql.expression import Select

from casework.docket import Docket
from casework.raising import let_go, put_question
from language.wording import wording
from models.completion import COMPLETED
from models.contradiction import Contradiction, Statement, contradictions
from models.digest_labels import ROLES, STATUSES
from models.obligation import Obligation
from models.occasion import Occasion
from models.response import Response, is_latest
from models.task import Assignment, Task

NO_MORE = wording("hai cơ quan không còn trả lời trái nhau")
LONGEST_SAYING = 200


def compare_answers(session: Session, docket: Docket, obligation_ids: Sequence[int]) -> None:
    """Compare all that is said on the tasks and periods of these obligations; one question for each that contradicts.

    A question whose answers agree by now is let go.
    """
    concerned = _concerned(session, obligation_ids)
    completed = _completed(session, concerned)
    finished = _concerned(session, completed) & concerned if completed else set()
    agreeing = {_ground(*one) for one in concerned - finished}
    for one, said in (_said(session, finished) if finished else {}).items():
        task_id, ground = one[0], _ground(*one)
        found = contradictions([_statement(docket, *one) for one in said])
        if found:
            responses = {response.obligation_id: response for response, *_ in said}
            _ask(session, docket, ground, session.get_one(Task, task_id), found, responses)
        else:
            agreeing.add(ground)
    let_go(session, docket.now, agreeing, NO_MORE)


def _ground(task_id: int, period_key: str) -> str:
    return f"contradiction:{task_id}:{period_key}"


def _completed(session: Session, concerned: Collection[tuple[int, str]]) -> Sequence[int]:
    """The obligations of these tasks and periods ever called completed: without one nothing contradicts."""
    query = (
        select(col(Obligation.id))
        .join(Response, col(Response.obligation_id) == Obligation.id)
        .join(Assignment, col(Assignment.id) == Obligation.assignment_id)
        .join(Occasion, col(Occasion.id) == Obligation.occasion_id)
        .where(
            col(Assignment.task_id).in_({task_id for task_id, _ in concerned}),
            col(Occasion.period_key).in_({period_key for _, period_key in concerned}),
            Response.status == COMPLETED,
        )
    )
    return [one or 0 for one in session.exec(query.distinct())]


def _concerned(session: Session, obligation_ids: Sequence[int]) -> set[tuple[int, str]]:
    """The (task id, period) pairs of the obligations."""
    query = (
        select(col(Assignment.task_id), col(Occasion.period_key))
        .join(Obligation, col(Obligation.assignment_id) == Assignment.id)
        .join(Occasion, col(Occasion.id) == Obligation.occasion_id)
        .where(col(Obligation.id).in_(obligation_ids))
    )
    return {(task_id, period_key) for task_id, period_key in session.exec(query)}


Said = tuple[Response, str, str]


def _said(session: Session, concerned: Collection[tuple[int, str]]) -> dict[tuple[int, str], list[Said]]:
    """(the current answer, role, agency) of everybody who has answered, by task and period."""
    query = _answers().where(
        col(Assignment.task_id).in_({task_id for task_id, _ in concerned}),
        col(Occasion.period_key).in_({period_key for _, period_key in concerned}),
    )
    found: dict[tuple[int, str], list[Said]] = {key: [] for key in sorted(concerned)}
    for response, assignment, agency_id, period_key in session.exec(query):
        if (assignment.task_id, period_key) in found:
            found[assignment.task_id, period_key].append((response, assignment.role, agency_id))
    return found


@cache
def _answers() -> "Select[Response, Assignment, str, str]":
    return (
        select(Response, Assignment, col(Obligation.agency_id), col(Occasion.period_key))
        .join(Obligation, col(Obligation.id) == Response.obligation_id)
        .join(Assignment, col(Assignment.id) == Obligation.assignment_id)
        .join(Occasion, col(Occasion.id) == Obligation.occasion_id)
        .where(is_latest())
        .order_by(col(Response.obligation_id))
    )


def _statement(docket: Docket, response: Response, role: str, agency_id: str) -> Statement:
    texts = (response.result, response.difficulty, response.proposal)
    return Statement(response.obligation_id, agency_id, role, response.status, texts, docket.known_as(agency_id))


def _ask(
    session: Session,
    docket: Docket,
    ground: str,
    task: Task,
    found: Sequence[Contradiction],
    responses: dict[int, Response],
) -> None:
    """One question that quotes both; of several pairs the first."""
    first = found[0]
    done = responses[first.done.obligation_id]
    text = wording(
        "{first} ({role}) báo cáo “{status}”{result}; nhưng {second} ({other}) viết: “{quote}”.",
        first=docket.name_of(first.done.agency_id),
        role=ROLES[first.done.role].say(),
        status=STATUSES[done.status].say(),
        result=f": “{_short(done.result)}”" if done.result else "",
        second=docket.name_of(first.waiting.agency_id),
        other=ROLES[first.waiting.role].say(),
        quote=first.quote,
    )
    why = wording(
        "Hai câu trả lời trái nhau (bản {one} và {two}). Hỏi lại bên chưa đúng: dondoc answer return BẢN --reason …",
        one=done.id,
        two=responses[first.waiting.obligation_id].id,
    )
    put_question(session, docket, ground, task.code, text, why, None)


def _short(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= LONGEST_SAYING else line[: LONGEST_SAYING - 1].rstrip() + "…"
