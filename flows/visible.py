"""What a flow shows: task runs and an artifact in Prefect; by hand the same tables, and no server at all."""

from collections.abc import Coroutine, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any, ParamSpec, TypeVar

import prefect
from prefect.artifacts import acreate_table_artifact

from flows.installation import installation
from models.database import writing
from models.tick import mark_tick

P = ParamSpec("P")
R = TypeVar("R")
Rows = list[dict[str, Any]]

_BY_HAND: ContextVar[list[Rows] | None] = ContextVar("by_hand", default=None)


@contextmanager
def by_hand() -> Iterator[list[Rows]]:
    """Within it a flow's own function does the flow's work without Prefect; yields the tables that it shows."""
    shown: list[Rows] = []
    token = _BY_HAND.set(shown)
    try:
        yield shown
    finally:
        _BY_HAND.reset(token)


async def run_step(task: prefect.Task[P, Coroutine[Any, Any, R]], *args: P.args, **kwargs: P.kwargs) -> R:
    """The result of one step: a task run of its own in Prefect, a plain call by hand."""
    if _BY_HAND.get() is not None:
        return await task.fn(*args, **kwargs)
    return await task(*args, **kwargs)


async def show_table(flow: str, rows: Rows) -> None:
    """Keep that the flow ran, and what it did, where a person finds it: codes and counts, no addresses."""
    here = installation()
    with writing(here.engine) as session:
        mark_tick(session, flow, here.now())
    shown = _BY_HAND.get()
    if shown is not None:
        shown.append(rows)
    else:
        await acreate_table_artifact(key=flow.replace("_", "-"), table=rows)
