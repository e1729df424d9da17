"""The text of every form of a digest, taken out of it as a reader's program would, in one line."""

import re
from html import unescape
from io import BytesIO
from pathlib import Path
from typing import Any

import openpyxl
import pypdfium2
from docx import Document
from docx.oxml.ns import qn

HYPHEN = qn("w:noBreakHyphen")
FIGURE = re.compile(r'data-figure="([^"]+)"[^>]*>([^<]*(?:<(?!/)[^>]*>[^<]*</[^>]*>)*[^<]*)</')


def squeezed(text: str) -> str:
    """The text with each run of white space one space."""
    return " ".join(text.split())


def html_text(html: str) -> str:
    """What a browser shows."""
    without_style = re.sub(r"<(style|title)\b.*?</\1>", "", html, flags=re.DOTALL)
    without_style = re.sub(r'<span style="white-space:nowrap">([^<]*)</span>', r"\1", without_style)
    return squeezed(unescape(re.sub(r"<[^>]+>", " ", without_style)))


def html_figures(html: str) -> dict[str, str]:
    """Every named figure of a page or letter; one that has two values is a fault."""
    found = [(name, squeezed(unescape(re.sub(r"<[^>]+>", "", value)))) for name, value in FIGURE.findall(html)]
    assert len({name for name, _ in found}) == len(set(found)), "one figure has two values"
    return dict(found)


def docx_text(content: bytes) -> str:
    """Every paragraph of the body, those in tables too, in the order of the document."""
    body = Document(BytesIO(content)).element.body
    paragraphs = ("".join(map(_said, p.iter(qn("w:t"), HYPHEN))) for p in body.iter(qn("w:p")))
    return squeezed(" ".join(paragraphs))


def _said(node: Any) -> str:
    return "-" if node.tag == HYPHEN else node.text or ""


def pdf_text(content: bytes) -> str:
    """Every page without its number, line ends as spaces; pdfium has U+0002 or U+FFFE for a hyphen there."""
    pages = (page.get_textpage().get_text_bounded() for page in pypdfium2.PdfDocument(content))
    bodies = (re.sub(r"^\d+\s+", "", page) for page in pages)
    return squeezed(re.sub("[\x02\ufffe]", "-", " ".join(bodies)))


def xlsx_sheets(path: Path) -> dict[str, list[tuple]]:
    """Every sheet's rows of values."""
    book = openpyxl.load_workbook(path)
    return {sheet.title: list(sheet.iter_rows(values_only=True)) for sheet in book}


def xlsx_text(path: Path) -> str:
    """Every cell that holds something."""
    values = (value for rows in xlsx_sheets(path).values() for row in rows for value in row if value is not None)
    return squeezed(" ".join(str(value) for value in values))
