"""A workbook's visible sheets as tables: .xlsx with its number formats, .xls and .ods by their values."""

import io
import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date

import openpyxl
import python_calamine

from documents.grid import Span, laid_out
from documents.refusal import Refusal
from documents.sheet_values import UNSURE, shown
from documents.table_rows import Document, Table, document
from documents.text_tables import with_lists
from documents.zipped_file import Zipped
from language.wording import wording

_MOST_ROWS, _MOST_COLUMNS, _MOST_BLANK = 20_000, 100, 300
_TYPED_DAY = re.compile(r"\s*(?:1[3-9]|2\d|3[01])/\d{1,2}/\d{4}\s*")
_BROKEN = Refusal(wording("Tệp bảng tính bị hỏng, không đọc được."), "Mở bằng Excel, lưu lại thành .xlsx rồi đọc lại.")
_EMPTY = Refusal(wording("Bảng tính không có trang nào có nội dung."), "Kiểm tra lại tệp: trang ẩn không được đọc.")

Merged = Sequence[tuple[tuple[int, int], tuple[int, int]]]


def sheet_document(raw: bytes, parts: Zipped) -> Document | Refusal:
    """The visible sheets of an .xlsx workbook, each a table under a line with its name."""
    try:
        merged = {sheet.name: sheet.merged_cell_ranges or [] for sheet in _sheets(raw)}
        book = openpyxl.load_workbook(io.BytesIO(raw), read_only=True, data_only=True, keep_links=False)
        rows = [(name, list(_formatted(book[name]))) for name in merged if name in book.sheetnames]
    except Exception:  # both libraries raise whatever a damaged file leads them to
        return _BROKEN
    return _document((name, cells, merged[name]) for name, cells in rows)


def old_sheet_document(raw: bytes) -> Document | Refusal:
    """The visible sheets of an .xls or .ods workbook: it keeps no formats, so the first of a month is in doubt."""
    try:
        sheets = [
            (sheet.name, sheet.to_python(skip_empty_area=False), sheet.merged_cell_ranges or [])
            for sheet in _sheets(raw)
        ]
    except Exception:  # as above
        return _BROKEN
    return _document(
        (name, [[_plain(value) for value in row] for row in rows], merged) for name, rows, merged in sheets
    )


def _plain(value: object) -> str:
    first = isinstance(value, date) and value.day == 1
    return shown(value, None) + (UNSURE if first else "")


def _sheets(raw: bytes) -> Iterator[python_calamine.CalamineSheet]:
    book = python_calamine.CalamineWorkbook.from_filelike(io.BytesIO(raw))
    for about in book.sheets_metadata:
        if about.visible == python_calamine.SheetVisibleEnum.Visible:
            yield book.get_sheet_by_name(about.name)


def _formatted(sheet: object) -> Iterator[list[str]]:
    rows: Iterable[Sequence[object]] = sheet.iter_rows(max_row=_MOST_ROWS, max_col=_MOST_COLUMNS)  # type: ignore[attr-defined]
    kept = [
        [(getattr(cell, "value", None), getattr(cell, "number_format", None)) for cell in row] for row in _filled(rows)
    ]
    unsure = any(isinstance(value, str) and _TYPED_DAY.fullmatch(value) for row in kept for value, _ in row)
    return ([shown(value, form, unsure) for value, form in row] for row in kept)


def _filled(rows: Iterable[Sequence[object]]) -> Iterator[Sequence[object]]:
    """The rows up to where nothing more comes: a sheet may claim a million."""
    blank = 0
    for row in rows:
        blank = 0 if any(getattr(cell, "value", None) is not None for cell in row) else blank + 1
        if blank > _MOST_BLANK:
            return
        yield row


def _document(sheets: Iterable[tuple[str, list[list[str]], Merged]]) -> Document | Refusal:
    blocks: list[str | Table] = []
    for name, rows, merged in sheets:
        if any(cell.strip() for row in rows for cell in row):
            blocks += [name, _table(name, rows, merged)]
    return document(with_lists(blocks)) if blocks else _EMPTY


def _table(name: str, rows: list[list[str]], merged: Merged) -> Table:
    within: Callable[[int], int] = lambda row: min(row, len(rows) - 1)  # noqa: E731
    spans = [
        Span(top, left, rows[top][left] if left < len(rows[top]) else "", within(bottom) - top + 1, right - left + 1)
        for (top, left), (bottom, right) in merged
        if top < len(rows)
    ]
    cells = [Span(row, column, text) for row, texts in enumerate(rows) for column, text in enumerate(texts)]
    places = [f"trang tính “{name}”, hàng {row + 1}" for row in range(len(rows))]
    return Table(laid_out([*spans, *cells], places), place=f"trang tính “{name}”")
