"""The letters of ours that the replies answer, frozen as they were sent."""

import json
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from mail.offered_task import OfferedTask
from mail.sent_letter import SentLetter

FOLDER = Path(__file__).parent / "letters"


@dataclass(frozen=True)
class Sent:
    """A letter as its agency has it before it."""

    text: str
    html: str
    subject: str
    message_id: str
    key: str
    sender_name: str
    sender_address: str
    tasks: tuple[OfferedTask, ...]

    @property
    def reply_to(self) -> str:
        local, _, domain = self.sender_address.partition("@")
        return f"{local}+{self.key}@{domain}"

    @property
    def known(self) -> SentLetter:
        """The same as the reader has it."""
        return SentLetter(self.text, self.html, (self.sender_name, self.sender_address, "baocao+"))

    def task(self, code: str) -> OfferedTask:
        return next(task for task in self.tasks if task.code == code)


@cache
def sent(name: str) -> Sent:
    facts = json.loads((FOLDER / f"{name}.json").read_text())
    tasks = tuple(OfferedTask(number, **one) for number, one in enumerate(facts.pop("tasks"), 1))
    facts.pop("sent_at")
    text, html = ((FOLDER / f"{name}.{kind}").read_text() for kind in ("txt", "html"))
    return Sent(text, html, tasks=tasks, **facts)
