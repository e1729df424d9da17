"""The explanation of a report's dates as JSON with stable keys."""

from dataclasses import asdict
from datetime import timedelta
from typing import Any

from casework.docket import Docket
from casework.explaining import Explained
from cli.showing import picked
from models.days_off import SpecialDay
from models.explanation import Explanation, StepExplained
from settings import settings

ONE_DAY = timedelta(days=1)


def explanation_as_json(docket: Docket, found: Explained) -> dict[str, Any]:
    """All of it with stable keys."""
    return {
        "plan": docket.plan.slug,
        "as_of": docket.day,
        "period": found.period.key if found.period else None,
        "assigned": found.assigned,
        "reports": [_report(docket, one) for one in found.reports],
        "not_asked": [{"text": one.milestone.text, "why": one.why} for one in found.not_asked],
        "other_periods": [one.key for one in found.other_periods],
    }


def _report(docket: Docket, one: Explanation) -> dict[str, Any]:
    facts, period, window = one.facts, one.facts.owed.period, one.facts.owed.window
    return {
        **picked(facts, "task_code", "role", "phrase", "agency_id", "answering", "opened", "questions"),
        "occasion": facts.owed.slug,
        "milestones": [picked(each, "kind", "text", "begins", "due") for each in facts.milestones],
        "period": {
            "key": period.key,
            "first_day": period.begins,
            "last_day": period.ends - ONE_DAY,
        },
        "window": {"first_day": window.begins, "last_day": window.last_day, "rule": docket.policy.window.name},
        "stated_on": one.due.stated_on,
        "moves": [picked(each, "from_on", "to_on", "reason") | {"passed": _days(each.passed)} for each in one.moves],
        "baseline_due_on": facts.stored_due_on,
        "due_on": one.due_on,
        "changes": [asdict(each) for each in facts.changes],
        "steps": [_step(each) for each in one.steps],
        "state": facts.duty.state.value,
        "next": {"purpose": one.next_step.step.purpose.value, "on": one.next_on} if one.next_step else None,
        "withheld": one.withheld,
        "successions": [asdict(each) for each in one.successions],
        "provisional_years": one.provisional_years,
    }


def _step(one: StepExplained) -> dict[str, Any]:
    return {
        **picked(one.step, "purpose", "step", "working_days", "to"),
        "on": one.on,
        "counted_from": one.count.start,
        "with_period": one.with_period,
        "passed": _days(one.count.passed),
        "sent": [asdict(each) for each in one.sent],
    }


def _days(passed: tuple[SpecialDay, ...]) -> list[dict[str, Any]]:
    return [
        picked(one, "day", "kind", "document", "instead_of") | {"name": one.name.say(settings().language)}
        for one in passed
    ]
