"""Header fields out: RFC 2047 words, addresses and folding, written so that every decoder reads the same."""

import base64
import re
from collections.abc import Iterator, Sequence

LINE = 76  # RFC 2047 section 2: a line that holds encoded words has at most 76 characters
WORD = 75  # and a word at most 75
LONGEST = 998  # RFC 5322 section 2.1.1
_FRAME = len("=?utf-8?B??=")
_PLAIN = re.compile(r"[!-~]+(?: [!-~]+)*")
_CONTROL = re.compile(r"[\x00-\x1f\x7f\x80-\x9f\u2028\u2029\ud800-\udfff]")
_ADDRESS = re.compile(r"[A-Za-z0-9!#$%&'*+/=?^_`{|}~.-]+@[A-Za-z0-9.-]+")
_NAME = re.compile(r"[!-9;-~]+")


class UnfitMail(ValueError):
    """A letter of ours that must not be written: a control character in a header, an address that is none."""


def clean(value: str) -> str:
    """`value` itself; raises UnfitMail when it could break out of its header field."""
    if _CONTROL.search(value):
        raise UnfitMail(f"control character in a header: {value!r}")
    return value


def address(value: str) -> str:
    """`value` itself; raises UnfitMail unless it is an ASCII addr-spec in its plain form (RFC 5321 section 4.1.2)."""
    if not _ADDRESS.fullmatch(value):
        raise UnfitMail(f"not an address: {value!r}")
    return value


def field(name: str, value: str) -> str:
    """One unstructured header field with its line end: plain when short ASCII, else encoded words."""
    if not _NAME.fullmatch(name):
        raise UnfitMail(f"not a header name: {name!r}")
    room = LINE - len(name) - 2
    return f"{name}: {text(value, room)}\r\n"


def machine_field(name: str, value: str) -> str:
    """A field for machines (List-Unsubscribe and the like): ASCII stays as it is, folded at its spaces."""
    if not _PLAIN.fullmatch(value):
        return field(name, value)
    lines = [f"{name}:"]
    for part in value.split(" "):
        if len(lines[-1]) + 1 + len(part) <= LINE or lines == [f"{name}:"]:
            lines[-1] += f" {part}"
        else:
            lines.append(f" {part}")
    if not _NAME.fullmatch(name) or max(map(len, lines)) > LONGEST:
        raise UnfitMail(f"not a header field: {name!r}")
    return "\r\n".join(lines) + "\r\n"


def text(value: str, room: int) -> str:
    """Unstructured text for a line with `room` columns left."""
    clean(value)
    plain = len(value) <= room and "=?" not in value and (not value or _PLAIN.fullmatch(value))
    return value if plain else "\r\n ".join(words(value, room))


def words(value: str, room: int) -> Iterator[str]:
    """RFC 2047 B-words for `value`, the first for a line with `room` columns; no character is cut in two."""
    data, start = value.encode(), 0
    while start < len(data):
        size = (min(room, WORD) - _FRAME) // 4 * 3
        end = _character_start(data, min(start + max(size, 4), len(data)))
        yield f"=?utf-8?B?{base64.b64encode(data[start:end]).decode()}?="
        start, room = end, LINE - 1


def _character_start(data: bytes, end: int) -> int:
    while end < len(data) and data[end] & 0xC0 == 0x80:
        end -= 1
    return end


def mailbox(name: str, addr_spec: str, room: int) -> str:
    """`name <address>` as RFC 5322 section 3.4 writes it, folded to fit, and a comma, in `room` columns."""
    address(addr_spec)
    clean(name)
    if not name:
        return addr_spec
    phrase = _phrase(name, room)
    last = len(phrase) - (phrase.rfind("\n") + 1)
    fits = last + len(addr_spec) + 3 <= (LINE - 1 if "\n" in phrase else room - 1)
    return f"{phrase}{' ' if fits else chr(13) + chr(10) + ' '}<{addr_spec}>"


def _phrase(name: str, room: int) -> str:
    if not name.isascii() or "=?" in name or len(name) + 2 > room or not name.strip():
        return "\r\n ".join(words(name, room))
    return '"' + re.sub(r'(["\\])', r"\\\1", name) + '"'


def mailboxes(name: str, people: Sequence[tuple[str, str]]) -> str:
    """An address field, one mailbox a line; nothing when there is nobody."""
    if not people:
        return ""
    first = mailbox(*people[0], LINE - len(name) - 2)
    rest = [mailbox(*person, LINE - 1) for person in people[1:]]
    return f"{name}: " + ",\r\n ".join([first, *rest]) + "\r\n"


def message_ids(name: str, ids: Sequence[str]) -> str:
    """A field of message ids, one a line, in angle brackets; nothing when there are none."""
    if not ids:
        return ""
    return f"{name}: " + "\r\n ".join(bracketed(one) for one in ids) + "\r\n"


def bracketed(message_id: str) -> str:
    """A message id with its angle brackets; raises UnfitMail for white space, controls and non-ASCII."""
    bare = message_id.strip().removeprefix("<").removesuffix(">")
    if not re.fullmatch(r"[!-;=?-~]+", bare):
        raise UnfitMail(f"not a message id: {message_id!r}")
    return f"<{bare}>"
