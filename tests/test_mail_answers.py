"""What a reply says of each task: right where it is certain, unsure everywhere else."""

from textwrap import wrap

import pytest
from answer_samples import A, B, reading, statuses
from letter_samples import TASKS, request

from mail.answers import AnswersRead, OfferedTask, read_answers
from mail.letters import report_request
from mail.reply import Reply, read
from mail.sent_letter import SentLetter
from mail.told_apart import Typed


def test_the_only_task_offered_needs_no_code():
    assert statuses("Đã hoàn thành nhiệm vụ được giao.", A) == {1: "completed"}


def test_without_a_code_among_several_tasks_it_is_unsure_which():
    read = reading("Đã hoàn thành.")
    assert read.answers == () and read.unsure[0].candidates == (1, 2)


def test_two_different_answers_to_one_task_are_unsure():
    read = reading("I.2.a: đã hoàn thành\nI.2.b: đang thực hiện\nI.2.a: chưa triển khai")
    assert [one.obligation_id for one in read.answers] == [2]
    assert read.unsure[0].candidates == (1,) and "chưa triển khai" in read.unsure[0].text


def test_an_answer_typed_in_the_quotation_belongs_to_the_line_above_it():
    letter = SentLetter(f"Kính gửi\n{A.heading}\n{B.heading}\n")
    places = [letter.whole.index(task.heading) + len(task.heading) for task in (A, B)]
    inline = (Typed("Đã hoàn thành", places[0], A.heading), Typed("Chưa triển khai", places[1], B.heading))
    read = reading("Đã hoàn thành\nChưa triển khai", inline=inline, letter=letter)
    assert {one.obligation_id: one.status for one in read.answers} == {1: "completed", 2: "not_started"}


def test_a_greeting_beside_placed_answers_is_no_question():
    assert reading("Kính gửi Quý Văn phòng, Sở xin báo cáo như sau:\nI.2.a: đã hoàn thành").unsure == ()


@pytest.mark.parametrize(
    ("text", "author", "result"),
    [
        ("Kính gửi Văn phòng,\nĐang triển khai.\nHuỳnh Văn Đức", "Huỳnh Văn Đức", "Đang triển khai."),
        ("Đang triển khai.\nTL. BỘ TRƯỞNG\nCHÁNH VĂN PHÒNG\n(Đã ký)\nNgô Đình Toàn", "", "Đang triển khai."),
        ("Đang triển khai, mở 2 lớp. Trân trọng, Hải Anh", "Ngô Hải Anh", "Đang triển khai, mở 2 lớp."),
        ("Đang triển khai. Mở 2 lớp. Cảm ơn Văn phòng. Trân trọng.", "", "Đang triển khai. Mở 2 lớp."),
        ("Đang triển khai tại:\nSơn La", "Huỳnh Văn Đức", "Đang triển khai tại:\nSơn La"),
    ],
)
def test_an_answer_is_what_stands_between_salutation_and_name(text: str, author: str, result: str):
    (answer,) = reading(text, A, sender_name=author).answers
    assert answer.result == result


def test_words_of_greeting_before_a_code_hold_up_no_other_task():
    read = reading("Kính gửi Văn phòng, phòng em xin báo cáo mục sau:\nI.2.a: mở 02 lớp, 96 học viên")
    assert [one.candidates for one in read.unsure] == [(1,)]


def test_what_is_asked_beside_an_answer_is_not_let_go():
    read = reading("Đề nghị gia hạn báo cáo đến 27/3.\nI.2.a: đang triển khai")
    assert len(read.answers) == 1 and [one.text for one in read.unsure] == ["Đề nghị gia hạn báo cáo đến 27/3."]


def test_an_own_earlier_answer_that_is_quoted_is_not_put_beside_the_new_one():
    read = reading("I.2.a: đạt 35%", relayed=(Typed("I.2.a: đạt 25%. I.2.b: đang làm"),))
    assert [one.candidates for one in read.unsure] == [(2,)]


@pytest.mark.parametrize(
    "text",
    [
        "Nhiệm vụ này không thuộc trách nhiệm của Sở.",
        "Không thuộc Sở",
        "khong thuoc chuc nang cua Vu, da chuyen",
        "Thuộc trách nhiệm Sở Khoa học và Công nghệ, đề nghị gửi đến sokhcn@tinh.example.",
    ],
)
def test_that_a_task_is_not_its_own_is_put_to_the_office_without_a_proposal(text: str):
    (unsure,) = reading(f"I.2.a: {text}").unsure
    assert unsure.candidates == (1,) and unsure.proposal == () and "không thuộc" in unsure.why.say()


