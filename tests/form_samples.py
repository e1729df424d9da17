"""An answer form of five tasks, and what people do to it before they send it back."""

import io
import shutil
import subprocess
import zipfile
from collections.abc import Callable
from datetime import date
from pathlib import Path

import openpyxl
from openpyxl.workbook import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from documents.attached_file import Opened, open_attached
from documents.form_answers import AskedRow, FormAnswers, read_rows
from documents.form_file import Form, FormTask, write_form
from documents.form_layout import PLACES
from documents.form_reading import FormRead, read_form

LIBREOFFICE = shutil.which("libreoffice") or shutil.which("soffice")
TITLES = {
    11: ("I.1.a", "Xây dựng, ban hành Bộ Tài liệu hướng dẫn đánh giá, phân hạng sản phẩm OCOP", "lead"),
    12: ("I.2", "Tổ chức tập huấn cho cán bộ quản lý Chương trình OCOP các cấp", "lead"),
    13: ("II.1", "Xây dựng cơ sở dữ liệu và phần mềm quản lý sản phẩm OCOP", "lead"),
    14: ("II.2.b", "Tổ chức Diễn đàn kết nối cung cầu sản phẩm OCOP thường niên", "lead"),
    15: ("III.4", "Hướng dẫn địa phương bố trí kinh phí thực hiện Chương trình", "coordinating"),
}
ROWS = {11: 9, 12: 10, 13: 11, 14: 12, 15: 14}
ASKED = [AskedRow(number, *named) for number, named in TITLES.items()]
FILLED = {
    11: {"status": "Đã hoàn thành", "percent": 100, "result": "Đã ban hành", "evidence": "QĐ số 12/QĐ-BNN"},
    12: {"status": "Đang thực hiện", "percent": 34, "result": "02 lớp", "forecast": "30/06/2023"},
    14: {"status": "Không phát sinh"},
    15: {"status": "Đang thực hiện", "result": "Đã góp ý", "proposal": "Sớm ban hành"},
}
CERTAIN = {11: ("completed", 100), 12: ("in_progress", 34), 14: ("nothing", None), 15: ("in_progress", None)}


def task(number: int, **given: object) -> FormTask:
    code, title, role = TITLES[number]
    shown = {"code": code, "title": title, "role": role, "due_on": date(2023, 3, 20)} | given
    return FormTask(obligation_id=number, **shown)  # type: ignore[arg-type]


def form(**given: object) -> Form:
    said = {
        "thread_tag": "[OCOP-12]",
        "agency_name": "Bộ Nông nghiệp và Phát triển nông thôn",
        "plan_name": "Chương trình OCOP",
        "period_name": "Quý I/2023",
        "window_first": date(2022, 12, 15),
        "window_last": date(2023, 3, 14),
        "reply_deadline": date(2023, 3, 20),
        "office_name": "Văn phòng Điều phối",
        "office_contact": "baocao@vpdp.example",
        "tasks": tuple(task(number) for number in TITLES),
    }
    return Form(**said | given)  # type: ignore[arg-type]


def filled_in(
    answers: dict[int, dict[str, object]] = FILLED, change: Callable[[Worksheet], None] | None = None
) -> bytes:
    """The form with these answers typed in, and what `change` does to its sheet, saved."""
    book = openpyxl.load_workbook(io.BytesIO(write_form(form())))
    sheet = book.active
    for number, cells in answers.items():
        for key, value in cells.items():
            sheet.cell(ROWS[number], PLACES[key] + 1).value = value
    if change is not None:
        change(sheet)
    return saved(book)


def saved(book: Workbook) -> bytes:
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def cell(sheet: Worksheet, number: int, key: str):
    return sheet.cell(ROWS[number], PLACES[key] + 1)


def opened(content: bytes) -> FormRead:
    """The form in the file; it must be one."""
    file = open_attached(content)
    assert isinstance(file, Opened), file
    read = read_form(file.sheets)
    assert read is not None
    return read


def answers(content: bytes, asked: list[AskedRow] = ASKED) -> FormAnswers:
    form = opened(content)
    return read_rows(form.rows, asked, ours=form.ours)


def certain(content: bytes) -> dict[int, tuple[str | None, int | None]]:
    """Status and percent of each obligation that the file answers with certainty."""
    return {one.obligation_id: (one.status, one.percent) for one in answers(content).answers}


def without_ids(sheet: Worksheet) -> None:
    for row in range(1, sheet.max_row + 1):
        sheet.cell(row, 1).value = None


def resaved(content: bytes, kind: str, folder: Path) -> bytes:
    """The file as LibreOffice saves it in another format."""
    source = folder / "bieu.xlsx"
    source.write_bytes(content)
    profile = f"-env:UserInstallation=file://{folder}/profile"
    target = folder / "out"
    command = [LIBREOFFICE, profile, "--headless", "--convert-to", kind, "--outdir", str(target), str(source)]
    subprocess.run(command, check=True, capture_output=True, timeout=120)
    return next(target.glob(f"*.{kind}")).read_bytes()


def with_part(content: bytes, name: str, part: bytes) -> bytes:
    """The .zip file with one more part."""
    file = io.BytesIO(content)
    with zipfile.ZipFile(file, "a", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr(name, part)
    return file.getvalue()
