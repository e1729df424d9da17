"""Opening a plan document of whatever kind: its bytes decide which reader takes it, not its name."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from documents.converted_file import converted
from documents.html_document import html_document, is_html, mhtml_page, page_text
from documents.pdf_document import pdf_document
from documents.refusal import Refusal
from documents.sheet_document import old_sheet_document, sheet_document
from documents.table_rows import Document
from documents.text_file import decoded, read_bytes
from documents.text_tables import text_document
from documents.word_document import word_document
from documents.zipped_file import WORD, WORKBOOK, Zipped, unzipped
from language.legacy import mended, reread
from language.text import composed
from language.wording import Wording, wording

LARGEST, _LONGEST_TEXT = 50_000_000, 5_000_000
_OLE, _ZIP, _PDF, _RTF = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", b"PK\x03\x04", b"%PDF-", b"{\\rtf"
_PICTURES = (b"\x89PNG", b"\xff\xd8\xff", b"II*\x00", b"MM\x00*", b"GIF8")
_HOW = "Lưu văn bản thành tệp .docx, .xlsx, .pdf (có lớp chữ), .html, .txt hoặc bảng Markdown rồi đọc lại."


@dataclass(frozen=True)
class _Kind:
    """A sort of file: how its first bytes look, and who reads it."""

    fits: Callable[[bytes], bool]
    read: Callable[[bytes, Path], Document | Refusal]


def open_document(path: Path) -> Document | Refusal:
    """The lines and tables of a file, or why it was not read; never fails."""
    raw = read_bytes(path, LARGEST)
    if isinstance(raw, Wording):
        return Refusal(raw, "Kiểm tra đường dẫn. " + _HOW if "Không" in raw.text else _HOW)
    kind = next((kind for kind in _KINDS if kind.fits(raw)), None)
    if kind is None:
        return _text(raw)
    read = kind.read(raw, path)
    return in_unicode(read) if isinstance(read, Document) else read


def in_unicode(read: Document) -> Document:
    """The document in NFC; where its letters are the codes of a font from before Unicode, what the font drew."""
    old = mended("\n".join(read.lines))
    return read.rewritten(lambda text: composed(reread(text, old.charset) if old else text))


def _text(raw: bytes) -> Document | Refusal:
    if len(raw) > _LONGEST_TEXT:
        return Refusal(wording("Tệp quá dài ({size} MB) để là một văn bản.", size=f"{len(raw) / 1e6:.0f}"), _HOW)
    text = decoded(raw)
    if isinstance(text, Wording):
        return Refusal(text, _HOW)
    return in_unicode(html_document(text)) if is_html(text) else text_document(text)


def _page(raw: bytes, path: Path) -> Document | Refusal:
    source = page_text(raw)
    return Refusal(wording("Trang web không phải văn bản Unicode."), _HOW) if source is None else html_document(source)


def _zip(raw: bytes, path: Path) -> Document | Refusal:
    parts = unzipped(raw)
    if isinstance(parts, Refusal):
        return parts
    if parts.kind == WORD:
        return word_document(parts)
    if parts.kind == WORKBOOK:
        return sheet_document(raw, parts)
    return _other_zip(raw, path, parts)


def _other_zip(raw: bytes, path: Path, parts: Zipped) -> Document | Refusal:
    if parts.kind == "ods":
        return old_sheet_document(raw)
    if parts.kind == "odt":
        return _converted(raw, path)
    return Refusal(wording("Tệp nén này không phải văn bản Word hay bảng Excel."), _HOW)


def _ole(raw: bytes, path: Path) -> Document | Refusal:
    """What Office saved before 2007, or saves with a password."""
    if _named(raw, "EncryptedPackage"):
        return Refusal(
            wording("Tệp có mật khẩu bảo vệ."), "Bỏ mật khẩu (Tệp > Thông tin > Bảo vệ tài liệu) rồi lưu lại."
        )
    if _named(raw, "WordDocument"):
        return _converted(raw, path)
    if _named(raw, "Workbook") or _named(raw, "Book"):
        return old_sheet_document(raw)
    return Refusal(wording("Tệp kiểu cũ của Office bị hỏng, hoặc không phải Word hay Excel."), _HOW)


def _named(raw: bytes, stream: str) -> bool:
    return stream.encode("utf-16-le") in raw


def _converted(raw: bytes, path: Path) -> Document | Refusal:
    made = converted(raw, path.suffix)
    return made if isinstance(made, Refusal) else _zip(made, path)


def _picture(raw: bytes, path: Path) -> Document | Refusal:
    return Refusal(wording("Tệp là ảnh chụp (quét) văn bản, không có chữ để đọc."), _HOW)


_KINDS = (
    _Kind(lambda raw: raw.startswith(_ZIP), _zip),
    _Kind(lambda raw: _PDF in raw[:1024], lambda raw, path: pdf_document(raw)),
    _Kind(lambda raw: raw.startswith(_OLE), _ole),
    _Kind(lambda raw: raw.startswith(_RTF) and raw.rstrip(b"\0\r\n ").endswith(b"}"), _converted),
    _Kind(lambda raw: raw.startswith(_PICTURES), _picture),
    _Kind(lambda raw: mhtml_page(raw) is not None, lambda raw, path: html_document(mhtml_page(raw) or "")),
    _Kind(lambda raw: is_html(raw[:4096].decode("latin-1")), _page),
)
