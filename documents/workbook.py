"""The sheets of a spreadsheet from outside, .xlsx or .xls, that was looked into before."""

import io
import posixpath
import re
import warnings
import zipfile
from typing import Any

import openpyxl
from defusedxml.ElementTree import fromstring
from python_calamine import CalamineWorkbook

from documents.sheet import MOST_COLUMNS, MOST_ROWS, MOST_SHEETS, Cell, Sheet, blank, cell_of

Area = tuple[int, int, int, int]

_MERGED = re.compile(rb"<(?:\w+:)?mergeCell\b[^>]*\bref=[\"']([A-Z]{1,3})(\d{1,7}):([A-Z]{1,3})(\d{1,7})[\"']")
_REL = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
_BOOK = "xl/workbook.xml"


def read_xlsx(content: bytes) -> tuple[Sheet, ...]:
    """By openpyxl, which tells how a number is shown: 0.34 in a cell shown as a percentage is 34 %."""
    merged = _merged(content)
    sheets = []
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # of extensions and styles that it does not keep
        book = openpyxl.load_workbook(io.BytesIO(content), read_only=True, data_only=True, keep_links=False)
        for sheet in book.worksheets[:MOST_SHEETS]:
            rows = sheet.iter_rows(max_row=MOST_ROWS, max_col=MOST_COLUMNS)
            cells = tuple(tuple(_shown(cell) for cell in row) for row in rows)
            sheets.append(Sheet(sheet.title, cells, merged.get(sheet.title, ())))
        book.close()
    return tuple(sheets)


def _shown(cell: Any) -> Cell:
    if cell.value is None:
        return blank()
    return cell_of(cell.value, percent="%" in str(cell.number_format or ""))


def _merged(content: bytes) -> dict[str, tuple[Area, ...]]:
    """The merged areas of each sheet by its name; openpyxl does not read them without reading everything."""
    with zipfile.ZipFile(io.BytesIO(content)) as packed:
        links = fromstring(packed.read("xl/_rels/workbook.xml.rels"))
        parts = {one.get("Id"): posixpath.normpath(posixpath.join("/xl", one.get("Target", ""))) for one in links}
        sheets = [one for one in fromstring(packed.read(_BOOK)).iter() if one.tag.endswith("}sheet")]
        named = {one.get("name", ""): parts.get(one.get(_REL), "").lstrip("/") for one in sheets}
        held = set(packed.namelist())
        return {name: _areas(packed.read(part)) for name, part in named.items() if part in held}


def _areas(sheet: bytes) -> tuple[Area, ...]:
    return tuple(
        (int(top) - 1, _column(left), int(bottom) - 1, _column(right))
        for left, top, right, bottom in _MERGED.findall(sheet)
    )


def _column(letters: bytes) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + letter - ord("A") + 1
    return number - 1


def read_xls(content: bytes) -> tuple[Sheet, ...]:
    """By calamine, which does not tell how a number is shown."""
    book = CalamineWorkbook.from_filelike(io.BytesIO(content))
    return tuple(_old_sheet(book, name) for name in book.sheet_names[:MOST_SHEETS])


def _old_sheet(book: CalamineWorkbook, name: str) -> Sheet:
    sheet = book.get_sheet_by_name(name)
    rows = sheet.to_python(skip_empty_area=False, nrows=MOST_ROWS)
    merged = tuple((*first, *last) for first, last in sheet.merged_cell_ranges or [])
    return Sheet(name, tuple(tuple(cell_of(value) for value in row[:MOST_COLUMNS]) for row in rows), merged)
