"""Fetch the mailbox, store every message raw, then read each and put what it says where it belongs."""

import asyncio
from collections import Counter
from collections.abc import Sequence

import prefect
from prefect.cache_policies import NO_CACHE

from casework.collecting import cursor_of, store_messages
from casework.filing import file_message, read_message
from flows.installation import Installation, installation
from flows.visible import run_step, show_table
from mail.inbox import Fetched, fetch_new
from models.database import reading, writing
from models.message import unread_messages

BATCH = 50


@prefect.flow(name="collect_replies")
async def collect_replies() -> dict[str, int]:
    """Nhận thư đến, lưu nguyên văn, ghi câu trả lời vào từng nghĩa vụ hoặc chuyển vào ngăn chờ xử lý.

    What was stored and not read by an earlier run is read now.
    """
    outcomes: Counter[str] = Counter(received=await run_step(fetch_mailbox))
    with reading(installation().engine) as session:
        waiting = unread_messages(session)
    for first in range(0, len(waiting), BATCH):
        counts = await run_step(file_batch, waiting[first : first + BATCH])
        outcomes.update(counts)
    await show_table("collect-replies", [dict(outcomes)])
    return dict(outcomes)


@prefect.task(cache_policy=NO_CACHE)
async def fetch_mailbox() -> int:
    """Store what is new in the mailbox; returns how many messages were not there yet."""
    here = installation()
    mailbox = f"{here.imap.user}/{here.imap.folder}"
    with reading(here.engine) as session:
        cursor = cursor_of(session, mailbox)
    new: list[int] = []
    await asyncio.to_thread(fetch_new, here.imap, cursor, lambda fetched: new.append(_store(here, mailbox, fetched)))
    return sum(new)


def _store(here: Installation, mailbox: str, fetched: Sequence[Fetched]) -> int:
    with writing(here.engine) as session:
        return store_messages(session, mailbox, fetched, here.now())


@prefect.task(task_run_name="{message_ids}", cache_policy=NO_CACHE)
async def file_batch(message_ids: list[int]) -> dict[str, int]:
    """Read and file stored messages, each in a transaction of its own; returns how many had which outcome."""
    here = installation()
    outcomes: Counter[str] = Counter()
    for message_id in message_ids:
        with reading(here.engine) as session:
            understood = read_message(session, here.sender, message_id)
        with writing(here.engine) as session:
            outcomes[file_message(session, here.sender, understood, here.now())] += 1
    return dict(outcomes)
