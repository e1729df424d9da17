"""Carrying letters: a few connections, each reused, and the one desk where they hand in outcomes and get the next.

Nothing is sent before its claim is on disk, and no connection starts a next letter before its last outcome is.
"""

import asyncio
from collections import Counter
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from typing import Protocol, get_args

import aiosmtplib

from mail.outbox import (
    TRIAL_DOMAIN,
    AddressOutsideTrial,
    Handing,
    Kind,
    NotConnectedError,
    Outcome,
    Parcel,
    SmtpServer,
    connect,
    farewell,
    outside_trial,
    unfit,
)

PATIENCE = 0.01  # seconds that a connection waits for the others, so that one commit serves them all
DOUBTS = 3  # letters on end of which a server does not say that it took them: the next would be in doubt too


@dataclass(frozen=True)
class Counts:
    """What a round of sending did; `trouble` says why a connection failed, empty when all went well.

    `doubted`: it ended because the server did not say of several letters on end whether it took them.
    """

    sent: int = 0
    temporary: int = 0
    permanent: int = 0
    unconfirmed: int = 0
    reached: bool = True
    trouble: str = ""
    doubted: bool = False


class Books(Protocol):
    """What the outbox needs of whoever keeps its books."""

    def turn(self, outcomes: Sequence[Outcome], wanted: int) -> Sequence[Parcel]:
        """Record the outcomes and claim at most `wanted` parcels, all in one transaction that is on disk on return."""

    async def more(self) -> bool:
        """Wait until there may be something to claim; False when nothing will come any more."""


async def send_all(server: SmtpServer, books: Books, *, trial: bool, connections: int = 4) -> Counts:
    """Sends what `books` gives until there is no more, over at most `connections` reused connections.

    A connection stands before the first claim is made: while the server is down nothing is claimed and `reached`
    is False. Nothing is sent before its claim is on disk, and each outcome is on disk before the next claim on its
    connection. After DOUBTS letters unconfirmed on end nothing more is claimed. An exception of `books`, or
    AddressOutsideTrial (recorded as permanent first), stops all further claims, lets the letters under way finish, and
    is raised.
    """
    crew = _Crew(server, books, trial)
    async with asyncio.TaskGroup() as group:
        group.create_task(crew.work(group, connections))
    if crew.faults:
        raise crew.faults[0]
    return crew.counts()


@dataclass(frozen=True)
class _Hand:
    """What one connection hands in: the outcome of its last letter, and whether it wants a next one."""

    outcome: Outcome | None
    wants: bool
    given: "asyncio.Future[Parcel | None]"


class _Desk:
    """Where all connections hand in: one turn of the books settles all that wait (a group commit)."""

    def __init__(self, books: Books) -> None:
        self._books = books
        self._hands: list[_Hand] = []
        self._under_way = 0

    async def turn(self, outcome: Outcome | None, wants: bool) -> Parcel | None:
        """The next parcel, once the outcome and its claim are on disk."""
        loop = asyncio.get_running_loop()
        hand = _Hand(outcome, wants, loop.create_future())
        if not self._hands:
            loop.call_later(PATIENCE, self._settle)
        self._hands.append(hand)
        self._under_way -= outcome is not None
        if self._under_way <= 0:  # twice round the loop, so that whoever was answered at the same time is there too
            loop.call_soon(loop.call_soon, self._settle)
        try:
            return await hand.given
        except asyncio.CancelledError:
            self._settle()
            self._take_back(hand)
            raise

    def _take_back(self, hand: _Hand) -> None:
        """What was claimed for a connection that is given up was not sent."""
        parcel = None if hand.given.cancelled() or hand.given.exception() else hand.given.result()
        if parcel is None:
            return
        with suppress(Exception):  # else it stays `sending`, and is held as unconfirmed
            self._books.turn([Outcome(parcel.delivery_id, "temporary", "connect", None, "cancelled")], 0)

    def _settle(self) -> None:
        hands, self._hands = self._hands, []
        if not hands:
            return
        outcomes = [one.outcome for one in hands if one.outcome is not None]
        wanting = [one for one in hands if one.wants and not one.given.cancelled()]
        try:
            parcels = list(self._books.turn(outcomes, len(wanting)))
        except Exception as fault:
            self._rescue(outcomes)
            for one in hands:
                _give(one, fault)
            return
        for one in hands:
            parcel = parcels.pop(0) if one.wants and parcels and not one.given.cancelled() else None
            self._under_way += parcel is not None
            _give(one, parcel)

    def _rescue(self, outcomes: Sequence[Outcome]) -> None:
        """Record what can be recorded: one fault must not take the others' outcomes with it."""
        for outcome in outcomes:
            with suppress(Exception):  # the fault itself is raised to whoever started the round
                self._books.turn([outcome], 0)


