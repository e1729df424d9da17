"""What a reply says, without what an official letter puts around it: letterhead, salutation, closing words, name."""

import re

from mail.progress import says_a_status
from mail.signature import closings
from mail.signature_lines import is_closing, is_salutation
from mail.signed_name import above_the_name

BROKEN_AT = 55  # characters of a line that a program may have broken
_GOES_ON = re.compile(r"^[ \t]*[a-zà-ỹđ(]")
_LAST_SENTENCE = re.compile(r"(?<=[.!;])[ \t]+([^.!;\n]{3,60}[.!;]*)\s*$")
LONGEST_LETTERHEAD = 12  # lines
_OF_LETTERHEAD = re.compile(
    r"^\W*(?:cộng (?:hòa|hoà) xã hội chủ nghĩa việt nam|độc lập\s*[-–—]\s*tự do|"
    r"số\s*:\s*\S|v/v\b|[\w .]{2,40}, ngày \d{1,2}(?:/| tháng )\d{1,2})",
    re.IGNORECASE,
)


def what_is_said(text: str, author: str) -> str:
    """The text between salutation and closing words or the author's name, its broken lines joined; thanks with answers
    under them close nothing."""
    said = next((before for before, rest in closings(text) if not says_a_status(rest)), text.strip())
    lines = _below_letterhead(above_the_name(said.split("\n"), author))
    while lines and (not lines[0].strip() or only_addresses(lines[0])):
        lines = lines[1:]
    return _unwrapped(_without_closing_sentence("\n".join(lines)))


def _below_letterhead(lines: list[str]) -> list[str]:
    """Without the head of an official letter that was copied into the mail (Decree 30/2020/NĐ-CP, Annex I).

    It holds the body's name, the motto, the number, place and day, the kind and the subject.
    """
    head = lines[:LONGEST_LETTERHEAD]
    last = max((at for at, line in enumerate(head) if _OF_LETTERHEAD.match(line)), default=-1)
    while 0 <= last < len(lines) - 1 and (lines[last + 1].isupper() and not _tells(lines[last + 1])):
        last += 1
    return lines if any(map(_tells, lines[: last + 1])) else lines[last + 1 :]


def _tells(line: str) -> bool:
    return not _OF_LETTERHEAD.match(line) and (says_a_status(line) or any(letter.isdigit() for letter in line))


def _without_closing_sentence(text: str) -> str:
    """Up to closing words on the last line of what is said: "Không phát sinh. Trân trọng, Hải Anh"."""
    while (end := _LAST_SENTENCE.search(text)) and is_closing(end[1]) and not says_a_status(end[1]):
        text = text[: end.start()]
    return text


def only_addresses(line: str) -> bool:
    """Whether a line is a salutation and says nothing of how things stand."""
    return len(line) <= BROKEN_AT * 2 and is_salutation(line) and not says_a_status(line)


def _unwrapped(text: str) -> str:
    """The lines of each paragraph joined where a program broke them: a long line, and one that goes on small."""
    lines: list[str] = []
    for line in text.split("\n"):
        if lines and len(lines[-1].rsplit("\n", 1)[-1]) >= BROKEN_AT and _goes_on(lines[-1], line):
            lines[-1] = f"{lines[-1].rstrip()} {line.strip()}"
        else:
            lines.append(line)
    return "\n".join(lines)


def _goes_on(line: str, following: str) -> bool:
    return (
        bool(_GOES_ON.match(following))
        and line.rstrip()[-1:] not in ".:;!?"
        and not re.match(r"\s*[a-hđ][.)]", following)
    )
