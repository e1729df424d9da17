"""Walking the open plans: a visible step opens each task, and one tells each batch of agencies."""

from collections import Counter
from collections.abc import Collection, Sequence
from datetime import date

import prefect
from prefect.cache_policies import NO_CACHE

from casework.asking import agencies_due, open_task, tell_agencies
from casework.telling import Walk, Walks
from flows.installation import installation
from flows.visible import run_step, show_table
from models.database import reading, trying, writing
from models.plan import open_plans, plan_named
from models.policy import Purpose
from models.task import task_coded, tasks_of

Row = dict[str, str | int]


@prefect.task(task_run_name="open {plan} {code}", cache_policy=NO_CACHE)
async def open_one(plan: str, code: str) -> list[Row]:
    """Open what is owed on one task, in a transaction of its own; returns its code and how many were new."""
    here = installation()
    walks = Walks()
    with writing(here.engine) as session:
        at_hand = plan_named(session, plan)
        task = task_coded(session, at_hand.id or 0, code)
        if task is None:
            raise LookupError(f"plan {plan} has no task {code}")
        walks[code].opened = open_task(session, here.docket(session, at_hand), task)
    return rows_of(plan, walks)


@prefect.task(task_run_name="tell {plan} {number}", cache_policy=NO_CACHE)
async def tell_some(plan: str, number: int, agencies: Sequence[str], purposes: Collection[Purpose]) -> list[Row]:
    """Tell these agencies what is due, in a transaction of its own; returns codes and counts, a row a task."""
    here = installation()
    walks = Walks()
    with writing(here.engine) as session:
        docket = here.docket(session, plan_named(session, plan))
        tell_agencies(session, docket, here.sender, agencies, purposes, walks)
    return rows_of(plan, walks)


@prefect.task(task_run_name="try {plan}", cache_policy=NO_CACHE)
async def try_walk(plan: str, purposes: Collection[Purpose], day: date | None) -> list[Row]:
    """What the walk would do on `day`, tried in one transaction of which nothing stays."""
    here = installation()
    walks = Walks()
    with trying(here.engine) as session:
        docket = here.docket(session, plan_named(session, plan), day)
        if Purpose.ASK in purposes:
            for task in tasks_of(session, docket.plan_id):
                walks[task.code].opened = open_task(session, docket, task)
        for agencies in agencies_due(session, docket):
            tell_agencies(session, docket, here.sender, agencies, purposes, walks)
    return rows_of(plan, walks)


def rows_of(plan: str, walks: Walks) -> list[Row]:
    """What a walk did as lines of the artifact: codes and counts, no names and no addresses."""
    return [_row(plan, walk) for walk in walks.values()]


def _row(plan: str, walk: Walk) -> Row:
    return {
        "plan": plan,
        "task": walk.code,
        "opened": walk.opened,
        **{purpose.value: walk.queued[purpose.value] for purpose in Purpose},
        "questions": walk.questions,
        "withheld": sum(walk.withheld.values()),
        "why": ", ".join(f"{why} {count}" for why, count in sorted(walk.withheld.items())),
    }


async def walk_plans(
    flow: str, purposes: Collection[Purpose], plan: str | None, day: date | None, dry_run: bool
) -> dict[str, int]:
    """The steps of these purposes over the plan named, or all that are open; asking opens first. Returns the totals."""
    here = installation()
    with reading(here.engine) as session:
        plans = [(one.slug, here.dry(one, day, dry_run)) for one in open_plans(session, plan)]
    rows: list[Row] = []
    for slug, dry in plans:
        walked = await run_step(try_walk, slug, purposes, day) if dry else await _walk(slug, purposes)
        rows += walked
    totals: Counter[str] = Counter()
    for row in rows:
        totals.update({name: value for name, value in row.items() if isinstance(value, int)})
    await show_table(flow, [*rows, {"plan": "total", **totals}])
    return dict(totals)


async def _walk(slug: str, purposes: Collection[Purpose]) -> list[Row]:
    here = installation()
    with reading(here.engine) as session:
        plan = plan_named(session, slug)
        codes = [task.code for task in tasks_of(session, plan.id or 0)] if Purpose.ASK in purposes else []
    rows: list[Row] = []
    for code in codes:
        opened = await run_step(open_one, slug, code)
        rows += opened
    with reading(here.engine) as session:
        batches = list(agencies_due(session, here.docket(session, plan_named(session, slug))))
    for number, agencies in enumerate(batches, 1):
        told = await run_step(tell_some, slug, number, agencies, purposes)
        rows += told
    return rows
