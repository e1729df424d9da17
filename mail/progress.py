"""The words of an answer to one task: status, percent, result, evidence, difficulty, proposal, forecast."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from language.wording import Wording, wording
from mail.answer_fields import Fields, fields_of
from mail.stated_days import day_in
from mail.status_words import Status, is_doubtful, statuses_in

__all__ = ["Progress", "ProgressUnsure", "Status", "read_progress", "says_a_status"]

LONGEST = 20_000  # characters said of one task
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
_INTRODUCES = re.compile(
    r"[^\n:;]{0,200}?\b(?:như sau|sau đây|dưới đây|nhu sau|as follows)[ \t]*[:：][ \t]*\n?", re.IGNORECASE
)
_EVIDENCE = re.compile(
    r"(?:Quyết định|Công văn|Kế hoạch|Tờ trình|Báo cáo|Thông tư|Nghị quyết|Nghị định|Thông báo|Văn bản|Hướng dẫn|"
    r"Chỉ thị|"
    r"Biên bản|Hợp đồng|Quy định|Chương trình|Quyết nghị|Giấy mời|Decision|Circular|Plan|Official Letter|Dispatch|"
    r"Report|Resolution|"
    r"Directive|QĐ|CV|KH|TTr|BC|TB)\s+(?:(?:số|No\.?)\s*:?\s*)?\d+\w*/[\w/Đ&-]*\w"
    r"(?:,?\s+(?:ký\s+)?(?:ngày|dated|of)\s+(?:\d{1,2}(?:[/.-]\d{1,2}[/.-]\d{4}|\s+tháng\s+\d{1,2}\s+năm\s+\d{4}|\s+\w+\s+\d{4})|"
    r"\w+\s+\d{1,2},?\s+\d{4}))?",
    re.IGNORECASE,
)
_ORDERED = re.compile(
    r"(?:thực hiện|căn cứ|triển khai|trả lời|phúc đáp|theo|tại|implement\w*|under)\s*$", re.IGNORECASE
)
_FORECAST = re.compile(
    r"(?:(?:dự kiến|phấn đấu|sẽ|cam kết|hẹn)(?: \w+){0,4}? (?:hoàn thành|hoàn tất|xong|ban hành|trình)|"
    r"(?:will|shall|expected|planned|scheduled|due)(?: \w+){0,3}? (?:completed?|finish(?:ed)?|done|completion))"
    r"(?: \w+){0,3}?\s*(?:vào|trong|trước|đến|by|on|in|before)?\s*(?:ngày)?\s*:?\s*"
    r"(?P<when>(?:ngày |tháng |quý |q)?[\dIV][\w/. -]{0,24}|(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|"
    r"dec)[\w, ]{0,24})",
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


@dataclass(frozen=True)
class ProgressUnsure:
    """Why the status is not certain, and what would be recorded if the likeliest one were meant."""

    why: Wording
    likely: Progress | None


def read_progress(
    text: str, title: str = "", *, coordinating: bool = False, on: date | None = None
) -> Progress | ProgressUnsure:
    """What `text` says of the task called `title`, or why that is not certain.

    `on` is the day of the letter, for days that it states without a year. A coordinating agency is asked only for
    what it did: words of work done are then work in progress.
    """
    fields = fields_of(_without_introduction(_without_title(text[:LONGEST], title)))
    told = "\n".join(one for one in (fields["status"], fields["result"]) if one)
    stated = fields["status"] or told
    labelled = fields["percent"] or _stated_percent(told)
    as_number = bool(labelled)
    percent = _percent(labelled or told, as_number)
    statuses = statuses_in(stated) | (statuses_in(fields["percent"]) if fields["percent"] else set())
    if not statuses and coordinating and _WORKED.search(told):
        statuses = {"in_progress"}
    why = _doubt(statuses, percent, stated, told_as_number=as_number)
    if statuses == {"completed"} and _is_done_in_part(told):
        why = wording("Có nhiều tỷ lệ khác nhau.")
    by_number = _by_number(percent) if as_number else None
    status = next(iter(statuses), by_number) if len(statuses) < 2 else None
    if why is None and status is not None:
        return _progress(status, percent, fields, told, on)
    likely = status or _likely(statuses, percent, told)
    return ProgressUnsure(why or _NOT_SAID, _progress(likely, percent, fields, told, on) if likely else None)


def _stated_percent(told: str) -> str:
    """The share that is said to be how far the whole task is; empty when none is, or two are."""
    found = {one["first"] or one["second"] or one["third"] for one in _STATED_PERCENT.finditer(told)}
    return found.pop() if len(found) == 1 else ""


def says_a_status(text: str) -> bool:
    """True when there are words of progress in `text`, whatever they are about."""
    text = text[:LONGEST]
    return bool(statuses_in(text)) or bool(_PERCENT.search(text))


def _progress(status: Status, percent: int | None, fields: Fields, told: str, on: date | None) -> Progress:
    result = "\n".join(one for one in (fields["result"] or fields["status"], fields["plan"]) if one)
    return Progress(
        status=status,
        percent=percent,
        result=result.strip(),
        evidence=fields["evidence"] or _evidence(told),
        difficulty=fields["difficulty"],
        proposal=fields["proposal"],
        forecast=_forecast(fields["forecast"], told, on),
    )


_NOT_SAID = wording("Không thấy nói rõ tình trạng thực hiện.")
_WORKED = re.compile(
    r"(?<!không )(?<!chưa )\b(?:đã|có)\s+(?:\w+\s+){0,2}?"
    r"(?:phối hợp|tham gia|góp ý|cử|cho ý kiến|cung cấp|hỗ trợ|ban hành|tổ chức|gửi|"
    r"hướng dẫn|tuyên truyền)",
    re.IGNORECASE,
)
_ISSUED = re.compile(r"\bđã\s+(?:được\s+)?(?:\w+\s+){0,2}?(?:ban hành|phê duyệt|công bố|ký)\b", re.IGNORECASE)


_OF_OTHERS = re.compile(
    r"\b(?:các|những|cac|nhung) (?:tỉnh|huyện|xã|đơn vị|địa phương|sở|hội|cơ quan|cục|vụ|viện|tinh|huyen|xa|don vi|"
    r"dia phuong|so|hoi|co quan|cuc|vu|vien)(?:,? \w+)? (?:khác|còn lại|kia|khac|con lai)\b",
    re.IGNORECASE,
)
_CORRECTS = re.compile(
    r"\b(?:(?:chưa|không) (?:chính xác|đúng)|(?:ghi|viết|gửi|báo cáo) nhầm|xin sửa|đính chính|cải chính|"
    r"ghi nham|xin sua|dinh chinh)\b",
    re.IGNORECASE,
)
_REPORTED_BEFORE = re.compile(
    r"\b(?:đã (?:gửi|báo cáo|nộp)|da (?:gui|bao cao|nop)|(?:report|reply)\b.{0,40}\b(?:went|sent)|"
    r"already (?:sent|reported))\b",
    re.IGNORECASE,
)
_OF_A_PART = re.compile(r"\d\s?%\s+(?:phần|khối lượng|phan)(?: việc| viec)? (?:của|cua)\b", re.IGNORECASE)
_ASKED_OF_THE_OFFICE = re.compile(
    r"\?|^\W*(?:xin ý kiến|kính chuyển|chuyển|nhờ|đề nghị|cho hỏi|văn phòng cho|các anh|anh chị|nho|de nghi|cho hoi)\b",
    re.IGNORECASE,
)


def _doubt(statuses: set[Status], percent: int | None, stated: str, *, told_as_number: bool) -> Wording | None:
    if is_doubtful(stated):
        return wording("Lời báo cáo còn phỏng đoán hoặc là câu hỏi.")
    if statuses and _OF_OTHERS.search(stated):
        return wording("Có nói về tình trạng của đơn vị khác.")
    if statuses and _CORRECTS.search(stated):
        return wording("Có nói lại lời báo cáo trước đó.")
    if statuses == {"nothing"} and _REPORTED_BEFORE.search(stated):
        return wording("Có nhắc đến báo cáo đã gửi trước.")
    if percent is not None and _OF_A_PART.search(stated):
        return wording("Tỷ lệ {percent}% có thể chỉ của một phần việc.", percent=percent)
    by_number = _by_number(percent) if told_as_number else None
    statuses = statuses | ({by_number} if by_number else set())
    if not statuses:
        return _NOT_SAID
    if len(statuses) > 1:
        return wording("Có nhiều tình trạng trái nhau trong cùng một câu trả lời.")
    (status,) = statuses
    if percent is not None and not _agree(status, percent):
        return wording("Tình trạng và tỷ lệ {percent}% không khớp nhau.", percent=percent)
    return None


def _agree(status: Status, percent: int) -> bool:
    return status == "suspended" or status == _by_number(percent) or (status == "nothing" and not percent)


def _likely(statuses: set[Status], percent: int | None, told: str) -> Status | None:
    """What a person who reads it would put first, for the office to confirm; None when nothing points anywhere."""
    if percent is not None:
        return _by_number(percent)
    if statuses:
        return "in_progress" if "in_progress" in statuses or len(statuses) > 1 else next(iter(statuses))
    if _ISSUED.search(told):
        return "completed"
    if _ASKED_OF_THE_OFFICE.search(told):
        return None
    return "in_progress" if _WORKED.search(told) or len(told.split()) > 12 else None


def _without_title(text: str, title: str) -> str:
    """An answer often repeats the task's title, and titles are full of words of progress."""
    if not title.strip():
        return text
    pattern = r"\s+".join(map(re.escape, title.split()))
    return re.sub(pattern, "", text, flags=re.IGNORECASE).strip(" \t\n:：–—-")


