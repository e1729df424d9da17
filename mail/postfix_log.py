"""Reading Postfix's log: which letters the server took in, and what became of them."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

_LINE = re.compile(r"postfix[^\[\s]*\[\d+\]: ([0-9A-Za-z]{6,}): (.*)")
_SENDER = re.compile(r"from=<([^>]*)>")
_RECIPIENT = re.compile(r"(?:orig_)?to=<([^>]*)>")
_STATUS = re.compile(r"\bstatus=(\w+) \((.*)\)$")
_MESSAGE_ID = re.compile(r"(?:resent-)?message-id=(\S+)")


@dataclass
class Taken:
    """One letter that the server took in: its number there, and the last said of it (sent, deferred, bounced)."""

    queue_id: str
    message_id: str = ""
    sender: str = ""
    recipients: frozenset[str] = frozenset()
    status: str = ""
    said: str = ""


def read_postfix_log(lines: Iterable[str]) -> list[Taken]:
    """Every letter that the log names, in its order; what Postfix did not write is passed over."""
    found: dict[str, Taken] = {}
    for line in lines:
        if seen := _LINE.search(line.rstrip()):
            _add(found.setdefault(seen[1], Taken(seen[1])), seen[2])
    return [one for one in found.values() if one.message_id or one.sender]


def _add(letter: Taken, said: str) -> None:
    if name := _MESSAGE_ID.match(said):
        letter.message_id = name[1]
    if sender := _SENDER.match(said):
        letter.sender = sender[1].lower()
    if status := _STATUS.search(said):
        letter.recipients |= {address.lower() for address in _RECIPIENT.findall(said)}
        letter.status, letter.said = status[1], status[2]
