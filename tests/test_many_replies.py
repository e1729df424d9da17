"""Many replies that lie in Dovecot: each is recorded once, answered with one receipt, and moved away.

`make bench` runs it with ten thousand.
"""

import asyncio
import os
from collections import Counter
from collections.abc import Iterator
from imaplib import Time2Internaldate
from pathlib import Path

import pytest
import real_mail_servers
from real_mail_servers import PASSWORD, MailServers
from sqlmodel import select

from benchmarks.asked_office import READ_AT, Asked, asked_office, replies
from benchmarks.plan import SENDER
from flows.collect_replies import collect_replies
from flows.installation import installation
from flows.visible import by_hand
from models.database import reading
from models.letter import RECEIPT, Letter
from models.message import Message
from settings import settings

pytestmark = [pytest.mark.real_mail, pytest.mark.timeout(3600)]

REPLIES = int(os.environ.get("DONDOC_TEST_REPLIES", "80"))


@pytest.fixture
def mailbox() -> Iterator[MailServers]:
    if reason := real_mail_servers.missing():
        pytest.skip(reason)
    with real_mail_servers.running_servers() as running:
        yield running


@pytest.fixture
def office(mailbox: MailServers, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """An office whose letters went out, and to which the replies have come."""
    engine, asked = asked_office(f"sqlite:///{tmp_path / 'dondoc.db'}")
    engine.dispose()
    fill(mailbox, asked)
    (tmp_path / "rehearsal-clock").write_text(READ_AT.isoformat())
    given = {
        "DATA": str(tmp_path),
        "SECRET": SENDER.secret.decode(),
        "SENDER_ADDRESS": SENDER.address,
        "IMAP_PORT": str(mailbox.imap_port),
        "IMAP_USER": SENDER.address,
        "IMAP_PASSWORD": PASSWORD,
    }
    for name, value in given.items():
        monkeypatch.setenv(f"DONDOC_{name}", value)
    settings.cache_clear()
    installation.cache_clear()
    yield
    installation().engine.dispose()
    settings.cache_clear()
    installation.cache_clear()


def fill(mailbox: MailServers, asked: list[Asked]) -> None:
    with mailbox.box(SENDER.address) as connection:
        for raw in replies(asked, REPLIES):
            connection.append("INBOX", "", Time2Internaldate(READ_AT), raw)


def test_each_reply_is_recorded_once_and_answered_with_one_receipt(mailbox: MailServers, office: None):
    with by_hand():
        found = asyncio.run(collect_replies.fn())
    assert found == {"received": REPLIES, "recorded": REPLIES}
    assert (mailbox.count(SENDER.address), mailbox.count(SENDER.address, "Processed")) == (0, REPLIES)
    with reading(installation().engine) as session:
        assert Counter(session.exec(select(Message.outcome))) == {"recorded": REPLIES}
        assert len(session.exec(select(Letter.id).where(Letter.kind == RECEIPT)).all()) == REPLIES
