"""Sheets of a workbook made alike: a frozen head that repeats in print, filters, widths, and cells by kind."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from xlsxwriter import Workbook
from xlsxwriter.format import Format

from documents.row_sheet import RowSheet
from language.wording import Wording
from models.digest_words import Words

A3, A4 = 8, 9
WIDEST_ON_A4 = 210
HEAD, LINE, MOST_LINES = 45, 15, 25  # heights in points, and how many lines a row grows to


@dataclass(frozen=True)
class Column:
    """A column: its head, its width in characters, and whether its texts are wrapped."""

    head: Wording
    width: int
    wrap: bool = False


@dataclass(frozen=True)
class Formats:
    """How cells look."""

    head: Format
    text: Format
    wrapped: Format
    day: Format
    whole: Format
    title: Format


@dataclass(frozen=True)
class Sheets:
    """A workbook being written, in one language."""

    book: Workbook
    words: Words
    formats: Formats

    @classmethod
    def of(cls, book: Workbook, words: Words) -> "Sheets":
        """The workbook with its formats."""
        base = {"font_name": "Times New Roman", "font_size": 11, "valign": "top"}
        return cls(
            book,
            words,
            Formats(
                head=book.add_format(
                    base | {"bold": True, "text_wrap": True, "bg_color": "#DCE6F2", "border": 1, "align": "center"}
                ),
                text=book.add_format(base),
                wrapped=book.add_format(base | {"text_wrap": True}),
                day=book.add_format(base | {"num_format": "dd/mm/yyyy", "align": "left"}),
                whole=book.add_format(base | {"num_format": "#,##0"}),
                title=book.add_format(base | {"bold": True, "font_size": 14}),
            ),
        )

    def table(self, name: Wording, columns: Sequence[Column], rows: int) -> RowSheet:
        """A new sheet with that head, ready for `rows` rows below it."""
        sheet: RowSheet = self.book.add_worksheet(self.words.say(name)[:31], RowSheet)
        set_up_print(sheet, columns)
        sheet.repeat_rows(0)
        sheet.freeze_panes(1, 0)
        sheet.autofilter(0, 0, max(rows, 1), len(columns) - 1)
        for place, column in enumerate(columns):
            sheet.set_column(place, place, column.width)
        heads = [self.words.say(column.head) for column in columns]
        sheet.write_values(0, heads, [self.formats.head] * len(heads), HEAD)
        return sheet

    def write(self, sheet: RowSheet, row: int, columns: Sequence[Column], values: Sequence[object]) -> None:
        """One row, as high as its wrapped texts need: Excel would see to that itself, LibreOffice does not."""
        wrapped = (_lines(value, one.width) for one, value in zip(columns, values, strict=True) if one.wrap)
        lines = max(wrapped, default=1)
        styles = [self._style(column, value) for column, value in zip(columns, values, strict=True)]
        sheet.write_values(row, values, styles, LINE * min(lines, MOST_LINES) if lines > 1 else 0)

    def _style(self, column: Column, value: object) -> Format:
        if isinstance(value, int):
            return self.formats.whole
        if isinstance(value, date):
            return self.formats.day
        return self.formats.wrapped if column.wrap else self.formats.text


def _lines(value: object, width: int) -> int:
    if not isinstance(value, str):
        return 1
    return sum(max(1, -(-len(line) * 11 // (width * 10))) for line in value.split("\n"))


def set_up_print(sheet: RowSheet, columns: Sequence[Column]) -> None:
    """A4 across, or A3 for wide tables, one page wide, the page's number below."""
    sheet.set_paper(A4 if sum(column.width for column in columns) <= WIDEST_ON_A4 else A3)
    sheet.set_landscape()
    sheet.hide_gridlines(0)
    sheet.fit_to_pages(1, 0)
    sheet.set_margins(left=0.6, right=0.4, top=0.6, bottom=0.6)
    sheet.set_footer("&C&P/&N")
