"""Two versions of a plan: what came, went and changed, however the numbers moved."""

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.plan_difference import PlannedTask, PlannedTime, plan_difference

TITLES = ["Xây dựng tài liệu tập huấn", "Kiểm tra, giám sát sản phẩm", "Tổ chức diễn đàn quốc tế", "Chuyển đổi số"]
YEAR = (PlannedTime("deadline", due=date(2025, 12, 31)),)


def task(code: str, title: str = TITLES[0], leads: tuple[str, ...] = ("bo-yt",), **other: object) -> PlannedTask:
    return replace(PlannedTask(code, title, leads, times=YEAR), **other)


PLAN = [task(f"I.{number}", title) for number, title in enumerate(TITLES, 1)]


def kinds(before: list[PlannedTask], after: list[PlannedTask]) -> list[tuple[str, tuple[str, ...]]]:
    return [(change.after.code, change.kinds) for change in plan_difference(before, after).changed]


def test_a_plan_and_itself_differ_in_nothing() -> None:
    assert not plan_difference(PLAN, PLAN)


@pytest.mark.parametrize(
    ("other", "kind"),
    [
        ({"leads": ("bo-tc",)}, "reassigned"),
        ({"coordinating": ("bo-tc",)}, "reassigned"),
        ({"open_phrases": ("đơn vị liên quan",)}, "reassigned"),
        ({"times": ()}, "redated"),
        ({"title": "Xây dựng và in tài liệu tập huấn"}, "retitled"),
        ({"code": "I.9"}, "renumbered"),
    ],
)
def test_a_change_is_called_by_its_name(other: dict[str, object], kind: str) -> None:
    after = replace(PLAN[0], **other)
    assert kinds(PLAN, [after, *PLAN[1:]]) == [(after.code, (kind,))]


def test_the_order_of_agencies_and_the_writing_of_titles_are_no_change() -> None:
    before = [task("1", leads=("bo-yt", "bo-tc"))]
    assert not plan_difference(before, [task("1", TITLES[0].upper(), leads=("bo-tc", "bo-yt"))])


def test_an_inserted_row_moves_numbers_and_is_the_only_one_added() -> None:
    after = [PLAN[0], task("I.2", "Nhiệm vụ mới"), *(replace(one, code=f"I.{n}") for n, one in enumerate(PLAN[1:], 3))]
    found = plan_difference(PLAN, after)
    assert [one.title for one in found.added] == ["Nhiệm vụ mới"]
    assert (found.removed, len(found.of_kind("renumbered"))) == ((), 3)


def test_another_task_under_an_old_number_is_one_removed_and_one_added() -> None:
    found = plan_difference([task("1")], [task("1", "Sơ kết, tổng kết")])
    assert (len(found.added), len(found.removed), found.changed) == (1, 1, ())


def test_a_change_says_who_came_and_who_went() -> None:
    [change] = plan_difference([task("1")], [task("1", leads=("bo-tc",))]).changed
    assert (change.gained("leads"), change.lost("leads")) == (("bo-tc",), ("bo-yt",))


def test_the_json_holds_both_versions_of_a_change() -> None:
    told = plan_difference([task("1")], [task("1", leads=("bo-tc",))]).to_json()
    assert (told["added"], told["removed"]) == ([], [])
    assert (told["changed"][0]["before"]["leads"], told["changed"][0]["after"]["leads"]) == (["bo-yt"], ["bo-tc"])


tasks = st.builds(task, st.sampled_from(["I.1", "I.2", "II.1", "II.2"]), st.sampled_from(TITLES))


@given(st.lists(tasks, max_size=8), st.lists(tasks, max_size=8))
def test_every_task_of_both_versions_is_accounted_for(before: list[PlannedTask], after: list[PlannedTask]) -> None:
    found = plan_difference(before, after)
    assert len(before) - len(found.removed) == len(after) - len(found.added)


@given(st.lists(tasks, max_size=8), st.lists(tasks, max_size=8))
def test_what_came_one_way_went_the_other(before: list[PlannedTask], after: list[PlannedTask]) -> None:
    there, back = plan_difference(before, after), plan_difference(after, before)
    assert len(there.added) == len(back.removed)
