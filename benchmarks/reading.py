"""Plan documents read: the decision, a .docx of 200 tasks, a .pdf of 30 pages, what is refused; and peak memory."""

import io
import multiprocessing
import zipfile
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory

import docx
import pdfplumber
import typst

from benchmarks.measure import Measure, most_memory, timed
from documents.directory_file import read_directory
from documents.plan_document import PlanRead
from documents.read_plan import read_plan

FOLDER = Path(__file__).parent.parent / "plans" / "ocop-2021-2025"
DIRECTORY = read_directory(FOLDER / "agencies.yaml").directory
HEAD = ("TT", "Nội dung nhiệm vụ", "Cơ quan chủ trì", "Cơ quan phối hợp", "Thời gian hoàn thành", "Sản phẩm")
TITLE = "Xây dựng, trình ban hành và tổ chức thực hiện kế hoạch phát triển sản phẩm OCOP gắn với vùng nguyên liệu"
HELPED = "Bộ Khoa học và Công nghệ, Bộ Tài chính, Bộ Công Thương; UBND các tỉnh, thành phố và các đơn vị liên quan"
FILLING = "Báo cáo kết quả thực hiện kèm theo số liệu của từng địa phương. " * 4
PAGES, TASKS = 30, 200
Run = Callable[[], PlanRead]


def measures() -> Iterator[Measure]:
    """Seconds of each file after import, and the most memory that a process took for it."""
    with TemporaryDirectory() as name:
        folder = Path(name)
        for what, path in (
            ("the decision (.txt, 22 tasks), limit 100 ms", FOLDER / "decision.txt"),
            (f"a .docx of {TASKS} tasks, limit 1,000 ms", written(folder / "plan.docx", word(rows(TASKS)))),
            (f"a .pdf of {PAGES} pages, limit 10,000 ms", written(folder / "plan.pdf", paper(PAGES))),
            ("a zip bomb refused", written(folder / "bomb.docx", bomb())),
            ("a file of 200 MB refused", sparse(folder / "large.docx", 200_000_000)),
        ):
            tasks, seconds, megabytes = alone(partial(read_plan, path, DIRECTORY))
            yield Measure(f"read {what}: {tasks} tasks", seconds * 1000, "ms")
            yield Measure("   its peak memory, limit 300 MB", megabytes, "MB")


def alone(run: Run) -> tuple[int, float, float]:
    """How many tasks a run reads, its seconds, and the peak memory in megabytes of the process that only does this."""
    with multiprocessing.get_context("spawn").Pool(1) as pool:
        return pool.apply(_measured, (run,))


def _measured(run: Run) -> tuple[int, float, float]:
    plan, seconds = timed(run)
    return len(plan.tasks), seconds, most_memory()


def rows(count: int) -> list[tuple[str, ...]]:
    return [
        (str(n), f"{TITLE} số {n}", "Bộ Nông nghiệp và PTNT", HELPED, "Quý II/2026", FILLING)
        for n in range(1, count + 1)
    ]


def word(tasks: list[tuple[str, ...]]) -> bytes:
    document = docx.Document()
    document.add_paragraph("Số: 1/QĐ-A")
    document.add_paragraph("Hà Nội, ngày 05 tháng 01 năm 2026")
    table = document.add_table(len(tasks) + 1, len(HEAD))
    for row, texts in zip(table.rows, [HEAD, *tasks], strict=True):
        for cell, text in zip(row.cells, texts, strict=True):
            cell.text = text
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def paper(pages: int) -> bytes:
    """A table of just so many pages; its rows are as many as they need."""
    tasks = pages * 3
    while True:
        made = printed(rows(tasks))
        with pdfplumber.open(io.BytesIO(made)) as pdf:
            count = len(pdf.pages)
        if count >= pages:
            return made
        tasks += 3 * (pages - count)


def printed(tasks: list[tuple[str, ...]]) -> bytes:
    cells = ", ".join(f"[{cell}]" for row in tasks for cell in row)
    heads = ", ".join(f"[{head}]" for head in HEAD)
    source = (
        '#set page("a4", flipped: true, margin: 2cm)\n#set text(size: 11pt)\n'
        "Số: 1/QĐ-A\n\nHà Nội, ngày 05 tháng 01 năm 2026\n\n"
        f"#table(columns: (1cm, 2fr, 1.2fr, 1.6fr, 1fr, 2fr), table.header({heads}), {cells})"
    )
    made = typst.compile(source.encode(), format="pdf")
    return made if isinstance(made, bytes) else b"".join(made)


def bomb() -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("word/document.xml", b"<w>" + b" " * 500_000_000)
    return out.getvalue()


def written(path: Path, content: bytes) -> Path:
    path.write_bytes(content)
    return path


def sparse(path: Path, size: int) -> Path:
    with path.open("wb") as file:
        file.truncate(size)
    return path
