"""The words that official documents put at the head of a column, and what a column so headed holds.

A whole head is matched, never a part: "TT" inside "Viettel" is no number. Each meaning has exact heads and longer ones;
an exact one wins. Sources of the forms: Decision 04/QĐ-BCĐTW-VPĐPNTM (2022); Resolutions 12/NQ-CP (2023) and 03/NQ-CP
(2025); plans 277/KH-UBND and 20-KH/BCĐ57 of Hanoi, letter 6582/SYT of its health department, and a draft of Lào Cai
(all 2026). The further synonyms are those of the same offices' usage.
"""

import re
from dataclasses import dataclass
from functools import lru_cache

from documents.time_expression import TimeHead
from language.text import fold

_LONGEST = 80
_MARKS, _SPACE, _STROKE = re.compile(r"[()\[\]:.]"), re.compile(r"\s+"), re.compile(r"\s*/\s*")
_WHO = "cơ quan|đơn vị|phòng|ban|sở|bộ|ngành|tổ chức|địa phương|bộ phận|cá nhân|chủ thể|cán bộ|người|lực lượng|cấp"
_BODIES = rf"(?:(?:các )?(?:{_WHO})(?:(?:, | và |/|-| hoặc )(?:các )?(?:{_WHO}))* )?"
_AND = r"(?:, |/| và | )"
_LEADS = (
    "chủ trì|thực hiện|đầu mối|chịu trách nhiệm|được giao|phụ trách|tham mưu|triển khai"
    "|được phân công|chủ quản|soạn thảo"
)
_HELPS = "phối hợp|cùng phối hợp|phối hợp cùng|tham gia|hỗ trợ|liên quan|cùng thực hiện|đồng thực hiện"
_WORK = "thực hiện|chính|tham mưu|triển khai|xây dựng|soạn thảo|trình|nhiệm vụ|xử lý|tổ chức thực hiện|báo cáo|chung"
_WHEN = "thời gian|thời hạn|tiến độ|thời điểm|hạn|mốc|lộ trình|kỳ hạn"
_OF_TIME = (
    "thực hiện|hoàn thành|hoàn tất|trình|ban hành|dự kiến|triển khai|thời gian|thời hạn|cuối|cuối cùng|xử lý|giải quyết"
    "|kết thúc|báo cáo|nộp|yêu cầu|quy định|cụ thể|tiến độ|nhiệm vụ|từ|đến|năm|tháng|quý|ngày|tổ chức"
)
_RESULT = "sản phẩm|kết quả|đầu ra"
_OF_RESULT = (
    "đầu ra|đầu ra chính|dự kiến|cần đạt|phải đạt|đạt được|yêu cầu|chính|hoàn thành|cụ thể|mong đợi"
    "|thực hiện|nhiệm vụ|chủ yếu|sản phẩm|kết quả|của nhiệm vụ|hình thức văn bản|phải hoàn thành|bàn giao"
)
_CONTENT = (
    "nội dung|nhiệm vụ|công việc|hoạt động|đề án|dự án|giải pháp|chương trình|chi tiết|nhóm|tên"
    "|danh mục|văn bản|đầu việc|cụ thể|chính|trọng tâm|chủ yếu|thực hiện|triển khai|nhóm nhiệm vụ"
    "|cần thực hiện|được giao|phân công|tổ chức"
)
_TARGET = "(?:tên )?(?:các )?(?:chỉ tiêu|chỉ số|mục tiêu)(?: chủ yếu| cụ thể| chính| đánh giá| phấn đấu| thực hiện)*"

_WATCHES = "theo dõi|đánh giá|giám sát|kiểm tra|đôn đốc|lãnh đạo|chỉ đạo|thẩm định|phê duyệt|kinh phí|thẩm tra|chữ ký"

