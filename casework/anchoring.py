"""Setting the day from which a relative deadline counts: the office learns it later than the plan was signed."""

from datetime import date

from sqlmodel import Session

from casework.docket import Docket
from language.dates import short_date
from language.wording import Wording, wording
from models.anchor import due_after
from models.event import record
from models.task import Milestone, Task, milestones_of, open_anew


def anchor_milestone(
    session: Session, docket: Docket, task: Task, on: date, authority: str, by: str, number: int | None = None
) -> Milestone | Wording:
    """Set the day that a relative milestone of the task counts from, and with it its deadline; or why not.

    `number` is the milestone's place in the time expression, from 1; needed when several wait.
    """
    relative = [one for one in milestones_of(session, task.id or 0) if one.kind == "relative" and one.amount]
    chosen = [one for one in relative if number is None or one.position == number - 1]
    waiting = chosen if number is not None else [one for one in chosen if one.due is None] or chosen
    if len(waiting) != 1:
        texts = "; ".join(f"{one.position + 1}: {one.text}" for one in relative) or "–"
        return wording("Nêu một mốc tương đối của nhiệm vụ {code}; có: {texts}.", code=task.code, texts=texts)
    [milestone] = waiting
    if milestone.anchored_on is not None:
        return wording("Mốc này đã tính từ ngày {day}.", day=short_date(milestone.anchored_on))
    milestone.anchored_on = on
    milestone.due = due_after(on, milestone.amount or 0, milestone.unit or "day", docket.policy.working_days)
    session.add(milestone)
    open_anew(session)
    facts = {"from_on": on, "due": milestone.due, "authority": authority}
    record(session, docket.now, by, "anchored", f"milestone:{milestone.id}", **facts)
    return milestone
