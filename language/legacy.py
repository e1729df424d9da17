"""Vietnamese text in the encodings before Unicode: TCVN3, VNI, VISCII and Windows-1258 read to NFC, told by letters.

Sources of the tables: TCVN 5712:1993 (its set VN3 is what the ".Vn" fonts hold), RFC 1456 (VISCII), the VNI fonts' own
chart. TCVN3 and VNI were never registered character sets: such a text is Latin-1 whose font draws other letters, so it
also survives inside Unicode documents, and is mended there as text.
"""

import re
import unicodedata
from collections.abc import Callable, Iterable
from dataclasses import dataclass

_TCVN = (  # 80-9F, which the fonts lack, and A0-FF
    "ÀẢÃÁẠẶẬÈẺẼÉẸỆÌỈĨÍỊÒỎÕÓỌỘỜỞỠỚỢÙỦŨ\u00a0"
    "ĂÂÊÔƠƯĐăâêôơưđẰ\u0300\u0309\u0303\u0301\u0323àảãáạẲằẳẵắẴẮẦẨẪẤỀặầẩẫấậèỂẻẽéẹềểễếệìỉỄẾỒĩíịòỔỏõóọồổỗốộờởỡớợùỖủũúụừửữứựỳỷỹýỵỐ"
)
_TCVN_LOW = dict(zip(b"\x01\x02\x04\x05\x06\x11\x12\x13\x14\x15\x16\x17", "ÚỤỪỬỮỨỰỲỶỸÝỴ", strict=True))
_VISCII = (  # 80-FF
    "ẠẮẰẶẤẦẨẬẼẸẾỀỂỄỆỐỒỔỖỘỢỚỜỞỊỎỌỈỦŨỤỲÕắằặấầẩậẽẹếềểễệốồổỗỠƠộờởịỰỨỪỬơớƯÀÁÂÃẢĂẳẵÈÉÊẺÌÍĨỳĐứÒÓÔạỷừửÙÚỹỵÝỡưàáâãảăữẫèéêẻìíĩỉđựòóôõỏọụùúũủýợỮ"
)
_VISCII_LOW = {0x02: "Ẳ", 0x05: "Ẵ", 0x06: "Ẫ", 0x14: "Ỷ", 0x19: "Ỹ", 0x1E: "Ỵ"}
_VNI_MARKS = {  # a mark behind its base letter, and a letter that bears it
    mark: unicodedata.normalize("NFD", letter)[1:]
    for mark, letter in zip("ùøûõïâáàåãäêéèúüë", "áàảãạâấầẩẫậăắằẳẵặ", strict=True)
}
_VNI_LETTERS = {"ô": "ơ", "ö": "ư", "ñ": "đ", "í": "í", "ì": "ì", "æ": "ỉ", "ó": "ĩ", "ò": "ị", "î": "ỵ"}
_VNI_MARKED = re.compile(f"([aeiouyôö])([{''.join(_VNI_MARKS)}])|([{''.join(_VNI_LETTERS)}])", re.IGNORECASE)

_TONES = "\u0300\u0301\u0303\u0309\u0323"
_ONSET = "(?:ngh?|gh|gi|kh|ph|qu|th|tr|ch|nh|[bcdđghklmnpqrstvx])?"
_NUCLEUS = (
    "(?:uyê|uya|uyu|oai|oay|oeo|uây|uôi|ươi|ươu|iêu|yêu|ai|ao|au|ay|âu|ây|eo|êu|ia|iê|iu|oa|oă|oe|oi|oo|ôi|ơi|ua|uâ|uê|ui|uô"
    "|uơ|uy|ưa|ươ|ưi|ưu|yê|[aăâeêioôơuưy])"
)
_SYLLABLE = re.compile(f"{_ONSET}{_NUCLEUS}(?:(?P<stop>ch|[cpt])|ng|nh|[mn])?")
_WORD = re.compile(r"\S+")
_EDGES = re.compile(r"^[\W\d_]+|[\W\d_]+$")
_SURE, _FEWEST, _ENOUGH = 0.75, 3, 400


@dataclass(frozen=True)
class Decoded:
    """A text in NFC, and the name of the encoding that it was read from."""

    text: str
    charset: str


def decode(raw: bytes, charset: str) -> str | None:
    """The text of bytes in a Vietnamese encoding named as mail and web pages name it; None for any other name."""
    read = _READERS.get(charset.strip().lower().replace("_", "-"))
    return unicodedata.normalize("NFC", read(raw)) if read else None


def guess(raw: bytes) -> Decoded | None:
    """The text of bytes that are not UTF-8 in the encoding that makes Vietnamese words of them, None when none does."""
    texts = [Decoded(decode(raw, charset) or "", charset) for charset in ("windows-1258", "tcvn3", "vni", "viscii")]
    return _likeliest(texts)


