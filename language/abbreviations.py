"""Abbreviations that official Vietnamese letters use inside names, and what they stand for."""

import re

_STANDS_FOR = {
    "UBND": "Ủy ban nhân dân",
    "HĐND": "Hội đồng nhân dân",
    "UBTW": "Ủy ban Trung ương",
    "TW": "Trung ương",
    "TƯ": "Trung ương",
    "T.Ư": "Trung ương",
    "TP": "thành phố",
    "Tp": "thành phố",
    "PTNT": "Phát triển nông thôn",
    "NTM": "nông thôn mới",
    "VPĐP": "Văn phòng Điều phối",
    "BCĐ": "Ban Chỉ đạo",
    "CTMTQG": "chương trình mục tiêu quốc gia",
    "MTTQ": "Mặt trận Tổ quốc",
    "MTTQVN": "Mặt trận Tổ quốc Việt Nam",
    "UBMTTQ": "Ủy ban Mặt trận Tổ quốc",
    "UBMTTQVN": "Ủy ban Mặt trận Tổ quốc Việt Nam",
    "LHPN": "Liên hiệp Phụ nữ",
    "TNCS": "Thanh niên Cộng sản",
    "HTX": "Hợp tác xã",
    "KHCN": "Khoa học và Công nghệ",
    "LĐ-TB&XH": "Lao động - Thương binh và Xã hội",
}
# Case matters: "TƯ" is "Trung ương", the "tư" of "đầu tư" is a word.
_LONGEST_FIRST = "|".join(re.escape(word) for word in sorted(_STANDS_FOR, key=len, reverse=True))
_WORD = re.compile(rf"(?<!\w)({_LONGEST_FIRST})(?!\w)\.?")


def spell_out(text: str) -> str:
    """The text with known abbreviations written in full; those inside longer symbols ("04/QĐ-UBND") too."""
    return _WORD.sub(lambda found: _STANDS_FOR[found[1]], text)
