"""`dondoc deadline`, `ask` and `plan close`: what the office decides, shown before it is done."""

import io
import sys

import pytest
from office import Office

from language.text import tidy

pytest_plugins = ("office",)

WHY = "--reason", "Địa phương đề nghị", "--authority", "Công văn 12/UBND ngày 02/03/2023"
EXTEND = "deadline", "extend", "I.2.a", "bo-nnptnt", "2023-04-14", *WHY
AD_HOC = "ask", "--what", "Số sản phẩm 5 sao", "--to", "bo-yt", "--by-day", "2023-03-10"
INSTRUCTION = "--instruction", "392/TB-VPCP ngày 01/03/2023"


def answer(monkeypatch: pytest.MonkeyPatch, text: str) -> None:
    """What the officer types when asked."""
    monkeypatch.setattr(sys, "stdin", io.StringIO(f"{text}\n"))


def test_an_extension_shows_which_letters_move_and_is_made_when_the_officer_agrees(office: Office, monkeypatch):
    answer(monkeypatch, "y")
    code, said = office.type(*EXTEND)
    assert "Sẽ thay đổi" in said and "Chuyển sang ngày khác" in said and "14/04/2023" in said
    assert code == 0 and "Đã thay đổi 1 nghĩa vụ; 1 thư báo cho cơ quan" in said
    [change] = office.json("deadline", "list")
    assert (change["task"], change["agency"], change["kind"]) == ("I.2.a", "bo-nnptnt", "moved")
    assert (change["baseline_due_on"], change["due_on"], change["reason"]) == ("2023-03-31", "2023-04-14", WHY[1])


def test_what_the_officer_does_not_agree_to_is_not_done(office: Office, monkeypatch):
    answer(monkeypatch, "n")
    assert office.type(*EXTEND)[0] == 1
    assert office.json("deadline", "list") == []


def test_with_yes_nothing_is_asked(office: Office):
    assert office.type(*EXTEND, "--yes")[0] == 0
    assert "đã là ngày 14/04/2023" in office.type(*EXTEND, "--yes")[1]


def test_all_agencies_of_a_task_are_moved_at_once(office: Office):
    code, said = office.type("deadline", "extend", "I.1.a", "2023-04-14", "--all-agencies", *WHY, "--yes")
    assert code == 0, said
    assert len(office.json("deadline", "list")) > 1


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        (("I.2.a", "2023-04-14"), "Chưa nêu hạn mới"),
        (("I.2.a", "bo-nnptnt", "khi nào xong"), "không phải một ngày"),
        (("I.2.a", "bo-nnptnt", "2023-04-14", "--all-agencies"), "Hoặc nêu một cơ quan"),
    ],
)
def test_a_call_that_cannot_be_meant_is_wrong_usage(office: Office, typed, said):
    code, shown = office.type("deadline", "extend", *typed, *WHY, "--yes")
    assert code == 2 and said in " ".join(tidy(shown.replace("│", " ")).split())


@pytest.mark.parametrize("left_out", ["--reason", "--authority"])
def test_reason_and_authority_are_never_left_out(office: Office, left_out):
    words = [word for pair in (WHY[:2], WHY[2:]) if pair[0] != left_out for word in pair]
    assert office.type("deadline", "waive", "I.2.a", "bo-nnptnt", *words, "--yes")[0] == 2


def test_unknown_names_are_refused_in_words(office: Office):
    assert "không có nhiệm vụ mã “IX.9”" in office.type("deadline", "waive", "IX.9", "bo-nnptnt", *WHY, "--yes")[1]
    assert "không có cơ quan mã “x”" in office.type("deadline", "waive", "I.2.a", "x", *WHY, "--yes")[1]


def test_a_report_is_waived_paused_and_reopened(office: Office):
    about = "I.2.a", "bo-nnptnt", *WHY, "--yes"
    assert office.type("deadline", "pause", *about, "--until", "2023-03-20")[0] == 0
    assert office.type("deadline", "reopen", *about)[0] == 0
    assert office.type("deadline", "waive", *about)[0] == 0
    assert [one["kind"] for one in office.json("deadline", "list")] == ["paused", "reopened", "waived"]
    assert office.type("prove")[0] == 0


def test_an_ad_hoc_request_is_asked_today_and_accounted_for(office: Office):
    code, said = office.type(*AD_HOC, *INSTRUCTION)
    assert code == 0 and "ĐX.1: hỏi 1 cơ quan, hạn 10/03/2023; 1 thư chờ gửi." in said
    assert office.type("prove")[0] == 0
    assert "rồi" in office.type(*AD_HOC, *INSTRUCTION)[1]
    assert "yêu cầu đột xuất, hạn 10/03/2023" in office.type("plan", "show", "--plan", "ocop-2021-2025")[1]


def test_an_ad_hoc_request_without_an_instruction_is_wrong_usage(office: Office):
    assert office.type(*AD_HOC, "--instruction", "theo chỉ đạo")[0] == 2


def test_a_closed_plan_asks_and_changes_no_more(office: Office):
    code, said = office.type("plan", "close", "ocop-2021-2025", "--on", "2023-03-06", "--reason", "hết", "--yes")
    assert code == 0 and "Đã kết thúc kế hoạch" in said
    assert office.type(*EXTEND, "--yes", "--plan", "ocop-2021-2025")[0] == 1
    assert {one["state"] for one in office.json("letters", "list")} == {"withdrawn"}
    assert office.type("prove", "--plan", "ocop-2021-2025")[0] == 0
