"""Task codes in running text, however people write them: where each stands, and which text follows which."""

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache

from mail.captions import captions_over
from mail.status_words import statuses_in

LOOK_BACK = 80
_ANY_CODE = (
    r"(?:KH\.\s?)?[IVX]+(?:\.\s?\d{1,2})+(?:\.\s?[a-zđ](?!\w))?|"
    r"KH\.\s?[IVX]+\.\s?\d{1,2}(?:\.\s?[a-zđ](?!\w))?|Đ\d{1,2}"
)
_BEFORE = r"(?<![\w./-])"
_AFTER = r"(?!\w|\.(?:[a-zđ]|\d+)(?!\w)|/)"
_PLACE = (
    r"(?:nhiệm vụ|nội dung|mục|điểm|khoản|ý|phần|nhóm|tiểu mục|nhiem vu|noi dung|muc|diem|khoan|phan|"
    r"nhom|task|item|section|point|part)"
)
_NUMBER = r"(?:\s+(?:số|no\.?))?\s+"
_OF = r"[\s,;()–-]*(?:(?:thuộc|của|tại|ở|trong|of|in|under)\s+)?"
_LEAD_IN = re.compile(
    r"(?:^|[\n,;:.|\t])[\s*+•·–—-]*(?:\(?\d{1,2}[.)/]\s+|[a-hđ]\)\s+|(?<=\n)\d{1,2}\s*\n\s*)?"
    r"(?:[*_]*(?:về|đối với|với|riêng|còn|kết quả|as for|for|on|"
    r"regarding)\s+)?"
    rf"(?:(?:các\s+|cac\s+)?{_PLACE}\s+(?:số\s+|mã\s+|no\.?\s+)?|"
    rf"(?:mã|câu|việc|code)\s+(?:số\s+|nhiệm vụ\s+)?){{0,2}}[*_(\[]*$",
    re.IGNORECASE,
)
_JOINT = re.compile(
    rf"[\s,;&+()*_]*(?:(?:và|cùng|với|va|cung|voi|and)\s+|(?:đến|tới|den|toi|to)\s+|[-–—]\s*)?(?:{_PLACE}\s+)?[(*_]*",
    re.IGNORECASE,
)
_GENERAL = re.compile(
    r"\n[ \t]*\n\W*(?:(?:những |một số )?(?:khó khăn|vướng mắc|tồn tại)|kiến nghị|đề xuất|(?:kính )?đề nghị|"
    r"trên đây|mọi trao đổi)\b|"
    r"\n\W*(?:khó khăn|vướng mắc|kiến nghị|đề xuất|nhận xét|đánh giá)(?:, (?:vướng mắc|đề xuất))? chung\b",
    re.IGNORECASE,
)
_JOINS_LINES = re.compile(r"[,;&+]|\w")
_RANGE = re.compile(r"\s*(?:[-–—]|đến|tới|den|toi|to)\s*(?:mục\s+|muc\s+)?", re.IGNORECASE)
_CLAUSE = re.compile(r"[.;:\n]|\),")
_BRACKETED = re.compile(r"\s*\)\s*(?:[,.;\n]|$)")
_ITEM = re.compile(r"[\W_]*(\d{1,2})[.)/]")
_SIBLING = re.compile(r"\s*(?:[,;&]|\s(?:và|va|and)\s)\s*(?:và\s+|va\s+)?([a-zđ])(?![\w.]\w|\w)", re.IGNORECASE)
_MARK_AFTER = re.compile(
    r"[\s)\]*_]*(?:[:：=–—-]|(?:hiện |cũng |has |have |is |are )?(?:đã|đang|chưa|cơ bản|tạm dừng|hoàn thành|"
    r"không phát sinh|"
    r"been|not|completed?|done|finished|in progress|ongoing|suspended)\b)",
    re.IGNORECASE,
)


