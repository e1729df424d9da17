"""Fetch the mailbox, store every message raw, then read each and put what it says where it belongs."""

import asyncio
import logging
from collections import Counter
from collections.abc import Sequence

import prefect
from prefect.cache_policies import NO_CACHE

from casework.collecting import cursor_of, store_messages
from casework.docket import Dockets
from casework.filing import file_message
from casework.understanding import read_message
from flows.installation import Installation, installation
from flows.visible import run_step, show_table
from language.wording import Wording, wording
from mail.inbox import Fetched, InboxTrouble, fetch_new
from models.database import reading, writing
from models.message import unread_messages

log = logging.getLogger(__name__)
BATCH = 50
UNREAD = "unread"


class CollectingError(RuntimeError):
    """What could be collected and filed was; `sentence` says what could not, and what to do."""

    def __init__(self, sentence: Wording) -> None:
        super().__init__(sentence.say())
        self.sentence = sentence


class MailboxUnreachableError(CollectingError):
    """The IMAP server did not let us in; what lies in the mailbox stays there for the next run."""


class UnreadMessagesError(CollectingError):
    """Some stored messages could not be read or filed; they stay stored, and each run tries them again."""


@prefect.flow(name="collect_replies")
async def collect_replies() -> dict[str, int]:
    """Nhận thư đến, lưu nguyên văn, ghi câu trả lời vào từng nghĩa vụ hoặc chuyển vào ngăn chờ xử lý.

    What was stored and not read by an earlier run is read now.
    """
    outcomes: Counter[str] = Counter()
    trouble: CollectingError | None = None
    try:
        outcomes["received"] = await run_step(fetch_mailbox)
    except MailboxUnreachableError as error:
        trouble = error
    with reading(installation().engine) as session:
        waiting = unread_messages(session)
    for first in range(0, len(waiting), BATCH):
        counts = await run_step(file_batch, waiting[first : first + BATCH])
        outcomes.update(counts)
    await show_table("collect_replies", [dict(outcomes)])
    if trouble or outcomes[UNREAD]:
        raise trouble or _unread()
    return dict(outcomes)


def _unread() -> UnreadMessagesError:
    with reading(installation().engine) as session:
        numbers = ", ".join(f"#{number}" for number in unread_messages(session))
    return UnreadMessagesError(
        wording(
            "Chưa đọc được thư đến số {numbers}; thư gốc vẫn được lưu, các thư khác đã được xử lý. "
            "Xin báo người quản trị kèm nhật ký của lần chạy này.",
            numbers=numbers,
        )
    )


@prefect.task(cache_policy=NO_CACHE)
async def fetch_mailbox() -> int:
    """Store what is new in the mailbox; returns how many messages were not there yet."""
    here = installation()
    mailbox = f"{here.imap.user}/{here.imap.folder}"
    with reading(here.engine) as session:
        cursor = cursor_of(session, mailbox)
    new: list[int] = []
    try:
        await asyncio.to_thread(
            fetch_new, here.imap, cursor, lambda fetched: new.append(_store(here, mailbox, fetched))
        )
    except InboxTrouble as error:
        raise MailboxUnreachableError(
            wording(
                "Không nhận được thư từ máy chủ {trouble}. Thư vẫn nằm trong hộp thư, lần chạy sau sẽ nhận. "
                "Kiểm tra DONDOC_IMAP_HOST, DONDOC_IMAP_PORT, DONDOC_IMAP_USER và mật khẩu, "
                "hoặc hỏi người quản trị máy chủ thư.",
                trouble=error,
            )
        ) from error
    return sum(new)


def _store(here: Installation, mailbox: str, fetched: Sequence[Fetched]) -> int:
    with writing(here.engine) as session:
        return store_messages(session, mailbox, fetched, here.now())


@prefect.task(task_run_name="{message_ids}", cache_policy=NO_CACHE)
async def file_batch(message_ids: list[int]) -> dict[str, int]:
    """Read and file stored messages, each in a transaction of its own; returns how many had which outcome."""
    here = installation()
    outcomes: Counter[str] = Counter()
    dockets = Dockets()
    for message_id in message_ids:
        try:
            outcomes[_file(here, message_id, dockets)] += 1
        except Exception as fault:  # one message must not keep those behind it from being read
            log.error("message %s could not be filed: %s", message_id, type(fault).__name__)
            outcomes[UNREAD] += 1
    return dict(outcomes)


def _file(here: Installation, message_id: int, dockets: Dockets) -> str:
    with reading(here.engine) as session:
        understood = read_message(session, here.sender, message_id)
    with writing(here.engine) as session:
        return file_message(session, here.sender, understood, here.now(), dockets)
