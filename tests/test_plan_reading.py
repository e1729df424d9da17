"""Other documents than the first: their tables, their numbering, their faults."""

import shutil
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from documents.directory_file import read_directory
from documents.plan_folder import read_plan_folder
from documents.read_plan import read_plan, read_plan_text

PLAN = Path(__file__).parent.parent / "plans" / "ocop-2021-2025"
DIRECTORY = read_directory(PLAN / "agencies.yaml").directory
HEAD = ("TT", "Nhiệm vụ", "Cơ quan chủ trì", "Cơ quan phối hợp", "Thời gian hoàn thành", "Sản phẩm")
ABOVE = "Số: 1/QĐ-A\nHà Nội, ngày 01 tháng 02 năm 2023\nPHỤ LỤC II\n"


def table(*rows, head=HEAD, above=ABOVE):
    """A document with one table: rows of cells as the text layout has them."""
    return above + "\n".join("\n".join(f"\t{cell}" for cell in row) + "\n" for row in (head, *rows))


def read(*rows, **layout):
    return read_plan_text(table(*rows, **layout), DIRECTORY)


def task(number, title="Việc", lead="Bộ Y tế", helped="", time="2023", product=""):
    return (number, title, lead, helped, time, product)


def heading(number, title):
    return (number, title, "", "", "", "")


def codes(plan):
    return [one.code for one in plan.tasks]


def why(plan):
    return " | ".join(str(problem.why) for problem in plan.problems)


def test_numbering_nests_as_it_is_met():
    rows = [heading("I", "A"), heading("1", "B"), task("a"), task("b)"), task("2."), heading("II", "C"), task("1")]
    assert codes(read(*rows)) == ["I.1.a", "I.1.b", "I.2", "II.1"]


def test_capital_letters_and_numerals_are_told_apart():
    rows = [heading("A", "x"), heading("I", "x"), task("1"), heading("B", "x"), heading("C", "x"), heading("I", "x")]
    assert codes(read(*rows, task("1"))) == ["A.I.1", "C.I.1"]


def test_dotted_numbers_are_not_doubled():
    assert codes(
        read(heading("I", "x"), heading("1", "x"), task("1.1"), task("1.2"), heading("2", "y"), task("2.1"))
    ) == [
        "I.1.1",
        "I.1.2",
        "I.2.1",
    ]


def test_d_with_a_stroke_is_a_letter_of_the_list():
    assert codes(read(heading("1", "x"), task("d"), task("đ"), task("e"))) == ["1.d", "1.đ", "1.e"]


def test_a_row_that_heads_others_may_be_a_task_itself():
    assert codes(read(task("1"), task("a"), task("2"))) == ["1", "1.a", "2"]


def test_columns_are_found_by_their_heads_in_any_order():
    head = ("STT", "Thời hạn", "Đơn vị thực hiện", "Nội dung công việc")
    plan = read(("1", "Quý II/2023", "Bộ Y tế", "Việc"), head=head)
    (one,) = plan.tasks
    assert (one.title, one.leads, one.milestones[0].due) == ("Việc", ("bo-yt",), date(2023, 6, 30))


def test_both_roles_in_one_cell_are_told_by_their_labels():
    head = ("TT", "Nội dung", "Phân công nhiệm vụ", "Tiến độ")
    (one,) = read(("1", "Việc", "Chủ trì: Bộ Y tế.\nPhối hợp: Bộ Công an, Bộ Nội vụ.", "2023"), head=head).tasks
    assert (one.leads, one.coordinating) == (("bo-yt",), ("bo-ca", "bo-nv"))


def test_a_table_of_targets_is_passed_over():
    plan = read(("1", "Tỷ lệ", "%", "Bộ Y tế"), head=("TT", "Chỉ tiêu", "Đơn vị", "Cơ quan chủ trì theo dõi, đánh giá"))
    assert plan.tasks == ()
    assert len(plan.passed_over) == 1


def test_blank_lines_inside_a_cell_do_not_end_its_row():
    plan = read(
        task("1", lead="- Bộ Y tế;\n\n\n- Bộ Công an;\n\n"), task("2", time="Quý I/2023;\n\nQuý II/2023"), task("3")
    )
    assert codes(plan) == ["1", "2", "3"]
    assert plan.tasks[0].leads == ("bo-yt", "bo-ca")
    assert len(plan.tasks[1].milestones) == 2


