"""How simulated agencies behave: who answers when and in which way, drawn once from the rehearsal's seed."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from random import Random


class Behaviour(StrEnum):
    """The habits of an agency."""

    PROMPT = "prompt"
    IN_QUOTATION = "in_quotation"
    WEB_PAGE = "web_page"
    AFTER_REMINDER = "after_reminder"
    LATE = "late"
    PARTIAL = "partial"
    TWICE = "twice"
    OUT_OF_OFFICE = "out_of_office"
    MAILBOX_GONE = "mailbox_gone"
    WRONG_THREAD = "wrong_thread"
    VAGUE = "vague"
    STRANGER = "stranger"
    SILENT = "silent"


RARE = (
    Behaviour.MAILBOX_GONE,
    Behaviour.MAILBOX_GONE,
    Behaviour.OUT_OF_OFFICE,
    Behaviour.OUT_OF_OFFICE,
    Behaviour.WRONG_THREAD,
    Behaviour.VAGUE,
    Behaviour.STRANGER,
    Behaviour.TWICE,
    Behaviour.TWICE,
    Behaviour.PARTIAL,
    Behaviour.PARTIAL,
    Behaviour.PARTIAL,
    Behaviour.SILENT,
    Behaviour.SILENT,
    Behaviour.SILENT,
    Behaviour.LATE,
    Behaviour.LATE,
    Behaviour.LATE,
)
COMMON = {
    Behaviour.PROMPT: 34,
    Behaviour.IN_QUOTATION: 24,
    Behaviour.WEB_PAGE: 22,
    Behaviour.AFTER_REMINDER: 20,
}


@dataclass(frozen=True)
class Character:
    """An agency of the rehearsal: its mailbox and its habit."""

    agency_id: str
    name: str
    address: str
    behaviour: Behaviour


def cast(agencies: Sequence[tuple[str, str, str]], random: Random, always: dict[str, Behaviour]) -> list[Character]:
    """A habit for each (agency id, name, address): `always` as told, each rare one somewhere, the rest as they fall."""
    free = [agency for agency in agencies if agency[0] not in always]
    rare = dict(zip((agency[0] for agency in random.sample(free, min(len(RARE), len(free)))), RARE, strict=False))
    common = random.choices(list(COMMON), list(COMMON.values()), k=len(agencies))
    return [
        Character(agency_id, name, address, always.get(agency_id) or rare.get(agency_id) or habit)
        for (agency_id, name, address), habit in zip(agencies, common, strict=True)
    ]
