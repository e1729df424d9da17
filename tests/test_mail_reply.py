"""Reading one received message: its fields, its keys, its names and files; and that no bytes make it raise."""

import json
from base64 import b64encode

import pytest
from hypothesis import given
from hypothesis import strategies as st
from mail_samples import OURS, letter

from mail.reply import Receiver, read
from mail.sent_letter import SentLetter


def test_a_reply_is_read_into_its_fields():
    reply = read(letter(In_Reply_To="<1@vp.invalid>", References="<0@vp.invalid>\r\n <1@vp.invalid>"))
    assert (reply.kind, reply.sender, reply.sender_name) == ("reply", "so@tinh.invalid", "Sở")
    assert (reply.message_id, reply.in_reply_to) == ("<2@tinh.invalid>", "<1@vp.invalid>")
    assert reply.references == ("<0@vp.invalid>", "<1@vp.invalid>")
    assert reply.sent_at.isoformat() == "2023-03-10T09:00:00+07:00" and reply.problems == ()
    assert reply.text == "Đã hoàn thành."


def test_keys_are_found_in_every_place_a_server_leaves_them_each_once():
    raw = letter(To="x@y.invalid, VP+Abc@vp.invalid", Cc="vp+def@vp.invalid", Delivered_To="vp+abc@vp.invalid")
    assert read(raw).keys == ("abc", "def")
    assert read(raw, receiver=Receiver("other")).keys == ()


@pytest.mark.parametrize(
    "raw_name",
    ["Sở Nông nghiệp", "=?utf-8?B?" + b64encode("Sở Nông nghiệp".encode()).decode() + "?=", '"Sở Nông nghiệp"'],
)
def test_a_name_in_raw_bytes_or_in_words_is_read_alike(raw_name):
    assert read(letter(From=f"{raw_name} <so@tinh.invalid>")).sender_name == "Sở Nông nghiệp"


def test_a_character_cut_in_two_between_words_is_put_together():
    data = "Sở Nông nghiệp".encode()
    words = " ".join(f"=?utf-8?B?{b64encode(part).decode()}?=" for part in (data[:2], data[2:]))
    assert read(letter(subject=words)).subject == "Sở Nông nghiệp"


@pytest.mark.parametrize("charset", ["x-unknown", "tcvn-5712", "", "utf-8\x00", "ascii"])
def test_an_unknown_charset_is_read_as_what_it_is(charset):
    assert read(letter(Content_Type=f"text/plain; charset={charset}")).text == "Đã hoàn thành."


def test_a_file_keeps_its_vietnamese_name_and_its_hash_and_no_folder():
    raw = letter(
        "UEsDBA==", Content_Type='application/zip; name="../../Biểu mẫu.xlsx"', Content_Transfer_Encoding="base64"
    )
    (file,) = read(raw).attachments
    assert (file.filename, file.size, file.content) == ("Biểu mẫu.xlsx", 4, b"PK\x03\x04")
    assert len(file.sha256) == 64


def test_the_json_has_the_stated_keys_and_plain_values():
    plain = read(letter("Tôi nghỉ phép đến hết ngày 20/3/2023.", "Trả lời tự động")).to_json()
    assert json.loads(json.dumps(plain))["absence"] == {"until": "2023-03-20", "deputy": None}
    stated = "kind sender sender_name subject sent_at message_id in_reply_to references keys text full_text attachments"
    assert {*stated.split(), "bounced", "absence", "problems"} <= set(plain)


@given(st.binary(max_size=400))
def test_no_bytes_make_it_raise(raw):
    json.dumps(read(raw).to_json())


HEADERS = st.sampled_from(
    ["From", "To", "Subject", "Date", "Content-Type", "Content-Disposition", "Content-Transfer-Encoding", "References"]
)
VALUES = st.sampled_from(
    [
        *("multipart/mixed; boundary=b", "multipart/report", "message/rfc822", "message/delivery-status", "text/html"),
        *(
            "text/plain; charset=",
            "base64",
            "quoted-printable",
            "x-uuencode",
            "attachment; filename*=zz''%E1%BA",
            "=?x?b?=?=",
        ),
        *("a+b@c", "<", '"', "=?utf-8?q?=FF?=", "Fri, 99 Foo 9999", "text/plain; charset*0*=utf-8''%FF"),
    ]
) | st.text(max_size=30)
BODIES = st.lists(
    st.sampled_from(["--b\r\n", "--b--\r\n", "\r\n", "> x\r\n", "<p>", "Content-Type: text/html\r\n\r\n", "ớ\r\n"])
)


@given(st.lists(st.tuples(HEADERS, VALUES), max_size=8), BODIES)
def test_no_twisted_structure_makes_it_raise(headers, body):
    raw = "".join(f"{name}: {value}\r\n" for name, value in headers) + "\r\n" + "".join(body)
    reply = read(raw.encode("utf-8", "surrogatepass"))
    assert not any("lưu" in problem.text for problem in reply.problems)


@pytest.mark.parametrize(
    "piece", [" ", "> ", "<", "<!--", "a <b@c.d ", "\n \n", "From: x\n", "On 2020 a\n", "<div>", "a@"]
)
@pytest.mark.parametrize("sender", ["so@tinh.invalid", "MAILER-DAEMON@mx.invalid"])
@pytest.mark.parametrize("kind", ["plain", "html"])
@pytest.mark.timeout(60)
def test_no_repetition_makes_it_slow(piece, sender, kind):
    raw = letter(
        piece * (100_000 // len(piece)), "Undeliverable", From=sender, Content_Type=f"text/{kind}; charset=utf-8"
    )
    assert read(raw, [SentLetter(OURS)]).message_id == "<2@tinh.invalid>"


def test_a_line_among_the_header_in_a_charset_that_none_can_be_called_is_read():
    raw = b"Content-Type: text/plain; charset=a\0b\nno header \xe1\nand no more\n\nXong.\n"
    assert "Xong." in read(raw).full_text


def test_a_line_among_the_header_in_a_charset_that_makes_half_letters_is_read():
    raw = b"Content-Type: text/plain; charset=utf-7\nno header \xe1 +3Ho-\nand no more\n\nXong.\n"
    assert "Xong." in read(raw).full_text
