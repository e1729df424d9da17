"""Claims about the answer form: what it is when it leaves, and what is read of it however it comes back."""

import io
import zipfile
from datetime import date
from unicodedata import normalize

import openpyxl
import pytest
from docx import Document
from form_samples import (
    ASKED,
    CERTAIN,
    FILLED,
    LIBREOFFICE,
    ROWS,
    TITLES,
    answers,
    cell,
    certain,
    filled_in,
    form,
    opened,
    resaved,
    task,
    with_part,
    without_ids,
)
from hypothesis import given, settings
from hypothesis import strategies as st

from documents.apart import open_apart
from documents.attached_file import TOO_LARGE as TOO_MANY_BYTES
from documents.attached_file import Opened, open_attached
from documents.form_answers import NO_TASK, SHARED_CELL, SIGNS_DISAGREE, TWICE, AskedRow, FormAnswers
from documents.form_file import form_name, write_form
from documents.form_layout import PLACES
from documents.form_reading import read_form
from documents.packed_file import DAMAGED, GROWING_XML, HAS_MACROS, HAS_PASSWORD, TOO_LARGE
from language.text import composed
from language.wording import Wording
from models.digest_labels import STATUSES

needs_libreoffice = pytest.mark.skipif(LIBREOFFICE is None, reason="LibreOffice is not here (package libreoffice-calc)")


def sheet_of(content: bytes):
    return openpyxl.load_workbook(io.BytesIO(content)).active


# -- as it leaves


def test_the_same_data_give_the_same_bytes():
    assert write_form(form()) == write_form(form())
    assert write_form(form()) != write_form(form(thread_tag="[OCOP-13]"))


def test_every_task_has_a_row_with_its_code_its_title_and_its_own_mark():
    sheet = sheet_of(write_form(form()))
    shown = {number: (cell(sheet, number, "id").value, cell(sheet, number, "code").value) for number in TITLES}
    assert shown == {number: (f"id:{number}", code) for number, (code, _, _) in TITLES.items()}
    assert sheet.column_dimensions["A"].hidden


def test_only_the_cells_to_be_answered_can_be_changed():
    sheet = sheet_of(write_form(form()))
    open_cells = {key for key in PLACES if not cell(sheet, 11, key).protection.locked}
    assert sheet.protection.sheet and not sheet.protection.password
    assert open_cells == {"status", "percent", "result", "evidence", "difficulty", "proposal", "forecast"}
    assert {key for key in PLACES if not cell(sheet, 15, key).protection.locked} == {"status", "result", "proposal"}


def test_a_status_is_chosen_from_a_list_and_a_percent_is_a_whole_number_to_100():
    rules = {str(rule.sqref): rule for rule in sheet_of(write_form(form())).data_validations.dataValidation}
    assert rules["F8:F14"].formula1 == '"' + ",".join(name.say() for name in STATUSES.values()) + '"'
    assert (rules["G8:G14"].type, rules["G8:G14"].formula1, rules["G8:G14"].formula2) == ("whole", "0", "100")


def test_it_prints_on_a4_landscape_one_page_wide_with_its_head_on_each():
    sheet = sheet_of(write_form(form()))
    assert (sheet.page_setup.paperSize, sheet.page_setup.orientation) == (9, "landscape")
    assert sheet.sheet_properties.pageSetUpPr.fitToPage and sheet.page_setup.fitToHeight == 0
    assert sheet.print_title_rows == "$7:$7"


def test_every_row_has_a_height_that_holds_its_title():
    long = "Nội dung nhiệm vụ rất dài cần nhiều dòng. " * 12
    sheet = sheet_of(write_form(form(tasks=(task(11, title=long),))))
    assert sheet.row_dimensions[9].height > 200


@pytest.mark.parametrize("text", ["=1+1", "=HYPERLINK(1)", "+1", "-1", "@SUM(1)", "https://x.example", "a\x0bb"])
def test_nothing_from_others_is_a_formula_a_link_or_a_code(text):
    sheet = sheet_of(write_form(form(tasks=(task(11, title=text),))))
    found = sheet.cell(9, PLACES["title"] + 1)
    assert (found.data_type, found.hyperlink) == ("s", None)
    assert found.value == text.replace("\x0b", "")


