"""The answer form: how many are written a second against XlsxWriter without a mould, and how long one takes to read."""

import io
import time
from collections.abc import Callable, Iterator
from datetime import date

import xlsxwriter

from benchmarks.measure import Measure
from documents.apart import open_apart
from documents.attached_file import Opened, open_attached
from documents.form_answers import AskedRow, read_rows
from documents.form_file import Form, FormTask, write_form
from documents.form_layout import COLUMNS
from documents.form_reading import read_form

TITLE = "Xây dựng, ban hành Bộ Tài liệu hướng dẫn đánh giá, phân hạng sản phẩm thuộc Chương trình số {number}"
SIZES = (3, 8, 25)
TIMES = 100


def form(tasks: int) -> Form:
    """A form of so many led tasks."""
    rows = (
        FormTask(
            obligation_id=number,
            code=f"I.{number}.a",
            title=TITLE.format(number=number),
            role="lead",
            due_on=date(2023, 3, 20),
            earlier_status="in_progress",
            earlier_percent=40,
            earlier_forecast=date(2023, 6, 30),
        )
        for number in range(1, tasks + 1)
    )
    return Form(
        thread_tag="[OCOP-12]",
        agency_name="Bộ Nông nghiệp và Phát triển nông thôn",
        plan_name="Chương trình OCOP",
        period_name="Quý I/2023",
        window_first=date(2022, 12, 15),
        window_last=date(2023, 3, 14),
        reply_deadline=date(2023, 3, 20),
        office_name="Văn phòng Điều phối",
        office_contact="baocao@vpdp.example",
        tasks=tuple(rows),
    )


def without_mould(made: Form) -> bytes:
    """As many cells, styles and rules by XlsxWriter alone: what the mould is measured against."""
    file = io.BytesIO()
    book = xlsxwriter.Workbook(file, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False})
    styles = [book.add_format({"border": 1, "text_wrap": True, "locked": number % 2}) for number in range(8)]
    sheet = book.add_worksheet("Trả lời")
    for row, task in enumerate(made.tasks, 10):
        sheet.set_row(row, 60)
        for place, _ in enumerate(COLUMNS):
            sheet.write_string(row, place, task.title if place == 2 else "", styles[place % 8])
    sheet.data_validation(10, 5, 10 + len(made.tasks), 5, {"validate": "list", "source": ["a", "b"]})
    sheet.protect()
    book.close()
    return file.getvalue()


def measures() -> Iterator[Measure]:
    """Forms written a second, the ratio to XlsxWriter alone, and milliseconds of one core to read one back."""
    for size in SIZES:
        made = form(size)
        write_form(made)
        ours, theirs = _seconds(lambda made=made: write_form(made)), _seconds(lambda made=made: without_mould(made))
        yield Measure(f"{size} tasks: forms written by one core", 1 / ours, "a second")
        yield Measure(f"{size} tasks: XlsxWriter alone, in units of ours", theirs / ours, "times as long")
        yield Measure(f"{size} tasks: size of a form", len(write_form(made)) / 1000, "KB")
    filled = write_form(form(25))
    yield Measure("25 tasks: a form read in this process", _seconds(lambda: _read(filled), 20) * 1000, "ms")
    begun = time.perf_counter()
    open_apart(filled)
    yield Measure(
        "25 tasks: a form read in a process of its own, by the wall", (time.perf_counter() - begun) * 1000, "ms"
    )


def _read(content: bytes) -> None:
    opened = open_attached(content)
    read = read_form(opened.sheets) if isinstance(opened, Opened) else None
    asked = [AskedRow(task.obligation_id, task.code, task.title, task.role) for task in form(25).tasks]
    read_rows(read.rows if read else (), asked)


def _seconds(work: Callable[[], object], times: int = TIMES) -> float:
    begun = time.process_time()
    for _ in range(times):
        work()
    return (time.process_time() - begun) / times
