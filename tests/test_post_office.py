"""The local post office behaves as the servers it stands for."""

import asyncio
import imaplib
import socket

import aiosmtplib
import pytest

from rehearsal.post_office import PostOffice, mailbox_of

LETTER = b"From: a@one.invalid\r\nSubject: x\r\n\r\nbody\r\n"


async def post(office: PostOffice, *to: str, times: int = 1) -> None:
    async with aiosmtplib.SMTP(hostname="127.0.0.1", port=office.smtp_port, local_hostname="t.invalid") as client:
        for _ in range(times):
            await client.sendmail("from@one.invalid", list(to), LETTER)


def inbox_subjects(port: int, user: str, password: str) -> list[bytes]:
    with imaplib.IMAP4("127.0.0.1", port, timeout=10) as box:
        box.login(user, password)
        box.select("INBOX")
        _, found = box.uid("FETCH", "1:*", "(BODY.PEEK[])")
        return [item[1] for item in found if isinstance(item, tuple)]


async def test_a_letter_posted_by_smtp_is_read_by_imap():
    async with PostOffice() as office:
        await post(office, "so@tinh.invalid")
        (letter,) = await asyncio.to_thread(inbox_subjects, office.imap_port, "so@tinh.invalid", "any")
    assert letter.endswith(LETTER) and b"Delivered-To: so@tinh.invalid\r\n" in letter


async def test_a_plus_address_is_delivered_to_the_box_without_it_and_keeps_its_key_in_the_trace():
    async with PostOffice() as office:
        await post(office, "Reply+abc@vp.invalid")
        (letter,) = office.mailbox("reply@vp.invalid")
    assert b"Delivered-To: Reply+abc@vp.invalid\r\n" in letter


async def test_a_refused_address_gets_the_line_it_was_given_and_no_letter():
    async with PostOffice(refuse={"gone@x.invalid": "550 5.1.1 No such user"}) as office:
        with pytest.raises(aiosmtplib.SMTPRecipientsRefused) as refused:
            await post(office, "gone@x.invalid")
        assert refused.value.recipients[0].code == 550 and office.mailbox("gone@x.invalid") == []


async def test_a_fixed_password_shuts_out_every_other():
    async with PostOffice(password="right") as office:
        await office.deliver("so@tinh.invalid", LETTER)
        assert len(await asyncio.to_thread(inbox_subjects, office.imap_port, "so@tinh.invalid", "right")) == 1
        with pytest.raises(imaplib.IMAP4.error):
            await asyncio.to_thread(inbox_subjects, office.imap_port, "so@tinh.invalid", "wrong")


async def test_each_letter_is_left_in_the_folder_to_be_opened(tmp_path):
    async with PostOffice(folder=tmp_path) as office:
        await office.deliver("so@tinh.invalid", LETTER)
        await office.deliver("../evil@tinh.invalid", LETTER)
    assert (tmp_path / "so@tinh.invalid" / "001.eml").read_bytes().endswith(LETTER)
    assert all(tmp_path in path.resolve().parents for path in tmp_path.rglob("*"))


async def test_a_thousand_letters_arrive_over_one_connection():
    async with PostOffice() as office:
        await post(office, "so@tinh.invalid", times=1000)
        assert len(office.mailbox("so@tinh.invalid")) == 1000
        assert len(await asyncio.to_thread(inbox_subjects, office.imap_port, "so@tinh.invalid", "any")) == 1000


async def test_the_smtp_side_can_be_down_and_come_back_on_its_port():
    async with PostOffice() as office:
        port = office.smtp_port
        await office.close_smtp()
        with pytest.raises(aiosmtplib.SMTPConnectError):
            await post(office, "so@tinh.invalid")
        await office.open_smtp()
        await post(office, "so@tinh.invalid")
        assert office.smtp_port == port and len(office.mailbox("so@tinh.invalid")) == 1


async def test_a_taken_port_is_said_and_leaves_nothing_open():
    with socket.create_server(("127.0.0.1", 0)) as taken, pytest.raises(OSError):
        async with PostOffice(imap_port=taken.getsockname()[1]):
            pass


def test_the_box_of_an_address_ignores_case_and_plus():
    assert mailbox_of("Reply+K@VP.invalid") == "reply@vp.invalid"
