"""One received message as the collector reads it: its kind, its author, its keys, and what is new in it."""

import hashlib
import re
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import asdict, dataclass, field, replace
from datetime import UTC, date, datetime
from email.utils import parsedate_to_datetime
from typing import Any, Literal

from language.wording import Wording, wording
from mail.authentication import Authentication, authentication
from mail.automatic import Absence, absence_in, is_automatic, is_mass_mail
from mail.bounce import Bounced, bounced_addresses
from mail.html_signatures import signatures_in
from mail.mime import FilePart, Opened, open_message, text_of
from mail.parts import head_of
from mail.sent_letter import SentLetter
from mail.signature import without_marked
from mail.told_apart import ToldApart, Typed, told_apart

Kind = Literal["reply", "auto_reply", "bounce", "forward", "other"]
_PLUS = re.compile(r"([^\s<>,;:\"+@]+)\+([A-Za-z0-9_-]+)@[^\s<>,;:\"]+")
_MESSAGE_ID = re.compile(r"<[^<>\s]+>")
_BOLD = re.compile(r"(?<![\w*])\*(?=[^\s*])([^*\n]*(?:\n[^*\n]+)?)(?<=\S)\*(?![\w*])")
_QUOTED_ID = re.compile(r"(?im)^[> \t]*message-id:[ \t]*(?:\n[ \t]+)?(<[^<>\s]+>)")
_REPLYING = re.compile(
    r"^\s*(?:\[[^\]]*\]\s*)?(?:re|tl|trả lời|phúc đáp|aw|sv|rv|antw|res|回复|答复)\s*(?:\[\d+\]|\(\d+\))?\s*[:：]",
    re.IGNORECASE,
)
_FORWARDING = re.compile(r"^\s*(?:\[[^\]]*\]\s*)?(?:fwd?|fw|chuyển tiếp|ct|vb|wg|tr|转发|i)\s*[:：]", re.IGNORECASE)


@dataclass(frozen=True)
class AttachedFile:
    """A file that came with the message; `content` is left out of the JSON."""

    filename: str
    content_type: str
    size: int
    sha256: str
    content: bytes = field(repr=False, default=b"")


@dataclass(frozen=True)
class Reply:
    """A received message as read. Message ids keep their angle brackets; what is absent is empty or None.

    `text` is all that its author typed: `above` the quotation, and `inline` in it. `relayed` is what others wrote,
    `letter` ours that it quotes.
    """

    kind: Kind
    sender: str = ""
    sender_name: str = ""
    subject: str = ""
    sent_at: datetime | None = None
    message_id: str = ""
    in_reply_to: str = ""
    references: tuple[str, ...] = ()
    keys: tuple[str, ...] = ()
    text: str = ""
    above: str = ""
    full_text: str = ""
    attachments: tuple[AttachedFile, ...] = ()
    bounced: tuple[Bounced, ...] = ()
    absence: Absence | None = None
    inline: tuple[Typed, ...] = ()
    relayed: tuple[Typed, ...] = ()
    letter: SentLetter | None = field(repr=False, default=None)
    original_id: str = ""
    authentication: Authentication | None = None
    mass_mail: bool = False
    problems: tuple[Wording, ...] = ()

    def to_json(self) -> dict[str, Any]:
        """The value of `dondoc mail read --json`: plain types only, keys that do not change."""
        plain = asdict(replace(self, letter=None))
        del plain["letter"]
        plain["sent_at"] = self.sent_at.isoformat() if self.sent_at else None
        for file in plain["attachments"]:
            del file["content"]
            file["bytes"] = file.pop("size")
        if self.absence is not None:
            until = self.absence.until
            plain["absence"] = {"until": until.isoformat() if until else None, "deputy": self.absence.deputy or None}
        plain["problems"] = [problem.say() for problem in self.problems]
        return {name: list(value) if isinstance(value, tuple) else value for name, value in plain.items()}


@dataclass(frozen=True)
class Receiver:
    """Where a message came in: the local part of our reply address, with which only `local+key@` counts as a key, and
    the name under which our mail server writes what it found of the sender; empty: nobody is believed."""

    local: str | None = None
    server: str = ""


ANYWHERE = Receiver()


def read(raw: bytes, letters: Sequence[SentLetter] = (), receiver: Receiver = ANYWHERE) -> Reply:
    """The message in `raw`; never raises, for what cannot be read becomes a problem of an otherwise empty Reply.

    `letters` are ours that it may answer: in the one that it quotes, the new text is what is not ours, and answers
    typed inside the quotation are found.
    """
    try:
        return _read(open_message(raw), letters, receiver)
    except Exception as error:  # a stranger's bytes must never stop the collector
        return _unread(error)


def read_head(raw: bytes, receiver: Receiver = ANYWHERE) -> Reply:
    """Of the message in `raw` what its header says: enough to find which letter it answers. Never raises."""
    try:
        return _head(Opened(head_of(raw), ""), receiver)
    except Exception as error:  # a stranger's bytes must never stop the collector
        return _unread(error)


def _unread(error: Exception) -> Reply:
    why = wording("Không đọc được thư này ({error}); thư gốc vẫn được lưu.", error=type(error).__name__)
    return Reply("other", problems=(why,))


def _read(opened: Opened, letters: Sequence[SentLetter], receiver: Receiver) -> Reply:
    head = _head(opened, receiver)
    bounced = bounced_addresses(opened)
    body = _without_bold(opened) if letters else opened.text
    told = ToldApart(opened.text)
    if bounced is None:
        told = told_apart(body, letters, from_html=opened.from_html, author=head.sender_name)
    told = _without_marked(told, signatures_in(opened.pages), body)
    kind = "bounce" if bounced is not None else _kind(opened, told)
    return replace(
        head,
        kind=kind,
        text=told.text,
        above=told.above,
        full_text=opened.text,
        attachments=tuple(_attached(one) for one in opened.files),
        bounced=bounced or (),
        absence=absence_in(told.text, _day(head.sent_at)) if kind == "auto_reply" else None,
        inline=told.inside,
        relayed=(*told.relayed, *_attached_answers(opened, letters)),
        letter=told.letter,
        original_id=_original_id(opened) if kind == "bounce" else "",
        problems=(*head.problems, *opened.problems),
    )


