"""Vietnamese subjects and names through Postfix and Dovecot and back, whole in two decoders: Python's and Dovecot's.

`make bench` runs it with ten thousand letters.
"""

import asyncio
import email
import json
import os
import subprocess
import unicodedata
from collections.abc import Iterator
from datetime import UTC, datetime
from email.header import decode_header, make_header
from random import Random

import pytest
import real_mail_servers
from outbox_table import Table
from real_mail_servers import MailServers, program

from mail.couriers import send_all
from mail.message import Mailbox, OutgoingMail, serialise
from mail.outbox import Parcel, SmtpServer
from models.mode import trial_address

pytestmark = pytest.mark.real_mail

LETTERS = int(os.environ.get("DONDOC_TEST_LETTERS", "300"))
BOX = trial_address("vanthu@bo-a.example")
ONSETS = "b c ch d đ g gh gi h k kh l m n ng ngh nh ph qu r s t th tr v x"
RHYMES = "a ă â ai ang anh ao ân ât e ê êm i iên iêu o oa oăn ô ôi ông ơ ơi ơn u uân uê uyên ư ưng ươi ương y yên"
TONES = ("", "\u0300", "\u0309", "\u0303", "\u0301", "\u0323")
MARKS = tuple("aăâeêioôơuưy")
BETWEEN = (*" " * 5, ", ", ": ", "; ", " - ", "/", " (", ") ", ' "', '" ', " “", "” ", " số 04/QĐ-", ". ")


@pytest.fixture(scope="module")
def servers() -> Iterator[MailServers]:
    if reason := real_mail_servers.missing():
        pytest.skip(reason)
    with real_mail_servers.running_servers() as running:
        yield running


def words(random: Random, most: int) -> str:
    """Made-up Vietnamese, composed as keyboards write it, with what stands between words in titles."""
    said = "".join(_syllable(random) + random.choice(BETWEEN) for _ in range(random.randint(1, most)))
    return " ".join(said.split()).strip(' ,:;-/("“”)')


def _syllable(random: Random) -> str:
    rhyme = random.choice(RHYMES.split())
    place = max(n for n, letter in enumerate(rhyme) if letter in MARKS)
    toned = unicodedata.normalize("NFC", rhyme[: place + 1] + random.choice(TONES)) + rhyme[place + 1 :]
    syllable = random.choice(ONSETS.split()) + toned
    return random.choice((str.lower, str.title, str.upper))(syllable)


def letter(number: int) -> OutgoingMail:
    random = Random(number)
    return OutgoingMail(
        sender_name=words(random, 12) or "Văn phòng",
        sender_address="baocao@vpdp.example",
        to=(Mailbox(words(random, 12), BOX),),
        subject=words(random, 60),
        message_id=f"<{number}@vpdp.example>",
        date=datetime(2023, 3, 6, tzinfo=UTC),
        text=f"{words(random, 200)}\n",
    )


def said(mail: OutgoingMail) -> tuple[str, str, str]:
    return mail.subject, mail.sender_name, mail.to[0].name


def by_python(raw: bytes) -> tuple[str, tuple[str, str, str], str]:
    """(message id, subject and names, text).

    By `decode_header`: the parser of `email.policy` puts a space between two encoded words of a name, which RFC 2047
    6.2 forbids.
    """
    message = email.message_from_bytes(raw)
    subject, sender, to = (str(make_header(decode_header(message[name]))) for name in ("subject", "from", "to"))
    text = message.get_payload(decode=True).decode().replace("\r\n", "\n")
    return message["message-id"], (subject, name_in(sender), name_in(to)), text


def name_in(header: str) -> str:
    """The name before the address; quotes stand about one in plain ASCII."""
    return header.rpartition(" <")[0].removeprefix('"').removesuffix('"')


def by_dovecot(servers: MailServers) -> dict[str, tuple[str, str, str]]:
    """Subject and headers as Dovecot's own decoder gives them, by message id."""
    fields = "hdr.message-id hdr.subject.utf8 hdr.from.utf8 hdr.to.utf8"
    command = [program("doveadm"), "-c", str(servers.folder / "dovecot.conf"), "-f", "json", "fetch", "-u", BOX]
    told = subprocess.run([*command, fields, "all"], check=True, capture_output=True).stdout
    rows = [list(row.values()) for row in json.loads(told)]
    return {row[0]: (row[1], *map(name_in, row[2:])) for row in rows}


@pytest.fixture(scope="module")
def arrived(servers: MailServers) -> list[bytes]:
    table = Table(Parcel(number, "baocao@vpdp.example", BOX, serialise(letter(number))) for number in range(LETTERS))
    server = SmtpServer("127.0.0.1", servers.smtp_port)
    assert asyncio.run(send_all(server, table, trial=True, connections=4)).sent == LETTERS
    return servers.letters(BOX, LETTERS)


def test_no_letter_is_damaged_for_the_first_decoder(arrived: list[bytes]):
    read = {message_id: (headers, text) for message_id, headers, text in map(by_python, arrived)}
    sent = {one.message_id: (said(one), one.text) for one in map(letter, range(LETTERS))}
    assert [number for number, found in sent.items() if read[number] != found] == []


def test_no_letter_is_damaged_for_the_second_decoder(servers: MailServers, arrived: list[bytes]):
    read = by_dovecot(servers)
    sent = {one.message_id: said(one) for one in map(letter, range(LETTERS))}
    assert len(arrived) == LETTERS and [number for number, found in sent.items() if read[number] != found] == []


def test_the_letters_have_every_vietnamese_letter_with_every_tone():
    said = unicodedata.normalize("NFC", "".join(letter(number).subject for number in range(300))).lower()
    every = {unicodedata.normalize("NFC", mark + tone) for mark in MARKS for tone in TONES} | {"đ"}
    assert every - set(said) == set()
