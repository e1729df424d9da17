"""What is not certain in an annex is a problem with its place, never a silent choice."""

from datetime import date

import pytest
from annex_cases import said
from local_directory import local
from test_plan_reading import ABOVE, HEAD, read, table, task

from documents.agency_names import Names, home_of
from documents.read_plan import read_plan_text
from models.directory import AgencyEntry, CollectiveEntry, Directory

DAY = date(2026, 3, 1)
NGHE_AN = local("tỉnh Nghệ An", ("xã Yên Thành", "xã Quỳnh Lưu"))


def problems(plan) -> list[tuple[str, str]]:
    """What of each task is in doubt: its role ("" for the time) and the words."""
    return [(problem.role, problem.text) for problem in plan.problems]


def test_a_body_said_to_lead_in_the_other_s_column_is_asked_about():
    plan = read(task("1", lead="Bộ Y tế", helped="Bộ Công an (chủ trì phần a), Bộ Nội vụ"))
    assert problems(plan) == [("coordinating", "Bộ Công an (chủ trì phần a)")]


def test_a_body_said_to_coordinate_in_the_cell_of_leads_coordinates_and_those_without_a_word_are_asked_about():
    plan = read(task("1", lead="Bộ Y tế (chủ trì), Bộ Công an (phối hợp), Bộ Nội vụ"))
    assert said(plan.tasks[0].coordinating, faulty=False) == "bo-ca"
    assert problems(plan) == [("lead", "Bộ Nội vụ")]


@pytest.mark.parametrize("head", ["Đơn vị được tham vấn", "Ai?"])
def test_a_column_of_bodies_with_an_unknown_head_is_not_lost(head: str):
    rows = [(*task(str(n), helped="Bộ Công an")[:5], "Bộ Xây dựng") for n in (1, 2, 3)]
    plan = read(*rows, head=(*HEAD[:5], head))
    assert head in str(plan.problems[0].why)


def test_a_second_column_of_times_is_not_lost():
    rows = [(*task(str(n))[:5], "Quý II/2023") for n in (1, 2)]
    assert "Gia hạn" in str(read(*rows, head=(*HEAD[:5], "Gia hạn")).problems[0].why)


def test_a_row_that_lacks_cells_is_asked_about():
    plan = read(task("1"), ("2", "Việc thứ hai", "Bộ Y tế", "2023"), task("3"))
    assert plan.problems[0].why.values == (("cells", "4"), ("heads", "6"))


def test_an_empty_lead_under_another_is_asked_about_with_what_stands_above():
    (problem,) = read(task("1", lead="Bộ Y tế"), task("2", lead="")).problems
    assert "Bộ Y tế" in (problem.proposal or "")


def test_two_bodies_of_one_name_are_nobody_until_a_person_says_which():
    twins = {
        key: AgencyEntry(key, "Ủy ban nhân dân xã Tân Tiến", "", "commune", "") for key in ("tan-tien-1", "tan-tien-2")
    }
    names = Names(Directory(twins, {}), DAY)
    assert names.find("UBND xã Tân Tiến") is None
    assert set(names.nearest("UBND xã Tân Tiến")) == set(twins)


@pytest.mark.parametrize(
    ("phrase", "agency"),
    [
        ("Sở NN&MT", "so-nnmt"),
        ("Sở Nông nghiệp - Môi trường", "so-nnmt"),
        ("SỞ Y TẾ TỈNH NGHỆ AN", "so-yt"),
        ("Sở Y tế Nghệ An", "so-yt"),
        ("BQL KKT tỉnh", "bql-kkt"),
        ("VP UBND tỉnh", "vp-ubnd"),
        ("UBND xã Yên Thành", "xa-1"),
        ("Sở Y tế tỉnh Hà Tĩnh", None),
        ("Sở Y", None),
        ("SYT", None),
    ],
)
def test_a_department_is_found_by_the_names_that_its_own_province_gives_it(phrase: str, agency: str | None):
    found = Names(NGHE_AN, DAY, home="Nghệ An").find(phrase)
    assert (found.agency if found else None) == agency


def test_the_home_of_a_document_is_the_one_province_that_its_issuer_names():
    assert home_of("ỦY BAN NHÂN DÂN TỈNH NGHỆ AN", NGHE_AN) == "Nghệ An"
    assert home_of("BỘ Y TẾ", NGHE_AN) == ""
    assert home_of("Liên ngành Nghệ An, Hà Tĩnh", NGHE_AN) == ""


def test_a_collective_of_a_kind_is_no_single_body():
    everywhere = CollectiveEntry("all-communes", ("UBND các xã, phường",), kinds=("commune",))
    plan = read_plan_text(table(task("1", lead="UBND các xã, phường")), Directory({}, {"all-communes": everywhere}))
    assert [(given.assignee, given.collective) for given in plan.tasks[0].assignments] == [("all-communes", True)]


def test_a_title_without_number_and_cells_heads_what_follows_and_is_asked_about():
    plan = read(task("1"), ("", "Nhóm thứ hai", "", "", "", ""), task("2"))
    assert [(one.code, one.section) for one in plan.tasks] == [("1", ""), ("2", "Nhóm thứ hai")]
    assert [problem.text for problem in plan.problems] == ["Nhóm thứ hai"]


def test_annexes_that_number_anew_keep_their_tasks_apart():
    second = table(task("1"), above="").replace("PHỤ LỤC II", "")
    plan = read_plan_text(table(task("1"), above=ABOVE) + "\nPHỤ LỤC III\n" + second, NGHE_AN)
    assert [one.code for one in plan.tasks] == ["PLII.1", "PLIII.1"]
