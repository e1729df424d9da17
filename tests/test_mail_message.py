"""Letters are read back exactly as they were written, by decoders that are not ours."""

import base64
import email
import re
from dataclasses import replace
from datetime import UTC, datetime
from email.header import decode_header
from email.policy import compat32

import pytest
from hypothesis import assume, example, given
from hypothesis import strategies as st

from mail.headers import UnfitMail
from mail.message import (
    KEY_MARK,
    Attachment,
    Mailbox,
    OutgoingMail,
    from_stored,
    serialise,
    to_stored,
    with_key,
)

MAIL = OutgoingMail(
    sender_name="Văn phòng Điều phối nông thôn mới Trung ương",
    sender_address="baocao@vpdp.invalid",
    to=(Mailbox("Sở Nông nghiệp và Môi trường tỉnh Quảng Ngãi", "so@quangngai.invalid"),),
    subject="[OCOP-QI-2023] Đề nghị báo cáo tình hình thực hiện nhiệm vụ",
    message_id="<1.2@vpdp.invalid>",
    date=datetime(2023, 3, 10, 1, 0, tzinfo=UTC),
    text="Kính gửi Quý cơ quan,\n.\nTrân trọng.\n",
)
VIETNAMESE = "aăâbcdđeêghiklmnoôơpqrstuưvxyàáạảãằắặẳẵầấậẩẫèéẹẻẽềếệểễìíịỉĩòóọỏõồốộổỗờớợởỡùúụủũừứựửữỳýỵỷỹ"
TEXT = st.text(st.sampled_from(VIETNAMESE + VIETNAMESE.upper() + "    .,:;()<>@\"\\'[]=?_-/0123456789"), max_size=120)
ANY_TEXT = st.text(st.characters(exclude_categories=["Cc", "Cs", "Zl", "Zp"]), max_size=60)


def head(raw: bytes) -> list[str]:
    return raw.partition(b"\r\n\r\n")[0].decode("ascii").split("\r\n")


def field(raw: bytes, name: str) -> str:
    unfolded = re.sub(r"\r\n(?=[ \t])", "", raw.partition(b"\r\n\r\n")[0].decode("ascii"))
    (value,) = [line.partition(":")[2][1:] for line in unfolded.split("\r\n") if line.startswith(name + ":")]
    return value


def by_the_library(value: str) -> str:
    parts = decode_header(value)
    return "".join(part if isinstance(part, str) else part.decode(charset or "ascii") for part, charset in parts)


def by_the_rfc(value: str) -> str:
    """RFC 2047 strictly: words of 75 columns at most, space between two of them dropped, each whole by itself."""
    word = re.compile(r"=\?utf-8\?B\?([A-Za-z0-9+/]+=*)\?=")
    assert all(len(found.group()) <= 75 for found in word.finditer(value))
    joined = re.sub(r"(?<=\?=)[ \t]+(?==\?utf-8\?B\?)", "", value)
    return word.sub(lambda found: base64.b64decode(found[1], validate=True).decode("utf-8"), joined)


def phrase(value: str) -> str:
    name = value.rpartition("<")[0].rstrip(" ")
    return re.sub(r"\\(.)", r"\1", name[1:-1]) if name.startswith('"') else name


@given(TEXT | ANY_TEXT)
def test_a_subject_is_read_back_alike_by_two_decoders(subject):
    value = field(serialise(replace(MAIL, subject=subject)), "Subject")
    assert by_the_rfc(value) == subject
    assert by_the_library(value) == subject


@given(TEXT | ANY_TEXT)
def test_a_name_is_read_back_alike_by_two_decoders(name):
    value = field(serialise(replace(MAIL, to=(Mailbox(name, "so@tinh.invalid"),))), "To")
    read = phrase(value)
    assert value.endswith("so@tinh.invalid>" if name else "so@tinh.invalid")
    assert by_the_rfc(read) == name and by_the_library(read) == name


@example("", ["", "00000ÀÀÀÀẠẠẠẠẠẠ", ""])
@given(TEXT | ANY_TEXT, st.lists(TEXT, max_size=4))
def test_no_line_of_the_head_is_longer_than_76_columns(subject, names):
    people = tuple(Mailbox(name, f"so{number}@tinh.invalid") for number, name in enumerate(names))
    assert max(map(len, head(serialise(replace(MAIL, subject=subject, cc=people))))) <= 76


@pytest.mark.parametrize("evil", ["a\r\nBcc: x@y.z", "a\nb", "a\x00b", "a\x85b", "a\u2028b", "a\ud800b"])
@pytest.mark.parametrize("place", ["subject", "sender_name", "message_id", "reply_to", "sender_address"])
def test_no_header_can_be_smuggled_in(place, evil):
    with pytest.raises(UnfitMail):
        serialise(replace(MAIL, **{place: evil}))


