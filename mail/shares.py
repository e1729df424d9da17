"""The shares that an answer states: which of them says how far the whole task is."""

import re
from collections.abc import Iterator

from mail.status_words import Status

_SHARE = r"(?:%|phần trăm|phan tram|per ?cent)"
_PERCENT = re.compile(rf"(?<![\d.,])(?<!\d[-–])(\d{{1,3}})(?:[.,]\d+)?\s?{_SHARE}")
_ABOUT = r"(?:(?:khoảng|khoang|tầm|cỡ|đạt|dat|ước|uoc|được|duoc|đc|mới|about|at)\W+)*"
_STATED_PERCENT = re.compile(  # at the head of what is said, or behind words that speak of the whole task
    rf"^\W*{_ABOUT}(?P<first>\d{{1,3}}(?:[.,]\d+)?\s?{_SHARE})(?=\s*(?:$|[,;:(\n–-]|\.(?!\d)))|"
    r"(?:tỷ lệ|tỉ lệ|mức độ|tiến độ|khối lượng|ty le|ti le|muc do|tien do|khoi luong)(?: (?:công việc|cong viec))? "
    rf"(?:hoàn thành|thực hiện|hoan thanh|thuc hien)\W+{_ABOUT}(?P<second>\d{{1,3}}(?:[.,]\d+)?\s?{_SHARE})|"
    rf"(?:^|(?<=[.;\n]))\s*(?:tỷ lệ|tỉ lệ|tiến độ|ước|ty le|ti le|tien do|uoc)\W+{_ABOUT}"
    rf"(?P<third>\d{{1,3}}(?:[.,]\d+)?\s?{_SHARE})(?=\s*(?:$|[,;:(\n]|\.(?!\d)))",
    re.IGNORECASE,
)
_OF_WORK = re.compile(
    r"(?:hoàn thành|tiến độ|đạt|thực hiện|ước|khoảng|tầm|được|đc|hoan thanh|tien do|thuc hien|trien khai|khoang|uoc|"
    r"duoc|dat|triển khai|completed?|done|progress|about|at|"
    r"^)\W*(?:\w+\W+){0,3}$",
    re.IGNORECASE,
)
_OF_MONEY = re.compile(
    r"giải ngân|vốn|kinh phí|tỷ lệ(?! hoàn thành)|số xã|số hộ|sản phẩm|disburs|budget|funds?", re.IGNORECASE
)


def states_a_share(text: str) -> bool:
    """True when there is a share in `text`, whatever it is of."""
    return bool(_PERCENT.search(text))


def stated_percent(told: str) -> str:
    """The share that is said to be how far the whole task is; empty when none is, or two are."""
    found = {one["first"] or one["second"] or one["third"] for one in _STATED_PERCENT.finditer(told)}
    return found.pop() if len(found) == 1 else ""


def percent_of_work(text: str, labelled: bool) -> int | None:
    """The one share of the work that `text` states; None when there is none or more than one."""
    found = {share for share, clause in _shares(text) if labelled or _OF_WORK.search(clause)}
    return found.pop() if len(found) == 1 and max(found) <= 100 else None


def _shares(text: str) -> Iterator[tuple[int, str]]:
    """The shares in `text` that are not of money, each with the words of its clause before it."""
    for match in _PERCENT.finditer(text):
        clause = re.split(r"[.;\n]", text[max(match.start() - 200, 0) : match.start()])[-1]
        if not _OF_MONEY.search(clause):
            yield int(match[1]), clause


def is_done_in_part(told: str) -> bool:
    """Whether parts of the task have shares of their own, "Phần 1: 100%. Phần 2: 20%"."""
    named = {
        share for share, clause in _shares(told) if clause.rstrip().endswith((":", "：")) or _OF_WORK.search(clause)
    }
    return len(named) > 1


def status_by(percent: int | None) -> Status | None:
    """How a task stands of which that share is done; None for no share."""
    if percent is None:
        return None
    return "completed" if percent == 100 else "in_progress" if percent else "not_started"
