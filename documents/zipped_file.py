"""The parts of a zipped office file, each opened only when the whole cannot burst the machine."""

import io
import re
import zipfile
from dataclasses import dataclass

from lxml import etree

from documents.packed_file import UNREADABLE, Limits
from documents.refusal import Refusal
from language.wording import wording

WORD, WORKBOOK = "word", "workbook"
# Pictures may be large, the text of a plan not; a text shrinks to a tenth, a bomb to a thousandth.
_OF_PLANS = Limits(parts=5_000, whole=200_000_000, part=200_000_000, ratio=250, ratio_from=5_000_000)
_LARGEST_TEXT = 30_000_000
_MAIN = re.compile(
    rb'<Override[^>]*?PartName="/([^"]+)"[^>]*?wordprocessingml\.(?:document|template)(?:\.macroEnabled)?\.?main'
)
_MAIN_TURNED = re.compile(
    rb'<Override[^>]*?wordprocessingml\.(?:document|template)[^>]*?main\+xml"[^>]*?PartName="/([^"]+)"'
)
_OPEN_DOCUMENT = {
    b"application/vnd.oasis.opendocument.text": "odt",
    b"application/vnd.oasis.opendocument.spreadsheet": "ods",
}
_PROLOGUE = 4096
_SAFE = "Mở tệp bằng Word hoặc Excel, lưu lại rồi đọc lại."

_DECLARES = Refusal(wording("Tệp chứa khai báo DTD, không phải do Word hay Excel tạo: không mở."), _SAFE)


@dataclass(frozen=True)
class Zipped:
    """The parts of a zip, and what sort of office file they make up."""

    archive: zipfile.ZipFile
    kind: str
    main: str = ""

    def part(self, name: str) -> bytes | None:
        """The content of a part, None when there is none of that name or it is damaged."""
        try:
            return self.archive.read(name)
        except UNREADABLE:
            return None

    def tree(self, name: str) -> etree._Element | Refusal | None:
        """The XML of a part, None when there is none; a document type is refused, for office files have none."""
        raw = self.part(name)
        if raw is None:
            return None
        if b"<!DOCTYPE" in raw[:_PROLOGUE]:
            return _DECLARES
        try:
            tree = etree.fromstring(raw, parser())
        except etree.XMLSyntaxError:
            return Refusal(wording("Tệp bị hỏng: phần {name} không đúng cú pháp XML.", name=name), _SAFE)
        return _DECLARES if tree.getroottree().docinfo.internalDTD is not None else tree


def parser() -> etree.XMLParser:
    """A parser that fetches nothing and expands nothing."""
    return etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False, remove_comments=True
    )


def unzipped(raw: bytes) -> Zipped | Refusal:
    """The parts of a zip, or why it is not opened: damaged, locked, or larger unpacked than any document is."""
    try:
        archive = zipfile.ZipFile(io.BytesIO(raw))
    except UNREADABLE:
        return Refusal(wording("Tệp nén bị hỏng hoặc thiếu phần cuối."), _SAFE)
    parts = archive.infolist()
    if any(part.flag_bits & 1 for part in parts):
        return Refusal(wording("Tệp có mật khẩu bảo vệ."), "Bỏ mật khẩu rồi lưu lại.")
    if _OF_PLANS.exceeded(parts) or any(_is_long(part) for part in parts):
        whole = sum(part.file_size for part in parts)
        size = f"{whole / 1e6:,.0f}".replace(",", ".")
        return Refusal(wording("Tệp nén bung ra tới {size} MB, lớn hơn mọi văn bản: không mở.", size=size), _SAFE)
    return Zipped(archive, *_kind(archive))


def _is_long(part: zipfile.ZipInfo) -> bool:
    return part.filename.endswith(".xml") and part.file_size > _LARGEST_TEXT


def _kind(archive: zipfile.ZipFile) -> tuple[str, str]:
    names = set(archive.namelist())
    zipped = Zipped(archive, "")
    types = zipped.part("[Content_Types].xml") or b""
    if main := _MAIN.search(types) or _MAIN_TURNED.search(types):
        return WORD, main[1].decode("utf-8", "replace")
    if "word/document.xml" in names:
        return WORD, "word/document.xml"
    if "xl/workbook.xml" in names:
        return WORKBOOK, "xl/workbook.xml"
    return _OPEN_DOCUMENT.get((zipped.part("mimetype") or b"").strip(), "other"), ""