PLACES = {
    "subject": lambda text: {"subject": text},
    "sender_name": lambda text: {"sender_name": text},
    "sender_address": lambda text: {"sender_address": text},
    "reply_to": lambda text: {"reply_to": text},
    "message_id": lambda text: {"message_id": text},
    "in_reply_to": lambda text: {"in_reply_to": text},
    "references": lambda text: {"references": (text,)},
    "name": lambda text: {"to": (Mailbox(text, "a@b.invalid"),)},
    "address": lambda text: {"to": (Mailbox("", text),)},
    "copied": lambda text: {"cc": (Mailbox(text, text),)},
    "header": lambda text: {"headers": (("X-A", text),)},
    "file": lambda text: {"attachments": (Attachment(text, "application/zip", b""),)},
    "kind of file": lambda text: {"attachments": (Attachment("a.zip", text, b""),)},
}
PIECES = [
    "\r\n",
    "\n",
    "\r",
    "\x0b",
    "\x85",
    "\u2028",
    "\x00",
    " ",
    "\t",
    ":",
    "@",
    "<",
    ">",
    ",",
    ";",
    '"',
    "=?utf-8?B?DQo=?=",
]
WORDS = ["Bcc: x@y.example", "X-Evil: 1", "--", "a@b.invalid", "Đôn đốc", "Content-Type: text/html", "a.zip"]
EVIL = st.lists(st.sampled_from(PIECES + WORDS), min_size=1, max_size=8).map("".join)


@given(st.sampled_from(sorted(PLACES)), EVIL | ANY_TEXT)
def test_whatever_stands_in_any_place_no_header_comes_of_it_and_nobody_else_gets_the_letter(place, text):
    try:
        raw = serialise(replace(MAIL, **PLACES[place](text)))
    except UnfitMail:
        return
    read = email.message_from_bytes(raw, policy=compat32)
    honest = {"cc", "in-reply-to", "references", "x-a", "reply-to"}
    usual = {name.lower() for name in email.message_from_bytes(serialise(MAIL), policy=compat32)}
    assert {name.lower() for name in read} <= usual | honest
    assert len(read) == len({name.lower() for name in read})
    assert read["X-Evil"] is None and read["Bcc"] is None


@pytest.mark.parametrize(
    "change",
    [
        {"to": ()},
        {"to": (Mailbox("a\r\nX: y", "a@b.invalid"),)},
        {"to": (Mailbox("", "a@b.invalid>, <c@d.example"),)},
        {"headers": (("X-A\r\nBcc", "x@y.z"),)},
        {"headers": (("X-A", "x\r\n\r\nbody"),)},
        {"references": ("a b",)},
        {"attachments": (Attachment('a".xlsx', "application/zip", b""),)},
        {"attachments": (Attachment("biểu.xlsx", "application/zip", b""),)},
        {"date": datetime(2023, 3, 10)},  # noqa: DTZ001
    ],
)
def test_an_unfit_letter_is_refused(change):
    with pytest.raises(UnfitMail):
        serialise(replace(MAIL, **change))


def parts_of(mail: OutgoingMail) -> dict[str, bytes]:
    message = email.message_from_bytes(serialise(mail), policy=compat32)
    assert not message.defects
    return {part.get_content_type(): part.get_payload(decode=True) for part in message.walk()}


@given(st.text(st.characters(exclude_characters="\r", exclude_categories=["Cs"]), max_size=300))
def test_bodies_are_read_back_with_their_line_ends_made_crlf(body):
    assume(KEY_MARK not in body)
    parts = parts_of(replace(MAIL, text=body, html="<p>" + body))
    assert parts["text/plain"].decode() == body.replace("\n", "\r\n")
    assert parts["text/html"].decode() == "<p>" + body.replace("\n", "\r\n")


@given(st.binary(max_size=500))
def test_a_file_is_read_back_byte_for_byte(content):
    form = Attachment("bao-cao.xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", content)
    parts = parts_of(replace(MAIL, html="<p>x", attachments=(form,)))
    assert parts[form.content_type] == content and {"multipart/mixed", "multipart/alternative"} <= set(parts)


def test_the_letter_says_that_a_machine_wrote_it_and_is_seven_bit_with_crlf():
    raw = serialise(MAIL)
    assert field(raw, "Auto-Submitted") == "auto-generated"
    assert field(raw, "X-Auto-Response-Suppress") == "OOF, AutoReply"
    assert max(raw) < 128 and raw.count(b"\n") == raw.count(b"\r\n")


def test_the_thread_is_named_by_every_earlier_letter():
    raw = serialise(replace(MAIL, in_reply_to="1@x.invalid", references=("<0@x.invalid>", "1@x.invalid")))
    assert field(raw, "In-Reply-To") == "<1@x.invalid>"
    assert field(raw, "References") == "<0@x.invalid> <1@x.invalid>"


def test_a_stored_letter_comes_back_whole_and_stores_alike():
    mail = replace(
        MAIL,
        html="<p>Đ",
        cc=(Mailbox("B", "b@b.invalid"),),
        references=("<1@x>",),
        headers=(("X-A", "1"),),
        attachments=(Attachment("a.xlsx", "application/zip", b"\x00\xff"),),
    )
    assert from_stored(to_stored(mail)) == mail
    assert to_stored(from_stored(to_stored(mail))) == to_stored(mail)


def test_a_stored_letter_holds_the_mark_until_the_key_is_filled_in():
    marked = replace(MAIL, text=f"/r/{KEY_MARK}", reply_to=f"baocao+{KEY_MARK}@vpdp.invalid")
    with pytest.raises(UnfitMail):
        serialise(marked)
    raw = serialise(with_key(from_stored(to_stored(marked)), "abc"))
    assert field(raw, "Reply-To").endswith("<baocao+abc@vpdp.invalid>")


def test_a_long_web_address_in_a_header_is_neither_encoded_nor_cut():
    address = "<https://dondoc.invalid/" + "x" * 90 + ">"
    raw = serialise(replace(MAIL, headers=(("List-Unsubscribe", f"<mailto:a@b.invalid>, {address}"),)))
    assert field(raw, "List-Unsubscribe") == f"<mailto:a@b.invalid>, {address}"
