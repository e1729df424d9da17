"""Header fields as they come in: RFC 2047 words however they were written, raw 8-bit bytes, addresses, file names."""

import re
from base64 import b64decode
from binascii import Error as Base64Error
from contextlib import suppress
from email.message import Message
from email.utils import collapse_rfc2231_value, getaddresses
from quopri import decodestring

from mail.charset import clean, decoded, escaped_bytes

LONGEST = 20_000  # characters of one field
_WORD = re.compile(r"=\?([^?\s*]+)(?:\*[^?]*)?\?([bBqQ])\?([^?]*)\?=")
_WORDS = re.compile(r"(?:=\?[^?\s]+\?[bBqQ]\?[^?]*\?=)+")
_BETWEEN_WORDS = re.compile(r"(\?=)\s+(?==\?[^?\s]+\?[bBqQ]\?)")
_SPACED_WORD = re.compile(r"=\?([^?\s]+)\?([qQ])\?([^?]*[ \t][^?]*)\?=")
_RAW = re.compile("[\udc80-\udcff]")
_ADDRESS = re.compile(r"[^\s<>,;:\"()]+@[^\s<>,;:\"()]+")
_PLAIN_ADDRESS = re.compile(r"[\w+-]+(?:\.[\w+-]+)*@[\w-]+(?:\.[\w-]+)+", re.ASCII)
_PLAIN_PAIR = re.compile(rf"([^()<>@,:;.\"\[\]\\]*)<({_PLAIN_ADDRESS.pattern})>", re.ASCII)
_FOLD = re.compile(r"[ \t]*[\r\n]+[ \t]*")


def unfolded(value: str) -> str:
    """A header on one line, no longer than is sensible."""
    return _FOLD.sub(" ", value[:LONGEST]).strip()


def decoded_header(value: str) -> str:
    """An unstructured header as people read it: RFC 2047 words joined before decoding, raw bytes read as text."""
    text = _bytes_as_text(unfolded(value))
    if "=?" in text:
        joined = _BETWEEN_WORDS.sub(r"\1", _SPACED_WORD.sub(_without_spaces, text))
        text = _WORDS.sub(lambda found: _run(found.group()), joined)
    return clean(text).replace("\n", " ").strip()


def addresses_in(value: str) -> list[tuple[str, str]]:
    """The (name, address) pairs of an address field; names are decoded after the addresses are cut out."""
    return [(decoded_header(name), clean(_bytes_as_text(address))) for name, address in _pairs(unfolded(value))]


def filename_of(part: Message) -> str:
    """The name a file was sent under (RFC 2231, RFC 2047 words and raw bytes alike), without folders; may be empty."""
    for parameter, header in (("filename", "content-disposition"), ("name", "content-type")):
        if "name" not in str(part.get(header, "")).lower():
            continue
        found: object = None
        with suppress(LookupError, ValueError, TypeError):
            found = _readable(part, header).get_param(parameter, None, header)
        if isinstance(found, tuple):
            found = decoded(str(found[2]).encode("latin-1", "replace"), str(found[0] or "utf-8"))
        if found:
            name = decoded_header(collapse_rfc2231_value(str(found)))
            return re.split(r"[/\\]", name)[-1].strip(" \"'")
    return ""


def _without_spaces(found: re.Match[str]) -> str:
    """Spaces inside a Q-word are against RFC 2047 section 4.2, and written all the same."""
    return f"=?{found[1]}?{found[2]}?{re.sub(r'[ 	]', '_', found[3])}?="


def _run(words: str) -> str:
    """Neighbouring words of one charset are decoded together: senders cut characters in two."""
    groups: list[tuple[str, bytes]] = []
    for charset, way, content in _WORD.findall(words):
        data = _word(way.lower(), content)
        if groups and groups[-1][0] == charset.lower():
            data = groups.pop()[1] + data
        groups.append((charset.lower(), data))
    return "".join(decoded(data, charset) for charset, data in groups)


def _word(way: str, content: str) -> bytes:
    data = content.encode("utf-8", "replace")
    if way == "q":
        return decodestring(data.replace(b"_", b" "), header=False)
    with suppress(Base64Error, ValueError):
        return b64decode(data.rstrip(b"=") + b"=" * (-len(data.rstrip(b"=")) % 4))
    return data


def _bytes_as_text(value: str) -> str:
    """compat32 keeps raw bytes as surrogates."""
    if value.isascii() or not _RAW.search(value):
        return value
    return decoded(escaped_bytes(value))


def _readable(part: Message, header: str) -> Message:
    """A message with that one header as text: raw bytes in it would otherwise be lost to the library's reading."""
    readable = Message()
    for name, value in part.raw_items():
        if name.lower() == header:
            readable[header] = _bytes_as_text(unfolded(str(value)))
    return readable


def _pairs(value: str) -> list[tuple[str, str]]:
    """A name and an address without quotes or comments need no parser, which goes letter by letter through RFC 2047
    words. Commas inside a raw 8-bit name stand in quotes or not; an address is what has an "@"."""
    if _PLAIN_ADDRESS.fullmatch(value):
        return [("", value)]
    if one := _PLAIN_PAIR.fullmatch(value):
        return [(" ".join(one[1].split()), one[2])]
    try:
        return [(name, address) for name, address in getaddresses([value]) if "@" in address or name]
    except (ValueError, IndexError, TypeError):
        return [("", found) for found in _ADDRESS.findall(value)]
