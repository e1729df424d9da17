"""What a digest says of one task: its dates, what each agency reports, what the members of a collective report."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from language.wording import Wording, wording
from models.digest_data import DigestData
from models.digest_figures import collective_key
from models.digest_labels import CELLS, EXCERPTS, ROLES, STANDINGS, STATUSES, exception_label
from models.digest_reports import AgencyLine, Answer, CollectiveReport, Section, TaskEntry, Timeliness
from models.digest_words import Words
from models.task import LEAD

ATTENTION = (Timeliness.OVERDUE, Timeliness.COMPLETED_LATE, Timeliness.UNSETTLED)
PARTS: tuple[tuple[str, Wording], ...] = (
    ("result", wording("Kết quả")),
    ("evidence", wording("Văn bản, tài liệu")),
    ("difficulty", wording("Khó khăn, vướng mắc")),
    ("proposal", wording("Kiến nghị, đề xuất")),
)


@dataclass(frozen=True)
class Part:
    """A labelled passage."""

    label: str
    text: str


@dataclass(frozen=True)
class LineTold:
    """One agency on one task: who, how it stands, what it says; `tone` is its status or standing, for colour."""

    obligation_id: int
    who: str
    state: str
    tone: str
    parts: tuple[Part, ...]


@dataclass(frozen=True)
class Share:
    """One status in a distribution; `width` is its share of the bar in percent, at least 1."""

    key: str
    label: str
    count: str
    width: int


@dataclass(frozen=True)
class CollectiveTold:
    """A collective on one task: "58/63 …", the distribution, exceptions by name, excerpts."""

    key: str
    who: str
    reported: str
    shares: tuple[Share, ...]
    exceptions: tuple[Part, ...]
    excerpts: tuple[Part, ...]


@dataclass(frozen=True)
class TaskTold:
    """One task as a form prints it."""

    code: str
    head: str
    title: str
    cell: str
    tone: str
    facts: tuple[str, ...]
    time_text: str
    product: str
    who_does: str
    leading: tuple[LineTold, ...]
    collectives: tuple[CollectiveTold, ...]
    coordinating: tuple[LineTold, ...]
    lines_left: str
    now: tuple[str, ...]

    @property
    def silent(self) -> bool:
        """Whether nobody was to report on it at all."""
        return not (self.leading or self.collectives or self.coordinating)


@dataclass(frozen=True)
class SectionTold:
    """A section: its title and the tasks the form has room for."""

    title: str
    tasks: tuple[TaskTold, ...]


def sections_told(data: DigestData, words: Words) -> list[SectionTold]:
    """The sections in the plan's order; when there is no room for every task, those that need attention stay."""
    shown = _shown(data.tasks, words.detail.tasks)
    told = [SectionTold(words.cut(s.title), _tasks_told(s, shown, words)) for s in data.sections]
    return [section for section in told if section.tasks]


def tasks_left(data: DigestData, words: Words) -> int:
    """How many tasks the form has no room for."""
    return max(0, len(data.tasks) - words.detail.tasks)


def _shown(tasks: Sequence[TaskEntry], room: int) -> set[str]:
    if len(tasks) <= room:
        return {task.code for task in tasks}
    urgent_first = sorted(tasks, key=lambda task: task.timeliness not in ATTENTION)
    return {task.code for task in urgent_first[:room]}


def _tasks_told(section: Section, shown: set[str], words: Words) -> tuple[TaskTold, ...]:
    return tuple(task_told(task, words) for task in section.tasks if task.code in shown)


def task_told(task: TaskEntry, words: Words) -> TaskTold:
    """One task in the words of a form."""
    room = words.detail.lines
    rest = len(task.lines) - room
    shown = task.lines[:room]
    return TaskTold(
        code=task.code,
        head=words.cut(task.head),
        title=words.cut(task.title),
        cell=words.say(CELLS[task.timeliness]),
        tone=task.timeliness.value,
        facts=tuple(words.say(fact) for fact in _facts(task, words)),
        time_text=_time(task, words),
        product=words.cut(task.product),
        who_does=words.names(task.leads, "; "),
        leading=tuple(line_told(line, words) for line in shown if line.role == LEAD),
        collectives=tuple(collective_told(c, words) for c in task.collectives[:room]),
        coordinating=tuple(line_told(line, words) for line in shown if line.role != LEAD),
        lines_left=words.say(wording("Và {count} cơ quan khác.", count=words.number(rest))) if rest > 0 else "",
        now=(*_now_alone(task, words), *_now_collective(task, words)),
    )


