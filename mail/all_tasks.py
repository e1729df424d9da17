"""Where a reply speaks of all tasks that it was asked about, or of all that it names nowhere."""

import re
from collections.abc import Iterator

_TASKS = r"(?:nhiệm vụ|mục|đầu việc|câu hỏi)"
_OF_LETTER = r"(?:\s+(?:trên|nêu trên|nói trên|kể trên|này|được giao|được phân công|trong (?:thư|văn bản|kỳ)))*"
_REST = rf"(?:(?:tất cả|toàn bộ)\s+)?(?:(?:các|những|số)\s+)?{_TASKS}\s+còn lại|(?:các|những)\s+{_TASKS}\s+khác"
_ALL = (
    rf"(?:tất cả|toàn bộ|cả)\s+(?:(?:các|những)\s+)?(?:\d{{1,2}}\s+)?{_TASKS}{_OF_LETTER}|"
    rf"(?:các|những)\s+{_TASKS}\s+(?:trên|nêu trên|nói trên|kể trên|này|được giao|trong thư)"
)
_ENGLISH_REST = r"(?:all\s+)?(?:the\s+)?(?:other|remaining)\s+(?:tasks|items)|(?:the\s+)?rest(?:\s+of\s+the\s+tasks)?"
_ENGLISH_ALL = r"all\s+(?:of\s+)?(?:the\s+)?(?:tasks|items)(?:\s+above)?"
_BEFORE = (
    r"(?:^|(?<=[.;!?\n]))[\s•*+·–—-]*(?:\d{1,2}[.)]\s+)?(?:(?:riêng|còn|đối với|với|về|as for|for)\s+)*(?:the\s+)?"
)
_AFTER = (
    r"\s*(?:[:：,–—-]|(?=(?:thì|đều|hiện|vẫn|đã|đang|chưa|không|cơ bản|tạm dừng|trong (?:kỳ|quý|tháng|năm)|"
    r"have|has|are|is|were|nothing|no)\b))"
)
_STATEMENT = re.compile(rf"{_BEFORE}(?:{_REST}|{_ALL}|{_ENGLISH_REST}|{_ENGLISH_ALL}){_AFTER}\s*", re.IGNORECASE)
_OF_REST = re.compile(rf"{_BEFORE}(?:{_REST}|{_ENGLISH_REST}){_AFTER}\s*", re.IGNORECASE)


def split_off(text: str, *, under_a_task: bool) -> Iterator[tuple[bool, str]]:
    """`text` cut where it begins to speak of all tasks or of the rest: (whether it does, the words).

    Under a task only "the rest" is taken to mean the letter's tasks: all that is done there may be all of that task.
    """
    found = (_OF_REST if under_a_task else _STATEMENT).search(text)
    if found is None:
        yield False, text
        return
    yield False, text[: found.start()].rstrip()
    yield True, text[found.end() :]
