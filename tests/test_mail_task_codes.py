"""Which task is meant by a code, a range of codes or an item of a list, and where what is said of it ends."""

import pytest
from answer_samples import HEAD, TWICE, A, B, reading, statuses

from mail.answers import OfferedTask
from mail.task_codes import split_by_code


@pytest.mark.parametrize(
    "text",
    [
        "I.2.a: Đã hoàn thành.\nI.2.b: Đang triển khai.",
        "- Nhiệm vụ I.2.a: đã hoàn thành\n- Nhiệm vụ I.2.b: đang triển khai",
        "Kính gửi Văn phòng,\n1. Mục I.2.a – Đã hoàn thành.\n2. Mục I.2.b – đang thực hiện\nTrân trọng,\nNguyễn Văn A",
        "I.2.a đã hoàn thành, I.2.b đang triển khai",
        "Sở xin báo cáo nhiệm vụ I.2.a đã hoàn thành; nhiệm vụ I.2.b đang triển khai.",
        "I.2.a. Rà soát, hoàn thiện cơ chế, chính sách\nĐã hoàn thành\n\nI.2.b. Tổ chức đào tạo,\ntập huấn\nĐang làm",
        "*I. 2. a*: đã hoàn thành\n*i.2.B*: đang thực hiện",
    ],
)
def test_each_code_heads_its_own_answer(text):
    assert statuses(text) == {1: "completed", 2: "in_progress"}
    assert reading(text).unsure == ()


def test_codes_side_by_side_share_one_answer():
    both = {1: "not_started", 2: "not_started"}
    assert statuses("Nhiệm vụ I.2.a và I.2.b: chưa triển khai.") == both
    assert statuses("Các nhiệm vụ I.2.a, I.2.b chưa triển khai.") == both


def test_a_shorter_code_is_not_seen_inside_a_longer_one():
    assert statuses("I.2.a: đã hoàn thành", A, HEAD) == {1: "completed"}
    assert codes_in("I.2.a và I.2", ["I.2", "I.2.a"]) == ["I.2.a", "I.2"]
    assert codes_in("KH.III.1.a, 15/I.2.a/2023, AI.2.a", ["III.1.a", "KH.III.1.a"]) == ["KH.III.1.a"]


def codes_in(text: str, offered: list[str]) -> list[str]:
    return [code for codes, _ in split_by_code(text, offered) for code in codes]


def test_a_code_that_was_not_offered_is_unsure_and_takes_no_other_tasks_place():
    read = reading("III.4: đã hoàn thành", A)
    assert read.answers == () and read.unsure[0].candidates == ()


def test_a_code_offered_in_two_roles_is_unsure_between_them():
    read = reading("I.2.a: đã hoàn thành", A, TWICE)
    assert read.answers == () and read.unsure[0].candidates == (1, 4)


@pytest.mark.parametrize(
    "text",
    [
        "1. Nhiệm vụ I.2.a: đã hoàn thành.\n2. Nhiệm vụ I.2.b: đang triển khai.",
        "(1) I.2.a – đã hoàn thành.\n(2) I.2.b – đang triển khai.",
        "1/ I.2.a\nđã hoàn thành.\n2/ I.2.b\nđang triển khai.",
        "a) I.2.a: đã hoàn thành.\nb) I.2.b: đang triển khai.",
        "+ I.2.a: đã hoàn thành.\n+ I.2.b: đang triển khai.",
        "TT\nMã\n1\nI.2.a\nđã hoàn thành.\n2\nI.2.b\nđang triển khai.",
        "Sở trả lời: I.2.a đã hoàn thành. Riêng mục I.2.b: đang triển khai.",
    ],
)
def test_the_number_of_the_next_item_is_no_part_of_an_answer(text: str):
    assert [one.result for one in reading(text).answers] == ["đã hoàn thành.", "đang triển khai."]


@pytest.mark.parametrize(
    "text", ["I.2.a, b: chưa triển khai", "Mục I.2.a và b: chưa triển khai", "CAC MUC I.2.a VA I.2.b: chua lam"]
)
def test_codes_of_which_the_second_is_a_letter_or_joined_in_capitals_share_one_answer(text: str):
    assert statuses(text) == {1: "not_started", 2: "not_started"}


def test_codes_in_brackets_stand_behind_what_is_said_of_them():
    three = (A, B, HEAD)
    assert statuses("Tóm tắt: 01 nhiệm vụ hoàn thành (I.2.a), 02 nhiệm vụ đang thực hiện (I.2.b, I.2).", *three) == {
        1: "completed",
        2: "in_progress",
        3: "in_progress",
    }
    assert statuses("Về tập huấn (I.2.b): đang thực hiện", *three) == {2: "in_progress"}


def test_a_range_of_codes_names_those_between():
    row = [OfferedTask(number, f"IV.{number}", f"Việc {number}", "lead") for number in range(1, 6)]
    assert statuses("IV.1 đến IV.3: không phát sinh. IV.4 - IV.5: chưa triển khai", *row) == {
        1: "nothing",
        2: "nothing",
        3: "nothing",
        4: "not_started",
        5: "not_started",
    }


