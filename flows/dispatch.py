"""The books of one round of sending: letters prepared ahead, claims and outcomes committed together."""

import asyncio
from collections import deque
from collections.abc import Sequence

from casework.claiming import claim
from casework.preparing import Draft, Ready, Written, next_drafts, written_drafts
from casework.sending import record_outcomes
from flows.installation import Installation
from flows.writers import begin_writing, written_apart
from mail.outbox import Outcome, Parcel
from models.database import reading, writing

AT_ONCE = 100
AHEAD = 2
PASSES = 3

Underway = tuple[list[Draft], list[asyncio.Future[list[Written | None]]]]


class Dispatch:
    """Gives out what may go, at most so many letters, and takes in what became of them.

    A full batch is written by processes of its own while the one before it is sent; what is fewer is written here.
    """

    def __init__(self, here: Installation, most: int) -> None:
        self._here, self._left = here, most
        self._ready: deque[Ready] = deque()
        self._underway: deque[Underway] = deque()
        self._again: list[int] = []
        self._after, self._passes = 0, 1
        self._refilling = asyncio.Lock()

    def take_in(self, prepared: Sequence[Ready]) -> None:
        """What is written already, to be claimed first."""
        self._ready.extend(prepared)

    def turn(self, outcomes: Sequence[Outcome], wanted: int) -> list[Parcel]:
        """Record the outcomes and claim what is wanted, in one transaction."""
        parcels: list[Parcel] = []
        with writing(self._here.engine) as session:
            now = self._here.now()
            if outcomes:
                record_outcomes(session, outcomes, now)
            while self._ready and len(parcels) < min(wanted, self._left):
                some = [self._ready.popleft() for _ in range(min(wanted - len(parcels), len(self._ready)))]
                claimed = claim(session, self._here.sender, some, now)
                parcels += claimed.parcels
                self._again += claimed.again
        self._left -= len(parcels)
        return parcels

    async def more(self) -> bool:
        """Prepare the next letters when none is left; False when nothing waits any more, or enough was given out."""
        async with self._refilling:
            return bool(self._left and (self._ready or await self._refilled()))

    async def _refilled(self) -> bool:
        while len(self._underway) < AHEAD and (drafts := self._next_drafts()):
            if len(drafts) < AT_ONCE and not self._underway:
                self._ready.extend(written_drafts(drafts))
                return True
            self._underway.append((drafts, begin_writing(drafts)))
        if not self._underway:
            return False
        self._ready.extend(await written_apart(*self._underway.popleft()))
        return True

    def _next_drafts(self) -> list[Draft]:
        with reading(self._here.engine) as session:
            drafts = next_drafts(session, self._here.sender, self._here.now(), most=AT_ONCE, after=self._after)
        if not drafts and self._again and self._passes < PASSES and not self._underway:
            self._after, self._again, self._passes = min(self._again) - 1, [], self._passes + 1
            return self._next_drafts()
        self._after = max((to.delivery_id for one in drafts for to in one.recipients), default=self._after)
        return drafts
