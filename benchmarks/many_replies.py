"""Ten thousand replies from Dovecot, stored, matched, recorded, each with its receipt: the suite's claim, at length."""

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

from benchmarks.measure import Measure, timed

CLAIM = Path(__file__).parent.parent / "tests" / "test_many_replies.py"
REPLIES = 10_000


def measures() -> Iterator[Measure]:
    """All of it, with laying them into the mailbox; raises CalledProcessError when one was lost or doubled."""
    command = [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", "--durations=3", str(CLAIM)]
    environment = os.environ | {"DONDOC_TEST_REPLIES": str(REPLIES)}
    _, seconds = timed(lambda: subprocess.run(command, env=environment, check=True))
    yield Measure(f"{REPLIES:,} replies collected, recorded and answered", seconds, "s")
