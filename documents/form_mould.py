"""The answer form as XlsxWriter makes it, once a process: every style and rule, with marks where a letter's words go.

What differs from letter to letter is one part of the file, the sheet. It is kept as text with marks and filled in by
`documents/form_file.py`; the other parts are the same for all and stay packed.
"""

import io
import re
import zipfile
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from typing import Any

import xlsxwriter
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from documents.form_layout import (
    COLUMNS,
    FULL,
    MOST_TEXT,
    PLACES,
    PREPARED_BY,
    REPORT_DATE,
    REPORT_NUMBER,
    ROLES,
)
from language.wording import wording
from models.digest_labels import STATUSES

SHEET_PART = "xl/worksheets/sheet1.xml"
ZIP_EPOCH = (1980, 1, 1, 0, 0, 0)
MADE_ON = datetime(2000, 1, 1)  # noqa: DTZ001 - a fixed day: the same data give the same bytes
LAST = len(COLUMNS) - 1
HEADER_ROW = 7
MODEL_ROWS = {"section": 8, "lead": 9, "coordinating": 10}
NOTES_HEIGHT = 78

_ROW = re.compile(r'<row r="(\d+)".*?</row>', re.DOTALL)
_REFERENCE = re.compile(r'(<(?:row|c) r="[A-Z]*)\d+(")')
_HEIGHT = re.compile(r' ht="[\d.]+"')
_SPANS = re.compile(r' spans="[\d:]+"')


@dataclass(frozen=True)
class Mould:
    """The form without words: `head` and `tail` of its sheet, a model of each kind of row, and `rest`, a .zip file.

    A model row has @@row@@ for its number, @@height@@, and @@key@@ for each text; so have head and tail.
    """

    head: str
    rows: Mapping[str, str]
    tail: str
    rest: bytes


