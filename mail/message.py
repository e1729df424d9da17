"""One letter on its way out: a value, how it is stored while it waits, and its bytes on the wire."""

import base64
import hashlib
import json
import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime
from email.utils import format_datetime
from typing import Any

from mail import headers
from mail.headers import UnfitMail

KEY_MARK = "%%KEY%%"
_ASCII_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9 ._()-]*")
_CONTENT_TYPE = re.compile(r"[a-z0-9.+-]+/[a-z0-9.+-]+")


@dataclass(frozen=True)
class Mailbox:
    """A name as people write it (may be empty) and an ASCII address."""

    name: str
    address: str


@dataclass(frozen=True)
class Attachment:
    """A file that goes with a letter; the name is ASCII because old clients garble any other."""

    filename: str
    content_type: str
    content: bytes


@dataclass(frozen=True)
class OutgoingMail:
    """Everything a letter says. `text`, `html`, `reply_to` and `headers` may hold KEY_MARK until `with_key`.

    The HTML shows a picture of `pictures` by the address "cid:" and its file name.
    """

    sender_name: str
    sender_address: str
    to: tuple[Mailbox, ...]
    subject: str
    message_id: str
    date: datetime
    text: str
    html: str = ""
    cc: tuple[Mailbox, ...] = ()
    reply_to: str = ""
    attachments: tuple[Attachment, ...] = ()
    pictures: tuple[Attachment, ...] = ()
    in_reply_to: str = ""
    references: tuple[str, ...] = ()
    headers: tuple[tuple[str, str], ...] = ()


def serialise(mail: OutgoingMail) -> bytes:
    """The letter as 7-bit ASCII bytes with CRLF line ends, ready for the socket; the same each time.

    Raises UnfitMail for control characters in a header, an address that is none, a date without a zone, nobody
    to write to, or a key that was never filled in.
    """
    _refuse_unfilled(mail)
    head = _head(mail)
    content_type, body = _content(mail)
    return (head + content_type + "\r\n" + body).encode("ascii")


def with_key(mail: OutgoingMail, key: str) -> OutgoingMail:
    """The letter with `key` wherever KEY_MARK stood."""
    return replace(
        mail,
        text=mail.text.replace(KEY_MARK, key),
        html=mail.html.replace(KEY_MARK, key),
        reply_to=mail.reply_to.replace(KEY_MARK, key),
        headers=tuple((name, value.replace(KEY_MARK, key)) for name, value in mail.headers),
    )


