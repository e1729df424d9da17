"""The answer form that an agency's letter carried, filled in by the marks of its rows."""

import io

import openpyxl
from builders import Desk
from form_samples import saved

from documents.form_layout import ID_MARK, PLACES
from mail.message import from_stored
from models.letter import Letter, LetterRaw


def form_sent(desk: Desk, agency_id: str) -> bytes:
    """The form that went with the agency's last letter."""
    letters = [one for one in desk.rows(Letter, agency_id=agency_id) if one.written_at is not None]
    mail = from_stored(desk.one(LetterRaw, letter_id=letters[-1].id).content)
    [form] = mail.attachments
    return form.content


def filled(form: bytes, answers: dict[int, dict[str, object]]) -> bytes:
    """The form with these answers by obligation, as Excel saves it."""
    book = openpyxl.load_workbook(io.BytesIO(form))
    rows = {str(row[0].value): row[0].row for row in book.active.iter_rows() if row[0].value}
    for number, cells in answers.items():
        for key, value in cells.items():
            book.active.cell(rows[f"{ID_MARK}{number}"], PLACES[key] + 1).value = value
    return saved(book)