def _without_marked(told: ToldApart, marked: Sequence[str], body: str) -> ToldApart:
    """Without the signatures that a program marked, over the quotation and below it."""
    if not marked:
        return told
    inside = [replace(one, text=without_marked(one.text, marked, body)) for one in told.inside]
    above = without_marked(told.above, marked, body)
    return replace(told, above=above, inside=tuple(one for one in inside if one.text))


def _without_bold(opened: Opened) -> str:
    """The body without the stars that a program sets around bold words when it makes plain text of them."""
    if "*" not in opened.text or opened.from_html or not opened.pages or any("*" in page for page in opened.pages):
        return opened.text
    return _BOLD.sub(r"\1", opened.text)


def _head(opened: Opened, receiver: Receiver) -> Reply:
    sender_name, sender = _sender(opened)
    sent_at, problems = _sent_at(opened)
    return Reply(
        kind="other",
        sender=sender,
        sender_name=sender_name,
        subject=opened.header("Subject"),
        sent_at=sent_at,
        message_id=_first_id(opened, "Message-ID"),
        in_reply_to=_first_id(opened, "In-Reply-To"),
        references=tuple(_MESSAGE_ID.findall(" ".join(opened.headers("References")))),
        keys=_keys(opened, receiver.local),
        authentication=authentication(opened.headers("Authentication-Results"), receiver.server),
        mass_mail=is_mass_mail(opened),
        problems=problems if sender else (*problems, wording("Thư không ghi người gửi.")),
    )


def _attached_answers(opened: Opened, letters: Sequence[SentLetter]) -> tuple[Typed, ...]:
    """What messages attached to this one say: a colleague's answer passed on whole."""
    told = [told_apart(one.text, letters, from_html=one.from_html) for one in opened.attached]
    return tuple(typed for one in told for typed in _all_typed(one))


def _all_typed(told: ToldApart) -> tuple[Typed, ...]:
    above = (Typed(told.above),) if told.above else ()
    return (*above, *told.inside, *told.relayed)


def _sender(opened: Opened) -> tuple[str, str]:
    for header in ("From", "Sender", "Return-Path"):
        for name, address in opened.addresses(header):
            if "@" in address:
                return name, address
    return "", ""


def _sent_at(opened: Opened) -> tuple[datetime | None, tuple[Wording, ...]]:
    stated = opened.header("Date")
    with suppress(ValueError, TypeError, IndexError, OverflowError):
        moment = parsedate_to_datetime(stated)
        return (moment if moment.tzinfo else moment.replace(tzinfo=UTC)), ()
    return None, (wording("Không đọc được ngày gửi: {date}", date=stated or "—"),)


def _day(moment: datetime | None) -> date | None:
    return moment.date() if moment else None


def _first_id(opened: Opened, header: str) -> str:
    found = _MESSAGE_ID.search(opened.header(header))
    return found.group() if found else ""


def _kind(opened: Opened, told: ToldApart) -> Kind:
    subject = opened.header("Subject")
    if is_automatic(opened, told.text):
        return "auto_reply"
    if _FORWARDING.match(subject) or told.forwarded:
        return "forward"
    if opened.header("In-Reply-To") or opened.header("References") or _REPLYING.match(subject):
        return "reply"
    return "reply" if _keys(opened, None) else "other"


def _keys(opened: Opened, own_local: str | None) -> tuple[str, ...]:
    """Plus parts in the fixed order To, Cc, Delivered-To and its kin; lower case, each once."""
    found: list[str] = []
    for header in ("To", "Cc", "Delivered-To", "X-Original-To", "Envelope-To"):
        for _, address in opened.addresses(header):
            match = _PLUS.fullmatch(address)
            if match and (own_local is None or match[1].lower() == own_local.lower()):
                found.append(match[2].lower())
    return tuple(dict.fromkeys(found))


def _attached(file: FilePart) -> AttachedFile:
    digest = hashlib.sha256(file.content).hexdigest()
    return AttachedFile(file.filename, file.content_type, len(file.content), digest, file.content)


def _original_id(opened: Opened) -> str:
    """The Message-ID of the letter that came back, as the bounce quotes it: the last one named in it."""
    own = _first_id(opened, "Message-ID")
    inside = [str(part.get("Message-ID", "")) for part in opened.message.walk() if part is not opened.message]
    quoted = _QUOTED_ID.findall(f"{opened.text}\n{_rfc822_headers(opened)}")
    others = [one for one in _MESSAGE_ID.findall(" ".join([*quoted, *inside])) if one != own]
    return others[-1] if others else ""


def _rfc822_headers(opened: Opened) -> str:
    parts = [part for part in opened.message.walk() if part.get_content_type() == "text/rfc822-headers"]
    return "\n".join(map(text_of, parts))


def extract_for_scoring(raw: bytes) -> dict[str, Any]:
    """The reading under the names that the extraction corpora use."""
    reply = read(raw)
    return {
        "text": reply.text,
        "full_text": reply.full_text,
        "is_auto": reply.kind == "auto_reply",
        "is_bounce": reply.kind == "bounce",
        "bounced": [one.address for one in reply.bounced],
        "attachments": [one.filename for one in reply.attachments],
        "subject": reply.subject,
        "from_email": reply.sender,
    }
