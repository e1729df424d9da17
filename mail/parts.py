"""A received message cut into its parts: like the library's parser, but by searching and not line by line, and bounded.

The library takes a second for every hundred thousand lines; a stranger sends as many as he likes.
"""

import re
from binascii import Error as Base64Error
from collections.abc import Iterator
from contextlib import suppress
from email.message import Message
from email.parser import BytesHeaderParser
from email.policy import compat32

from mail.charset import escaped_bytes

DEEPEST = 15
MOST_PARTS = 1000  # directly inside one part
LONGEST_HEAD = 1_000_000
LONGEST_FIELD = 20_000
NEWLINE = ord("\n")
MESSAGES = ("message/rfc822", "message/global", "message/news")
STATUSES = ("message/delivery-status", "message/global-delivery-status")
_BLANK_LINE = re.compile(rb"\r?\n\r?\n|\r\r")
_SOME_BOUNDARY = re.compile(rb"^--([^\s\"]{1,200}?)[ \t]*\r?\ncontent-", re.IGNORECASE | re.MULTILINE)
_NAME = re.compile(rb"[!-9;-~]+[ \t]*:|From ")


class Part(Message):
    """A message or a part of one; `head` and `body` are its bytes, as they came."""

    head: bytes = b""
    body: bytes = b""

    def beginning(self, most_lines: int, most_bytes: int) -> "Part":
        """The same message with no more of its body than that."""
        lines = self.body[:most_bytes].split(b"\n", most_lines)[:most_lines]
        return parse(self.head + b"\n".join(lines))


def head_of(raw: bytes) -> Part:
    """The header of a message alone."""
    return _parsed(_cut_head(raw)[0])


def parse(raw: bytes, default_type: str = "text/plain", depth: int = 0) -> Part:
    """The message in `raw`. No bytes make it raise; what is nested deeper than DEEPEST stays one part."""
    head, body = _cut_head(raw)
    del raw  # of one that is nested often, each would be kept
    part = _parsed(head)
    if (left_over := _left_over(part)).strip():
        body = left_over + b"\n\n" + body
    part.head, part.body = head, body
    part.set_default_type(default_type)
    inside = list(_inside(part, depth + 1)) if depth < DEEPEST else []
    part.set_payload(list[Message | str](inside) if inside else body.decode("ascii", "surrogateescape"))
    return part


def _left_over(part: Part) -> bytes:
    """Lines among the header that are none."""
    try:
        said = part.get_payload()
    except ValueError:  # the library knows of charsets that do not exist, not of names that none can have
        said = part.get_payload(decode=True)
    if isinstance(said, str):
        return escaped_bytes(said)
    return said if isinstance(said, bytes) else b""


def _parsed(head: bytes) -> Part:
    """Without the ends of fields longer than is sensible: the library takes the square of their length."""
    part = BytesHeaderParser(Part, policy=compat32).parsebytes(head)
    if len(head) > LONGEST_FIELD and isinstance(part, Part):
        fields = [(name, str(value)[:LONGEST_FIELD]) for name, value in part.raw_items()]
        for name, _ in fields:
            del part[name]
        for name, value in fields:
            part[name] = value
    return part if isinstance(part, Part) else Part()


def _cut_head(raw: bytes) -> tuple[bytes, bytes]:
    """The header with its blank line, and the body; a message that begins with a blank line, or with no field at all,
    has no header."""
    if raw[:1] in (b"\n", b"\r"):
        return b"", raw.lstrip(b"\r\n")
    if not _NAME.match(raw):
        return b"", raw
    found = _BLANK_LINE.search(raw)
    if found is None:
        return raw[:LONGEST_HEAD], raw[LONGEST_HEAD:]
    return raw[: min(found.end(), LONGEST_HEAD)], raw[found.end() :]


def _inside(part: Part, depth: int) -> Iterator[Part]:
    kind = part.get_content_type()
    if kind in MESSAGES:
        yield parse(_unwrapped(part), depth=depth)
    elif kind in STATUSES:
        for group in _BLANK_LINE.split(part.body)[:MOST_PARTS]:
            if group.strip():
                yield parse(group.lstrip(b"\r\n") + b"\n\n", depth=depth)
    elif kind.startswith("multipart/"):
        default = "message/rfc822" if kind == "multipart/digest" else "text/plain"
        pieces = _pieces(part)[::-1]
        if pieces and depth > 1:
            part.body = b""
        while pieces:
            yield parse(pieces.pop(), default, depth)


def _unwrapped(part: Part) -> bytes:
    """An attached message that was encoded, against RFC 2046 section 5.2.1, is decoded first."""
    encoding = str(part.get("Content-Transfer-Encoding", "")).strip().lower()
    if encoding not in ("base64", "quoted-printable"):
        return part.body
    wrapped = Message()
    wrapped["Content-Transfer-Encoding"] = encoding
    wrapped.set_payload(part.body.decode("ascii", "surrogateescape"))
    with suppress(ValueError, Base64Error):
        content = wrapped.get_payload(decode=True)
        return content if isinstance(content, bytes) else part.body
    return part.body


def _pieces(part: Part) -> list[bytes]:
    """RFC 2046 section 5.1.1: what stands between the boundary's lines; when that boundary is nowhere, between those
    of the one that is."""
    stated = ""
    with suppress(LookupError, ValueError, TypeError, AttributeError):
        stated = str(part.get_boundary() or "")
    pieces = _between(part.body, escaped_bytes(stated)) if stated else []
    if pieces:
        return pieces
    found = _SOME_BOUNDARY.search(part.body)
    return _between(part.body, found[1]) if found else []


def _between(body: bytes, boundary: bytes) -> list[bytes]:
    line = re.compile(rb"--" + re.escape(boundary) + rb"(--)?[ \t]*(?:\r?\n|\r|\Z)")
    pieces: list[bytes] = []
    begun = -1
    for found in line.finditer(body):
        if found.start() and body[found.start() - 1] != NEWLINE:
            continue
        if begun >= 0:
            pieces.append(_without_line_end(body[begun : found.start()]))
        begun = -1 if found[1] else found.end()
        if found[1] or len(pieces) >= MOST_PARTS:
            break
    if 0 <= begun < len(body) and len(pieces) < MOST_PARTS:
        pieces.append(body[begun:])
    return pieces


def _without_line_end(piece: bytes) -> bytes:
    """The line end before a boundary belongs to it."""
    return piece[:-2] if piece.endswith(b"\r\n") else piece.removesuffix(b"\n")
