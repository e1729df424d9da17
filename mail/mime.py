"""A received message opened: headers decoded, bodies as text, files apart; no bytes make it raise."""

from base64 import b64decode
from binascii import Error as Base64Error
from collections import defaultdict
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from email.message import Message
from functools import cached_property

from language.wording import Wording, wording
from mail.charset import clean, decoded
from mail.flowed import unflowed
from mail.html import count_words, text_of_html
from mail.parts import MESSAGES, Part, parse
from mail.received_headers import addresses_in, decoded_header, filename_of

LONGEST_TEXT = 4_000_000  # bytes of one text part: what people type stands well before that
DEEPEST = 8  # messages inside messages
MOST_PARTS = 1000
_NO_BODY = ("text/calendar", "text/x-vcard", "text/vcard", "text/rfc822-headers", "text/x-amp-html", "text/css")
_TNEF = ("application/ms-tnef", "application/vnd.ms-tnef")
_SEALED = ("application/pkcs7-mime", "application/x-pkcs7-mime", "application/pgp-encrypted")


@dataclass(frozen=True)
class FilePart:
    """An attached file."""

    filename: str
    content_type: str
    content: bytes


@dataclass(frozen=True)
class Opened:
    """One message: `message` for whoever needs its structure; its body as the sender's program wrote it in plain
    text, and as HTML; its files; the messages attached to it; what could not be read."""

    message: Message
    plain: str
    pages: tuple[str, ...] = field(default=(), repr=False)
    files: tuple[FilePart, ...] = ()
    attached: tuple["Opened", ...] = ()
    problems: tuple[Wording, ...] = ()

    @cached_property
    def from_html(self) -> bool:
        """Whether `text` is made of HTML: there was no plain text, or one that says far less."""
        return bool(self.pages) and len(self.plain.split()) * 2 < sum(map(count_words, self.pages))

    @cached_property
    def text(self) -> str:
        """The body to read."""
        return clean("\n".join(text_of_html(clean(page)) for page in self.pages)) if self.from_html else self.plain

    def header(self, name: str) -> str:
        """The first header of that name, decoded and unfolded; empty when there is none."""
        found = self._fields.get(name.lower())
        return self._decoded(found[0][1]) if found else ""

    def headers(self, *names: str) -> list[str]:
        """All headers of those names, decoded and unfolded, in the order of the message."""
        return [self._decoded(value) for value in self._raw(names)]

    def addresses(self, *names: str) -> list[tuple[str, str]]:
        """The (name, address) pairs of those headers."""
        return [pair for value in self._raw(names) for pair in addresses_in(value)]

    def _raw(self, names: tuple[str, ...]) -> list[str]:
        found = [field for name in names for field in self._fields.get(name.lower(), ())]
        return [value for _, value in sorted(found)]

    @cached_property
    def _fields(self) -> dict[str, list[tuple[int, str]]]:
        """By their names in small letters, each with its place."""
        fields = defaultdict[str, list[tuple[int, str]]](list)
        for place, (name, value) in enumerate(self.message.raw_items()):
            fields[name.lower()].append((place, str(value)))
        return fields

    def _decoded(self, value: str) -> str:
        if value not in self._decoded_before:
            self._decoded_before[value] = decoded_header(value)
        return self._decoded_before[value]

    @cached_property
    def _decoded_before(self) -> dict[str, str]:
        return {}


@dataclass
class _Parts:
    """What was found so far, part after part."""

    plain: list[str] = field(default_factory=list)
    pages: list[str] = field(default_factory=list)
    files: list[FilePart] = field(default_factory=list)
    attached: list[Opened] = field(default_factory=list)
    problems: list[Wording] = field(default_factory=list)


def open_message(raw: bytes) -> Opened:
    """The message in `raw`."""
    return opened(parse(raw))


