"""What `dondoc deadline` shows: a decision before and after it is made, and every one made so far."""

from collections.abc import Sequence
from typing import Any

from rich.table import Table
from sqlmodel import Session

from casework.docket import Docket
from casework.extending import Changed
from cli.main import say
from cli.showing import add, joined, minute, picked, print_tables, table, tell
from language.wording import Wording, wording
from models.obligation import CLOSED, MOVED, PAUSED, REOPENED, WAIVED, DueChange, obligation_with_task

FEW = 6
KINDS: dict[str, Wording] = {
    MOVED: wording("dời hạn"),
    WAIVED: wording("miễn báo cáo"),
    CLOSED: wording("khép lại"),
    PAUSED: wording("tạm dừng"),
    REOPENED: wording("mở lại"),
}


def print_tried(session: Session, docket: Docket, tried: Changed) -> None:
    """What would become of the obligations, those alike in one line, and which are left as they are."""
    heads = wording("Nhiệm vụ"), wording("Kỳ"), wording("Việc"), wording("Từ"), wording("Sang"), wording("Hạn ban đầu")
    drawn = table(wording("Sẽ thay đổi"), *heads, wording("Cơ quan"), narrow=(0, 1, 3, 4, 5))
    alike: dict[tuple[object, ...], list[str]] = {}
    for change in tried.changes:
        obligation, _, occasion, task = obligation_with_task(session, change.obligation_id)
        to_on = change.to_on if change.to_on != change.from_on else None
        cells: tuple[object, ...] = (
            task.code,
            occasion.period_key,
            KINDS[change.kind],
            change.from_on,
            to_on,
            occasion.due_on,
        )
        alike.setdefault(cells, []).append(docket.directory.agencies[obligation.agency_id].short)
    for cells, names in alike.items():
        add(drawn, *cells, _named(names))
    print_tables(drawn, _passed_over(docket, tried))
    if tried.changes[0].reason and tried.changes[0].kind in (MOVED, PAUSED, REOPENED):
        tell(wording("Lý do ghi vào nhật ký và thư: {reason}", reason=tried.changes[0].reason))


def _named(names: Sequence[str]) -> str:
    """The names, or how many and the first of them."""
    if len(names) <= FEW:
        return joined(names)
    first = joined(names[:FEW])
    return say(wording("{count} cơ quan: {names}, …", count=len(names), names=first))


def _passed_over(docket: Docket, tried: Changed) -> Table:
    drawn = table(wording("Giữ nguyên"), wording("Nhiệm vụ"), wording("Cơ quan"), wording("Vì sao"), narrow=(0,))
    alike: dict[tuple[str, Wording], list[str]] = {}
    for one in tried.passed_over:
        short = docket.directory.agencies[one.standing.agency_id].short
        alike.setdefault((one.standing.task_code, one.why), []).append(short)
    for (code, why), names in alike.items():
        add(drawn, code, _named(names), why)
    return drawn


def print_done(docket: Docket, done: Changed) -> None:
    """How many were changed, who is told, who cannot be."""
    said = wording(
        "Đã thay đổi {changed} nghĩa vụ; {letters} thư báo cho cơ quan; rút {withdrawn} thư đang chờ.",
        changed=len(done.changes),
        letters=len(done.told.letters),
        withdrawn=done.withdrawn,
    )
    tell(said)
    if done.told.untold:
        names = joined(docket.directory.agencies[one].short for one in done.told.untold)
        tell(wording("Chưa báo được cho: {names} (không có địa chỉ thư, hoặc chưa rõ cơ quan kế thừa).", names=names))


def print_changes(session: Session, docket: Docket, changes: Sequence[DueChange]) -> None:
    """One line a change."""
    heads = wording("Lúc"), wording("Nhiệm vụ"), wording("Cơ quan"), wording("Việc"), wording("Từ"), wording("Sang")
    rest = wording("Hạn ban đầu"), wording("Lý do"), wording("Căn cứ"), wording("Ai")
    drawn = table(wording("Các quyết định về hạn báo cáo"), *heads, *rest, narrow=(1, 4, 5, 6))
    for change in changes:
        obligation, _, occasion, task = obligation_with_task(session, change.obligation_id)
        short = docket.directory.agencies[obligation.agency_id].short
        days = change.from_on, change.to_on, occasion.due_on
        add(drawn, minute(change.at), task.code, short, KINDS[change.kind], *days, *_why(change))
    print_tables(drawn)
    if not changes:
        tell(wording("Chưa có quyết định nào về hạn báo cáo."))


def _why(change: DueChange) -> tuple[str, str, str]:
    return change.reason, change.authority, change.by


def changes_as_json(session: Session, changes: Sequence[DueChange]) -> list[dict[str, Any]]:
    """The changes with stable keys."""
    return [_as_json(session, change) for change in changes]


def _as_json(session: Session, change: DueChange) -> dict[str, Any]:
    obligation, _, occasion, task = obligation_with_task(session, change.obligation_id)
    about = {"task": task.code, "agency": obligation.agency_id, "period": occasion.period_key}
    names = "obligation_id", "revision", "kind", "from_on", "to_on", "due_on", "reason", "authority", "by", "at"
    return about | {"baseline_due_on": occasion.due_on} | picked(change, *names)
