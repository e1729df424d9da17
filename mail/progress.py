"""The words of an answer to one task: status, percent, result, evidence, difficulty, proposal, forecast."""

import re
from dataclasses import dataclass
from datetime import date

from language.wording import Wording
from mail.answer_fields import Fields, fields_of
from mail.doubts import NOT_SAID, doubt, likely, says_work_done
from mail.shares import percent_of_work, stated_percent, states_a_share, status_by
from mail.stated_days import day_in
from mail.status_words import Status, statuses_in

__all__ = ["Progress", "ProgressUnsure", "Status", "read_progress", "says_a_status"]

LONGEST = 20_000  # characters said of one task
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
    labelled = fields["percent"] or stated_percent(told)
    as_number = bool(labelled)
    percent = percent_of_work(labelled or told, as_number)
    statuses = statuses_in(stated) | (statuses_in(fields["percent"]) if fields["percent"] else set())
    if not statuses and coordinating and says_work_done(told):
        statuses = {"in_progress"}
    why = doubt(statuses, percent, stated, told, told_as_number=as_number)
    by_number = status_by(percent) if as_number else None
    status = next(iter(statuses), by_number) if len(statuses) < 2 else None
    if why is None and status is not None:
        return _progress(status, percent, fields, told, on)
    likeliest = status or likely(statuses, percent, told)
    proposed = _progress(likeliest, percent, fields, told, on) if likeliest else None
    return ProgressUnsure(why or NOT_SAID, proposed)


def says_a_status(text: str) -> bool:
    """True when there are words of progress in `text`, whatever they are about."""
    text = text[:LONGEST]
    return bool(statuses_in(text)) or states_a_share(text)


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


def _evidence(told: str) -> str:
    """The documents that are named as done; not those that ordered it."""
    found = (match for match in _EVIDENCE.finditer(told) if not _ORDERED.search(told[: match.start()][-20:]))
    return "; ".join(dict.fromkeys(" ".join(match.group().split()) for match in found))


def _forecast(labelled: str, told: str, on: date | None) -> date | None:
    if labelled:
        return day_in(labelled, on)
    found = _FORECAST.search(told)
    return day_in(found["when"], on) if found else None
