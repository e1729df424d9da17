"""Phrases that name a sort of bodies and nobody in particular: "các Bộ, ngành", "đơn vị liên quan", "doanh nghiệp"."""

import re
from functools import lru_cache

from language.text import fold, tidy

PLURAL = re.compile(r"^(?:(?:tất cả|toàn bộ|hầu hết) các|các|những|một số|toàn thể|mọi)\s+", re.IGNORECASE)
COMMITTEES = re.compile(
    r"^(?:ubnd|ủy ban nhân dân|uỷ ban nhân dân)\s+(?:(?:các|cấp|những)\s+|(?=(?:xã|phường|thị trấn"
    r"|đặc khu|huyện|quận)\b))",
    re.IGNORECASE,
)
CONCERNED = re.compile(r"\b(?:liên quan|liên đới|hữu quan)\W*$", re.IGNORECASE)
_REMARK = re.compile(r"\s*\([^()]*\)\s*$")
_NOUNS = (
    "bộ|ngành|bộ ngành|cơ quan|đơn vị|địa phương|tổ chức|đoàn thể|hội|hiệp hội|doanh nghiệp|tập đoàn"
    "|tổng công ty|công ty|sở|ban"
    "|ban ngành|phòng|phòng ban|viện|viện nghiên cứu|trường|trường đại học|đại học|chủ thể|tỉnh"
    "|thành phố|hợp tác xã|đối tác|cấp|xã"
    "|phường|đặc khu|thị trấn|huyện|quận|lực lượng|hội đoàn thể|cơ sở|khoa|vụ|cục|tổng cục|chi cục"
    "|trung tâm|nhà trường|nhà đầu tư"
    "|chủ đầu tư|hộ kinh doanh|người dân|nông dân|cá nhân|ngân hàng thương mại|tổ chức tín dụng|báo|đài"
    "|cơ quan báo chí|thành viên"
    "|ngành dọc|bên|cấp ủy|tổ chức đảng|tổ chức chính trị - xã hội|tổ chức chính trị-xã hội"
    "|liên hiệp hội|thôn|bản|tổ dân phố"
    "|nhà máy|bệnh viện|học viện|cộng đồng|nhà cung cấp|nhà thầu|chủ tịch|giám đốc|thủ trưởng"
    "|người đứng đầu|thôn bản|chuyên gia"
    "|nhà khoa học"
)
_NOUN = (
    f"(?!xã hội)(?>{'|'.join(sorted(_NOUNS.split('|'), key=len, reverse=True))})"  # the longest, and no second thought
)
_GENERIC = re.compile(rf"{_NOUN}(?:(?:,\s*|/|\s*-\s*){_NOUN}|(?-i:\s{_NOUN}))*(?=$|\s|,)", re.IGNORECASE)
_PLURAL_GENERIC = re.compile(rf"{_NOUN}(?:(?:\s|,\s*|/|\s*-\s*){_NOUN})*(?=$|\s|,)", re.IGNORECASE)
_STANDS_FOR = {"LQ": "liên quan", "DN": "doanh nghiệp", "ĐV": "đơn vị", "CQ": "cơ quan"}
_SHORT = re.compile(rf"\b(?:{'|'.join(_STANDS_FOR)})\b")
_AND_SO_ON = re.compile(r"v\.?\s?v\.{0,3}|vân vân|…|\.\.\.", re.IGNORECASE)
_NAME_WORDS = (
    r"Bộ|Sở|UBND|UB|Ủy ban|Uỷ ban|Tổng|Hội|TW|TƯ|Trung ương|Đài|Ngân hàng|Thanh tra|Văn phòng|VP|VPĐP"
    r"|Ban|BQL|BCĐ|Liên minh|Tập đoàn"
    r"|Công ty|Công an|Viện|Trường|Cục|Chi cục|Thành phố|Tỉnh|Trung tâm|TT|Mặt trận|MTTQ|Liên đoàn"
    r"|Thông tấn|Hiệp hội|Đoàn|Học viện"
    r"|Kho bạc|Thuế|Hải quan|Bảo hiểm|Tòa án|Toà án|Viện kiểm sát|Quỹ|Báo|Phòng|Vụ|Khoa|Đại học|ĐH|HĐND"
    r"|Hội đồng|Liên hiệp|Đảng ủy"
    r"|Tỉnh ủy|Thành ủy|Bệnh viện|Nhà xuất bản|Thống kê|Tạp chí|Tổ công tác|Quân khu|BCH|Bưu điện|Xã"
    r"|Phường|Huyện|Quận|Đặc khu"
)
NAME_HEADS = re.compile(rf"(?!Xã hội)(?:{_NAME_WORDS})(?=\s|$)")
_BODY = re.compile(
    rf"(?:{NAME_HEADS.pattern})\s+(?!(?:Ngành|Đoàn thể)\b)"
    r"(?:[A-ZĐÀ-Ỹ]|(?:tỉnh|thành phố|cấp|các|xã hội|nhân dân)\b|(?:xã|phường|đặc khu)\s+[A-ZĐÀ-Ỹ])"
    r"|\b[A-ZĐ]{3,8}\s+(?:tỉnh|[A-ZĐ])|\b(?:SỞ|BỘ|BAN|HỘI|ỦY BAN|CÔNG AN|VĂN PHÒNG)\s+[A-ZĐÀ-Ỹ]"
)
_GOVERNING = "thuộc|của|do|với|tại|trên|theo|cho|về|từ|bởi|gửi|trình|giúp|cấp"
GOVERNS = re.compile(rf"\b(?:{_GOVERNING})$", re.IGNORECASE)  # the name after it is no body of its own
_NAME_HEADS_ANY = re.compile(rf"(?:[-+•*]\s*)?(?:các\s+)?(?:{_NAME_WORDS})(?=[\s:,;]|$)", re.IGNORECASE)


