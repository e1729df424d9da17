"""The decision in every kind of file, and what each kind of file does that text does not."""

import io
import unicodedata
import zipfile
from datetime import date
from pathlib import Path

import docx
import openpyxl
import pytest
from annex_writer import LEFT, UP, WRITERS, Annex, as_docx, as_html, by_libreoffice
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from local_directory import local
from ocop_annex import PLAN, ocop_annex
from PIL import Image

from documents import converted_file
from documents.plan_document import PlanRead
from documents.read_plan import read_plan

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"  # the mark of what Office saved before 2007
NGHE_AN = local("tỉnh Nghệ An")
LINES = ("UBND TỈNH NGHỆ AN", "Số: 10/KH-UBND", "Nghệ An, ngày 05 tháng 01 năm 2026")
HEAD = ("TT", "Nhiệm vụ", "Cơ quan chủ trì", "Cơ quan phối hợp", "Thời hạn")
ROWS = (HEAD, ("1", "Việc một", "Sở Y tế", "Sở Nội vụ", "Quý I/2026"), ("2", "Việc hai", "Sở Tài chính", "", "2026"))


def read(folder: Path, raw: bytes, suffix: str) -> PlanRead:
    path = folder / f"plan{suffix}"
    path.write_bytes(raw)
    return read_plan(path, NGHE_AN)


def told(plan: PlanRead) -> list[dict[str, object]]:
    """Everything that is read of the tasks, but for where it stands."""
    return [{key: value for key, value in task.to_json().items() if key != "place"} for task in plan.tasks]


@pytest.fixture(scope="module")
def decision() -> PlanRead:
    return read_plan(PLAN / "decision.txt", NGHE_AN)


@pytest.mark.parametrize("kind", list(WRITERS))
def test_the_decision_reads_the_same_from_every_kind_of_file(tmp_path: Path, decision: PlanRead, kind: str) -> None:
    plan = read(tmp_path, WRITERS[kind](ocop_annex()), f".{kind}")
    assert (len(plan.tasks), told(plan)) == (22, told(decision))
    assert (plan.head, plan.problems, plan.passed_over) == (decision.head, (), ())


@pytest.mark.libreoffice
def test_the_decision_reads_the_same_from_a_pdf(tmp_path: Path, decision: PlanRead) -> None:
    plan = read(tmp_path, by_libreoffice(as_docx(ocop_annex()), ".docx", "pdf", tmp_path), ".pdf")
    assert (len(plan.tasks), told(plan)) == (22, told(decision))
    assert (plan.head, plan.problems) == (decision.head, ())
    assert plan.tasks[0].place.startswith("Phụ lục, mục I.1.a, trang ")


@pytest.mark.libreoffice
@pytest.mark.parametrize("target", ["doc:MS Word 97", "rtf:Rich Text Format", "odt"])
def test_old_and_foreign_files_are_opened_through_libreoffice(tmp_path: Path, decision: PlanRead, target: str) -> None:
    old = by_libreoffice(as_html(ocop_annex()), ".html", target, tmp_path)
    plan = read(tmp_path, old, f".{target[:3]}")
    assert told(plan) == told(decision)


