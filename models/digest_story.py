"""What the first screen of a digest says: summary, changes, proposals, the table, who has not answered."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from language.dates import long_date
from language.wording import Wording, wording
from models.digest_changes import ANSWERED, TASK
from models.digest_data import Change, DecisionItem, DigestData, StandingGroup, WaitingAgency
from models.digest_labels import CELLS, SILENCE_CHANGES, STANDINGS
from models.digest_reports import Standing, TaskEntry, Timeliness
from models.digest_words import Detail, Words

CODES_IN_FULL = 3
OUTSTANDING = (
    Standing.NO_ANSWER,
    Standing.NOT_REACHED,
    Standing.NOT_ASKED,
    Standing.RETURNED,
    Standing.IN_REVIEW,
    Standing.ASKED,
)
LISTED = (*OUTSTANDING, Standing.NOTHING_TO_REPORT, Standing.WAIVED)
EXPLAINED_CELLS = (Timeliness.OVERDUE, Timeliness.COMPLETED_LATE, Timeliness.UNSETTLED)


@dataclass(frozen=True)
class Proposal:
    """A numbered proposal as a form prints it."""

    number: int
    text: str
    source: str


@dataclass(frozen=True)
class StandingRow:
    """One standing in the list of who reported: of how many agencies, and which; `key` names its figures."""

    key: str
    label: str
    agencies: str
    names: str


@dataclass(frozen=True)
class Story:
    """The first screen of one digest, in the words of one form."""

    data: DigestData
    words: Words

    @property
    def frozen(self) -> str:
        """The minute as of which the figures stand."""
        return self.words.say(wording("Số liệu chốt lúc {minute}", minute=self.words.minute(self.data.frozen_at)))

    @property
    def window(self) -> str:
        """The days whose results count."""
        period = self.data.head.period
        first, last = self.words.day(period.window_begins), self.words.day(period.window_last)
        return self.words.say(wording("Kỳ số liệu từ ngày {first} đến hết ngày {last}", first=first, last=last))

    @property
    def due(self) -> str:
        """When the Committee is owed the digest."""
        return self.words.say(wording("Hạn gửi Ban Chỉ đạo: {day}", day=long_date(self.data.head.period.due)))

    @property
    def source(self) -> str:
        """The document the plan came with."""
        plan = self.data.head.plan
        return self.words.say(
            wording("{kind} số {number}, {day}", kind=plan.kind, number=plan.number, day=long_date(plan.signed_on))
        )

    def summary(self) -> list[tuple[str, str]]:
        """The leading sentences, each with the name of its figure."""
        return [("summary.tasks", self._task_sentence()), ("summary.reports", self._report_sentence())]

    def _task_sentence(self) -> str:
        table = self.data.table
        kinds = [
            (table.dated, wording("{count} có thời hạn", count=self.words.number(table.dated))),
            (table.continuing, wording("{count} thực hiện thường xuyên", count=self.words.number(table.continuing))),
            (table.unsettled, wording("{count} chưa xác định thời hạn", count=self.words.number(table.unsettled))),
        ]
        total = wording("Kế hoạch có {count} nhiệm vụ: {kinds}.", count=table.total, kinds=self._listed(kinds))
        heard = wording(
            "{reported}/{count} nhiệm vụ thường xuyên có kết quả báo cáo trong kỳ.",
            reported=self.words.number(table.continuing_reported),
            count=self.words.number(table.continuing),
        )
        sentences = [total, *self._dated_sentences(), *([heard] if table.continuing else [])]
        return " ".join(self.words.say(sentence) for sentence in sentences)

    def _dated_sentences(self) -> list[Wording]:
        table = self.data.table
        cells = [
            (table.completed_on_time, wording("{count} hoàn thành đúng hạn", count=table.completed_on_time)),
            (table.completed_late, wording("{count} hoàn thành quá hạn", count=table.completed_late)),
            (table.within_time, wording("{count} chưa hoàn thành, còn trong hạn", count=table.within_time)),
            (table.overdue, wording("{count} chưa hoàn thành, đã quá hạn", count=table.overdue)),
        ]
        told = [wording("Nhiệm vụ có thời hạn: {cells}.", cells=self._listed(cells, "; "))] if table.dated else []
        return told + ([wording("Không có nhiệm vụ quá hạn.")] if not table.overdue else [])

    def _listed(self, counted: Sequence[tuple[int, Wording]], separator: str = ", ") -> str:
        return separator.join(self.words.say(sentence) for count, sentence in counted if count)

    def _report_sentence(self) -> str:
        agencies, reports = self.data.agencies, self.data.obligations
        parts = [
            (agencies.answered_some, wording("{count} báo cáo một phần", count=agencies.answered_some)),
            (
                agencies.answered_none,
                wording("{count} chưa có báo cáo (lý do tại mục 4)", count=agencies.answered_none),
            ),
        ]
        others = self._listed(parts)
        return self.words.say(
            wording(
                "{all}/{total} cơ quan đã báo cáo đầy đủ{others}. Tính theo lượt (một cơ quan báo cáo một nhiệm vụ): "
                "đã nhận {answered}/{owed} lượt, trong đó {nothing} lượt không phát sinh.",
                all=self.words.number(agencies.answered_all),
                total=self.words.number(agencies.total),
                others=f", {others}" if others else "",
                answered=self.words.number(reports.answered),
                owed=self.words.number(reports.owed),
                nothing=self.words.number(reports.nothing_to_report),
            )
        )

    def changes(self) -> list[str]:
        """What differs from the digest before; always at least one sentence."""
        if self.data.head.previous is None:
            return [self.words.say(wording("Đây là báo cáo đầu tiên của Kế hoạch, chưa có kỳ trước để so sánh."))]
        name = self.data.head.previous.period_name
        if not self.data.changes:
            return [self.words.say(wording("Không phát sinh thay đổi so với báo cáo {name}.", name=name))]
        sentences = [self._change(kind, list(group)) for kind, group in self._changes_by_kind()]
        return [sentence for group in sentences for sentence in group]

    def _changes_by_kind(self) -> Iterator[tuple[str, Iterator[Change]]]:
        return groupby(self.data.changes, key=lambda change: change.kind)

    def _change(self, kind: str, changes: Sequence[Change]) -> list[str]:
        if kind == ANSWERED:
            return [self._answered_change(change) for change in changes]
        if kind == TASK:
            return self.shortened([self._task_change(change) for change in changes])
        names = self.words.names([change.subject for change in changes])
        label = self.words.say(SILENCE_CHANGES[kind])
        return [f"{label} ({self.words.number(len(changes))}): {names}."]

    def _answered_change(self, change: Change) -> str:
        return self.words.say(
            wording(
                "Lượt báo cáo nhận được: {after} ({name}: {before}).",
                after=self._ratio(change.after),
                name=change.subject,
                before=self._ratio(change.before),
            )
        )

    def _ratio(self, counts: str) -> str:
        return "/".join(self.words.number(int(count)) for count in counts.split("/"))

    def _task_change(self, change: Change) -> str:
        before, after = (self.words.say(CELLS[Timeliness(cell)]) for cell in (change.before, change.after))
        sentence = wording(
            "Nhiệm vụ {code}: {after} (kỳ trước: {before}).", code=change.subject, after=after, before=before
        )
        return self.words.say(sentence)

    def shortened(self, sentences: Sequence[str]) -> list[str]:
        """The sentences the form has room for; the rest is counted."""
        rest = len(sentences) - self.words.detail.items
        if rest <= 0:
            return list(sentences)
        more = self.words.say(wording("Và {count} nội dung khác.", count=self.words.number(rest)))
        return [*sentences[: self.words.detail.items], more]

    def proposals(self) -> list[Proposal]:
        """The proposals the form has room for, in their order."""
        return [self._proposal(item) for item in self.data.for_decision[: self.words.detail.items]]

    def proposals_left(self) -> list[Proposal]:
        """The proposals beyond that, for an annex."""
        return [self._proposal(item) for item in self.data.for_decision[self.words.detail.items :]]

    def _proposal(self, item: DecisionItem) -> Proposal:
        names, codes = self.words.names(item.agencies), self._codes(item.task_codes)
        sentence = wording("{names}; nhiệm vụ {codes}", names=names, codes=codes)
        if len(item.agencies) > 1:
            count = self.words.number(len(item.agencies))
            sentence = wording("{count} đơn vị: {names}; nhiệm vụ {codes}", count=count, names=names, codes=codes)
        return Proposal(item.number, self.words.cut(item.text), self.words.say(sentence))

    def _codes(self, codes: Sequence[str]) -> str:
        rest = len(codes) - self.words.detail.names
        shown = ", ".join(codes[: self.words.detail.names])
        return shown if rest <= 0 else f"{shown} (+{self.words.number(rest)})"

    def explained_cells(self) -> list[tuple[str, str]]:
        """Each cell that must be explained (overdue, late, without a date) with its tasks by name."""
        rows = [(cell, [t for t in self.data.tasks if t.timeliness is cell]) for cell in EXPLAINED_CELLS]
        return [
            (self.words.say(CELLS[cell]), self.words.names(self._named(tasks), "; ")) for cell, tasks in rows if tasks
        ]

    def _named(self, tasks: Sequence[TaskEntry]) -> list[str]:
        return [f"{task.code} ({', '.join(task.leads) or task.time_text})" for task in tasks]

    def standing_rows(self) -> list[StandingRow]:
        """Every standing that names agencies, those still outstanding first; one without agencies is left out."""
        groups = [self.data.group(standing) for standing in LISTED]
        return [self._standing_row(group) for group in groups if group.obligations]

    def _standing_row(self, group: StandingGroup) -> StandingRow:
        key = group.standing.value
        agencies = self.words.number(len(group.agencies))
        return StandingRow(key, self.words.say(STANDINGS[group.standing]), agencies, self._waiting_names(group))

    def _waiting_names(self, group: StandingGroup) -> str:
        if group.standing is Standing.NOTHING_TO_REPORT:
            return self._wholly_nothing(group.agencies)
        return self.words.names([self._waiting(agency) for agency in group.agencies], "; ")

    def _wholly_nothing(self, agencies: Sequence[WaitingAgency]) -> str:
        wholly = [agency.short_name for agency in agencies if len(agency.task_codes) == agency.owed]
        if not wholly:
            return self.words.say(wording("Không phát sinh ở một số nhiệm vụ, nêu tại từng nhiệm vụ"))
        return self.words.say(wording("Ở mọi nhiệm vụ được giao: {names}", names=self.words.names(wholly)))

    def _waiting(self, agency: WaitingAgency) -> str:
        return f"{agency.short_name} ({self.words.say(_tasks_of(agency, self.words))})"

    def nobody_outstanding(self) -> bool:
        """Whether every report owed has come and counts."""
        return not any(self.data.group(standing).obligations for standing in OUTSTANDING)

    def late(self) -> list[str]:
        """What was received after the minute of freezing."""
        sentences = [
            wording(
                "{name}, nhiệm vụ {code}: nhận lúc {minute}.",
                name=answer.agency_name,
                code=answer.task_code,
                minute=self.words.minute(answer.recorded_at),
            )
            for answer in self.data.received_after
        ]
        return self.shortened([self.words.say(sentence) for sentence in sentences])


def _tasks_of(agency: WaitingAgency, words: Words) -> Wording:
    count = len(agency.task_codes)
    if count == agency.owed and count > CODES_IN_FULL:
        return wording("toàn bộ {count} nhiệm vụ", count=words.number(count))
    if count <= CODES_IN_FULL:
        return wording("{codes}", codes=", ".join(agency.task_codes))
    return wording("{count}/{owed} nhiệm vụ", count=words.number(count), owed=words.number(agency.owed))


def story_of(data: DigestData, locale: str, detail: Detail) -> Story:
    """The first screen of `data` for one form."""
    return Story(data, Words(data.head.zone, locale, detail))
