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
from mail.pace import Pace
from models.database import reading, writing

AT_ONCE = 100
AHEAD = 2
PASSES = 3

Underway = tuple[list[Draft], list[asyncio.Future[list[Written | None]]]]


class Dispatch:
    """Gives out what may go, at most so many letters, and takes in what became of them.

    A full batch is written by processes of its own while the one before it is sent; what is fewer is written here.
    """

    def __init__(self, here: Installation, most: int, mode: str | None = None) -> None:
        self._here, self._left, self._mode = here, most, mode
        self._pace = Pace(here.settings.smtp_per_minute, here.settings.smtp_per_domain)
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
        most = min(wanted, self._left)
        with writing(self._here.engine) as session:
            now = self._here.now()
            if outcomes:
                record_outcomes(session, outcomes, now)
            while len(parcels) < most and (some := self._next(most - len(parcels))):
                claimed = claim(session, self._here.sender, some, now, self._mode)
                parcels += claimed.parcels
                self._again += claimed.again
        self._left -= len(parcels)
        return parcels

    def _next(self, wanted: int) -> list[Ready]:
        """The next that are ready and that the pace lets go, at most so many."""
        moment = asyncio.get_running_loop().time()
        some: list[Ready] = []
        held: list[Ready] = []
        while self._ready and len(some) < wanted:
            one = self._ready.popleft()
            if self._free_at(one) <= moment:
                some.append(one)
                self._went(one, moment)
            else:
                held.append(one)
        self._ready.extendleft(reversed(held))
        return some

    def _free_at(self, one: Ready) -> float:
        return self._pace.free_at(one.parcel.envelope_to) if one.parcel else 0.0

    def _went(self, one: Ready, moment: float) -> None:
        if one.parcel:
            self._pace.went(one.parcel.envelope_to, moment)

    async def more(self) -> bool:
        """Prepare the next letters when none is left, or wait until the pace lets one go.

        False when nothing waits any more, or enough was given out.
        """
        async with self._refilling:
            if not self._left or not (self._ready or await self._refilled()):
                return False
            wait = min(map(self._free_at, self._ready), default=0.0) - asyncio.get_running_loop().time()
            if wait > 0:
                await asyncio.sleep(wait)
            return True

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
