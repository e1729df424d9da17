"""Opening a plan document of whatever kind: its bytes decide which reader takes it, not its name."""

from dataclasses import dataclass
from pathlib import Path

from documents.table_rows import Document
from documents.text_file import read_text
from documents.text_tables import text_document
from language.wording import Wording


@dataclass(frozen=True)
class Refusal:
    """Why a file was not read, and what to do."""

    why: Wording
    proposal: str


def open_document(path: Path) -> Document | Refusal:
    text = read_text(path)
    if isinstance(text, Wording):
        return Refusal(text, "Kiểm tra đường dẫn; lưu văn bản thành tệp .docx, .pdf, .xlsx, .html hoặc .txt rồi đọc lại.")
    return text_document(text)