def _give(hand: _Hand, given: Parcel | Exception | None) -> None:
    if hand.given.done():
        return
    if isinstance(given, Exception):
        hand.given.set_exception(given)
    else:
        hand.given.set_result(given)


class _Crew:
    """The workers of one round: each its own connection, all the same desk."""

    def __init__(self, server: SmtpServer, books: Books, trial: bool) -> None:
        self._server, self._books, self._desk, self._trial = server, books, _Desk(books), trial
        self._kinds: Counter[Kind] = Counter()
        self._reached, self._trouble, self._doubts = False, "", 0
        self.faults: list[Exception] = []

    def counts(self) -> Counts:
        """What was done so far."""
        sent, temporary, permanent, unconfirmed = (self._kinds[kind] for kind in get_args(Kind))
        doubted = self._doubts >= DOUBTS
        return Counts(sent, temporary, permanent, unconfirmed, self._reached, self._trouble, doubted)

    @property
    def _stopped(self) -> bool:
        return bool(self.faults) or self._doubts >= DOUBTS

    async def work(self, group: asyncio.TaskGroup, left: int) -> None:
        """One worker; a next one is started only when there was something to claim."""
        client = await self._connected()
        outcome, started = None, False
        while client is not None and (parcel := await self._next(outcome)) is not None:
            if left > 1 and not started:
                group.create_task(self.work(group, left - 1))
            started = True
            client, outcome = await self._carried(client, parcel)
        if client is not None:
            await farewell(client)

    async def _connected(self) -> aiosmtplib.SMTP | None:
        try:
            client = await connect(self._server)
        except NotConnectedError as error:
            self._trouble = str(error)
            return None
        self._reached = True
        return client

    async def _next(self, outcome: Outcome | None) -> Parcel | None:
        """The next parcel to carry, once `outcome` is recorded; None when there is none, or a fault stops the round."""
        parcel = await self._turn(outcome)
        while parcel is None and not self._stopped and await self._more():
            parcel = await self._turn(None)
        return parcel

    async def _turn(self, outcome: Outcome | None) -> Parcel | None:
        try:
            return await self._desk.turn(outcome, wants=not self._stopped)
        except Exception as fault:
            self.faults.append(fault)
            return None

    async def _more(self) -> bool:
        try:
            return await self._books.more()
        except Exception as fault:
            self.faults.append(fault)
            return False

    async def _carried(self, client: aiosmtplib.SMTP, parcel: Parcel) -> tuple[aiosmtplib.SMTP | None, Outcome | None]:
        """Sends one parcel; returns the connection for the next with the outcome that is still to be recorded.

        A connection that was lost is replaced only after the outcome is recorded.
        """
        outcome = self._refused(parcel)
        if outcome is None:
            outcome = await Handing(client, parcel, self._server, self._cancelled).outcome()
        self._kinds[outcome.kind] += 1
        self._doubts = self._doubts + 1 if outcome.kind == "unconfirmed" else 0
        if client.is_connected:
            return client, outcome
        await self._record(outcome)
        return await self._connected(), None

    async def _record(self, outcome: Outcome) -> None:
        try:
            await self._desk.turn(outcome, wants=False)
        except Exception as fault:
            self.faults.append(fault)

    def _refused(self, parcel: Parcel) -> Outcome | None:
        """The outcome of a parcel that must not come near the socket; None for one that may."""
        refusal = unfit(parcel)
        if refusal is None and self._trial and (outside := outside_trial(parcel)):
            text = f"trial: {outside} does not end in {TRIAL_DOMAIN}"
            self.faults.append(AddressOutsideTrial(text))
            refusal = Outcome(parcel.delivery_id, "permanent", "connect", None, text)
        return refusal

    def _cancelled(self, outcome: Outcome) -> None:
        self._books.turn([outcome], 0)
