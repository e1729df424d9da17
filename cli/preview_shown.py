"""What `dondoc preview` shows: a change's difference, each day's letters with why, and what stays unwritten."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from itertools import groupby
from textwrap import wrap

import typer
from rich.console import Console
from rich.table import Table

from cli.main import say
from cli.showing import add, joined, print_tables, table
from language.dates import short_date
from language.wording import Wording, wording
from models.contact import HEAD
from models.days_off import weekday_name
from models.difference import Difference, Moved
from models.directory import Directory
from models.foresight import WHO_ANSWERS, Foreseen, ForeseenNotice, Foresight, OwedDuty, Unwritten
from models.plan import Plan
from models.planner import Why
from models.policy import Purpose
from models.task import LEAD
from models.words import PURPOSES
from settings import settings

QUIET = frozenset({Why.OVERTAKEN, Why.SAME_DAY})
POSTPONED = frozenset({Why.AWAY, Why.CAP})
AUDIENCES: dict[str, Wording] = {
    HEAD: wording("lãnh đạo "),
    "committee": wording("Ban Chỉ đạo, nêu tên "),
}
WITHHELD: dict[str, Wording] = {
    Why.TOO_LATE: wording("đã quá muộn để gửi"),
    Why.NOT_REACHED: wording("thư trước không đến nơi"),
    Why.NO_CONTACT: wording("không có địa chỉ thư"),
    Why.NOT_ASKED: wording("chưa từng được hỏi"),
    Why.AWAY: wording("người nhận đang vắng"),
    Why.CAP: wording("đã đủ số thư trong tuần"),
    Why.HELD: wording("chờ Văn phòng làm rõ"),
    WHO_ANSWERS: wording("chưa rõ cơ quan nào trả lời thay"),
}


@dataclass(frozen=True)
class Shown:
    """What was foreseen for a plan, and what a change would move."""

    plan: Plan
    directory: Directory
    today: date
    foresight: Foresight
    moves: Difference | None = None
    provisional: tuple[int, ...] = ()

    def narrowed(self, agency_id: str | None, task_code: str | None) -> "Shown":
        """What concerns the agency, named or answering, and the task; all of it for None."""

        def meant(answering: str, of: OwedDuty) -> bool:
            return agency_id in (None, answering, of.owed.agency_id) and task_code in (None, of.task_code)

        letters = [
            replace(one, notices=tuple(notice for notice in one.notices if meant(one.agency_id, notice.of)))
            for one in self.foresight.letters
        ]
        unwritten = tuple(one for one in self.foresight.unwritten if meant(one.agency_id, one.of))
        kept = replace(self.foresight, letters=tuple(one for one in letters if one.notices), unwritten=unwritten)
        moves = self.moves and replace(
            self.moves,
            moves=tuple(one for one in self.moves.moves if any(meant(one.agency_id, two.of) for two in one.notices)),
        )
        return replace(self, foresight=kept, moves=moves)

    @property
    def needs_a_person(self) -> bool:
        """Whether something that comes due would not be written until somebody does something."""
        return any(one.why not in QUIET | POSTPONED for one in self.foresight.unwritten)

    def short(self, agency_id: str) -> str:
        """The agency's short name."""
        return self.directory.agencies[agency_id].short


def print_shown(shown: Shown) -> None:
    """All of it, for a terminal of any width."""
    seen = shown.foresight
    if shown.moves is not None:
        print_moves(shown, shown.moves)
    span = {"first": short_date(seen.first), "last": short_date(seen.last), "plan": shown.plan.short_name}
    _say(wording("Thư sẽ gửi từ {first} đến {last}: {plan}.", **span))
    _say(wording("Giả định từ nay không ai trả lời và thư nào cũng đến nơi; ai đã trả lời thì không nhắc nữa."))
    for year in shown.provisional:
        _say(wording("Ngày nghỉ năm {year} chưa có quyết định: các ngày trong năm này còn có thể đổi.", year=year))
    if not seen.letters:
        _say(wording("Không có thư nào."))
    print_tables(_totals(seen.letters))
    for day, letters in groupby(seen.letters, key=lambda one: one.day):
        _print_day(shown, day, list(letters))
    print_tables(_unwritten(shown))


