"""What a reply says of each task: right where it is certain, unsure everywhere else."""

from datetime import date
from textwrap import wrap

import pytest
from letter_samples import TASKS, request

from mail.answers import AnswerRead, AnswersRead, OfferedTask, read_answers
from mail.letters import report_request
from mail.progress import Progress, read_progress
from mail.reply import Reply, read
from mail.sent_letter import SentLetter
from mail.stated_days import day_in
from mail.task_codes import split_by_code
from mail.told_apart import Typed

A = OfferedTask(1, "I.2.a", "Rà soát, hoàn thiện cơ chế, chính sách", "lead")
B = OfferedTask(2, "I.2.b", "Tổ chức đào tạo, tập huấn", "lead")
HEAD = OfferedTask(3, "I.2", "Công tác chỉ đạo", "lead")
JOINED = OfferedTask(5, "III.2", "Phối hợp kiểm tra", "coordinating")
TWICE = OfferedTask(4, "I.2.a", "Rà soát, hoàn thiện cơ chế, chính sách", "coordinating")


def reading(text: str, *offered: OfferedTask, **reply: object) -> AnswersRead:
    return read_answers(Reply(**{"kind": "reply", "text": text, **reply}), offered or (A, B))


def statuses(text: str, *offered: OfferedTask) -> dict[int, str]:
    return {one.obligation_id: one.status for one in reading(text, *offered).answers}


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


def test_the_only_task_offered_needs_no_code():
    assert statuses("Đã hoàn thành nhiệm vụ được giao.", A) == {1: "completed"}


def test_without_a_code_among_several_tasks_it_is_unsure_which():
    read = reading("Đã hoàn thành.")
    assert read.answers == () and read.unsure[0].candidates == (1, 2)


def test_a_code_that_was_not_offered_is_unsure_and_takes_no_other_tasks_place():
    read = reading("III.4: đã hoàn thành", A)
    assert read.answers == () and read.unsure[0].candidates == ()


def test_a_code_offered_in_two_roles_is_unsure_between_them():
    read = reading("I.2.a: đã hoàn thành", A, TWICE)
    assert read.answers == () and read.unsure[0].candidates == (1, 4)


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
    assert read.answers == () and [one.candidates for one in read.unsure] == [(1,), (1, 2)]


def test_a_code_is_known_without_its_stroke():
    assert statuses("D2 - da hoan thanh", OfferedTask(6, "Đ2", "Xây dựng kế hoạch", "lead"), B) == {6: "completed"}


