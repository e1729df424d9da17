"""The changes that `dondoc preview` is asked to try: read from words and files."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from pathlib import Path

import typer
import yaml
from rich.console import Console

from casework.previewing import Change, unsettled, with_days
from cli.main import FOUND_SOMETHING
from cli.options import day_of, wrong
from cli.plan_tables import print_problems
from cli.showing import joined
from language.wording import wording
from models.foresight import Outset, OwedDuty
from models.policy import Policy
from models.policy_file import read_policy

ALL = "*"


@dataclass(frozen=True)
class Wanted:
    """What a person wants tried, as it was written."""

    changes: tuple[str, ...] = ()
    policy: Path | None = None
    holidays: Path | None = None


def read_change(before: Outset, wanted: Wanted) -> Change:
    """The change in values; typer's error for words that cannot be meant, 1 for a policy with faults."""
    change = Change(policy=_policy(before.policy, wanted))
    for text in wanted.changes:
        change = _with(change, before, text)
    return change


def _with(change: Change, before: Outset, text: str) -> Change:
    match text.split():
        case ["extend", task, agency, day, *period] if len(period) <= 1:
            found = _meant(before, text, task, agency, period)
            to_on = day_of(day)
            return replace(change, due_on={**change.due_on, **{one.owed: to_on for one in found}})
        case ["waive", task, agency, *period] if len(period) <= 1:
            found = _meant(before, text, task, agency, period)
            return replace(change, waived=change.waived | {one.owed for one in found})
    raise wrong(
        wording(
            "Không hiểu “{change}”: viết 'extend NHIỆM-VỤ CƠ-QUAN NGÀY [KỲ]' hoặc 'waive NHIỆM-VỤ CƠ-QUAN [KỲ]'.",
            change=text,
        )
    )


def _meant(before: Outset, text: str, task: str, agency: str, period: list[str]) -> tuple[OwedDuty, ...]:
    """The reports that the words speak of: at least one, and of one period unless periods were named."""
    chosen = (None if word == ALL else word for word in (task, agency))
    found = unsettled(before, *chosen, *period)
    if not found:
        raise wrong(wording("“{change}”: không có báo cáo nào còn phải làm như vậy.", change=text))
    periods = sorted({one.period_key for one in found})
    if not period and len(periods) > 1:
        raise wrong(
            wording("“{change}”: có nhiều kỳ, hãy nêu một ở cuối: {periods}.", change=text, periods=joined(periods))
        )
    return found


def _policy(policy: Policy, wanted: Wanted) -> Policy | None:
    """The policy to try; None when it is the one in force."""
    chosen = policy
    if wanted.policy is not None:
        read = read_policy(wanted.policy)
        if not isinstance(read, Policy):
            print_problems(read, Console())
            raise typer.Exit(FOUND_SOMETHING)
        chosen = read
    if wanted.holidays is not None:
        chosen = with_days(chosen, _orders(wanted.holidays))
    return None if chosen == policy else chosen


def _orders(path: Path) -> Iterable[dict[str, object]]:
    """The orders on days off in a YAML file: a list, or the list under `days`."""
    given = yaml.safe_load(path.read_text(encoding="utf-8"))
    listed = given.get("days") if isinstance(given, dict) else given
    if not isinstance(listed, list) or not all(isinstance(one, dict) for one in listed):
        raise wrong(
            wording("{path} phải là một danh sách: - {{day: 2026-01-02, worked: false, document: …}}", path=path)
        )
    return listed
