"""The tables and the text of a .docx file from outside that was looked into before."""

import io
from collections.abc import Iterator

from docx import Document
from docx.oxml.ns import qn

from documents.sheet import MOST_ROWS, MOST_SHEETS, Sheet, text_sheet

_TABLE, _ROW, _CELL, _PARAGRAPH = (qn(f"w:{name}") for name in ("tbl", "tr", "tc", "p"))
_TEXT, _TAB, _BREAK, _DELETED = (qn(f"w:{name}") for name in ("t", "tab", "br", "delText"))
_SPAN, _VALUE = qn("w:gridSpan"), qn("w:val")


def read_docx(content: bytes) -> tuple[tuple[Sheet, ...], str]:
    """(its tables, its whole text). A cell over several columns has its text in the first of them."""
    body = Document(io.BytesIO(content)).element.body
    tables = [one for one, _ in zip(body.iter(_TABLE), range(MOST_SHEETS), strict=False)]
    sheets = tuple(text_sheet(f"{number}", _rows(table)) for number, table in enumerate(tables, 1))
    return sheets, "\n".join(_said(paragraph) for paragraph in body.iter(_PARAGRAPH)).strip()


def _rows(table: object) -> Iterator[list[str]]:
    for row, _ in zip(table.iterchildren(_ROW), range(MOST_ROWS), strict=False):  # type: ignore[attr-defined]
        yield [text for cell in row.iterchildren(_CELL) for text in _over_its_columns(cell)]


def _over_its_columns(cell: object) -> list[str]:
    span = next((one.get(_VALUE, "1") for one in cell.iter(_SPAN)), "1")  # type: ignore[attr-defined]
    text = "\n".join(_said(paragraph) for paragraph in cell.iter(_PARAGRAPH)).strip()  # type: ignore[attr-defined]
    return [text, *[""] * (min(int(span), 60) - 1 if span.isdigit() else 0)]


def _said(paragraph: object) -> str:
    parts = []
    for one in paragraph.iter(_TEXT, _TAB, _BREAK):  # type: ignore[attr-defined]
        parts.append(one.text or "" if one.tag == _TEXT else " " if one.tag == _TAB else "\n")
    return "".join(parts)