@pytest.mark.parametrize(
    ("text", "author", "result"),
    [
        ("Kính gửi Văn phòng,\nĐang triển khai.\nHuỳnh Văn Đức", "Huỳnh Văn Đức", "Đang triển khai."),
        ("Đang triển khai.\nTL. BỘ TRƯỞNG\nCHÁNH VĂN PHÒNG\n(Đã ký)\nNgô Đình Toàn", "", "Đang triển khai."),
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
    ["Nhiệm vụ này không thuộc trách nhiệm của Sở.", "Không thuộc Sở", "khong thuoc chuc nang cua Vu, da chuyen"],
)
def test_that_a_task_is_not_its_own_is_put_to_the_office_without_a_proposal(text: str):
    (unsure,) = reading(f"I.2.a: {text}").unsure
    assert unsure.candidates == (1,) and unsure.proposal == () and "không thuộc" in unsure.why.say()


@pytest.mark.parametrize("kind", ["bounce", "auto_reply"])
def test_a_machine_answers_nothing(kind):
    assert reading("I.2.a: đã hoàn thành", kind=kind) == AnswersRead()


def test_a_forwarded_letter_is_always_unsure():
    assert reading("I.2.a: đã hoàn thành", kind="forward").answers == ()


@pytest.mark.parametrize(
    ("text", "status"),
    [
        ("Đã hoàn thành", "completed"),
        ("Hoàn thành.", "completed"),
        ("Đã ban hành Kế hoạch số 212/KH-BKHCN. Hoàn thành.", "completed"),
        ("Đã hoàn thành 2022", "completed"),
        ("100%", "completed"),
        ("60%", "in_progress"),
        ("Đạt 65%, dự thảo lần 3 đã gửi thẩm định", "in_progress"),
        ("Đã trình dự thảo, xin ý kiến 63 tỉnh. Tỷ lệ hoàn thành 60%.", "in_progress"),
        ("hoàn thành 08/11/2022", "completed"),
        ("Đã hoàn thành - Kế hoạch số 15/KH-BTNMT", "completed"),
        ("không", "nothing"),
        ("ko có", "nothing"),
        ("ko phát sinh", "nothing"),
        ("0", "nothing"),
        ("chưa có gì mới", "nothing"),
        ("Nhiệm vụ này đã hoàn thành đúng hạn", "completed"),
        ("Đã hoàn thành toàn bộ nội dung được giao", "completed"),
        ("Đã hoàn thành 100% kế hoạch", "completed"),
        ("Chưa hoàn thành", "in_progress"),
        ("Đến nay chưa thể hoàn thành do thiếu kinh phí", "in_progress"),
        ("Đã hoàn thành 80%", "in_progress"),
        ("đã hoàn thành khoảng 60 % khối lượng", "in_progress"),
        ("Cơ bản hoàn thành", "in_progress"),
        ("Đã cơ bản hoàn thành", "in_progress"),
        ("Hiện đang triển khai", "in_progress"),
        ("Sở đang tổ chức thực hiện", "in_progress"),
        ("Đang triển khai, dự kiến hoàn thành trước ngày 30/6/2023", "in_progress"),
        ("Chưa triển khai", "not_started"),
        ("Tỉnh chưa bắt đầu", "not_started"),
        ("Đã tạm dừng theo chỉ đạo", "suspended"),
        ("Kỳ này không phát sinh", "nothing"),
        ("Không có nội dung phát sinh trong kỳ", "nothing"),
        ("Tình trạng: Hoàn thành\nKhó khăn: địa phương chưa triển khai", "completed"),
        ("Đang thực hiện.\nKiến nghị: cho tạm dừng nội dung 2", "in_progress"),
        ("Tiến độ: 60%", "in_progress"),
        ("Tiến độ: 100%", "completed"),
        ("Tiến độ: 0%", "not_started"),
    ],
)
def test_the_words_of_a_status(text, status):
    progress = read_progress(text)
    assert isinstance(progress, Progress), str(progress)
    assert progress.status == status


@pytest.mark.parametrize(
    "text",
    [
        "Cảm ơn, chúng tôi đã nhận được thư.",
        "Sẽ hoàn thành trong quý II",
        "Dự kiến hoàn thành: 30/6/2023",
        "Đã hoàn thành dự thảo Thông tư",
        "Đã hoàn thành. Một số nội dung đang triển khai.",
        "Đã hoàn thành, đạt 80%",
        "Tỷ lệ hoàn thành 45%. Chưa triển khai.",
        "Hiện đang tổng hợp số liệu từ 13 huyện, gửi báo cáo ngày 22/03",
        "Đạt 60% kế hoạch năm",
        "Em đang xin ý kiến sếp",
        "Đang thực hiện, đạt 100%",
        "Phấn đấu để nhiệm vụ này được hoàn thành",
        "Không biết đã hoàn thành hay chưa triển khai",
        "Giải ngân đạt 45,2% kế hoạch",
        "Cảm ơn",
        "",
    ],
)
def test_what_is_not_certain_is_not_read(text):
    assert not isinstance(read_progress(text), Progress)


def test_a_full_answer_is_read_into_its_fields():
    text = (
        "Đang thực hiện, tiến độ 60%. Đã ban hành Quyết định số 123/QĐ-BNN ngày 05/3/2023 và Công văn 45/SNN-PTNT.\n"
        "Khó khăn, vướng mắc: thiếu kinh phí\nKiến nghị, đề xuất: bổ sung vốn\nDự kiến hoàn thành: 30/6/2023"
    )
    (answer,) = reading(f"I.2.a: {text}").answers
    assert answer == AnswerRead(
        obligation_id=1,
        status="in_progress",
        percent=60,
        result=text.split("\n")[0],
        evidence="Quyết định số 123/QĐ-BNN ngày 05/3/2023; Công văn 45/SNN-PTNT",
        difficulty="thiếu kinh phí",
        proposal="bổ sung vốn",
        forecast=date(2023, 6, 30),
    )


def test_headings_without_a_colon_part_an_answer_when_they_are_numbered():
    text = "I. KẾT QUẢ THỰC HIỆN\nĐang triển khai.\nII. KHÓ KHĂN, VƯỚNG MẮC\n- Thiếu vốn\nIII. KIẾN NGHỊ\nBổ sung vốn"
    (answer,) = reading(text, A).answers
    assert (answer.result, answer.difficulty, answer.proposal) == ("Đang triển khai.", "- Thiếu vốn", "Bổ sung vốn")


def test_a_span_of_shares_is_no_share():
    (answer,) = reading("I.2.a: đang thực hiện khoảng 25-30%").answers
    assert (answer.status, answer.percent) == ("in_progress", None)


def test_what_stands_under_the_percent_is_result():
    (answer,) = reading("I.2.a:\n- Tỷ lệ: 70%\n- Đã ban hành Quyết định 148/QĐ-TTg").answers
    assert (answer.percent, answer.result) == (70, "- Đã ban hành Quyết định 148/QĐ-TTg")


def test_a_code_before_a_label_keeps_its_letter():
    (answer,) = reading("UBND giao Sở chủ trì nhiệm vụ I.2.a. Kết quả: đang triển khai.", A).answers
    assert answer.result == "UBND giao Sở chủ trì nhiệm vụ I.2.a.\nđang triển khai."


@pytest.mark.parametrize("said", ["Chưa có đề nghị phối hợp từ Bộ", "Không có đề nghị phối hợp nào"])
def test_work_that_was_not_done_is_no_progress_of_who_coordinates(said: str):
    assert not isinstance(read_progress(said, coordinating=True), Progress)
    assert read_progress("Bộ không có nội dung phối hợp", coordinating=True).status == "nothing"


def test_words_of_progress_in_a_repeated_title_are_not_the_answer():
    assert not isinstance(read_progress("Đang triển khai chính sách", "Đang triển khai chính sách"), Progress)


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("ngày 05/3/2023", date(2023, 3, 5)),
        ("5 tháng 3 năm 2023", date(2023, 3, 5)),
        ("tháng 6/2023", date(2023, 6, 30)),
        ("Quý II/2023", date(2023, 6, 30)),
        ("quý 4 năm 2024", date(2024, 12, 31)),
        ("31/02/2023", None),
        ("sớm nhất", None),
    ],
)
def test_a_stated_day_month_or_quarter(text, day):
    assert day_in(text) == day


