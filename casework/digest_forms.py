"""The forms of a digest as files: the report for Word, the workbook, the PDF; made outside any transaction."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from tempfile import TemporaryDirectory

from sqlmodel import Session

from documents.digest_docx import render_docx
from documents.digest_pdf import render_pdf
from documents.digest_xlsx import write_xlsx
from documents.xlsx_reports import ReportRow
from models.digest_compile import Issued
from models.digest_ledger import Ledger
from models.digest_rows import answers_by_id

BATCH = 5_000
DOCX, PDF, XLSX = "docx", "pdf", "xlsx"
CONTENT_TYPES = {
    DOCX: "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    PDF: "application/pdf",
    XLSX: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}


@dataclass(frozen=True)
class Form:
    """One file: its kind, its ASCII name, its bytes."""

    form: str
    filename: str
    content: bytes

    @property
    def content_type(self) -> str:
        """What the file is, for letters and pages."""
        return CONTENT_TYPES[self.form]


def make_forms(session: Session, found: Issued, locale: str) -> tuple[Form, ...]:
    """Every form of the digest in that language."""
    return tuple(make_form(session, found, form, locale) for form in (DOCX, PDF, XLSX))


def make_form(session: Session, found: Issued, form: str, locale: str) -> Form:
    """One form; `form` is docx, pdf or xlsx."""
    name = f"bao-cao-{found.data.head.plan.slug}-{file_key(found.data.head.period.key)}.{form}"
    if form == DOCX:
        return Form(form, name, render_docx(found.data, locale))
    if form == PDF:
        return Form(form, name, render_pdf(found.data, locale))
    with TemporaryDirectory() as folder:
        path = Path(folder) / name
        write_xlsx(path, found.data, report_rows(session, found.ledger), locale)
        return Form(form, name, path.read_bytes())


def file_key(key: str) -> str:
    """The key of an issue as part of a file's name: 2023-Q1, mid-term-2022-Q4-2023-Q4."""
    return key.replace("_", "-").replace(":", "-").replace("..", "-")


def report_rows(session: Session, ledger: Ledger) -> Iterator[ReportRow]:
    """The rows of the ledger with their answers, read some thousands at a time."""
    rows = ledger.rows()
    while batch := list(islice(rows, BATCH)):
        answers = answers_by_id(session, [row.response_id for row in batch])
        for row in batch:
            yield row, answers.get(row.response_id)
