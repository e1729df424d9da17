"""What servers and offices add to every letter: disclaimers, notices, and warnings over it."""

import re

LONGEST_WARNING = 300  # characters
MARKS = 3  # of a disclaimer, which make one
_WARNING = re.compile(
    r"^\W*(?:cảnh báo|lưu ý|chú ý|caution|warning|external|notice)\b.{0,200}(?:bên ngoài|external|outside|liên kết|"
    r"đính kèm|mật khẩu|links?|attachments?|passwords?)",
    re.IGNORECASE,
)
# Of lines in small letters.
_DISCLAIMER = re.compile(
    # en
    r"(?:this|the information (?:contained )?in this) (?:e-?mail|message|communication|transmission)"
    r"(?: message)?(?: \(?(?:and|including|with)[^.]{0,60}?attach\w+\)?)?.{0,80}(?:confidential|intended (?:only|"
    r"solely|exclusively|for)|privileged)|"
    r"^\W*(?:confidentiality (?:notice|note)|legal disclaimer|disclaimer)\s*:|"
    r"(?:consider|think of) the environment before printing|virus-free|has been (?:checked|scanned) (?:for|by)|"
    # vi
    r"(?:thư|email|e-mail|thông tin|tin nhắn)(?: điện tử)? này.{0,80}(?:bảo mật|bí mật|"
    r"(?:thông tin|tài liệu|độ) mật(?! ong| độ| mía)|chỉ dành cho|dành riêng cho)|"
    r"(?:thư|email|e-mail|tin nhắn)(?: điện tử)?(?: này)? (?:đã |được )+(?:quét|kiểm tra|rà quét|rà soát).{0,60}"
    r"(?:vi-?rút|virus|mã độc)|"
    r"(?:không|đừng) (?:trả lời|phản hồi)(?: trực tiếp| lại)* (?:vào )?(?:thư|email|e-mail|tin nhắn)(?: điện tử)? này|"
    r"(?:do not|don't) reply (?:directly )?to this|"
    r"(?:tuyên bố|lưu ý|thông báo) (?:về )?bảo mật\s*:|(?:môi trường|bảo vệ rừng).{0,40}trước khi in|"
    r"(?:cân nhắc|suy nghĩ).{0,30}trước khi in|^\W*không (?:có|chứa) vi-?rút\W*$|"
    r"(?:không (?:có|chứa) vi-?rút?).{0,40}(?:avast|avg|www)|"
    # fr, de, es, pt, it, nl, ru
    r"ce (?:message|courriel|mail).{0,90}(?:confidentiel|destin)|diese (?:e-?mail|nachricht).{0,90}(?:vertraulich|"
    r"bestimmt)|"
    r"este (?:mensaje|correo|e-?mail).{0,90}confidencial|(?:esta mensagem|este e-?mail).{0,90}confidencia|"
    r"questo messaggio.{0,90}(?:riservat|confidenzial)|dit (?:bericht|e-?mail).{0,90}(?:vertrouwelijk|bestemd)|"
    r"(?:это|данное) (?:сообщение|письмо).{0,90}конфиденциальн",
)
# What disclaimers speak of in whatever words, each in a group of its own; people who answer speak of one at most.
_OF_DISCLAIMERS = re.compile(
    r"((?:thư|email|e-mail|thông điệp|tin nhắn)(?: điện tử)? này|(?:this|the) (?:e-?mail|message|communication))|"
    r"((?:không phải|phải) (?:là )?(?:người|đối tượng|địa chỉ) (?:được )?nhận|intended recipient|recipient)|"
    r"(\bnhầm|in error|mistake)|"
    r"(\bx[oóò][aáà]|hủy bỏ|\bdelete|destroy)|"
    r"(tiết lộ|phát tán|sao chép|disclos|disseminat|distribut|copying)|"
    r"(nội bộ|bảo mật|bí mật|thông tin mật(?! ong)|riêng tư|confidential|privileged|proprietary)"
)
SHORTEST = 40  # characters


def is_disclaimer(line: str) -> bool:
    """Whether a line, which may be a whole paragraph, is a disclaimer or a notice, in words known or in any."""
    said = line[:1000].lower()
    if _DISCLAIMER.search(said):
        return True
    return len(said) >= SHORTEST and len({found.lastindex for found in _OF_DISCLAIMERS.finditer(said)}) >= MARKS


def is_warning(line: str) -> bool:
    """Whether a line is what a gateway sets over a letter from outside."""
    return len(line) <= LONGEST_WARNING and bool(_WARNING.match(line))
