"""Ad hoc requests (công văn đột xuất): what the office asks for outside the periods, on whose instruction."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from sqlmodel import Session, col, func, select

from casework.docket import Docket
from casework.envelopes import Telling, letters_for
from casework.sender import Sender
from language.dates import short_date
from language.wording import Wording, wording
from models.directory import Directory
from models.event import record
from models.expectation import members
from models.instruction import Instruction
from models.letter import NO_CONTACT, Letter, store_notices
from models.obligation import open_obligations
from models.occasion import AD_HOC, Occasion, store_occasion
from models.period import period_of
from models.plan import hold_plan
from models.standing import standings
from models.task import LEAD, Assignment, Milestone, Task, assignments_of, task_coded, tasks_of
from models.told import alike_to

CODE = "ĐX."
SECTION = "Yêu cầu báo cáo đột xuất"
ONE_DAY = timedelta(days=1)


@dataclass(frozen=True)
class Wish:
    """What the office asks for: of whom (ids of agencies and collectives), by when, on whose instruction.

    `task` is the code of a task of the plan that it belongs to; without one it becomes a task of its own.
    """

    what: str
    to: tuple[str, ...]
    due_on: date
    instruction: Instruction
    task: str | None = None


@dataclass(frozen=True)
class AdHoc:
    """What an ad hoc request became; `untold` are agencies that no letter can ask today."""

    task_code: str
    occasion: Occasion
    obligations: int
    letters: tuple[Letter, ...]
    untold: tuple[str, ...]


def ask_ad_hoc(session: Session, docket: Docket, sender: Sender, wish: Wish, by: str) -> AdHoc | Wording:
    """Open what is wished for and queue its asking today, or say why not.

    On a day off the ladder asks, on its own day. A due date on a day off rolls as the policy says.
    """
    hold_plan(session, docket.plan_id)
    due_on = docket.policy.rolled(wish.due_on)
    why = _fault(session, docket, wish, due_on)
    if why is not None:
        return why
    task = task_coded(session, docket.plan_id, wish.task) if wish.task else None
    owed = _owed_on(session, docket, task, wish) if task else ()
    if isinstance(owed, Wording):
        return owed
    occasion = _occasion(session, docket, wish, due_on)
    if occasion is None:
        return wording("Đã hỏi nội dung này theo văn bản số {number} rồi.", number=wish.instruction.text)
    if task is None:
        task = _new_task(session, docket, wish, due_on)
        owed = tuple(owed_ad_hoc(docket.directory, assignments_of(session, task.id or 0, docket.day), docket.day))
    opened = _open(session, docket, occasion, owed)
    facts = {"task": task.code, "instruction": wish.instruction.text, "to": list(wish.to), "due_on": due_on}
    record(session, docket.now, by, "requested", f"occasion:{occasion.id}", obligations=opened, **facts)
    letters, untold = _ask_today(session, docket, sender, occasion)
    return AdHoc(task.code, occasion, opened, letters, untold)


def owed_ad_hoc(directory: Directory, assignments: Sequence[Assignment], day: date) -> Iterator[tuple[int, str]]:
    """(assignment id, agency id) of all that an ad hoc task's assignments ask on `day`, each agency once."""
    asked: set[str] = set()
    for assignment in sorted(assignments, key=lambda one: one.agency_id is None):
        for agency_id in members(directory, assignment, day):
            if agency_id not in asked:
                asked.add(agency_id)
                yield assignment.id or 0, agency_id


def _fault(session: Session, docket: Docket, wish: Wish, due_on: date) -> Wording | None:
    if docket.plan.closed_on is not None:
        return wording("Kế hoạch đã kết thúc ngày {day}.", day=short_date(docket.plan.closed_on))
    if not wish.what.strip():
        return wording("Chưa nêu nội dung yêu cầu.")
    if not wish.to:
        return wording("Chưa chọn cơ quan nào.")
    if due_on < docket.day:
        return wording("Ngày {day} đã qua.", day=short_date(due_on))
    if wish.task and task_coded(session, docket.plan_id, wish.task) is None:
        return wording("Kế hoạch không có nhiệm vụ mã “{code}”.", code=wish.task)
    return next((why for one in wish.to if (why := _unfit(docket, one)) is not None), None)


def _unfit(docket: Docket, addressee: str) -> Wording | None:
    """Why an agency or a collective cannot be asked today."""
    if addressee in docket.directory.collectives:
        if docket.directory.expand(addressee, docket.day):
            return None
        return wording("“{name}” không nêu rõ những cơ quan nào; hãy nêu từng cơ quan.", name=addressee)
    if addressee not in docket.directory.agencies:
        return wording("Danh bạ không có cơ quan hay nhóm cơ quan mã “{agency}”.", agency=addressee)
    answering = docket.answering(addressee)
    if answering == (addressee,):
        return None
    names = ", ".join(answering) or "–"
    return wording("Cơ quan “{agency}” không còn; cơ quan kế thừa: {names}.", agency=addressee, names=names)


def _agencies(docket: Docket, wish: Wish) -> Iterator[str]:
    for one in wish.to:
        yield from docket.directory.expand(one, docket.day) if one in docket.directory.collectives else (one,)


