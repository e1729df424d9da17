"""The author's own name at the end of what was typed, known from the header: what stands under it is a card."""

import re
from collections.abc import Sequence

from mail.signature_lines import SIGNED, is_a_person, is_name, is_numbers_line, is_postscript
from mail.status_words import bare_letters, statuses_in

LONGEST_CARD = 10  # lines that say something
LONGEST_LINE = 120  # characters of a line of a card
MOST_WORDS = 14  # on the name's own line
LONGEST_OFFICE = 80  # characters
FEWEST = 2  # words of a name that is part of a longer line
_WORD = re.compile(r"[^\W\d_]+")
_ADDRESSED_AS = re.compile(r"^(?:(?:em|tôi|e|t|mr|mrs|ms|ông|bà)\W+|người \w+(?: \w+)?\s*[:：]\s*)", re.IGNORECASE)
# Words of somebody who goes on speaking; on cards they do not stand.
_SPEAKS = re.compile(
    r"\b(?:tôi|chúng tôi|em|mình|giúp|giùm|nhờ|xin|gửi|đề nghị|kiến nghị|vui lòng|mong|nếu|cảm ơn|ạ|nhé|đã|đang|chưa|"
    r"sẽ|please|kindly|will|we|our|you)\b|\?$",
    re.IGNORECASE,
)
_SIGNS = re.compile(
    rf"^\W*(?:{SIGNED}|người (?:lập|báo cáo|tổng hợp|gửi|thực hiện)[\w ]{{0,20}})\W*$|"
    r"^\s*(?:TL|KT|TUQ|TM|Q)\.\s",
    re.IGNORECASE,
)
_IS_OFFICE = re.compile(
    r"^\W*(?:vụ|cục|chi cục|tổng cục|sở|ban|bộ|phòng|văn phòng|vp|vpđp|ubnd|[uủ][yỷ] ban|hội|tw|trung ương|"
    r"trung tâm|viện|"
    r"trường|đài|snn|shcn|huyện|tỉnh|thành phố|văn thư)\b",
    re.IGNORECASE,
)
_OFFICE = re.compile(r"TRƯỞNG|GIÁM ĐỐC|CHỦ TỊCH|CHÁNH|PHÓ|VIỆN|BAN|VĂN PHÒNG|HỘI")
_CODE = r"(?:KH\.)?[IVX]+\.\s?\d|\b[ĐD]\d\b"
# Marks of lists, tasks, the parts of a report, and what leads on to more: on cards they do not stand.
_GOES_ON = re.compile(
    rf"^\s*(?:[-+*•]\s|\*\*|=+>|>{{2}}|\d{{1,2}}[.)/]\s|[a-zđ]\)\s|nhiệm vụ\b)|{_CODE}|[:;]\s*$|;\s|"
    r"^\s*(?:khó khăn|vướng mắc|kiến nghị|đề xuất|kết quả|tình hình|tiến độ|văn bản|dự kiến|tỷ lệ|lý do|về)\b",
    re.IGNORECASE,
)


def under_the_name(lines: Sequence[str], author: str, below: int, *, closed: bool = False) -> int | None:
    """The line behind the author's name where nothing but a card follows it, looked for from line `below` on.

    Any name is his that stands under the office in whose place it signs, "KT. GIÁM ĐỐC", and any person's where closing
    words stand over it (`closed`). None when no name stands there, and when more is said under it.
    """
    name = _name_of(author)
    said = [at for at in range(below, len(lines)) if lines[at].strip()][-LONGEST_CARD - 1 :]
    for place, at in enumerate(said):
        rest = [lines[one] for one in said[place + 1 :]]
        signs = _is_name_of(lines[at], name) or (closed and is_a_person(lines[at]))
        signs = signs or (place > 0 and _signs_for(lines[said[place - 1]], lines[at]))
        if rest and signs and all(map(may_be_of_a_card, rest)):
            return at + 1
    return None


def _signs_for(office: str, line: str) -> bool:
    return bool((_SIGNS.match(office) or _is_office(office)) and not line.isupper() and is_name(line))


def holds_the_name(lines: Sequence[str], author: str) -> bool:
    """Whether one of the lines is the author's name."""
    name = _name_of(author)
    return any(_is_name_of(line, name) for line in lines)


def above_the_name(lines: Sequence[str], author: str) -> list[str]:
    """The lines without the name that signs them, and without the office in whose place it signs: "TL. BỘ TRƯỞNG".

    A name that is not the author's goes only with such an office over it.
    """
    name = _name_of(author)
    kept = _up_to_a_postscript(_without_blank_end(lines), name)
    signed = bool(kept) and _is_name_of(kept[-1], name)
    below = _without_blank_end(kept[:-1]) if signed or (kept and is_name(kept[-1])) else kept
    over = below
    while over and (_SIGNS.match(over[-1]) or _is_office(over[-1])):
        over = _without_blank_end(over[:-1])
    if signed or len(over) < len(below):
        return over
    return kept


def _up_to_a_postscript(lines: list[str], name: Sequence[str]) -> list[str]:
    """Up to the name, where a postscript stands under it."""
    for at in range(len(lines) - 1, max(len(lines) - LONGEST_CARD, 1), -1):
        if not is_postscript(lines[at]):
            continue
        over, line = ["", "", *(one for one in lines[:at] if one.strip())][-2:]
        if _is_name_of(line, name) or _signs_for(over, line):
            return _without_blank_end(lines[:at])
    return lines


def _without_blank_end(lines: Sequence[str]) -> list[str]:
    kept = list(lines)
    while kept and not kept[-1].strip():
        kept.pop()
    return kept


def _is_office(line: str) -> bool:
    tells = len(line) > LONGEST_OFFICE or any(letter.isdigit() for letter in line) or ":" in line
    return line.isupper() and not tells and bool(_OFFICE.search(line))


def _is_name_of(line: str, name: Sequence[str]) -> bool:
    """Whether the line is the name, its last words, or holds the whole of it among few others."""
    said = _words(_ADDRESSED_AS.sub("", line.strip())) if name else []
    if not said or len(said) > MOST_WORDS:
        return False
    if said in (name[-len(said) :], name[: len(said)]) or sorted(said) == sorted(name):
        return True
    whole = " ".join(name)
    return len(name) >= FEWEST and f" {whole} " in f" {' '.join(said)} " and ":" not in line


def may_be_of_a_card(line: str) -> bool:
    """Whether nobody speaks in the line, and it states nothing: so lines of a card are."""
    if len(line) > LONGEST_LINE:
        return False
    if is_numbers_line(line):
        return True
    return not (_GOES_ON.search(line) or _SPEAKS.search(line.rstrip()) or statuses_in(line))


def _name_of(author: str) -> list[str]:
    """The words of a person's name; of an office's none, for it stands in many a line."""
    return [] if _IS_OFFICE.match(author) else _words(author)


def _words(text: str) -> list[str]:
    return _WORD.findall(bare_letters(re.sub(r"\([^)]*\)", "", text)).casefold())
