"""Which column of an assignment table holds what, told by the words official documents put at its head."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from language.order import ITEM_LETTERS
from language.roman import roman_value
from language.text import fold, tidy

_BODY = r"((các )?(cơ quan|đơn vị|phòng|tổ chức|địa phương|bộ phận)(, (cơ quan|đơn vị))* )?"
_HEADS = {
    "number": r"(tt|stt|số tt|số thứ tự|mã nhiệm vụ|mã số)",
    "lead": rf"{_BODY}(chủ trì|thực hiện|đầu mối|được giao|phân công nhiệm vụ|phân công thực hiện)[^:]*",
    "coordinating": rf"{_BODY}phối hợp[^:]*",
    "time": r".*(thời gian|thời hạn|tiến độ|thời điểm|số ngày|hạn hoàn thành|hoàn thành trước).*",
    "product": r".*(sản phẩm|kết quả|đầu ra).*",
    "title": r".*(nội dung|nhiệm vụ|công việc|hoạt động|đề án|giải pháp|chi tiết|chỉ tiêu).*",
}
_NUMBER = re.compile(r"(?:[A-ZĐ]|[a-zđ]|[IVXLC]+|\d{1,3}(?:\.\d{1,3})*|[IVXLC]+(?:\.\d{1,3})+)[.)/]{0,2}")


@dataclass(frozen=True)
class Columns:
    """The index of each column, None where the table has none of that meaning."""

    number: int
    title: int
    lead: int
    coordinating: int | None = None
    time: int | None = None
    product: int | None = None
    days: bool = False


def is_head(meaning: str, cell: str) -> bool:
    """Whether a cell is the head of a column of that meaning (lead, time …); a long text is no head."""
    key = fold(cell)
    return len(key) <= 60 and re.fullmatch(_HEADS[meaning], key) is not None


def is_number_head(cell: str) -> bool:
    """Whether a cell is the head of the column of numbers, as a whole: "TT" inside a name is not."""
    return is_head("number", cell)


def is_number(cell: str) -> bool:
    """Whether a cell is a row's number: I, 1, 1.2, a), đ., B."""
    text = tidy(cell)
    if not _NUMBER.fullmatch(text):
        return False
    bare = text.rstrip(".)/")
    return bare[0].isdigit() or roman_value(bare.split(".")[0]) is not None or bare.lower() in ITEM_LETTERS


def columns(head: Sequence[str]) -> Columns | None:
    """The columns that a head row names, None when it is not the head of an assignment table.

    An assignment table says who leads, and who coordinates or by when; a table of targets names agencies too,
    but neither (rule seen in the annexes of Resolution 03/NQ-CP).
    """
    lead = _first("lead", head)
    coordinating = _first("coordinating", head, {lead})
    time = _first("time", head, {lead, coordinating})
    if lead is None or (coordinating is None and time is None):
        return None
    number = _first("number", head)
    taken = {lead, coordinating, time, number}
    product = _first("product", head, taken)
    title = _first("title", head, taken | {product})
    if title is None:
        title = next((n for n in range(len(head)) if n not in taken | {product}), None)
    if title is None:
        return None
    days = time is not None and "số ngày" in fold(head[time])
    return Columns(title if number is None else number, title, lead, coordinating, time, product, days)


def _first(meaning: str, head: Sequence[str], taken: set[int | None] | None = None) -> int | None:
    """The first free column of that meaning; the shortest head wins, for "Phòng, đơn vị chủ trì" is a second one."""
    fitting = [n for n, cell in enumerate(head) if n not in (taken or set()) and is_head(meaning, cell)]
    return min(fitting, key=lambda n: (len(fold(head[n])), n), default=None)
