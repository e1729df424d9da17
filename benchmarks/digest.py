"""All five forms of a digest of the OCOP plan with 63 provinces, from SQLite; its tables by python-docx and openpyxl.

The limit for the five forms is 5 s, from the tables to the last file.
"""

from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path
from tempfile import TemporaryDirectory

from docx import Document
from sqlalchemy import Engine, text

from benchmarks.large_digest import ANSWERED, DELIVERED, write_by_openpyxl
from benchmarks.measure import Measure, timed
from benchmarks.plan import FOLDER, load, walk
from casework.compiling import gather
from casework.digest_forms import report_rows
from casework.docket import open_docket
from documents.digest_docx import render_docx
from documents.digest_page import render_page
from documents.digest_pdf import render_pdf
from documents.digest_xlsx import write_xlsx
from documents.official_report import REPORT
from documents.plan_folder import read_plan_folder
from mail.digest_letter import Enclosed, digest_letter
from models.database import open_engine, reading, upgrade, writing
from models.digest_compile import Compiled
from models.digest_story import story_of
from models.period import period_keyed
from models.plan import open_plans

FROZEN_AT = datetime(2023, 3, 21, 3, tzinfo=UTC)
ENCLOSED = Enclosed("http://127.0.0.1:8080/d/x")


def measures() -> Iterator[Measure]:
    """Compiling, each form, their sum, and the peers; the first of each form also reads its template."""
    with TemporaryDirectory() as folder:
        engine = build(folder)
        for round_of in ("first", "again"):
            found, spent = timed(lambda: compiled(engine))
            yield Measure(f"compile {found.data.obligations.total:,} obligations, {round_of}", spent * 1000, "ms")
            for name, make in forms(engine, Path(folder), found).items():
                _, seconds = timed(make)
                spent += seconds
                yield Measure(f"{name}, {round_of}", seconds * 1000, "ms")
            yield Measure(f"all of it, {round_of} (limit 5)", spent, "s")
        yield from peers(engine, Path(folder), found)
        engine.dispose()


def build(folder: str) -> Engine:
    """The plan of the repository, asked for, nine in ten obligations answered."""
    engine = open_engine(f"sqlite:///{folder}/dondoc.db")
    upgrade(engine)
    load(engine, read_plan_folder(FOLDER))
    walk(engine)
    with writing(engine) as session:
        session.execute(text(DELIVERED))
        session.execute(text(ANSWERED))
    return engine


def compiled(engine: Engine) -> Compiled:
    """The digest of the quarter as the flow compiles it."""
    with reading(engine) as session:
        [plan] = open_plans(session)
        return gather(session, open_docket(session, plan, FROZEN_AT), period_keyed("2023-Q1"))


def forms(engine: Engine, folder: Path, found: Compiled) -> dict[str, Callable[[], object]]:
    """How each form is made."""

    def workbook() -> None:
        with reading(engine) as session:
            write_xlsx(folder / "x.xlsx", found.data, report_rows(session, found.ledger))

    return {
        "letter": lambda: digest_letter(found.data, ENCLOSED, trial=False),
        "page": lambda: render_page(found.data),
        "docx": lambda: render_docx(found.data),
        "pdf": lambda: render_pdf(found.data),
        "xlsx": workbook,
    }


def peers(engine: Engine, folder: Path, found: Compiled) -> Iterator[Measure]:
    """The annex of tasks alone by python-docx, the sheet of obligations alone by openpyxl."""
    yield Measure("the annex of tasks by python-docx", timed(lambda: annex_by_python_docx(found))[1] * 1000, "ms")
    with reading(engine) as session:
        rows = list(report_rows(session, found.ledger))
    _, seconds = timed(lambda: write_by_openpyxl(folder / "y.xlsx", rows))
    yield Measure("the sheet of obligations by openpyxl", seconds * 1000, "ms")


def annex_by_python_docx(found: Compiled) -> None:
    """Seven columns, a row a task, cell by cell."""
    tasks = [task for section in story_of(found.data, "vi", REPORT).sections for task in section.tasks]
    document = Document()
    table = document.add_table(rows=len(tasks) + 1, cols=7)
    for task, row in zip(tasks, table.rows[1:], strict=True):
        told = task.code, task.title, task.product, task.time_text, task.who_does, task.cell, "\n".join(task.now)
        for cell, said in zip(row.cells, told, strict=True):
            cell.text = said
    document.save(BytesIO())
