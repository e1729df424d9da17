"""A file of plain text: its bytes read to Unicode, or the reason why there is no text in them."""

from pathlib import Path

from language.legacy import guess, mended
from language.text import composed
from language.wording import Wording, wording

_LARGEST = 20_000_000
_MARKS = {b"\xef\xbb\xbf": "utf-8-sig", b"\xff\xfe\x00\x00": "utf-32", b"\xff\xfe": "utf-16", b"\xfe\xff": "utf-16"}
_FEW = 0.9  # of the high bytes of Vietnamese UTF-16: Latin, its extension, tones and punctuation
_HIGH = frozenset(b"\x00\x01\x02\x03\x1e\x20")


def read_text(path: Path) -> str | Wording:
    """The file's text in NFC, or the reason why there is none to read."""
    raw = read_bytes(path, _LARGEST)
    return raw if isinstance(raw, Wording) else decoded(raw)


def read_bytes(path: Path, largest: int) -> bytes | Wording:
    """The file's content, or why it was not read; what is over `largest` bytes is not even opened."""
    try:
        size = path.stat().st_size
        if size > largest:
            megabytes, limit = f"{size / 1e6:.0f}", f"{largest / 1e6:.0f}"
            return wording("Tệp quá lớn ({size} MB, giới hạn {limit} MB).", size=megabytes, limit=limit)
        return path.read_bytes()
    except FileNotFoundError:
        return wording("Không có tệp này.")
    except OSError as fault:
        return wording("Không mở được tệp ({fault}).", fault=fault.strerror or "")


def decoded(raw: bytes) -> str | Wording:
    """The text in NFC of UTF-8, UTF-16, Windows-1258, TCVN3, VNI or VISCII bytes, or why they are no text."""
    text = _unicode(raw)
    if text is None:
        found = guess(raw) if b"\x00" not in raw else None
        if found is None:
            return wording("Tệp không phải văn bản Unicode (UTF-8).")
        return composed(found.text)
    if "\x00" in text:
        return wording("Tệp là dữ liệu nhị phân, không phải văn bản.")
    old = mended(text)
    text = composed(old.text if old else text)
    return text if text.strip() else wording("Tệp rỗng.")


def _unicode(raw: bytes) -> str | None:
    encoding = next((name for mark, name in _MARKS.items() if raw.startswith(mark)), None) or _unmarked(raw)
    try:
        return raw.decode(encoding)
    except UnicodeDecodeError:
        return None


def _unmarked(raw: bytes) -> str:
    """UTF-8, but for pairs of bytes one of which is nearly always one of few: UTF-16 without its mark."""
    if b"\x00" in raw and len(raw) % 2 == 0:
        for high, encoding in ((raw[1::2], "utf-16-le"), (raw[::2], "utf-16-be")):
            if high.count(0) < len(high) and sum(byte in _HIGH for byte in high) >= _FEW * len(high):
                return encoding
    return "utf-8-sig"