def test_an_old_file_says_how_to_save_it_where_there_is_no_libreoffice(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(converted_file, "_PROGRAMS", ("no-such-program",))
    old = OLE + "WordDocument".encode("utf-16-le")
    [problem] = read(tmp_path, old, ".doc").problems
    assert "LibreOffice" in str(problem.why)
    assert ".docx" in str(problem.proposal)


def test_the_bytes_decide_and_not_the_name(tmp_path: Path) -> None:
    assert len(read(tmp_path, as_html(Annex(LINES, ROWS)), ".doc").tasks) == 2
    assert len(read(tmp_path, as_docx(Annex(LINES, ROWS)), ".txt").tasks) == 2


@pytest.mark.parametrize("kind", ["docx", "html", "xlsx"])
def test_a_cell_that_is_merged_down_holds_for_every_row_that_it_covers(tmp_path: Path, kind: str) -> None:
    rows = (HEAD, ("1", "Việc một", "Sở Y tế", "Sở Nội vụ", "2026"), ("2", "Việc hai", UP, "", UP))
    second = read(tmp_path, WRITERS[kind](Annex(LINES, rows)), f".{kind}").tasks[1]
    assert (second.leads, second.coordinating, second.time_text) == (("so-yt",), (), "2026")


def saved(document: object) -> bytes:
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def word_table(rows: int) -> tuple[object, object]:
    document = docx.Document()
    for line in LINES:
        document.add_paragraph(line)
    table = document.add_table(rows, len(HEAD))
    for cell, text in zip(table.rows[0].cells, HEAD, strict=True):
        cell.text = text
    return document, table


def test_numbers_that_word_counts_itself_are_counted(tmp_path: Path) -> None:
    document, table = word_table(3)
    for row, lead in zip(table.rows[1:], ("Sở Y tế", "Sở Nội vụ"), strict=True):
        row.cells[0].paragraphs[0].style = document.styles["List Number"]
        row.cells[1].text, row.cells[2].text, row.cells[4].text = "Việc", lead, "2026"
        row.cells[3].paragraphs[0].style = document.styles["List Bullet"]
        row.cells[3].paragraphs[0].add_run("Sở Tư pháp")
        row.cells[3].add_paragraph("các đơn vị liên quan", style="List Bullet")
    plan = read(tmp_path, saved(document), ".docx")
    assert [(task.code, task.leads, task.coordinating) for task in plan.tasks] == [
        ("1", ("so-yt",), ("so-tp",)),
        ("2", ("so-nv",), ("so-tp",)),
    ]


def test_tracked_changes_are_read_as_accepted(tmp_path: Path) -> None:
    document, table = word_table(2)
    cells = table.rows[1].cells
    cells[0].text, cells[1].text, cells[4].text = "1", "Việc", "2026"
    lead = cells[2].paragraphs[0]._p
    lead.append(parse_xml(f"<w:del {nsdecls('w')}><w:r><w:delText>Sở Xây dựng</w:delText></w:r></w:del>"))
    lead.append(parse_xml(f"<w:ins {nsdecls('w')}><w:r><w:t>Sở Y tế</w:t></w:r></w:ins>"))
    [task] = read(tmp_path, saved(document), ".docx").tasks
    assert task.leads == ("so-yt",)


def test_letters_of_an_old_font_are_read_as_the_font_draws_them(tmp_path: Path) -> None:
    document, table = word_table(2)
    for cell, text in zip(table.rows[1].cells, ("1", "ViÖc cña tØnh", "Së Y tÕ", "", "2026"), strict=True):
        cell.paragraphs[0].add_run(text).font.name = ".VnTime"
    [task] = read(tmp_path, saved(document), ".docx").tasks
    assert (task.title, task.leads) == ("Việc của tỉnh", ("so-yt",))


def test_a_page_inside_a_frame_with_lists_and_hidden_parts_is_read(tmp_path: Path) -> None:
    page = (
        "<html><body><p style='display:none'>Số: 99/ẨN</p><p>Số: 12/KH-UBND</p>"
        "<p>Nghệ An, ngày 06 tháng 01 năm 2026</p><table><tr><td><table>"
        "<thead><tr><th>STT</th><th>Nội dung</th><th>Chủ trì</th><th>Phối&nbsp;hợp</th><th>Thời hạn</th></tr></thead>"
        "<tbody><tr><td colspan=5>I. Nhóm</td></tr><tr><td>1</td><td>Việc</td><td>Sở Y tế</td>"
        "<td><ul><li>Sở Nội vụ</li><li>Sở Tư pháp</li></ul></td><td>Quý<br>I/2026</td></tr></tbody>"
        "</table></td></tr></table>"
    )
    plan = read(tmp_path, page.encode(), ".html")
    [task] = plan.tasks
    assert (plan.number, task.code, task.coordinating) == ("12/KH-UBND", "I.1", ("so-nv", "so-tp"))
    assert task.milestones[0].due == date(2026, 3, 31)


def test_a_page_is_read_in_the_encoding_that_it_names(tmp_path: Path) -> None:
    page = as_html(Annex(LINES, ROWS)).decode().replace("utf-8", "windows-1258")
    tones = dict.fromkeys(map(ord, "\u0300\u0301\u0303\u0309\u0323"))
    letters = []
    for letter in page:
        apart = unicodedata.normalize("NFD", letter)
        letters.append(
            unicodedata.normalize("NFC", apart.translate(tones)) + "".join(m for m in apart if ord(m) in tones)
        )
    assert len(read(tmp_path, "".join(letters).encode("cp1258"), ".html").tasks) == 2


def workbook(*rows: tuple[object, ...], forms: dict[str, str] | None = None) -> bytes:
    book = openpyxl.Workbook()
    sheet = book.active
    for row in [*((line,) for line in LINES), HEAD, *rows]:
        sheet.append(row)
    for place, form in (forms or {}).items():
        sheet[place].number_format = form
    hidden = book.create_sheet("Ẩn")
    hidden.sheet_state = "hidden"
    hidden.append(HEAD)
    hidden.append(("9", "Việc cũ", "Sở Y tế", "", "2020"))
    return saved(book)


def test_a_sheet_s_dates_and_numbers_are_read_as_they_are_shown(tmp_path: Path) -> None:
    rows = (
        (1, "a", "Sở Y tế", None, date(2026, 6, 1)),
        (2, "b", "Sở Y tế", None, date(2026, 8, 30)),
        (3, "c", "Sở Y tế", None, 2027),
    )
    plan = read(tmp_path, workbook(*rows, forms={"E5": "mm/yyyy", "E6": "dd/mm/yyyy"}), ".xlsx")
    assert [task.code for task in plan.tasks] == ["1", "2", "3"]
    assert [task.milestones[0].due for task in plan.tasks] == [date(2026, 6, 30), date(2026, 8, 30), date(2027, 12, 31)]


def test_days_that_a_sheet_may_have_turned_into_months_are_asked_about(tmp_path: Path) -> None:
    rows = ("1", "a", "Sở Y tế", None, date(2026, 8, 7)), ("2", "b", "Sở Y tế", None, "30/8/2026")
    [problem] = read(tmp_path, workbook(*rows), ".xlsx").problems
    assert "07/08/2026 hay 08/07/2026" in str(problem.proposal)


def test_rows_that_are_left_blank_do_not_end_a_sheet(tmp_path: Path) -> None:
    plan = read(
        tmp_path, workbook(("1", "a", "Sở Y tế", None, "2026"), (), (), ("2", "b", "Sở Y tế", None, "2026")), ".xlsx"
    )
    assert [task.code for task in plan.tasks] == ["1", "2"]


def why(plan: PlanRead) -> str:
    return " | ".join(str(problem.why) for problem in plan.problems)


def scan(folder: Path) -> bytes:
    Image.new("L", (600, 800), 255).save(folder / "page.pdf", "PDF")
    return (folder / "page.pdf").read_bytes()


def zipped(**parts: bytes) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name.replace("__", "/"), content)
    return out.getvalue()


