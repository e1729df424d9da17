"""Settling what only the office could say: the question leaves the daily brief, its answer stays on record."""

from sqlmodel import Session

from casework.docket import Docket
from language.wording import Wording, wording
from models.event import record
from models.obligation import look_again_at_all
from models.question import OpenQuestion
from models.succession import Succession
from models.task import Task, task_coded


def settle_question(
    session: Session, docket: Docket, question: OpenQuestion, answer: str, by: str, successor: str | None = None
) -> Wording | None:
    """Put the office's answer beside the question; returns why not, when it is settled or still holds reports up.

    Which of several agencies takes over is said for this task by `successor`; words alone would leave its reports
    unasked. Its reports are asked of that agency from then on, those that are open too.
    """
    if question.settled_at is not None:
        return wording("Câu hỏi {id} đã được trả lời.", id=question.id)
    task = task_coded(session, docket.plan_id, question.code)
    if question.agency_id is not None and task is not None and successor is not None:
        possible = docket.directory.answering(question.agency_id, docket.day)
        if successor not in possible:
            names = ", ".join(possible) or "–"
            return wording("Cơ quan kế thừa phải là một trong: {names}.", names=names)
        _choose(session, docket, task, question.agency_id, successor, answer, by)
    elif question.holds and (
        question.agency_id is None or len(docket.answering(question.agency_id, task.id if task else None)) != 1
    ):
        return wording(
            "Câu hỏi {id} đang giữ các báo cáo của nhiệm vụ {code}: nêu cơ quan kế thừa bằng --successor, "
            "hoặc ghi rõ trong danh bạ (agencies.yaml) rồi nạp lại kế hoạch.",
            id=question.id,
            code=question.code,
        )
    question.settled_at, question.settled_by, question.settlement = docket.now, by, answer
    session.add(question)
    look_again_at_all(session, plan_id=docket.plan_id)
    record(session, docket.now, by, "settled", f"question:{question.id}", answer=answer)
    return None


def _choose(
    session: Session, docket: Docket, task: Task, agency_id: str, successor: str, authority: str, by: str
) -> None:
    chosen = Succession(
        task_id=task.id or 0, agency_id=agency_id, successor_id=successor, authority=authority, by=by, at=docket.now
    )
    session.add(chosen)
    session.flush()
    record(session, docket.now, by, "chose", f"succession:{chosen.id}", task=task.code, of=agency_id, to=successor)
