"""The kind of a received message: bounce, automatic reply, forward, reply or other; and what each tells."""

from datetime import date

import pytest
from mail_samples import letter

from mail.bounce import Bounced
from mail.reply import read


@pytest.mark.parametrize(
    ("subject", "headers"),
    [
        ("Re: x", {"Auto_Submitted": "auto-replied"}),
        ("Re: x", {"X_Autoreply": "yes"}),
        ("Trả lời tự động: Đề nghị báo cáo", {}),
        ("Automatic reply: x", {}),
        ("Out of Office: x", {}),
        ("Thông báo vắng mặt", {}),
    ],
)
def test_a_machine_is_known_by_its_headers_or_its_subject(subject, headers):
    assert read(letter("Tôi đi vắng.", subject, **headers)).kind == "auto_reply"


def test_suppressing_automatic_replies_does_not_make_a_letter_one():
    assert read(letter(X_Auto_Response_Suppress="All", Auto_Submitted="no")).kind == "reply"


@pytest.mark.parametrize(
    ("text", "until"),
    [
        ("Tôi nghỉ phép đến hết ngày 20/3/2023.", date(2023, 3, 20)),
        ("Tôi đi công tác đến 5/1.", date(2024, 1, 5)),
        ("Tôi sẽ quay lại làm việc ngày 15 tháng 3 năm 2023", date(2023, 3, 15)),
        ("I am out of the office until March 20, 2023.", date(2023, 3, 20)),
        ("I will be back on 20 March", date(2023, 3, 20)),
    ],
)
def test_the_return_is_read(text, until):
    assert read(letter(text, "Trả lời tự động: x")).absence.until == until


def test_the_deputy_is_read():
    text = "Tôi nghỉ phép. Việc gấp xin liên hệ đồng chí Trần Thị B, b@tinh.invalid. Trân trọng."
    assert read(letter(text, "Trả lời tự động")).absence.deputy == "đồng chí Trần Thị B, b@tinh.invalid"


def test_an_automatic_reply_that_says_nothing_has_no_absence():
    assert read(letter("Cảm ơn, chúng tôi đã nhận được thư.", "Trả lời tự động")).absence is None


DSN = (
    "From: MAILER-DAEMON@mx.invalid\r\nTo: vp+7@vp.invalid\r\nSubject: Undelivered Mail Returned to Sender\r\n"
    "Auto-Submitted: auto-replied\r\nMessage-ID: <9@mx.invalid>\r\nDate: Fri, 10 Mar 2023 09:00:00 +0700\r\n"
    'Content-Type: multipart/report; report-type=delivery-status; boundary="b"\r\n\r\n'
    "--b\r\nContent-Type: text/plain\r\n\r\nI'm sorry.\r\n"
    "--b\r\nContent-Type: message/delivery-status\r\n\r\nReporting-MTA: dns; mx.invalid\r\n\r\n"
    "Final-Recipient: rfc822; Gone@tinh.invalid\r\nAction: {action}\r\nStatus: {status}\r\n"
    "Diagnostic-Code: smtp; 550 5.1.1 No such\r\n user\r\n\r\n"
    "--b\r\nContent-Type: message/rfc822\r\n\r\nMessage-ID: <1@vp.invalid>\r\nSubject: x\r\n\r\nbody\r\n--b--\r\n"
)


def test_a_bounce_is_known_before_an_automatic_reply_and_names_letter_address_and_status():
    reply = read(DSN.format(action="failed", status="5.1.1").encode())
    (bounced,) = reply.bounced
    assert (reply.kind, reply.original_id) == ("bounce", "<1@vp.invalid>")
    assert (bounced.address, bounced.status, bounced.permanent) == ("gone@tinh.invalid", "5.1.1", True)
    assert bounced.reason == "550 5.1.1 No such user"


@pytest.mark.parametrize(
    ("status", "gone"), [("5.1.1", True), ("5.3.0", True), ("", True), ("5.2.2", False), ("5.7.1", False)]
)
def test_a_mailbox_is_gone_unless_what_stopped_the_letter_can_be_mended(status, gone):
    assert Bounced("gone@tinh.invalid", status, permanent=True, reason="").mailbox_gone is gone


def test_a_delay_is_a_bounce_that_is_not_permanent_and_a_success_is_none():
    assert read(DSN.format(action="delayed", status="4.4.1").encode()).bounced[0].permanent is False
    assert read(DSN.format(action="delivered", status="2.0.0").encode()).kind == "auto_reply"


def test_a_person_writing_about_undelivered_mail_is_no_bounce():
    text = "Thư trước bị trả lại, undeliverable, user unknown. Sở gửi lại: đã hoàn thành."
    assert read(letter(text, "Re: Undeliverable: Đề nghị báo cáo")).kind == "reply"


@pytest.mark.parametrize("subject", ["Fwd: Đề nghị", "FW: Đề nghị", "Chuyển tiếp: Đề nghị"])
def test_a_forwarded_letter_is_known_by_its_subject(subject):
    assert (
        read(letter("Nhờ Phòng xử lý.\n\n---------- Forwarded message ---------\nFrom: x\n", subject)).kind == "forward"
    )


def test_a_letter_that_answers_nothing_of_ours_is_other():
    assert read(letter(subject="Mời họp", To="vp@vp.invalid")).kind == "other"
