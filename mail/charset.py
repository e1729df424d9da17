"""The bytes of a received text as text, by their label where it fits and by their letters where it does not."""

import re
from contextlib import suppress
from unicodedata import normalize

from language import legacy

SAMPLE = 60_000  # bytes or characters: enough to know an encoding by
# Labels that say nothing, or what every program writes that does not know.
_EMPTY = frozenset(("", "unknown-8bit", "x-unknown", "unknown", "us-ascii", "ascii", "ansi", "binary", "8bit", "none"))
# What is written under the first name is often the larger set under the second (WHATWG Encoding, section 4.2).
_LARGER = {
    "iso-8859-1": "cp1252",
    "latin1": "cp1252",
    "gb2312": "gb18030",
    "gbk": "gb18030",
    "x-gbk": "gb18030",
    "ks_c_5601-1987": "cp949",
    "euc-kr": "cp949",
    "shift_jis": "cp932",
    "x-sjis": "cp932",
    "iso-8859-9": "cp1254",
    "iso-8859-11": "cp874",
    "windows-874": "cp874",
    "iso-8859-8-i": "iso-8859-8",
    "utf8": "utf-8",
    "utf8mb4": "utf-8",
    "unicode-1-1-utf-7": "utf-7",
}
_DOUBLE = frozenset(["gb18030", "big5", "big5-hkscs", "cp949", "cp932", "euc-jp", "euc_jp"])
_LATIN = re.compile("[\x80-\xff\u0152-\u0192\u02c6\u02dc\u2013-\u2122]")
_VIETNAMESE = re.compile("[\u0102\u0103\u01a0\u01a1\u01af\u01b0\u1ea0-\u1ef9]")
_HALVES = "\ud800-\udfff"  # of a character: no database holds them
_INVISIBLE = "\u200b\u200c\u200e\u200f\u202a-\u202e\u2060-\u2064\ufeff\x00"
_HALF, _INVISIBLE_SIGN, _UNCLEAN = map(re.compile, (f"[{_HALVES}]", f"[{_INVISIBLE}]", f"[{_HALVES}{_INVISIBLE}]"))


def escaped_bytes(text: str) -> bytes:
    """The bytes that a text with escaped bytes stands for (PEP 383), in UTF-8.

    Where a surrogate stands for no byte, as a header that names utf-7 can make them, all become "?".
    """
    try:
        return text.encode("utf-8", "surrogateescape")
    except UnicodeEncodeError:
        return text.encode("utf-8", "replace")


def decoded(data: bytes, charset: str = "") -> str:
    """`data` as text; never raises. UTF-8 is believed before the label of a single-byte set, for no
    such text is UTF-8 by accident; then the label, the Vietnamese encodings by their words, Latin-1."""
    label = charset.strip().strip("\"'").lower()
    label = "" if label in _EMPTY else _LARGER.get(label, label)
    if data.isascii() and not _shifted(label):
        return data.decode("ascii")
    for guess in (label, "utf-8") if _shifted(label) or label in _DOUBLE else ("utf-8", label):
        text = _strictly(data, guess)
        if text is not None:
            return mended(text)
    guessed = legacy.guess(data[:SAMPLE])
    text = legacy.decode(data, guessed.charset) if guessed else None
    return text if text is not None else _somehow(data, label)


def mended(text: str) -> str:
    """`text`, and when its letters are an old Vietnamese font's codes or UTF-8 taken for Latin, what they stood for."""
    if text.isascii() or _VIETNAMESE.search(text) or len(_LATIN.findall(text[:SAMPLE])) < 3:
        return text
    found = legacy.mended(text[:SAMPLE])
    if found is None:
        return text
    return found.text if len(text) <= SAMPLE else found.text + text[SAMPLE:]


def clean(text: str) -> str:
    """NFC, \\n line ends, no half characters or invisible marks, no endless runs of space (they make patterns slow)."""
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    if not text.isascii():
        if _UNCLEAN.search(text):
            text = _INVISIBLE_SIGN.sub("", _HALF.sub("\ufffd", text))
        text = text.replace("\u00a0", " ").replace("\u202f", " ")
        text = normalize("NFC", text)
    if " " * 20 in text or "\t\t" in text:
        text = re.sub(r"[ \t]{20,}", " " * 20, text)
    return text.replace("\x00", "")


def _shifted(label: str) -> bool:
    """Encodings that write other letters in ASCII's bytes."""
    return label.startswith(("utf-7", "utf-16", "utf-32", "iso-2022", "hz", "viscii", "vni"))


def _strictly(data: bytes, label: str) -> str | None:
    """The text by that label; None when there is none, or nothing knows it, or it does not fit."""
    if not label:
        return None
    with suppress(LookupError, UnicodeError, ValueError):
        old = legacy.decode(data, label)
        return old if old is not None else data.decode(label)
    return None


def _somehow(data: bytes, label: str) -> str:
    with suppress(LookupError, UnicodeError, ValueError):
        if label:
            return data.decode(label, "replace")
    return data.decode("latin-1")
