"""Claims about walking figures back: what is behind a number is as many as the number says."""

import pytest
from digest_sample import a_line, compiled
from hypothesis import given
from test_digest_ledger import TASKS, lines

from models.digest_figures import collective_key, counts_of
from models.digest_trace import trace
from rehearsal import sample_digest

SAMPLES = [sample_digest.quarter_one, sample_digest.quarter_two]
DAYS = {"discipline.agency_days", "discipline.office_days"}


def counted(data, ledger, figure) -> int:
    """How many things are behind a figure: its rows, or agencies where it counts these, or the figures in it."""
    found = trace(data, ledger, figure)
    if figure.startswith("agencies."):
        named = {row.party.agency_id for row in found.rows} | set(found.parts)
        return len(named)
    if figure.startswith("table.") and found.parts and not found.parts[0].startswith("task."):
        return sum(counts_of(data)[part] for part in found.parts)
    if figure in ("promises.total",):
        return sum(counts_of(data)[part] for part in found.parts)
    return len(found.rows) + len(found.parts)


@pytest.mark.parametrize("sample", SAMPLES)
def test_every_count_has_as_many_behind_it(sample):
    data, ledger = sample().data, sample().ledger
    for figure, count in counts_of(data).items():
        if figure not in DAYS | {"left_out.total", "followed_up.total"}:
            assert counted(data, ledger, figure) == count, figure


@given(lines())
def test_whatever_the_lines_every_count_has_as_many_behind_it(found):
    made = compiled(TASKS, found)
    for figure, count in counts_of(made.data).items():
        if figure not in DAYS | {"left_out.total", "followed_up.total"}:
            assert counted(made.data, made.ledger, figure) == count, figure


@pytest.mark.parametrize("figure", sorted(DAYS))
def test_days_are_the_days_of_the_rows_behind_them(figure):
    found = sample_digest.quarter_two()
    rows = trace(found.data, found.ledger, figure).rows
    owed = sum(row.late.agency if figure.endswith("agency_days") else row.late.office for row in rows)
    assert owed == counts_of(found.data)[figure] > 0


def test_the_share_of_a_collective_is_walked_back_to_its_members():
    found = sample_digest.quarter_one()
    for task in found.data.tasks:
        for report in task.collectives:
            name = f"task.{task.code}.{collective_key(report)}"
            assert len(trace(found.data, found.ledger, f"{name}.reported").rows) == report.counts.answered
            for share in report.statuses:
                assert len(trace(found.data, found.ledger, f"{name}.{share.status}").rows) == share.count


def test_the_cell_of_a_task_rests_on_its_leads():
    found = sample_digest.quarter_one()
    assert {row.part.role for row in trace(found.data, found.ledger, "task.I.2.a.cell").rows} == {"lead"}


def test_an_item_is_walked_back_to_everybody_who_wrote_it():
    found = sample_digest.quarter_two()
    item = found.data.for_decision[1]
    rows = trace(found.data, found.ledger, "item.2").rows
    assert {row.party.agency_id for row in rows} == set(item.agency_ids)


def test_a_correction_names_both_versions():
    found = sample_digest.quarter_two()
    one = found.data.corrections[0]
    assert trace(found.data, found.ledger, "correction.1").responses == (one.before_id, one.after_id)


def test_a_sentence_is_walked_back_to_its_figures():
    found = compiled()
    parts = trace(found.data, found.ledger, "summary.tasks").parts
    assert "table.total" in parts and set(parts) <= set(counts_of(found.data))


@pytest.mark.parametrize(
    "figure", ["", "table", "table.x", "task.IX.cell", "line.99", "item.x", "agency.nobody", "correction.4", "x.y"]
)
def test_a_name_that_the_digest_does_not_have_is_refused(figure):
    found = compiled(lines=[a_line()])
    with pytest.raises(LookupError):
        trace(found.data, found.ledger, figure)
