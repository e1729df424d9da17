"""What each row of an assignment table is: a numbered line, a group's title, the rest of the row above, a total."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum

from documents.columns import Columns
from documents.numbering import BULLET, number_of, split_number
from documents.table_head import Headed
from documents.table_rows import Row
from language.text import fold, tidy

_TOTAL = re.compile(
    r"(?:tổng(?: cộng| số| kinh phí| toàn bộ)?|cộng|tổng (?:cộng|số|kinh phí|mức|dự toán)\b.*"
    r"|ghi chú\s*:?.*|lưu ý\s*:.*|nguồn\s*:.*"
    r"|chú thích\s*:.*|\(?\*+\)?.*)",
    re.DOTALL,
)
_DASHED = re.compile(r"\s*[-–—+•*▪●]\s+")


class Kind(Enum):
    """What a row is."""

    REPEATED = "repeated head"
    EMPTY = "empty"
    TOTAL = "total or note"
    GROUP = "title of a group without a number"
    NUMBERED = "numbered"
    BULLET = "bullet"
    MORE = "rest of the row above"
    UNNUMBERED = "assigns without a number"


@dataclass(frozen=True)
class Line:
    """A row with its kind; number, code and title are those printed, "" where there is none.

    `counted` says whether the column that only counts tasks has a number here (True where there is no such column),
    `spread` that one text stands over the whole row: it has no cells.
    """

    kind: Kind
    row: Row
    number: str = ""
    code: str = ""
    title: str = ""
    counted: bool = True
    spread: bool = False


def lines(table: Headed) -> list[Line]:
    """The rows under a table's head, each with its kind."""
    found: list[Line] = []
    for row in table.body:
        found.append(_Row(table, row, found[-1] if found else None).line())
    return found


class _Row:
    """One row, seen with the one before it."""

    def __init__(self, table: Headed, row: Row, before: Line | None) -> None:
        self.table, self.columns, self.row, self.before = table, table.columns, row, before

    def line(self) -> Line:
        own = [cell for cell in self.row.cells if not (cell.blank or cell.above)]
        if self.table.repeats(self.row):
            return Line(Kind.REPEATED, self.row)
        if not own:
            return Line(Kind.EMPTY, self.row)
        spread = spread_text(self.row, self.columns)
        if spread is not None:
            return self._spread(spread)
        return self._cells()

    def _spread(self, text: str) -> Line:
        """One text over the whole row: a heading after its number, a group's title, or a note under the table."""
        number, title = split_number(text)
        if _TOTAL.fullmatch(fold(text)):
            return Line(Kind.TOTAL, self.row, title=text)
        return Line(Kind.NUMBERED if number else Kind.GROUP, self.row, number or "", title=title, spread=True)

    def _cells(self) -> Line:
        columns, row = self.columns, self.row
        printed = "" if row.cell(columns.number).above else tidy(row.text(columns.number))
        title = tidy(row.text(columns.title))
        code = "" if row.cell(columns.code).above else tidy(row.text(columns.code))
        counted = columns.running is None or bool(row.text(columns.running))
        number = number_of(printed)
        if number is None and printed and not BULLET.fullmatch(printed):
            number, rest = split_number(printed)
            title = title if number is None or rest == title else title or rest
        if number is None and not printed:
            number, title = self._number_in_title(title)
        if _TOTAL.fullmatch(fold(title or printed)) and not code:
            return Line(Kind.TOTAL, row, title=title)
        if number or code:
            return Line(Kind.NUMBERED, row, number or "", code, title, counted)
        return Line(self._without_number(printed, title), row, printed, "", title, counted)

    def _number_in_title(self, title: str) -> tuple[str | None, str]:
        """A number typed before the title where the table has no other place for it, or left it blank."""
        merged = self.row.cell(self.columns.title).above
        return (None, title) if merged else split_number(title)

    def _without_number(self, printed: str, title: str) -> Kind:
        columns, row = self.columns, self.row
        assigns = any(self._own(column, title) for column in columns.assigning)
        merged = row.cell(columns.number).above and row.cell(columns.title).above
        if merged or not title or row.cell(columns.title).above and not assigns:
            return Kind.MORE
        if row.starts_page and not printed and self._goes_on(title):
            return Kind.MORE
        shared = row.cell(columns.number).above and bool(row.text(columns.number))
        if shared or BULLET.fullmatch(printed) or _DASHED.match(row.text(columns.title)):
            return Kind.BULLET
        if not assigns and not any(row.cell(column).above and row.text(column) for column in columns.assigning):
            continues = title[0].islower() and self.before is not None
            return Kind.MORE if continues else Kind.GROUP
        return Kind.UNNUMBERED

    def _goes_on(self, title: str) -> bool:
        """Whether some cell begins in small letters, as the rest of one that a page broke does."""
        return any(text[:1].islower() for text in (title, *own_texts(self.row, range(len(self.row.cells)))))

    def _own(self, column: int, title: str) -> bool:
        cell = self.row.cell(column)
        return not cell.blank and not cell.above and fold(cell.text) != fold(title)


def spread_text(row: Row, columns: Columns) -> str | None:
    """The text that one row repeats in all its cells or merges across them, but for its number; None for other rows."""
    own = [cell for cell in row.cells if not cell.blank]
    texts = {fold(cell.text) for cell in own}
    merged = any(cell.left for cell in row.cells)
    if len(texts) == 1 and (merged or len(own) > 1):
        alone = own[0].text
        over = sum(fold(cell.text) == fold(alone) for cell in row.cells)
        return tidy(alone) if over >= max(2, len(row.cells) - 1) else None
    return None


def own_texts(row: Row, columns: Sequence[int]) -> list[str]:
    """What a row prints of its own in some columns."""
    return [row.text(column) for column in columns if not row.cell(column).blank and not row.cell(column).above]
