"""What a digest says over time: promises kept, moved or dropped, the line over periods, and who contradicts whom."""

from collections.abc import Sequence
from dataclasses import dataclass

from language.wording import wording
from models.digest_data import DigestData
from models.digest_labels import KEPT, ROLES
from models.digest_words import Words
from models.promise import TOLD, Promise


@dataclass(frozen=True)
class PromiseRow:
    """How many promises ended so; `key` names the figure."""

    key: str
    label: str
    count: str


@dataclass(frozen=True)
class TrendRow:
    """One period in the line over periods; the counts also as numbers, for the chart."""

    period: str
    reports: str
    on_time: str
    completed: str
    overdue: str
    answered: int
    owed: int
    in_time: int


def promise_rows(data: DigestData, words: Words) -> tuple[PromiseRow, ...]:
    """How many promises of the last digest ended how."""
    return tuple(
        PromiseRow(one.kept.value, words.say(KEPT[one.kept]), words.number(one.count)) for one in data.promise_counts
    )


def promises_told(data: DigestData, words: Words) -> tuple[tuple[str, str], ...]:
    """(what became of them, the promises by name) for those that were not simply kept."""
    groups = [(kept, [one for one in data.promises if one.kept is kept]) for kept in TOLD]
    return tuple((words.say(KEPT[kept]), words.names(_named(found, words), "; ")) for kept, found in groups if found)


def _named(promises: Sequence[Promise], words: Words) -> list[str]:
    """Promises of one agency with the same days are told together."""
    codes: dict[tuple[str, str], list[str]] = {}
    for one in promises:
        codes.setdefault((one.agency_name, _days(one, words)), []).append(one.task_code)
    return [f"{agency} ({words.codes(of)}: {days})" for (agency, days), of in codes.items()]


def _days(one: Promise, words: Words) -> str:
    day = words.day(one.promised)
    if one.new_day:
        return words.say(wording("{day} → {new}", day=day, new=words.day(one.new_day)))
    if one.completed_on:
        return words.say(wording("hẹn {day}, xong {done}", day=day, done=words.day(one.completed_on)))
    return words.say(wording("hẹn {day}", day=day))


def clashes_told(data: DigestData, words: Words) -> tuple[str, ...]:
    """A sentence for each agency that waits for one that says it is done."""
    return words.shortened(
        [
            words.say(
                wording(
                    "Nhiệm vụ {code}: {done} ({done_role}) báo cáo đã hoàn thành; {waiting} ({waiting_role}) báo cáo: "
                    "“{quote}”",
                    code=one.task_code,
                    done=words.cut(one.done),
                    done_role=words.say(ROLES[one.done_role]),
                    waiting=words.cut(one.waiting),
                    waiting_role=words.say(ROLES[one.waiting_role]),
                    quote=words.cut(one.quote),
                )
            )
            for one in data.clashes
        ]
    )


def trend_rows(data: DigestData, words: Words) -> tuple[TrendRow, ...]:
    """The periods so far, the oldest first; one alone is no trend."""
    if len(data.trend) < 2:
        return ()
    return tuple(
        TrendRow(
            period=words.issue(one.period_key),
            reports=f"{words.number(one.answered)}/{words.number(one.owed)}",
            on_time=words.number(one.on_time),
            completed=f"{words.number(one.completed)}/{words.number(one.dated)}",
            overdue=words.number(one.overdue),
            answered=one.answered,
            owed=one.owed,
            in_time=one.on_time,
        )
        for one in data.trend
    )
