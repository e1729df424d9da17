"""Claims of the suite at length: a test that counts as far as an environment variable says."""

import os
import subprocess
import sys
from pathlib import Path

from benchmarks.measure import timed

TESTS = Path(__file__).parent.parent / "tests"


def seconds_of(test: str, variable: str, count: int) -> float:
    """How long the file of tests takes with that many; raises CalledProcessError when one fails."""
    command = [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", "--durations=3", str(TESTS / test)]
    environment = os.environ | {variable: str(count)}
    return timed(lambda: subprocess.run(command, env=environment, check=True))[1]
