"""Ten thousand replies from Dovecot, stored, matched, recorded, each with its receipt: the suite's claim, at length."""

from collections.abc import Iterator

from benchmarks.claims import seconds_of
from benchmarks.measure import Measure

REPLIES = 10_000


def measures() -> Iterator[Measure]:
    """All of it, with laying them into the mailbox; raises CalledProcessError when one was lost or doubled."""
    seconds = seconds_of("test_many_replies.py", "DONDOC_TEST_REPLIES", REPLIES)
    yield Measure(f"{REPLIES:,} replies collected, recorded and answered", seconds, "s")