def _without_introduction(text: str) -> str:
    """Without "Sở báo cáo kết quả như sau:" over what is reported."""
    found = _INTRODUCES.match(text)
    return text if found is None or says_a_status(found.group()) else text[found.end() :]


def _by_number(percent: int | None) -> Status | None:
    if percent is None:
        return None
    return "completed" if percent == 100 else "in_progress" if percent else "not_started"


def _percent(text: str, labelled: bool) -> int | None:
    """The one share of the work that `text` states; None when there is none or more than one."""
    found = {share for share, clause in _shares(text) if labelled or _OF_WORK.search(clause)}
    return found.pop() if len(found) == 1 and max(found) <= 100 else None


def _shares(text: str) -> Iterator[tuple[int, str]]:
    """The shares in `text` that are not of money, each with the words of its clause before it."""
    for match in _PERCENT.finditer(text):
        clause = re.split(r"[.;\n]", text[max(match.start() - 200, 0) : match.start()])[-1]
        if not _OF_MONEY.search(clause):
            yield int(match[1]), clause


def _is_done_in_part(told: str) -> bool:
    """Whether parts of the task have shares of their own, "Phần 1: 100%. Phần 2: 20%"."""
    named = {
        share for share, clause in _shares(told) if clause.rstrip().endswith((":", "：")) or _OF_WORK.search(clause)
    }
    return len(named) > 1


def _evidence(told: str) -> str:
    """The documents that are named as done; not those that ordered it."""
    found = (match for match in _EVIDENCE.finditer(told) if not _ORDERED.search(told[: match.start()][-20:]))
    return "; ".join(dict.fromkeys(" ".join(match.group().split()) for match in found))


def _forecast(labelled: str, told: str, on: date | None) -> date | None:
    if labelled:
        return day_in(labelled, on)
    found = _FORECAST.search(told)
    return day_in(found["when"], on) if found else None