def split_by_code(text: str, offered: Sequence[str]) -> Iterator[tuple[tuple[str, ...], str]]:
    """`text` cut at its codes: (codes, what follows them); first ((), what stands before any code, with its spaces).

    A code heads what follows when it begins a line or a clause, or has a colon, a dash or a word of progress after
    it; when none does so, a code anywhere does: one alone for the whole text, several each for what comes up to the
    next. Codes that only a comma or "và" parts head the same text together.
    """
    found = _found(text, offered)
    heads = _heading(text, found)
    if not heads and len({code for _, _, code in found}) == 1:
        yield (found[0][2],), text.strip()
        return
    groups = list(_joined(text, heads or found, offered))
    begins = [_lead_in(text, start) for start, _, _ in groups]
    captions = list(captions_over(text, groups, begins))
    edges = [min(begin, caption.start) for begin, caption in zip(begins, captions, strict=True)]
    yield (), text[: edges[0] + text.startswith("\n", edges[0])] if groups else text
    for place, (start, end, codes) in enumerate(groups):
        until = max(edges[place + 1], end) if place + 1 < len(groups) else len(text)
        behind = groups[place - 1][1] if place else 0
        if stated := _stated_before(text, behind, start, end):
            yield codes, stated
            continue
        said, beside = _up_to_the_next_item(text[begins[place] : start], text[end:until])
        if not beside and place and place + 1 == len(groups) and not _GENERAL.search(text, 0, start):
            said, beside = up_to_what_is_general(said)
        yield codes, captions[place].over(said.rstrip(" \t\n:：–—-*_)]=").lstrip(" \t\n.:：–—-*_)]=>"))
        if beside:
            yield (), beside.strip()


def codes_named(text: str, offered: Sequence[str]) -> set[str]:
    """Those of the codes offered that stand anywhere in the text."""
    return {code for _, _, code in _found(text, offered)} & set(offered)


def _stated_before(text: str, behind: int, start: int, end: int) -> str:
    """The clause over codes that stand in brackets behind it, "02 nhiệm vụ hoàn thành (Đ2, I.2.a)," or nothing."""
    clause = _CLAUSE.split(text[behind:start])[-1]
    if not _BRACKETED.match(text, end) or not clause.rstrip().endswith("("):
        return ""
    words = clause.rstrip().rstrip("(").strip(" ,)").split()
    ends = (" ".join(words[at:]) for at in range(len(words)))
    return next((one for one in ends if statuses_in(one)), "")


def _codes_named(text: str, members: Sequence[tuple[int, int, str]], offered: Sequence[str]) -> Iterator[str]:
    """The codes of a group, and where it names two as a range, "IV.1 - IV.5", those offered between them."""
    for at, (start, _, code) in enumerate(members):
        before = members[at - 1] if at else None
        if before and _RANGE.fullmatch(text[before[1] : start]):
            yield from _between(before[2], code, offered)
        yield code


def _between(first: str, last: str, offered: Sequence[str]) -> Sequence[str]:
    places = [offered.index(one) for one in (first, last) if one in offered]
    if len(places) < 2 or first.rpartition(".")[0] != last.rpartition(".")[0]:
        return ()
    return [one for one in offered[places[0] + 1 : places[1]] if one.rpartition(".")[0] == last.rpartition(".")[0]]


def _up_to_the_next_item(lead_in: str, text: str) -> tuple[str, str]:
    """What is said under a code that an item of a numbered list begins with, and the items behind it without one."""
    number = _ITEM.match(lead_in.strip())
    if number is None:
        return text, ""
    following = re.search(rf"\n[ \t]*\(?{int(number[1]) + 1}[.)/][ \t]", text)
    return (text[: following.start()], text[following.start() :]) if following else (text, "")


def up_to_what_is_general(text: str) -> tuple[str, str]:
    """What is said under the last of several codes, and a last paragraph that speaks of all: "Khó khăn chung: …".

    Only where none of the others has such a paragraph of its own.
    """
    found = _GENERAL.search(text)
    return (text[: found.start()], text[found.start() :]) if found else (text, "")


def _lead_in(text: str, start: int) -> int:
    """Where the words begin that lead to a code: "2. Nhiệm vụ", "- Về", the number of a row."""
    before = text[max(start - LOOK_BACK, 0) : start]
    found = _LEAD_IN.search(before)
    if found is None:
        return start
    return start - len(before) + found.start() + found.group().startswith((",", ";", ":", ".", "|"))


def _found(text: str, offered: Sequence[str]) -> list[tuple[int, int, str]]:
    """(start, end, code) of every code; the longest that fits, so that I.2 is not seen inside I.2.a."""
    pattern, own = _pattern(tuple(offered))
    found = []
    for match in pattern.finditer(text):
        code = own.get(str(match.lastgroup)) or own.get(_bare(match.group()))
        if code or match.group()[:1].isupper():
            found.append((match.start(), match.end(), code or match.group()))
            found += _siblings(text, found[-1], own)
    return found


def _siblings(text: str, first: tuple[int, int, str], own: Mapping[str, str]) -> Iterator[tuple[int, int, str]]:
    """The codes that only their last letter names behind a first: "KH.III.1.c, d và đ"."""
    stem, end = first[2].rpartition(".")[0], first[1]
    while (next_one := _SIBLING.match(text, end)) and (code := own.get(_bare(f"{stem}.{next_one[1]}"))):
        yield next_one.start(1), next_one.end(), code
        end = next_one.end()


