"""What in a time expression is not certain, with what it may mean: the reader asks, it does not guess."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from documents.calendar_words import stretches
from documents.recurrence import recurrences
from language.dates import short_date
from language.wording import Wording, wording

_YEARLESS = re.compile(
    r"(?P<quarter>\bquý\s*(?:IV|I{1,3}|V|[1-9])\b)|(?P<month>\btháng\s*\d{1,2}\b)|(?P<day>(?<![\d/])\d{1,2}\s?/\s?\d{1,2}(?![\d/%]))",
    re.IGNORECASE,
)
_SHORT_YEAR = re.compile(r"(?<![\d/.])\d{1,2}[/.-]\d{1,2}[/.-]\d{2}(?!\d)")
_STRAY = re.compile(
    r"(?:quý|tháng)\s*\w+\s*/\s*\d|(?<!\d)(?:19|20)\d{2}(?!\d)|(?<![\d/])\d{1,2}/\d{1,2}/\d{3,}|\b[IVX]+/\s*\d"
)
_VAGUE_BEFORE = re.compile(
    r"(?P<from>\b(?:từ|bắt đầu)\s+)?\b(?:đầu|giữa|khoảng|trung tuần|thượng tuần|hạ tuần)\s+(?:năm\s+|tháng\s+)?$",
    re.IGNORECASE,
)
_VAGUE = re.compile(
    r"\btuần\s+(?:thứ\s+)?(?:\d|I{1,3}\b|đầu|cuối|nhất|hai|ba|tư)|\btrước\s+\d+\s+(?:ngày|tuần|tháng)\b(?!\s*\d)"
    r"|\btrước\b[^;.]*\s\d+\s+(?:ngày(?: làm việc)?|tuần|tháng)$"
    r"|\bhoặc\b|\?|\bnăm học\b|\bnhiệm kỳ\b|\btết\b|\bdịp\b|\bmùa\b|\bkhoảng\b",
    re.IGNORECASE,
)
_NO_DATE = re.compile(
    r"(?:(?:thực hiện|hoàn thành|triển khai|báo cáo)\s+)?(?:theo|tùy|căn cứ|phù hợp|đồng bộ|song song"
    r"|cùng với|trong quá trình|trong suốt"
    r"|sau khi|khi|ngay khi|ngay sau|kịp thời|đúng|đột xuất|bảo đảm|đảm bảo|chưa xác định"
    r"|không xác định|không thời hạn|không có thời hạn"
    r"|không quy định|đang thực hiện theo)\b|không|-+|–|—",
    re.IGNORECASE,
)
_LIKE_TIME = re.compile(r"\d|\bngày\b|\btháng\b|\bquý\b|\bnăm\b|\btuần\b", re.IGNORECASE)

UNREADABLE = wording("Không hiểu thời hạn này.")
NO_YEAR = wording("Thời hạn không ghi năm.")
VAGUE = wording("Thời hạn không rõ là ngày nào.")
NO_SUCH = wording("Không có ngày, tháng hoặc quý này.")
MIXED = wording("Thời hạn ghi nhiều mốc khác loại liền nhau, không rõ mốc nào.")
TWO_DIGITS = wording("Năm chỉ ghi hai chữ số.")


@dataclass(frozen=True)
class Doubt:
    """A part of a time expression that is not certain: its text, why, what it may mean."""

    text: str
    why: Wording
    proposal: str = ""


def doubts(part: str, plain: str, read: bool, beside_others: bool, signed_on: date | None) -> Iterator[Doubt]:
    """What is not certain in one part; `plain` is the part as it was read, `read` whether it gave a milestone."""
    left = _left_over(plain)
    recurring = bool(recurrences(plain))
    if _SHORT_YEAR.search(left):
        yield Doubt(part, TWO_DIGITS, "Ghi đủ bốn chữ số của năm.")
    elif _STRAY.search(left):
        yield Doubt(part, UNREADABLE if read else NO_SUCH, "Ghi rõ ngày, tháng, năm.")
    elif (found := _YEARLESS.search(left)) and not recurring and not _is_fraction(left, found):
        year = _year_beside(plain) or (signed_on.year if signed_on else None)
        yield Doubt(part, NO_YEAR, f"Có phải {found[0]}/{year}?" if year else "Ghi rõ năm.")
    elif vague := _vague(plain):
        yield Doubt(part, VAGUE, vague)
    elif not read and not _NO_DATE.match(plain) and (not beside_others or _LIKE_TIME.search(plain)):
        yield Doubt(part, UNREADABLE, "Ghi ngày hoàn thành, hoặc ghi rõ là không có thời hạn.")


def _left_over(plain: str) -> str:
    letters = list(plain)
    for stretch in stretches(plain):
        letters[stretch.start : stretch.stop] = " " * (stretch.stop - stretch.start)
    return "".join(letters)


def _is_fraction(left: str, found: re.Match[str]) -> bool:
    """ "2/3 số xã" and "1/2" are fractions, not days: only a day and a month that the calendar has may be one."""
    if found["day"] is None:
        return False
    first, second = (int(number) for number in re.findall(r"\d+", found["day"]))
    return (
        not (1 <= first <= 31 and 1 <= second <= 12)
        or re.match(r"\s*(?:số|tổng|các|xã|huyện)\b", left[found.end() :]) is not None
    )


def _year_beside(plain: str) -> int | None:
    years = {stretch.begins.year for stretch in stretches(plain)}
    return next(iter(years)) if len(years) == 1 else None


def _vague(plain: str) -> str | None:
    """What a vague part may mean, None for a clear one: "từ đầu năm 2026" is a beginning, "đầu năm 2026" no day."""
    for stretch in stretches(plain):
        before = _VAGUE_BEFORE.search(plain[: stretch.start])
        if before and not before["from"]:
            return f"Chậm nhất ngày {short_date(stretch.ends)}?"
        if plain[stretch.stop :].startswith("?") and stretch.unit == "day" and stretch.begins.day <= 12:
            turned = stretch.begins.replace(month=stretch.begins.day, day=stretch.begins.month)
            return f"Bảng tính có thể đã đổi chỗ ngày và tháng: {short_date(stretch.begins)} hay {short_date(turned)}?"
    return "Ghi rõ ngày, tháng, năm." if _VAGUE.search(plain) else None