def _now_alone(task: TaskEntry, words: Words) -> Iterator[str]:
    """For the annex: of each lead its status, its result and the evidence."""
    for line in task.lines[: words.detail.lines]:
        if line.role == LEAD:
            answer = line.answer
            said = [_state(answer, words), answer.result, answer.evidence] if answer else [STANDINGS[line.standing]]
            texts = [words.say(one) if isinstance(one, Wording) else words.cut(one).rstrip(" .") for one in said]
            yield f"{words.cut(line.short_name)}: {'. '.join(text for text in texts if text)}."


def _now_collective(task: TaskEntry, words: Words) -> Iterator[str]:
    """For the annex: of each collective how many reported, and what."""
    for report in task.collectives:
        shares = "; ".join(f"{words.say(STATUSES[s.status])} {words.number(s.count)}" for s in report.statuses)
        reported = words.say(_reported(report, words))
        yield f"{reported}: {shares}." if shares else f"{reported}."


def _facts(task: TaskEntry, words: Words) -> list[Wording]:
    told = {line.agency_name for line in task.lines} | {report.name for report in task.collectives}
    untold = bool(set(task.leads) - told)
    facts = [wording("Cơ quan chủ trì: {names}", names=words.names(task.leads, "; "))] if untold else []
    facts.append(wording("Thời gian theo Kế hoạch: {time}", time=words.cut(task.time_text) or "–"))
    if task.due and task.timeliness is not Timeliness.CONTINUING:
        facts.append(wording("Thời hạn: {day}", day=words.day(task.due)))
    if task.due and task.timeliness is Timeliness.UNSETTLED:
        facts.append(wording("Thời hạn này đã qua khi ký Kế hoạch; chờ xác định thời hạn mới"))
    if task.due_was:
        facts.append(wording("Thời hạn ban đầu: {day}", day=words.day(task.due_was)))
    if task.completed_on:
        facts.append(wording("Hoàn thành ngày {day}", day=words.day(task.completed_on)))
    return facts


def _time(task: TaskEntry, words: Words) -> str:
    if task.due_was and task.due:
        moved = wording("{time} (dời đến {day})", time=words.cut(task.time_text), day=words.day(task.due))
        return words.say(moved)
    return words.cut(task.time_text)


def line_told(line: AgencyLine, words: Words) -> LineTold:
    """One agency's line; without an answer it says which kind of silence it is, and why if a reason is known."""
    role = words.say(ROLES[line.role])
    who = f"{words.cut(line.agency_name)} ({role})"
    if line.named_agency:
        named = words.cut(line.named_agency)
        who = words.say(wording("{who}, tiếp nhận từ {named}", who=who, named=named))
    if line.answer is None:
        parts = (Part(words.say(wording("Lý do")), words.cut(line.note)),) if line.note else ()
        return LineTold(line.obligation_id, who, words.say(STANDINGS[line.standing]), line.standing.value, parts)
    return LineTold(line.obligation_id, who, _state(line.answer, words), line.answer.status, _parts(line.answer, words))


def _state(answer: Answer, words: Words) -> str:
    status = words.say(STATUSES[answer.status])
    return status if answer.percent is None else f"{status}, {answer.percent}%"


def _parts(answer: Answer, words: Words) -> tuple[Part, ...]:
    texts = [(label, str(getattr(answer, field))) for field, label in PARTS]
    parts = [Part(words.say(label), words.cut(text)) for label, text in texts if text.strip()]
    if answer.forecast:
        parts.append(Part(words.say(wording("Dự kiến hoàn thành")), words.day(answer.forecast)))
    return tuple(parts)


def collective_told(report: CollectiveReport, words: Words) -> CollectiveTold:
    """A collective's report in the words of a form."""
    return CollectiveTold(
        key=collective_key(report),
        who=f"{words.cut(report.name)} ({words.say(ROLES[report.role])})",
        reported=words.say(_reported(report, words)),
        shares=_shares(report, words),
        exceptions=tuple(
            Part(
                f"{words.say(exception_label(group.kind))} ({words.number(len(group.names))})", words.names(group.names)
            )
            for group in report.exceptions
        ),
        excerpts=tuple(
            Part(f"{words.cut(e.agency_name)} ({words.say(EXCERPTS[e.kind])})", words.cut(e.text))
            for e in report.excerpts
        ),
    )


def _reported(report: CollectiveReport, words: Words) -> Wording:
    noun = report.members_noun or words.say(wording("đơn vị"))
    return wording(
        "{answered}/{owed} {noun} đã báo cáo",
        answered=words.number(report.counts.answered),
        owed=words.number(report.counts.owed),
        noun=noun,
    )


def _shares(report: CollectiveReport, words: Words) -> tuple[Share, ...]:
    total = sum(share.count for share in report.statuses) or 1
    return tuple(
        Share(s.status, words.say(STATUSES[s.status]), words.number(s.count), max(1, round(100 * s.count / total)))
        for s in report.statuses
    )
