"""Processes that write letters side by side: rendering a letter and its form is most of what sending costs."""

import asyncio
import multiprocessing
import os
from collections.abc import Sequence
from concurrent.futures import ProcessPoolExecutor
from functools import cache

from casework.preparing import Addressed, Draft, Ready, Written, ready, write
from casework.writing import Outline

AT_ONCE = 10
MOST_PROCESSES = 4
LESS_URGENT = 5  # than sending and recording, which the connections wait for

Work = tuple[Outline | bytes, tuple[Addressed, ...]]


@cache
def writers() -> ProcessPoolExecutor:
    """As many processes as there are cores; started when first asked for, and kept until this one ends."""
    cores = min(os.cpu_count() or 1, MOST_PROCESSES)
    spawning = multiprocessing.get_context("spawn")
    return ProcessPoolExecutor(cores, mp_context=spawning, initializer=os.nice, initargs=(LESS_URGENT,))


def begin_writing(drafts: Sequence[Draft]) -> list[asyncio.Future[list[Written | None]]]:
    """Have the drafts written, some at a time, in their order."""
    loop, pool = asyncio.get_running_loop(), writers()
    work = [(one.content, one.recipients) if one.content is not None else None for one in drafts]
    return [
        loop.run_in_executor(pool, _write_some, work[first : first + AT_ONCE]) for first in range(0, len(work), AT_ONCE)
    ]


async def written_apart(drafts: Sequence[Draft], begun: Sequence[asyncio.Future[list[Written | None]]]) -> list[Ready]:
    """Every delivery of the drafts, once all of them are written."""
    written = [one for some in await asyncio.gather(*begun) for one in some]
    return [one for draft, letter in zip(drafts, written, strict=True) for one in ready(draft, letter)]


def _write_some(work: Sequence[Work | None]) -> list[Written | None]:
    return [write(*one) if one is not None else None for one in work]
