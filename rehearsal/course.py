"""A whole plan walked day by day on a clock of its own: answers recorded directly, letters written and not sent."""

import time
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from datetime import time as hour
from zoneinfo import ZoneInfo

from sqlalchemy import Engine
from sqlmodel import Session, col, select

from casework.addressing import set_contact
from casework.approving import approve_letter, letters_to_approve
from casework.asking import ASKING, REMINDING, agencies_due, open_task, tell_agencies
from casework.claiming import claim
from casework.compiling import compile_digest, periods_to_compile
from casework.docket import Docket, open_docket
from casework.preparing import next_drafts, written_drafts
from casework.sender import Sender
from casework.sending import record_outcomes
from casework.settling_questions import settle_question
from casework.telling import Walks
from mail.outbox import Outcome
from models.contact import ANSWERS, Contact
from models.database import reading, writing
from models.letter import BOUNCED, REQUEST, Delivery, Letter, move_delivery
from models.obligation import look_again_at_all
from models.plan import plan_named
from models.policy import Policy, Purpose
from models.question import standing_questions
from models.task import tasks_of
from rehearsal.approving import approve_drafts
from rehearsal.clerks import Clerks, gone
from rehearsal.outages import Outage, as_planned

ONE_DAY = timedelta(days=1)
MORNING, AFTERNOON = hour(9), hour(15)
NEW_MAILBOX_AFTER = 10
AT_ONCE = 100


