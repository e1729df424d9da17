"""Claims about what the world can look up of a domain, asked of a real name server on loopback."""

import asyncio
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager

import dns.message
import dns.rrset
import pytest
from dns.resolver import Resolver

from mail.dns import DnsSilentError, resolver
from mail.domain_trust import dkim_trouble, dmarc_trouble, reverse_trouble, spf_trouble

ZONE = {
    ("vpdp.vn.", "TXT"): ['"v=spf1 mx -all"', '"unrelated"'],
    ("vn2026._domainkey.vpdp.vn.", "TXT"): ['"v=DKIM1; k=rsa; " "p=MIIB"'],
    ("_dmarc.vpdp.vn.", "TXT"): ['"v=DMARC1; p=quarantine; rua=mailto:x@vpdp.vn"'],
    ("mx.vpdp.vn.", "A"): ["192.0.2.7"],
    ("7.2.0.192.in-addr.arpa.", "PTR"): ["mx.vpdp.vn."],
}


class NameServer(asyncio.DatagramProtocol):
    """Answers from a zone; everything else has no answer."""

    def __init__(self, zone: Mapping[tuple[str, str], list[str]]) -> None:
        self.zone = zone

    def connection_made(self, transport: asyncio.DatagramTransport) -> None:
        self.transport = transport

    def datagram_received(self, data: bytes, address: tuple[str, int]) -> None:
        question = dns.message.from_wire(data)
        answer, asked = dns.message.make_response(question), question.question[0]
        kind = dns.rdatatype.to_text(asked.rdtype)
        if rows := self.zone.get((str(asked.name).lower(), kind)):
            answer.answer.append(dns.rrset.from_text(asked.name, 60, "IN", kind, *rows))
        self.transport.sendto(answer.to_wire(), address)


@asynccontextmanager
async def serving(zone: Mapping[tuple[str, str], list[str]]) -> AsyncIterator[Resolver]:
    loop = asyncio.get_running_loop()
    transport, _ = await loop.create_datagram_endpoint(lambda: NameServer(zone), ("127.0.0.1", 0))
    try:
        yield resolver("127.0.0.1", transport.get_extra_info("sockname")[1])
    finally:
        transport.close()


async def troubles(zone: Mapping[tuple[str, str], list[str]]) -> list[bool]:
    """Whether SPF, DKIM, DMARC and the reverse name are amiss."""
    async with serving(zone) as ask:
        looks = (
            lambda: spf_trouble(ask, "vpdp.vn"),
            lambda: dkim_trouble(ask, "vpdp.vn", "vn2026"),
            lambda: dmarc_trouble(ask, "vpdp.vn"),
            lambda: reverse_trouble(ask, "mx.vpdp.vn"),
        )
        return [await asyncio.to_thread(look) is not None for look in looks]


async def test_a_domain_that_publishes_all_of_it_is_well() -> None:
    assert await troubles(ZONE) == [False] * 4


async def test_a_domain_that_publishes_nothing_is_amiss_in_all() -> None:
    assert await troubles({}) == [True] * 4


@pytest.mark.parametrize(
    ("name", "rows", "which"),
    [
        (("vpdp.vn.", "TXT"), ['"v=spf1 mx -all"', '"v=spf1 a -all"'], 0),
        (("vpdp.vn.", "TXT"), ['"v=spf1 +all"'], 0),
        (("vpdp.vn.", "TXT"), ['"v=spf1 mx"'], 0),
        (("vn2026._domainkey.vpdp.vn.", "TXT"), ['"v=DKIM1; p="'], 1),
        (("_dmarc.vpdp.vn.", "TXT"), ['"v=DMARC1"'], 2),
        (("7.2.0.192.in-addr.arpa.", "PTR"), ["other.vpdp.vn."], 3),
    ],
)
async def test_each_fault_is_found_where_it_is(name: tuple[str, str], rows: list[str], which: int) -> None:
    assert await troubles(ZONE | {name: rows}) == [place == which for place in range(4)]


def test_a_name_server_that_is_silent_is_no_answer_and_says_so() -> None:
    with pytest.raises(DnsSilentError, match=r"vpdp\.vn"):
        spf_trouble(resolver("127.0.0.1", 1, seconds=0.2), "vpdp.vn")
