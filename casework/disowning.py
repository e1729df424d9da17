"""An agency's answer that a task is not its own: disputed, so that it reminds nobody, and put to the office."""

from collections.abc import Collection
from datetime import datetime

from sqlmodel import Session

from casework.docket import Docket
from casework.raising import let_go, put_question
from language.wording import Wording, wording
from models.obligation import obligation_with_task
from models.response import DISPUTED, Decision, Response, add_decision

NO_OWNER_NAMED = wording("không nêu cơ quan nào")


def note_disowned(session: Session, docket: Docket, response: Response) -> None:
    """Dispute the answer in its author's name and ask the office whose task it is."""
    reason, now = response.result, docket.now
    add_decision(
        session, Decision(response_id=response.id or 0, verdict=DISPUTED, reason=reason, by=response.by, at=now)
    )
    obligation, _, occasion, task = obligation_with_task(session, response.obligation_id)
    put_question(
        session,
        docket,
        _ground(response.obligation_id),
        task.code,
        wording(
            "{agency} trả lời ({occasion}): nhiệm vụ không thuộc trách nhiệm của mình; thuộc về: “{whom}”.",
            agency=docket.name_of(obligation.agency_id),
            occasion=occasion.name,
            whom=response.result or NO_OWNER_NAMED.say(),
        ),
        wording(
            "Nếu đúng: dondoc deadline waive {code} {agency}; nếu vẫn là việc của cơ quan: dondoc answer return {id}.",
            code=task.code,
            agency=obligation.agency_id,
            id=response.id,
        ),
        obligation.agency_id,
    )


def settle_disowned(session: Session, now: datetime, obligation_ids: Collection[int], because: Wording) -> None:
    """Let go of the questions whose those obligations are: the office, or the agency itself, has decided."""
    let_go(session, now, {_ground(one) for one in obligation_ids}, because)


def _ground(obligation_id: int) -> str:
    return f"not_ours:{obligation_id}"