def test_an_item_without_a_code_is_no_part_of_the_one_above_it():
    read = reading("1. I.2.a: đã ban hành Kế hoạch số 68/KH-UBND.\n2. Nhóm II, III: đang thực hiện")
    assert read.answers == () and [one.candidates for one in read.unsure] == [(1,), (2,)]


def test_a_code_is_known_without_its_stroke():
    assert statuses("D2 - da hoan thanh", OfferedTask(6, "Đ2", "Xây dựng kế hoạch", "lead"), B) == {6: "completed"}


def test_a_code_before_a_label_keeps_its_letter():
    (answer,) = reading("UBND giao Sở chủ trì nhiệm vụ I.2.a. Kết quả: đang triển khai.", A).answers
    assert answer.result == "UBND giao Sở chủ trì nhiệm vụ I.2.a.\nđang triển khai."


def test_text_without_codes_is_one_piece():
    assert list(split_by_code("Đã hoàn thành", ["I.1"])) == [((), "Đã hoàn thành")]


C = OfferedTask(3, "I.2.c", "Tổ chức các lớp tập huấn hàng năm", "lead")
D = OfferedTask(4, "I.2.d", "Xây dựng chương trình khung đào tạo nghề", "lead")
BY_STATUS = (
    "Sở báo cáo 4 nhiệm vụ:\n"
    "A. Nhiệm vụ đã hoàn thành (01): I.2.a.\n"
    "B. Nhiệm vụ đang thực hiện (02):\n  1. I.2.b: 60%\n  2. I.2.c: mở 3 lớp\n"
    "C. Không phát sinh (01): I.2.d."
)


def test_tasks_that_are_listed_by_how_they_stand_stand_so():
    assert statuses(BY_STATUS, A, B, C, D) == {1: "completed", 2: "in_progress", 3: "in_progress", 4: "nothing"}
    assert [one.percent for one in reading(BY_STATUS, A, B, C, D).answers] == [None, 60, None, None]


def test_what_is_said_of_a_task_itself_counts_more_than_the_list_it_stands_in():
    assert statuses("Đang thực hiện:\n- I.2.a: đã hoàn thành\n- I.2.b") == {1: "completed", 2: "in_progress"}


@pytest.mark.parametrize(
    "text",
    [
        "Các nhiệm vụ phải hoàn thành trong quý I:\nI.2.a: mở 3 lớp\nI.2.b: mở 2 lớp",
        "Đang thực hiện: I.2.c\nI.2.a: mở 3 lớp\nI.2.b: mở 2 lớp",
        "Đang thực hiện:\nI.2.c\n\nI.2.a: mở 3 lớp\nI.2.b: mở 2 lớp",
    ],
)
def test_a_list_ends_with_its_line_or_at_a_blank_one_and_what_must_be_done_is_none(text: str):
    assert set(statuses(text, A, B, C)) <= {3}


def test_a_task_that_is_only_referred_to_is_not_the_next_one():
    read = reading("I.2.a: lồng ghép với I.2.b\nI.2.c: chưa có chủ trương", A, B, C)
    assert [one.candidates for one in read.unsure] == [(1,), (3,)]


def test_a_role_in_brackets_says_in_which_one_a_task_is_meant():
    (answer,) = reading("I.2.a (phối hợp): không phát sinh.", A, TWICE).answers
    assert answer.obligation_id == TWICE.obligation_id and answer.result == "không phát sinh."


def test_codes_that_only_lead_to_what_is_said_below_say_nothing():
    read = reading("Sở báo cáo hai nội dung I.2.a, I.2.b. Kết quả:\nI.2.a - đang làm\nI.2.b - chưa triển khai")
    assert [one.status for one in read.answers] == ["in_progress", "not_started"] and read.unsure == ()


def test_what_is_said_of_all_below_the_last_is_shown_and_is_not_the_last_one_s():
    read = reading("I.2.a: đang làm\nI.2.b: không phát sinh\n\nKhó khăn chung: thiếu người.")
    assert [one.difficulty for one in read.answers] == ["", ""]
    assert [(one.text, one.candidates) for one in read.unsure] == [("Khó khăn chung: thiếu người.", ())]


def test_words_that_lead_to_a_code_are_about_it_and_a_correction_is_done_by_what_follows():
    assert reading("Đề nghị sửa lại: I.2.a đạt 40%.").unsure == ()
    (unsure,) = reading("Xin gia hạn đến 30/4 đối với I.2.a: đang làm").unsure
    assert unsure.candidates == (1,)


def test_an_item_of_a_list_under_no_task_is_about_one_of_those_that_no_other_item_is_about():
    text = f"(1) {A.title}: đang rà soát.\n(2) Mở lớp: đã thống nhất kế hoạch.\n(3) {C.title}: chưa triển khai."
    read = reading(text, A, B, C)
    assert [one.obligation_id for one in read.answers] == [1, 3]
    assert [one.candidates for one in read.unsure] == [(2,)]