@lru_cache(maxsize=256)
def _pattern(offered: tuple[str, ...]) -> tuple[re.Pattern[str], dict[str, str]]:
    """One pattern for all spellings of the codes offered, each in a group of its own, and for codes like them."""
    known = sorted(offered, key=len, reverse=True)
    own = {f"c{number}": code for number, code in enumerate(known)}
    worded = [f"(?P<{group}>{_wordings(code)})" for group, code in own.items()]
    pattern = "|".join([*worded, rf"{_BEFORE}(?:{_ANY_CODE}){_AFTER}"])
    first = "".join(sorted({code[:1].casefold() for code in known} | set("ivxkđnmýptds0123456789")))
    return re.compile(rf"(?<!\w)(?=[{re.escape(first)}])(?:{pattern})", re.IGNORECASE), own | {
        _bare(code): code for code in known
    }


def _wordings(code: str) -> str:
    """ "I.2.a" as "I.2.a", "I.2a", "I/2/a", "I-2-a", "2a mục I", "điểm a nhiệm vụ 2 phần I", "mục I, nhiệm vụ 2a"."""
    parts = [re.escape(part).replace("Đ", "[ĐD]") for part in code.split(".")]
    joined = _BEFORE + r"\.\s?".join(parts) + _AFTER
    if len(parts) < 2 or not re.fullmatch(r"[IVX]+", parts[0]):
        return joined
    close = rf"{parts[0]}\s?[./-]\s?" + r"\s?[./-]?\s?".join(parts[1:])
    return "|".join([joined, rf"(?<!quý )(?<!quí ){_BEFORE}{close}(?![\w/.-]|\.\d)", *_in_words(parts)])


def _in_words(parts: Sequence[str]) -> Iterator[str]:
    section, *lower = parts
    last = r"\s?[.,]?\s?".join(lower)
    inner = rf"{_PLACE}{_NUMBER}{last}"
    if len(lower) == 2:
        split = rf"{_PLACE}{_NUMBER}{lower[1]}\)?{_OF}{_PLACE}{_NUMBER}{lower[0]}"
        forth = rf"{_PLACE}{_NUMBER}{lower[0]}{_OF}{_PLACE}{_NUMBER}{lower[1]}"
        inner = rf"(?:{split}|{forth}|{inner})"
    outer = rf"(?:mục|phần|nhóm|section|part){_NUMBER}{section}"
    yield rf"(?<!\w){inner}(?!\w){_OF}{outer}(?![\w.])"
    yield rf"(?<!\w){outer}(?!\w){_OF}{inner}(?!\w|\.\w)"
    yield rf"(?<![\w.,]){last}(?!\w){_OF}{outer}(?![\w.])"


def _bare(code: str) -> str:
    return re.sub(r"\s", "", code).casefold()


def _heading(text: str, found: Sequence[tuple[int, int, str]]) -> list[tuple[int, int, str]]:
    """The groups of neighbouring codes of which one heads what follows."""
    groups = _neighbours(text, found)
    return [one for group in groups if _is_head(text, group) for one in group]


def _is_head(text: str, group: Sequence[tuple[int, int, str]]) -> bool:
    return any(_heads(text, one) for one in group) or bool(_stated_before(text, 0, group[0][0], group[-1][1]))


def _heads(text: str, found: tuple[int, int, str]) -> bool:
    start, end, _ = found
    before = text[max(start - LOOK_BACK, 0) : start]
    if start > LOOK_BACK:
        before = f"…{before}"  # so that the cut is not taken for the beginning of a line
    return bool(_LEAD_IN.search(before) or _MARK_AFTER.match(text, end))


def _joined(
    text: str, found: Sequence[tuple[int, int, str]], offered: Sequence[str]
) -> Iterator[tuple[int, int, tuple[str, ...]]]:
    """Neighbours become one head."""
    for members in _neighbours(text, found):
        yield members[0][0], members[-1][1], tuple(dict.fromkeys(_codes_named(text, members, offered)))


def _neighbours(text: str, found: Sequence[tuple[int, int, str]]) -> list[list[tuple[int, int, str]]]:
    """Codes in groups with nothing but a joint between two of a group."""
    groups: list[list[tuple[int, int, str]]] = []
    for one in found:
        between = text[groups[-1][-1][1] : one[0]] if groups else ""
        if groups and _JOINT.fullmatch(between) and ("\n" not in between or _JOINS_LINES.search(between)):
            groups[-1].append(one)
        else:
            groups.append([one])
    return groups