def test_what_looks_like_an_escape_of_excel_stays_what_it_is():
    packed = zipfile.ZipFile(io.BytesIO(write_form(form(tasks=(task(11, title="_x0041_"),)))))
    assert b"_x005F_x0041_" in packed.read("xl/worksheets/sheet1.xml")


def test_what_the_agency_said_last_time_is_shown():
    earlier = {"earlier_status": "in_progress", "earlier_percent": 40, "earlier_forecast": date(2023, 6, 30)}
    sheet = sheet_of(write_form(form(tasks=(task(11, **earlier),))))
    assert sheet.cell(9, PLACES["earlier"] + 1).value == "Đang thực hiện, 40%, dự kiến xong 30/06/2023"


def test_its_name_is_plain_ascii():
    assert form_name("[OCOP-12]") == "bieu-tra-loi-OCOP-12.xlsx"
    assert form_name("[ĐÔN-1]").isascii()


# -- as it comes back


def test_a_blank_form_answers_nothing():
    assert opened(write_form(form())).rows == ()


def test_what_was_filled_in_is_read():
    found = {one.obligation_id: one for one in answers(filled_in()).answers}
    assert certain(filled_in()) == CERTAIN
    assert (found[11].evidence, found[12].forecast, found[15].proposal) == (
        "QĐ số 12/QĐ-BNN",
        date(2023, 6, 30),
        "Sớm ban hành",
    )
    assert opened(filled_in()).tag == ("OCOP", 12)


def test_the_official_report_it_names_is_read():
    def name_report(sheet):
        sheet["D5"].value, sheet["H5"].value = "123/BC-BNN", "15/03/2023"

    read = opened(filled_in(change=name_report))
    assert (read.report_number, read.report_on) == ("123/BC-BNN", date(2023, 3, 15))
    only_the_day = opened(filled_in(change=lambda sheet: sheet.cell(5, 8, "15/03/2023")))
    assert (only_the_day.report_number, only_the_day.report_on) == ("", date(2023, 3, 15))


def move_columns(sheet):
    """The last answer column first: columns 2 to 12 in the opposite order."""
    for row in range(7, sheet.max_row + 1):
        values = [sheet.cell(row, column).value for column in range(2, 13)]
        for column, value in zip(range(2, 13), reversed(values), strict=True):
            if (row, column) not in {(7, 13)}:
                sheet.cell(row, column).value = value


def sort_rows(sheet):
    rows = [[sheet.cell(row, column).value for column in range(1, 13)] for row in ROWS.values()]
    for row, values in zip(ROWS.values(), reversed(rows), strict=True):
        for column, value in enumerate(values, 1):
            sheet.cell(row, column).value = value


def in_other_letters(sheet):
    cell(sheet, 12, "percent").value = "34 %"
    cell(sheet, 12, "forecast").value = date(2023, 6, 30)
    cell(sheet, 11, "status").value = "ĐÃ HOÀN THÀNH"
    cell(sheet, 14, "status").value = normalize("NFD", "Không phát sinh")
    cell(sheet, 15, "title").value = TITLES[15][1].upper()


def shown_as_percent(sheet):
    for number, value in ((11, 1), (12, 0.34)):
        cell(sheet, number, "percent").value = value
        cell(sheet, number, "percent").number_format = "0%"


def merge_titles(sheet):
    sheet.merge_cells(start_row=9, start_column=4, end_row=12, end_column=4)


def renumber(sheet):
    for place, number in enumerate(ROWS, 1):
        cell(sheet, number, "code").value = str(place)


def sort_what_is_seen(sheet):
    """The rows sorted as they are seen, without the hidden column."""
    rows = [[sheet.cell(row, column).value for column in range(2, 13)] for row in ROWS.values()]
    for row, values in zip(ROWS.values(), reversed(rows), strict=True):
        for column, value in enumerate(values, 2):
            sheet.cell(row, column).value = value


def copy_sheet(sheet):
    copied = sheet.parent.copy_worksheet(sheet)
    copied.title = "Sheet1 (2)"
    sheet.title = "Bản nháp"


