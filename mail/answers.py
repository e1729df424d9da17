"""What a reply says of each task it was asked about; what is not certain is said to be unsure, never guessed."""

import re
from collections.abc import Iterator, Sequence, Set
from dataclasses import dataclass, replace
from datetime import date

from language.wording import Wording, wording
from mail.acknowledgements import only_acknowledges
from mail.all_tasks import Statement
from mail.answer_fields import says_a_remark
from mail.answer_pieces import Piece, pieces_of
from mail.offered_task import OfferedTask
from mail.progress import Progress, ProgressUnsure, Status, read_progress, says_a_status
from mail.reply import Reply

_OWN_MARK = re.compile(r"^\s*(?:(?:=+>|-+>|→|>>+)\s*|\[(?:trả lời|answer)\]\s*:?\s*)", re.IGNORECASE)
FEW_WORDS = 30  # of a reply that says nothing else
FEW_GREETINGS = 60
_ASKS = re.compile(
    r"\?|\b(?:đính chính|sửa|(?<!báo cáo )bổ sung|gia hạn|lùi|không thuộc|không phải|"
    r"chuyển (?:thư|đến|cho)|thay (?:cho|thế)|"
    r"de nghi|dinh chinh|sua|bo sung|gia han|khong thuoc|khong phai|correct(?:ion)?|extend|extension)\b",
    re.IGNORECASE,
)
_GENERAL = wording("Nói chung, không nói riêng nhiệm vụ nào.")
_ACKNOWLEDGED = wording("Thư chỉ báo đã nhận, sẽ trả lời hoặc xác nhận, chưa nói về nhiệm vụ nào.")
_NOT_OURS = re.compile(
    r"không thuộc (?:trách nhiệm|nhiệm vụ|chức năng|thẩm quyền|phạm vi|đối tượng|lĩnh vực)|không chủ trì\b|"
    r"không (?:phải|được giao) "
    r"(?:là )?(?:trách nhiệm|nhiệm vụ|chức năng|các nhiệm vụ)|"
    r"(?:^|[.,;:]\s*)không thuộc (?:sở|cục|vụ|bộ|hội|chúng tôi|đơn vị)|"
    r"thuộc (?:trách nhiệm|nhiệm vụ|chức năng|thẩm quyền)(?: của)? (?:sở|cục|vụ|bộ|hội|ubnd|ủy ban|ban|viện)\b"
    r".{0,80}(?:đề nghị|chuyển|gửi)|"
    r"khong thuoc (?:trach nhiem|nhiem vu|chuc nang|tham quyen|pham vi|doi tuong)|not (?:our|within our) "
    r"(?:task|responsibility|remit|competence)",
    re.IGNORECASE | re.MULTILINE,
)

__all__ = ["AnswerRead", "AnswersRead", "OfferedTask", "Status", "Unsure", "read_answers"]


@dataclass(frozen=True)
class AnswerRead(Progress):
    """What the reply says for one obligation."""

    obligation_id: int = 0


@dataclass(frozen=True)
class Unsure:
    """A piece of text that could not be placed with certainty, why, which obligations it may concern, and what would
    be recorded if the likeliest reading is right; `relayed` when a third person wrote it."""

    text: str
    why: Wording
    candidates: tuple[int, ...]
    proposal: tuple[AnswerRead, ...] = ()
    relayed: bool = False


@dataclass(frozen=True)
class AnswersRead:
    """All that a reply says, each obligation answered at most once."""

    answers: tuple[AnswerRead, ...] = ()
    unsure: tuple[Unsure, ...] = ()


def read_answers(reply: Reply, offered: Sequence[OfferedTask]) -> AnswersRead:
    """The answers in `reply` to the tasks `offered`.

    A text belongs to the task whose code or title stands before it, or in whose part of our letter it was typed, or to
    the only task offered. Bounces and automatic replies answer nothing; what a third person wrote, passed on in this
    reply, is unsure, with what it says as the proposal. Greetings beside answers are let go. That our letter came and
    will be answered is shown to the office and answers nothing, so that it holds up no reminder.
    """
    if reply.kind in ("bounce", "auto_reply"):
        return AnswersRead()
    if _is_acknowledgement(reply):
        return AnswersRead(unsure=(Unsure(reply.text, _ACKNOWLEDGED, ()),))
    day = reply.sent_at.date() if reply.sent_at else None
    own, relayed = pieces_of(reply, offered)
    read = [one for piece in own for one in _placed(piece, offered, day)]
    found = _once_each(read)
    passed_on = _once_each([one for piece in relayed for one in _placed(piece, offered, day)])
    named = {task.obligation_id for piece in own for task in piece.tasks}
    unsure = [*found.unsure, *_confirmable(passed_on, named)]
    if passed_on.answers or any(piece.tasks for piece in own):
        beside = {piece.text: piece for piece in own if not piece.tasks and not piece.unknown and not piece.doubt}
        unsure = [kept for one in unsure if (kept := _beside_answers(one, beside.get(one.text), named))]
    return AnswersRead(found.answers, tuple(unsure))


def _beside_answers(one: Unsure, piece: Piece | None, told: Set[int]) -> Unsure | None:
    """What stands under no task while others do: a greeting is let go, a general remark holds up no task.

    Words that name tasks of which nothing else is said are no greeting.
    """
    if piece is None or not _only_greets(one.text):
        return one
    about = _ids(piece.about)
    if about and not set(about) <= told:
        return one
    return Unsure(one.text, _GENERAL, about) if says_a_remark(one.text) else None


def _is_acknowledgement(reply: Reply) -> bool:
    beside = reply.attachments or reply.inline or reply.relayed
    return reply.kind == "reply" and not beside and only_acknowledges(reply.text)


