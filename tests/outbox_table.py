"""What the database does for the outbox, without one: gives claims, takes outcomes, remembers the order."""

from collections.abc import Iterable, Sequence

from mail.couriers import Counts, send_all
from mail.outbox import Outcome, Parcel, SmtpServer


class Table:
    """What the database does for the outbox: gives claims, takes outcomes, remembers the order."""

    def __init__(self, parcels: Iterable[Parcel]) -> None:
        self.waiting, self.claimed, self.outcomes = list(parcels), [], []

    def turn(self, outcomes: Sequence[Outcome], wanted: int) -> list[Parcel]:
        self.outcomes += outcomes
        given, self.waiting = self.waiting[:wanted], self.waiting[wanted:]
        self.claimed += given
        return given

    async def more(self) -> bool:
        return bool(self.waiting)

    async def send(self, port: int, trial: bool = True, connections: int = 4, **server: object) -> Counts:
        where = SmtpServer("127.0.0.1", port, local_hostname="t.invalid", **server)
        return await send_all(where, self, trial=trial, connections=connections)
