"""Clerks of simulated agencies without mail: each answers, some days after a letter, what it is still asked for."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from random import Random
from zlib import crc32

from sqlmodel import Session

from casework.docket import Docket
from casework.judging import judge
from casework.recording import Answer, Source, offered, queue_receipt, record_answers
from casework.sender import Sender
from models.completion import COMPLETED
from models.contact import ANSWERS, contacts_of
from models.letter import ESCALATION, REMINDER, REQUEST, Letter
from models.policy import Policy
from models.request import Request
from models.response import CONFIRMED
from models.standing import UNANSWERED, Standing
from rehearsal.behaviour import COMMON, RARE, Behaviour
from rehearsal.phrases import say

SOURCE = "web"
MOVED_BY = {REQUEST: 2, REMINDER: 1, ESCALATION: 2}
ANSWERS_TO = {
    Behaviour.PROMPT: REQUEST,
    Behaviour.IN_QUOTATION: REQUEST,
    Behaviour.WEB_PAGE: REQUEST,
    Behaviour.TWICE: REQUEST,
    Behaviour.PARTIAL: REQUEST,
    Behaviour.AFTER_REMINDER: REMINDER,
    Behaviour.OUT_OF_OFFICE: REMINDER,
    Behaviour.VAGUE: REMINDER,
    Behaviour.WRONG_THREAD: REMINDER,
    Behaviour.STRANGER: REMINDER,
    Behaviour.LATE: ESCALATION,
}


@dataclass
class Clerks:
    """Every agency's clerk, by one seed: what each still means to answer on which day, and what was answered."""

    seed: int
    policy: Policy
    due: dict[date, list[tuple[int, bool]]] = field(default_factory=dict)
    answers: Counter[str] = field(default_factory=Counter)

    def habit(self, agency_id: str) -> Behaviour:
        """The agency's habit: the same in every run of the seed, whoever else there is."""
        random = Random(crc32(f"{self.seed} {agency_id}".encode()))  # noqa: S311
        if random.random() < 0.2:
            return random.choice(RARE)
        return random.choices(list(COMMON), list(COMMON.values()))[0]

    def receive(self, letter: Letter, day: date) -> None:
        """Take in a letter, and mean to answer it after some working days, or not at all."""
        habit = self.habit(letter.agency_id or "")
        partly = habit is Behaviour.PARTIAL and letter.kind == REQUEST
        if letter.request_id is None or not (letter.kind == ANSWERS_TO.get(habit) or habit is Behaviour.PARTIAL):
            return
        answers_on = self.policy.working_days.shift(day, MOVED_BY.get(letter.kind, 1))
        self.due.setdefault(answers_on, []).append((letter.request_id, partly))

    def answer(self, session: Session, docket: Docket, sender: Sender) -> None:
        """Record the answers meant for today, each with its receipt; the office confirms what is completed."""
        for request_id, partly in self.due.pop(docket.day, ()):
            self._answer(session, docket, sender, session.get_one(Request, request_id), partly)

    def _answer(self, session: Session, docket: Docket, sender: Sender, request: Request, partly: bool) -> None:
        asked = [one for one in offered(session, docket, request) if one.state in UNANSWERED]
        author = next(iter(contacts_of(session, request.agency_id, (ANSWERS,), docket.day)), None)
        chosen = asked[: len(asked) // 2 + 1] if partly else asked
        if not chosen or author is None:
            return
        answers = [_said(docket, one, self._random(docket, one)) for one in chosen]
        source = Source(SOURCE, f"contact:{author.id}")
        responses = record_answers(session, docket, request, answers, source)
        queue_receipt(
            session,
            docket,
            sender,
            request,
            slot=f"course/{request.id}/{docket.day}",
            responses=responses,
            pen_items=[],
            author=author,
            received_at=docket.now,
            by_web=True,
        )
        for one in responses:
            self.answers[one.status] += 1
            if one.status == COMPLETED:
                judge(session, one, CONFIRMED, "officer", "", docket.now)

    def _random(self, docket: Docket, one: Standing) -> Random:
        return Random(crc32(f"{self.seed} {one.obligation_id} {docket.day}".encode()))  # noqa: S311


def _said(docket: Docket, one: Standing, random: Random) -> Answer:
    last_quarter = (docket.plan.ends_on - docket.day).days < 150
    fields = say(random, completes=last_quarter and random.random() < 0.5).fields
    percent = fields.get("percent")
    return Answer(
        one.obligation_id,
        fields["status"],
        int(percent) if percent else None,
        result=fields.get("result", ""),
        evidence=fields.get("evidence", ""),
        difficulty=fields.get("difficulty", ""),
        proposal=fields.get("proposal", ""),
    )


def gone(clerks: Clerks, letters: Sequence[Letter]) -> list[Letter]:
    """Those of the letters whose agency's mailbox is gone."""
    return [one for one in letters if clerks.habit(one.agency_id or "") is Behaviour.MAILBOX_GONE]