def write_a_letterhead(sheet):
    sheet.insert_rows(1, 3)
    sheet["B1"].value = "BỘ NÔNG NGHIỆP VÀ PHÁT TRIỂN NÔNG THÔN"


@pytest.mark.parametrize(
    "change",
    [
        move_columns,
        sort_rows,
        sort_what_is_seen,
        in_other_letters,
        shown_as_percent,
        merge_titles,
        without_ids,
        renumber,
        copy_sheet,
        write_a_letterhead,
    ],
)
def test_however_it_was_changed_the_same_is_read(change):
    assert certain(filled_in(change=change)) == CERTAIN
    assert answers(filled_in(change=change)).doubts == ()


def test_without_marks_and_renumbered_titles_still_tell():
    def lose_both(sheet):
        without_ids(sheet)
        renumber(sheet)

    # The code "1" and so on speaks against every task; the title alone is one sign against one.
    assert certain(filled_in(change=lose_both)) == {}
    assert {one.why for one in answers(filled_in(change=lose_both)).doubts} == {SIGNS_DISAGREE}


def test_a_row_that_was_added_is_in_doubt_and_disturbs_no_other():
    def add_row(sheet):
        sheet.cell(16, PLACES["title"] + 1).value = "Nhiệm vụ khác do Bộ trưởng giao thêm"
        sheet.cell(16, PLACES["status"] + 1).value = "Đã hoàn thành"

    read = answers(filled_in(change=add_row))
    assert len(read.answers) == len(CERTAIN) and [one.why for one in read.doubts] == [NO_TASK]


def test_a_copied_row_with_another_title_is_no_answer_to_the_task_it_was_copied_from():
    def copy_row(sheet):
        for column in range(1, 13):
            sheet.cell(16, column).value = sheet.cell(ROWS[11], column).value
        sheet.cell(16, PLACES["code"] + 1).value = "mới"
        sheet.cell(16, PLACES["title"] + 1).value = "Việc phát sinh ngoài kế hoạch trong quý"
        sheet.cell(16, PLACES["status"] + 1).value = "Tạm dừng"

    read = answers(filled_in(change=copy_row))
    assert {one.obligation_id for one in read.answers} == set(CERTAIN)
    assert [(one.why, one.candidates[0][0]) for one in read.doubts] == [(SIGNS_DISAGREE, 11)]


def test_two_tasks_of_one_title_go_to_a_person_when_nothing_else_tells_them_apart():
    asked = [AskedRow(1, "A.1", "Báo cáo chung", "lead"), AskedRow(2, "A.2", "Báo cáo chung", "lead")]

    def lose_marks(sheet):
        cell(sheet, 11, "id").value = cell(sheet, 11, "code").value = None
        cell(sheet, 11, "title").value = "Báo cáo chung"

    read = answers(filled_in({11: FILLED[11]}, lose_marks), asked)
    assert read.answers == () and [number for number, _ in read.doubts[0].candidates] == [1, 2]


def test_an_answer_cell_merged_over_two_tasks_is_in_doubt():
    def merge_answers(sheet):
        sheet.merge_cells(start_row=11, start_column=6, end_row=12, end_column=6)
        sheet["F11"].value = "Không phát sinh"

    read = answers(filled_in({11: FILLED[11]}, merge_answers))
    assert {one.obligation_id for one in read.answers} == {11}
    assert {one.why for one in read.doubts} == {SHARED_CELL}


@pytest.mark.parametrize("said", ["150", "khoảng 40", -5, 0.5, "1/2", 33.4])
def test_a_percent_that_is_none_puts_its_row_in_doubt_with_the_rest_proposed(said):
    read = answers(filled_in({12: FILLED[12] | {"percent": said}}))
    assert read.answers == ()
    assert (read.doubts[0].answer.status, read.doubts[0].answer.percent) == ("in_progress", None)


def test_completed_at_less_than_all_is_in_doubt():
    read = answers(filled_in({11: FILLED[11] | {"percent": 1}}))
    assert read.answers == () and "1%" in read.doubts[0].why.say()


