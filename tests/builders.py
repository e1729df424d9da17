"""Builders that take only what a test is about: a small plan in a database, and what its office does with it."""

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from email.message import EmailMessage
from zlib import crc32

from sqlalchemy import Engine
from sqlmodel import Session, SQLModel, select

from casework.asking import ASKING, REMINDING, agencies_due, open_task, tell_agencies
from casework.claiming import claim
from casework.collecting import store_messages
from casework.docket import Docket, open_docket
from casework.filing import file_message
from casework.preparing import Ready, next_drafts, written_drafts
from casework.recording import Answer, Source, record_answers
from casework.sender import Sender
from casework.sending import record_outcomes
from casework.telling import Walk, Walks
from casework.understanding import read_message
from mail.inbox import Fetched
from mail.outbox import Outcome, Parcel
from models.agency import store_directory
from models.contact import Contact, store_contact
from models.database import reading, writing
from models.directory import AgencyEntry, CollectiveEntry, Directory
from models.event import Event
from models.letter import LetterRaw
from models.message import Message, unread_messages
from models.mode import LIVE, MailMode
from models.obligation import look_again_at_all
from models.pen import PenCandidate, PenItem
from models.plan import Plan, plan_named
from models.policy import Policy, Purpose
from models.request import Request
from models.standing import Standing, State, standings
from models.task import Assignment, Milestone, Task, open_anew, tasks_of

SENDER = Sender("Văn phòng Điều phối", "baocao@vpdp.example", "http://127.0.0.1:8080", b"secret of a test")
SLUG = "small"
SIGNED = date(2022, 10, 12)
BEGIN = date(2023, 1, 3)
ASK_DAY = date(2023, 3, 6)
REMIND_DAY = date(2023, 3, 15)
DUE = date(2023, 3, 20)
ESCALATE_DAY = date(2023, 3, 22)
AFTER = date(2023, 3, 23)
LADDER = [
    {"purpose": "ask", "working_days": -10},
    {"purpose": "remind", "working_days": -3},
    {"purpose": "last_call", "working_days": 0},
    {"purpose": "escalate", "working_days": 2, "to": "head", "copy_office": True},
]
PROVINCES = ("tinh-x", "tinh-y", "tinh-z")


def policy(**changes: object) -> Policy:
    """The first plan's policy, but for what is given."""
    return Policy.model_validate({"lead": LADDER, "coordinating": LADDER[:2], **changes})


def at(day: date, hour: int = 9) -> datetime:
    """That hour of `day` in Viet Nam, as UTC."""
    return datetime(day.year, day.month, day.day, hour - 7, tzinfo=UTC)


def agency(name: str, kind: str = "ministry", **given: object) -> AgencyEntry:
    """An agency called by its id."""
    return AgencyEntry(id=name, vi=f"Cơ quan {name}", en=name, kind=kind, short=name, **given)


def directory(*agencies: AgencyEntry) -> Directory:
    """The small plan's directory, and `agencies` in place of those with the same ids."""
    usual = [agency(name) for name in ("bo-a", "bo-b", "vp", "bcd")] + [agency(name, "province") for name in PROVINCES]
    collective = CollectiveEntry("all-provinces", ("Ủy ban nhân dân các tỉnh, thành phố",), ("province",))
    return Directory({one.id: one for one in (*usual, *agencies)}, {collective.id: collective})


def assigned(role: str, *names: str) -> list[Assignment]:
    """Assignments in that role; all-provinces is a collective."""
    return [
        Assignment(task_id=0, position=0, role=role, phrase=name, **{_column(name): name})  # type: ignore[arg-type]
        for name in names
    ]


def _column(name: str) -> str:
    return "collective_id" if name == "all-provinces" else "agency_id"


def span(begins: date = date(2022, 1, 1), due: date = date(2025, 12, 31)) -> Milestone:
    return Milestone(task_id=0, position=0, kind="span", begins=begins, due=due, text="2022-2025")


