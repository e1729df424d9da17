"""Whether a reply says no more than that our letter came and will be answered."""

import re

from mail.progress import says_a_status
from mail.signature_lines import is_closing, is_name, is_of_a_card, is_office_or_post
from mail.status_words import bare_letters

MOST_WORDS = 80
_CLAUSE = re.compile(r"[.;!?,\n]+\s+|[.;!?,\n]+$|\n| (?:và|và|va|and) ")
_WHO = r"^(?:\w+ ){0,8}?"
_OURS = (
    r"(?:(?:duoc|du|ban|cac|noi dung|cua|tu|ve|qua|tin)\s+)*"
    r"(?:cong van|van ban|thu|e-?mail|mail|yeu cau|de nghi|thong tin|thong bao|phieu|bieu|mau|giay|nhac|lien ket|"
    r"tin|vp|van phong|quy|anh|chi|nhe|a|roi|cam on|$)"
)
_REPORT = (
    r"(?:bao cao|tra loi|phan hoi|phuc dap|hoi am|nghien cuu|xem xet|xu ly|"
    r"tong hop(?: (?:so lieu|bao cao|y kien|gui)|$)|gui (?:lai|som|sau|bc|vp|van phong|quy))"
)
_RECEIVED = re.compile(
    rf"{_WHO}(?:da |vua |co )?(?:nhan|tiep nhan)\b(?: duoc| du)?\s*{_OURS}\b|^(?:da|duoc) (?:ro|biet)\b|.*\breceived\b"
)
_BESIDE = re.compile(
    r"^(?:kinh (?:gui|thua|chao)|thua|chao|gui|dear|hi|hello|(?:da|vang|ok|okie|a|nhe|em)$)\b|"
    r"^(?:xin |rat |chan thanh |tran trong )*(?:cam on|thank)|"
    rf"{_WHO}(?:se|xin phep|hen|xin)\b.*\b{_REPORT}|^(?:will|we will|shall)\b.*\b(?:report|reply|answer)|"
    rf"^{_REPORT}\b(?: \w+){{0,4}}? (?:truoc|trong|sau|dung han|som)\b|"
    r"^(?:\w+ ){0,6}?dang (?:\w+ ){0,2}?(?:tong hop|thu thap|tap hop|cho)\b.*(?:so lieu|bao cao)|"
    r"^(?:\w+ ){0,8}?(?:da |se )?(?:chuyen|giao|phan cong|trinh)\b.*\b"
    r"(?:phong|don vi|chi cuc|vu|cuc|lanh dao|dong chi|chuyen vien|bo phan|xu ly|tham muu|theo doi)"
)


def only_acknowledges(text: str) -> bool:
    """True when every clause says that a letter came, who is to answer it or that an answer will follow, and one says
    that it came. Of the tasks nothing is said then."""
    if len(text.split()) > MOST_WORDS or says_a_status(text):
        return False
    clauses = [clause.strip() for clause in _CLAUSE.split(text) if clause.strip(" \t.,;!?-–()")]
    return any(map(_receives, clauses)) and all(_receives(one) or _stands_beside(one) for one in clauses)


def _receives(clause: str) -> bool:
    return bool(_RECEIVED.match(bare_letters(clause).casefold()))


def _stands_beside(clause: str) -> bool:
    if is_closing(clause) or is_name(clause) or is_of_a_card(clause) or is_office_or_post(clause):
        return True
    return bool(_BESIDE.match(bare_letters(clause).casefold()))