@pytest.mark.parametrize("said", ["sớm nhất có thể", "Quý II", "30/06/2023 hoặc 31/07/2023", "31/02/2023"])
def test_a_day_that_is_none_is_in_doubt_and_the_rest_of_its_row_is_certain(said):
    read = answers(filled_in({12: FILLED[12] | {"forecast": said}}))
    assert [(one.status, one.forecast) for one in read.answers] == [("in_progress", None)]
    assert said in read.doubts[0].why.say()


@pytest.mark.parametrize("said", ["Quý II/2023", "tháng 6/2023", "trước 30/06/2023", "ngày 30 tháng 6 năm 2023"])
def test_a_month_or_quarter_means_its_last_day(said):
    [found] = answers(filled_in({12: FILLED[12] | {"forecast": said}})).answers
    assert found.forecast == date(2023, 6, 30)


def test_two_copies_filled_in_differently_are_in_doubt():
    def contradict(sheet):
        copied = sheet.parent.copy_worksheet(sheet)
        cell(copied, 12, "percent").value = 60

    read = answers(filled_in(change=contradict))
    assert 12 not in {one.obligation_id for one in read.answers}
    assert [one.why for one in read.doubts] == [TWICE]


def test_a_row_of_another_period_is_in_doubt():
    asked = [AskedRow(one.obligation_id + 100, one.code, "Việc khác hẳn", one.role) for one in ASKED]
    assert answers(filled_in({11: FILLED[11]}), asked).answers == ()


@needs_libreoffice
@pytest.mark.libreoffice
@pytest.mark.parametrize("kind", ["xlsx", "ods", "xls"])
def test_a_form_saved_by_libreoffice_says_the_same(kind, tmp_path):
    assert certain(resaved(filled_in(), kind, tmp_path)) == CERTAIN


@needs_libreoffice
@pytest.mark.libreoffice
def test_a_percentage_is_known_as_such_in_ods_and_left_to_a_person_in_xls(tmp_path):
    content = filled_in(change=shown_as_percent)
    assert certain(resaved(content, "ods", tmp_path))[12] == ("in_progress", 34)
    doubts = answers(resaved(content, "xls", tmp_path)).doubts
    assert [one.candidates[0][0] for one in doubts] == [11, 12]


def word_file(rows: list[list[str]]) -> bytes:
    document = Document()
    document.add_paragraph("BÁO CÁO")
    table = document.add_table(len(rows), len(rows[0]))
    for row, texts in zip(table.rows, rows, strict=True):
        for place, text in zip(row.cells, texts, strict=True):
            place.text = text
    file = io.BytesIO()
    document.save(file)
    return file.getvalue()


HEADS = ["TT", "Nội dung nhiệm vụ", "Tình hình thực hiện", "Kết quả đạt được", "Khó khăn, vướng mắc"]


def test_a_table_in_a_word_file_is_read_by_its_heads():
    rows = [HEADS, ["", TITLES[12][1], "Đang thực hiện", "02 lớp", "Thiếu vốn"], ["", TITLES[14][1], "", "", ""]]
    [found] = answers(word_file(rows)).answers
    assert (found.obligation_id, found.status, found.difficulty) == (12, "in_progress", "Thiếu vốn")


def test_a_table_of_the_agencys_own_answers_only_where_it_names_a_task():
    rows = [HEADS, ["1", "Số xã đạt chuẩn nông thôn mới", "Đang thực hiện", "120", ""], ["I.2", "Vốn", "", "3 tỷ", ""]]
    assert answers(word_file(rows)) == FormAnswers()


def test_a_word_file_without_such_a_table_is_no_form():
    file = open_attached(word_file([["Họ tên", "Chức vụ"], ["Nguyễn A", "Vụ trưởng"]]))
    assert isinstance(file, Opened) and read_form(file.sheets) is None and "BÁO CÁO" in file.text


@needs_libreoffice
@pytest.mark.libreoffice
def test_the_form_printed_to_a_pdf_is_read_from_its_table(tmp_path):
    assert certain(resaved(filled_in(), "pdf", tmp_path)) == CERTAIN