def test_an_empty_cell_in_the_head_is_a_cell():
    head = ("TT", "", "Nhiệm vụ", "Cơ quan chủ trì", "Thời hạn")
    (one,) = read(("1", "a)", "Việc", "Bộ Y tế", "2023"), head=head).tasks
    assert (one.title, one.leads) == ("Việc", ("bo-yt",))


def test_what_follows_the_table_is_not_in_it():
    text = table(task("1")) + "\n\nNơi nhận:\n- Như trên;\n"
    assert read_plan_text(text, DIRECTORY).tasks[0].product == ""


def test_a_second_table_in_the_document_is_read_too():
    text = table(task("1")) + "\nPHỤ LỤC III\n" + table(task("7"), above="")
    plan = read_plan_text(text, DIRECTORY)
    assert [one.place for one in plan.tasks] == ["Phụ lục II, mục 1, dòng 11", "Phụ lục III, mục 7, dòng 26"]


def test_a_repeated_head_is_passed_over():
    plan = read(heading("I", "x"), task("1"), HEAD, task("2"))
    assert codes(plan) == ["I.1", "I.2"]
    assert len(plan.passed_over) == 1


def test_an_unknown_agency_is_a_problem_with_a_proposal():
    (problem,) = read(task("1", lead="Bộ Y tê")).problems
    assert problem.place == "Phụ lục II, mục 1, dòng 11, cột “Cơ quan chủ trì”"
    assert "bo-yt" in problem.proposal


def test_everybody_may_lead_but_coordinates_as_an_open_set():
    (one,) = read(task("1", lead="Các bộ, ngành, địa phương", helped="Các bộ, ngành, địa phương")).tasks
    assert one.leads == ("all-ministries-localities",)
    assert (one.coordinating, one.open_phrases) == ((), ("Các bộ, ngành, địa phương",))


@pytest.mark.parametrize(
    ("rows", "said"),
    [
        ([task("1"), task("1")], "Mã 1 đã dùng"),
        ([task("")], "không có số thứ tự"),
        ([task("1", lead="")], "không nêu cơ quan chủ trì"),
        ([], "Không thấy bảng giao nhiệm vụ"),
    ],
)
def test_a_faulty_table_says_what_is_wrong(rows, said):
    assert said in why(read(*rows))


def test_a_document_without_number_and_day_says_so():
    assert "số, ký hiệu" in why(read(task("1"), above=""))
    assert "ngày ký" in why(read(task("1"), above=""))


def test_a_signing_day_given_beside_the_document_is_enough():
    plan = read_plan_text(table(task("1"), above="Số: 1/QĐ-A\n"), DIRECTORY, date(2023, 1, 1))
    assert plan.problems == ()


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (None, "Không có tệp"),
        (b"", "rỗng"),
        (b" \n\t\n ", "rỗng"),
        (b"\x00\x01\x02PK", "nhị phân"),
        (b"\xff\xfe\x00", "không phải văn bản"),
        (b"\x89PNG\r\n\x1a\n", "ảnh chụp"),
        ("Chỉ là một bức thư.".encode(), "Không thấy bảng giao nhiệm vụ"),
    ],
)
def test_a_file_that_cannot_be_read_says_why(tmp_path, content, said):
    path = tmp_path / "plan.txt"
    if content is not None:
        path.write_bytes(content)
    plan = read_plan(path, DIRECTORY)
    assert plan.tasks == ()
    assert said in why(plan)


def test_a_folder_in_place_of_a_file_says_why(tmp_path):
    assert "Không mở được" in why(read_plan(tmp_path, DIRECTORY))


def test_utf_16_from_notepad_is_read(tmp_path):
    (tmp_path / "plan.txt").write_text(table(task("1")), encoding="utf-16")
    assert codes(read_plan(tmp_path / "plan.txt", DIRECTORY)) == ["1"]


@pytest.fixture
def folder(tmp_path):
    """A copy of the first plan's folder, to be spoilt."""
    return Path(shutil.copytree(PLAN, tmp_path / "plan"))


