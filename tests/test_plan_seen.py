"""Annexes that offices really issued, kept beside the project: every task found, nothing silently wrong."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date

import pytest
from conftest import SHARED
from local_directory import NATIONAL, local

from documents.plan_document import PlanRead
from documents.read_plan import read_plan
from models.directory import AgencyEntry, Directory

SEEN = SHARED / "plans-seen"
pytestmark = pytest.mark.skipif(not SEEN.exists(), reason="the annexes are not beside the project (shared/plans-seen)")
HANOI = {
    "so-qhkt": "Sở Quy hoạch - Kiến trúc",
    "so-vhtt": "Sở Văn hóa và Thể thao",
    "so-dl": "Sở Du lịch",
    "vp-tu": "Văn phòng Thành ủy Hà Nội",
    "vp-hdnd": "Văn phòng Hội đồng nhân dân thành phố Hà Nội",
    "vp-mttq": "Văn phòng Ủy ban Mặt trận Tổ quốc Việt Nam thành phố Hà Nội",
    "bql-kcn": "Ban Quản lý các Khu công nghệ cao và Khu công nghiệp thành phố Hà Nội",
    "viettel": "Tập đoàn Viettel",
}


def hanoi() -> Directory:
    place = local("thành phố Hà Nội")
    entries = {key: AgencyEntry(key, name, name, "department", name) for key, name in HANOI.items()}
    return replace(place, agencies={**place.agencies, **entries})


def read(number: str, directory: Directory, signed_on: date | None = None) -> PlanRead:
    [path] = SEEN.glob(f"{number}_*")
    return read_plan(path, directory, signed_on)


def codes(plan: PlanRead) -> list[str]:
    return [task.code for task in plan.tasks]


def times(plan: PlanRead) -> Iterator[tuple[str, str, date | None]]:
    return ((task.code, task.milestones[0].kind, task.milestones[0].due) for task in plan.tasks)


@pytest.fixture(scope="module")
def capital() -> PlanRead:
    return read("04", NATIONAL)


def test_a_resolution_numbers_its_tasks_within_groups(capital: PlanRead) -> None:
    groups = {"I": 5, "II": 5, "III": 7, "IV": 2}
    assert codes(capital) == [f"{group}.{n}" for group, count in groups.items() for n in range(1, count + 1)]
    assert (capital.number, capital.signed_on, capital.problems) == ("12/NQ-CP", date(2023, 2, 7), ())


def test_the_word_of_a_list_belongs_to_each_of_its_items(capital: PlanRead) -> None:
    [task] = [task for task in capital.tasks if task.code == "III.5"]
    assert task.coordinating == ("bo-qp", "bo-xd", "bo-tnmt", "bo-nnptnt")
    assert task.open_phrases == ("các đơn vị liên quan",)


def test_what_was_past_when_the_resolution_was_signed_is_flagged(capital: PlanRead) -> None:
    past = [task.code for task in capital.tasks if any(one.past_at_signing for one in task.milestones)]
    assert past == ["I.1", "I.2", "IV.1"]


@pytest.fixture(scope="module")
def hundred_days() -> PlanRead:
    return read("05b", hanoi(), date(2026, 7, 14))


def test_a_plan_of_heads_and_children_has_the_tasks_that_it_counts(hundred_days: PlanRead) -> None:
    assert len(hundred_days.tasks) == 33
    assert [code for code in codes(hundred_days) if "." not in code] == ["8", "9", "10", "11"]


def test_children_have_the_cells_of_the_head_over_them(hundred_days: PlanRead) -> None:
    first, last = hundred_days.tasks[0], hundred_days.tasks[-1]
    assert (first.leads, first.coordinating, first.milestones[0].due) == (("so-tc",), ("so-khcn",), date(2026, 8, 30))
    assert (last.leads, last.coordinating) == (("all-communes",), ("so-tc", "so-khcn"))


def test_a_hundred_days_are_counted_from_the_signing_where_the_cell_says_so(hundred_days: PlanRead) -> None:
    counted = [(kind, due) for _, kind, due in times(hundred_days) if kind == "relative"]
    assert counted == [("relative", date(2026, 10, 22))] * 18 + [("relative", None)]


def test_a_row_that_a_page_broke_is_one_row(hundred_days: PlanRead) -> None:
    [task] = [task for task in hundred_days.tasks if task.code == "4.a"]
    assert task.product.endswith("giảm 50% thời gian giải quyết, 50% thành phần hồ sơ.")


def test_only_bodies_that_nobody_bears_are_problems(hundred_days: PlanRead) -> None:
    unknown = [problem.text for problem in hundred_days.problems if getattr(problem, "kind", "") == "agency"]
    assert unknown == ["MTTQ cấp xã", "Ban Công tác mặt trận"]


def test_a_road_map_counts_its_days_and_asks_where_it_states_none() -> None:
    plan = read("06", hanoi(), date(2026, 7, 4))
    assert codes(plan) == [str(n) for n in range(1, 13)]
    assert {kind for _, kind, _ in times(plan)} == {"relative", "none"}
    assert [getattr(problem, "code", "") for problem in plan.problems if getattr(problem, "kind", "") == "time"] == [
        "3",
        "4",
    ]


def test_a_draft_without_a_head_is_read_by_its_labels_and_says_so() -> None:
    plan = read("08", local("tỉnh Lào Cai"), date(2026, 9, 14))
    assert codes(plan) == [str(n) for n in range(1, 9)]
    assert [len(task.milestones) for task in plan.tasks] == [4, 4, 6, 4, 3, 5, 7, 4]
    assert any("không có hàng đầu" in str(problem.why) for problem in plan.problems)


def test_a_task_as_a_list_of_labelled_lines_is_one_task() -> None:
    plan = read("14", NATIONAL, date(2025, 9, 1))
    assert list(times(plan)) == [("6.8", "deadline", date(2025, 12, 31))]
    assert any(problem.text == "Trung tâm CNTT" for problem in plan.problems)


@pytest.mark.parametrize("number", ["10", "11", "12", "13"])
def test_a_letter_or_a_list_of_states_has_no_tasks_and_says_so(number: str) -> None:
    plan = read(number, NATIONAL, date(2026, 1, 1))
    assert plan.tasks == ()
    assert any("Không thấy bảng giao nhiệm vụ" in str(problem.why) for problem in plan.problems)
