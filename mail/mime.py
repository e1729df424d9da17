"""A received message opened: headers decoded, bodies as text, files apart; no bytes make it raise."""

import email
import re
from base64 import b64decode
from binascii import Error as Base64Error
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from email.message import Message
from email.policy import compat32
from email.utils import collapse_rfc2231_value, getaddresses
from quopri import decodestring
from unicodedata import normalize

from mail.html import text_of_html

_WORD = re.compile(r"=\?([^?\s*]+)(?:\*[^?]*)?\?([bBqQ])\?([^?]*)\?=")
_BETWEEN_WORDS = re.compile(r"(\?=)\s+(?==\?[^?\s]+\?[bBqQ]\?)")
_NO_BODY = ("text/calendar", "text/x-vcard", "text/vcard", "text/rfc822-headers")


@dataclass(frozen=True)
class FilePart:
    """An attached file."""

    filename: str
    content_type: str
    content: bytes


@dataclass(frozen=True)
class Opened:
    """One message: `message` for whoever needs its structure, `text` its body (`from_html`: there was no plain one)."""

    message: Message
    text: str
    files: tuple[FilePart, ...]
    from_html: bool = False

    def header(self, name: str) -> str:
        """The first header of that name, decoded and unfolded; empty when there is none."""
        return next(iter(self.headers(name)), "")

    def headers(self, *names: str) -> list[str]:
        """All headers of those names, decoded and unfolded, in the order of the message."""
        wanted = {name.lower() for name in names}
        return [decoded_header(str(value)) for name, value in self.message.raw_items() if name.lower() in wanted]

    def addresses(self, *names: str) -> list[tuple[str, str]]:
        """The (name, address) pairs of those headers; the names are decoded after the addresses are cut out."""
        wanted = {name.lower() for name in names}
        raw = [unfolded(str(value)) for name, value in self.message.raw_items() if name.lower() in wanted]
        pairs = [pair for value in raw for pair in _addresses(value)]
        return [(decoded_header(name), clean(_bytes_as_text(address))) for name, address in pairs]


def open_message(raw: bytes) -> Opened:
    """The message in `raw`."""
    message = email.message_from_bytes(raw, policy=compat32)
    plain: list[str] = []
    html: list[str] = []
    files: list[FilePart] = []
    for part in _leaves(message):
        _sort_in(part, plain, html, files)
    text = "\n".join(one for one in plain if one.strip())
    if text:
        return Opened(message, text, tuple(files))
    return Opened(message, clean("\n".join(map(text_of_html, html))), tuple(files), from_html=bool(html))


def _leaves(message: Message) -> Iterator[Message]:
    """The parts that hold content; a message attached as a message is one part."""
    if message.get_content_type() == "message/rfc822" or not message.is_multipart():
        yield message
        return
    for part in children(message):
        yield from _leaves(part)


def children(message: Message) -> list[Message]:
    """The parts directly inside; none for a part that holds content itself."""
    inside = message.get_payload() if message.is_multipart() else []
    return [part for part in inside if isinstance(part, Message)] if isinstance(inside, list) else []


def _sort_in(part: Message, plain: list[str], html: list[str], files: list[FilePart]) -> None:
    kind, name = part.get_content_type(), filename_of(part)
    attached = _disposition(part) == "attachment" or bool(name)
    if not attached and kind == "text/html":
        html.append(text_of(part))
    elif not attached and kind.startswith("text/") and kind not in _NO_BODY:
        plain.append(text_of(part))
    elif attached or not kind.startswith(("text/", "message/", "multipart/")):
        files.append(FilePart(name, kind, content_of(part)))


def _disposition(part: Message) -> str:
    return str(part.get("Content-Disposition", "")).partition(";")[0].strip().lower()


def filename_of(part: Message) -> str:
    """The name a file was sent under (RFC 2231, RFC 2047 words and raw bytes alike), without folders; may be empty."""
    for parameter, header in (("filename", "content-disposition"), ("name", "content-type")):
        found: object = None
        with suppress(LookupError, ValueError, TypeError):
            found = _readable(part, header).get_param(parameter, None, header)
        if isinstance(found, tuple):
            found = _decoded(str(found[2]).encode("latin-1", "replace"), str(found[0] or "utf-8"))
        if found:
            return re.split(r"[/\\]", decoded_header(collapse_rfc2231_value(str(found))))[-1].strip()
    return ""


