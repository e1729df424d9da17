"""The answer form's layout, the same for who writes it and who reads it back: columns, what they are called, marks."""

import re
from dataclasses import dataclass

from language.wording import Wording, wording

ID_MARK = "id:"
TAG = re.compile(r"\[([^\[\]\s]{1,20})-([0-9]{1,9})\]")
MOST_TEXT = 4000
FULL = 100


@dataclass(frozen=True)
class Column:
    """One column: its key, its head, its width in characters, and in which roles an answer goes there."""

    key: str
    head: Wording
    width: float
    answers: tuple[str, ...] = ()


ROLES = ("lead", "coordinating")
COLUMNS: tuple[Column, ...] = (
    Column("id", wording("Dấu riêng"), 2),
    Column("code", wording("Mã"), 7.5),
    Column("title", wording("Nhiệm vụ"), 30),
    Column("due", wording("Hạn báo cáo"), 11),
    Column("earlier", wording("Lần báo cáo trước"), 17),
    Column("status", wording("Tình hình"), 13, ROLES),
    Column("percent", wording("Tỷ lệ (%)"), 7, ("lead",)),
    Column("result", wording("Kết quả trong kỳ"), 28, ROLES),
    Column("evidence", wording("Văn bản đã ban hành (số, ngày), số liệu"), 17, ("lead",)),
    Column("difficulty", wording("Khó khăn, vướng mắc"), 17, ("lead",)),
    Column("proposal", wording("Kiến nghị, đề xuất"), 17, ROLES),
    Column("forecast", wording("Dự kiến hoàn thành"), 11, ("lead",)),
)
PLACES = {column.key: place for place, column in enumerate(COLUMNS)}
ANSWER_KEYS = tuple(column.key for column in COLUMNS if column.answers)

REPORT_NUMBER = wording("Số báo cáo")
REPORT_DATE = wording("Ngày ký")
PREPARED_BY = wording("Người lập, điện thoại")