@dataclass
class Course:
    """The office, its agencies and what was done; `seconds` by part, so that the slowest can be named."""

    engine: Engine
    sender: Sender
    plan: str
    policy: Policy
    clerks: Clerks
    opened: Counter[str] = field(default_factory=Counter)
    told: Counter[str] = field(default_factory=Counter)
    withheld: Counter[str] = field(default_factory=Counter)
    letters: Counter[str] = field(default_factory=Counter)
    digests: int = 0
    days: int = 0
    seconds: dict[str, float] = field(default_factory=dict)
    mended: dict[date, list[int]] = field(default_factory=dict)

    def live(self, first: date, last: date, outage: Outage | None = None) -> None:
        """Every working day from `first` to `last`, both included, with what goes wrong with the schedule."""
        day = first
        while day <= last:
            if self.policy.working_days.works(day):
                self.days += 1
                self._office(day, outage)
                self._agencies(day)
            day += ONE_DAY

    def moment(self, day: date, at: hour = MORNING) -> datetime:
        """That hour of the day in the plan's zone."""
        return datetime.combine(day, at, ZoneInfo(self.policy.zone))

    def _office(self, day: date, outage: Outage | None) -> None:
        ticks = (outage.ticks if outage else as_planned)(day)
        for tick in ticks:
            if outage and outage.at_once:
                with ThreadPoolExecutor(2) as pool:
                    list(pool.map(self.walk, [self.moment(tick)] * 2))
            else:
                self.walk(self.moment(tick))
        if outage and outage.eager and len(self.told) == 1:
            self._remind_sooner()
        if ticks:
            self.deliver(self.moment(day))
            self._compile(day)
        self._settle(day)

    def _remind_sooner(self) -> None:
        """The office changes its policy while letters wait: reminders a day earlier from now on."""
        with writing(self.engine) as session:
            row = plan_named(session, self.plan)
            lead = [
                step | {"working_days": step["working_days"] - (step["purpose"] == "remind")}
                for step in row.policy["lead"]
            ]
            row.policy = row.policy | {"lead": lead}
            session.add(row)
            look_again_at_all(session, plan_id=row.id)

    def walk(self, now: datetime) -> None:
        """What request_reports and send_reminders do at that moment."""
        with self._timed("open"), writing(self.engine) as session:
            docket = self._docket(session, now)
            for task in tasks_of(session, docket.plan_id):
                opened = open_task(session, docket, task)
                if opened:
                    self.opened[str(docket.day.year)] += opened
        for purposes in (ASKING, REMINDING):
            with self._timed("plan and tell"), writing(self.engine) as session:
                walks = Walks()
                for named in agencies_due(session, docket):
                    tell_agencies(session, docket, self.sender, named, purposes, walks)
            for walk in walks.values():
                self.told += Counter({name: count for name, count in walk.queued.items() if Purpose(name) in purposes})
                self.withheld += walk.withheld

    def deliver(self, now: datetime) -> None:
        """Every letter that waits: claimed, written, stored, and taken for accepted."""
        sent: list[Letter] = []
        with self._timed("write letters"):
            while some := self._deliver_some(now):
                sent += some
        for letter in sent:
            self.clerks.receive(letter, self._day(now))
        self._bounce(gone(self.clerks, [one for one in sent if one.kind == REQUEST]), now)

    def _deliver_some(self, now: datetime) -> list[Letter]:
        with reading(self.engine) as session:
            drafts = next_drafts(session, self.sender, now, most=AT_ONCE)
        if not drafts:
            return []
        prepared = list(written_drafts(drafts))
        with writing(self.engine) as session:
            parcels = claim(session, self.sender, prepared, now).parcels
        taken = [one.delivery_id for one in parcels]
        with writing(self.engine) as session:
            record_outcomes(session, [Outcome(one, "sent", "after_dot", 250, "rehearsed") for one in taken], now)
            letters = session.exec(select(Letter).join(Delivery).where(col(Delivery.id).in_(taken))).all()
        self.letters.update(letter.kind for letter in letters)
        return list(letters)

    def _bounce(self, letters: list[Letter], now: datetime) -> None:
        """A mailbox that is gone bounces once; the office names a new one some days later."""
        with writing(self.engine) as session:
            for letter in letters:
                found = session.exec(select(Delivery).where(Delivery.letter_id == letter.id, Delivery.state == "sent"))
                for delivery in found:
                    contact = session.get_one(Contact, delivery.contact_id)
                    if contact.name.startswith("Hộp thư mới"):
                        continue
                    move_delivery(session, delivery, BOUNCED, now)
                    contact.bounced_at = now
                    mended_on = self.policy.working_days.shift(self._day(now), NEW_MAILBOX_AFTER)
                    self.mended.setdefault(mended_on, []).append(contact.id or 0)

    def _compile(self, day: date) -> None:
        with self._timed("compile"), writing(self.engine) as session:
            docket = self._docket(session, self.moment(day, AFTERNOON))
            for period in periods_to_compile(session, docket):
                compile_digest(session, docket, period, "officer")
                self.digests += 1
            approve_drafts(session, docket, self.sender, "officer", enclosing=False)
        self.deliver(self.moment(day, AFTERNOON))

    def _settle(self, day: date) -> None:
        """What the office does itself: it names successors and new mailboxes."""
        with self._timed("settle"), writing(self.engine) as session:
            docket = self._docket(session, self.moment(day))
            for question in standing_questions(session, docket.plan_id):
                if question.agency_id is not None and question.holds:
                    successors = docket.directory.answering(question.agency_id, docket.day)
                    named = successors[-1] if successors else None
                    settle_question(session, docket, question, "theo rà soát của Văn phòng", "officer", named)
            for letter in letters_to_approve(session, docket.plan_id, docket.mode):
                approve_letter(session, docket, letter, "officer")
            for contact_id in self.mended.pop(day, ()):
                old = session.get_one(Contact, contact_id)
                name = f"Hộp thư mới {old.agency_id}"
                new = Contact(agency_id=old.agency_id, role=ANSWERS, name=name, address=f"moi@{old.agency_id}.example")
                set_contact(session, new, "officer", docket.now, day)

    def _agencies(self, day: date) -> None:
        if day not in self.clerks.due:
            return
        with self._timed("record answers"), writing(self.engine) as session:
            self.clerks.answer(session, self._docket(session, self.moment(day, hour(11))), self.sender)

    def _docket(self, session: Session, now: datetime) -> Docket:
        return open_docket(session, plan_named(session, self.plan), now)

    def _day(self, now: datetime) -> date:
        return now.astimezone(ZoneInfo(self.policy.zone)).date()

    @contextmanager
    def _timed(self, part: str) -> Iterator[None]:
        begun = time.perf_counter()
        yield
        self.seconds[part] = self.seconds.get(part, 0) + time.perf_counter() - begun
