"""The inbox against a real IMAP server: nothing is lost, nothing is fetched twice, nothing goes before it is stored."""

import asyncio
import imaplib
from collections.abc import Sequence
from dataclasses import replace

import pytest

from flows.prefect_server import free_port
from mail.inbox import Cursor, Fetched, ImapBox, InboxTrouble, fetch_new
from rehearsal.faults.wires import Wire
from rehearsal.post_office import PostOffice

USER = "vp@vp.invalid"


def box_of(office: PostOffice, **changes: object) -> ImapBox:
    return replace(ImapBox("127.0.0.1", office.imap_port, USER, "any"), **changes)


async def post(office: PostOffice, *numbers: int) -> None:
    for number in numbers:
        await office.deliver(USER, b"Message-ID: <%d@x.invalid>\r\n\r\n%d\r\n" % (number, number))


async def fetched(box: ImapBox, cursor: Cursor | None = None) -> tuple[Cursor, list[int]]:
    stored: list[Fetched] = []
    cursor = await asyncio.to_thread(fetch_new, box, cursor, stored.extend)
    return cursor, [int(one.raw.split()[-1]) for one in stored]


def in_folder(office: PostOffice, folder: str) -> int:
    with imaplib.IMAP4("127.0.0.1", office.imap_port, timeout=10) as connection:
        connection.login(USER, "any")
        return int(connection.select(folder, readonly=True)[1][0])


async def count(office: PostOffice, folder: str) -> int:
    return await asyncio.to_thread(in_folder, office, folder)


async def test_what_is_new_is_stored_in_order_and_moved_away():
    async with PostOffice() as office:
        await post(office, 1, 2, 3)
        _, numbers = await fetched(box_of(office))
        assert numbers == [1, 2, 3]
        assert (await count(office, "INBOX"), await count(office, "Processed")) == (0, 3)


async def test_a_second_round_fetches_only_what_came_since():
    async with PostOffice() as office:
        await post(office, 1, 2)
        cursor, _ = await fetched(box_of(office))
        await post(office, 3)
        assert await fetched(box_of(office), cursor) == (replace(cursor, last_uid=cursor.last_uid + 1), [3])


async def test_messages_that_arrive_in_reverse_are_stored_in_order():
    async with PostOffice() as office:
        wire, port = Wire(office.imap_port, letters=False), free_port()
        wire.backwards = True
        await post(office, 1, 2, 3)
        async with wire.opened(port):
            cursor, numbers = await fetched(box_of(office, port=port))
            assert numbers == [1, 2, 3]
            await post(office, 4)
            assert await fetched(box_of(office, port=port), cursor) == (
                replace(cursor, last_uid=cursor.last_uid + 1),
                [4],
            )


@pytest.mark.parametrize("processed", ["Processed", ""])
async def test_an_empty_round_fetches_nothing_though_the_server_names_the_newest(processed):
    async with PostOffice() as office:
        await post(office, 1)
        box = box_of(office, processed=processed)
        cursor, _ = await fetched(box)
        assert await fetched(box, cursor) == (cursor, [])


async def test_a_new_uidvalidity_reads_the_folder_from_the_start():
    async with PostOffice() as office:
        await post(office, 1, 2)
        box = box_of(office, processed="")
        cursor, _ = await fetched(box)
        await office.reset_uids(USER)
        again, numbers = await fetched(box, cursor)
        assert numbers == [1, 2] and again.uidvalidity != cursor.uidvalidity


async def test_a_hundred_and_twenty_letters_come_in_batches_of_fifty():
    sizes: list[int] = []
    async with PostOffice() as office:
        await post(office, *range(120))
        await asyncio.to_thread(fetch_new, box_of(office), None, lambda batch: sizes.append(len(batch)))
    assert sizes == [50, 50, 20]


async def test_what_could_not_be_stored_stays_in_the_box_and_comes_again():
    def full(_: Sequence[Fetched]) -> None:
        raise OSError("disk full")

    async with PostOffice() as office:
        await post(office, 1)
        with pytest.raises(OSError, match="disk full"):
            await asyncio.to_thread(fetch_new, box_of(office), None, full)
        assert (await fetched(box_of(office)))[1] == [1]


async def test_a_letter_that_a_person_has_opened_is_still_fetched():
    async with PostOffice() as office:
        await post(office, 1)
        await asyncio.to_thread(open_as_a_person, office)
        assert (await fetched(box_of(office)))[1] == [1]


def open_as_a_person(office: PostOffice) -> None:
    with imaplib.IMAP4("127.0.0.1", office.imap_port, timeout=10) as connection:
        connection.login(USER, "any")
        connection.select("INBOX")
        connection.fetch("1", "(BODY[])")


async def test_fetching_leaves_the_unread_mark():
    async with PostOffice() as office:
        await post(office, 1)
        await fetched(box_of(office, processed=""))
        assert b"1" in await asyncio.to_thread(unseen, office)


def unseen(office: PostOffice) -> bytes:
    with imaplib.IMAP4("127.0.0.1", office.imap_port, timeout=10) as connection:
        connection.login(USER, "any")
        connection.select("INBOX", readonly=True)
        return connection.search(None, "UNSEEN")[1][0]


async def test_a_folder_with_a_vietnamese_name_is_made_and_used():
    async with PostOffice() as office:
        await post(office, 1)
        await fetched(box_of(office, processed='Đã xử lý & "xong"'))
        await post(office, 2)
        assert (await fetched(box_of(office, processed='Đã xử lý & "xong"')))[1] == [2]


async def test_a_server_without_move_gets_copy_and_expunge(monkeypatch):
    async with PostOffice() as office:
        offered = type(office._config).login_capability
        without = property(lambda config: [one for one in offered.fget(config) if one != b"MOVE"])
        monkeypatch.setattr(type(office._config), "login_capability", without)
        await post(office, 1, 2)
        await fetched(box_of(office))
        assert (await count(office, "INBOX"), await count(office, "Processed")) == (0, 2)


async def test_a_wrong_password_a_missing_folder_and_a_closed_port_are_trouble():
    async with PostOffice(password="right") as office:
        await office.deliver(USER, b"x")
        for box in (
            box_of(office),
            box_of(office, password="right", folder="Nowhere"),
            box_of(office, port=office.smtp_port, timeout=0.5),
        ):
            with pytest.raises(InboxTrouble, match=str(box.port)):
                await fetched(box)
    with pytest.raises(InboxTrouble):
        await fetched(box_of(office))