def to_stored(mail: OutgoingMail) -> bytes:
    """The letter as canonical JSON, keys still marks: what is stored and hashed."""
    plain = vars(mail) | {
        "to": [vars(one) for one in mail.to],
        "cc": [vars(one) for one in mail.cc],
        "date": mail.date.isoformat(),
        "attachments": [_plain(one) for one in mail.attachments],
        "pictures": [_plain(one) for one in mail.pictures],
    }
    return json.dumps(plain, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()


def _plain(file: Attachment) -> dict[str, str]:
    return vars(file) | {"content": base64.b64encode(file.content).decode()}


def from_stored(stored: bytes) -> OutgoingMail:
    """The letter that `to_stored` wrote."""
    plain: dict[str, Any] = json.loads(stored)
    plain["date"] = datetime.fromisoformat(plain["date"])
    for name in ("to", "cc"):
        plain[name] = tuple(Mailbox(**one) for one in plain[name])
    for name in ("attachments", "pictures"):
        plain[name] = tuple(
            Attachment(one["filename"], one["content_type"], base64.b64decode(one["content"]))
            for one in plain.get(name, ())
        )
    plain["references"] = tuple(plain["references"])
    plain["headers"] = tuple((name, value) for name, value in plain["headers"])
    return OutgoingMail(**plain)


def _refuse_unfilled(mail: OutgoingMail) -> None:
    values = (mail.text, mail.html, mail.reply_to, *(value for _, value in mail.headers))
    if any(KEY_MARK in value for value in values):
        raise UnfitMail("the letter's key was not filled in")


def _head(mail: OutgoingMail) -> str:
    if not mail.to:
        raise UnfitMail("a letter to nobody")
    return "".join(
        (
            headers.mailboxes("From", [(mail.sender_name, mail.sender_address)]),
            headers.mailboxes("To", [(one.name, one.address) for one in mail.to]),
            headers.mailboxes("Cc", [(one.name, one.address) for one in mail.cc]),
            headers.mailboxes("Reply-To", [(mail.sender_name, mail.reply_to)] if mail.reply_to else []),
            headers.field("Subject", mail.subject),
            f"Date: {_date(mail.date)}\r\n",
            headers.message_ids("Message-ID", [mail.message_id]),
            headers.message_ids("In-Reply-To", [mail.in_reply_to] if mail.in_reply_to else []),
            headers.message_ids("References", mail.references),
            "Auto-Submitted: auto-generated\r\n",
            "X-Auto-Response-Suppress: OOF, AutoReply\r\n",
            *(headers.machine_field(name, value) for name, value in mail.headers),
            "MIME-Version: 1.0\r\n",
        )
    )


def _date(moment: datetime) -> str:
    if moment.tzinfo is None:
        raise UnfitMail("a date without a zone")
    return format_datetime(moment)


def _content(mail: OutgoingMail) -> tuple[str, str]:
    seed = hashlib.sha256(mail.message_id.encode()).hexdigest()[:24]
    inner = _text_part("plain", mail.text)
    if mail.html:
        inner = _multipart("alternative", f"=_a_{seed}", (inner, _html_part(mail, seed)))
    if not mail.attachments:
        return inner
    return _multipart("mixed", f"=_m_{seed}", (inner, *(_file_part(one) for one in mail.attachments)))


def _text_part(kind: str, text: str) -> tuple[str, str]:
    lines = text.replace("\r\n", "\n").replace("\r", "\n").replace("\n", "\r\n")
    head = f"Content-Type: text/{kind}; charset=utf-8\r\nContent-Transfer-Encoding: base64\r\n"
    return head, _base64(lines.encode("utf-8", "replace"))


def _html_part(mail: OutgoingMail, seed: str) -> tuple[str, str]:
    """The HTML, with its pictures beside it (RFC 2387)."""
    html = _text_part("html", mail.html)
    if not mail.pictures:
        return html
    pictures = ((f"Content-ID: <{one.filename}>\r\n", one) for one in mail.pictures)
    parts = (html, *(_file_part(one, "inline", more) for more, one in pictures))
    head, body = _multipart("related", f"=_r_{seed}", parts)
    return head.replace("multipart/related;", 'multipart/related; type="text/html";'), body


def _file_part(file: Attachment, disposition: str = "attachment", more: str = "") -> tuple[str, str]:
    if not _ASCII_NAME.fullmatch(file.filename) or not _CONTENT_TYPE.fullmatch(file.content_type):
        raise UnfitMail(f"not a plain file name or type: {file.filename!r}, {file.content_type!r}")
    head = (
        f'Content-Type: {file.content_type};\r\n name="{file.filename}"\r\nContent-Transfer-Encoding: base64\r\n'
        f'{more}Content-Disposition: {disposition};\r\n filename="{file.filename}"\r\n'
    )
    return head, _base64(file.content)


def _multipart(kind: str, boundary: str, parts: Iterable[tuple[str, str]]) -> tuple[str, str]:
    """RFC 2046 section 5.1; no boundary can occur in a part, for "_" is not in the alphabet of base64."""
    body = "".join(f"--{boundary}\r\n{head}\r\n{content}\r\n" for head, content in parts)
    return f'Content-Type: multipart/{kind}; boundary="{boundary}"\r\n', f"{body}--{boundary}--\r\n"


def _base64(data: bytes) -> str:
    """RFC 2045 section 6.8: lines of 76 characters."""
    coded = base64.b64encode(data).decode()
    return "".join(f"{coded[first : first + 76]}\r\n" for first in range(0, len(coded), 76))
