"""Looking into a .zip container from outside before anything opens it: sizes, macros, passwords, XML that grows."""

import io
import re
import zipfile
import zlib
from collections.abc import Sequence
from dataclasses import dataclass

from language.wording import Wording, wording

UNREADABLE = (
    zipfile.BadZipFile,
    zlib.error,
    OSError,
    EOFError,
    ValueError,
    NotImplementedError,
    RuntimeError,
    KeyError,
)


@dataclass(frozen=True)
class Limits:
    """How large a container may be unpacked, in bytes; `ratio` is how far a part above `ratio_from` may have shrunk."""

    parts: int
    whole: int
    part: int
    ratio: int
    ratio_from: int

    def exceeded(self, parts: Sequence[zipfile.ZipInfo]) -> bool:
        """Whether unpacking these could burst the machine."""
        if len(parts) > self.parts or sum(part.file_size for part in parts) > self.whole:
            return True
        return any(part.file_size > self.part or self._swells(part) for part in parts)

    def _swells(self, part: zipfile.ZipInfo) -> bool:
        return part.file_size > self.ratio_from and part.file_size > self.ratio * max(part.compress_size, 1)


# Deflate reaches about 1,000; a written form stays under 20.
OF_ANSWERS = Limits(parts=2_000, whole=40_000_000, part=16_000_000, ratio=300, ratio_from=1_000_000)
DAMAGED = wording("tệp bị hỏng, không mở được")
TOO_LARGE = wording("tệp nén chứa quá nhiều dữ liệu, không mở để bảo đảm an toàn")
HAS_MACROS = wording("tệp có macro; xin lưu lại dạng .xlsx không có macro rồi gửi lại")
HAS_PASSWORD = wording("tệp đặt mật khẩu, không mở được; xin gửi lại tệp không có mật khẩu")
GROWING_XML = wording("tệp có khai báo XML bất thường, không mở để bảo đảm an toàn")

_MACROS = re.compile(r"(^|/)(vbaProject\.bin|vbaData\.xml|macrosheets/|activeX/)|^(Basic|Scripts)/", re.IGNORECASE)
_XML = re.compile(r"\.(xml|rels|vml)$", re.IGNORECASE)
_DECLARES = re.compile(rb"<!\s*(DOCTYPE|ENTITY)", re.IGNORECASE)
_WIDE = (b"\xfe\xff", b"\xff\xfe", b"<\x00", b"\x00<")
_MACRO_TYPE = re.compile(rb"macroEnabled", re.IGNORECASE)


def look_inside(content: bytes) -> dict[str, int] | Wording:
    """The names of the container's parts with their sizes in bytes; or why it must not be opened."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as packed:
            return _checked(packed)
    except UNREADABLE:
        return DAMAGED


def _checked(packed: zipfile.ZipFile) -> dict[str, int] | Wording:
    parts = packed.infolist()
    if OF_ANSWERS.exceeded(parts):
        return TOO_LARGE
    if any(part.flag_bits & 1 for part in parts):
        return HAS_PASSWORD
    if any(_MACROS.search(part.filename) for part in parts):
        return HAS_MACROS
    for part in parts:
        if _XML.search(part.filename):
            # A part cannot unpack to more than its entry says: zipfile stops there.
            text = packed.read(part)
            if _DECLARES.search(text) or text.startswith(_WIDE):
                return GROWING_XML
            if part.filename == "[Content_Types].xml" and _MACRO_TYPE.search(text):
                return HAS_MACROS
    return {part.filename: part.file_size for part in parts}