def _totals(letters: Sequence[Foreseen]) -> Table:
    heads = wording("Ngày"), wording("Thư"), *(PURPOSES[purpose] for purpose in Purpose)
    drawn = table(wording("Mỗi ngày: số thư và số báo cáo được nhắc đến"), *heads, narrow=(0,))
    for day, of_day in groupby(letters, key=lambda one: one.day):
        same = list(of_day)
        counts = Counter(notice.purpose for letter in same for notice in letter.notices)
        add(drawn, day, len(same), *(counts[purpose] or None for purpose in Purpose))
    return drawn


def _print_day(shown: Shown, day: date, letters: Sequence[Foreseen]) -> None:
    reports = sum(len(one.notices) for one in letters)
    heading = wording(
        "{weekday} {day}: {letters} thư, {reports} báo cáo",
        weekday=_capital(weekday_name(day).say(settings().language)),
        day=short_date(day),
        letters=len(letters),
        reports=reports,
    )
    typer.secho(say(heading), bold=True)
    alike: dict[tuple[object, ...], list[Foreseen]] = {}
    for letter in letters:
        alike.setdefault((letter.audience, letter.copy_office, *_lines(letter.notices)), []).append(letter)
    for same in alike.values():
        _say(_recipients(shown, same), "  ")
        for line in _lines(same[0].notices):
            _say(line, "    ")
    typer.echo()


def _say(text: Wording | str, indent: str = "") -> None:
    """The text in lines that fit the terminal, words whole."""
    said = say(text) if isinstance(text, Wording) else text
    lines = wrap(said, Console().width, initial_indent=indent, subsequent_indent=indent, break_on_hyphens=False)
    typer.echo("\n".join(lines))


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def _recipients(shown: Shown, letters: Sequence[Foreseen]) -> str:
    names = joined(_names(shown, letters))
    audience = say(AUDIENCES[letters[0].audience]) if letters[0].audience in AUDIENCES else ""
    copied = say(wording("; đồng gửi Văn phòng")) if letters[0].copy_office else ""
    many = say(wording(" ({count} cơ quan)", count=len(letters))) if len(letters) > 2 else ""
    return f"→ {audience}{names}{many}{copied}"


def _names(shown: Shown, letters: Sequence[Foreseen]) -> list[str]:
    """The recipients' names; a whole collective that answers for itself goes by the collective's name."""
    own = {one.agency_id for one in letters if not _taken_over(one)}
    names: list[str] = []
    for collective_id in shown.directory.collectives:
        members = set(shown.directory.expand(collective_id, letters[0].day))
        if len(members) > 2 and members <= own:
            names.append(shown.directory.name(collective_id))
            own -= members
    return names + [_recipient(shown, one) for one in letters if one.agency_id in own or _taken_over(one)]


def _taken_over(letter: Foreseen) -> list[str]:
    return sorted({notice.of.owed.agency_id for notice in letter.notices} - {letter.agency_id})


def _recipient(shown: Shown, letter: Foreseen) -> str:
    taken_over = _taken_over(letter)
    if not taken_over:
        return shown.short(letter.agency_id)
    names = joined(shown.short(one) for one in taken_over)
    return say(wording("{agency} (thay {names})", agency=shown.short(letter.agency_id), names=names))


def _lines(notices: Iterable[ForeseenNotice]) -> tuple[str, ...]:
    """A letter's notices as lines: what for, by which rule, how late, and the tasks by role."""
    by_reason: dict[str, list[ForeseenNotice]] = {}
    for notice in notices:
        by_reason.setdefault(say(reason(notice)), []).append(notice)
    return tuple(f"{why}: {_tasks(one.of for one in same)}" for why, same in by_reason.items())


