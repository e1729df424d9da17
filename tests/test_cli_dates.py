"""`dondoc dates`: periods, days off and explanations as an officer reads them."""

import pytest
from office import Office

from cli.main import run
from models.holidays_decided import DECIDED
from settings import settings

pytest_plugins = ("office",)
LEAD = "bo-nnptnt"


def test_the_periods_of_a_year_have_bounds_window_and_both_due_dates(office: Office) -> None:
    shown = office.json("dates", "periods", "--year", "2023")
    assert shown["plan"] == "ocop-2021-2025" and len(shown["periods"]) == 4
    assert shown["periods"][0] == {
        "key": "2023-Q1",
        "name": "Quý I/2023",
        "first_day": "2023-01-01",
        "last_day": "2023-03-31",
        "window_first_day": "2022-12-15",
        "window_last_day": "2023-03-14",
        "due_to_office": "2023-03-20",
        "due_to_committee": "2023-03-24",
        "provisional": False,
    }


def test_the_table_of_periods_names_the_documents_of_the_year(office: Office) -> None:
    code, said = office.type("dates", "periods", "--year", "2023")
    assert (code, "24/03/2023" in said, "5034/TB-LĐTBXH" in said) == (0, True, True)


def test_a_far_year_is_marked_provisional_and_is_no_fault_yet(office: Office) -> None:
    code, said = office.type("dates", "periods", "--year", "2031")
    assert code == 0 and said.count("tạm tính") == 5


def test_a_year_that_should_be_decided_by_now_and_is_not_ends_with_one(office: Office) -> None:
    year = max(DECIDED) + 1
    office.at(f"{year - 1}-12-14T09:00")
    assert office.type("dates", "holidays", "--year", str(year))[0] == 0
    office.at(f"{year - 1}-12-15T09:00")
    assert office.type("dates", "holidays", "--year", str(year))[0] == 1


def test_days_off_are_listed_with_swaps_and_their_documents(office: Office) -> None:
    shown = office.json("dates", "holidays", "--year", "2026")
    days = {one["day"]: one for one in shown["days"]}
    assert days["2026-02-17"]["name"] == "Tết Nguyên Đán"
    assert days["2026-01-10"]["worked"] and days["2026-01-10"]["instead_of"] == "2026-01-02"
    assert days["2026-01-02"]["document"] == "12729/VPCP-KGVX" and not shown["provisional"]


def test_days_off_can_be_read_in_english(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DONDOC_LANGUAGE", "en")
    settings.cache_clear()
    assert "Lunar New Year" in office.type("dates", "holidays", "--year", "2026")[1]


def test_an_explanation_says_rule_window_article_due_date_and_steps(office: Office) -> None:
    code, said = office.type("dates", "explain", "I.2.a", LEAD, "2023-Q1")
    assert code == 0
    for words in (
        "hạn 31/03/2023",
        "15/12/2022 – 14/03/2023",
        "Điều 12",
        "06/03/2023",
        "-10 ngày làm việc",
        "Tiếp theo",
    ):
        assert words in said


def test_an_explanation_fits_one_screen(office: Office) -> None:
    run(["dates", "explain", "I.2.a", LEAD, "2023-Q1"])
    assert len(office.capsys.readouterr().out.splitlines()) <= 24


def test_an_explanation_as_json_agrees_with_the_periods(office: Office) -> None:
    period = office.json("dates", "periods", "--year", "2023")["periods"][1]
    [report] = office.json("dates", "explain", "I.1.a", LEAD, "2023-Q2")["reports"]
    assert report["due_on"] == report["baseline_due_on"] == period["due_to_office"]
    assert report["window"]["last_day"] == period["window_last_day"]


def test_an_agency_may_be_named_as_people_do(office: Office) -> None:
    code, said = office.type("dates", "explain", "I.1.a", "Bộ Nông nghiệp và Phát triển nông thôn", "2023-Q1")
    assert code == 0 and LEAD in said


def test_what_is_not_owed_says_so_and_ends_with_one(office: Office) -> None:
    code, said = office.type("dates", "explain", "I.2.a", LEAD, "2022-Q4")
    assert (code, "có báo cáo trong: 2023-Q1" in said) == (1, True)


def test_a_milestone_that_asks_nobody_is_named_with_the_reason(office: Office) -> None:
    said = office.type("dates", "explain", "III.1", LEAD)[1]
    assert "đã qua khi văn bản được ký" in said


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (("X.9", LEAD), "I.2.a"),
        (("I.2.a", "bo-khong-co"), "gần giống"),
        (("I.2.a", LEAD, "quý 1"), "2023-Q1"),
        (("I.2.a", LEAD, "2023-M01"), "2023-Q1"),
    ],
)
def test_wrong_words_end_with_two_and_say_what_to_write(office: Office, words: tuple[str, ...], says: str) -> None:
    code, said = office.type("dates", "explain", *words)
    assert (code, says in said) == (2, True)