def _readable(part: Message, header: str) -> Message:
    """A message with that one header as text: raw bytes in it would otherwise be lost to the library's reading."""
    readable = Message()
    for name, value in part.raw_items():
        if name.lower() == header:
            readable[header] = _bytes_as_text(unfolded(str(value)))
    return readable


def content_of(part: Message) -> bytes:
    """The bytes of a part; an attached message as its bytes."""
    if part.is_multipart():
        return b"\r\n".join(map(_as_bytes, children(part)))
    content = part.get_payload(decode=True)
    return content if isinstance(content, bytes) else b""


def _as_bytes(message: Message) -> bytes:
    try:
        return message.as_bytes()
    except (ValueError, LookupError, TypeError, AttributeError):
        return b""


def text_of(part: Message) -> str:
    """The text of a part in NFC with \\n line ends, whatever charset it claims."""
    charset = ""
    with suppress(LookupError, ValueError, TypeError, AttributeError):
        charset = str(part.get_param("charset", "") or "")
    return clean(_decoded(content_of(part), charset.strip("\"' ")))


def clean(text: str) -> str:
    """NFC, \\n line ends, no invisible marks, no endless runs of space (they make patterns slow)."""
    text = text.replace("\r\n", "\n").replace("\r", "\n").replace("\u00a0", " ")
    text = re.sub(r"[ \t]{20,}", " " * 20, text)
    return normalize("NFC", re.sub("[\u200b\u200e\u200f\ufeff\x00]", "", text))


def _decoded(data: bytes, charset: str) -> str:
    """`data` by its charset when that fits, else UTF-8, else Windows' Vietnamese, else Latin-1."""
    for guess in (charset, "utf-8", "cp1258"):
        if guess and guess.lower() not in ("unknown-8bit", "x-unknown"):
            with suppress(LookupError, UnicodeError, ValueError):
                return data.decode(guess)
    return data.decode("latin-1")


def unfolded(value: str) -> str:
    """A header on one line."""
    return re.sub(r"[ \t]*[\r\n]+[ \t]*", " ", value).strip()


def decoded_header(value: str) -> str:
    """An unstructured header as people read it: RFC 2047 words joined before decoding, raw bytes read as text."""
    joined = _BETWEEN_WORDS.sub(r"\1", _bytes_as_text(unfolded(value)))
    runs = re.sub(r"(?:=\?[^?\s]+\?[bBqQ]\?[^?]*\?=)+", lambda found: _run(found.group()), joined)
    return clean(runs).replace("\n", " ").strip()


def _run(words: str) -> str:
    """Neighbouring words of one charset are decoded together: senders cut characters in two."""
    groups: list[tuple[str, bytes]] = []
    for charset, way, content in _WORD.findall(words):
        data = _word(way.lower(), content)
        if groups and groups[-1][0] == charset.lower():
            data = groups.pop()[1] + data
        groups.append((charset.lower(), data))
    return "".join(_decoded(data, charset) for charset, data in groups)


def _word(way: str, content: str) -> bytes:
    data = content.encode("utf-8", "replace")
    if way == "q":
        return decodestring(data.replace(b"_", b" "), header=False)
    with suppress(Base64Error, ValueError):
        return b64decode(data + b"=" * (-len(data) % 4))
    return data


def _bytes_as_text(value: str) -> str:
    """compat32 keeps raw bytes as surrogates."""
    if not re.search("[\ud800-\udfff]", value):
        return value
    return _decoded(value.encode("utf-8", "surrogateescape"), "utf-8")


def _addresses(value: str) -> list[tuple[str, str]]:
    try:
        return [(name, address) for name, address in getaddresses([value]) if "@" in address or name]
    except (ValueError, IndexError, TypeError):
        return [("", found) for found in re.findall(r"[^\s<>,;:\"()]+@[^\s<>,;:\"()]+", value)]
