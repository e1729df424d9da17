"""A .pdf with a text layer as lines and ruled tables, page by page; a scan without text is recognised and refused."""

import io
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from itertools import count
from typing import Any

import pdfplumber
from pdfplumber.page import Page
from pdfplumber.utils.text import extract_text

from documents.grid import Span, laid_out
from documents.refusal import Refusal
from documents.table_rows import Document, Table, document
from documents.text_tables import with_lists
from language.wording import wording

_MOST_PAGES = 400
_FEW_LETTERS = 20  # a page: less is a page number on a picture
_STAMPED, _COVERS = 400, 0.5  # letters of the stamps of digital signatures on a picture that covers half its page
_GAP = 0.15  # of a letter's height: a wider gap between two letters is a space
_NEAR = 3.0  # points between two ruled lines that are drawn as one
_SCAN = "Xin tệp gốc (.docx) hoặc bản .pdf xuất từ Word; nếu chỉ có bản giấy thì nhận dạng chữ (OCR), soát lại rồi đọc."
_LOCKED = Refusal(wording("Tệp .pdf có mật khẩu bảo vệ."), "Bỏ mật khẩu rồi lưu lại.")
_BROKEN = Refusal(
    wording("Tệp .pdf bị hỏng, không đọc được."), "Mở bằng trình đọc .pdf, in lại thành .pdf mới rồi đọc lại."
)

Box = tuple[float, float, float, float]
Places = tuple[int, int, int, int]


def pdf_document(raw: bytes) -> Document | Refusal:
    """The lines and tables of a file, or why it was not read."""
    try:
        with pdfplumber.open(io.BytesIO(raw)) as pdf:
            if len(pdf.pages) > _MOST_PAGES:
                return Refusal(
                    wording("Tệp .pdf dài {n} trang, quá dài để đọc.", n=len(pdf.pages)),
                    "Tách riêng phụ lục giao nhiệm vụ.",
                )
            blocks, scanned = _read(pdf.pages)
    except Exception as fault:  # pdfminer raises whatever a damaged file leads it to
        return _LOCKED if "Password" in type(fault).__name__ or "Encrypt" in type(fault).__name__ else _BROKEN
    if scanned and not any(isinstance(block, Table) and "".join(block.lines) for block in blocks):
        return Refusal(wording("Tệp .pdf là bản quét (ảnh), không có lớp chữ."), _SCAN)
    return document(with_lists(blocks))


def _read(pages: Sequence[Page]) -> tuple[list[str | Table], bool]:
    """The blocks of all pages, and whether most pages are pictures without letters."""
    blocks: list[str | Table] = []
    tables, pictures = count(1), 0
    for page in pages:
        pictures += _is_picture(page)
        blocks += _Page(page, tables).blocks()
        page.close()
    return blocks, pictures * 2 > len(pages)


def _is_picture(page: Page) -> bool:
    letters = len(page.chars)
    covered = max((image["width"] * image["height"] for image in page.images), default=0)
    few = letters < _FEW_LETTERS and bool(page.images)
    return few or (letters < _STAMPED and covered > _COVERS * page.width * page.height)


def _is_background(drawn: dict[str, Any]) -> bool:
    """Whether a rectangle is the colour behind a text: a ruled line is stroked, or too thin to write on."""
    filled = drawn["object_type"] == "rect" and drawn["fill"] and not drawn["stroke"]
    return bool(filled) and min(drawn["width"], drawn["height"]) > _NEAR


class _Page:
    """One page: its tables by their ruled lines, the lines of text between them."""

    def __init__(self, page: Page, tables: Iterator[int]) -> None:
        self.page, self.numbers = page, tables
        ruled = page.filter(lambda drawn: not _is_background(drawn))
        self.tables = [found for found in ruled.find_tables() if len(found.cells) > 1]

    def blocks(self) -> list[str | Table]:
        blocks: list[str | Table] = []
        top = 0.0
        for table in sorted(self.tables, key=lambda one: one.bbox[1]):
            blocks += self._lines(top, table.bbox[1])
            blocks.append(self._table(table))
            top = max(top, table.bbox[3])
        return blocks + self._lines(top, float(self.page.height))

    def _lines(self, top: float, bottom: float) -> list[str]:
        boxes = [table.bbox for table in self.tables]
        chars = [
            char
            for char in self.page.chars
            if top <= _middle(char)[1] < bottom and not any(_inside(_middle(char), box) for box in boxes)
        ]
        return [line for line in _text(chars).split("\n") if line.strip() and not line.strip().isdigit()]

    def _table(self, table: Any) -> Table:
        xs, ys = _edges(table.cells, 0), _edges(table.cells, 1)
        boxes = [_places(box, xs, ys) for box in table.cells]
        texts = [_text(chars) for chars in self._by_box(boxes, xs, ys)]
        spans = [
            Span(top, left, text, bottom - top, right - left)
            for (left, top, right, bottom), text in zip(boxes, texts, strict=True)
        ]
        number = next(self.numbers)
        places = [f"trang {self.page.page_number}, hàng {row + 1}" for row in range(len(ys) - 1)]
        return Table(laid_out(spans, places, starts_page=True), place=f"trang {self.page.page_number}, bảng {number}")

    def _by_box(self, boxes: Sequence[Places], xs: Sequence[float], ys: Sequence[float]) -> list[list[dict[str, Any]]]:
        """The characters of each box; each is in the one whose ruled lines stand about its middle."""
        owner = {
            (column, row): number
            for number, (left, top, right, bottom) in enumerate(boxes)
            for column in range(left, right)
            for row in range(top, bottom)
        }
        found: list[list[dict[str, Any]]] = [[] for _ in boxes]
        for char in self.page.chars:
            x, y = _middle(char)
            number = owner.get((bisect_right(xs, x) - 1, bisect_right(ys, y) - 1))
            if number is not None:
                found[number].append(char)
        return found


def _text(chars: list[dict[str, Any]]) -> str:
    return extract_text(chars, x_tolerance_ratio=_GAP) if chars else ""


def _places(box: Box, xs: Sequence[float], ys: Sequence[float]) -> Places:
    return _nearest(xs, box[0]), _nearest(ys, box[1]), _nearest(xs, box[2]), _nearest(ys, box[3])


def _edges(boxes: Sequence[Box], axis: int) -> list[float]:
    """The places of the ruled lines along one axis, those that are drawn as one taken together."""
    edges: list[float] = []
    for value in sorted({box[side] for box in boxes for side in (axis, axis + 2)}):
        if not edges or value - edges[-1] > _NEAR:
            edges.append(value)
    return edges


def _nearest(edges: Sequence[float], value: float) -> int:
    return min(range(len(edges)), key=lambda n: abs(edges[n] - value))


def _middle(char: dict[str, Any]) -> tuple[float, float]:
    return (char["x0"] + char["x1"]) / 2, (char["top"] + char["bottom"]) / 2


def _inside(point: tuple[float, float], box: Box) -> bool:
    return box[0] <= point[0] < box[2] and box[1] <= point[1] < box[3]
