"""A Word document (.docx) as lines and tables: merged cells, automatic numbers, tracked changes as accepted."""

from collections.abc import Iterator
from itertools import count

from lxml import etree

from documents.grid import Span, laid_out
from documents.refusal import Refusal
from documents.table_rows import Document, Table, document
from documents.text_tables import with_lists
from documents.word_numbering import Lists, W, lists
from documents.word_styles import Styles, styles
from documents.zipped_file import Zipped
from language.legacy import from_font
from language.wording import wording

_MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_DROPPED = {
    f"{W}del",
    f"{W}moveFrom",
    f"{W}instrText",
    f"{W}delText",
    f"{W}pPr",
    f"{W}rPr",
    f"{_MC}Fallback",
    f"{W}txbxContent",
}
_DROPPED |= {f"{W}footnoteReference", f"{W}endnoteReference", f"{W}commentReference", f"{W}fldData"}
_MARKS = {f"{W}tab": " ", f"{W}br": "\n", f"{W}cr": "\n", f"{W}noBreakHyphen": "-", f"{W}softHyphen": "\u00ad"}
_WRAPPERS = {
    f"{W}sdt",
    f"{W}sdtContent",
    f"{W}ins",
    f"{W}moveTo",
    f"{W}customXml",
    f"{W}smartTag",
    f"{_MC}AlternateContent",
    f"{_MC}Choice",
}
_DEEPEST = 60


def word_document(parts: Zipped) -> Document | Refusal:
    """The lines and tables of a document, or why it was not read."""
    tree = parts.tree(parts.main)
    if tree is None:
        return Refusal(wording("Tệp Word bị hỏng: không có phần nội dung."), "Mở bằng Word, lưu lại rồi đọc lại.")
    if isinstance(tree, Refusal):
        return tree
    folder = parts.main.rpartition("/")[0]
    numbering, style = (parts.tree(f"{folder}/{name}.xml") for name in ("numbering", "styles"))
    reader = _Reader(
        lists(None if isinstance(numbering, Refusal) else numbering),
        styles(None if isinstance(style, Refusal) else style),
    )
    body = tree.find(f"{W}body")
    blocks = list(reader.blocks(body)) if body is not None else []
    return document(with_lists(blocks))


class _Reader:
    """One walk over a body; it counts tables and lists as the page does."""

    def __init__(self, numbered: Lists, styled: Styles) -> None:
        self.lists, self.styles, self.tables = numbered, styled, count(1)

    def blocks(self, container: etree._Element) -> Iterator[str | Table]:
        """Paragraphs and tables in order; those inside content controls and accepted changes too."""
        for element in _within(container):
            if element.tag == f"{W}p":
                yield from self.paragraph(element).split("\n")
            elif element.tag == f"{W}tbl":
                yield from self.table(element)

    def table(self, element: etree._Element) -> Iterator[str | Table]:
        """A table; one of a single cell is only a frame, and tables inside cells follow the one that holds them."""
        number = next(self.tables)
        rows = [row for row in _within(element) if row.tag == f"{W}tr" and row.find(f"{W}trPr/{W}del") is None]
        cells = [[cell for cell in _within(row) if cell.tag == f"{W}tc"] for row in rows]
        if sum(map(len, cells)) == 1:
            yield from self.blocks(cells[0][0])
            return
        places = [f"bảng {number}, hàng {row + 1}" for row in range(len(rows))]
        inner = [one for row in cells for cell in row for one in _within(cell) if one.tag == f"{W}tbl"]
        yield Table(laid_out(self._spans(rows, cells), places), place=f"bảng {number}")
        for one in inner:
            yield from self.table(one)

    def _spans(self, rows: list[etree._Element], cells: list[list[etree._Element]]) -> list[Span]:
        spans: list[Span] = []
        begun: dict[int, int] = {}  # by column: the span that a vertically merged cell there goes on with
        for number, row in enumerate(rows):
            column = _number(row.find(f"{W}trPr/{W}gridBefore"), 0)
            for cell in cells[number]:
                across = max(1, _number(cell.find(f"{W}tcPr/{W}gridSpan"), 1))
                merge = cell.find(f"{W}tcPr/{W}vMerge")
                goes_on = merge is not None and merge.get(f"{W}val", "continue") == "continue" and column in begun
                if goes_on:
                    above = spans[begun[column]]
                    spans[begun[column]] = Span(
                        above.row, above.column, above.text, number - above.row + 1, above.columns
                    )
                else:
                    spans.append(Span(number, column, self.text(cell), 1, across))
                    begun.pop(column, None)
                    if merge is not None:
                        begun[column] = len(spans) - 1
                column += across
        return spans

    def text(self, cell: etree._Element) -> str:
        """What a cell says, a line for each paragraph."""
        lines = [self.paragraph(one) for one in _within(cell) if one.tag == f"{W}p"]
        return "\n".join(line for line in lines if line.strip())

    def paragraph(self, element: etree._Element) -> str:
        """A paragraph's text after its list's label, line breaks kept."""
        style = _value(element.find(f"{W}pPr/{W}pStyle"))
        font = self.styles.font(style)
        pieces: list[str] = []
        self._runs(element, font, pieces, 0)
        text = "".join(pieces)
        label = self._label(element, style)
        return f"{label} {text.lstrip()}" if label else text

    def _label(self, element: etree._Element, style: str) -> str:
        own = element.find(f"{W}pPr/{W}numPr")
        listed = (
            (_value(own.find(f"{W}numId")), _value(own.find(f"{W}ilvl")))
            if own is not None
            else self.styles.numbering(style)
        )
        number_id, level = listed
        return self.lists.label(number_id, int(level) if level.isdecimal() else 0) if number_id not in ("", "0") else ""

    def _runs(self, element: etree._Element, font: str, pieces: list[str], depth: int) -> None:
        for child in element:
            if child.tag in _DROPPED or depth > _DEEPEST:
                continue
            if child.tag == f"{W}t":
                pieces.append(from_font(child.text or "", font))
            elif child.tag in _MARKS:
                pieces.append(from_font(_MARKS[child.tag], font))
            elif child.tag == f"{W}r":
                if child.find(f"{W}rPr/{W}vanish") is None:
                    self._runs(child, self._font(child, font), pieces, depth + 1)
            else:
                self._runs(child, font, pieces, depth + 1)

    def _font(self, run: etree._Element, font: str) -> str:
        fonts = run.find(f"{W}rPr/{W}rFonts")
        named = fonts.get(f"{W}ascii") or fonts.get(f"{W}hAnsi") if fonts is not None else None
        style = run.find(f"{W}rPr/{W}rStyle")
        return named or (self.styles.font(_value(style)) if style is not None else "") or font


def _within(container: etree._Element) -> Iterator[etree._Element]:
    """The children of an element, and of what only wraps them."""
    for child in container:
        if child.tag in _WRAPPERS:
            yield from _within(child)
        elif child.tag not in _DROPPED:
            yield child


def _value(element: etree._Element | None) -> str:
    return str(element.get(f"{W}val", "")) if element is not None else ""


def _number(element: etree._Element | None, otherwise: int) -> int:
    value = _value(element)
    return int(value) if value.isdecimal() and len(value) < 5 else otherwise
