"""Where those who coordinate a task contradict those who lead it: one says done or at rest, the other says not."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from models.task import LEAD


class Clash(StrEnum):
    """What does not go together: the lead is done and a part is not, or work goes on that its lead has at rest."""

    DONE_BUT_NOT_ALL = "done_but_not_all"
    NOT_BEGUN_BUT_WORKED_ON = "not_begun_but_worked_on"
    SUSPENDED_BUT_WORKED_ON = "suspended_but_worked_on"


CLASHES: dict[tuple[str, str], Clash] = {
    ("completed", "not_started"): Clash.DONE_BUT_NOT_ALL,
    ("completed", "in_progress"): Clash.DONE_BUT_NOT_ALL,
    ("completed", "suspended"): Clash.DONE_BUT_NOT_ALL,
    ("not_started", "in_progress"): Clash.NOT_BEGUN_BUT_WORKED_ON,
    ("not_started", "completed"): Clash.NOT_BEGUN_BUT_WORKED_ON,
    ("suspended", "in_progress"): Clash.SUSPENDED_BUT_WORKED_ON,
    ("suspended", "completed"): Clash.SUSPENDED_BUT_WORKED_ON,
}


@dataclass(frozen=True, slots=True)
class Said:
    """The status that one agency gives one task, and the response that says it."""

    obligation_id: int
    agency_id: str
    role: str
    status: str
    response_id: int = 0


@dataclass(frozen=True, slots=True)
class Contradiction:
    """A coordinating agency against a lead; of several leads it is the first, for all of them are contradicted."""

    clash: Clash
    lead: Said
    other: Said


def contradictions(said: Iterable[Said]) -> tuple[Contradiction, ...]:
    """The contradictions on one task, in the order in which the coordinating agencies stand in `said`.

    Only what contradicts every lead that answered counts: of two leads one may be done and the other not, and who
    coordinates agrees with one of them. "Nothing in this period" contradicts nobody.
    """
    every = list(said)
    leads = [one for one in every if one.role == LEAD]
    statuses = {one.status for one in leads}
    others = (one for one in every if one.role != LEAD and _against_all(statuses, one.status))
    return tuple(Contradiction(CLASHES[leads[0].status, one.status], leads[0], one) for one in others)


def _against_all(leads: set[str], status: str) -> bool:
    return bool(leads) and all((lead, status) in CLASHES for lead in leads)
