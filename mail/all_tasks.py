"""Where a reply speaks of all tasks that it was asked about, of one role, or of those that it names nowhere."""

import re
from typing import Literal, NamedTuple

from mail.status_words import bare_letters

Scope = Literal["all", "rest", "lead", "coordinating"]
_MANY = (
    r"(?:(?:tất cả|toàn bộ|cả)\s+)?"
    r"(?:(?:các|những|mấy|số|\d{1,2}|hai|ba|bốn|năm|sáu|bảy|tám|chín|mười)\s+)?"
)
_TASKS = r"(?:nhiệm vụ|mục|mã(?: số)?|đầu việc|câu hỏi)"
_NUMBERS = ("hai", "ba", "bon", "nam", "sau", "bay", "tam", "chin", "muoi")
_COUNT = re.compile(rf"\b(\d{{1,2}}|{'|'.join(_NUMBERS)})\s+(?:nhiem vu|muc|ma|dau viec|cau hoi|phan|noi dung)")
_OF_LETTER = r"(?:\s+(?:trên|nêu trên|nói trên|kể trên|này|được giao|được phân công|trong (?:thư|văn bản|kỳ)))"
_UNNAMED = r"(?:chưa nêu|không nêu|bỏ trống|không ghi|chưa ghi)(?:\s+(?:ở|trong|tại)\s+\w+)?"
_VIETNAMESE: dict[Scope, str] = {
    "rest": rf"{_MANY}(?:{_TASKS}|phần|nội dung(?=\s+còn lại))\s+(?:còn lại|{_UNNAMED})|{_MANY}{_TASKS}\s+(?:khác|kia)|"
    rf"(?:{_TASKS}|phần|chỗ)\s+nào\s+{_UNNAMED}|(?:còn lại|ngoài ra)\s+{_MANY}{_TASKS}|"
    r"còn lại(?=\s+(?:(?:là|thì|đều)\s+)?không (?:có )?phát sinh)",
    "coordinating": rf"{_MANY}(?:{_TASKS}|phần việc|nội dung)\s+(?:cơ quan\s+|được giao\s+)?phối hợp|"
    r"phối hợp(?=\s*:)",
    "lead": rf"{_MANY}{_TASKS}\s+(?:cơ quan\s+|được giao\s+)?chủ trì|chủ trì(?=\s*:)",
    "all": rf"(?:tất cả|toàn bộ|cả)\s+(?:(?:các|những)\s+)?(?:\d{{1,2}}\s+)?{_TASKS}{_OF_LETTER}*|"
    rf"(?:các|những)\s+{_TASKS}{_OF_LETTER}",
}
_ENGLISH: dict[Scope, str] = {
    "rest": r"(?:all\s+)?(?:the\s+)?(?:other|remaining)\s+(?:tasks|items)|(?:the\s+)?rest(?:\s+of\s+the\s+tasks)?",
    "all": r"all\s+(?:of\s+)?(?:the\s+)?(?:tasks|items)(?:\s+above)?",
}
_MARKS_BEFORE = (
    r"[\s•*+·–—-]*(?:\(?(?:\d{1,2}|[IVX]{1,4}|[A-D])[.)/]\s+)?"
    r"(?:(?:riêng|còn|đối với|với|về|as for|for|the)\s+)*"
)
_AT_SENTENCE, _AT_CLAUSE = rf"(?:^|(?<=[.;!?\n])){_MARKS_BEFORE}", rf"(?:^|(?<=[.;!?,\n])){_MARKS_BEFORE}"
_AFTER = (
    r"\s*(?:[:：,–—-]|(?=(?:là|thì|đều|hiện|vẫn|đã|đang|chưa|không|cơ bản|tạm dừng|đề nghị|xin|do|sẽ|được|thuộc|"
    r"trong (?:kỳ|quý|tháng|năm)|have|has|are|is|were|nothing|no)\b))"
)
_END = r"(?!\w)(?! nhau| của)\s*[:：,–—-]?\s*(?:(?:là|thì|đều)\s+)?"


def _statements(words: dict[Scope, str], before: str) -> re.Pattern[str]:
    named = "|".join(f"(?P<{scope}>{pattern}){_AFTER if scope == 'all' else _END}" for scope, pattern in words.items())
    return re.compile(rf"{before}(?:{named})\s*", re.IGNORECASE)


def _bare(pattern: re.Pattern[str]) -> re.Pattern[str]:
    return re.compile(bare_letters(pattern.pattern), re.IGNORECASE)


_FREE, _UNDER_A_TASK = _statements(_VIETNAMESE, _AT_CLAUSE), _statements(_VIETNAMESE, _AT_SENTENCE)
_BARE_FREE, _BARE_UNDER_A_TASK = _bare(_FREE), _bare(_UNDER_A_TASK)
_IN_ENGLISH = _statements(_ENGLISH, _AT_SENTENCE)


class Statement(NamedTuple):
    """What is `said` of many tasks: of which, of how many if it says so, and the words that name them."""

    scope: Scope
    number: int | None
    named: str
    said: str


def split_off(text: str, *, under_a_task: bool) -> tuple[str, list[Statement]]:
    """What stands in `text` before it begins to speak of many tasks, and its statements about these.

    Under a task "all" is not taken to mean the letter's tasks: what is done there may be all of that task.
    """
    marked, bare = (_UNDER_A_TASK, _BARE_UNDER_A_TASK) if under_a_task else (_FREE, _BARE_FREE)
    found = list((bare if text.isascii() else marked).finditer(text)) or list(_IN_ENGLISH.finditer(text))
    cuts = [(one, scope) for one in found if (scope := _scope(one)) != "all" or not under_a_task]
    if not cuts:
        return text, []
    ends = [*(one.start() for one, _ in cuts[1:]), len(text)]
    statements = [
        Statement(scope, _count_in(one.group()), one.group().strip(), text[one.end() : end].rstrip())
        for (one, scope), end in zip(cuts, ends, strict=True)
    ]
    return text[: cuts[0][0].start()].rstrip(), statements


def _count_in(words: str) -> int | None:
    """How many tasks the words say that there are; a number before a full stop is a list's."""
    found = _COUNT.search(bare_letters(words).casefold())
    if found is None:
        return None
    return int(found[1]) if found[1].isdigit() else _NUMBERS.index(found[1]) + 2


def _scope(found: re.Match[str]) -> Scope:
    scopes: tuple[Scope, ...] = ("rest", "lead", "coordinating")
    return next((one for one in scopes if found.groupdict().get(one)), "all")