def _owed_on(session: Session, docket: Docket, task: Task, wish: Wish) -> tuple[tuple[int, str], ...] | Wording:
    """What the agencies owe by their assignment to a task of the plan; or who has none."""
    given = {agency_id: number for number, agency_id in _given(session, docket, task)}
    wanted = dict.fromkeys(_agencies(docket, wish))
    strangers = [agency_id for agency_id in wanted if agency_id not in given]
    if strangers:
        return wording(
            "Nhiệm vụ {code} không giao cho: {agencies}. Bỏ --task để lập yêu cầu riêng.",
            code=task.code,
            agencies=", ".join(strangers),
        )
    return tuple((given[agency_id], agency_id) for agency_id in wanted)


def _given(session: Session, docket: Docket, task: Task) -> Iterator[tuple[int, str]]:
    """(assignment id, agency id) for every agency of a task, the weightiest role last; successors stand for theirs."""
    found = assignments_of(session, task.id or 0, docket.day)
    for assignment in sorted(found, key=lambda one: one.role == LEAD):
        for agency_id in members(docket.directory, assignment, docket.day):
            answering = docket.answering(agency_id, task.id)
            yield assignment.id or 0, answering[0] if len(answering) == 1 else agency_id


def _occasion(session: Session, docket: Docket, wish: Wish, due_on: date) -> Occasion | None:
    """A new occasion of this instruction; None when the same was asked for by the same day before."""
    ours = col(Occasion.slug).startswith(wish.instruction.slug, autoescape=True)
    query = select(Occasion).where(Occasion.plan_id == docket.plan_id, Occasion.kind == AD_HOC, ours)
    known = [one for one in session.exec(query) if one.slug.partition("#")[0] == wish.instruction.slug]
    name = f"{wish.what.strip()} (văn bản số {wish.instruction.text})"
    if any((one.name, one.due_on) == (name, due_on) for one in known):
        return None
    period = period_of(due_on, docket.policy.period)
    return store_occasion(
        session,
        Occasion(
            plan_id=docket.plan_id,
            slug=wish.instruction.slug + (f"#{len(known) + 1}" if known else ""),
            kind=AD_HOC,
            name=name,
            period_key=period.key,
            begins=docket.day,
            ends=due_on + ONE_DAY,
            window_begins=docket.day,
            window_ends=due_on + ONE_DAY,
            opens_on=docket.day,
            due_on=due_on,
        ),
    )


def _new_task(session: Session, docket: Docket, wish: Wish, due_on: date) -> Task:
    known = tasks_of(session, docket.plan_id)
    number = sum(one.code.startswith(CODE) for one in known) + 1
    last = session.exec(select(func.max(Task.position)).where(Task.plan_id == docket.plan_id)).one()
    task = Task(
        plan_id=docket.plan_id,
        code=f"{CODE}{number}",
        position=(last or 0) + 1,
        section=SECTION,
        subsection="",
        title=wish.what.strip(),
        text=wish.what.strip(),
        time_text=wording("trước ngày {day}", day=short_date(due_on + ONE_DAY)).say(),
        product="",
        place=wording("văn bản số {number}", number=wish.instruction.text).say(),
        open_phrases=[],
    )
    session.add(task)
    session.flush()
    session.add(Milestone(task_id=task.id or 0, position=0, kind=AD_HOC, due=due_on, text=task.time_text))
    for position, addressee in enumerate(dict.fromkeys(wish.to)):
        session.add(_assignment(docket, task, position, addressee))
    session.flush()
    return task


def _assignment(docket: Docket, task: Task, position: int, addressee: str) -> Assignment:
    collective = addressee in docket.directory.collectives
    return Assignment(
        task_id=task.id or 0,
        position=position,
        role=LEAD,
        agency_id=None if collective else addressee,
        collective_id=addressee if collective else None,
        phrase=docket.name_of(addressee),
    )


def _open(session: Session, docket: Docket, occasion: Occasion, owed: Sequence[tuple[int, str]]) -> int:
    facts = {"occasion_id": occasion.id, "opened_at": docket.now}
    return open_obligations(session, [{"assignment_id": one, "agency_id": agency, **facts} for one, agency in owed])


def _ask_today(
    session: Session, docket: Docket, sender: Sender, occasion: Occasion
) -> tuple[tuple[Letter, ...], tuple[str, ...]]:
    """(the letters that ask, the agencies none can ask today); nothing is asked on a day off."""
    if not docket.policy.working_days.works(docket.day):
        return (), ()
    found = standings(session, docket.plan_id, docket.day, docket.mode, period_key=occasion.period_key)
    ours = [one for one in found if one.occasion_id == occasion.id]
    told = [
        Telling(alike_to(one, ()), docket.policy.ladder(one.role, AD_HOC)[0], answering[0])
        for one in ours
        if len(answering := docket.answering(one.agency_id, one.task_id)) == 1
    ]
    letters = letters_for(session, docket, sender, told)
    store_notices(session, [_notice(docket, one, letters.get(one.envelope)) for one in told])
    asked = {one.owed.ids[0] for one in told if one.envelope in letters}
    untold = tuple(one.agency_id for one in ours if one.obligation_id not in asked)
    return tuple({letter.id: letter for letter in letters.values()}.values()), untold


def _notice(docket: Docket, told: Telling, letter: Letter | None) -> dict[str, object]:
    return {
        "obligation_id": told.owed.ids[0],
        "purpose": told.step.purpose.value,
        "step": told.step.step,
        "due_revision": told.owed.due_revision,
        "mode": docket.mode,
        "step_on": docket.day,
        "reason": f"ad hoc request: due {told.owed.due_on}",
        "queued_at": docket.now,
        "letter_id": letter.id if letter else None,
        "dropped": None if letter else NO_CONTACT,
        "delayed": None if letter else NO_CONTACT,
        "late_days": 0,
    }
