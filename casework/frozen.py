"""A digest compiled once more from what was frozen: its ledger and the responses that it names, nothing of today."""

from dataclasses import replace

from sqlmodel import Session

from models.digest import Digest, issued
from models.digest_compile import Beside, Compiled, Issued, compile_digest_data, compile_review
from models.digest_data import DigestData, DigestHead
from models.digest_ledger import Ledger
from models.digest_lines import Given, TaskLine
from models.digest_parts import OfficeText
from models.digest_reports import TaskEntry
from models.digest_rows import answers_by_id


def compile_again(
    session: Session,
    found: Issued,
    *,
    texts: tuple[OfficeText, ...] | None = None,
    leave_out: dict[str, str] | None = None,
) -> Compiled:
    """The digest as its frozen data give it, with other words of the office where given.

    Raises KeyError when a response that the ledger names is not there.
    """
    data = found.data
    beside = Beside(
        before=_before(session, data.head),
        corrections=data.corrections,
        followed_up=data.followed_up,
        texts=data.texts if texts is None else texts,
        leave_out=_left_out(data) if leave_out is None else leave_out,
    )
    lines = found.ledger.lines(quoted_answers(session, found.ledger))
    if not data.head.sources:
        return compile_digest_data(data.head, task_lines(data), lines, data.frozen_at, beside)
    told = replace(beside, promise_counts=data.promise_counts, promises=data.promises, trend=data.trend)
    return compile_review(data.head, task_lines(data), list(lines), data.frozen_at, told)


def quoted_answers(session: Session, ledger: Ledger) -> dict[int, Given]:
    """Every response that the ledger names."""
    return answers_by_id(session, ledger.columns["response"])


def task_lines(data: DigestData) -> list[TaskLine]:
    """The tasks that the digest was compiled from."""
    return [_task_line(section.title, entry) for section in data.sections for entry in section.tasks]


def _task_line(section: str, entry: TaskEntry) -> TaskLine:
    return TaskLine(
        code=entry.code,
        title=entry.title,
        section=section,
        leads=entry.leads,
        coordinating=entry.coordinating,
        time_text=entry.time_text,
        due=entry.due,
        continuing=entry.continuing,
        head=entry.head,
        due_was=entry.due_was,
        product=entry.product,
    )


def _before(session: Session, head: DigestHead) -> Issued | None:
    return issued(session, session.get_one(Digest, head.previous.digest_id)) if head.previous else None


def _left_out(data: DigestData) -> dict[str, str]:
    return {one.item.text: one.reason for one in data.left_out}
