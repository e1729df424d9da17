"""The words by which people say how a task stands, in Vietnamese and English, with their negations."""

import re
from collections.abc import Iterator
from typing import Literal
from unicodedata import combining, normalize

Status = Literal["not_started", "in_progress", "completed", "suspended", "nothing"]

_DOING = (
    r"triển khai|thực hiện|tiến hành|xây dựng|hoàn thiện|soạn thảo|lấy ý kiến|xin ý kiến|rà soát|tổng hợp|trình|"
    r"thẩm định|"
    r"phối hợp|làm|chuẩn bị|nghiên cứu|biên soạn|tham mưu|chờ|dự thảo|hoàn chỉnh|đôn đốc|tổ chức|chỉ đạo|kiểm tra|"
    r"in ấn|"
    r"phân bổ|đấu thầu|thi công|hướng dẫn|khảo sát|cập nhật|số hóa"
)
_PARTS = r"(?:(?:khoảng|được|gần|trên|hơn|ước|đạt)\s+)*"
_WHOLE = (  # what may follow "đã hoàn thành" when all of it is meant, and not a draft or a part
    r"[ ]*\t|\s*(?:$|[.,;:!\n()/]|[–—-]\s|toàn bộ|đầy đủ|xong|tốt|sớm|vượt|"
    r"(?:các |tất cả các )?nhiệm vụ|nội dung (?:này|được giao)|"
    r"đúng|trước|cùng|chung|"
    r"theo (?:kế hoạch|tiến độ|yêu cầu|quy định|đúng)|(?:vào |từ |trong )?(?:(?:ngày|tháng|quý|kỳ|năm)|20\d\d)\b|"
    r"và (?:báo cáo|"
    r"gửi|đã|ban hành))"
)
# In each place the first that fits counts, so that a negation stands before what it denies; None says nothing yet.
_VIETNAMESE: tuple[tuple[Status | None, str], ...] = (
    (
        None,
        r"(?:không|chưa) (?:có |phát sinh |gặp )+(?:\w+ ){0,2}(?:khó khăn|vướng mắc|tồn tại|kiến nghị|"
        r"đề xuất)(?: \w+){0,2}",
    ),
    (  # it is the report that is at work, not the task
        None,
        r"(?:vẫn |hiện |còn |đã và )?đang (?:được )?(?:tổng hợp|tập hợp|thu thập|chờ|đợi|hoàn thiện|soạn|làm|"
        r"chuẩn bị)(?: \w+){0,2} "
        r"(?:số liệu|báo cáo|ý kiến (?:sếp|lãnh đạo))|đang xin ý kiến (?:sếp|lãnh đạo)|"
        r"(?:vẫn |hiện |còn |đã và )?đang (?:được )?(?:tổng hợp|tập hợp|thu thập)(?! và)|"
        r"đang (?:chờ|đợi)(?: \w+){1,4} (?:gửi|báo cáo|cung cấp)",
    ),
    (
        "nothing",
        r"(?:không|chưa) (?:có )?(?:\w+ ){0,3}phát sinh(?: mới)?|không có (?:gì|nội dung|hoạt động|nhiệm vụ|công việc) "
        r"(?:mới|nào(?: mới)?|báo cáo|thực hiện)|"
        r"(?:không|chưa) có nội dung (?:báo cáo|thực hiện|phối hợp)|không có thay đổi|"
        r"không có gì (?:mới|thay đổi)",
    ),
    (
        "suspended",
        r"(?:đã |đang |phải |xin )?(?:tạm (?:dừng|hoãn|ngừng|đình chỉ|thời dừng)|(?:dừng|ngừng) (?:thực hiện|"
        r"triển khai|hẳn)|"
        r"bị đình chỉ|hoãn (?:lại|thực hiện|triển khai))",
    ),
    (
        "in_progress",
        r"(?:chưa|không thể|không|chưa thể) (?:\w+ ){0,2}?(?:hoàn thành|hoàn tất|xong|kết thúc)|chưa đạt (?:yêu cầu|"
        r"tiến độ|kế hoạch)",
    ),
    (
        "not_started",
        r"chưa (?:được |có điều kiện |thể )?(?:bắt đầu|triển khai|thực hiện|khởi động|tiến hành|khởi công|làm)"
        r"(?! (?:xong|đầy đủ|hết|đồng bộ|triệt để|tốt))|chưa (?:đến|tới) (?:kỳ|hạn|thời hạn|thời gian|"
        r"thời điểm)(?: \w+){0,3}",
    ),
    (
        "in_progress",
        r"(?:đã |mới )?(?:cơ bản|gần như|gần|sắp|bước đầu) (?:hoàn thành|xong)|(?:đã |mới )?hoàn thành (?:cơ bản|"
        r"một phần|bước đầu|phần lớn)|"
        r"mới (?:chỉ )?(?:hoàn thành|thực hiện|triển khai|làm|đạt)(?: được)?",
    ),
    ("completed", rf"(?:đã |mới )?(?:hoàn thành|thực hiện|đạt|xong) {_PARTS}100\s?%"),
    ("in_progress", rf"(?:đã |mới )?hoàn thành {_PARTS}(?:\d{{1,2}}(?:[.,]\d+)?\s?%|\d{{1,3}}/\d{{1,3}}(?!/))"),
    (
        "in_progress",
        rf"(?:vẫn |hiện |đã và )?đang (?:được )?(?:tiếp tục |tích cực |khẩn trương |chủ động |"
        rf"gấp rút )?(?:trong quá trình |"
        rf"trong giai đoạn |chỉ đạo |tổ chức |phối hợp )?(?:{_DOING})|(?:đã )?bắt đầu (?:triển khai|thực hiện)|"
        rf"(?:^|(?<=[.;,])|(?<=[.;,] )|hiện |sẽ )tiếp tục (?:triển khai|thực hiện|hoàn thiện)",
    ),
    (
        None,
        r"(?:dự kiến|phấn đấu|sẽ|cam kết|để|khi|nếu|kế hoạch|thời hạn|mục tiêu|mức độ|tỷ lệ|trước khi|hạn|nhằm|cần|"
        r"yêu cầu|"
        r"quyết tâm|đề nghị)(?: \w+){0,3} (?:hoàn thành|hoàn tất|xong)",
    ),
    (
        "completed",
        rf"đã (?:được )?(?:hoàn thành|hoàn tất|thực hiện xong|triển khai xong|làm xong|xong|kết thúc)(?={_WHOLE})|"
        r"hoàn thành (?:đúng|trước|vượt|sớm) (?:thời )?(?:hạn|tiến độ|kế hoạch)|\Axong(?=\s*[,.;(\n])|(?:^|"
        r"(?<=[.;:])|(?<=[.;:] ))hoàn thành(?=[ ]*\t|\s*(?:[.,;(\n]|$|(?:ngày |từ )?\d{1,2}/\d))",
    ),
)
_DONE = r"(?:completed?|finished|finali[sz]ed|accomplished|done)"
_ENGLISH: tuple[tuple[Status | None, str], ...] = (
    (
        None,
        r"no (?:major |significant |particular )?(?:difficult(?:y|ies)|obstacles?|problems?|issues?|challenges?|"
        r"proposals?)",
    ),
    (
        "nothing",
        r"nothing (?:new )?to report|nothing (?:new|this (?:period|quarter|month))|no (?:new )?(?:change|activit|"
        r"development|update)\w*"
        r"(?: (?:this|in the|in this|during the) \w+)?|not applicable|n/a",
    ),
    ("suspended", r"(?:has been |is |was |temporarily |put )*(?:suspended|on hold|postponed|paused|deferred)"),
    (
        "in_progress",
        rf"(?:not|n't|never|cannot be|could not be|yet to)(?: (?:yet|been|be|fully|entirely|all|it|them))* {_DONE}|"
        rf"incomplete|unfinished|"
        rf"(?:partly|partially|almost|nearly|mostly|largely|substantially|about to be|half) {_DONE}|{_DONE} in part",
    ),
    (
        "not_started",
        r"(?:not|n't)(?: (?:yet|been))* (?:started|begun|commenced|launched|initiated|implemented)|yet to (?:start|"
        r"begin|commence)|not yet due|"
        r"no work (?:has )?(?:been )?(?:started|done)",
    ),
    ("completed", rf"(?:(?:is|are|was|were|been|now) )*(?:100\s?%|fully|entirely) {_DONE}|{_DONE} (?:at |to )?100\s?%"),
    (
        "in_progress",
        rf"\d{{1,2}}(?:\.\d+)?\s?(?:%|per ?cent) (?:\w+ )?{_DONE}|{_DONE} (?:about |around |at |up to |to |"
        rf"approximately )?\d{{1,2}}(?:\.\d+)?\s?%",
    ),
    (
        None,
        rf"(?:will|shall|should|to|expects?|expected|plan(?:s|ned)?|scheduled|aims?|due|when|once|if|until|before|target(?:ed)?)"
        rf"(?: \w+){{0,3}}? (?:be )?(?:{_DONE}|completing|completion)|(?:expected|planned|target) completion",
    ),
    (
        "in_progress",
        r"in progress|on-?going|under ?way|in the process of|(?:is|are|still|currently|being) (?:being )?(?:implement|"
        r"carr|prepar|draft|"
        r"finali[sz]|work|develop|review|compil|collect|consult|coordinat|conduct)\w*(?: out)?|has (?:been )?started|"
        r"have started",
    ),
    (
        "completed",
        rf"(?:(?:has|have|had|is|are|was|were|been|all|now|already|we|task|fully|successfully) )+{_DONE}"
        rf"(?=\s*(?:$|[.,;:!\n()]|on\b|in\b|by\b|ahead|as (?:planned|required)|this\b|the (?:task|work|assignment)|"
        rf"all\b|and\b))|"
        rf"(?:^|(?<=[.;:–-])|(?<=[.;:–-] )){_DONE}(?=\s*(?:$|[.,;:!\n(]|on (?:time|schedule|\d)|"
        rf"in \w+ \d{{4}}|ahead|as planned))",
    ),
)
_BARE: dict[str, Status] = {
    "hoàn thành": "completed",
    "đã hoàn thành": "completed",
    "đã xong": "completed",
    "xong": "completed",
    "đã thực hiện xong": "completed",
    "đang thực hiện": "in_progress",
    "đang triển khai": "in_progress",
    "đang làm": "in_progress",
    "chưa hoàn thành": "in_progress",
    "chưa xong": "in_progress",
    "chưa thực hiện": "not_started",
    "chưa triển khai": "not_started",
    "chưa làm": "not_started",
    "tạm dừng": "suspended",
    "không phát sinh": "nothing",
    "không có": "nothing",
    "không": "nothing",
    "không có gì": "nothing",
    "không có nội dung": "nothing",
    "ko": "nothing",
    "ko có": "nothing",
    "k có": "nothing",
    "chưa có gì": "nothing",
    "chưa có gì mới": "nothing",
    "0": "nothing",
    "completed": "completed",
    "complete": "completed",
    "done": "completed",
    "finished": "completed",
    "in progress": "in_progress",
    "ongoing": "in_progress",
    "not started": "not_started",
    "suspended": "suspended",
    "on hold": "suspended",
    "nothing": "nothing",
    "none": "nothing",
    "no change": "nothing",
}
_PERCENT_IN_WORDS = re.compile(r"(?<=\d) ?ph(?:ần|an) tr(?:ăm|am)\b", re.IGNORECASE)
_SHORT_NO = re.compile(r"(?<!\w)(?:ko|hok|kg)(?!\w)", re.IGNORECASE)
_DOUBTFUL = re.compile(
    r"không (?:rõ|biết|chắc)|chưa (?:rõ|biết|xác định)|hình như|có lẽ|có thể (?:đã|là)|chắc là|hay chưa|chưa\s*\?|"
    r"\?\s*$|"
    r"\b(?:not sure|unsure|perhaps|maybe|possibly|might have|i think|probably)\b",
    re.IGNORECASE,
)


