"""What `dondoc preview --json` says: the foresight and the difference, with stable keys."""

from typing import Any

from cli.main import say
from cli.preview_shown import Shown, reason
from cli.showing import picked
from models.difference import Difference, Moved
from models.foresight import Foreseen, ForeseenNotice, OwedDuty, Unwritten


def as_json(shown: Shown) -> dict[str, Any]:
    """The foresight and the difference, with stable keys."""
    seen = shown.foresight
    told = {
        "plan": shown.plan.slug,
        "today": shown.today,
        "from": seen.first,
        "to": seen.last,
        "assumes_answers": False,
    }
    difference = {} if shown.moves is None else {"difference": _difference_as_json(shown.moves)}
    return (
        told
        | difference
        | {
            "letters": [_letter_as_json(one) for one in seen.letters],
            "unwritten": [_unwritten_as_json(one) for one in seen.unwritten],
        }
    )


def _letter_as_json(letter: Foreseen) -> dict[str, Any]:
    notices = [_notice_as_json(one) for one in letter.notices]
    return picked(letter, "day", "agency_id", "audience", "copy_office") | {"notices": notices}


def _notice_as_json(notice: ForeseenNotice) -> dict[str, Any]:
    names = "purpose", "step", "due_revision", "step_on", "late_days", "working_days"
    return _owed_as_json(notice.of) | picked(notice, *names) | {"why": say(reason(notice))}


def _owed_as_json(of: OwedDuty) -> dict[str, Any]:
    return {
        "obligation_id": of.duty.number if of.stored else None,
        "task": of.task_code,
        "role": of.duty.role,
        "agency_id": of.owed.agency_id,
        "occasion": of.owed.occasion_slug,
        "period": of.period_key,
        "due_on": of.duty.due_on,
    }


def _unwritten_as_json(one: Unwritten) -> dict[str, Any]:
    shown = {"day": one.day, "answering": one.agency_id} | _owed_as_json(one.of)
    return shown | picked(one, "purpose", "step", "step_on", "why")


def _difference_as_json(moves: Difference) -> dict[str, Any]:
    kinds = {"today": moves.going_today, "moved": moves.moved, "vanished": moves.vanished, "new": moves.new}
    return {name: [_moved_as_json(one) for one in found] for name, found in kinds.items()}


def _moved_as_json(one: Moved) -> dict[str, Any]:
    notices = [_notice_as_json(notice) for notice in one.notices]
    return picked(one, "agency_id", "purpose", "from_on", "to_on", "whole") | {"notices": notices}
