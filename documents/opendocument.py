"""The sheets of an .ods file, read cell by cell within limits: a cell that repeats a million times is read as one."""

import io
import zipfile
from datetime import date
from xml.etree.ElementTree import Element

from defusedxml.ElementTree import fromstring

from documents.sheet import MOST_COLUMNS, MOST_ROWS, MOST_SHEETS, Cell, Sheet, blank, cell_of

_TABLE = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"
_OFFICE = "{urn:oasis:names:tc:opendocument:xmlns:office:1.0}"
_TEXT = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"
_GROUPS = (f"{_TABLE}table-rows", f"{_TABLE}table-header-rows", f"{_TABLE}table-row-group")
_NUMBERS = ("float", "currency", "percentage")


def read_opendocument(content: bytes) -> tuple[Sheet, ...]:
    """The sheets of an OpenDocument spreadsheet (OASIS OpenDocument 1.3 part 3, section 9), looked into before."""
    with zipfile.ZipFile(io.BytesIO(content)) as packed:
        root = fromstring(packed.read("content.xml"))
    tables = list(root.iter(f"{_TABLE}table"))[:MOST_SHEETS]
    return tuple(_sheet(table) for table in tables)


def _sheet(table: Element) -> Sheet:
    rows: list[tuple[Cell, ...]] = []
    merged: list[tuple[int, int, int, int]] = []
    for row in _rows(table):
        if len(rows) >= MOST_ROWS:
            break
        cells = _cells(row, len(rows), merged)
        times = _times(row, "rows") if any(not cell.empty for cell in cells) else min(_times(row, "rows"), 50)
        rows.extend([cells] * min(times, MOST_ROWS - len(rows)))
    return Sheet(table.get(f"{_TABLE}name", ""), tuple(rows), tuple(merged))


def _rows(table: Element) -> list[Element]:
    found: list[Element] = []
    for child in table:
        if child.tag == f"{_TABLE}table-row":
            found.append(child)
        elif child.tag in _GROUPS:
            found.extend(_rows(child))
    return found


def _cells(row: Element, number: int, merged: list[tuple[int, int, int, int]]) -> tuple[Cell, ...]:
    cells: list[Cell] = []
    for one in row:
        if one.tag not in (f"{_TABLE}table-cell", f"{_TABLE}covered-table-cell") or len(cells) >= MOST_COLUMNS:
            continue
        down, right = _whole(one, "number-rows-spanned"), _whole(one, "number-columns-spanned")
        if down > 1 or right > 1:
            merged.append((number, len(cells), number + down - 1, len(cells) + right - 1))
        cell = blank() if one.tag.endswith("covered-table-cell") else _cell(one)
        cells.extend([cell] * min(_times(one, "columns"), MOST_COLUMNS - len(cells)))
    return tuple(cells)


def _times(element: Element, what: str) -> int:
    return _whole(element, f"number-{what}-repeated")


def _whole(element: Element, name: str) -> int:
    given = element.get(f"{_TABLE}{name}", "1")
    return min(int(given), MOST_ROWS) if given.isdigit() and len(given) < 10 else 1


def _cell(element: Element) -> Cell:
    kind = element.get(f"{_OFFICE}value-type", "")
    if kind in _NUMBERS:
        return cell_of(float(element.get(f"{_OFFICE}value", "0")), percent=kind == "percentage")
    if kind == "date":
        return cell_of(date.fromisoformat(element.get(f"{_OFFICE}date-value", "")[:10]))
    return cell_of("\n".join(_text(line) for line in element.iter(f"{_TEXT}p")))


def _text(line: Element) -> str:
    """The text of a paragraph; its runs of spaces, tabs and line ends are elements of their own (section 6.1)."""
    parts = [line.text or ""]
    for child in line:
        if child.tag == f"{_TEXT}s":
            parts.append(" ")
        elif child.tag in (f"{_TEXT}line-break", f"{_TEXT}tab"):
            parts.append("\n" if child.tag.endswith("break") else " ")
        else:
            parts.append(_text(child))
        parts.append(child.tail or "")
    return "".join(parts)