def bare_letters(text: str) -> str:
    """The text without diacritics, as people type it who have no Vietnamese keyboard; case and length of words stay."""
    return "".join(one for one in normalize("NFD", text.replace("đ", "d").replace("Đ", "D")) if not combining(one))


def _compiled(phrases: tuple[tuple[Status | None, str], ...]) -> re.Pattern[str]:
    named = (f"(?P<p{place}>(?<!\\w)(?:{words})(?!\\w))" for place, (_, words) in enumerate(phrases))
    return re.compile("|".join(named), re.IGNORECASE | re.MULTILINE)


_UNMARKED = tuple((status, bare_letters(words)) for status, words in _VIETNAMESE)
_MARKED_PHRASES, _UNMARKED_PHRASES, _ENGLISH_PHRASES = map(_compiled, (_VIETNAMESE, _UNMARKED, _ENGLISH))
_BARE_UNMARKED = {bare_letters(words): status for words, status in _BARE.items()}


def statuses_in(text: str) -> set[Status]:
    """Every status that `text` states."""
    text = _SHORT_NO.sub("khong" if text.isascii() else "không", _PERCENT_IN_WORDS.sub("%", text))
    alone = text.strip(" .\n\t!;,*_-–").casefold()
    bare = _BARE.get(alone) or (_BARE_UNMARKED.get(alone) if alone.isascii() else None)
    if bare:
        return {bare}
    if text.isascii():
        return {*_told(text, _UNMARKED_PHRASES, _UNMARKED), *_told(text, _ENGLISH_PHRASES, _ENGLISH)}
    return set(_told(text, _MARKED_PHRASES, _VIETNAMESE)) or set(_told(text, _ENGLISH_PHRASES, _ENGLISH))


def is_doubtful(text: str) -> bool:
    """True for a guess or a question."""
    return bool(_DOUBTFUL.search(text))


def _told(text: str, pattern: re.Pattern[str], phrases: tuple[tuple[Status | None, str], ...]) -> Iterator[Status]:
    for match in pattern.finditer(text):
        status = phrases[int(str(match.lastgroup)[1:])][0]
        if status is not None:
            yield status