def reason(notice: ForeseenNotice) -> Wording:
    """Why the notice goes on its day: its purpose, the ladder's rule, and how late it is."""
    purpose, late = say(PURPOSES[notice.purpose]), ""
    if notice.late_days:
        late = say(wording(", muộn {count} ngày làm việc", count=notice.late_days))
    return wording("{purpose}, {rule}{late}", purpose=purpose, rule=say(_rule(notice)), late=late)


def _rule(notice: ForeseenNotice) -> Wording:
    due_on, count = short_date(notice.of.duty.due_on), notice.working_days
    if count is None:
        return wording("hạn {due_on}, cùng thư của kỳ", due_on=due_on)
    if count == 0:
        return wording("đúng hạn {due_on}", due_on=due_on)
    if count < 0:
        return wording("trước hạn {due_on} {count} ngày làm việc", due_on=due_on, count=-count)
    return wording("sau hạn {due_on} {count} ngày làm việc", due_on=due_on, count=count)


def _tasks(owed: Iterable[OwedDuty]) -> str:
    codes: dict[bool, dict[str, None]] = {True: {}, False: {}}
    for one in owed:
        codes[one.duty.role == LEAD][one.task_code] = None
    lead, coordinating = joined(codes[True]), joined(codes[False])
    helped = say(wording("phối hợp {codes}", codes=coordinating)) if coordinating else ""
    return "; ".join(part for part in (lead, helped) if part)


def _unwritten(shown: Shown) -> Table:
    heads = wording("Từ ngày"), wording("Việc"), wording("Cơ quan"), wording("Nhiệm vụ"), wording("Vì sao")
    drawn = table(wording("Đến hạn nhưng chưa gửi được"), *heads, narrow=(0,))
    alike: dict[tuple[date, Purpose, str, str], list[Unwritten]] = {}
    for one in shown.foresight.unwritten:
        if one.why not in QUIET:
            alike.setdefault((one.day, one.purpose, one.agency_id, one.why), []).append(one)
    for (day, purpose, agency_id, why), same in sorted(alike.items()):
        tasks = _tasks(one.of for one in same)
        add(drawn, day, PURPOSES[purpose], shown.short(agency_id), tasks, WITHHELD[why])
    return drawn


def print_moves(shown: Shown, moves: Difference) -> None:
    """What a change moves: what goes today first."""
    tables = (
        _moves(shown, wording("Đi ngay hôm nay"), moves.going_today),
        _moves(shown, wording("Chuyển sang ngày khác"), moves.moved),
        _moves(shown, wording("Không còn gửi"), moves.vanished),
        _moves(shown, wording("Thêm"), moves.new),
    )
    if not moves.moves:
        _say(wording("Thay đổi này không làm thư nào trong khoảng này khác đi."))
    print_tables(*tables)


def _moves(shown: Shown, title: Wording, moves: Sequence[Moved]) -> Table:
    leaves, comes = any(one.from_on for one in moves), any(one.to_on for one in moves)
    days = [*([wording("Từ")] if leaves else ()), *([wording("Sang")] if comes else ())]
    heads = wording("Việc"), *days, wording("Cơ quan"), wording("Nhiệm vụ")
    drawn = table(title, *heads, narrow=(1, 2) if len(days) == 2 else (1,))
    alike: dict[tuple[Purpose, date | None, date | None, bool, str], list[Moved]] = {}
    for one in moves:
        tasks = _tasks(notice.of for notice in one.notices)
        alike.setdefault((one.purpose, one.from_on, one.to_on, one.whole, tasks), []).append(one)
    for (purpose, from_on, to_on, whole, tasks), same in alike.items():
        names = joined(shown.short(one.agency_id) for one in same)
        part = "" if whole or from_on is None else say(wording(" (thư cũ vẫn đi, bớt việc này)"))
        shown_days = [*([from_on] if leaves else ()), *([to_on] if comes else ())]
        add(drawn, PURPOSES[purpose], *shown_days, names, tasks + part)
    return drawn
