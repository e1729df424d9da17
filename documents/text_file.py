"""A text file as lines and tables: a tab begins a cell, a blank line ends a row (but not inside a cell)."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

from documents.columns import is_head, is_number, is_number_head
from documents.table_rows import Document, Row, Table
from language.text import composed, tidy
from language.wording import Wording, wording

_ANNEX = re.compile(r"PHỤ LỤC(\s+[IVXLC\d]+[A-Z]?)?", re.IGNORECASE)
_LARGEST = 20_000_000
_HEAD_LINES = 4  # a head's cell is short; one with more lines is prose after a stray tab


@dataclass(frozen=True)
class TextCell:
    """A cell as it stands in the file: its lines, the number of the first, what came before its tab."""

    lines: tuple[str, ...]
    line: int
    after_blank: bool

    @property
    def text(self) -> str:
        """The cell's text without the blank lines inside it."""
        return "\n".join(line.strip() for line in self.lines if line.strip())


def read_text(path: Path) -> str | Wording:
    """The file's text in NFC, or the reason why there is none to read."""
    try:
        if path.stat().st_size > _LARGEST:
            return wording("Tệp quá lớn ({size} byte) để là một văn bản.", size=path.stat().st_size)
        raw = path.read_bytes()
    except FileNotFoundError:
        return wording("Không có tệp này.")
    except OSError as fault:
        return wording("Không mở được tệp ({fault}).", fault=fault.strerror or "")
    return decoded(raw)


def decoded(raw: bytes) -> str | Wording:
    """The text of UTF-8 or (with its mark) UTF-16 bytes, or the reason why they are no text."""
    encoding = "utf-16" if raw.startswith((b"\xff\xfe", b"\xfe\xff")) else "utf-8-sig"
    try:
        text = composed(raw.decode(encoding))
    except UnicodeDecodeError:
        return wording("Tệp không phải văn bản Unicode (UTF-8).")
    if "\x00" in text:
        return wording("Tệp là dữ liệu nhị phân, không phải văn bản.")
    return text if text.strip() else wording("Tệp rỗng.")


def text_document(text: str) -> Document:
    """The document a text holds; never fails, without tabs it has no table."""
    lines = composed(text).split("\n")
    cells = _cells(lines)
    heads = _without_repeats(_head_starts(cells), cells, lines)
    tables = [_table(cells[start:end], lines) for start, end in pairwise([*heads, len(cells)])]
    return Document(tuple(lines), tuple(tables))


def _cells(lines: Sequence[str]) -> list[TextCell]:
    starts = [index for index, line in enumerate(lines) if line.startswith("\t")]
    return [
        TextCell(tuple(lines[start:end]), start + 1, start > 0 and _is_blank(lines[start - 1]))
        for start, end in pairwise([*starts, len(lines)])
    ]


def _is_blank(line: str) -> bool:
    """A line with a tab alone is an empty cell, not a blank line."""
    return not line.strip() and not line.startswith("\t")


def _head_starts(cells: Sequence[TextCell]) -> list[int]:
    """Where tables begin: the first cell of each row that names a lead column."""
    starts: list[int] = []
    for index, cell in enumerate(cells):
        if is_head("lead", cell.text):
            start = _row_start(cells, index)
            starts += [start] if start not in starts else []
    return starts


def _without_repeats(starts: Sequence[int], cells: Sequence[TextCell], lines: Sequence[str]) -> list[int]:
    """The starts of tables proper: the same head again in one annex only goes on with its table, on a new page."""
    kept: dict[tuple[str, tuple[str, ...]], int] = {}
    for start in starts:
        width = _width(cells[start:])
        head = tuple(tidy(cell.text) for cell in cells[start : start + width])
        kept.setdefault((_annex_above(lines, cells[start].line), head), start)
    return list(kept.values())


def _width(cells: Sequence[TextCell]) -> int:
    """How many cells the first row has: up to the first blank line."""
    return next((n for n, cell in enumerate(cells) if n and cell.after_blank), len(cells))


def _row_start(cells: Sequence[TextCell], index: int) -> int:
    while index > 0 and not cells[index].after_blank and not is_number_head(cells[index].text):
        if len(cells[index - 1].lines) > _HEAD_LINES:
            break
        index -= 1
    return index


def _table(cells: Sequence[TextCell], lines: Sequence[str]) -> Table:
    width = _width(cells)
    rows: list[list[TextCell]] = []
    for cell in cells:
        if not rows or _begins_row(cell, rows[-1], width):
            rows.append([])
        rows[-1].append(cell)
    rows[-1][-1] = _without_what_follows(rows[-1][-1])
    return Table(tuple(_row(row) for row in rows), _annex_above(lines, cells[0].line))


def _begins_row(cell: TextCell, row: Sequence[TextCell], width: int) -> bool:
    """A blank line before the tab ends a row that is full; a short one only when a number follows."""
    if len(row) >= width:
        return True
    return cell.after_blank and (is_number(tidy(cell.text)) or is_number_head(cell.text))


def _without_what_follows(cell: TextCell) -> TextCell:
    """A table's last cell ends at the first blank line: what comes after is no longer the table."""
    end = next((n for n, line in enumerate(cell.lines) if n and not line.strip()), len(cell.lines))
    return TextCell(cell.lines[:end], cell.line, cell.after_blank)


def _row(cells: Sequence[TextCell]) -> Row:
    return Row(tuple(cell.text for cell in cells), str(cells[0].line))


def _annex_above(lines: Sequence[str], line: int) -> str:
    above = (_ANNEX.fullmatch(tidy(text)) for text in reversed(lines[: line - 1]))
    return next((f"Phụ lục{found[1] or ''}" for found in above if found), "")