@pytest.mark.parametrize("kind", ["bounce", "auto_reply"])
def test_a_machine_answers_nothing(kind):
    assert reading("I.2.a: đã hoàn thành", kind=kind) == AnswersRead()


def test_a_forwarded_letter_is_always_unsure():
    assert reading("I.2.a: đã hoàn thành", kind="forward").answers == ()


OUR_LETTER = report_request(request())
SENT = SentLetter(OUR_LETTER.text, OUR_LETTER.html)
ASKED = [OfferedTask(number, one.code, one.title, one.role) for number, one in enumerate(TASKS, 1)]
TYPED = ("Đã hoàn thành", "Đang thực hiện, tiến độ 60%")


def answered(behind: bool, width: int) -> str:
    """Our letter quoted by a mail program that wraps at `width`, with answers behind or under "Trả lời:"."""
    typed, lines = iter(TYPED), []
    for line in OUR_LETTER.text.splitlines():
        prompt = line.strip() == "Trả lời:"
        own = f"{line} {next(typed)}" if prompt and behind else line
        lines += [f"> {piece}" for piece in wrap(own, width) or [""]]
        lines += ["", next(typed), ""] if prompt and not behind else []
    return "\n".join(lines)


@pytest.mark.parametrize("behind", [True, False])
@pytest.mark.parametrize("width", [66, 78, 1000])
def test_answers_typed_into_our_own_letter_reach_their_tasks(behind, width):
    head = "From: so@tinh.invalid\nSubject: Re: x\nContent-Type: text/plain; charset=utf-8\n\n"
    body = f"Vào Th 6, 10 thg 3, 2023 lúc 08:00 VP <vp@vp.invalid> đã viết:\n\n{answered(behind, width)}"
    answers = read_answers(read(f"{head}{body}".encode(), [SENT]), ASKED)
    assert [(one.obligation_id, one.status, one.percent) for one in answers.answers] == [
        (1, "completed", None),
        (2, "in_progress", 60),
    ]
    assert answers.unsure == ()


@pytest.mark.parametrize("offered", [(A,), (A, B)])
def test_a_greeting_alone_is_about_no_task(offered: tuple[OfferedTask, ...]):
    assert reading("Kính gửi Văn phòng,\n\nTrân trọng.", *offered) == AnswersRead()


def test_a_greeting_over_the_answer_to_the_only_task_asked_is_let_go():
    text = "Kính gửi Văn phòng,\n\nII.4: Đang triển khai thực hiện, đạt 60%.\n\nTrân trọng."
    found = read_answers(Reply("reply", text=text, full_text=text), [OfferedTask(1, "II.4", "Khởi nghiệp", "lead")])
    assert [one.percent for one in found.answers] == [60]
    assert found.unsure == ()


def test_the_head_of_an_official_letter_is_no_part_of_the_answer():
    head = "SỞ NÔNG NGHIỆP\nCỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nĐộc lập - Tự do - Hạnh phúc\nSố: 45/BC\nBÁO CÁO\n"
    (answer,) = reading(f"{head}Đang thực hiện, mở 2 lớp.", A).answers
    assert answer.result == "Đang thực hiện, mở 2 lớp."


def test_an_answer_in_capitals_is_one():
    assert statuses("KÍNH GỬI VĂN PHÒNG\nI.2.a ĐANG THỰC HIỆN; I.2.b HỘI CHỢ ĐÃ HOÀN THÀNH.\nTRƯƠNG VĂN ÚT") == {
        1: "in_progress",
        2: "completed",
    }


def test_that_others_have_nothing_new_answers_nothing():
    assert reading("Ban xin chuyển báo cáo của Lâm Đồng; các tỉnh khác không phát sinh.", A).answers == ()


def test_a_postscript_under_the_name_is_no_part_of_the_answer():
    (answer,) = reading(
        "Đang triển khai.\n\nLê Thị An\nGhi chú: thư này thay công văn.", A, sender_name="Lê Thị An"
    ).answers
    assert answer.result == "Đang triển khai."


def test_tasks_that_are_named_in_passing_and_nowhere_else_are_asked_about():
    read = reading("Cục chỉ góp ý về I.2.b.\nI.2.a: đang làm")
    assert [one.candidates for one in read.unsure] == [(2,)]


def test_what_is_asked_of_the_office_proposes_nothing():
    (unsure,) = reading(
        "Nhờ Văn phòng gửi lại mẫu biểu Excel vì máy của đơn vị không mở được tệp kèm theo thư.", A
    ).unsure
    assert unsure.proposal == ()
