"""The tables and the text of a .pdf file from outside."""

import io
from collections.abc import Sequence

import pdfplumber

from documents.sheet import Sheet, text_sheet

MOST_PAGES = 30


def read_pdf(content: bytes) -> tuple[tuple[Sheet, ...], str]:
    """(its tables, its text), of the first pages; a scan without text has neither."""
    rows: list[Sequence[object]] = []
    texts: list[str] = []
    with pdfplumber.open(io.BytesIO(content)) as file:
        for page in file.pages[:MOST_PAGES]:
            texts.append(page.extract_text() or "")
            for table in page.extract_tables():
                rows.extend(table)
            page.close()
    # A table that runs over a page is one table: its head stands on its first page only.
    return ((text_sheet("1", rows),) if rows else ()), "\n".join(texts).strip()
