"""An agency that answers for a task's lead and also for one that coordinates it is asked once, as lead.

It comes about by mergers: two agencies that the plan names apart have become one.
"""

from collections.abc import Hashable, Sequence
from dataclasses import dataclass

from models.task import LEAD


@dataclass(frozen=True)
class Part:
    """One report owed: for what (task and occasion), in which role, and who answers for it."""

    place: Hashable
    role: str
    answering: tuple[str, ...]


def asked_as_lead(parts: Sequence[Part]) -> frozenset[int]:
    """The positions of the coordinating parts whose agency is asked as lead for the same thing.

    Where not exactly one agency answers, the office is asked first.
    """
    leads = {(part.place, part.answering) for part in parts if part.role == LEAD and len(part.answering) == 1}
    return frozenset(
        number for number, part in enumerate(parts) if part.role != LEAD and (part.place, part.answering) in leads
    )
