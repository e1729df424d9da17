"""Sends some of the letters that wait, and prints the most memory it took: `… send_some FOLDER PORT LETTERS`."""

import asyncio
import sys
from pathlib import Path

from benchmarks.measure import most_memory
from benchmarks.waiting_letters import SENDER
from flows.dispatch import Dispatch
from flows.installation import Installation
from mail.couriers import send_all
from mail.outbox import SmtpServer
from models.database import open_engine
from settings import Settings


def main() -> None:
    """One round, as the flow does it; MiB of this process and of the writers it waited for."""
    folder, port, letters = Path(sys.argv[1]), int(sys.argv[2]), int(sys.argv[3])
    here = Installation(Settings(data=folder), open_engine(f"sqlite:///{folder / 'dondoc.db'}"), SENDER)
    counts = asyncio.run(send_all(SmtpServer("127.0.0.1", port), Dispatch(here, letters), trial=True, connections=16))
    if counts.sent != letters:
        raise SystemExit(f"{counts} instead of {letters} letters")
    print(most_memory())


if __name__ == "__main__":
    main()
