"""What a decision says of itself: its number, the day it was signed, its subject and who issued it."""

import re
from collections.abc import Sequence
from datetime import date

from documents.plan_document import PlanHead
from language.dates import DATE, date_of
from language.text import tidy

_TYPE = r"(?:Quyết định|Nghị quyết|Kế hoạch|Chỉ thị|Công văn|Chương trình|Thông báo|Đề án|Tờ trình|Hướng dẫn|Kết luận)"
_SYMBOL = r"(?P<number>\d+[a-z]?(?:/\d{4})?[/-][A-ZĐ][\wĐ/.&-]*)"
_OWN_NUMBER = re.compile(rf"^(?:Số|SỐ)\s*:?\s*{_SYMBOL}")
_ATTACHED = re.compile(
    rf"\((?:Ban hành |Phê duyệt )?kèm theo {_TYPE} (?:số\s*:?\s*)?{_SYMBOL}(?P<rest>[^)]*)\)?", re.IGNORECASE
)
_DRAFT = re.compile(rf"\((?:Ban hành |Phê duyệt )?kèm theo {_TYPE}\b(?P<rest>[^)]*)\)?", re.IGNORECASE)
_ISSUER = re.compile(r"\bcủa (?P<issuer>[^)]+?)\)?\s*$")
_TITLE_HEAD = re.compile(r"(?:QUYẾT ĐỊNH|NGHỊ QUYẾT|KẾ HOẠCH|CHỈ THỊ|CHƯƠNG TRÌNH|ĐỀ ÁN|CHƯƠNG TRÌNH HÀNH ĐỘNG)")
_TITLE_END = re.compile(r"^(?:Căn cứ|Thực hiện|Theo đề nghị|Để |Điều 1|\(|[IVX]+\.|\d+\.|Số:|-{3,}|_{3,}|$)")
_PLACE_AND_DAY = re.compile(rf"(?:^|\s)[A-ZĐ][\w .]*,\s*(?=ngày)(?:ngày\s+(?=\d{{1,2}}[/.-]))?(?={DATE.pattern})")
_OPENS = re.compile(r"\((?:Ban hành |Phê duyệt )?kèm theo\b", re.IGNORECASE)
_LONGEST_BRACKET, _LONGEST_LINE = 4, 500  # in lines; in letters
_LONGEST_TITLE, _TALLEST_HEAD = 4, 25


def plan_head(lines: Sequence[str]) -> PlanHead:
    """The head of the document; what it does not say stays empty or None.

    An annex names its decision in full ("Kèm theo Quyết định số … ngày … của …"): that is read where the decision's
    own number line is missing, as in the texts that legal databases give.
    """
    plain = _whole([tidy(line[:_LONGEST_LINE]) for line in lines])
    own = next((found for line in plain if (found := _OWN_NUMBER.search(line))), None)
    attached = next((found for line in plain if (found := _ATTACHED.search(line))), None)
    rest = attached["rest"] if attached else ""
    number = (own or attached)["number"] if own or attached else ""  # type: ignore[index]
    return PlanHead(number.strip(" .,"), _signed(plain, rest), _title(plain), _issuer(plain, rest))


def _whole(lines: Sequence[str]) -> list[str]:
    """The lines with a bracket that a narrow page broke ("(Kèm theo Quyết định … của …") on one line again."""
    whole: list[str] = []
    open_for = 0
    for line in lines:
        if open_for and line:
            whole[-1], open_for = f"{whole[-1]} {line}", open_for - 1
        else:
            whole.append(line)
            open_for = _LONGEST_BRACKET if _OPENS.match(line) else 0
        open_for = 0 if ")" in whole[-1] else open_for
    return whole


def issuing_lines(lines: Sequence[str]) -> tuple[str, ...]:
    """The lines of a head that are in capitals, as the issuer's name is printed (Decree 30/2020/NĐ-CP, Annex I)."""
    top = [tidy(line[:_LONGEST_LINE]) for line in lines[:_TALLEST_HEAD]]
    return tuple(line for line in top if line.isupper() and not line.startswith(("CỘNG HÒA", "CỘNG HOÀ", "SỐ")))


def _issuer(lines: Sequence[str], rest: str) -> str:
    draft = next((found["rest"] for line in lines if (found := _DRAFT.search(line))), "")
    issuer = _ISSUER.search(rest or draft)
    return issuer["issuer"] if issuer else ""


def _signed(lines: Sequence[str], rest: str) -> date | None:
    top = lines[: _TALLEST_HEAD * 2]
    dated = next((line[found.end() :] for line in top if (found := _PLACE_AND_DAY.search(line))), rest)
    found = DATE.search(dated)
    return date_of(found) if found else None


def _title(lines: Sequence[str]) -> str:
    """The lines under the document's type, down to the issuer's title or the first recital.

    An issuer's line in capitals ("TRƯỞNG BAN …", "CHÍNH PHỦ") follows the subject directly: it is told by the
    recitals that come right after it.
    """
    start = next((n for n, line in enumerate(lines) if _TITLE_HEAD.fullmatch(line)), None)
    if start is None:
        return ""
    end = next((n for n in range(start + 1, len(lines)) if _TITLE_END.match(lines[n])), len(lines))
    subject = list(lines[start + 1 : end])
    recited = end < len(lines) and lines[end].startswith("Căn cứ")
    if recited and len(subject) > 1 and subject[-1].isupper():
        subject.pop()
    return " ".join(subject[:_LONGEST_TITLE])
