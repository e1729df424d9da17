"""A sheet that takes whole rows: text as text whatever it looks like, and several times quicker than cell by cell.

XlsxWriter writes a text that begins with `<r>` and ends with `</r>` into the file as it is, as markup of a rich text:
an agency could write a formula that way, or break the file. Here every text is escaped.
"""

import re
from collections.abc import Sequence
from datetime import date

from xlsxwriter.format import Format
from xlsxwriter.utility import xl_col_to_name
from xlsxwriter.worksheet import Worksheet

LONGEST_CELL = 32_000  # of the 32,767 UTF-16 units that a cell holds, with room for letters that take two
BEFORE_1900 = date(1899, 12, 30).toordinal()
COLUMNS = tuple(map(xl_col_to_name, range(100)))
UNSAFE = re.compile("[&<>\x00-\x08\x0b-\x1f\ufffe\uffff]|_x[0-9A-Fa-f]{4}_")


class RowSheet(Worksheet):  # type: ignore[misc]
    """Give it to `Workbook.add_worksheet` of a workbook in constant memory; rows come in order."""

    def write_values(self, row: int, values: Sequence[object], styles: Sequence[Format], height: float = 0) -> None:
        """One row: text as text, whole numbers and days as such, nothing for what is absent; `height` in points."""
        if row > self.previous_row:
            self._write_single_row(row)
        self._check_dimensions(row, len(values) - 1)
        cells = [
            cell(f"{column}{row + 1}", value, style._get_xf_index())
            for column, value, style in zip(COLUMNS, values, styles, strict=False)
            if value is not None and value != ""
        ]
        tall = f' ht="{height:g}" customHeight="1"' if height else ""
        self.fh.write(f'<row r="{row + 1}"{tall}>{"".join(cells)}</row>')


def cell(name: str, value: object, style: int) -> str:
    """The XML of one cell; raises TypeError for a value that is neither text, number nor day."""
    if isinstance(value, str):
        return f'<c r="{name}" s="{style}" t="inlineStr"><is><t xml:space="preserve">{escaped(value)}</t></is></c>'
    if isinstance(value, int):
        return f'<c r="{name}" s="{style}"><v>{value}</v></c>'
    if isinstance(value, date):
        return f'<c r="{name}" s="{style}"><v>{value.toordinal() - BEFORE_1900}</v></c>'
    raise TypeError(f"a cell holds text, a whole number or a day, not {value!r}")


def escaped(text: str) -> str:
    """The text as XML; control characters as Excel writes them, _x0007_ (ECMA-376 part 1, 22.9.2.19)."""
    text = text[:LONGEST_CELL]
    if UNSAFE.search(text):
        text = Worksheet._escape_control_characters(text)
        return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    return text
