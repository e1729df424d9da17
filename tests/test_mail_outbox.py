"""The outbox against real servers: what each answer, silence and break becomes."""

import asyncio
import ssl
from base64 import b64decode
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from pathlib import Path

import pytest
import trustme
from aiosmtpd.smtp import SMTP, AuthResult
from outbox_table import Table

from mail.couriers import Counts
from mail.outbox import AddressOutsideTrial, Outcome, Parcel, SmtpServer, outside_trial, trouble_with
from rehearsal.post_office import PostOffice

CONTENT = b"From: vp@vp.invalid\r\nTo: so@tinh.invalid\r\nSubject: x\r\n\r\n.dot\r\nline\nend"


def parcel(number: int = 1, to: str = "so@tinh.invalid", content: bytes = CONTENT) -> Parcel:
    return Parcel(number, f"vp+{number}@vp.invalid", to, content)


class Answers:
    """A handler of aiosmtpd that takes all, but for the answers that a test changes."""

    def __init__(self, **answers: Callable[[SMTP], str]) -> None:
        self.answers, self.taken, self.sessions = answers, 0, set()

    async def handle_MAIL(self, server, session, envelope, address, options):
        self.sessions.add(id(session))
        envelope.mail_from = address
        return self.answers.get("mail", lambda _: "250 OK")(server)

    async def handle_RCPT(self, server, session, envelope, address, options):
        envelope.rcpt_tos.append(address)
        return self.answers.get("rcpt", lambda _: "250 OK")(server)

    async def handle_DATA(self, server, session, envelope):
        self.taken += 1
        return self.answers.get("data", lambda _: "250 OK")(server)


@asynccontextmanager
async def serving(handler: Answers) -> AsyncIterator[int]:
    loop = asyncio.get_running_loop()
    server = await loop.create_server(lambda: SMTP(handler, hostname="t.invalid", loop=loop), "127.0.0.1", 0)
    try:
        yield server.sockets[0].getsockname()[1]
    finally:
        server.close()


def hang_up(server: SMTP) -> str:
    server.transport.abort()
    return "250 too late"


async def outcome_with(**answers: Callable[[SMTP], str]) -> Outcome:
    table = Table([parcel()])
    async with serving(Answers(**answers)) as port:
        await table.send(port)
    (outcome,) = table.outcomes
    return outcome


async def test_a_letter_arrives_byte_for_byte_with_its_dots_and_crlf():
    table = Table([parcel()])
    async with PostOffice() as office:
        counts = await table.send(office.smtp_port)
        (letter,) = office.mailbox("so@tinh.invalid")
    assert counts == Counts(sent=1)
    assert letter.endswith(b"Subject: x\r\n\r\n.dot\r\nline\r\nend\r\n")


async def test_each_of_many_letters_arrives_once_over_few_connections():
    handler, table = Answers(), Table(parcel(number) for number in range(200))
    async with serving(handler) as port:
        counts = await table.send(port, connections=4)
    assert counts.sent == handler.taken == 200 and len(handler.sessions) == 4
    assert {outcome.delivery_id for outcome in table.outcomes} == set(range(200))


async def test_an_outcome_is_recorded_before_the_next_claim_on_its_connection():
    class Ordered(Table):
        def turn(self, outcomes, wanted):
            order.extend(f"record {one.delivery_id}" for one in outcomes)
            given = super().turn(outcomes, wanted)
            order.extend(f"claim {one.delivery_id}" for one in given)
            return given

    order = []
    async with serving(Answers()) as port:
        await Ordered(parcel(number) for number in range(20)).send(port, connections=1)
    assert order == [f"{what} {number}" for number in range(20) for what in ("claim", "record")]


async def test_a_refused_recipient_is_permanent_and_the_next_letter_goes_out_on_the_same_connection():
    table = Table([parcel(1, "gone@tinh.invalid"), parcel(2)])
    async with PostOffice(refuse={"gone@tinh.invalid": "550 5.1.1 No such user"}) as office:
        counts = await table.send(office.smtp_port, connections=1)
    assert table.outcomes[0] == Outcome(1, "permanent", "rcpt", 550, "5.1.1 No such user")
    assert (counts.sent, counts.permanent) == (1, 1)


@pytest.mark.parametrize(
    ("place", "line", "kind", "stage"),
    [
        ("mail", "451 4.3.0 busy", "temporary", "mail"),
        ("mail", "553 5.1.8 no", "permanent", "mail"),
        ("rcpt", "450 4.2.0 greylisted", "temporary", "rcpt"),
        ("rcpt", "421 4.7.0 closing", "temporary", "rcpt"),
        ("data", "451 4.3.0 busy", "temporary", "after_dot"),
        ("data", "554 5.7.1 spam", "permanent", "after_dot"),
        ("data", "999 what", "unconfirmed", "after_dot"),
    ],
)
async def test_the_servers_answer_decides(place, line, kind, stage):
    outcome = await outcome_with(**{place: lambda _: line})
    assert (outcome.kind, outcome.stage, outcome.code) == (kind, stage, int(line[:3]))