def mended(text: str) -> Decoded | None:
    """The text when its letters are TCVN3's or VNI's codes, or UTF-8 taken for Latin; None when it needs no mending."""
    if _share(text)[0] >= _SURE:
        return None
    return _likeliest(Decoded(mend(text), charset) for charset, mend in _MENDERS.items())


def reread(text: str, charset: str) -> str:
    """A part of a text that `mended` found to be in `charset`, mended alike; as it is for any other charset."""
    return _MENDERS[charset](text) if charset in _MENDERS else text


def from_font(text: str, font: str) -> str:
    """The text that a font of the time before Unicode (".VnTime", "VNI-Times") draws; as it is for any other."""
    name = font.lower()
    if name.startswith(".vn"):
        plain = from_tcvn3(text)
        return plain.upper() if name.endswith("h") else plain
    return from_vni(text) if name.startswith("vni") else text


def from_tcvn3(text: str) -> str:
    """TCVN3's codes, as Latin-1 letters, read to Vietnamese ones."""
    return unicodedata.normalize("NFC", text.translate(_TCVN_LETTERS))


def from_vni(text: str) -> str:
    """VNI's letters and marks, as Latin-1 letters, read to Vietnamese ones."""
    return unicodedata.normalize("NFC", _VNI_MARKED.sub(_vni_letter, unicodedata.normalize("NFC", text)))


def _vni_letter(found: re.Match[str]) -> str:
    base, mark, alone = found.groups()
    letter = base or alone
    plain = _VNI_LETTERS.get(letter.lower(), letter.lower()) + _VNI_MARKS.get((mark or "").lower(), "")
    return plain.upper() if letter.isupper() else plain


def _likeliest(texts: Iterable[Decoded]) -> Decoded | None:
    rated = [(*_share(read.text), read) for read in texts]
    share, words, best = max(rated, key=lambda one: one[:2])
    return best if share >= _SURE and words >= _FEWEST else None


def _share(text: str) -> tuple[float, int]:
    """The part of the words beyond ASCII that are Vietnamese syllables, and how many such words there are."""
    words: set[str] = set()
    for found in _WORD.finditer(text):
        if not found[0].isascii():
            words.add(found[0])
        if len(words) >= _ENOUGH:
            break
    good = sum(_is_vietnamese(word) for word in words)
    return (good / len(words) if words else 0.0), good


def _is_vietnamese(word: str) -> bool:
    parts = re.split(r"[-–/.,;:()&]", _EDGES.sub("", word))
    return any(not part.isascii() for part in parts) and all(_is_syllable(part) for part in parts if part)


def _is_syllable(part: str) -> bool:
    letters = unicodedata.normalize("NFD", part.lower())
    tones = [letter for letter in letters if letter in _TONES]
    found = _SYLLABLE.fullmatch(unicodedata.normalize("NFC", "".join(one for one in letters if one not in _TONES)))
    if not found or len(tones) > 1:
        return part.isascii()
    return not (found["stop"] and tones and tones[0] not in "\u0301\u0323")


def _unspoilt(text: str) -> str:
    """UTF-8 bytes that were read as Windows-1252 (or, where that has a gap, Latin-1) and written again."""
    try:
        return b"".join(_byte(letter) for letter in text).decode("utf-8")
    except UnicodeError:
        return text


def _byte(letter: str) -> bytes:
    return letter.encode("latin-1") if "\x80" <= letter <= "\x9f" else letter.encode("cp1252")


def _single_byte(letters: dict[int, str]) -> Callable[[bytes], str]:
    return lambda raw: raw.decode("latin-1").translate(letters)


_TCVN_LETTERS = dict(enumerate(_TCVN, 0x80)) | _TCVN_LOW
_VISCII_LETTERS = dict(enumerate(_VISCII, 0x80)) | _VISCII_LOW
_BY_NAMES: list[tuple[str, Callable[[bytes], str]]] = [
    ("windows-1258 cp1258 x-cp1258", lambda raw: raw.decode("cp1258", "replace")),
    ("tcvn3 tcvn tcvn-5712 tcvn5712 tcvn5712-1 x-viet-tcvn x-viet-tcvn5712 abc", _single_byte(_TCVN_LETTERS)),
    ("viscii csviscii viscii1.1-1 x-viet-viscii", _single_byte(_VISCII_LETTERS)),
    ("vni x-viet-vni vni-win", lambda raw: from_vni(raw.decode("cp1252", "replace"))),
]
_READERS = {name: read for names, read in _BY_NAMES for name in names.split()}
_MENDERS = {"tcvn3": from_tcvn3, "vni": from_vni, "utf-8": _unspoilt}