def _only_greets(text: str) -> bool:
    """Whether words that stand under no task, beside answers that do, say nothing of their own."""
    return len(text.split()) <= FEW_GREETINGS and not says_a_status(text) and not _ASKS.search(text)


def _confirmable(passed_on: AnswersRead, known: Set[int]) -> Iterator[Unsure]:
    """What a third person answered, for those tasks that the author himself did not speak of."""
    why = wording("Nội dung do người khác viết, được chuyển tiếp trong thư này.")
    for one in passed_on.answers:
        if one.obligation_id not in known:
            yield Unsure(one.result, why, (one.obligation_id,), (one,), relayed=True)
    for unsure in passed_on.unsure:
        if says_a_status(unsure.text) and not set(unsure.candidates or {0}) <= known:
            yield replace(unsure, why=why, relayed=True)


def _placed(piece: Piece, offered: Sequence[OfferedTask], day: date | None) -> list[AnswerRead | Unsure]:
    if piece.unknown:
        why = wording("Mã {code} không có trong thư hỏi.", code=piece.unknown)
        return [Unsure(f"{piece.unknown} {piece.text}".strip(), why, ())]
    if piece.statement and piece.tasks:
        return _for_each(piece, piece.statement, day)
    if not piece.tasks and piece.doubt:
        return [Unsure(piece.text, piece.doubt, _ids(piece.about or offered))]
    if not piece.tasks:
        return _without_task(piece, offered, day)
    if len(piece.tasks) > 1:
        why = wording(
            "Mã {code} được hỏi theo nhiều vai trò, không rõ trả lời cho vai trò nào.", code=piece.tasks[0].code
        )
        return [Unsure(piece.text, why, _ids(piece.tasks), _proposed(piece.tasks[:1], piece.text, day))]
    if piece.doubt:
        return [Unsure(piece.text, piece.doubt, _ids(piece.tasks), _proposed(piece.tasks, piece.text, day))]
    return [_for_task(task, piece.text, day) for task in piece.tasks]


def _for_each(piece: Piece, statement: Statement, day: date | None) -> list[AnswerRead | Unsure]:
    """That there is nothing new needs no more words and holds for each; any other state of many tasks is confirmed."""
    read = [_for_task(task, piece.text, day) for task in piece.tasks]
    if piece.doubt is None and all(isinstance(one, AnswerRead) and one.status == "nothing" for one in read):
        return read
    why = piece.doubt or wording("Nói chung về nhiều nhiệm vụ, không nói riêng từng nhiệm vụ.")
    whole = f"{statement.named} {piece.text}"
    return [Unsure(whole, why, _ids(piece.tasks), _proposed(piece.tasks, piece.text, day))]


def _without_task(piece: Piece, offered: Sequence[OfferedTask], day: date | None) -> list[AnswerRead | Unsure]:
    """A greeting before the answers is no answer; a status without a code is one only when one task was asked."""
    if not piece.text.strip():
        return []
    if len(offered) == 1:
        return [_for_task(offered[0], piece.text, day)]
    why = wording("Không ghi mã nhiệm vụ, không rõ nói về nhiệm vụ nào.")
    if piece.about:
        return [Unsure(piece.text, why, _ids(piece.about))]
    return [Unsure(piece.text, why, _ids(offered), _nothing_new(piece.text, offered, day))]


def _nothing_new(text: str, offered: Sequence[OfferedTask], day: date | None) -> tuple[AnswerRead, ...]:
    """Proposed for every task when little more is said than that there is nothing new."""
    proposed = _proposed(offered, text, day) if len(text.split()) <= FEW_WORDS else ()
    return proposed if all(one.status == "nothing" for one in proposed) else ()


def _ids(tasks: Sequence[OfferedTask]) -> tuple[int, ...]:
    return tuple(task.obligation_id for task in tasks)


def _for_task(task: OfferedTask, text: str, day: date | None) -> AnswerRead | Unsure:
    if _NOT_OURS.search(text):
        why = wording("Cơ quan cho rằng nhiệm vụ không thuộc trách nhiệm của mình.")
        return Unsure(text, why, (task.obligation_id,))
    progress = read_progress(_OWN_MARK.sub("", text), task.title, coordinating=task.role == "coordinating", on=day)
    if isinstance(progress, ProgressUnsure):
        return Unsure(text, progress.why, (task.obligation_id,), _as_proposal(task, progress.likely))
    return AnswerRead(**vars(progress), obligation_id=task.obligation_id)


def _proposed(tasks: Sequence[OfferedTask], text: str, day: date | None) -> tuple[AnswerRead, ...]:
    read = [_for_task(task, text, day) for task in tasks]
    return tuple(one for each in read for one in ((each,) if isinstance(each, AnswerRead) else each.proposal))


def _as_proposal(task: OfferedTask, likely: Progress | None) -> tuple[AnswerRead, ...]:
    return (AnswerRead(**vars(likely), obligation_id=task.obligation_id),) if likely else ()


def _once_each(read: Sequence[AnswerRead | Unsure]) -> AnswersRead:
    """An obligation answered twice, differently, is unsure."""
    answers: dict[int, AnswerRead] = {}
    unsure: list[Unsure] = [one for one in read if isinstance(one, Unsure)]
    for one in read:
        if not isinstance(one, AnswerRead) or answers.setdefault(one.obligation_id, one) == one:
            continue
        why = wording("Thư trả lời hai lần khác nhau cho cùng một nhiệm vụ.")
        first = answers.pop(one.obligation_id)
        unsure.append(Unsure(f"{first.result}\n{one.result}".strip(), why, (one.obligation_id,), (one,)))
    return AnswersRead(tuple(answers.values()), tuple(unsure))
