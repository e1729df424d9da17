"""Which obligations a decision of the office is about: by task, by agency, by period, or all of them."""

from dataclasses import dataclass

from sqlmodel import Session

from casework.docket import Docket
from language.wording import Wording, wording
from models.period import period_keyed
from models.standing import Standing, standings
from models.task import task_coded


@dataclass(frozen=True)
class Choice:
    """What the office named; None is every one. `everything` must be said when it named neither task nor agency."""

    task: str | None = None
    agency: str | None = None
    period: str | None = None
    everything: bool = False


def choose(session: Session, docket: Docket, choice: Choice) -> list[Standing] | Wording:
    """The obligations chosen, as they stand, or why none is: an unknown name, or nothing of that description.

    An agency stands for what it was given and for what it answers for today.
    """
    why = _fault(session, docket, choice)
    if why is not None:
        return why
    task = task_coded(session, docket.plan_id, choice.task) if choice.task else None
    found = standings(
        session,
        docket.plan_id,
        docket.day,
        docket.mode,
        period_key=choice.period,
        task_id=task.id if task else None,
    )
    chosen = [one for one in found if choice.agency is None or _is_of(docket, one, choice.agency)]
    return chosen or wording("Không có nghĩa vụ báo cáo nào như đã chọn; xem 'dondoc deadline list'.")


def _fault(session: Session, docket: Docket, choice: Choice) -> Wording | None:
    if not (choice.task or choice.agency or choice.everything):
        return wording("Chưa chọn nhiệm vụ hay cơ quan nào.")
    if choice.task and task_coded(session, docket.plan_id, choice.task) is None:
        return wording("Kế hoạch không có nhiệm vụ mã “{code}”.", code=choice.task)
    if choice.agency and choice.agency not in docket.directory.agencies:
        return wording("Danh bạ không có cơ quan mã “{agency}”.", agency=choice.agency)
    return _period_fault(choice.period) if choice.period else None


def _period_fault(key: str) -> Wording | None:
    try:
        period_keyed(key)
    except ValueError:
        return wording("“{key}” không phải một kỳ báo cáo: viết 2023-Q1.", key=key)
    return None


def _is_of(docket: Docket, standing: Standing, agency_id: str) -> bool:
    return standing.agency_id == agency_id or docket.answering(standing.agency_id, standing.task_id) == (agency_id,)
