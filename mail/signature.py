"""The end of a letter: closing words and the name stay; title blocks, telephone numbers and disclaimers go."""

import re
from collections.abc import Iterator, Sequence

from mail.disclaimers import is_disclaimer, is_warning
from mail.signature_lines import (
    holds_a_name,
    is_a_person,
    is_closing,
    is_delimiter,
    is_delimiter_and_name,
    is_device_line,
    is_name,
    is_note_that_it_is_signed,
    is_numbers_line,
    is_of_a_card,
    is_office_or_post,
    is_postscript,
    is_rule,
    is_salutation,
    is_title_line,
)
from mail.signed_name import LONGEST_CARD, holds_the_name, may_be_of_a_card, under_the_name

LONGEST_SIGNATURE = 20  # lines that say something; below more than that people go on writing


def without_signature(text: str, author: str = "") -> str:
    """`text` without its signature, device line and disclaimer, and without what stands under them.

    A postscript stays. `author` is the name that the message's header gives, by which its line is known.
    """
    lines = text.strip().split("\n")
    begins = next((at for at, line in enumerate(lines) if line.strip() and not is_device_line(line)), len(lines))
    lines = _below_notices(lines[begins:])  # over everything else a device's line ends nothing
    lines = lines[: _end(lines, author)]
    told, postscript = _apart(lines, author)
    told = _without_lines_under_a_name(_without_card(_without_title_block(_up_to_the_name(told, author))))
    return "\n".join(_without_drawn_end([*told, *postscript])).strip()


def _without_drawn_end(lines: list[str]) -> list[str]:
    """Without the rule that stood over a signature, and without blank lines at the end."""
    while lines and (not lines[-1].strip() or is_rule(lines[-1])):
        lines = lines[:-1]
    return lines


def _apart(lines: list[str], author: str) -> tuple[list[str], list[str]]:
    """What stands over a postscript, and the postscript: under the closing words or the author's name or, without
    them, under a blank line.

    Closing words under it make it a part of what is told.
    """
    closing = _last_closing(lines)
    for place in range(len(lines) - 1, 0 if closing is None else closing, -1):
        if not is_postscript(lines[place]):
            continue
        signed = closing is not None or holds_the_name(lines[max(place - LONGEST_CARD, 0) : place], author)
        if signed or not lines[place - 1].strip():
            return lines[:place], lines[place:]
    return lines, []


def _last_closing(lines: Sequence[str]) -> int | None:
    return next((place for place in range(len(lines) - 1, -1, -1) if is_closing(lines[place])), None)


def _up_to_the_name(lines: list[str], author: str) -> list[str]:
    closing = _last_closing(lines)
    first = max(len(lines) - 3 * LONGEST_CARD, 0) if closing is None else closing + 1
    end = under_the_name(lines, author, first, closed=closing is not None)
    return _without_second_name(lines if end is None else lines[:end], first)


def _without_second_name(lines: list[str], first: int) -> list[str]:
    """Up to a name that stands there for the second time: typed, and once more over the card."""
    names = [line.strip() for line in lines[first:] if line.strip() and is_name(line)]
    twice = next((name for name in names if names.count(name) > 1), None)
    if twice is None:
        return lines
    second = [at for at, line in enumerate(lines) if line.strip() == twice][-1]
    return lines[:second] if sum(bool(line.strip()) for line in lines[second:]) <= LONGEST_CARD else lines


def _below_notices(lines: list[str]) -> list[str]:
    """Without disclaimers and warnings at the head, each a paragraph: servers set them there too, over the letter.

    A salutation ends the paragraph too.
    """
    while lines and (is_disclaimer(lines[0]) or is_warning(lines[0])):
        ends = next((at for at, line in enumerate(lines) if not line.strip() or is_salutation(line)), len(lines))
        below = next((at for at in range(ends, len(lines)) if lines[at].strip()), None)
        if below is None:
            break
        lines = lines[below:]
    return lines


def without_marked(text: str, marked: Sequence[str], body: str) -> str:
    """`text` without its last lines when a signature that a program marked as one begins with them.

    `body` is what `text` was taken from: where a name stands in it once more, that other one was the signature's.
    """
    said = text.split("\n")
    lines = [place for place, line in enumerate(said) if line.strip()]
    for signature in marked:
        head = [_squeezed(line) for line in signature.split("\n") if line.strip()]
        for most in range(min(len(head), len(lines)), 0, -1):
            last = [_squeezed(said[place]) for place in lines[-most:]]
            if last == head[:most] and list(map(_squeezed, body.split("\n"))).count(last[0]) == 1:
                return "\n".join(_without_drawn_end(said[: lines[-most]]))
    return text


def _squeezed(line: str) -> str:
    return re.sub(r"\s+", "", line)


