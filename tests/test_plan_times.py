"""The grammar of time expressions, form by form."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from documents.time_doubts import MIXED, NO_SUCH, NO_YEAR, TWO_DIGITS, UNREADABLE, VAGUE
from documents.time_expression import TimeHead, read_time

SIGNED = date(2022, 10, 12)


def said(text, **how):
    """The milestones as (kind, begins, due, every), days as ISO text."""
    read = read_time(text, SIGNED, **how).milestones
    iso = lambda day: day.isoformat() if day else None  # noqa: E731
    return [(one.kind, iso(one.begins), iso(one.due), one.every) for one in read]


@pytest.mark.parametrize(
    ("text", "due"),
    [
        ("Quý I/2023", "2023-03-31"),
        ("Qúy I/2023", "2023-03-31"),
        ("QUÝ IV/2024", "2024-12-31"),
        ("quý 2/2025", "2025-06-30"),
        ("Quý II năm 2027", "2027-06-30"),
        ("2025", "2025-12-31"),
        ("Năm 2024", "2024-12-31"),
        ("12/2025", "2025-12-31"),
        ("06/2025", "2025-06-30"),
        ("Tháng 2/2024", "2024-02-29"),
        ("Trong tháng 01/2026", "2026-01-31"),
        ("30/8/2026", "2026-08-30"),
        ("Trước 10/02/2026", "2026-02-10"),
        ("Chậm nhất ngày 15/12/2023", "2023-12-15"),
        ("ngày 05 tháng 01 năm 2026", "2026-01-05"),
        ("trước năm 2030", "2029-12-31"),
        ("đến hết năm 2025", "2025-12-31"),
        ("6 tháng đầu năm 2023", "2023-06-30"),
        ("9 tháng năm 2023", "2023-09-30"),
        ("Trước 23 tháng 1 năm 2026", "2026-01-23"),
        ("Q3.2026", "2026-09-30"),
        ("tháng 10, năm 2027", "2027-10-31"),
    ],
)
def test_a_deadline_is_the_last_day_of_what_is_named(text, due):
    assert said(text) == [("deadline", None, due, None)]


@pytest.mark.parametrize(
    ("text", "begins", "due"),
    [
        ("2022-2025", "2022-01-01", "2025-12-31"),
        ("2025 - 2026", "2025-01-01", "2026-12-31"),
        ("2023–2025", "2023-01-01", "2025-12-31"),
        ("Giai đoạn 2021-2025", "2021-01-01", "2025-12-31"),
        ("Từ năm 2022 đến hết năm 2025", "2022-01-01", "2025-12-31"),
        ("Quý I-II/2023", "2023-01-01", "2023-06-30"),
        ("Quý I/2023 - Quý IV/2024", "2023-01-01", "2024-12-31"),
        ("từ tháng 5 đến tháng 6/2025", "2025-05-01", "2025-06-30"),
        ("01/3 - 30/6/2023", "2023-03-01", "2023-06-30"),
        ("Từ Quý I/2026", "2026-01-01", None),
        ("Từ ngày ban hành Kế hoạch trở đi", "2022-10-12", None),
    ],
)
def test_a_span_has_its_first_and_last_day(text, begins, due):
    assert said(text) == [("span", begins, due, None)]


@pytest.mark.parametrize(
    ("text", "milestones"),
    [
        ("Hằng năm", [("recurring", None, None, "year")]),
        ("hàng quý", [("recurring", None, None, "quarter")]),
        ("Thường xuyên", [("recurring", None, None, None)]),
        ("Nhiệm vụ thường xuyên", [("recurring", None, None, None)]),
        ("Thường xuyên, định kỳ báo cáo theo Quý", [("recurring", None, None, "quarter")]),
        ("Định kỳ 6 tháng, hằng năm", [("recurring", None, None, "half_year"), ("recurring", None, None, "year")]),
        ("2025 và những năm tiếp theo", [("recurring", "2025-01-01", None, "year")]),
        ("cập nhật hằng quý đến 2030", [("recurring", None, "2030-12-31", "quarter")]),
        ("xúc tiến hằng năm 2027 - 2030", [("recurring", "2027-01-01", "2030-12-31", "year")]),
        ("Theo thời điểm có nhu cầu", [("conditional", None, None, None)]),
    ],
)
def test_a_recurrence_has_its_interval_and_bounds(text, milestones):
    assert said(text) == milestones


def test_a_past_deadline_and_a_conditional_yearly_one_are_two():
    first, second = read_time("Quý III/2022; điều chỉnh hàng năm (nếu cần)", SIGNED).milestones
    assert (first.kind, first.due, first.past_at_signing, first.text) == (
        "deadline",
        date(2022, 9, 30),
        True,
        "Quý III/2022",
    )
    assert (second.kind, second.every, second.past_at_signing) == ("conditional", "year", False)


@pytest.mark.parametrize(
    ("text", "amount", "unit", "anchor", "due"),
    [
        ("100 ngày kể từ ngày ban hành Kế hoạch", 100, "day", "ngày ban hành Kế hoạch", date(2023, 1, 20)),
        ("100 ngày kể\ntừ ngày ban\nhành Kế\nhoạch", 100, "day", "ngày ban hành Kế hoạch", date(2023, 1, 20)),
        ("100 ngày", 100, "day", None, None),
        ("10 ngày làm việc sau khi Nghị quyết được ban hành", 10, "working_day", "Nghị quyết được ban hành", None),
        ("trong vòng 02 tháng sau khi Luật có hiệu lực", 2, "month", "Luật có hiệu lực", None),
    ],
)
def test_a_relative_time_keeps_its_anchor(text, amount, unit, anchor, due):
    (one,) = read_time(text, SIGNED).milestones
    assert (one.kind, one.amount, one.unit, one.anchor, one.due) == ("relative", amount, unit, anchor, due)


def test_a_column_of_days_reads_bare_numbers_as_days():
    (one,) = read_time("7", SIGNED, TimeHead("day")).milestones
    assert (one.kind, one.amount, one.unit) == ("relative", 7, "day")


def test_several_dates_in_a_cell_are_several_milestones():
    text = "Quý I/2026 lựa chọn nhiệm vụ. Quý IV/2026 báo cáo kết quả thực hiện"
    assert [due for _, _, due, _ in said(text)] == ["2026-03-31", "2026-12-31"]
    assert [due for _, _, due, _ in said("50% năm 2027, 80% năm 2030")] == ["2027-12-31", "2030-12-31"]


@pytest.mark.parametrize(
    "text", ["Theo tiến độ của từng nhiệm vụ", "Theo từng mốc thời hạn dưới đây", "theo yêu cầu riêng"]
)
def test_what_says_that_there_is_no_date_yet_is_kept_as_unread(text):
    read = read_time(text, SIGNED)
    assert read.doubts == ()
    assert [one.kind for one in read.milestones] in (["none"], ["conditional"])


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("31/02/2023", NO_SUCH),
        ("Tháng 13/2023", NO_SUCH),
        ("Quý V/2023", NO_SUCH),
        ("30/6/23", TWO_DIGITS),
        ("Quý II", NO_YEAR),
        ("30/6", NO_YEAR),
        ("Tháng 6", NO_YEAR),
        ("đầu năm 2026", VAGUE),
        ("Giữa tháng 5/2026", VAGUE),
        ("Quý I/2026 hoặc Quý II/2026", VAGUE),
        ("Năm học 2025-2026", VAGUE),
        ("Quý I/2026, II/2026", UNREADABLE),
        ("Sở KHCN đưa ra kế hoạch", UNREADABLE),
        ("Đang thực hiện", UNREADABLE),
        ("2025/2026", UNREADABLE),
        ("Trước kỳ họp HĐND tỉnh 30 ngày", VAGUE),
        ("Quý I/2026, 30 ngày kể từ ngày ký", MIXED),
        ("30 ngày kể từ ngày ký, trước 15/3/2026", MIXED),
        ("Hằng quý, 30 ngày kể từ ngày ký", MIXED),
        ("Quý I/2026, quý III/2026 (nếu cần)", MIXED),
    ],
)
def test_what_is_not_certain_is_a_doubt(text, why):
    assert [one.why for one in read_time(text, SIGNED).doubts] in ([why], [NO_SUCH])


def test_a_doubt_proposes_the_year_of_signing():
    (doubt,) = read_time("Quý II", SIGNED).doubts
    assert "Quý II/2022" in doubt.proposal


def test_an_empty_cell_has_one_milestone_of_kind_none():
    assert said(" \n ") == [("none", None, None, None)]


def test_the_part_without_a_date_is_not_lost_beside_one_with():
    read = read_time("Quý I/2023; theo tiến độ", SIGNED)
    assert (len(read.milestones), read.unread) == (1, ("theo tiến độ",))


@given(
    st.text(alphabet=st.sampled_from("0123456789/-–; .,()\nIVXQuýquýTháng năm ngàyđếntừtrướchằngnếucần"), max_size=60)
)
def test_no_time_text_raises(text):
    assert read_time(text, SIGNED).milestones
