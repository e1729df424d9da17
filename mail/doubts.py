"""Why words about a task are not certain, and what a person who reads them would put first."""

import re

from language.wording import Wording, wording
from mail.shares import is_done_in_part, status_by
from mail.status_words import Status, is_doubtful

NOT_SAID = wording("Không thấy nói rõ tình trạng thực hiện.")
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
_COUNTS = re.compile(
    r"(?<![\d/.])(?<!ngày )(?<!tháng )(?<!hạn )(?<!quý )(?<!mục )"
    r"\d[\d.,]*(?:/\d+)?\s+(?!giờ|phút|gio|phut)[a-zà-ỹ]{2,}",
    re.IGNORECASE,
)
_LATER = re.compile(
    r"\b(?:sẽ|se|gửi|gui|mai|sáng|chiều|tuần (?:sau|tới)|thứ|dự kiến|chờ|xem|sau|lùi|dời)\b", re.IGNORECASE
)
_ASKED_OF_THE_OFFICE = re.compile(
    r"\?|^\W*(?:xin ý kiến|kính chuyển|chuyển|nhờ|đề nghị|cho hỏi|văn phòng cho|các anh|anh chị|nho|de nghi|cho hoi)\b",
    re.IGNORECASE,
)


def doubt(
    statuses: set[Status], percent: int | None, stated: str, told: str, *, told_as_number: bool
) -> Wording | None:
    """Why it is not certain that a task stands so; None when it is. `stated` are the words on how it stands, `told` all
    of them; `told_as_number`: the share is said to be that of the whole task."""
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
    if statuses == {"completed"} and is_done_in_part(told):
        return wording("Có nhiều tỷ lệ khác nhau.")
    by_number = status_by(percent) if told_as_number else None
    statuses = statuses | ({by_number} if by_number else set())
    if not statuses:
        return NOT_SAID
    if len(statuses) > 1:
        return wording("Có nhiều tình trạng trái nhau trong cùng một câu trả lời.")
    (status,) = statuses
    if percent is not None and not _agree(status, percent):
        return wording("Tình trạng và tỷ lệ {percent}% không khớp nhau.", percent=percent)
    return None


def _agree(status: Status, percent: int) -> bool:
    return status == "suspended" or status == status_by(percent) or (status == "nothing" and not percent)


def likely(statuses: set[Status], percent: int | None, told: str) -> Status | None:
    """What a person who reads it would put first, for the office to confirm; None when nothing points anywhere."""
    if percent is not None:
        return status_by(percent)
    if statuses:
        return "in_progress" if "in_progress" in statuses or len(statuses) > 1 else next(iter(statuses))
    if _ISSUED.search(told):
        return "completed"
    if _ASKED_OF_THE_OFFICE.search(told):
        return None
    worked = _WORKED.search(told) or (_COUNTS.search(told) and not _LATER.search(told))
    return "in_progress" if worked or len(told.split()) > 12 else None


def says_work_done(told: str) -> bool:
    """Whether it tells of work that was done, with or without saying how the task stands."""
    return bool(_WORKED.search(told))
