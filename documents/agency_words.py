"""The words about names in cells of agencies: what heads a list, what a body does, which role a bracket says."""

import re

from documents.open_phrase import GOVERNS, NAME_HEADS

_UPPER = "(?-i:[A-ZĐÀ-Ỹ])"
_COMMITTEE = "ubnd|ủy ban nhân dân|uỷ ban nhân dân"
_SORTS = "bộ|sở|ban|ngành|tỉnh|thành phố|cơ quan|đơn vị|địa phương|xã|phường"
_GENERAL = "|tỉnh|thành phố|địa phương|cơ quan|đơn vị"
_COMMUNE = "(?:xã|phường|thị trấn|huyện|quận|thị xã|đặc khu)"

_LIST_OF = (
    rf"(?:(?:các|những)\s+)?(?P<head>bộ|sở|ban|{_COMMITTEE}{_GENERAL})"
    rf"(?:(?:,\s*|\s+|/)(?:các|và|trực thuộc|trung ương|{_SORTS}))*\s*:\s*"
)
_COMMUNES_OF = (
    rf"(?:{_COMMITTEE})\s+(?:các|những)\s+(?P<levels>{_COMMUNE}(?:\s*[,/]\s*{_COMMUNE})*)"
    rf"(?:\s*:\s*|\s+)(?={_UPPER})(?!(?-i:{NAME_HEADS.pattern}|[A-ZĐ]{{3}}|SỞ|BỘ))"
)
LIST_HEAD = re.compile(rf"^{_LIST_OF}", re.IGNORECASE)  # "Các Bộ: A, B"
COMMUNES_HEAD = re.compile(rf"^{_COMMUNES_OF}", re.IGNORECASE)  # "UBND các xã A, B"

SORTS_HEAD = re.compile(
    r"^(?P<sorts>(?:các|những)\s[^:,;()]{2,50}):\s*(?=\S)", re.IGNORECASE
)  # "Các doanh nghiệp: A, B"


def _later(head: str) -> re.Pattern[str]:
    """Where a list begins in the middle of a clause: behind a comma or "và"."""
    unnamed = re.sub(r"\?P<\w+>", "?:", head)
    return re.compile(rf",\s*(?:và\s+)?(?={unnamed})|(?<=\w)\s+và\s+(?={unnamed})", re.IGNORECASE)


LATER_LISTS = (_later(_LIST_OF.replace(_GENERAL, "")), _later(_COMMUNES_OF))

SEPARATOR = re.compile(
    r"\s*,\s*(?:và\s+)?|\s+(?:và|cùng với|cùng)\s+|(?<=\w)\s*/\s*(?=\w)|\s+[&+]\s+"
    rf"|\s+[-–]\s+(?=(?-i:{NAME_HEADS.pattern})|(?:các|những|đơn vị|cơ quan)\s)|\n(?={_UPPER}|(?:các|những|một số)\s)",
    re.IGNORECASE,
)
BULLET = re.compile(r"^\s*(?:[-–—+•*▪●]\s+|[-–—+•▪●]|\(?\d{1,2}[.)]\s+|[a-zđ]\)\s+)")
LEAD_IN = re.compile(
    r"^(?:và|cùng\s+với|cùng|phối\s+hợp\s+với|phối\s+hợp|với|đề\s+nghị|giao|gồm\s+có|bao\s+gồm|gồm|trong\s+đó|do)"
    r"(?:\s*:\s*|\s+)(?=\S)",
    re.IGNORECASE,
)
SENTENCE = re.compile(r"(?<=[a-zà-ỹđ)])\.\s+(?=[A-ZĐÀ-Ỹ]|các\s)")
ENDS_OPEN = re.compile(rf"(?:[,&/(–-]|\b(?:và|các|cùng|hoặc)|{GOVERNS.pattern.rstrip('$')})\s*$", re.IGNORECASE)
GLUED = re.compile(rf"\s+(?={NAME_HEADS.pattern}|các\s)")

_VERBS = (
    "chủ trì|phối hợp|triển khai|thực hiện|tham mưu|trực tiếp|hướng dẫn|theo dõi|đôn đốc|cung cấp"
    "|bố trí|tổng hợp|báo cáo"
    "|chịu trách nhiệm|làm đầu mối|là đầu mối|là cơ quan|đưa ra|đưa|xây dựng|rà soát|quản lý|vận hành|bảo đảm|đảm bảo"
    "|hoàn thành|tổ chức|đề xuất|ban hành|trình|thẩm định|kiểm tra|giám sát|hỗ trợ|tiếp nhận|phụ trách"
    "|chuẩn bị|đánh giá"
    "|công bố|cập nhật"
)
VERB = re.compile(rf"(?<=\s)(?:{_VERBS})\b")
TAIL = re.compile(rf"(?:{_VERBS}|tại|trên|theo|trong|để|khi|cho|về|thuộc|cùng|và)\b")
SERVED = re.compile(  # whom the work is for: no body that does it
    r"\b(?:tham mưu|trình|báo cáo|giúp|gửi)(?: cho| với)? (?:UBND|Ủy ban nhân dân|Thành ủy"
    r"|Tỉnh ủy)(?: tỉnh| [Tt]hành phố)?"
)
PERSON = re.compile(  # the head of a body stands for it: "Giám đốc Sở Y tế"
    r"^(?:(?:đồng chí|đ/c|ông|bà)\s+)?(?:giám đốc|thủ trưởng|chủ tịch|bộ trưởng|tổng giám đốc|cục trưởng|hiệu trưởng"
    r"|viện trưởng|lãnh đạo"
    r"|người đứng đầu|chủ nhiệm|trưởng|chánh(?=\s+(?:văn phòng|thanh tra)))\s+",
    re.IGNORECASE,
)
LEVEL_HEAD = re.compile(rf"(?:UBND|[UỦ][ỷy] ban nhân dân)\s+(?P<level>{_COMMUNE}|tỉnh|thành phố)(?=\s)", re.IGNORECASE)
COMMUNE = re.compile(_COMMUNE, re.IGNORECASE)
COMMUNE_NAME = re.compile(rf"(?i:{_COMMUNE})\s+{_UPPER}")  # "xã Ea Kar" answers by its people's committee
PLACE = re.compile(r"(?:tỉnh|thành phố|huyện|xã|phường|địa phương)\b", re.IGNORECASE)
LOCALITIES = re.compile(rf"(?:các\s+)?địa phương\s+(?={_UPPER})", re.IGNORECASE)  # "các địa phương Bắc Ninh, An Giang"
NOBODY = re.compile(r"(?:không(?: có)?|[-–—/.]+)", re.IGNORECASE)
EACH = re.compile(r"\b(?:các|những)\s+", re.IGNORECASE)
BRACKETS = re.compile(r"\s*\([^()]*\)\s*")
EITHER = re.compile(r"\bhoặc\b", re.IGNORECASE)
ROLE_IN_BRACKETS = re.compile(r"\(\s*(?:(?:cơ quan|đơn vị|để)\s+)?(phối hợp|chủ trì)\b", re.IGNORECASE)
ROLE_WORD = re.compile(r"(phối hợp|chủ trì)\b", re.IGNORECASE)
