"""Claims about agencies that have become one: asked once for one task, as its lead."""

from datetime import date

import pytest
from builders import Desk, agency, small_plan
from sqlalchemy import Engine

from casework.previewing import preview
from models.database import reading
from models.double_role import Part, asked_as_lead
from models.obligation import DueChange
from models.standing import State

MERGED_ASK = date(2023, 6, 6)


@pytest.fixture
def merged(engine: Engine) -> Desk:
    """bo-a leads I.1 and bo-b coordinates it; since 1 May 2023 both are bo-ab."""
    last = date(2023, 4, 30)
    return small_plan(
        engine,
        agency("bo-a", valid_to=last, successors=("bo-ab",)),
        agency("bo-b", valid_to=last, successors=("bo-ab",)),
        agency("bo-ab", valid_from=date(2023, 5, 1)),
    )


def test_a_coordinating_part_is_left_out_where_its_agency_leads_the_same():
    lead, helper = Part("I.1", "lead", ("bo-ab",)), Part("I.1", "coordinating", ("bo-ab",))
    assert asked_as_lead([helper, lead]) == {0}
    assert asked_as_lead([helper, Part("I.2", "lead", ("bo-ab",))]) == frozenset()


def test_the_successor_of_lead_and_helper_is_asked_once_and_the_other_report_is_closed_with_its_reason(merged):
    merged.ask(MERGED_ASK)
    second = {
        (one.role, one.state)
        for one in merged.standing(MERGED_ASK)
        if (one.task_code, one.period_key) == ("I.1", "2023-Q2")
    }
    assert second == {("lead", State.NOT_REACHED), ("coordinating", State.CLOSED)}
    assert {one.authority for one in merged.rows(DueChange, kind="closed")} == {"dondoc"}


def test_a_preview_asks_it_once_too(merged):
    with reading(merged.engine) as session:
        seen = preview(session, merged.docket(session, date(2023, 5, 2)), MERGED_ASK, MERGED_ASK)
    roles = [one.of.duty.role for one in seen.unwritten if one.of.task_code == "I.1"]
    assert roles == ["lead"]
