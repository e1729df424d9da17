"""Replies put together from letters, programs and ways of answering, each with what reading it should yield."""

from collections.abc import Iterator
from dataclasses import dataclass, field

from replies.programs import PROGRAMS, Program
from replies.quoting import Written
from replies.sent import Sent, sent

DONE = "Đã hoàn thành, ban hành tại Quyết định số 512/QĐ-BNN-VPĐP ngày 10/02/2023."
DOING = "Đang triển khai, đạt khoảng 60%. Khó khăn, vướng mắc: chưa bố trí được kinh phí."
NOTHING = "Không phát sinh trong kỳ."
CLOSING = "Trân trọng,\nNguyễn Văn Hùng"
CARD = "Chuyên viên Phòng Tổng hợp\nĐT: 0912 345 678\nEmail: hung.nv@bo-nn.example"
GREETING = "Kính gửi Văn phòng Điều phối,\nBộ xin trả lời như sau:"


@dataclass(frozen=True)
class Case:
    """A reply with what it should yield: the new text, and for each task its certain status and percent."""

    name: str
    raw: bytes
    letter: Sent
    text: str
    answers: dict[str, tuple[str, int | None]] = field(default_factory=dict)


def _by_code(answers: dict[str, str]) -> str:
    return "\n".join(f"{code}: {text}" for code, text in answers.items())


def _ways(letter: Sent) -> Iterator[tuple[str, Written, str]]:
    """Each way of answering, what is typed, and the text that is to be found."""
    first, second, third = (task.code for task in (letter.tasks * 3)[:3])
    typed = dict(zip(dict.fromkeys((first, second, third)), (DONE, DOING, NOTHING), strict=False))
    every = "\n".join(typed.values())
    listed = f"{GREETING}\n{_by_code(typed)}\n\n{CLOSING}"
    yield "top", Written(top=listed, signature=CARD), listed
    yield "behind", Written(inside=typed), every
    yield "under", Written(inside=typed, behind=False), every
    yield "bottom", Written(bottom=listed), listed
    both = Written(top=GREETING, inside=typed, bottom=f"{CLOSING}\n{CARD}", behind=False)
    yield "mixed", both, f"{GREETING}\n{every}\n{CLOSING}"


def _expected(letter: Sent) -> dict[str, tuple[str, int | None]]:
    codes = list(dict.fromkeys(task.code for task in (letter.tasks * 3)[:3]))
    return dict(zip(codes, (("completed", None), ("in_progress", 60), ("nothing", None)), strict=False))


def cases_of(program: Program, letter: Sent, letter_name: str) -> Iterator[Case]:
    for way, written, text in _ways(letter):
        yield Case(
            f"{program.name}-{way}-{letter_name}", program.reply(letter, written), letter, text, _expected(letter)
        )


def all_cases() -> list[Case]:
    letters = {name: sent(name) for name in ("three", "fourteen", "single")}
    return [
        case
        for number, program in enumerate(PROGRAMS)
        for name, letter in letters.items()
        if name == "three" or number % 3 == ("fourteen", "single").index(name)
        for case in cases_of(program, letter, name)
    ]