@lru_cache(4096)
def is_open(phrase: str) -> bool:
    """Whether a phrase names a sort of bodies, not one."""
    text = _SHORT.sub(lambda found: _STANDS_FOR[found[0]], tidy(phrase))
    if names_another(text):
        return False
    if _AND_SO_ON.fullmatch(text):
        return True
    if committees := COMMITTEES.match(text):
        return text[committees.end() :].islower()
    plural = PLURAL.match(text)
    rest = text[plural.end() :] if plural else text
    if CONCERNED.search(_REMARK.sub("", rest)):
        return plural is not None or _BODY.search(rest) is None
    noun = (_PLURAL_GENERIC if plural else _GENERIC).match(rest)
    if noun is None:
        return False
    after = _REMARK.sub("", rest[noun.end() :]).strip(" ,")
    if not after:
        return plural is not None or not _one_body(rest)
    if PLURAL.match(after):  # "Thủ trưởng các sở, ban, ngành"
        return is_open(after)
    if plural is not None:
        return after[0].islower() or fold(after).startswith("trung ương")
    return rest.islower()


def begins_with_name(text: str) -> bool:
    """Whether a phrase begins with one body's own name: "Bộ Công an", not "Bộ, ngành"."""
    return _BODY.match(text) is not None


def names_another(text: str) -> bool:
    """Whether a body stands in a phrase that does not begin with it: "các đơn vị liên quan, cùng với Sở Y tế"."""
    plural = PLURAL.match(text)
    starts = plural.end() if plural else 0
    inside = (found.start() for found in _BODY.finditer(text) if found.start() > starts)
    return any(not GOVERNS.search(text[:at].rstrip()) for at in inside)


def lists_sorts(phrase: str) -> bool:
    """Whether a phrase with commas is nothing but sorts of bodies: "Sở, ban, ngành", "các Hội, Hiệp hội"."""
    if names_another(phrase):
        return False
    plural = PLURAL.match(phrase)
    return (_PLURAL_GENERIC if plural else _GENERIC).fullmatch(phrase[plural.end() if plural else 0 :]) is not None


def _one_body(rest: str) -> bool:
    """A capital noun alone ("Ban", "Viện") may be the short name of one; "Sở, ban, ngành" is a list of sorts."""
    return (
        "," not in rest
        and " " not in rest.strip()
        and "/" not in rest
        and rest[:1].isupper()
        and NAME_HEADS.match(rest) is not None
    )


def begins_with_body(cell: str) -> bool:
    """Whether a cell begins as the name of a body, or of a sort of bodies, does."""
    text = cell.strip()
    return _NAME_HEADS_ANY.match(text) is not None or is_open(text.split("\n")[0])