def spoil(folder, name, old, new):
    path = folder / name
    text = path.read_text()
    assert old in text
    path.write_text(text.replace(old, new, 1))
    return read_plan_folder(folder)


@pytest.mark.parametrize(
    ("name", "old", "new", "said"),
    [
        ("plan.yaml", "slug: ocop-2021-2025", "slug:", "Thiếu slug"),
        ("plan.yaml", "2022-10-12", "12/10/2022", "2022-10-12"),
        ("plan.yaml", "signed_on: 2022-10-12", "signed_on: 2022-10-13", "khác ngày trong văn bản"),
        ("plan.yaml", "04/QĐ", "05/QĐ", "khác số trong văn bản"),
        ("plan.yaml", "vpdp-ntm-tw", "vpdp", "không có mã “vpdp”"),
        ("plan.yaml", "slug:", "slug: [", "YAML"),
        ("duties.yaml", "Tổ chức triển khai các Đề án/dự án ưu tiên trong Chương trình OCOP.", "Tổ chức.", "trích dẫn"),
        ("duties.yaml", "assignee: bo-nnptnt", "assignee: bo-nn", "không có mã “bo-nn”"),
        ("duties.yaml", 'place: "Điều 2"', "", "thiếu place"),
        ("contacts.yaml", "address: vanthu@bo-yt.example, ", "", "chưa có địa chỉ"),
        ("contacts.yaml", "vanthu@bo-yt.example", "vanthu", "không phải địa chỉ"),
        ("contacts.yaml", "agency: bo-yt", "agency: bo-yte", "không có cơ quan mã “bo-yte”"),
        ("contacts.yaml", "role: answers, a", "role: boss, a", "Vai trò"),
        ("contacts.yaml", "role: answers, a", "role: answers, consent: có, a", "true hoặc false"),
    ],
)
def test_a_fault_in_the_folder_says_where_and_what(folder, name, old, new, said):
    found = [problem for problem in spoil(folder, name, old, new).problems if said in str(problem.why)]
    assert found and all(problem.place.startswith(name) for problem in found)


def test_one_bad_contact_leaves_the_others(folder):
    read = spoil(folder, "contacts.yaml", "vanthu@bo-yt.example", "vanthu")
    assert len(read.contacts) == len(read_plan_folder(PLAN).contacts) - 1
    assert any("Bộ Y tế chưa có đầu mối" in str(problem.why) for problem in read.problems)


@pytest.mark.parametrize("name", ["plan.yaml", "agencies.yaml", "contacts.yaml", "decision.txt"])
def test_a_missing_file_is_a_problem(folder, name):
    (folder / name).unlink()
    assert any(
        name in problem.place and "Không có tệp" in str(problem.why) for problem in read_plan_folder(folder).problems
    )


def test_a_missing_folder_is_a_problem(tmp_path):
    assert "Không có thư mục" in why(read_plan_folder(tmp_path / "none"))


PIECES = [
    "\t",
    "\n",
    "\n\n",
    "TT",
    "I",
    "1",
    "a)",
    "Cơ quan chủ trì",
    "Phối hợp",
    "Thời hạn",
    "Bộ Y tế",
    "các Bộ:",
    "và",
]
PIECES += [
    ",",
    ";",
    "(",
    ")",
    "/",
    "- ",
    "Quý I/2023",
    "nếu cần",
    "2022-2025",
    "Số: 1/A",
    "UBND các tỉnh:",
    "PHỤ LỤC",
    "\u0301",
]


@settings(deadline=None)
@given(st.lists(st.one_of(st.sampled_from(PIECES), st.text(max_size=4)), max_size=40))
def test_no_text_raises(pieces):
    read_plan_text(" ".join(pieces), DIRECTORY)
    read_plan_text(table(task("1", lead="".join(pieces), time=" ".join(pieces))), DIRECTORY)


@settings(deadline=None)
@given(st.binary(max_size=200))
def test_no_bytes_raise(tmp_path_factory, raw):
    path = tmp_path_factory.mktemp("raw") / "plan.txt"
    path.write_bytes(raw)
    assert read_plan(path, DIRECTORY).problems
