"""Proving that nothing is lost: every obligation in exactly one state, and every letter, answer and message placed."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from sqlmodel import Session

from casework.docket import Docket
from casework.hole import Hole
from casework.proving_ad_hoc import ad_hoc_holes
from casework.proving_letters import letter_holes
from casework.proving_owed import owed_holes, stored_by_part
from casework.proving_received import message_holes, response_holes
from casework.proving_record import digest_holes, record_holes
from casework.proving_states import Counted, count_and_look
from language.wording import wording
from models.standing import State


@dataclass(frozen=True)
class Proof:
    """What was counted and what was not accounted for; it holds when there is no hole."""

    obligations: int
    states: Counter[State]
    holes: tuple[Hole, ...]

    @property
    def holds(self) -> bool:
        """Whether everything is accounted for."""
        return not self.holes

    @property
    def accounted(self) -> int:
        """How many obligations are in a named state."""
        return sum(self.states.values())


def prove(session: Session, docket: Docket) -> Proof:
    """The proof of one plan, and of all that no plan has to itself."""
    return prove_plans(session, [docket])[docket.plan.slug]


def prove_plans(session: Session, dockets: Iterable[Docket]) -> dict[str, Proof]:
    """Hold the rows of each plan against what is owed by plan, directory, policy and calendar, both ways; by slug.

    What no plan has to itself (letters, answers, received messages, the record) is gone through once, and a hole in it
    is a hole in every proof.
    """
    shared = (
        *letter_holes(session),
        *response_holes(session),
        *message_holes(session),
        *record_holes(session),
        *digest_holes(session),
    )
    return {one.plan.slug: _prove(session, one, shared) for one in dockets}


def _prove(session: Session, docket: Docket, shared: tuple[Hole, ...]) -> Proof:
    stored = stored_by_part(session, docket)
    counted = count_and_look(session, docket)
    holes = (
        *owed_holes(session, docket, stored),
        *ad_hoc_holes(session, docket),
        *counted.holes,
        *_uncounted(stored.count, counted),
        *shared,
    )
    return Proof(stored.count, counted.states, holes)


def _uncounted(stored: int, counted: Counted) -> Iterable[Hole]:
    """The states add up to the obligations, and none is counted twice."""
    found = sum(counted.states.values())
    if found != stored or counted.twice:
        why = wording(
            "{stored} nghĩa vụ, {found} có trạng thái, {twice} tính hai lần",
            stored=stored,
            found=found,
            twice=counted.twice,
        )
        yield Hole("obligation", why)
