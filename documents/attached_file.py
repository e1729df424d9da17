"""Opening a file that came with an answer, by what its bytes are and not by its name: its tables and its text."""

from dataclasses import dataclass
from typing import Any

from documents.opendocument import read_opendocument
from documents.packed_file import DAMAGED, HAS_MACROS, HAS_PASSWORD, look_inside
from documents.pdf_file import read_pdf
from documents.sheet import Sheet, from_plain, to_plain
from documents.word_file import read_docx
from documents.workbook import read_xls, read_xlsx
from language.wording import Wording, wording

MOST_BYTES = 10_000_000
MOST_TEXT = 200_000
PACKED, COMPOUND, PDF = b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", b"%PDF-"

TOO_LARGE = wording("tệp lớn quá {most} MB, chỉ lưu, không đọc tự động", most=MOST_BYTES // 1_000_000)
BINARY_SHEET = wording("bảng tính dạng .xlsb không đọc được; xin lưu lại dạng .xlsx rồi gửi lại")
OLD_DOCUMENT = wording("tệp dạng cũ không đọc tự động được; xin lưu lại dạng .docx hoặc .xlsx nếu cần đọc")


@dataclass(frozen=True)
class Opened:
    """What an attached file holds: tables, and the text of a document; a spreadsheet has no text of its own.

    `spreadsheet` tells whether it is one: a form comes back as such.
    """

    sheets: tuple[Sheet, ...] = ()
    text: str = ""
    spreadsheet: bool = False

    def to_plain(self) -> dict[str, Any]:
        """As JSON has it."""
        return {"sheets": [to_plain(one) for one in self.sheets], "text": self.text, "spreadsheet": self.spreadsheet}

    @classmethod
    def from_plain(cls, plain: dict[str, Any]) -> "Opened":
        """What `to_plain` made."""
        return cls(tuple(from_plain(one) for one in plain["sheets"]), plain["text"], plain["spreadsheet"])


def may_be_opened(content: bytes) -> bool:
    """Whether it is of a kind that can hold a table: a spreadsheet, a Word document, a PDF."""
    return content.startswith((PACKED, COMPOUND)) or PDF in content[:1024]


def open_attached(content: bytes) -> Opened | Wording:
    """The tables and the text of the file, or why it was not opened; never raises."""
    if len(content) > MOST_BYTES:
        return TOO_LARGE
    try:
        return _opened(content)
    except Exception:  # what a library makes of a stranger's bytes is not foreseeable
        return DAMAGED


def _opened(content: bytes) -> Opened | Wording:
    if content.startswith(COMPOUND):
        return _compound(content)
    if not content.startswith(PACKED):
        sheets, text = read_pdf(content)
        return Opened(sheets, text[:MOST_TEXT])
    parts = look_inside(content)
    if isinstance(parts, Wording):
        return parts
    if "xl/workbook.xml" in parts:
        return Opened(read_xlsx(content), spreadsheet=True)
    if "content.xml" in parts:
        return Opened(read_opendocument(content), spreadsheet=True)
    if "word/document.xml" in parts:
        sheets, text = read_docx(content)
        return Opened(sheets, text[:MOST_TEXT])
    return BINARY_SHEET if "xl/workbook.bin" in parts else Opened()


def _compound(content: bytes) -> Opened | Wording:
    """An old Office file; the names of its streams stand in it as UTF-16 ([MS-CFB] 2.6.1)."""
    if _stream("EncryptedPackage") in content:
        return HAS_PASSWORD
    if _stream("_VBA_PROJECT") in content:
        return HAS_MACROS
    if _stream("Workbook") in content or _stream("Book") in content:
        return Opened(read_xls(content), spreadsheet=True)
    return OLD_DOCUMENT


def _stream(name: str) -> bytes:
    return name.encode("utf-16-le")
