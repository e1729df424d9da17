"""A digest told in one language and one form's room: plain strings in the order of the report."""

from dataclasses import dataclass

from language.wording import wording
from models.digest_data import DigestData
from models.digest_figures import figures
from models.digest_labels import PLACES, issue_title
from models.digest_story_agencies import DisciplineTold, StandingRow, discipline_told, nobody_outstanding, standing_rows
from models.digest_story_changes import changes_told, corrections_told
from models.digest_story_items import FollowedTold, ItemTold, followed_told, items_told, left_out_told
from models.digest_story_promises import PromiseRow, TrendRow, clashes_told, promise_rows, promises_told, trend_rows
from models.digest_summary import explained_cells, summary
from models.digest_task_story import SectionTold, sections_told, tasks_left
from models.digest_words import Detail, Words


@dataclass(frozen=True)
class OfficeTold:
    """What the office says in one place: a heading and its paragraphs."""

    place: str
    title: str
    paragraphs: tuple[str, ...]


@dataclass(frozen=True)
class Story:
    """Everything a form prints; `number` holds the figures by name."""

    locale: str
    title: str
    about: str
    period: str
    office: str
    committee: str
    frozen: str
    window: str
    due: str
    source: str
    made_of: str
    number: dict[str, str]
    corrections: tuple[str, ...]
    summary: tuple[tuple[str, str], ...]
    changes: tuple[str, ...]
    items: tuple[ItemTold, ...]
    items_left: tuple[ItemTold, ...]
    left_out: tuple[ItemTold, ...]
    followed: tuple[FollowedTold, ...]
    cells: tuple[tuple[str, str], ...]
    standings: tuple[StandingRow, ...]
    nobody_outstanding: bool
    discipline: DisciplineTold
    promise_rows: tuple[PromiseRow, ...]
    promises: tuple[tuple[str, str], ...]
    clashes: tuple[str, ...]
    trend: tuple[TrendRow, ...]
    texts: dict[str, OfficeTold]
    sections: tuple[SectionTold, ...]
    tasks_left: int
    nothing: str

    @property
    def closing_texts(self) -> tuple[OfficeTold, ...]:
        """What the office says at the end, in the order of the report."""
        return tuple(self.texts[place] for place in ("causes", "next_tasks", "proposals") if place in self.texts)


def story_of(data: DigestData, locale: str, detail: Detail) -> Story:
    """The digest told for one form."""
    words = Words(data.head.zone, locale, detail)
    head = data.head
    items = items_told(data, words)
    return Story(
        locale=locale,
        title=words.say(issue_title(head.kind, words.issue(head.period.key))),
        about=words.say(wording("Tình hình thực hiện {name}", name=words.cut(head.plan.name))),
        period=words.issue(head.period.key),
        office=head.plan.office,
        committee=words.cut(head.plan.committee),
        frozen=words.say(wording("Số liệu chốt lúc {minute}", minute=words.minute(data.frozen_at))),
        window=_window(data, words),
        due=words.say(wording("Hạn gửi Ban Chỉ đạo: {day}", day=words.long_day(head.period.due))),
        source=_source(data, words),
        made_of=_made_of(data, words),
        number=figures(data, words),
        corrections=corrections_told(data, words),
        summary=summary(data, words),
        changes=changes_told(data, words),
        items=items[: detail.items],
        items_left=items[detail.items :],
        left_out=left_out_told(data, words),
        followed=followed_told(data, words),
        cells=explained_cells(data, words),
        standings=standing_rows(data, words),
        nobody_outstanding=nobody_outstanding(data),
        discipline=discipline_told(data, words),
        promise_rows=promise_rows(data, words),
        promises=promises_told(data, words),
        clashes=clashes_told(data, words),
        trend=trend_rows(data, words),
        texts=_texts(data, words),
        sections=tuple(sections_told(data, words)),
        tasks_left=tasks_left(data, words),
        nothing=words.say(wording("Không phát sinh.")),
    )


def _window(data: DigestData, words: Words) -> str:
    period = data.head.period
    first, last = words.day(period.window_begins), words.day(period.window_last)
    return words.say(wording("Kỳ số liệu từ ngày {first} đến hết ngày {last}", first=first, last=last))


def _source(data: DigestData, words: Words) -> str:
    plan = data.head.plan
    day = words.long_day(plan.signed_on)
    return words.say(wording("{kind} số {number}, {day}", kind=plan.kind, number=plan.number, day=day))


def _made_of(data: DigestData, words: Words) -> str:
    """Of what a digest over several periods is made; empty for one period."""
    if not data.head.sources:
        return ""
    names = ", ".join(words.issue(one.period_key) for one in data.head.sources)
    told = words.say(wording("Tổng hợp từ số liệu đã chốt của các báo cáo {names}.", names=names))
    if not data.head.missing:
        return told
    missing = ", ".join(words.issue(key) for key in data.head.missing)
    return f"{told} {words.say(wording('Chưa có báo cáo {names}.', names=missing))}"


def _texts(data: DigestData, words: Words) -> dict[str, OfficeTold]:
    return {
        one.place: OfficeTold(one.place, words.say(PLACES[one.place]), _paragraphs(one.text, words))
        for one in data.texts
        if one.place != "decisions"
    }


def _paragraphs(text: str, words: Words) -> tuple[str, ...]:
    found = tuple(" ".join(line.split()) for line in text.splitlines() if line.strip())
    return found or (words.say(wording("Không phát sinh.")),)
