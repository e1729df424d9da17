"""The words of an answer to one task: status, percent, result, evidence, difficulty, proposal, forecast."""

import re
from calendar import monthrange
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from datetime import date
from typing import Literal

from language.wording import Wording, wording

Status = Literal["not_started", "in_progress", "completed", "suspended", "nothing"]
SHORT_WORDS = 12
Place = Literal["status", "percent", "result", "evidence", "difficulty", "proposal", "forecast"]

_LABELS: dict[Place, str] = {
    "status": r"tình trạng(?: thực hiện)?|trạng thái|tình hình(?: thực hiện)?",
    "percent": r"tiến độ(?: thực hiện)?|tỷ lệ hoàn thành|mức độ hoàn thành",
    "result": r"kết quả(?: thực hiện)?(?: đạt được)?|nội dung(?: thực hiện)?|sản phẩm",
    "evidence": r"(?:văn bản|tài liệu|sản phẩm) (?:minh chứng|kèm theo)|minh chứng|bằng chứng|văn bản",
    "difficulty": r"(?:những )?(?:khó khăn|vướng mắc|tồn tại|hạn chế)(?:(?:\s*[,/]\s*|\s+và\s+)(?:khó khăn|"
    r"vướng mắc|tồn tại|hạn chế|nguyên nhân))*",
    "proposal": r"(?:kiến nghị|đề xuất)(?:(?:\s*[,/]\s*|\s+và\s+)(?:kiến nghị|đề xuất|giải pháp))*",
    "forecast": r"(?:thời gian |ngày )?dự kiến (?:thời gian |ngày )?(?:hoàn thành|xong)|thời hạn hoàn thành dự kiến",
}
_LABEL = re.compile(
    r"(?:^|(?<=[.;\n]))[ \t*+•–-]*(?:"
    + "|".join(f"(?P<{place}>{words})" for place, words in _LABELS.items())
    + r")[ \t*_]*[:：][ \t*_]*",
    re.IGNORECASE | re.MULTILINE,
)
_DOING = (
    r"triển khai|thực hiện|tiến hành|xây dựng|hoàn thiện|soạn thảo|lấy ý kiến|rà soát|tổng hợp|trình|"
    r"thẩm định|phối hợp|làm"
)
_PARTS = r"(?:(?:khoảng|được|gần|trên|hơn|ước)\s+)*"
_PHRASES: tuple[tuple[Status | None, str], ...] = (
    ("nothing", r"không (?:có )?(?:\w+ ){0,3}phát sinh|không có nội dung (?:báo cáo|thực hiện)"),
    (
        "suspended",
        r"(?:đã |đang |phải |xin )?(?:tạm (?:dừng|hoãn|ngừng|đình chỉ)|(?:dừng|ngừng) (?:thực hiện|"
        r"triển khai))",
    ),
    ("in_progress", r"(?:chưa|không thể|không|chưa thể) (?:\w+ )?(?:hoàn thành|hoàn tất|xong)"),
    (
        "not_started",
        r"chưa (?:được )?(?:bắt đầu|triển khai|thực hiện|khởi động|tiến hành|khởi công)(?! (?:xong|"
        r"đầy đủ|hết))",
    ),
    (
        "in_progress",
        r"(?:đã |mới )?(?:cơ bản|gần như|gần|sắp|bước đầu) hoàn thành|(?:đã )?hoàn thành (?:cơ bản|"
        r"một phần|bước đầu)",
    ),
    ("completed", rf"(?:đã |mới )?(?:hoàn thành|thực hiện|đạt) {_PARTS}100\s?%"),
    ("in_progress", rf"(?:đã |mới )?hoàn thành {_PARTS}\d{{1,2}}(?:[.,]\d+)?\s?%"),
    (
        "in_progress",
        rf"(?:vẫn )?đang (?:được )?(?:tiếp tục |tích cực |khẩn trương |chủ động )?(?:trong quá trình |"
        rf"chỉ đạo |tổ chức )?(?:{_DOING})",
    ),
    (
        None,
        r"(?:dự kiến|phấn đấu|sẽ|cam kết|để|khi|nếu|kế hoạch|thời hạn|mục tiêu|mức độ|tỷ lệ|"
        r"trước khi)(?: \w+){0,3} (?:hoàn thành|hoàn tất|xong)",
    ),
    (
        "completed",
        r"đã (?:được )?(?:hoàn thành|hoàn tất|thực hiện xong|triển khai xong|làm xong|xong)"
        r"(?=\s*(?:$|[.,;:!\n(]|toàn bộ|(?:các |tất cả các )?nhiệm vụ|đúng|trước|theo (?:kế hoạch|tiến độ|yêu cầu|"
        r"quy định)|(?:vào |từ )?(?:ngày|tháng|quý)))",
    ),
)
_PHRASE = re.compile(
    "|".join(f"(?P<p{place}>(?<!\\w)(?:{words})(?!\\w))" for place, (_, words) in enumerate(_PHRASES)),
    re.IGNORECASE | re.MULTILINE,
)
_BARE: dict[str, Status] = {
    "hoàn thành": "completed",
    "đã hoàn thành": "completed",
    "xong": "completed",
    "đang thực hiện": "in_progress",
    "đang triển khai": "in_progress",
    "chưa hoàn thành": "in_progress",
    "chưa thực hiện": "not_started",
    "chưa triển khai": "not_started",
    "tạm dừng": "suspended",
    "không phát sinh": "nothing",
}
_DOUBTFUL = re.compile(
    r"không (?:rõ|biết|chắc)|chưa (?:rõ|biết|xác định)|hình như|có lẽ|có thể (?:đã|là)|chắc là|hay chưa|chưa\s*\?|"
    r"\?\s*$",
    re.IGNORECASE,
)
_PERCENT = re.compile(r"(?<![\d.,])(\d{1,3})(?:[.,]\d+)?\s?%")
_OF_WORK = re.compile(r"(?:hoàn thành|tiến độ|đạt|thực hiện|ước|khoảng|được|^)\W*(?:\w+\W+){0,3}$", re.IGNORECASE)
_OF_MONEY = re.compile(r"giải ngân|vốn|kinh phí|tỷ lệ(?! hoàn thành)|số xã|số hộ|sản phẩm", re.IGNORECASE)
_EVIDENCE = re.compile(
    r"(?:Quyết định|Công văn|Kế hoạch|Tờ trình|Báo cáo|Thông tư|Nghị quyết|Nghị định|Thông báo|Văn bản|Hướng dẫn|"
    r"Chỉ thị|"
    r"Biên bản|Hợp đồng|Quy định|Chương trình)\s+(?:số\s*:?\s*)?\d+\w*/[\w/Đ&-]*\w"
    r"(?:,?\s+(?:ngày|ký ngày)\s+\d{1,2}(?:[/.-]\d{1,2}[/.-]\d{4}|\s+tháng\s+\d{1,2}\s+năm\s+\d{4}))?",
    re.IGNORECASE,
)
_DAY = re.compile(r"(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})|(\d{1,2}) tháng (\d{1,2}) năm (\d{4})")
_MONTH = re.compile(r"(?:tháng )?(\d{1,2})[/-](\d{4})|tháng (\d{1,2}) năm (\d{4})", re.IGNORECASE)
_QUARTER = re.compile(r"quý (IV|III|II|I|[1-4])(?:[/-]| năm )(\d{4})", re.IGNORECASE)
_FORECAST = re.compile(
    r"(?:dự kiến|phấn đấu|sẽ|cam kết)(?: \w+){0,3} (?:hoàn thành|hoàn tất|xong)(?: \w+){0,3}?\s*(?:vào|trong|"
    r"trước)?\s*(?:ngày)?\s*:?\s*"
    r"(?P<when>(?:ngày |tháng |quý )?[\dIV][\w/. -]{0,24})",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class Progress:
    """What one answer says; texts are empty where it says nothing."""

    status: Status
    percent: int | None = None
    result: str = ""
    evidence: str = ""
    difficulty: str = ""
    proposal: str = ""
    forecast: date | None = None


def read_progress(text: str, title: str = "") -> Progress | Wording:
    """What `text` says of the task called `title`; a sentence saying why when its status is not certain."""
    fields = _fields(_without_title(text, title))
    told = "\n".join(one for one in (fields["status"], fields["result"]) if one)
    stated = fields["status"] or told
    percent = _percent(fields["percent"] or told, bool(fields["percent"]))
    if _DOUBTFUL.search(stated):
        return wording("Lời báo cáo còn phỏng đoán hoặc là câu hỏi.")
    statuses = _statuses(stated)
    status = _one_status(statuses, percent, told_as_number=bool(fields["percent"]))
    if isinstance(status, Wording):
        return status
    return Progress(
        status=status,
        percent=percent,
        result=(fields["result"] or fields["status"]).strip(),
        evidence=fields["evidence"] or "; ".join(dict.fromkeys(_EVIDENCE.findall(told))),
        difficulty=fields["difficulty"],
        proposal=fields["proposal"],
        forecast=_forecast(fields["forecast"], told),
    )


def says_a_status(text: str) -> bool:
    """True when there are words of progress in `text`, whatever they are about."""
    return bool(_statuses(text)) or bool(_PERCENT.search(text))


def _without_title(text: str, title: str) -> str:
    """An answer often repeats the task's title, and titles are full of words of progress."""
    if not title.strip():
        return text
    pattern = r"\s+".join(map(re.escape, title.split()))
    return re.sub(pattern, "", text, flags=re.IGNORECASE).strip(" \t\n:：–—-")


def _fields(text: str) -> dict[Place, str]:
    """The text after each label; what stands before the first is the result.

    A short sentence that states how things stand, before a result with a label of its own, is the status and no more.
    """
    fields: dict[Place, str] = dict.fromkeys(_LABELS, "")
    found = list(_LABEL.finditer(text))
    before = text[: found[0].start()] if found else text
    for place, match in enumerate(found):
        until = found[place + 1].start() if place + 1 < len(found) else len(text)
        label = next(name for name in _LABELS if match[name])
        fields[label] = f"{fields[label]}\n{text[match.end() : until].strip()}".strip()
    if fields["result"] and not fields["status"] and says_a_status(before) and len(before.split()) <= SHORT_WORDS:
        fields["status"], before = before.strip(), ""
        fields["result"] = fields["result"][:1].upper() + fields["result"][1:]
    fields["result"] = f"{before.strip()}\n{fields['result']}".strip()
    return fields


def _statuses(text: str) -> set[Status]:
    bare = _BARE.get(text.strip(" .\n\t!;,*_").casefold())
    return {bare} if bare else set(_phrases(text))


def _phrases(text: str) -> Iterator[Status]:
    for match in _PHRASE.finditer(text):
        status = _PHRASES[int(str(match.lastgroup)[1:])][0]
        if status is not None:
            yield status


def _one_status(statuses: set[Status], percent: int | None, told_as_number: bool) -> Status | Wording:
    by_number = _by_number(percent) if told_as_number else None
    statuses = statuses | ({by_number} if by_number else set())
    if not statuses:
        return wording("Không thấy nói rõ tình trạng thực hiện.")
    if len(statuses) > 1:
        return wording("Có nhiều tình trạng trái nhau trong cùng một câu trả lời.")
    (status,) = statuses
    if percent is not None and (status == "completed") != (percent == 100) and status != "suspended":
        return wording("Tình trạng và tỷ lệ {percent}% không khớp nhau.", percent=percent)
    return status


def _by_number(percent: int | None) -> Status | None:
    if percent is None:
        return None
    return "completed" if percent == 100 else "in_progress" if percent else "not_started"


def _percent(text: str, labelled: bool) -> int | None:
    """The one share of the work that `text` states; None when there is none or more than one."""
    found = set()
    for match in _PERCENT.finditer(text):
        clause = re.split(r"[.;\n]", text[max(match.start() - 200, 0) : match.start()])[-1]
        if labelled or (_OF_WORK.search(clause) and not _OF_MONEY.search(clause)):
            found.add(int(match[1]))
    return found.pop() if len(found) == 1 and max(found) <= 100 else None


def _forecast(labelled: str, told: str) -> date | None:
    if labelled:
        return day_in(labelled)
    found = _FORECAST.search(told)
    return day_in(found["when"]) if found else None


def day_in(text: str) -> date | None:
    """The first day that `text` states; a month or a quarter means its last day; None when there is none."""
    with suppress(ValueError):
        if found := _DAY.search(text):
            day, month, year = (int(one) for one in found.groups() if one)
            return date(year, month, day)
        if found := _QUARTER.search(text):
            quarter = {"i": 1, "ii": 2, "iii": 3, "iv": 4}.get(found[1].lower()) or int(found[1])
            return _month_end(int(found[2]), quarter * 3)
        if found := _MONTH.search(text):
            month, year = (int(one) for one in found.groups() if one)
            return _month_end(year, month)
    return None


def _month_end(year: int, month: int) -> date:
    return date(year, month, monthrange(year, month)[1])