def test_a_scan_is_recognised_and_told_what_to_do(tmp_path: Path) -> None:
    [problem] = read(tmp_path, scan(tmp_path), ".pdf").problems
    assert "bản quét" in str(problem.why)
    assert "OCR" in str(problem.proposal)


def test_a_bomb_is_not_unpacked(tmp_path: Path) -> None:
    bomb = zipped(**{"word__document.xml": b"<w>" + b" " * 400_000_000})
    assert "bung ra" in why(read(tmp_path, bomb, ".docx"))


def test_a_part_that_declares_entities_is_refused(tmp_path: Path) -> None:
    laughs = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 10))
    part = f'<?xml version="1.0"?><!DOCTYPE w [<!ENTITY l0 "ha">{laughs}]><w>&l9;</w>'
    assert "DTD" in why(read(tmp_path, zipped(**{"word__document.xml": part.encode()}), ".docx"))


def test_a_file_that_is_far_too_large_is_not_opened(tmp_path: Path) -> None:
    with (tmp_path / "plan.docx").open("wb") as file:
        file.truncate(200_000_000)
    plan = read_plan(tmp_path / "plan.docx", NGHE_AN)
    assert "200 MB" in why(plan)


@pytest.mark.parametrize(
    ("raw", "said"),
    [
        (b"PK\x03\x04broken", "hỏng"),
        (b"%PDF-1.7 broken", "hỏng"),
        (OLE + b"\0" * 600, "hỏng"),
        (zipped(**{"a.txt": b"x"}), "không phải văn bản Word"),
        (zipped(**{"word__document.xml": b"<w:document"}), "XML"),
        (zipped(**{"xl__workbook.xml": b"<workbook/>"}), "hỏng"),
        (OLE + "EncryptedPackage".encode("utf-16-le"), "mật khẩu"),
        (b"\xff\xd8\xff\xe0 JFIF", "ảnh chụp"),
    ],
)  # fmt: skip
def test_what_cannot_be_read_is_one_problem_with_what_to_do(tmp_path: Path, raw: bytes, said: str) -> None:
    [problem] = read(tmp_path, raw, ".docx").problems
    assert said in str(problem.why)
    assert problem.proposal


def test_a_title_merged_over_the_whole_row_is_a_group(tmp_path: Path) -> None:
    rows = (HEAD, ("I. Nhóm A", *[LEFT] * 4), ROWS[1], ("II. Nhóm B", *[LEFT] * 4), ROWS[1])
    plan = read(tmp_path, as_docx(Annex(LINES, rows)), ".docx")
    assert [(task.code, task.section) for task in plan.tasks] == [("I.1", "I. Nhóm A"), ("II.1", "II. Nhóm B")]
