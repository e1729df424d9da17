"""Proving the states: each obligation counted in one, and none that should be told today left out of sight."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from sqlmodel import Session

from casework.agenda import posts
from casework.asking import families
from casework.docket import Docket
from casework.hole import Hole
from language.wording import wording
from models.obligation import agencies_owing
from models.planner import Agenda, NoticeDue, Why, Withheld, plan_agency
from models.standing import State
from models.told import Alike, alike_to_look_at


@dataclass
class Counted:
    """The obligations by state, how many came up more than once, and what was overlooked."""

    states: Counter[State] = field(default_factory=Counter)
    ids: set[int] = field(default_factory=set)
    twice: int = 0
    holes: list[Hole] = field(default_factory=list)

    def count(self, owed: Sequence[Alike]) -> None:
        """Add what is alike to its state."""
        for one in owed:
            self.states[one.state] += len(one.ids)
            self.twice += len(self.ids.intersection(one.ids))
            self.ids.update(one.ids)


def count_and_look(session: Session, docket: Docket) -> Counted:
    """Every obligation of the plan by its state today, and the steps that are due while no walk looks there."""
    counted = Counted()
    for named in families(docket, agencies_owing(session, docket.plan_id)):
        for later in (False, True):
            owed = alike_to_look_at(session, docket.plan_id, docket.day, docket.mode, named, later=later)
            counted.count(owed)
            if later and docket.plan.closed_on is None:
                counted.holes += _overlooked(session, docket, owed)
    return counted


def _overlooked(session: Session, docket: Docket, owed: Sequence[Alike]) -> Iterator[Hole]:
    """What the planner would tell today, or finds too late, of obligations that no walk looks at today."""
    for post in posts(session, docket, owed).posts:
        for step in _due_at_all(plan_agency(docket.policy, docket.day, post.whom, post.duties)):
            place = f"obligation:{post.owed[step.number].ids[0]}"
            yield Hole(place, wording("bước “{step}” đã đến ngày mà không được xem đến", step=step.purpose.value))


def _due_at_all(agenda: Agenda) -> Iterator[NoticeDue | Withheld]:
    for letter in agenda.letters:
        yield from letter.notices
    yield from (one for one in agenda.withheld if one.why is Why.TOO_LATE)
