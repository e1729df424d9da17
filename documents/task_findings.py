"""What reading one task turns up: names that nobody bears, times in doubt, what only the office can settle."""

import re
from collections.abc import Iterable, Sequence

from documents.mention import Mention
from documents.open_phrase import NAME_HEADS
from documents.plan_document import AGENCY, LEAD_MISSING, TIME, ReadingProblem, TaskRead, in_words
from documents.task_rows import TaskRow
from documents.time_expression import TimeRead
from language.dates import short_date
from language.text import tidy
from language.wording import Wording, wording
from models.directory import Directory
from models.problem import Question

UNDATED = wording(
    "Văn bản không nêu thời hạn cho nhiệm vụ này; hỏi mỗi kỳ đến khi báo cáo hoàn thành, "
    "trừ khi Văn phòng quy định khác."
)
_OPEN = wording("Cụm từ để ngỏ: chưa hỏi cơ quan nào cho đến khi Văn phòng nêu tên.")
_REMARK = wording("Ô còn ghi phần việc của từng cơ quan: chỉ hỏi các cơ quan ấy, không tách thành nhiệm vụ riêng.")
_NOT_YET = wording("Thời hạn tính từ một mốc chưa có ngày: đề nghị Văn phòng ấn định ngày.")
_MERGED = wording(
    "Ô thời hạn trống, dòng trên ghi như đây: nếu là ô gộp xuống, đề nghị Văn phòng ấn định hạn ấy; "
    "nếu không thì hỏi mỗi kỳ đến khi báo cáo hoàn thành."
)
_NOTED = wording("Cột ghi chú nêu cơ quan hoặc thời hạn: phần này không được đọc vào nhiệm vụ.")
_NOTES_WORK = re.compile(
    rf"\b(?i:phối hợp|chủ trì|giao|thực hiện|đầu mối)\b.*(?:{NAME_HEADS.pattern})"
    r"|(?i:\bhạn\b|chậm nhất|\btrước (?:ngày|tháng|quý|\d)|hoàn thành (?:trong|trước|vào)|từng quý|hằng|hàng).*\d"
)
_DO_NOTHING = "Thêm cơ quan này vào danh bạ, hoặc thêm cách viết này vào tên khác của nó."


def agency_problems(
    row: TaskRow, role: str, named: Sequence[Mention], directory: Directory
) -> Iterable[ReadingProblem]:
    """One for each name that nobody in the directory bears."""
    for mention in named:
        if not (mention.known or mention.open):
            why = wording("Không có cơ quan nào tên “{phrase}” trong danh bạ.", phrase=mention.phrase)
            how = nearest(mention, directory)
            yield ReadingProblem(row.head(role), mention.phrase, why, how, AGENCY, row.code, role, mention.proposals)


def lead_problem(row: TaskRow, lead: Sequence[Mention]) -> Iterable[ReadingProblem]:
    """That a task names nobody who leads it, with what the row above says where that may have been merged down."""
    if not lead:
        above = (
            f"Ô trống; dòng trên ghi “{tidy(row.above)}”: có phải ô gộp?" if row.above else "Ghi rõ cơ quan chủ trì."
        )
        why = wording("Nhiệm vụ không nêu cơ quan chủ trì.")
        yield ReadingProblem(row.head("lead"), row.title, why, above, LEAD_MISSING, row.code, "lead")


def role_problems(row: TaskRow, named: Sequence[Mention], helped: Sequence[Mention]) -> Iterable[ReadingProblem]:
    """Bodies whose role two things say differently: their column and a word behind them, or behind others only.

    `named` is what the cell of leads names, `helped` who coordinates.
    """
    for mention in helped:
        if mention.role_said == "lead":
            why = wording("Ô phối hợp ghi cơ quan này chủ trì: không rõ vai trò.")
            yield _role(row, "coordinating", mention, why)
    said = {mention.role_said for mention in named}
    for mention in named:
        if len(said) > 1 and not mention.role_said and mention.known and ("lead" in said or _said_behind(named)):
            yield _role(row, "lead", mention, wording("Ô ghi vai trò của cơ quan khác mà không ghi của cơ quan này."))


def _said_behind(named: Sequence[Mention]) -> bool:
    return any(mention.role_said == "coordinating" and mention.remark for mention in named)


def _role(row: TaskRow, role: str, mention: Mention, why: Wording) -> ReadingProblem:
    how = "Ghi cơ quan chủ trì và cơ quan phối hợp vào hai ô riêng."
    return ReadingProblem(row.head(role), mention.phrase, why, how, AGENCY, row.code, role)


def time_problems(row: TaskRow, time: TimeRead) -> Iterable[ReadingProblem]:
    """One for each part of a time expression that is not certain."""
    for doubt in time.doubts:
        yield ReadingProblem(row.head("time"), doubt.text, doubt.why, doubt.proposal or None, TIME, row.code)


def nearest(mention: Mention, directory: Directory) -> str:
    """What is proposed for a name that the directory does not have."""
    names = ", ".join(f"{directory.name(name)} ({name})" for name in mention.proposals)
    return f"Có phải: {names}?" if names else _DO_NOTHING


def open_questions(code: str, phrases: Iterable[str]) -> Iterable[Question]:
    """One for each phrase that names nobody in particular."""
    return [Question(code, phrase, _OPEN) for phrase in phrases]


def remark_questions(code: str, named: Iterable[Mention]) -> Iterable[Question]:
    """One for each body of which the cell also says what it does: that is taken for no other body's name."""
    for mention in named:
        if mention.remark:
            yield Question(code, f"{mention.phrase} {mention.remark}", _REMARK)


def note_questions(code: str, note: str) -> Iterable[Question]:
    """What a column of notes says of bodies or dates, which no other column says: the office decides on it."""
    return [Question(code, note, _NOTED)] if _NOTES_WORK.search(note) else []


def time_questions(task: TaskRead, time: TimeRead, above: str = "") -> Iterable[Question]:
    """What of the task's time only the office can settle: none stated, no date yet, no anchor, past when signed.

    `above` is what the row before says where this one's cell is empty: it may have been merged down.
    """
    if not task.time_text:
        yield Question(task.code, tidy(above), _MERGED if above else UNDATED)
    for part in time.unread:
        why = wording("“{part}” không phải là một ngày: đề nghị Văn phòng ấn định thời hạn.", part=part)
        yield Question(task.code, part, why)
    for milestone in task.milestones:
        if milestone.past_at_signing and milestone.due:
            yield Question(task.code, milestone.text, _past(short_date(milestone.due)))
        elif milestone.kind == "relative" and milestone.due is None:
            yield Question(task.code, in_words(milestone), _NOT_YET)


def _past(due: str) -> Wording:
    return wording(
        "Thời hạn {due} đã qua khi văn bản được ký: không nhắc quá hạn, đề nghị Văn phòng cho biết cách xử lý.", due=due
    )
