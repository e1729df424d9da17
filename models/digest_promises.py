"""The promises of the last digest, judged as the lines of this one come."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date

from models.digest_ledger import Ledger
from models.digest_lines import ObligationLine, Part
from models.digest_reports import Standing
from models.digest_rules import reported_completed_on
from models.promise import TOLD, Kept, Promise, PromiseCount, count_promises, judge_promise

Judged = dict[int, tuple[date, Kept]]
Promised = dict[tuple[str, str, str], date]


def promised_in(ledger: Ledger) -> Promised:
    """The days forecast for work that was not completed, by (task, role, agency)."""
    return {
        (row.part.task_code, row.part.role, row.party.agency_id): row.forecast
        for row in ledger.rows()
        if row.forecast and row.status != "completed"
    }


@dataclass
class PromiseTally:
    """What became of each promise; those that were not simply kept are told one by one."""

    promised: Promised
    frozen_on: date
    zone: str
    judged: list[Kept] = field(default_factory=list)
    told: list[Promise] = field(default_factory=list)

    def add(self, part: Part, lines: Sequence[ObligationLine]) -> Judged:
        """Judge the promises on one assignment; the day promised and what became of it, by obligation."""
        if not self.promised:
            return {}
        found = {}
        for line in lines:
            day = self.promised.get((part.task_code, part.role, line.party.agency_id))
            if day is not None and line.standing is not Standing.WAIVED:
                found[line.obligation_id] = day, self._judge(line, day)
        return found

    def counts(self) -> tuple[PromiseCount, ...]:
        """How many ended how."""
        return count_promises(self.judged)

    def _judge(self, line: ObligationLine, day: date) -> Kept:
        done = reported_completed_on(line.given, self.zone) if line.given else None
        forecast = line.given.forecast if line.given else None
        heard = line.given is not None
        kept = judge_promise(day, heard=heard, completed_on=done, forecast=forecast, frozen_on=self.frozen_on)
        self.judged.append(kept)
        if kept in TOLD or line.part.collective is None:
            self.told.append(_promise(line, day, kept, forecast, done))
        return kept


def _promise(line: ObligationLine, day: date, kept: Kept, forecast: date | None, done: date | None) -> Promise:
    return Promise(
        task_code=line.part.task_code,
        role=line.part.role,
        agency_id=line.party.agency_id,
        agency_name=line.party.short_name,
        promised=day,
        kept=kept,
        obligation_id=line.obligation_id,
        new_day=forecast if kept is Kept.MOVED else None,
        completed_on=done,
    )
