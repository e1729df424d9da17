"""The end of a letter: closing words and the name stay; title blocks, telephone numbers and disclaimers go."""

import re

_DELIMITER = re.compile(r"^\s*(?:--|—|–|__)\s*$|^\s*-- \S.*$")
_DEVICE = re.compile(
    r"^\W*(?:sent from (?:my|typeapp|the|a|outlook|yahoo|mail|samsung|windows|proton)|get outlook for|sent via|"
    r"sent with|"
    r"được gửi từ|đã gửi từ|gửi từ (?:iphone|ipad|điện thoại|thiết bị|yahoo|outlook|samsung|zalo)|"
    r"tải (?:xuống )?outlook|envoyé (?:de mon|à partir de)|gesendet von|von meinem .{2,30} gesendet|"
    r"enviado desde mi|verzonden vanaf|"
    r"download (?:the )?.{0,20}app|skickat från min|inviato da)[^,.<]{0,60}(?:<[^>]*>|[.])?$",
    re.IGNORECASE,
)
_CLOSING = re.compile(
    r"^\W*(?:trân trọng|kính thư|thân ái|thân mến|xin (?:chân thành )?cảm ơn|best|best regards|kind regards|regards|"
    r"warm regards|sincerely|cheers|thanks|thank you|many thanks|respectfully)\b.{0,40}$",
    re.IGNORECASE,
)
_TITLE_BLOCK = re.compile(
    r"^\W*(?:đt|điện thoại|sđt|di động|tel|telephone|phone|mobile|cell|fax|email|e-mail|web(?:site)?|địa chỉ|address|"
    r"hotline|zalo|skype)\b\.?\s*[:：]|^\W*(?:https?://|www\.)\S+$|^\W*[\w.+-]+@[\w.-]+\W*$|"
    r"^\W*\+?[\d(][\d ().-]{7,}\W*$|"
    r"^\W*(?:(?:phó )?(?:chánh|trưởng|giám đốc|chủ tịch|cục trưởng|vụ trưởng|tổng cục trưởng)|chuyên viên|"
    r"cán bộ)\b.{0,80}$",
    re.IGNORECASE,
)
_DISCLAIMER = re.compile(
    r"(?:this (?:e-?mail|message)(?: \(?and any attachments?\)?)?.{0,60}(?:confidential|intended)|"
    r"confidentiality notice|"
    r"disclaimer:|(?:thư|email|e-mail|thông tin)(?: điện tử)? này.{0,80}(?:bảo mật|mật|chỉ dành cho))",
    re.IGNORECASE,
)


def without_signature(text: str) -> str:
    """`text` without its signature, device line and disclaimer, and without what stands under them."""
    lines = text.strip().splitlines()
    for place, line in enumerate(lines):
        if _DELIMITER.match(line) or _DEVICE.match(line) or _DISCLAIMER.search(line):
            lines = lines[:place]
            break
    return "\n".join(_without_title_block(lines)).strip()


def _without_title_block(lines: list[str]) -> list[str]:
    """After closing words and one line for the name, what looks like a visiting card goes."""
    closing = next((place for place in range(len(lines) - 1, -1, -1) if _CLOSING.match(lines[place])), None)
    if closing is None:
        return lines
    for place in range(closing + 1, len(lines)):
        if _TITLE_BLOCK.search(lines[place]):
            return lines[:place]
    return lines


def without_closing(text: str) -> str:
    """`text` up to its closing words, for whoever wants only what is said."""
    lines = text.splitlines()
    for place, line in enumerate(lines):
        if place and _CLOSING.match(line):
            return "\n".join(lines[:place]).strip()
    return text.strip()
