"""Proving what came in: each answer has its obligation and its source, each message was recorded, penned or dropped."""

from collections.abc import Iterator
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, false, func, or_
from sqlmodel import Session, col, exists, select

from casework.hole import Hole
from language.wording import Wording, wording
from models.message import DROPPED, NOTED, PENNED, RECORDED, STORED, Message, MessageRaw
from models.obligation import Obligation
from models.pen import DROPPED as ITEM_DROPPED
from models.pen import FILED, OPEN, PenItem
from models.response import BY_MAIL, SOURCES, Response
from models.submission import Submission

NEED_NO_ANSWER = ("bounce", "auto_reply")


def response_holes(session: Session) -> Iterator[Hole]:
    """Every recorded answer of no obligation, or of which it is not known how it came."""
    ids = select(col(Response.id)).order_by(col(Response.id))
    by_mail = and_(col(Response.source).in_(BY_MAIL), ~exists().where(col(Message.id) == Response.message_id))
    found: tuple[tuple[Select[Any], Wording], ...] = (
        (ids.where(by_mail), wording("trả lời qua thư nhưng không có thư gốc")),
        (ids.where(_nowhere_from()), wording("trả lời không rõ từ đâu đến")),
        (
            ids.where(~exists().where(col(Obligation.id) == Response.obligation_id)),
            wording("trả lời không thuộc nghĩa vụ nào"),
        ),
    )
    for query, why in found:
        for number in session.scalars(query):
            yield Hole(f"response:{number}", why)


def _nowhere_from() -> ColumnElement[bool]:
    return or_(col(Response.source).not_in(SOURCES), col(Response.by) == "")


def message_holes(session: Session) -> Iterator[Hole]:
    """Every received message that nobody read, whose bytes are gone, or whose outcome is none or untrue."""
    ids = select(col(Message.id)).order_by(col(Message.id))
    found: tuple[tuple[Select[Any], Wording], ...] = (
        (ids.where(Message.outcome == STORED), wording("thư đến đã lưu nhưng chưa được đọc")),
        (ids.where(Message.outcome != STORED, ~_true_outcome()), wording("thư đến không rõ đã xử lý thế nào")),
        (
            ids.where(~exists().where(col(MessageRaw.message_id) == Message.id)),
            wording("thư đến không còn nguyên văn"),
        ),
    )
    for query, why in found:
        for number in session.scalars(query):
            yield Hole(f"message:{number}", why)
    undecided = select(col(PenItem.id)).where(PenItem.state != OPEN, col(PenItem.decided_by).is_(None))
    for number in session.exec(undecided.order_by(col(PenItem.id))):
        yield Hole(f"penitem:{number}", wording("mục chờ đã đóng nhưng không rõ ai quyết định"))


def _true_outcome() -> ColumnElement[bool]:
    """Whether what became of the message is to be seen: by its item in the pen, its answers, or who dropped it.

    One that repeats what is on record leaves no answer of its own: then its thread has one.
    """
    answered = or_(
        _among(Message.id, Response.message_id),
        _among(Message.request_id, Response.request_id),
        _among(Message.id, Submission.message_id),
        _has_item(FILED),
    )
    return or_(
        and_(col(Message.outcome) == PENNED, _has_item(OPEN)),
        and_(col(Message.outcome) == DROPPED, _has_item(ITEM_DROPPED)),
        and_(col(Message.outcome) == NOTED, or_(col(Message.kind).in_(NEED_NO_ANSWER), col(Message.why).is_not(None))),
        and_(col(Message.outcome) == RECORDED, answered),
    )


def _among(mine: Any, theirs: Any) -> ColumnElement[bool]:
    """Whether the one is there and among the other's; no index is needed."""
    return func.coalesce(col(mine).in_(select(col(theirs)).where(col(theirs).is_not(None))), false())


def _has_item(state: str) -> ColumnElement[bool]:
    items = select(col(PenItem.message_id)).where(PenItem.state == state)
    named = items if state == OPEN else items.where(col(PenItem.decided_by).is_not(None))
    return col(Message.id).in_(named)
