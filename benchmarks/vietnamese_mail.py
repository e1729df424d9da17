"""Ten thousand letters with Vietnamese subjects and names through Postfix and Dovecot: the suite's claim, at length."""

from collections.abc import Iterator

from benchmarks.claims import seconds_of
from benchmarks.measure import Measure

LETTERS = 10_000


def measures() -> Iterator[Measure]:
    """Letters there and back, none damaged for either decoder; raises CalledProcessError when one was."""
    seconds = seconds_of("test_vietnamese_mail.py", "DONDOC_TEST_LETTERS", LETTERS)
    yield Measure(f"{LETTERS:,} letters there and back, none damaged", seconds, "s")
