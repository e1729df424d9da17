"""Sending: letters that are ready against the bare wire, letters still to be written, and django-post_office.

All hand the same letters to one smtp-sink. The limits: ready letters at half the bare rate or more, written ones at
200 a second or more on two cores.
"""

import asyncio
import json
import subprocess
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory

import aiosmtplib
from sqlmodel import func, select

from benchmarks.measure import Measure, timed
from benchmarks.sink import sink
from benchmarks.waiting_letters import waiting_letters
from casework.preparing import Ready, next_drafts, written_drafts
from flows.dispatch import Dispatch
from flows.installation import Installation
from mail.couriers import Counts, send_all
from mail.outbox import Parcel, SmtpServer
from models.database import reading
from models.letter import SENT, Delivery

READY, WRITTEN = 2_000, 10_000
CONNECTIONS = (16, 32)  # the second is the most that the settings allow


def measures() -> Iterator[Measure]:
    """Letters a second each way, and the ratios that count."""
    with sink() as server:
        for connections in CONNECTIONS:
            yield from ready_letters(server, connections)
        with waiting_letters(WRITTEN) as here:
            counts, seconds = timed(lambda: carry(here, server, [], CONNECTIONS[0]))
            yield Measure("with rendering, form and MIME (limit: 200)", counts.sent / seconds, "letters a second")


def ready_letters(server: SmtpServer, connections: int) -> Iterator[Measure]:
    """The same letters bare, by us, bare again, and by django-post_office."""
    with waiting_letters(READY) as here:
        prepared = all_ready(here)
        parcels = [one.parcel for one in prepared if one.parcel]
        before = rate_of(parcels, timed(lambda: asyncio.run(bare(server, parcels, connections)))[1])
        ours = rate_of(parcels, timed(lambda: carry(here, server, prepared, connections))[1])
        after = rate_of(parcels, timed(lambda: asyncio.run(bare(server, parcels, connections)))[1])
        theirs = post_office(server, parcels)
    bare_rate = (before + after) / 2
    over = f"over {connections} connections"
    yield Measure(f"bare aiosmtplib {over}", bare_rate, "letters a second")
    yield Measure(f"ready letters, claimed and recorded, {over}", ours, "letters a second")
    yield Measure("ready letters, share of the bare rate (limit: 50)", 100 * ours / bare_rate, "%")
    yield Measure("the same letters by django-post_office", theirs, "letters a second")
    yield Measure("ready letters, in units of django-post_office", ours / theirs, "times")


def rate_of(parcels: Sequence[Parcel], seconds: float) -> float:
    return len(parcels) / seconds


def all_ready(here: Installation) -> list[Ready]:
    """Every letter that waits, written."""
    with reading(here.engine) as session:
        drafts = next_drafts(session, here.sender, here.now(), most=READY)
    return list(written_drafts(drafts))


def carry(here: Installation, server: SmtpServer, prepared: Sequence[Ready], connections: int) -> Counts:
    """Send everything that waits, as the flow does; what is prepared already is not written again."""
    books = Dispatch(here, most=sys.maxsize)
    books.take_in(prepared)
    counts = asyncio.run(send_all(server, books, trial=True, connections=connections))
    with reading(here.engine) as session:
        recorded = session.exec(select(func.count()).select_from(Delivery).where(Delivery.state == SENT)).one()
    if recorded != counts.sent:
        raise AssertionError(f"{counts.sent} letters were sent, {recorded} are recorded")
    return counts


async def bare(server: SmtpServer, parcels: Sequence[Parcel], connections: int) -> None:
    """The same bytes over as many connections, and nothing else."""
    left = iter(parcels)

    async def one_connection() -> None:
        client = aiosmtplib.SMTP(hostname=server.host, port=server.port, start_tls=False)
        await client.connect()
        for parcel in left:
            await client.sendmail(parcel.envelope_from, [parcel.envelope_to], parcel.content)
        await client.quit()

    await asyncio.gather(*(one_connection() for _ in range(connections)))


def post_office(server: SmtpServer, parcels: Sequence[Parcel]) -> float:
    """Letters a second of django-post_office, in a process of its own, its tables on SQLite too."""
    with TemporaryDirectory() as folder:
        letters = Path(folder) / "letters.json"
        letters.write_text(json.dumps([[one.envelope_to, one.content.decode()] for one in parcels]))
        command = [sys.executable, "-m", "benchmarks.peers.post_office", str(letters), str(server.port), folder]
        done = subprocess.run(command, check=True, capture_output=True, text=True)
    return len(parcels) / float(done.stdout.split()[-1])
