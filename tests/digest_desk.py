"""The desk of the small plan with what its office does with digests: compile, word, approve, send, a quarter later."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from builders import AFTER, ASK_DAY, SENDER, Desk, at, small_plan
from sqlalchemy import Engine
from sqlmodel import select

from casework.compiling import compile_digest
from casework.digest_forms import Form
from casework.publishing import approve
from casework.recording import Answer, Source, record_answers
from casework.rewording import reword, say_nothing_more
from language.wording import Wording
from mail.outbox import Parcel
from models.database import writing
from models.digest import Digest
from models.digest_canonical import from_canonical
from models.digest_data import DigestData
from models.period import period_keyed
from models.request import Request
from models.response import RETURNED, Decision, Response

ASK_AGAIN, AFTER_AGAIN = date(2023, 6, 6), date(2023, 6, 23)
FORMS = (Form("docx", "bao-cao.docx", b"PK docx"), Form("pdf", "bao-cao.pdf", b"%PDF"))


@dataclass(frozen=True)
class DigestDesk(Desk):
    """A desk that compiles and sends digests."""

    def compiled(self, key: str = "2023-Q1", day: date = AFTER) -> Digest:
        with writing(self.engine) as session:
            return compile_digest(session, self.docket(session, day), period_keyed(key), "officer")

    def last(self) -> Digest:
        return self.rows(Digest)[-1]

    def digests(self) -> list[Digest]:
        """Every version, oldest first."""
        return self.rows(Digest)

    def data(self) -> DigestData:
        return from_canonical(self.last().content)

    def worded(self, day: date = AFTER, **said: str) -> Digest | Wording:
        with writing(self.engine) as session:
            return reword(session, self.docket(session, day), session.merge(self.last()), said, "officer")

    def approved(self, day: date = AFTER, forms: tuple[Form, ...] = FORMS, decide: bool = True) -> str:
        """Why the last version cannot be approved; empty when it is. Places still open are decided unless told."""
        with writing(self.engine) as session:
            docket, last = self.docket(session, day), session.merge(self.last())
            ready = say_nothing_more(session, docket, last, "officer") if decide and last.state == "draft" else last
            return str(approve(session, docket, SENDER, ready, forms, "officer") or "")

    def to_committee(self, day: date = AFTER) -> list[Parcel]:
        """What leaves for the Committee on that day; others may be written to beside."""
        return [one for one in self.send(day) if "bcd.example" in one.envelope_to]

    def issued(self, key: str = "2023-Q1", day: date = AFTER) -> DigestData:
        """The period's digest, compiled, approved and sent."""
        self.compiled(key, day)
        assert self.approved(day) == ""
        assert self.to_committee(day)
        return self.data()

    def asked_again(self) -> "DigestDesk":
        """The desk once the letters of Quarter II have arrived."""
        self.ask(ASK_AGAIN)
        self.send(ASK_AGAIN)
        return self

    def answer_in(self, key: str, code: str, agency_id: str, day: date, status: str = "in_progress", **said: object):
        """An answer on the obligation of that period; the version recorded."""
        number = next(
            one.obligation_id
            for one in self.standing(day)
            if (one.task_code, one.agency_id, one.period_key) == (code, agency_id, key)
        )
        with writing(self.engine) as session:
            docket = self.docket(session, day)
            wanted = Request.agency_id == agency_id, Request.period_key == key
            request = session.exec(select(Request).where(*wanted)).one()
            [response] = record_answers(
                session, docket, request, [Answer(number, status, **said)], Source("office", "officer")
            )
        return response

    def judge(self, response: Response, verdict: str = RETURNED, moment: datetime | None = None) -> None:
        """The office's word on an answer."""
        when = moment or at(AFTER) + timedelta(hours=1)
        self.add(Decision(response_id=response.id, verdict=verdict, reason="", by="officer", at=when))


def digest_desk(engine: Engine, **changes: object) -> DigestDesk:
    """A desk where bo-a has answered on I.1 in March, everybody else is silent, and the due day is over."""
    desk = DigestDesk(small_plan(engine, **changes).engine)
    desk.ask()
    desk.send()
    desk.answer("I.1", "bo-a", ASK_DAY, status="completed", result="Đã xong")
    return desk
