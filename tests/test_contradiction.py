"""Claims about leads and those who coordinate: what goes together, and what is put to the office."""

import pytest

from models.contradiction import Clash, Said, contradictions
from models.response import STATUSES


def said(role: str, status: str, number: int = 1) -> Said:
    return Said(number, f"agency-{number}", role, status)


def clashes(lead: str, other: str) -> list[Clash]:
    return [one.clash for one in contradictions([said("lead", lead), said("coordinating", other, 2)])]


@pytest.mark.parametrize(
    ("lead", "other", "clash"),
    [
        ("completed", "in_progress", Clash.DONE_BUT_NOT_ALL),
        ("completed", "not_started", Clash.DONE_BUT_NOT_ALL),
        ("not_started", "completed", Clash.NOT_BEGUN_BUT_WORKED_ON),
        ("suspended", "in_progress", Clash.SUSPENDED_BUT_WORKED_ON),
    ],
)
def test_what_does_not_go_together_is_named(lead, other, clash):
    assert clashes(lead, other) == [clash]


@pytest.mark.parametrize("status", STATUSES)
def test_equal_words_and_nothing_in_this_period_contradict_nobody(status):
    assert clashes(status, status) == clashes(status, "nothing") == clashes("nothing", status) == []


def test_work_in_progress_goes_with_any_part():
    assert [status for status in STATUSES if clashes("in_progress", status)] == []


def test_who_agrees_with_one_of_two_leads_contradicts_neither():
    leads = [said("lead", "completed", 1), said("lead", "in_progress", 2)]
    assert contradictions([*leads, said("coordinating", "in_progress", 3)]) == ()


def test_who_contradicts_every_lead_is_set_against_the_first():
    leads = [said("lead", "suspended", 1), said("lead", "not_started", 2)]
    [found] = contradictions([*leads, said("coordinating", "completed", 3)])
    assert (found.clash, found.lead, found.other.agency_id) == (Clash.SUSPENDED_BUT_WORKED_ON, leads[0], "agency-3")


def test_two_leads_do_not_contradict_each_other():
    assert contradictions([said("lead", "completed"), said("lead", "not_started", 2)]) == ()


def test_nobody_is_contradicted_while_no_lead_has_answered():
    assert contradictions([said("coordinating", "completed")]) == ()
