"""Claims about leads and coordinating agencies that cannot both be right: one question that quotes both."""

import pytest
from builders import Desk, small_plan
from sqlalchemy import Engine

from models.contradiction import Statement, contradictions
from models.question import OpenQuestion
from models.task import COORDINATING, LEAD


def said(role: str, status: str, text: str = "", agency: str = "", *names: str) -> Statement:
    return Statement(1, agency or role, role, status, (text,), names)


DONE = said(LEAD, "completed", "Đã ban hành.", "bo-a", "Bộ A", "Bộ Nông nghiệp và Phát triển nông thôn")


@pytest.mark.parametrize(
    "text",
    [
        "Đang chờ cơ quan chủ trì ban hành hướng dẫn.",
        "Bộ đã góp ý dự thảo. Hiện vẫn chờ Bộ Nông nghiệp và PTNT ban hành.",
        "Chưa nhận được văn bản của Bộ A.",
        "Chưa có hướng dẫn của đơn vị chủ trì",
        "Đề nghị Bộ A sớm ban hành Bộ tài liệu.",
        "Tiến độ phụ thuộc vào Bộ A.",
    ],
)
def test_a_coordinating_agency_that_waits_for_a_lead_who_is_done_is_found(text):
    [found] = contradictions([DONE, said(COORDINATING, "in_progress", text)])
    assert (found.done, found.quote in text) == (DONE, True)


@pytest.mark.parametrize(
    "text",
    [
        "Đang thực hiện phần việc được giao.",
        "Không phải chờ cơ quan chủ trì.",
        "Không còn chờ Bộ A.",
        "Đã gửi văn bản cho cơ quan chủ trì.",
        "Đang chờ Bộ Tài chính bố trí kinh phí.",
        "Đã cho ý kiến với cơ quan chủ trì.",
        "Đề nghị Bộ A tiếp tục phối hợp.",
        "",
    ],
)
def test_other_words_are_no_contradiction(text):
    assert contradictions([DONE, said(COORDINATING, "in_progress", text)]) == ()


def test_a_lead_that_waits_for_a_coordinating_agency_that_is_done_is_found():
    lead = said(LEAD, "in_progress", "Đang chờ Bộ B gửi số liệu.", "bo-a")
    other = said(COORDINATING, "completed", "Đã gửi số liệu.", "bo-b", "Bộ B")
    [found] = contradictions([lead, other])
    assert (found.done, found.waiting) == (other, lead)


def test_a_role_means_everybody_who_has_it():
    lead = said(LEAD, "in_progress", "Chờ ý kiến các cơ quan phối hợp.", "bo-a")
    done = said(COORDINATING, "completed", "", "bo-b", "Bộ B")
    busy = said(COORDINATING, "in_progress", "", "bo-c", "Bộ C")
    assert contradictions([lead, done, busy]) == ()
    assert len(contradictions([lead, done])) == 1


@pytest.mark.parametrize("status", ["completed", "nothing", "not_ours"])
def test_who_is_done_or_has_nothing_to_do_waits_for_nobody(status):
    assert contradictions([DONE, said(COORDINATING, status, "Chờ cơ quan chủ trì.")]) == ()


def test_two_leads_do_not_contradict_each_other():
    assert contradictions([DONE, said(LEAD, "in_progress", "Chờ Bộ A.", "bo-b")]) == ()


# -- put to the office


@pytest.fixture
def desk(engine: Engine) -> Desk:
    return small_plan(engine).asked()


def standing(desk: Desk) -> list[OpenQuestion]:
    return [one for one in desk.rows(OpenQuestion) if one.settled_at is None]


def contradict(desk: Desk) -> None:
    desk.answer("I.1", "bo-a", status="completed", result="Đã ban hành Quyết định số 12.")
    desk.answer("I.1", "bo-b", status="in_progress", difficulty="Đang chờ cơ quan chủ trì ban hành.")


def test_both_are_quoted_in_one_question(desk):
    contradict(desk)
    [question] = standing(desk)
    assert question.code == "I.1" and not question.holds
    for words in ("Cơ quan bo-a", "Cơ quan bo-b", "Quyết định số 12", "chờ cơ quan chủ trì"):
        assert words in question.text


def test_the_same_answers_again_ask_nothing_more(desk):
    contradict(desk)
    contradict(desk)
    assert len(desk.rows(OpenQuestion)) == 1


def test_an_answer_that_mends_it_lets_the_question_go(desk):
    contradict(desk)
    desk.answer("I.1", "bo-a", status="in_progress", percent=90)
    assert standing(desk) == []
    assert desk.one(OpenQuestion).settled_by == "dondoc"


def test_other_words_of_the_same_contradiction_are_one_question(desk):
    contradict(desk)
    desk.answer("I.1", "bo-b", status="in_progress", result="Vẫn chưa nhận được văn bản của cơ quan chủ trì.")
    assert ["chưa nhận được" in one.text for one in standing(desk)] == [True]