@cache
def mould(locale: str) -> Mould:
    """The mould in the language `locale`."""
    made = io.BytesIO()
    book = xlsxwriter.Workbook(
        made,
        # Row by row, so that every text stands in its cell and none in a table shared by the whole file.
        {"constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False},
    )
    book.set_properties({"title": STATUSES_TITLE.say(locale), "created": MADE_ON})
    _draw(book, locale)
    book.close()
    return _taken_apart(made.getvalue())


STATUSES_TITLE = wording("Biểu trả lời báo cáo")


def _draw(book: xlsxwriter.Workbook, locale: str) -> None:
    sheet = book.add_worksheet(wording("Trả lời").say(locale))
    styles = {name: book.add_format(_BASE | given) for name, given in _STYLES.items()}
    for place, column in enumerate(COLUMNS):
        sheet.set_column(place, place, column.width, None, {"hidden": column.key == "id"})
    _draw_top(sheet, styles, locale)
    _draw_head(sheet, styles, locale)
    _draw_models(sheet, styles)
    _set_rules(sheet, locale)
    _set_page(sheet, locale)


_BASE: dict[str, Any] = {"font_name": "Times New Roman", "font_size": 11, "text_wrap": True, "valign": "top"}
_STYLES: dict[str, dict[str, Any]] = {
    "title": {"bold": True, "font_size": 14, "valign": "vcenter", "text_wrap": False},
    "line": {"text_wrap": False, "valign": "vcenter"},
    "notes": {},
    "label": {"align": "right", "valign": "vcenter", "text_wrap": False},
    "head": {"bold": True, "border": 1, "align": "center", "valign": "vcenter", "bg_color": "#D9E2F1"},
    "section": {"bold": True, "bg_color": "#EDEDED", "top": 1, "bottom": 1, "text_wrap": False, "valign": "vcenter"},
    "given": {"border": 1},
    "closed": {"border": 1, "bg_color": "#EDEDED"},
    "open": {"border": 1, "bg_color": "#FFF2B3", "locked": False},
    # As text: what an officer types as 05/06/2027 stays the fifth of June, whatever country his Excel is set to.
    "open_text": {"border": 1, "bg_color": "#FFF2B3", "locked": False, "num_format": "@"},
}


def _draw_top(sheet: Worksheet, styles: dict[str, Format], locale: str) -> None:
    """Rows 1 to 6: whose form it is, how it is filled in, and the official report beside it."""
    sheet.write_string(0, 0, "@@tag@@")
    for row, (key, style, height) in enumerate(
        (("title", "title", 24), ("agency", "line", 18), ("period", "line", 18), ("notes", "notes", NOTES_HEIGHT))
    ):
        sheet.set_row(row, height)
        sheet.merge_range(row, 1, row, LAST, f"@@{key}@@", styles[style])
    sheet.set_row(4, 22)
    fields = (
        (REPORT_NUMBER, "title", "due", "earlier"),
        (REPORT_DATE, "percent", "result", "result"),
        (PREPARED_BY, "evidence", "difficulty", "proposal"),
    )
    for label, beside, first, last in fields:
        sheet.write_string(4, PLACES[beside], f"{label.say(locale)}:", styles["label"])
        for place in range(PLACES[first], PLACES[last] + 1):
            sheet.write_blank(4, place, None, styles["open_text"])
        if first != last:
            sheet.merge_range(4, PLACES[first], 4, PLACES[last], "", styles["open_text"])
    sheet.set_row(5, 18)
    sheet.merge_range(5, 1, 5, LAST, "@@thread@@", styles["line"])


def _draw_head(sheet: Worksheet, styles: dict[str, Format], locale: str) -> None:
    sheet.set_row(HEADER_ROW - 1, 48)
    for place, column in enumerate(COLUMNS):
        sheet.write_string(HEADER_ROW - 1, place, column.head.say(locale), styles["head"])


def _draw_models(sheet: Worksheet, styles: dict[str, Format]) -> None:
    section = MODEL_ROWS["section"] - 1
    sheet.set_row(section, 21)
    sheet.write_string(section, 1, "@@text@@", styles["section"])
    for place in range(2, LAST + 1):
        sheet.write_blank(section, place, None, styles["section"])
    for role in ROLES:
        row = MODEL_ROWS[role] - 1
        sheet.set_row(row, 60)
        for place, column in enumerate(COLUMNS):
            if not column.answers:
                sheet.write_string(row, place, f"@@{column.key}@@", styles["given"])
            elif role not in column.answers:
                sheet.write_blank(row, place, None, styles["closed"])
            else:
                as_text = column.key in ("forecast", "result", "evidence", "difficulty", "proposal")
                sheet.write_blank(row, place, None, styles["open_text" if as_text else "open"])


def _set_rules(sheet: Worksheet, locale: str) -> None:
    """What may be typed in the yellow cells, down to a row whose number is filled in later."""
    sheet.data_validation(
        *_down("status"),
        {
            "validate": "list",
            "source": [name.say(locale) for name in STATUSES.values()],
            "input_title": wording("Tình hình").say(locale),
            "input_message": wording("Chọn trong danh sách.").say(locale),
            "error_title": wording("Tình hình").say(locale),
            "error_message": wording("Chọn một mục trong danh sách.").say(locale),
        },
    )
    sheet.data_validation(
        *_down("percent"),
        {
            "validate": "integer",
            "criteria": "between",
            "minimum": 0,
            "maximum": FULL,
            "input_title": wording("Tỷ lệ hoàn thành").say(locale),
            "input_message": wording("Số nguyên từ 0 đến 100, không gõ dấu %.").say(locale),
            "error_title": wording("Tỷ lệ hoàn thành").say(locale),
            "error_message": wording("Số nguyên từ 0 đến 100, không gõ dấu %.").say(locale),
        },
    )
    for key in ("result", "evidence", "difficulty", "proposal"):
        too_long = wording("Nội dung dài quá {most} ký tự.", most=MOST_TEXT).say(locale)
        rule = {"validate": "length", "criteria": "<=", "value": MOST_TEXT, "error_message": too_long}
        sheet.data_validation(*_down(key), rule)
    cell = f"TRIM(L{HEADER_ROW + 1})"
    sheet.data_validation(
        *_down("forecast"),
        {
            "validate": "custom",
            "value": f'=AND(LEN({cell})>=8,ISNUMBER(FIND("/",{cell})),ISNUMBER(VALUE(RIGHT({cell},4))))',
            "error_type": "warning",
            "input_title": wording("Dự kiến hoàn thành").say(locale),
            "input_message": wording("Ngày/tháng/năm, ví dụ 30/06/2027.").say(locale),
            "error_title": wording("Dự kiến hoàn thành").say(locale),
            "error_message": wording("Ghi ngày/tháng/năm, ví dụ 30/06/2027.").say(locale),
        },
    )


def _down(key: str) -> tuple[int, int, int, int]:
    return HEADER_ROW, PLACES[key], max(MODEL_ROWS.values()) - 1, PLACES[key]


def _set_page(sheet: Worksheet, locale: str) -> None:
    sheet.freeze_panes(HEADER_ROW, PLACES["title"] + 1)
    sheet.set_landscape()
    sheet.set_paper(9)
    sheet.set_margins(left=0.4, right=0.4, top=0.5, bottom=0.6)
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(HEADER_ROW - 1)
    sheet.set_footer("&L&9@@footer@@&R&9" + wording("Trang &P/&N").say(locale))
    # Without a password: it keeps a hand from slipping, not a person from what is his.
    sheet.protect("", {"format_rows": True, "format_columns": True})


def _taken_apart(file: bytes) -> Mould:
    with zipfile.ZipFile(io.BytesIO(file)) as packed:
        parts = [(name, packed.read(name)) for name in packed.namelist() if name != SHEET_PART]
        sheet = packed.read(SHEET_PART).decode()
    rows = {int(found[1]): found for found in _ROW.finditer(sheet)}
    models = {kind: _as_model(rows[number].group()) for kind, number in MODEL_ROWS.items()}
    head = sheet[: rows[min(MODEL_ROWS.values())].start()]
    tail = sheet[rows[max(MODEL_ROWS.values())].end() :]
    last = str(max(MODEL_ROWS.values()))
    below = re.sub(rf'(sqref="[A-Z]+{HEADER_ROW + 1}:[A-Z]+){last}"', r'\g<1>@@last@@"', tail)
    above = re.sub(rf'(<dimension ref="A1:[A-Z]+){last}"', r'\g<1>@@last@@"', head)
    rest = io.BytesIO()
    for name, content in parts:
        pack(rest, name, content)
    return Mould(above, models, below, rest.getvalue())


def pack(file: io.BytesIO, name: str, content: bytes) -> None:
    """Add a part to the .zip file, dated 1980 so that its bytes do not depend on the hour."""
    entry = zipfile.ZipInfo(name, ZIP_EPOCH)
    entry.compress_type = zipfile.ZIP_DEFLATED
    with zipfile.ZipFile(file, "a") as packed:
        packed.writestr(entry, content)


def _as_model(row: str) -> str:
    numbered = _REFERENCE.sub(r"\g<1>@@row@@\g<2>", row)
    return _SPANS.sub("", _HEIGHT.sub(' ht="@@height@@"', numbered))