def test_a_file_is_opened_in_a_process_of_its_own_with_the_same_result():
    assert open_apart(filled_in()) == open_attached(filled_in())
    assert open_apart(with_part(filled_in(), "xl/vbaProject.bin", b"x")) == HAS_MACROS
    assert open_apart(b"\x89PNG\r\n") is None


STATUS = st.sampled_from([name.say() for name in STATUSES.values()])
WORDS = st.text(st.characters(blacklist_categories=("Cs", "Cc", "Co", "Cn")), min_size=1, max_size=60).filter(
    lambda text: not text.startswith("=")  # openpyxl, with which the test types, would make it a formula
)


@settings(max_examples=40, deadline=None)
@given(st.dictionaries(st.sampled_from([11, 12, 13, 14]), st.tuples(STATUS, WORDS), min_size=1))
def test_whatever_is_typed_is_read_as_it_was_typed(typed):
    said = {number: {"status": status, "result": text} for number, (status, text) in typed.items()}
    found = {one.obligation_id: one for one in answers(filled_in(said)).answers}
    labels = {name.say(): status for status, name in STATUSES.items()}
    assert {number: one.status for number, one in found.items()} == {n: labels[s] for n, (s, _) in typed.items()}
    for number, (_, text) in typed.items():
        assert found[number].result == composed(text).strip()


# -- what is not opened


def refused(content: bytes) -> Wording:
    why = open_attached(content)
    assert isinstance(why, Wording), why
    return why


def zipped(**parts: bytes) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as packed:
        for name, part in parts.items():
            packed.writestr(name.replace("__", "/").replace("_dot_", "."), part)
    return file.getvalue()


def test_macros_are_refused():
    assert refused(with_part(filled_in(), "xl/vbaProject.bin", b"x")) == HAS_MACROS
    assert refused(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "_VBA_PROJECT".encode("utf-16-le")) == HAS_MACROS


def test_a_password_is_told_as_such():
    assert refused(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le")) == HAS_PASSWORD


def test_a_zip_bomb_is_not_unpacked():
    assert refused(with_part(filled_in(), "xl/media/image1.bin", b"\x00" * 20_000_000)) == TOO_LARGE
    assert refused(zipped(**{f"part{number}": b"" for number in range(3000)})) == TOO_LARGE


@pytest.mark.parametrize(
    "declared",
    [
        b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "aaaa">]><x>&a;</x>',
        b'<!DOCTYPE x SYSTEM "file:///etc/passwd"><x/>',
        '<!DOCTYPE x [<!ENTITY a "a">]><x/>'.encode("utf-16"),
    ],
)
def test_xml_that_declares_entities_is_not_parsed(declared):
    assert refused(with_part(filled_in(), "xl/extra.xml", declared)) == GROWING_XML


def test_a_cell_repeated_a_million_times_is_read_within_limits():
    table = (
        '<office:document-content xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" '
        'xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0" '
        'xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"><table:table table:name="x">'
        '<table:table-row table:number-rows-repeated="999999"><table:table-cell office:value-type="string" '
        'table:number-columns-repeated="999999"><text:p>x</text:p></table:table-cell></table:table-row>'
        "</table:table></office:document-content>"
    )
    read = open_attached(zipped(content_dot_xml=table.encode()))
    assert isinstance(read, Opened)
    assert (len(read.sheets[0].rows), len(read.sheets[0].rows[0])) == (2000, 60)


def test_a_file_over_the_limit_is_kept_unread():
    assert refused(b"PK\x03\x04" + b"\x00" * 10_000_001) == TOO_MANY_BYTES


@pytest.mark.parametrize("content", [b"PK\x03\x04", b"PK\x03\x04" + b"x" * 5000, filled_in()[:3000], b"%PDF-1.4 x"])
def test_a_damaged_file_is_told_as_such(content):
    assert refused(content) == DAMAGED


SAMPLE = write_form(form())


@settings(max_examples=60, deadline=None)
@given(st.lists(st.tuples(st.integers(0, len(SAMPLE) - 1), st.integers(0, 255)), max_size=8))
def test_no_bytes_make_the_reader_raise(changes):
    content = bytearray(SAMPLE)
    for place, byte in changes:
        content[place] = byte
    open_attached(bytes(content))
