"""The digest as a workbook: every figure, one row a task, one row an obligation, agencies, promises, corrections."""

from collections.abc import Iterable
from pathlib import Path

import xlsxwriter

from documents.sheets import Sheets
from documents.xlsx_lists import write_agencies, write_corrections, write_items, write_promises
from documents.xlsx_reports import ReportRow, write_reports
from documents.xlsx_tasks import write_figures, write_tasks
from language.wording import SOURCE_LANGUAGE
from models.digest_data import DigestData
from models.digest_story import story_of
from models.digest_words import Detail, Words

# No text of an agency may become a formula, a link or a number; rows go to disk as they are written.
OPTIONS = {
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
    "constant_memory": True,
    "default_date_format": "dd/mm/yyyy",
}


def write_xlsx(target: Path, data: DigestData, rows: Iterable[ReportRow], locale: str = SOURCE_LANGUAGE) -> None:
    """Write the workbook to `target`; `rows` are the ledger's with their answers, read once, in the ledger's order."""
    words = Words(data.head.zone, locale, Detail())
    story = story_of(data, locale, Detail())
    with xlsxwriter.Workbook(target, OPTIONS) as book:
        book.set_properties(
            {"title": story.title, "author": story.office, "created": data.frozen_at.replace(tzinfo=None)}
        )
        sheets = Sheets.of(book, words)
        write_figures(sheets, story)
        write_tasks(sheets, data)
        write_reports(sheets, data, rows)
        write_items(sheets, story)
        write_agencies(sheets, data)
        write_promises(sheets, data)
        write_corrections(sheets, story)
