"""What a reply says of all tasks, of the rest of them, or of one role: which tasks that answers, and what it spoils."""

import pytest
from answer_samples import HEAD, JOINED, TWICE, A, B, reading, statuses

from mail.answers import OfferedTask


@pytest.mark.parametrize(
    "text",
    [
        "I.2.a: đã hoàn thành\nCác nhiệm vụ còn lại: không phát sinh.",
        "Các nhiệm vụ khác không phát sinh nội dung mới. Riêng I.2.a: đã hoàn thành.",
        "- I.2.a: đã hoàn thành\n- Các mục còn lại trong kỳ không phát sinh",
        "I.2.a has been completed.\nThe remaining tasks: nothing new",
    ],
)
def test_that_there_is_nothing_new_in_the_rest_answers_each_of_the_rest(text):
    assert statuses(text, A, B, HEAD) == {1: "completed", 2: "nothing", 3: "nothing"}
    assert reading(text, A, B, HEAD).unsure == ()


def test_what_is_said_of_the_rest_overwrites_no_answer_and_is_held_against_the_number_it_names():
    answered = OfferedTask(7, "Đ2", "Xây dựng kế hoạch", "lead", answered=True)
    said = "I.2.a: đã hoàn thành. Hai nhiệm vụ còn lại: không phát sinh."
    assert statuses(said, answered, A, B, HEAD) == {1: "completed", 2: "nothing", 3: "nothing"}
    read = reading(said, A, B, answered)
    assert len(read.answers) == 1 and [one.candidates for one in read.unsure] == [(2,)]


def test_the_rest_of_nothing_is_a_question():
    read = reading("Huyện chỉ có 6 sản phẩm, các nhiệm vụ khác không phát sinh.")
    assert read.answers == () and (1, 2) in [one.candidates for one in read.unsure]


def test_that_there_is_nothing_new_in_any_task_answers_all():
    assert statuses("Tất cả các nhiệm vụ: không phát sinh trong kỳ.") == {1: "nothing", 2: "nothing"}
    assert statuses("Cả 2 nhiệm vụ được giao đều không phát sinh.") == {1: "nothing", 2: "nothing"}


@pytest.mark.parametrize(
    "text",
    ["Các nhiệm vụ khác đang triển khai.\nI.2.a: đã hoàn thành", "I.2.a: 100%. Các mục còn lại: đang triển khai"],
)
def test_any_other_sweeping_statement_is_a_question_with_its_proposal_and_spoils_no_answer(text):
    read = reading(text)
    assert [(one.obligation_id, one.status) for one in read.answers] == [(1, "completed")]
    (unsure,) = read.unsure
    assert unsure.text.startswith("Các ") and unsure.text.rstrip(".").endswith("đang triển khai")
    assert unsure.candidates == (2,) and [(one.obligation_id, one.status) for one in unsure.proposal] == [
        (2, "in_progress")
    ]


def test_which_tasks_are_the_rest_is_a_question_beside_a_code_that_was_not_asked():
    read = reading("III.4: đã hoàn thành. Các nhiệm vụ còn lại không phát sinh")
    assert read.answers == () and [one.candidates for one in read.unsure] == [(), (1, 2)]


@pytest.mark.parametrize("text", ["Toàn bộ công việc", "Tất cả các nội dung", "Tất cả các nhiệm vụ trên"])
def test_all_that_was_done_under_a_task_is_said_of_that_task(text):
    assert statuses(f"I.2.b: Đã giao các đơn vị. {text} đã hoàn thành.") == {2: "completed"}


def test_little_more_than_nothing_new_is_proposed_for_every_task():
    (unsure,) = reading("Kính gửi Văn phòng, kỳ này không phát sinh.").unsure
    assert [(one.obligation_id, one.status) for one in unsure.proposal] == [(1, "nothing"), (2, "nothing")]


def test_what_is_said_of_one_role_is_said_of_its_tasks_alone():
    assert statuses("Nhiệm vụ chủ trì: không phát sinh.", A, TWICE) == {1: "nothing"}
    said = "I.2.a: đang thực hiện.\nNhiệm vụ phối hợp chưa có đề nghị nên không có nội dung báo cáo."
    assert statuses(said, A, JOINED) == {1: "in_progress", 5: "nothing"}


@pytest.mark.parametrize(
    "rest", ["Mấy mục khác đang chờ các huyện.", "Các mục khác chị Phượng phụ trách.", "Phần còn lại em gửi sau."]
)
def test_what_is_said_of_others_is_no_part_of_an_answer(rest: str):
    (answer,) = reading(f"I.2.b: đang triển khai. {rest}").answers
    assert (answer.obligation_id, answer.result) == (2, "đang triển khai.")


def test_the_rest_without_another_word_is_the_rest_of_the_tasks():
    assert statuses("I.2.a: có 03 điểm bán hàng, đang làm; còn lại không phát sinh.") == {
        1: "in_progress",
        2: "nothing",
    }


def test_a_difficulty_under_what_is_said_of_the_rest_is_shown_and_is_none_of_theirs():
    read = reading("I.2.a: đang làm\nCác nhiệm vụ còn lại: không phát sinh.\n\nKhó khăn: thiếu vốn.")
    assert [one.difficulty for one in read.answers] == ["", ""]
    assert [(one.text, one.candidates) for one in read.unsure] == [("Khó khăn: thiếu vốn.", ())]