# In the order of judgement: the first meaning with an exact head, else the first with a longer one.
_EXACT: list[tuple[str, str]] = [
    ("note", "ghi chú|chú thích|lưu ý"),
    ("money", "(?:tổng |dự toán |nguồn |khái toán |dự kiến )*(?:kinh phí|ngân sách|nguồn lực|nguồn vốn|vốn)(?: .*)?"),
    ("unit", "đơn vị tính|đvt|đơn vị đo|đ/v tính"),
    ("number", "tt|stt|s tt|số tt|số thứ tự|thứ tự|tt/stt|stt/tt|số|mục|no|#"),
    ("code", "mã|mã số|mã hiệu|mã định danh|ký hiệu|(?:mã|mã số|mã hiệu|ký hiệu"
        "|số hiệu)(?: của)? (?:nhiệm vụ|nv|công việc|đề án)"),
    ("both", rf"{_BODIES}chủ trì(?:{_AND}(?:thực hiện|cơ quan|đơn vị))*{_AND}{_BODIES}phối hợp(?:{_AND}(?:{_WORK}))*"),
    ("coordinating", rf"{_BODIES}(?:{_HELPS})(?:{_AND}(?:{_HELPS}|{_WORK}))*"),
    ("lead", rf"{_BODIES}(?:{_LEADS})(?:{_AND}(?:{_LEADS}|{_WORK}))*"),
    ("lead", "phân công(?: nhiệm vụ| thực hiện| trách nhiệm| chủ trì| công việc| cơ quan thực hiện"
        "| đơn vị thực hiện)*"),
    ("lead", "(?:trách nhiệm|tổ chức)(?: thực hiện| chính| chủ trì| của các cơ quan)+|trách nhiệm"),
    ("begins", "(?:thời gian |thời điểm |ngày |tháng |năm )*(?:bắt đầu|khởi động"
        "|khởi công)(?: thực hiện| triển khai)?"),
    ("begins", "(?:thời gian |thời hạn |tiến độ )?từ(?: ngày| tháng| quý| năm)?"),
    ("time", "(?:thời gian |thời hạn |tiến độ )?đến(?: ngày| tháng| quý| năm| hết)*"),
    ("time", rf"(?:{_WHEN})(?:{_AND}(?:{_OF_TIME}))*"),
    ("time", rf"(?:dự kiến )?(?:ngày|tháng|quý|năm) (?:hoàn thành|kết thúc|trình|đến hạn)"
        rf"|(?:dự kiến )?(?:{_WHEN}|hoàn thành)|kết thúc"),
    ("time", r"hoàn thành (?:trước|trong|vào|trước ngày|ngày)|(?:tổng )?số (?:ngày|tuần|tháng)(?: .*)?"
        r"|deadline|kế hoạch thời gian"),
    ("watch", rf"{_BODIES}(?:{_WATCHES})(?:{_AND}(?:{_WATCHES}))*"),
    ("level", "(?:cấp|cơ quan|nơi|thẩm quyền|cấp có thẩm quyền) (?:trình|ban hành|phê duyệt|quyết định"
        "|xem xét|thông qua|ký)(?:.*)|thẩm quyền"),
    ("product", rf"(?:dự kiến |yêu cầu (?:về )?)?(?:{_RESULT})(?:{_AND}(?:{_OF_RESULT}))*|hình thức văn bản|yêu cầu"),
    ("target", _TARGET),
    ("group", "(?:tên )?(?:nhóm|lĩnh vực|nhóm nhiệm vụ|nhóm nội dung|nhóm giải pháp|nhóm vấn đề"
        "|mảng công việc|nhóm công tác)"),
    ("title", rf"(?:{_CONTENT})(?:{_AND}(?:các )?(?:{_CONTENT}))*"),
    ("body", rf"(?:các )?(?:{_WHO})(?:(?:, | và |/)(?:{_WHO}))*"),
]  # fmt: skip
_LONGER: list[tuple[str, str]] = [
    ("watch", rf"(?:các )?(?:{_WHO}|lãnh đạo|đồng chí|chủ trì)\b.*\b(?:{_WATCHES})\b.*|(?:lãnh đạo|đồng chí)\b.*"),
    ("coordinating", rf"{_BODIES}(?:phối hợp|tham gia)\b.*"),
    ("lead", rf"{_BODIES}(?:chủ trì|thực hiện|đầu mối|được giao|chịu trách nhiệm|phụ trách)\b.*"),
    ("time", r"(?:.* )?(?:thời gian|thời hạn|tiến độ|thời điểm|hạn hoàn thành)\b.*|hoàn thành trước.*"),
    ("product", rf"(?:.* )?(?:{_RESULT})\b.*"),
    ("title", r"(?:.* )?(?:nội dung|nhiệm vụ|công việc|hoạt động|đề án|giải pháp)\b.*"),
    ("target", r"(?:.* )?(?:chỉ tiêu|mục tiêu)\b.*"),
]
_COMPILED = [
    (meaning, exact, re.compile(pattern))
    for exact, forms in ((True, _EXACT), (False, _LONGER))
    for meaning, pattern in forms
]


@dataclass(frozen=True)
class HeadMeaning:
    """What a head says its column holds, and whether in a form that is known whole."""

    meaning: str
    exact: bool


@lru_cache(4096)
def head_meaning(head: str) -> HeadMeaning | None:
    """What the head of a column means, None when it is no head that is known; a long text is no head."""
    key = head_key(head) if len(head) <= 2 * _LONGEST else ""
    if not key or len(key) > _LONGEST:
        return None
    return next((HeadMeaning(meaning, exact) for meaning, exact, form in _COMPILED if form.fullmatch(key)), None)


def head_key(head: str) -> str:
    """A head in one writing: folded, without brackets, "/" without spaces about it."""
    return _STROKE.sub("/", _SPACE.sub(" ", _MARKS.sub(" ", fold(head)))).strip(" ,-/")


def time_head(head: str) -> TimeHead:
    """What a head says of the times under it: what bare numbers count, and their year where it names exactly one."""
    key = head_key(head)
    found = re.search(
        r"\bsố (ngày làm việc|ngày|tuần|tháng)\b|\((ngày làm việc|ngày|tuần|tháng)\)", f"{key} {fold(head)}"
    )
    words = {"ngày làm việc": "working_day", "ngày": "day", "tuần": "week", "tháng": "month"}
    years = set(re.findall(r"(?<!\d)20\d{2}(?!\d)", head))
    return TimeHead(words[found[1] or found[2]] if found else None, int(years.pop()) if len(years) == 1 else None)
