"""Bounces: which addresses a notice of non-delivery names, with what status, and whether for good."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from email.message import Message

from mail.bounce_notices import ADDRESS, STATUS, Notice
from mail.mime import Opened, children, text_of
from mail.parts import MESSAGES, STATUSES
from mail.received_headers import decoded_header, unfolded

_SUCCESSES = ("delivered", "relayed", "expanded")
_OTHER_REPORTS = ("message/disposition-notification", "message/feedback-report")
_FIELDS = re.compile(r"^ *(?:original-recipient|final-recipient|action)\s*:", re.IGNORECASE | re.MULTILINE)


_MENDED = ("4.", "5.2.2", "5.2.3", "5.3", "5.4", "5.5", "5.6", "5.7")
_UNDEFINED = ("5.3.0", "5.5.0")


@dataclass(frozen=True)
class Bounced:
    """One address that a letter did not reach.

    `status` is RFC 3463's "5.1.1", empty when the notice has none. `permanent`: this letter will not arrive;
    `delayed`: the server still tries. `original` is the address it was sent to when a server forwarded it to `address`.
    """

    address: str
    status: str
    permanent: bool
    reason: str
    delayed: bool = False
    original: str = ""

    @property
    def mailbox_gone(self) -> bool:
        """Whether writing there again is no use. A full mailbox, a refused letter, a route that failed (RFC 3463
        section 3: 4.x.x, x.2.2, x.3 to x.7) may be mended; a status that says nothing, as 5.3.0 and 5.5.0 of servers
        that do not know the user, is taken for the worst."""
        return self.permanent and (self.status in _UNDEFINED or not self.status.startswith(_MENDED))


def bounced_addresses(opened: Opened) -> tuple[Bounced, ...] | None:
    """The addresses a bounce names (possibly none); None when the message is no bounce."""
    kinds = {part.get_content_type() for part in _own_parts(opened.message)}
    if kinds.intersection(_OTHER_REPORTS):
        return None
    groups = [fields for part in _own_parts(opened.message) if _is_status(part) for fields in _groups(_text(part))]
    if not groups and _FIELDS.search(opened.text):
        groups = list(_groups(opened.text))
    stated = [one for one in map(_of_group, groups) if one is not None]
    notice = Notice(opened)
    if stated:
        return tuple(one for one in stated if one.address) or _guessed(notice)
    if any(_action(fields) in _SUCCESSES for fields in groups) or not notice.is_one(has_report=bool(groups)):
        return None
    return _guessed(notice)


def _own_parts(message: Message) -> Iterator[Message]:
    """The parts of the notice itself: not those of the letter that it returns, which may be a notice too."""
    yield message
    if message.get_content_type() not in MESSAGES:
        for part in children(message):
            yield from _own_parts(part)


def _is_status(part: Message) -> bool:
    return part.get_content_type() in STATUSES


def _text(part: Message) -> str:
    """A report's text; the library reads its groups as messages."""
    if not part.is_multipart():
        return text_of(part)
    groups = (
        "\n".join(f"{name}: {unfolded(str(value))}" for name, value in group.raw_items()) for group in children(part)
    )
    return "\n\n".join(groups)


def _groups(text: str) -> Iterator[dict[str, str]]:
    """RFC 3464 section 2.1: a group of fields for the message, then one for each recipient."""
    for block in re.split(r"\n\s*\n", text):
        fields = [line.partition(":") for line in re.sub(r"\n[ \t]+", " ", block).splitlines() if ":" in line]
        yield {name.strip().lower(): decoded_header(value.strip()) for name, _, value in fields}


def _action(fields: dict[str, str]) -> str:
    return fields.get("action", "").lower().split(" ")[0]


def _of_group(fields: dict[str, str]) -> Bounced | None:
    """RFC 3464 section 2.3: what befell one recipient; None for a success and for the message's own group."""
    names = ("final-recipient", "original-recipient", "x-actual-recipient")
    if not any(fields.get(name) for name in names) or _action(fields) in _SUCCESSES:
        return None
    found = [match.group().lower() for name in names if (match := re.search(ADDRESS, fields.get(name, "")))]
    found.sort(key=lambda address: "." not in address.partition("@")[2])  # a name inside a server says nothing outside
    original = re.search(ADDRESS, fields.get("original-recipient", ""))
    reason = fields.get("diagnostic-code", "").partition(";")[2].strip() or fields.get("diagnostic-code", "")
    said = STATUS.search(fields.get("status", "")) or STATUS.search(reason)
    status = said[1] if said else ""
    delayed = _action(fields) == "delayed" or (not _action(fields) and status.startswith("4"))
    return Bounced(
        address=found[0] if found else "",
        status=status,
        permanent=not delayed,
        reason=reason,
        delayed=delayed,
        original=original.group().lower() if original else "",
    )


def _guessed(notice: Notice) -> tuple[Bounced, ...]:
    status, delayed, reason = notice.verdict()
    return tuple(Bounced(one, status, not delayed, reason, delayed) for one in sorted(notice.addresses()))
