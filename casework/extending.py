"""What the office decides about due dates: extending, waiving, pausing and reopening, with reason and authority.

Nothing is changed in place: each decision is one more due change of each obligation, and the baseline stays.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date

from sqlmodel import Session, col, select

from casework.disowning import settle_disowned
from casework.docket import Docket
from casework.due_changes import store_change
from casework.retracting import retract
from casework.sender import Sender
from casework.telling_changes import Told, tell_changes
from language.dates import short_date
from language.wording import Wording, wording
from models.obligation import MOVED, PAUSED, REOPENED, WAIVED, DueChange, latest_changes
from models.plan import hold_plan
from models.response import CONFIRMED, LOCKED, Decision, Response, is_latest
from models.standing import Standing, State

ENDED = frozenset({State.WAIVED, State.CLOSED})


@dataclass(frozen=True)
class Order:
    """Why the office decides so, on what authority, and who is recorded for it."""

    reason: str
    authority: str
    by: str


@dataclass(frozen=True)
class PassedOver:
    """An obligation that was chosen and left as it was, and why."""

    standing: Standing
    why: Wording


@dataclass(frozen=True)
class Changed:
    """What a decision did: the rows it added, whom it passed over, which letters tell of it, whom none could tell."""

    changes: tuple[DueChange, ...]
    passed_over: tuple[PassedOver, ...]
    told: Told
    withdrawn: int


@dataclass(frozen=True)
class Ruling:
    """What becomes of one obligation."""

    kind: str
    to_on: date
    from_on: date
    note: str = ""


Judge = Callable[[Standing], Ruling | Wording]


def extend(
    session: Session,
    docket: Docket,
    sender: Sender,
    chosen: Sequence[Standing],
    to: date,
    order: Order,
    *,
    late_ok: bool = False,
) -> Changed | Wording:
    """Move the due date of what was chosen to `to`, earlier or later; or why not.

    A day off is rolled as the policy says, and the row says so. What was answered and confirmed, waived or closed is
    passed over. A day that has passed needs `late_ok`.
    """
    to_on = docket.policy.rolled(to)
    if to_on < docket.day and not late_ok:
        return wording("Ngày {day} đã qua; nếu đúng ý, thêm --late-ok.", day=short_date(to_on))
    moving = [one for one in chosen if one.state not in {*ENDED, State.ANSWERED}] or list(chosen)
    if len({one.period_key for one in moving}) > 1:
        keys = ", ".join(sorted({one.period_key for one in moving}))
        return wording("Lựa chọn trải trên nhiều kỳ ({keys}); hãy chọn một kỳ bằng --period.", keys=keys)
    confirmed = _confirmed(session, chosen)
    note = _rolled_note(to, to_on)

    def judge(one: Standing) -> Ruling | Wording:
        if one.state in ENDED:
            return wording("đã được miễn hoặc khép lại; mở lại bằng 'dondoc deadline reopen'")
        if one.obligation_id in confirmed:
            return wording("đã trả lời và đã được xác nhận")
        if one.due_on == to_on:
            return wording("hạn đã là ngày {day}", day=short_date(to_on))
        return Ruling(MOVED, to_on, one.due_on, note)

    return _decide(session, docket, sender, moving, order, judge)


def waive(
    session: Session, docket: Docket, sender: Sender, chosen: Sequence[Standing], order: Order
) -> Changed | Wording:
    """Let the agencies off what was chosen; or why not. What was answered, or has ended, is passed over."""
    return _decide(session, docket, sender, chosen, order, lambda one: _open(one) or _as_it_is(one, WAIVED))


def pause(
    session: Session, docket: Docket, sender: Sender, chosen: Sequence[Standing], until: date, order: Order
) -> Changed | Wording:
    """Hold the ladder of what was chosen until the day `until`, on which it resumes; the due date stays. Or why not."""
    resumes_on = docket.policy.working_days.roll_forward(until)
    if resumes_on <= docket.day:
        return wording("Ngày tiếp tục phải sau hôm nay ({day}).", day=short_date(docket.day))
    note = _rolled_note(until, resumes_on)

    def judge(one: Standing) -> Ruling | Wording:
        return _open(one) or Ruling(PAUSED, resumes_on, one.due_on, note)

    return _decide(session, docket, sender, chosen, order, judge)


def reopen(
    session: Session,
    docket: Docket,
    sender: Sender,
    chosen: Sequence[Standing],
    order: Order,
    *,
    to: date | None = None,
    late_ok: bool = False,
) -> Changed | Wording:
    """Take back that what was chosen was waived, closed or paused, with its due date or a new one; or why not."""
    to_on = docket.policy.rolled(to) if to else None
    changes = latest_changes(session, docket.plan_id)
    note = _rolled_note(to, to_on) if to and to_on else ""

    def judge(one: Standing) -> Ruling | Wording:
        if one.state not in ENDED and not _is_paused(changes.get(one.obligation_id), docket.day):
            return wording("không bị miễn, khép lại hay tạm dừng nên không có gì để mở lại")
        due_on = to_on or one.due_on
        if due_on < docket.day and not late_ok:
            return wording("hạn {day} đã qua: nêu hạn mới bằng --to, hoặc thêm --late-ok", day=short_date(due_on))
        return Ruling(REOPENED, due_on, one.due_on, note)

    return _decide(session, docket, sender, chosen, order, judge)


def _open(one: Standing) -> Wording | None:
    if one.state in ENDED:
        return wording("đã được miễn hoặc khép lại từ trước")
    if one.state is State.ANSWERED:
        return wording("đã trả lời")
    return None


def _as_it_is(one: Standing, kind: str) -> Ruling:
    return Ruling(kind, one.due_on, one.due_on)


def _is_paused(change: DueChange | None, day: date) -> bool:
    return change is not None and change.kind == PAUSED and change.to_on > day


def _rolled_note(stated: date, rolled: date) -> str:
    if stated == rolled:
        return ""
    said = wording(
        "Ngày {stated} là ngày nghỉ nên chuyển sang {rolled}.", stated=short_date(stated), rolled=short_date(rolled)
    )
    return f" ({said.say()})"


def _confirmed(session: Session, chosen: Sequence[Standing]) -> set[int]:
    ids = [one.obligation_id for one in chosen if one.state is State.ANSWERED]
    query = (
        select(Response.obligation_id)
        .join(Decision, col(Decision.response_id) == Response.id)
        .where(col(Response.obligation_id).in_(ids), is_latest(), col(Decision.verdict).in_([CONFIRMED, LOCKED]))
    )
    return set(session.exec(query))


def _decide(
    session: Session, docket: Docket, sender: Sender, chosen: Sequence[Standing], order: Order, judge: Judge
) -> Changed | Wording:
    if docket.plan.closed_on is not None:
        return wording("Kế hoạch đã kết thúc ngày {day}.", day=short_date(docket.plan.closed_on))
    if not chosen:
        return wording("Chưa chọn nghĩa vụ báo cáo nào.")
    hold_plan(session, docket.plan_id)
    judged = [(one, judge(one)) for one in chosen]
    passed_over = tuple(PassedOver(one, ruling) for one, ruling in judged if isinstance(ruling, Wording))
    rulings = [(one, ruling) for one, ruling in judged if isinstance(ruling, Ruling)]
    if not rulings:
        return _nothing_done(passed_over)
    changes = tuple(_store(session, docket, one, ruling, order) for one, ruling in rulings)
    ids = [change.obligation_id for change in changes]
    if changes[0].kind == WAIVED:
        settle_disowned(session, docket.now, ids, wording("Văn phòng đã miễn báo cáo"))
    kept = changes[0].kind in {MOVED, REOPENED}
    withdrawn = retract(session, docket, ids, order.by, order.reason, keep_asking=kept)
    return Changed(changes, passed_over, tell_changes(session, docket, sender, changes), withdrawn)


def _nothing_done(passed_over: tuple[PassedOver, ...]) -> Wording:
    first = passed_over[0]
    return wording(
        "Không thay đổi gì ({count} nghĩa vụ đã chọn). {code}, {agency}: {why}.",
        count=len(passed_over),
        code=first.standing.task_code,
        agency=first.standing.agency_id,
        why=first.why.say(),
    )


def _store(session: Session, docket: Docket, one: Standing, ruling: Ruling, order: Order) -> DueChange:
    return store_change(
        session,
        docket,
        obligation_id=one.obligation_id,
        kind=ruling.kind,
        from_on=ruling.from_on,
        to_on=ruling.to_on,
        reason=order.reason + ruling.note,
        authority=order.authority,
        by=order.by,
    )