def opened(message: Message, depth: int = 0) -> Opened:
    """The message as `open_message` gives it."""
    parts = _Parts()
    for number, part in enumerate(_leaves(message)):
        if number >= MOST_PARTS:
            parts.problems.append(wording("Thư có quá nhiều phần; chỉ đọc {n} phần đầu.", n=MOST_PARTS))
            break
        _sort_in(part, parts, depth)
    return Opened(
        message,
        "\n".join(one for one in parts.plain if one.strip()),
        tuple(parts.pages),
        tuple(parts.files),
        tuple(parts.attached),
        tuple(parts.problems),
    )


def _leaves(message: Message) -> Iterator[Message]:
    """The parts that hold content; a message attached as a message is one part."""
    waiting = [message]
    while waiting:
        part = waiting.pop()
        if part.get_content_type() in MESSAGES or not part.is_multipart():
            yield part
        else:
            waiting.extend(reversed(children(part)))


def children(message: Message) -> list[Message]:
    """The parts directly inside; none for a part that holds content itself."""
    inside = message.get_payload() if message.is_multipart() else []
    return [part for part in inside if isinstance(part, Message)] if isinstance(inside, list) else []


def _sort_in(part: Message, parts: _Parts, depth: int) -> None:
    kind, name = part.get_content_type(), filename_of(part)
    attached = _disposition(part) == "attachment" or bool(name)
    if not attached and kind == "text/html":
        parts.pages.append(decoded(content_of(part)[:LONGEST_TEXT], _parameters(part).get("charset", "")))
    elif (
        not attached
        and kind.startswith("text/")
        and kind not in _NO_BODY
        or not attached
        and kind.startswith("multipart/")
    ):
        parts.plain.append(text_of(part))
    elif attached or not kind.startswith(("text/", "message/")):
        parts.files.append(FilePart(name, kind, content_of(part)))
        parts.problems.extend(_unreadable(kind, name))
    if kind in MESSAGES and depth < DEEPEST:
        _sort_in_message(part, parts, depth)


def _sort_in_message(part: Message, parts: _Parts, depth: int) -> None:
    """A message attached as a message: its own files came with this one too."""
    for message in children(part)[:1]:
        inside = opened(message, depth + 1)
        parts.attached.append(inside)
        parts.files.extend(inside.files)
        parts.problems.extend(inside.problems)


def _unreadable(kind: str, name: str) -> Iterator[Wording]:
    if kind in _TNEF or name.lower() == "winmail.dat":
        yield wording(
            "Tệp {name} ở định dạng riêng của Outlook (TNEF), không đọc được; "
            "đề nghị gửi lại ở dạng HTML hoặc văn bản thuần.",
            name=name or "winmail.dat",
        )
    elif kind in _SEALED and not name.lower().endswith(".p7s"):
        yield wording("Thư được mã hóa hoặc đóng gói ký số ({name}), không đọc được nội dung.", name=name or kind)


def _disposition(part: Message) -> str:
    return str(part.get("Content-Disposition", "")).partition(";")[0].strip().lower()


def content_of(part: Message) -> bytes:
    """The bytes of a part; an attached message as it came."""
    if part.is_multipart():
        return part.body if isinstance(part, Part) else b""
    if isinstance(part, Part) and str(part.get("Content-Transfer-Encoding", "")).strip().lower() == "base64":
        with suppress(Base64Error):  # which is all that goes wrong with well-formed base64
            return b64decode(part.body.translate(None, b"\r\n"), validate=True)
    content = part.get_payload(decode=True)
    return content if isinstance(content, bytes) else b""


def text_of(part: Message) -> str:
    """The text of a part in NFC with \\n line ends, whatever charset it claims."""
    stated = _parameters(part)
    text = clean(decoded(content_of(part)[:LONGEST_TEXT], stated.get("charset", "")))
    if stated.get("format", "").lower() == "flowed":
        return unflowed(text, delete_space=stated.get("delsp", "").lower() == "yes")
    return text


def _parameters(part: Message) -> dict[str, str]:
    """What the field Content-Type says beside the type; of what it says twice, the first."""
    with suppress(LookupError, ValueError, TypeError, AttributeError):
        found = part.get_params([])
        return {name.lower(): str(value or "").strip("\"' ") for name, value in reversed(found)}
    return {}