def test_text_without_codes_is_one_piece():
    assert list(split_by_code("Đã hoàn thành", ["I.1"])) == [((), "Đã hoàn thành")]


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


@pytest.mark.parametrize("piece", ["I.2.a ", "đạt 5% ", "khó khăn, ", "dự kiến a b ", "không có a ", "I.", "- ", "\n"])
@pytest.mark.timeout(60)
def test_no_repetition_makes_an_answer_slow_to_read(piece):
    reading("I.2.a: " + piece * (50_000 // len(piece)))


def test_a_greeting_over_the_answer_to_the_only_task_asked_is_let_go():
    text = "Kính gửi Văn phòng,\n\nII.4: Đang triển khai thực hiện, đạt 60%.\n\nTrân trọng."
    found = read_answers(Reply("reply", text=text, full_text=text), [OfferedTask(1, "II.4", "Khởi nghiệp", "lead")])
    assert [one.percent for one in found.answers] == [60]
    assert found.unsure == ()


def test_a_result_with_its_label_does_not_repeat_the_status_before_it():
    text = "II.4: Đang triển khai thực hiện, đạt 60%. Kết quả: đã mở 02 lớp tập huấn."
    [answer] = read_answers(Reply("reply", text=text, full_text=text), [OfferedTask(1, "II.4", "", "lead")]).answers
    assert (answer.status, answer.percent, answer.result) == ("in_progress", 60, "Đã mở 02 lớp tập huấn.")
