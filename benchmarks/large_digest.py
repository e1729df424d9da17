"""A digest of 332,100 obligations (100 tasks × 3,321 communes) on SQLite, and its workbook; openpyxl writes the same.

The limits are 10 s for the data, 60 s for the workbook, 1 GiB of memory; each part runs in a process of its own.
"""

from collections.abc import Iterable, Iterator
from concurrent.futures import ProcessPoolExecutor
from datetime import UTC, date, datetime
from multiprocessing import get_context
from pathlib import Path
from tempfile import TemporaryDirectory

import openpyxl
from sqlalchemy import text
from sqlmodel import select

from benchmarks.large_plan import large_plan
from benchmarks.measure import Measure, most_memory, timed
from benchmarks.planning import carry_out, open_all
from casework.compiling import gather
from casework.digest_forms import report_rows
from casework.docket import open_docket
from documents.digest_xlsx import write_xlsx
from documents.xlsx_reports import ReportRow
from models.database import open_engine, reading, upgrade, writing
from models.digest_canonical import to_canonical
from models.digest_compile import Compiled
from models.period import period_keyed
from models.plan import Plan

AGENCIES, TASKS = 3_321, 100
ASKED, FROZEN_AT = date(2023, 3, 6), datetime(2023, 3, 21, 3, tzinfo=UTC)
UNREACHED_OF, SILENT_OF = 200, 11
DELIVERED = f"""
UPDATE delivery SET state = CASE WHEN id % {UNREACHED_OF} = 7 THEN 'bounced' ELSE 'sent' END;
"""
ANSWERED = f"""
INSERT INTO response
  (obligation_id, version, status, percent, result, evidence, difficulty, proposal, forecast, source, "by", recorded_at)
SELECT
  id, 1,
  CASE WHEN id % 10 < 6 THEN 'in_progress' WHEN id % 10 < 8 THEN 'completed'
       WHEN id % 10 = 8 THEN 'nothing' ELSE 'not_started' END,
  CASE WHEN id % 10 < 6 THEN 40 END,
  CASE WHEN id % 10 < 8 THEN 'Đã mở 12 lớp tập huấn cho 640 lượt cán bộ xã và chủ thể OCOP; phát '
       || id % 1500 || ' bộ tài liệu.' ELSE '' END,
  CASE WHEN id % 3 > 0 THEN 'Kế hoạch số ' || id % 3321 || '/KH-UBND ngày 05/01/2023' ELSE '' END,
  CASE WHEN id % 5 = 0 THEN 'Thiếu vốn sự nghiệp' ELSE '' END,
  CASE WHEN id % 10 = 3 THEN 'Đề nghị hỗ trợ nội dung ' || id % 40 ELSE '' END,
  CASE WHEN id % 10 < 3 THEN '2023-06-30' END,
  'mail', 'x', '2023-03-' || (14 + id % 7) || ' 02:00:00.000000'
FROM obligation WHERE id % {SILENT_OF} > 0
"""


def measures() -> Iterator[Measure]:
    """The data, the workbook, and openpyxl over the same rows: seconds, and what each took of memory at most."""
    with TemporaryDirectory() as folder:
        build(folder)
        for part in (data, workbook, peer):
            with ProcessPoolExecutor(1, mp_context=get_context("spawn")) as alone:
                yield from alone.submit(part, folder).result()


def build(folder: str) -> None:
    """The plan, asked for, and nine in ten obligations answered."""
    engine = open_engine(database_in(folder))
    upgrade(engine)
    plan = large_plan(engine, AGENCIES, TASKS)
    open_all(engine, plan)
    carry_out(engine, plan, ASKED)
    with writing(engine) as session:
        session.execute(text(DELIVERED))
        session.execute(text(ANSWERED))
    engine.dispose()


def data(folder: str) -> list[Measure]:
    """Compiling: from the tables to the canonical text and the ledger's bytes."""
    (found, canonical), seconds = timed(lambda: with_text(compiled(folder)))
    return [
        Measure(f"compile {found.data.obligations.total:,} obligations (limit 10)", seconds, "s"),
        Measure("compiling, memory at most (limit 1,024)", most_memory(), "MiB"),
        Measure("its canonical text", len(canonical) / 1024, "KiB"),
        Measure("its ledger as kept", len(found.stored_ledger) / 1024, "KiB"),
    ]


def workbook(folder: str) -> list[Measure]:
    """The whole workbook, a row for each obligation with its answer."""
    found = compiled(folder)
    target = Path(folder) / "xlsxwriter.xlsx"
    with reading(open_engine(database_in(folder))) as session:
        _, seconds = timed(lambda: write_xlsx(target, found.data, report_rows(session, found.ledger)))
    return [
        Measure(f"workbook of {found.data.obligations.total:,} rows (limit 60)", seconds, "s"),
        Measure("workbook, memory at most (limit 1,024)", most_memory(), "MiB"),
        Measure("workbook, size", target.stat().st_size / 2**20, "MiB"),
    ]


def peer(folder: str) -> list[Measure]:
    """The sheet of obligations alone as openpyxl writes it, in its mode for large sheets."""
    found = compiled(folder)
    with reading(open_engine(database_in(folder))) as session:
        _, seconds = timed(
            lambda: write_by_openpyxl(Path(folder) / "openpyxl.xlsx", report_rows(session, found.ledger))
        )
    return [
        Measure("the same rows by openpyxl", seconds, "s"),
        Measure("openpyxl, memory at most", most_memory(), "MiB"),
    ]


def write_by_openpyxl(target: Path, rows: Iterable[ReportRow]) -> None:
    """One sheet of the same cells, their looks left out."""
    book = openpyxl.Workbook(write_only=True)
    sheet = book.create_sheet()
    for row, given in rows:
        said = (given.percent, given.result, given.evidence, given.difficulty, given.proposal) if given else ()
        group = row.part.collective.name if row.part.collective else None
        who = row.part.task_code, row.part.role, row.party.name, row.party.named, group
        days = row.forecast, row.promised, row.kept, row.due_on
        late = (row.late.agency, row.late.office) if row.late else (0, 0)
        sheet.append([*who, row.standing.value, row.status, *said, *days, *late, row.note, row.obligation_id])
    book.save(target)


def compiled(folder: str) -> Compiled:
    """The digest of the quarter as the flow compiles it, its ledger made into the bytes that are kept."""
    with reading(open_engine(database_in(folder))) as session:
        docket = open_docket(session, session.exec(select(Plan)).one(), FROZEN_AT)
        return gather(session, docket, period_keyed("2023-Q1"))


def with_text(found: Compiled) -> tuple[Compiled, str]:
    """The digest with its canonical text."""
    return found, to_canonical(found.data)


def database_in(folder: str) -> str:
    return f"sqlite:///{folder}/dondoc.db"
