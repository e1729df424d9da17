"""Ten thousand letters with Vietnamese subjects and names through Postfix and Dovecot: the suite's claim, at length."""

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

from benchmarks.measure import Measure, timed

CLAIM = Path(__file__).parent.parent / "tests" / "test_vietnamese_mail.py"
LETTERS = 10_000


def measures() -> Iterator[Measure]:
    """Letters there and back, none damaged for either decoder; raises CalledProcessError when one was."""
    command = [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", str(CLAIM)]
    environment = os.environ | {"DONDOC_TEST_LETTERS": str(LETTERS)}
    _, seconds = timed(lambda: subprocess.run(command, env=environment, check=True))
    yield Measure(f"{LETTERS:,} letters there and back, none damaged", seconds, "s")