def deadline(due: date, past: bool = False) -> Milestone:
    return Milestone(task_id=0, position=0, kind="deadline", due=due, past_at_signing=past, text=f"{due:%m/%Y}")


def task(code: str, position: int = 0) -> Task:
    return Task(
        plan_id=0,
        code=code,
        position=position,
        section="I",
        subsection="",
        title=f"Việc {code}",
        text="",
        time_text="2022-2025",
        product="",
        place="",
        open_phrases=[],
    )


def plan(tracked_from: date = BEGIN, **changes: object) -> Plan:
    """The small plan's row, not stored."""
    return Plan(
        slug=SLUG,
        short_name="Kế hoạch nhỏ",
        tag="NHO",
        number="04/QĐ",
        title="Kế hoạch nhỏ",
        issuer="Ban Chỉ đạo",
        signed_on=SIGNED,
        ends_on=date(2025, 12, 31),
        office_agency_id="vp",
        committee_agency_id="bcd",
        policy=policy(**changes).model_dump(mode="json"),
        tracked_from=tracked_from,
        loaded_at=at(tracked_from),
    )


def small_plan(engine: Engine, *agencies: AgencyEntry, **changes: object) -> "Desk":
    """A stored plan of three tasks, and its desk.

    I.1 is led by bo-a with bo-b coordinating, each quarter; I.2 has a deadline on 31 March 2023 and is led by bo-a;
    II.1 is led by three provinces, each quarter.
    """
    with writing(engine) as session:
        store_directory(session, directory(*agencies))
        row = plan(**changes)
        session.add(row)
        session.flush()
        _add_task(session, row, task("I.1", 0), [span()], assigned("lead", "bo-a") + assigned("coordinating", "bo-b"))
        _add_task(session, row, task("I.2", 1), [deadline(date(2023, 3, 31))], assigned("lead", "bo-a"))
        _add_task(session, row, task("II.1", 2), [span()], assigned("lead", "all-provinces"))
        for name in ("bo-a", "bo-b", "vp", "bcd", *PROVINCES):
            store_contact(session, mailbox(name))
            store_contact(session, mailbox(name, "head"))
    return Desk(engine)


def _add_task(
    session: Session, row: Plan, task: Task, milestones: list[Milestone], assignments: list[Assignment]
) -> None:
    task.plan_id = row.id or 0
    session.add(task)
    session.flush()
    for position, one in enumerate([*milestones, *assignments]):
        one.task_id, one.position = task.id or 0, position
        session.add(one)
    session.flush()


def mailbox(agency_id: str, role: str = "answers", address: str = "", **given: object) -> Contact:
    """A contact whose address says whose it is."""
    local = "vanthu" if role == "answers" else role
    return Contact(
        agency_id=agency_id, role=role, name=agency_id, address=address or f"{local}@{agency_id}.example", **given
    )


def address_of(agency_id: str) -> str:
    return f"vanthu@{agency_id}.example"


