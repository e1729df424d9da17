"""Walking the tasks of the open plans, one visible step a task: what request_reports and send_reminders share."""

from collections import Counter
from collections.abc import Callable
from datetime import date

import prefect
from prefect.cache_policies import NO_CACHE
from sqlmodel import Session

from casework.asking import ask_for_task, remind_for_task
from casework.docket import Docket
from casework.sender import Sender
from casework.telling import Walk
from flows.installation import installation
from flows.visible import run_step, show_table
from models.database import reading, trying, writing
from models.plan import open_plans, plan_named
from models.task import Task, task_coded, tasks_of

FLOW_OF = {"ask": "request_reports", "remind": "send_reminders"}
STEPS: dict[str, Callable[[Session, Docket, Sender, Task], Walk]] = {
    "ask": ask_for_task,
    "remind": remind_for_task,
}
Row = dict[str, str | int]


@prefect.task(task_run_name="{plan} {code}", cache_policy=NO_CACHE)
async def walk_task(step: str, plan: str, code: str, day: date | None, dry_run: bool) -> Row:
    """One step over one task of a plan, in a transaction of its own; returns its codes and counts."""
    here = installation()
    with reading(here.engine) as session:
        dry = here.dry(plan_named(session, plan), day, dry_run)
    with trying(here.engine) if dry else writing(here.engine) as session:
        at_hand = plan_named(session, plan)
        task = task_coded(session, at_hand.id or 0, code)
        if task is None:
            raise LookupError(f"plan {plan} has no task {code}")
        walk = STEPS[step](session, here.docket(session, at_hand, day), here.sender, task)
    return row_of(plan, walk, dry)


def row_of(plan: str, walk: Walk, dry: bool) -> Row:
    """A walk as a line of the artifact: codes and counts, no names and no addresses."""
    return {
        "plan": plan,
        "task": walk.code,
        "opened": walk.opened,
        **{purpose: walk.queued[purpose] for purpose in ("ask", "remind", "last_call", "escalate")},
        "no_contact": walk.without_contact,
        "held": walk.held,
        "withheld": sum(walk.withheld.values()),
        "why": ", ".join(f"{why} {count}" for why, count in sorted(walk.withheld.items())),
        "dry_run": int(dry),
    }


async def walk_plans(step: str, plan: str | None, day: date | None, dry_run: bool) -> dict[str, int]:
    """The step over every task of the plan named, or of all that are open; returns the totals."""
    with reading(installation().engine) as session:
        steps = [(one.slug, task.code) for one in open_plans(session, plan) for task in tasks_of(session, one.id or 0)]
    rows: list[Row] = [await run_step(walk_task, step, slug, code, day, dry_run) for slug, code in steps]
    totals: Counter[str] = Counter()
    for row in rows:
        totals.update({name: value for name, value in row.items() if isinstance(value, int) and name != "dry_run"})
    rows.append({"plan": "total", **totals})
    await show_table(FLOW_OF[step], rows)
    return dict(totals)
