"""The .docx and .xlsx of a digest as LibreOffice opens and prints them, each read back from its pages."""

import io
import subprocess
from pathlib import Path

import pdfplumber
import pytest
from digest_sample import quarter_two
from form_samples import LIBREOFFICE

from documents.digest_docx import render_docx
from documents.digest_xlsx import write_xlsx
from rehearsal import sample_digest
from rehearsal.sample_digest import JUNE, lines

pytestmark = [
    pytest.mark.libreoffice,
    pytest.mark.skipif(LIBREOFFICE is None, reason="LibreOffice is not here (packages libreoffice-writer, -calc)"),
]
A4_UPRIGHT, A4_LYING, A3_LYING = (595, 842), (842, 595), (1191, 842)


@pytest.fixture(scope="module")
def printed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of both files as .pdf, by one start of LibreOffice."""
    folder = tmp_path_factory.mktemp("opened")
    given = {line.given.response_id: line.given for line in lines(JUNE) if line.given}
    rows = ((row, given.get(row.response_id)) for row in sample_digest.quarter_two().ledger.rows())
    (folder / "report.docx").write_bytes(render_docx(quarter_two()))
    write_xlsx(folder / "tables.xlsx", quarter_two(), rows)
    profile = f"-env:UserInstallation=file://{folder}/profile"
    command = [LIBREOFFICE, profile, "--headless", "--convert-to", "pdf", "--outdir", str(folder)]
    subprocess.run([*command, "report.docx", "tables.xlsx"], cwd=folder, check=True, capture_output=True, timeout=240)
    return folder


def pages(path: Path) -> list[tuple[tuple[int, int], str]]:
    """(size in points, text) of each page."""
    with pdfplumber.open(io.BytesIO(path.read_bytes())) as document:
        return [((round(one.width), round(one.height)), one.extract_text()) for one in document.pages]


@pytest.fixture(scope="module")
def report(printed: Path) -> list[tuple[tuple[int, int], str]]:
    return pages(printed / "report.pdf")


@pytest.fixture(scope="module")
def tables(printed: Path) -> list[tuple[tuple[int, int], str]]:
    return pages(printed / "tables.pdf")


def test_the_report_opens_on_a4_with_every_task(report):
    assert {size for size, _ in report} <= {A4_UPRIGHT, A4_LYING} and report[0][0] == A4_UPRIGHT
    text = "\n".join(text for _, text in report)
    assert [one.code for one in quarter_two().tasks if one.code not in text] == []


def test_the_pages_of_the_report_and_of_each_annex_are_numbered_on_top_from_the_second(report):
    """Decree 30/2020, Annex I: the pages of an annex are numbered apart, annex by annex."""
    place = 0
    for _, text in report:
        head = text.splitlines()[0].strip()
        place = place + 1 if head.isdigit() else 1
        assert place == 1 or head == str(place)
    assert sum(text.startswith("Phụ lục") for _, text in report) == sum(
        not text.splitlines()[0].strip().isdigit() for _, text in report[1:]
    )


def test_whoever_receives_it_and_whoever_signs_stand_on_one_page_with_text_above(report):
    [text] = [text for _, text in report if "Nơi nhận" in text]
    assert "./." in text and len(text.split("Nơi nhận")[0].splitlines()) > 3


def test_every_page_of_the_workbook_lies_on_a4_or_a3_and_none_is_blank(tables):
    assert {size for size, _ in tables} == {A4_LYING, A3_LYING}
    assert all(len(text) > 40 for _, text in tables)


def test_the_workbook_shows_no_fault_and_no_number_that_does_not_fit(tables):
    text = "\n".join(text for _, text in tables)
    assert [fault for fault in ("###", "#REF!", "#NAME?", "#VALUE!", "Err:") if fault in text] == []