def _end(lines: Sequence[str], author: str) -> int:
    """The line where a signature or a disclaimer begins; their number when there is none."""
    left = sum(bool(line.strip()) for line in lines)
    for place, line in enumerate(lines):
        left -= bool(line.strip())
        if is_device_line(line):
            return place
        if left <= LONGEST_SIGNATURE and (is_delimiter(line) or is_disclaimer(line)):
            return place
        named = left <= LONGEST_CARD and place and not lines[place - 1].strip()
        if named and is_delimiter_and_name(line):
            return place
        if place and left <= LONGEST_CARD and is_rule(line) and _signs(lines[place + 1 :], author):
            return place
    return len(lines)


def _signs(lines: Sequence[str], author: str) -> bool:
    """Whether lines under a rule are a card, or what stands under the author's name."""
    first = next((line for line in lines if line.strip()), "")
    return _is_card(lines) or (holds_the_name([first], author) and under_the_name(lines, author, 0) is not None)


def _without_title_block(lines: list[str]) -> list[str]:
    """After closing words and one line for the name, what looks like a visiting card goes."""
    closing = _last_closing(lines)
    if closing is None or sum(bool(line.strip()) for line in lines[closing:]) > LONGEST_CARD:
        return lines
    said = [place for place in range(closing + 1, len(lines)) if lines[place].strip()]
    for at, place in enumerate(said):
        below = [lines[one] for one in said[at + 1 :]]
        named_here = (":" in lines[place] and is_name(lines[place])) or (not at and holds_a_name(lines[place]))
        if not at and _is_card_of_office(lines[place], below):
            return lines[:place]
        card = is_of_a_card(lines[place]) and may_be_of_a_card(lines[place])
        if card and not named_here and not _is_office_of(lines[place], below):
            return lines[:place]
        named = at and is_name(lines[said[at - 1]]) and not lines[said[at - 1]].isupper()
        if named and any(map(is_of_a_card, below)):
            return lines[:place]
        if at and is_office_or_post(lines[place]) and not _is_office_of(lines[place], below):
            return lines[:place]
    return lines


def _is_card_of_office(line: str, below: Sequence[str]) -> bool:
    """Whether no person signs, and it is an office with its numbers under it."""
    if not is_office_or_post(line) or any(map(is_a_person, below)):
        return False
    return any(map(is_numbers_line, below)) and all(map(may_be_of_a_card, below))


def _is_office_of(line: str, below: Sequence[str]) -> bool:
    """Whether it is a line in capitals over the name of who signs, "TUQ. GIÁM ĐỐC", or a title over a person's name."""
    said = [one for one in below if one.strip() and not is_note_that_it_is_signed(one)]
    named = next((one for one in said if not one.isupper()), "")
    return (line.isupper() and is_name(named)) or (is_title_line(line) and bool(said) and is_a_person(said[0]))


def _is_card(lines: Sequence[str]) -> bool:
    """Lines of a visiting card, the name at its head or none."""
    said = [line for line in lines if line.strip()]
    if said and is_name(re.split(r" [|–-] ", said[0])[0]):
        said = said[1:]
    return bool(said) and all(is_of_a_card(line) or is_office_or_post(line) for line in said)


def _without_lines_under_a_name(lines: list[str]) -> list[str]:
    """At the end, without closing words: a name, and directly under it lines of a card and nothing else."""
    for place in range(len(lines) - 2, max(len(lines) - LONGEST_CARD, 0), -1):
        if is_name(lines[place]):
            above = next((line.rstrip() for line in reversed(lines[:place]) if line.strip()), "")
            ended = above.endswith((".", "!", "?"))  # else names and offices are what is told
            card = _is_card(["", *lines[place + 1 :]]) or _may_be_card_of(lines[place], lines[place + 1 :])
            return lines[: place + 1] if ended and card else lines
    return lines


def _may_be_card_of(name: str, below: Sequence[str]) -> bool:
    """Whether a person's name stands over lines of which one is of a card and none says anything."""
    said = [line for line in below if line.strip()]
    told = any(is_of_a_card(line) or is_office_or_post(line) for line in said)
    return is_a_person(name) and told and all(map(may_be_of_a_card, said)) and not any(map(is_a_person, said))


def _without_card(lines: list[str]) -> list[str]:
    """A last paragraph without closing words that holds two lines of a card or more: the name at its head stays."""
    while lines and not lines[-1].strip():
        lines = lines[:-1]
    begins = next((place for place in range(len(lines) - 1, -1, -1) if not lines[place].strip()), -1) + 1
    if len(lines) - begins > LONGEST_CARD or begins == 0:
        return lines
    card = [place for place in range(begins, len(lines)) if is_numbers_line(lines[place])]
    if len(card) < 2:
        return lines
    titles = [place for place in range(begins, card[0]) if is_title_line(lines[place])]
    return lines[: min(titles + card)]


def closings(text: str) -> Iterator[tuple[str, str]]:
    """For each line of closing words but the first line: the text before it, and the text from it on."""
    lines = text.split("\n")
    for place, line in enumerate(lines):
        if place and is_closing(line):
            yield "\n".join(lines[:place]).strip(), "\n".join(lines[place:])