@dataclass(frozen=True)
class Desk:
    """The office at work on one plan: each verb in a transaction of its own, on a day that is given."""

    engine: Engine
    slug: str = SLUG
    sender: Sender = SENDER

    def docket(self, session: Session, day: date) -> Docket:
        return open_docket(session, plan_named(session, self.slug), at(day))

    def ask(self, day: date = ASK_DAY) -> list[Walk]:
        """Open what is owed, and ask for what is due; what was done on each task, in the plan's order."""
        walks = Walks()
        with writing(self.engine) as session:
            docket = self.docket(session, day)
            for one in tasks_of(session, docket.plan_id):
                walks[one.code].opened = open_task(session, docket, one)
        return self._tell(walks, ASKING, day)

    def remind(self, day: date = REMIND_DAY) -> list[Walk]:
        return self._tell(Walks(), REMINDING, day)

    def _tell(self, walks: Walks, purposes: Collection[Purpose], day: date) -> list[Walk]:
        with writing(self.engine) as session:
            docket = self.docket(session, day)
            for agencies in agencies_due(session, docket):
                tell_agencies(session, docket, self.sender, agencies, purposes, walks)
        return list(walks.values())

    def prepared(self, day: date = ASK_DAY, hour: int = 10, most: int = 100) -> list[Ready]:
        """What could go next, drafted and written."""
        with reading(self.engine) as session:
            drafts = next_drafts(session, self.sender, at(day, hour), most=most)
        return list(written_drafts(drafts))

    def take(self, ready: Ready, day: date = ASK_DAY, hour: int = 10) -> Parcel | None:
        """The parcel of what was prepared, claimed; None when it is not to go now, or not like this."""
        with writing(self.engine) as session:
            return next(iter(claim(session, self.sender, [ready], at(day, hour)).parcels), None)

    def claim(self, day: date = ASK_DAY, hour: int = 10) -> Parcel | None:
        """The next parcel; what is settled on the way is passed over."""
        while prepared := self.prepared(day, hour, most=1):
            if parcel := self.take(prepared[0], day, hour):
                return parcel
        return None

    def end(self, parcel: Parcel, kind: str = "sent", day: date = ASK_DAY, hour: int = 10) -> None:
        """Record what became of a parcel."""
        with writing(self.engine) as session:
            outcome = Outcome(parcel.delivery_id, kind, "after_dot", 250, "said")  # type: ignore[arg-type]
            record_outcomes(session, [outcome], at(day, hour))

    def send(self, day: date = ASK_DAY, kind: str = "sent") -> list[Parcel]:
        """Everything that waits, with that outcome."""
        parcels: list[Parcel] = []
        while prepared := self.prepared(day):
            with writing(self.engine) as session:
                taken = claim(session, self.sender, prepared, at(day, 10)).parcels
                outcomes = [Outcome(one.delivery_id, kind, "after_dot", 250, "said") for one in taken]  # type: ignore[arg-type]
                record_outcomes(session, outcomes, at(day, 10))
            parcels += taken
        return parcels

    def try_once(self, delivery_id: int, moment: datetime) -> None:
        """Claim until that delivery comes, and have it put off."""
        parcel = None
        while parcel is None or parcel.delivery_id != delivery_id:
            with reading(self.engine) as session:
                prepared = list(written_drafts(next_drafts(session, self.sender, moment, most=1)))
            with writing(self.engine) as session:
                [parcel] = claim(session, self.sender, prepared, moment).parcels
                record_outcomes(session, [Outcome(parcel.delivery_id, "temporary", "rcpt", 451, "later")], moment)

    def asked(self) -> "Desk":
        """The desk once the first letters of Quarter I/2023 have arrived."""
        self.ask()
        self.send()
        return self

    def standing(self, day: date = ASK_DAY) -> list[Standing]:
        with reading(self.engine) as session:
            docket = self.docket(session, day)
            return standings(session, docket.plan_id, day, docket.mode)

    def states(self, day: date = ASK_DAY) -> dict[str, State]:
        """The state of each obligation, by 'task agency'."""
        return {f"{one.task_code} {one.agency_id}": one.state for one in self.standing(day)}

    def state(self, code: str, agency_id: str, day: date = ASK_DAY) -> State:
        return self.states(day)[f"{code} {agency_id}"]

    def obligation(self, code: str, agency_id: str) -> int:
        return next(one.obligation_id for one in self.standing() if (one.task_code, one.agency_id) == (code, agency_id))

    def answer(self, code: str, agency_id: str, day: date = ASK_DAY, status: str = "in_progress", **said: object):
        """An answer entered for an agency; the versions that were recorded."""
        answer = Answer(self.obligation(code, agency_id), status, **said)  # type: ignore[arg-type]
        with writing(self.engine) as session:
            docket = self.docket(session, day)
            request = session.exec(select(Request).where(Request.agency_id == agency_id)).first()
            return record_answers(session, docket, request, [answer], Source("office", "officer"))

    def in_pen(self, code: str, agency_id: str) -> PenItem:
        """A pen item that may answer the obligation."""
        with writing(self.engine) as session:
            message = Message(message_id="<p>", sha256="", mailbox="", uidvalidity=1, uid=1, received_at=at(ASK_DAY))
            session.add(message)
            session.flush()
            item = PenItem(message_id=message.id, text="", why="", since=at(ASK_DAY))
            session.add(item)
            session.flush()
            session.add(PenCandidate(pen_item_id=item.id, obligation_id=self.obligation(code, agency_id)))
        return item

    def receive(self, *raws: bytes, day: date = ASK_DAY) -> list[str]:
        """Store the messages and file what is unread; the outcomes in order."""
        with writing(self.engine) as session:
            store_messages(session, "box", [Fetched(1, n, raw) for n, raw in enumerate(raws, 1)], at(day))
        with reading(self.engine) as session:
            waiting = unread_messages(session)
        return [self._file(message_id, day) for message_id in waiting]

    def _file(self, message_id: int, day: date) -> str:
        with reading(self.engine) as session:
            understood = read_message(session, self.sender, message_id)
        with writing(self.engine) as session:
            return file_message(session, self.sender, understood, at(day))

    def rows(self, model: type[SQLModel], **having: object) -> list:
        """The rows of a table whose columns have these values, by key."""
        with reading(self.engine) as session:
            found = session.exec(select(model).filter_by(**having)).all()
        return sorted(found, key=lambda row: tuple(getattr(row, one.name) for one in model.__table__.primary_key))

    def one(self, model: type[SQLModel], **having: object):
        [row] = self.rows(model, **having)
        return row

    def change(self, row: SQLModel, **values: object) -> None:
        """Write other values into a stored row, as an officer or a tamperer would."""
        with writing(self.engine) as session:
            stored = session.merge(row)
            for name, value in values.items():
                setattr(stored, name, value)
            session.flush()
            _look_again(session)

    def add(self, *rows: SQLModel) -> None:
        with writing(self.engine) as session:
            session.add_all(rows)
            session.flush()
            _look_again(session)

    def go_live(self, stopped: bool = False) -> None:
        self.add(MailMode(mode=LIVE, stopped=stopped, by="officer", at=at(BEGIN)))

    def key(self, agency_id: str) -> str:
        """The key that the agency's contact was given."""
        request = self.one(Request, agency_id=agency_id)
        contact = self.one(Contact, agency_id=agency_id, role="answers")
        return self.sender.request_key(request.id, contact.id, request.key_version)


