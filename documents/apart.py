"""Opening attached files in a process of their own: one that hangs, swells or crashes takes nothing else with it.

Run as a module it is that process: the file comes in on standard input, what was read goes out as JSON.
"""

import json
import resource
import subprocess
import sys
from pathlib import Path

from documents.attached_file import Opened, may_be_opened, open_attached
from language.wording import Wording, wording

ROOT = Path(__file__).parent.parent
SECONDS = 20
PATIENCE = 40  # by the wall: a busy machine gives a process half its time
MEMORY = 2_000_000_000

GAVE_UP = wording("tệp không đọc được trong giới hạn cho phép; tệp vẫn được lưu")


def open_apart(content: bytes) -> Opened | Wording | None:
    """The tables and the text of an attached file, why it was not opened, or None: it is of no kind that is opened."""
    if not may_be_opened(content):
        return None
    command = [sys.executable, "-m", "documents.apart"]
    try:
        done = subprocess.run(command, input=content, capture_output=True, timeout=PATIENCE, cwd=ROOT, check=False)  # noqa: S603 - our own module
        return _said(json.loads(done.stdout)) if done.returncode == 0 else GAVE_UP
    except (subprocess.TimeoutExpired, ValueError, KeyError, TypeError):
        return GAVE_UP


def _said(plain: dict[str, object]) -> Opened | Wording:
    if "why" in plain:
        return Wording(str(plain["why"]), tuple((str(name), str(value)) for name, value in plain["values"]))  # type: ignore[attr-defined]
    return Opened.from_plain(plain)


def main() -> None:
    """Read the file on standard input within limits of time and memory, and print what it holds."""
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    opened = open_attached(sys.stdin.buffer.read())
    plain = {"why": opened.text, "values": opened.values} if isinstance(opened, Wording) else opened.to_plain()
    sys.stdout.write(json.dumps(plain, ensure_ascii=True))


if __name__ == "__main__":
    main()
