"""What a reply says of each task it was asked about; what is not certain is said to be unsure, never guessed."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from language.wording import Wording, wording
from mail.progress import Progress, Status, read_progress, says_a_status
from mail.reply import Reply
from mail.signature import without_closing
from mail.task_codes import codes_anywhere, split_by_code

__all__ = ["AnswerRead", "AnswersRead", "OfferedTask", "Status", "Unsure", "read_answers"]


@dataclass(frozen=True)
class OfferedTask:
    """A task that the letter asked about: one obligation of the agency, in one role."""

    obligation_id: int
    code: str
    title: str
    role: str


@dataclass(frozen=True)
class AnswerRead(Progress):
    """What the reply says for one obligation."""

    obligation_id: int = 0


@dataclass(frozen=True)
class Unsure:
    """A piece of text that could not be placed with certainty, why, and which obligations it may concern."""

    text: str
    why: Wording
    candidates: tuple[int, ...]


@dataclass(frozen=True)
class AnswersRead:
    """All that a reply says, each obligation answered at most once."""

    answers: tuple[AnswerRead, ...] = ()
    unsure: tuple[Unsure, ...] = ()


@dataclass(frozen=True)
class _Piece:
    """Some text and the codes it stands under; no codes: nothing says which task it is about."""

    codes: tuple[str, ...]
    text: str


def read_answers(reply: Reply, offered: Sequence[OfferedTask]) -> AnswersRead:
    """The answers in `reply` to the tasks `offered`.

    A text belongs to the task whose code stands before it, or in the line of ours it was typed under, or to the
    only task offered. Bounces and automatic replies answer nothing; a forwarded letter is always unsure.
    """
    if reply.kind in ("bounce", "auto_reply") or not reply.text.strip():
        return AnswersRead()
    everything = tuple(task.obligation_id for task in offered)
    if reply.kind == "forward":
        return AnswersRead(unsure=(Unsure(reply.text, wording("Đây là thư chuyển tiếp."), everything),))
    pieces = list(_pieces(reply, offered))
    read = [one for piece in pieces for one in _placed(piece, offered)]
    return _once_each(read, frozenset(piece.text for piece in pieces if not piece.codes))


def _pieces(reply: Reply, offered: Sequence[OfferedTask]) -> Iterator[_Piece]:
    codes = [task.code for task in offered]
    typed = "\n".join(one.text for one in reply.inline)
    for found, text in split_by_code(without_closing(reply.text.removesuffix(typed)), codes):
        yield _Piece(found, text)
    for one in reply.inline:
        under = codes_anywhere(one.context, codes)[-1:]
        for found, text in split_by_code(without_closing(one.text), codes):
            yield _Piece(found or under, text)


def _placed(piece: _Piece, offered: Sequence[OfferedTask]) -> list[AnswerRead | Unsure]:
    if not piece.codes:
        return _without_code(piece.text, offered)
    return [_for_code(code, piece.text, offered) for code in piece.codes]


def _without_code(text: str, offered: Sequence[OfferedTask]) -> list[AnswerRead | Unsure]:
    """A greeting before the answers is no answer; a status without a code is one only when one task was asked."""
    if not text.strip():
        return []
    if len(offered) == 1:
        return [_for_task(offered[0], text)]
    candidates = tuple(task.obligation_id for task in offered)
    return [Unsure(text, wording("Không ghi mã nhiệm vụ, không rõ nói về nhiệm vụ nào."), candidates)]


def _for_code(code: str, text: str, offered: Sequence[OfferedTask]) -> AnswerRead | Unsure:
    asked = [task for task in offered if task.code.casefold() == code.casefold()]
    candidates = tuple(task.obligation_id for task in asked)
    if not asked:
        return Unsure(f"{code} {text}".strip(), wording("Mã {code} không có trong thư hỏi.", code=code), ())
    if len(asked) > 1:
        why = wording("Mã {code} được hỏi theo nhiều vai trò, không rõ trả lời cho vai trò nào.", code=code)
        return Unsure(text, why, candidates)
    return _for_task(asked[0], text)


def _for_task(task: OfferedTask, text: str) -> AnswerRead | Unsure:
    progress = read_progress(text, task.title)
    if isinstance(progress, Wording):
        return Unsure(text, progress, (task.obligation_id,))
    return AnswerRead(**vars(progress), obligation_id=task.obligation_id)


def _once_each(read: Sequence[AnswerRead | Unsure], bare: frozenset[str]) -> AnswersRead:
    """An obligation answered twice, differently, is unsure; greetings beside placed answers are let go."""
    answers: dict[int, AnswerRead] = {}
    unsure: list[Unsure] = [one for one in read if isinstance(one, Unsure)]
    for one in read:
        if not isinstance(one, AnswerRead) or answers.setdefault(one.obligation_id, one) == one:
            continue
        why = wording("Thư trả lời hai lần khác nhau cho cùng một nhiệm vụ.")
        unsure.append(
            Unsure(f"{answers.pop(one.obligation_id).result}\n{one.result}".strip(), why, (one.obligation_id,))
        )
    if answers:
        unsure = [one for one in unsure if one.text not in bare or says_a_status(one.text)]
    return AnswersRead(tuple(answers.values()), tuple(unsure))