def _look_again(session: Session) -> None:
    """What was written past the verbs may have brought any day forward."""
    look_again_at_all(session)
    open_anew(session)


def queued(walks: Sequence[Walk]) -> Counter[str]:
    """What walks queued, by purpose."""
    return sum((walk.queued for walk in walks), Counter())


def opened(walks: Sequence[Walk]) -> int:
    return sum(walk.opened for walk in walks)


def letter_text(desk: Desk, letter_id: int) -> str:
    return desk.one(LetterRaw, letter_id=letter_id).text


def events(desk: Desk) -> list[Event]:
    return desk.rows(Event)


def message_of(desk: Desk, place: int = -1) -> Message:
    return desk.rows(Message)[place]


def email(
    text: str,
    sender: str,
    to: str = SENDER.address,
    subject: str = "Re: Báo cáo",
    files: Mapping[str, bytes] | None = None,
    **headers: str,
) -> bytes:
    """A message as a mail program writes it, with its files by name; underscores in header names are hyphens."""
    message = EmailMessage()
    message["From"], message["To"], message["Subject"] = sender, to, subject
    message["Date"] = "Tue, 07 Mar 2023 09:00:00 +0700"
    headers.setdefault("Message_ID", f"<{crc32(repr((text, sender, to, subject)).encode())}@client.example>")
    for name, value in headers.items():
        message[name.replace("_", "-")] = value
    message.set_content(text)
    for name, content in (files or {}).items():
        message.add_attachment(content, maintype="application", subtype="octet-stream", filename=name)
    return message.as_bytes()
