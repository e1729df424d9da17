"""Simulated agencies at work: each reads the letters in its mailbox and answers, or does not, by its habit."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from random import Random

from language.wording import wording
from models.mode import trial_address
from rehearsal.behaviour import Behaviour, Character
from rehearsal.letters_received import LetterReceived, read_letter
from rehearsal.phrases import Said, say
from rehearsal.post_office import PostOffice
from rehearsal.replies import Author, inside_quotation, mailbox_gone, out_of_office, typed_reply, with_quotation
from rehearsal.web_visit import answer_on_page

FIRST_LETTER, REMINDED, PRESSED = 1, 2, 3
ANSWERS_AFTER = {
    Behaviour.PROMPT: FIRST_LETTER,
    Behaviour.IN_QUOTATION: FIRST_LETTER,
    Behaviour.WEB_PAGE: FIRST_LETTER,
    Behaviour.TWICE: FIRST_LETTER,
    Behaviour.PARTIAL: FIRST_LETTER,
    Behaviour.VAGUE: FIRST_LETTER,
    Behaviour.WRONG_THREAD: FIRST_LETTER,
    Behaviour.STRANGER: FIRST_LETTER,
    Behaviour.AFTER_REMINDER: REMINDED,
    Behaviour.OUT_OF_OFFICE: REMINDED,
    Behaviour.LATE: PRESSED,
}
ANSWERS_TWICE = {Behaviour.TWICE, Behaviour.PARTIAL}
DAY_AWAY = timedelta(days=4)
WAYS = {
    "reply": wording("trả lời thư"),
    "partial reply": wording("trả lời một phần"),
    "second reply": wording("trả lời lần hai"),
    "the same message again": wording("cùng một thư gửi lại"),
    "inside the quotation": wording("ghi trong phần trích thư hỏi"),
    "page": wording("trên trang trả lời"),
    "vague": wording("trả lời chung chung"),
    "stranger": wording("từ địa chỉ lạ"),
    "wrong thread": wording("nhầm thư của cơ quan khác"),
    "out of office": wording("trả lời tự động khi vắng mặt"),
    "bounce": wording("hộp thư không còn, thư bị trả về"),
}
VAGUE_TEXT = "Đơn vị vẫn duy trì như kỳ trước, xin thông tin để Văn phòng biết. Trân trọng."
STRANGER_DOMAIN = "gmail.example"


@dataclass
class Agencies:
    """Every agency of a rehearsal, the post office that they share, and what they have sent so far."""

    cast: Sequence[Character]
    office: PostOffice
    random: Random
    sent: int = 0
    last: tuple[str, bytes] = ("", b"")
    done: set[str] = field(default_factory=set)
    ways: Counter[str] = field(default_factory=Counter)

    async def receive(self, at: datetime) -> None:
        """What machines send back at once: bounces of mailboxes that are gone, and out-of-office replies."""
        for one in self.cast:
            for letter in self._letters(one):
                if self._first(f"machine:{letter.message_id}"):
                    await self._by_machine(one, letter, at)

    async def _by_machine(self, one: Character, letter: LetterReceived, at: datetime) -> None:
        if one.behaviour is Behaviour.MAILBOX_GONE:
            await self._put(letter.return_path, mailbox_gone(letter, at, self._number()), "bounce")
        elif one.behaviour is Behaviour.OUT_OF_OFFICE and self._first(f"{one.agency_id}:away"):
            away = out_of_office(self._author(one), letter, at + DAY_AWAY, at, self._number())
            await self._put(letter.reply_to, away, "out of office")

    async def answer(self, moment: int, at: datetime) -> None:
        """The answers of those whose time has come: after the first letter, once reminded, or under pressure."""
        for one in self.cast:
            letters = self._letters(one)
            if letters and ANSWERS_AFTER.get(one.behaviour) == moment and self._first(f"{one.agency_id}:{moment}"):
                await self._answer(one, letters, at)

    async def answer_again(self, at: datetime) -> None:
        """Second answers: of those who correct themselves, and the rest of those who answered in part."""
        for one in self.cast:
            letters = self._letters(one)
            if letters and one.behaviour in ANSWERS_TWICE and self._first(f"{one.agency_id}:again"):
                codes = letters[0].codes
                rest = codes[:2] if one.behaviour is Behaviour.TWICE else codes[len(codes) // 2 :]
                await self._type_above(one, letters[0], self._answers(rest), at, "second reply")
                if one.behaviour is Behaviour.TWICE:
                    await self.office.deliver(*self.last)
                    self.ways["the same message again"] += 1

    async def _answer(self, one: Character, letters: list[LetterReceived], at: datetime) -> None:
        letter = letters[-1]
        codes = letter.codes
        match one.behaviour:
            case Behaviour.IN_QUOTATION:
                await self._type_inside(one, letter, self._answers(codes), at)
            case Behaviour.WEB_PAGE | Behaviour.LATE:
                await answer_on_page(letter.private_link, self._answers(codes))
                self.ways["page"] += 1
            case Behaviour.PARTIAL:
                await self._type_above(one, letter, self._answers(codes[: len(codes) // 2]), at, "partial reply")
            case Behaviour.VAGUE:
                await self._put_text(one, letter, VAGUE_TEXT, at, "vague")
            case Behaviour.WRONG_THREAD:
                other = self._letter_of_another(one)
                await self._type_above(one, other, self._answers(other.codes[:3]), at, "wrong thread")
            case Behaviour.STRANGER:
                author = one.name, f"canbo.{one.agency_id}@{STRANGER_DOMAIN}"
                text = with_quotation(self._listed(self._answers(codes)), letter, at)
                await self._put(letter.reply_to, typed_reply(author, letter, text, at, self._number()), "stranger")
            case _:
                await self._type_above(one, letter, self._answers(codes), at, "reply")

    def _answers(self, codes: Sequence[str]) -> dict[str, Said]:
        return {code: say(self.random, completes=self._completes(code)) for code in codes}

    def _completes(self, code: str) -> bool:
        return code == "I.2.a" or code.startswith("Đ") or self.random.random() < 0.05

    async def _type_above(
        self, one: Character, letter: LetterReceived, answers: dict[str, Said], at: datetime, way: str
    ) -> None:
        await self._put_text(one, letter, self._listed(answers), at, way)

    async def _put_text(self, one: Character, letter: LetterReceived, text: str, at: datetime, way: str) -> None:
        raw = typed_reply(self._author(one), letter, with_quotation(text, letter, at), at, self._number())
        await self._put(letter.reply_to, raw, way)

    async def _type_inside(
        self, one: Character, letter: LetterReceived, answers: dict[str, Said], at: datetime
    ) -> None:
        text = inside_quotation({code: said.sentence for code, said in answers.items()}, letter, at)
        raw = typed_reply(self._author(one), letter, text, at, self._number())
        await self._put(letter.reply_to, raw, "inside the quotation")

    @staticmethod
    def _listed(answers: dict[str, Said]) -> str:
        lines = [f"{code}: {said.sentence}" for code, said in answers.items()]
        return "\n".join(["Kính gửi Văn phòng,", "", *lines, "", "Trân trọng."])

    async def _put(self, to: str, raw: bytes, way: str) -> None:
        address = to.rpartition("<")[2].strip("> ")
        self.last = (address, raw)
        await self.office.deliver(*self.last)
        self.ways[way] += 1

    def _letters(self, one: Character) -> list[LetterReceived]:
        box = trial_address(one.address)
        return [
            letter
            for letter in (read_letter(box, raw) for raw in self.office.mailbox(box))
            if letter.codes and letter.private_link
        ]

    def _letter_of_another(self, one: Character) -> LetterReceived:
        other = next(two for two in self.cast if two is not one and self._letters(two))
        return self._letters(other)[0]

    def _first(self, what: str) -> bool:
        if what in self.done:
            return False
        self.done.add(what)
        return True

    def _author(self, one: Character) -> Author:
        return one.name, one.address

    def _number(self) -> int:
        self.sent += 1
        return self.sent
