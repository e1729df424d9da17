"""Settling what only the office could say: the question leaves the daily brief, its answer stays on record."""

from sqlmodel import Session

from casework.docket import Docket
from language.wording import Wording, wording
from models.event import record
from models.question import OpenQuestion


def settle_question(session: Session, docket: Docket, question: OpenQuestion, answer: str, by: str) -> Wording | None:
    """Put the office's answer beside the question; returns why not, when it is settled or still holds reports up.

    Who takes over from an agency is settled in the directory first: words alone would leave its reports unasked.
    """
    if question.settled_at is not None:
        return wording("Câu hỏi {id} đã được trả lời.", id=question.id)
    if question.holds and (question.agency_id is None or len(docket.answering(question.agency_id)) != 1):
        return wording(
            "Câu hỏi {id} đang giữ các báo cáo của nhiệm vụ {code}: hãy ghi rõ cơ quan kế thừa trong danh bạ "
            "(agencies.yaml), rồi nạp lại kế hoạch.",
            id=question.id,
            code=question.code,
        )
    question.settled_at, question.settled_by, question.settlement = docket.now, by, answer
    session.add(question)
    record(session, docket.now, by, "settled", f"question:{question.id}", answer=answer)
    return None