async def test_a_connection_lost_after_the_dot_leaves_the_letter_unconfirmed():
    outcome = await outcome_with(data=hang_up)
    assert (outcome.kind, outcome.stage, outcome.code) == ("unconfirmed", "after_dot", None)


async def test_a_server_that_leaves_letter_after_letter_in_doubt_is_given_no_more():
    table = Table(parcel(number) for number in range(20))
    async with serving(Answers(data=hang_up)) as port:
        counts = await table.send(port, connections=1)
    assert (counts.unconfirmed, counts.doubted, len(table.waiting)) == (3, True, 17)


@pytest.mark.parametrize("place", ["mail", "rcpt"])
async def test_a_connection_lost_before_the_letter_is_temporary(place):
    outcome = await outcome_with(**{place: hang_up})
    assert (outcome.kind, outcome.stage) == ("temporary", place)


async def test_a_connection_lost_while_the_body_is_on_its_way_is_temporary():
    async def half(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        writer.write(b"220 x\r\n")
        while (line := await reader.readline()) and not line.startswith(b"DATA"):
            writer.write(b"250 OK\r\n")
        writer.write(b"354 go\r\n")
        await reader.read(1000)
        writer.transport.abort()

    table = Table([parcel(content=CONTENT + b"x" * 30_000_000)])
    async with await asyncio.start_server(half, "127.0.0.1", 0) as server:
        await table.send(server.sockets[0].getsockname()[1])
    assert [(one.kind, one.stage) for one in table.outcomes] == [("temporary", "data")]


async def test_silence_after_the_dot_is_unconfirmed():
    class Silent(Answers):
        async def handle_DATA(self, server, session, envelope):
            await asyncio.sleep(1)
            return "250 late"

    table = Table([parcel()])
    async with serving(Silent()) as port:
        counts = await table.send(port, answer_timeout=0.2)
    assert counts.unconfirmed == 1


async def test_nothing_is_claimed_from_a_server_that_is_down():
    table = Table([parcel()])
    async with PostOffice() as office:
        await office.close_smtp()
        counts = await table.send(office.smtp_port)
    assert table.claimed == [] and not counts.reached and str(office.smtp_port) in counts.trouble


async def test_nothing_is_claimed_when_the_login_is_refused():
    table = Table([parcel()])
    async with PostOffice(password="right") as office:
        counts = await table.send(office.smtp_port, user="vp@vp.invalid", password="wrong")
        assert table.claimed == [] and not counts.reached
        assert (await table.send(office.smtp_port, user="vp@vp.invalid", password="right")).sent == 1


async def test_a_lost_connection_is_replaced_for_the_letters_that_follow():
    answers = iter(["hang up"])
    handler = Answers(data=lambda server: hang_up(server) if next(answers, None) else "250 OK")
    table = Table(parcel(number) for number in range(5))
    async with serving(handler) as port:
        counts = await table.send(port, connections=1)
    assert (counts.unconfirmed, counts.sent) == (1, 4)


@pytest.mark.parametrize(
    "outside",
    [
        parcel(to="so@tinh.gov.vn"),
        parcel(to="so@tinh.invalid.gov.vn"),
        parcel(content=b"To: so@tinh.gov.vn\r\n\r\n"),
        parcel(content=b"To: a@b.invalid\r\nCC: x <a@b.invalid>,\r\n\t<so@tinh.gov.vn>\r\n\r\n"),
        parcel(content=b"bcc : so@tinh.gov.vn\n\n"),
        parcel(content=b"Resent-To: so@tinh.gov.vn\r\n\r\n"),
    ],
)
async def test_in_trial_an_address_that_exists_never_touches_the_socket(outside):
    handler, table = Answers(), Table([outside])
    async with serving(handler) as port:
        with pytest.raises(AddressOutsideTrial):
            await table.send(port)
    assert handler.sessions == set() and table.outcomes[0].kind == "permanent"


def test_a_body_may_name_any_address_in_trial():
    assert outside_trial(parcel(content=CONTENT + b"\r\nTo: so@tinh.gov.vn\r\n")) == ""


@pytest.mark.parametrize("to", ["sở@tinh.invalid", "a@b.invalid>\r\nRCPT TO:<c@d.invalid", "a b@c.invalid", ""])
async def test_an_address_that_is_none_is_permanent_in_live_and_never_touches_the_socket(to):
    handler, table = Answers(), Table([parcel(to=to)])
    async with serving(handler) as port:
        counts = await table.send(port, trial=False)
    assert counts.permanent == 1 and handler.sessions == set()


async def test_a_fault_in_recording_stops_further_claims_and_is_raised():
    class Broken(Table):
        def turn(self, outcomes, wanted):
            if outcomes:
                raise RuntimeError("disk full")
            return super().turn(outcomes, wanted)

    table = Broken(parcel(number) for number in range(50))
    async with serving(Answers()) as port:
        with pytest.raises(RuntimeError, match="disk full"):
            await table.send(port, connections=3)
    assert len(table.claimed) <= 3


async def test_a_round_that_is_cancelled_says_what_it_knows_of_the_letter_under_way():
    class Slow(Answers):
        async def handle_DATA(self, server, session, envelope):
            await asyncio.sleep(5)
            return "250 OK"

    table = Table([parcel()])
    async with serving(Slow()) as port:
        with pytest.raises(TimeoutError):
            await asyncio.wait_for(table.send(port), 0.3)
    assert [one.kind for one in table.outcomes] == ["unconfirmed"]


async def test_a_server_that_greets_with_a_refusal_is_trouble_not_an_exception():
    async def refuse(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        writer.write(b"554 go away\r\n")

    table = Table([parcel()])
    async with await asyncio.start_server(refuse, "127.0.0.1", 0) as server:
        counts = await table.send(server.sockets[0].getsockname()[1])
    assert not counts.reached and table.claimed == []


async def test_a_look_at_the_server_says_what_is_in_the_way_and_sends_nothing():
    async with PostOffice() as office:
        assert await trouble_with(SmtpServer(office.host, office.smtp_port, local_hostname="t.invalid")) == ""
        assert office.addresses == []
        await office.close_smtp()
        assert str(office.smtp_port) in await trouble_with(SmtpServer(office.host, office.smtp_port))


def trusted(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> ssl.SSLContext:
    """A server's side of TLS whose authority this process trusts."""
    authority = trustme.CA()
    authority.cert_pem.write_to_path(str(tmp_path / "ca.pem"))
    monkeypatch.setenv("SSL_CERT_FILE", str(tmp_path / "ca.pem"))
    context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    authority.issue_cert("127.0.0.1").configure_cert(context)
    return context


async def test_a_letter_goes_over_tls_where_that_is_required(tmp_path, monkeypatch):
    context, table, loop = trusted(tmp_path, monkeypatch), Table([parcel()]), asyncio.get_running_loop()
    handler = Answers(mail=lambda server: "250 OK" if server.session.ssl else "530 no TLS")
    make = lambda: SMTP(handler, hostname="t.invalid", loop=loop, tls_context=context, require_starttls=True)  # noqa: E731
    async with await loop.create_server(make, "127.0.0.1", 0) as server:
        counts = await table.send(server.sockets[0].getsockname()[1], tls="starttls")
    assert (counts.sent, counts.trouble) == (1, "")


async def test_without_tls_where_it_is_required_nothing_is_claimed():
    table = Table([parcel()])
    async with serving(Answers()) as port:
        counts = await table.send(port, tls="starttls")
    assert table.claimed == [] and counts.trouble.startswith("tls: ")


async def test_a_certificate_that_nobody_vouches_for_is_trouble_of_tls(tmp_path, monkeypatch):
    context, table, loop = trusted(tmp_path, monkeypatch), Table([parcel()]), asyncio.get_running_loop()
    monkeypatch.delenv("SSL_CERT_FILE")
    make = lambda: SMTP(Answers(), hostname="t.invalid", loop=loop, tls_context=context)  # noqa: E731
    async with await loop.create_server(make, "127.0.0.1", 0) as server:
        counts = await table.send(server.sockets[0].getsockname()[1], tls="starttls")
    assert table.claimed == [] and counts.trouble.startswith("tls: ")


async def test_each_trouble_of_a_connection_names_how_far_it_came():
    table = Table([parcel()])
    async with PostOffice(password="right") as office:
        signed_out = await table.send(office.smtp_port, user="vp@vp.invalid", password="wrong")
        await office.close_smtp()
        down = await table.send(office.smtp_port)
    assert (signed_out.trouble.split(":")[0], down.trouble.split(":")[0]) == ("auth", "connect")


async def test_a_token_logs_in_by_xoauth2_and_is_read_anew_for_each_connection():
    class Tokens(Answers):
        async def auth_XOAUTH2(self, server, args):
            seen.append(b64decode(args[1]))
            return AuthResult(success=True)

    seen, tokens, loop, table = [], iter(["one", "two"]), asyncio.get_running_loop(), Table([parcel(1), parcel(2)])
    answers = iter(["hang up"])
    handler = Tokens(rcpt=lambda server: hang_up(server) if next(answers, None) else "250 OK")
    make = lambda: SMTP(handler, hostname="t.invalid", loop=loop, auth_require_tls=False)  # noqa: E731
    async with await loop.create_server(make, "127.0.0.1", 0) as server:
        port = server.sockets[0].getsockname()[1]
        await table.send(port, connections=1, user="vp@vp.invalid", token=lambda: next(tokens))
    assert seen == [f"user=vp@vp.invalid\1auth=Bearer {one}\1\1".encode() for one in ("one", "two")]
