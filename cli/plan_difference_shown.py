"""What an amended plan changes, as an officer reads it: each task that came, went, or is other than it was."""

from cli.main import say
from cli.plan_tables import short_names
from cli.showing import add, print_tables, short, table, tell
from language.wording import Wording, wording
from models.directory import Directory
from models.plan_difference import PlanDifference, PlannedTask, TaskChange


def show_difference(difference: PlanDifference, directory: Directory) -> None:
    """Print the difference, each change on a line with what it was and what it is."""
    if not difference:
        tell(wording("Không có nhiệm vụ nào thay đổi so với bản trước."))
        return
    drawn = table(wording("Thay đổi so với bản trước"), *_HEADS, narrow=(0,))
    for task in difference.added:
        add(drawn, task.code, wording("thêm mới"), "", _whole(task, directory))
    for task in difference.removed:
        add(drawn, task.code, wording("bỏ"), _whole(task, directory), "")
    for change in difference.changed:
        for kind in change.kinds:
            add(drawn, change.after.code, _KINDS[kind], *_sides(kind, change, directory))
    print_tables(drawn)
    said = wording(
        "{added} nhiệm vụ thêm mới, {removed} bị bỏ, {changed} thay đổi.",
        added=len(difference.added),
        removed=len(difference.removed),
        changed=len(difference.changed),
    )
    tell(said)


_HEADS = wording("Mã"), wording("Thay đổi"), wording("Trước"), wording("Nay")
_KINDS: dict[str, Wording] = {
    "reassigned": wording("đổi cơ quan"),
    "redated": wording("đổi thời hạn"),
    "retitled": wording("đổi nội dung"),
    "renumbered": wording("đổi số thứ tự"),
}


def _sides(kind: str, change: TaskChange, directory: Directory) -> tuple[str, str]:
    before, after = change.before, change.after
    if kind == "reassigned":
        return _who(before, directory), _who(after, directory)
    if kind == "redated":
        return before.time_text or say(wording("không nêu thời hạn")), after.time_text or say(
            wording("không nêu thời hạn")
        )
    if kind == "retitled":
        return short(before.title), short(after.title)
    return before.code, after.code


def _whole(task: PlannedTask, directory: Directory) -> str:
    return "; ".join(part for part in (short(task.title), _who(task, directory), task.time_text) if part)


def _who(task: PlannedTask, directory: Directory) -> str:
    lead = ", ".join(short_names(task.leads, directory)) or "–"
    helped = [*short_names(task.coordinating, directory), *(f"({phrase})" for phrase in task.open_phrases)]
    return say(wording("chủ trì: {lead}", lead=lead)) + (
        "; " + say(wording("phối hợp: {helped}", helped=", ".join(helped))) if helped else ""
    )
