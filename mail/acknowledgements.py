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
    r"(?:bao cao|tra loi|phan hoi|phuc dap|hoi am|nghien cuu|xem xet|xu ly|gui|tong hop)(?:\s+(?:"
    r"tong hop|bao cao|tra loi|gui|so lieu|y kien|ket qua|noi dung|ban|bieu|van ban|lai|sau|som|du|day du|dung han|kip|"
    r"trong|truoc|vao|cham nhat|muon nhat|den|ngay|thang|tuan|quy|sang|trua|chieu|toi|dau|cuoi|hom|nay|mai|thu|"
    r"hai|ba|tu|nam|sau|bay|cho|ve|vp|van phong|anh|chi|co quan|theo|quy dinh|yeu cau|tien do|thoi han|han|nhe|a|"
    r"\d[\d/.h-]*))*$"
)
_RECEIVED = re.compile(
    rf"{_WHO}(?:da |vua |co )?(?:nhan|tiep nhan)\b(?: duoc| du)?\s*{_OURS}\b|^(?:da|duoc) (?:ro|biet)\b|.*\breceived\b"
)
_PROMISED = re.compile(
    rf"{_WHO}(?:se|xin phep|hen)\s+(?:\w+\s+){{0,3}}?{_REPORT}|"
    r"^(?:will|we will|shall)\b.{0,20}\b(?:report|reply|answer)|"
    r"^(?:\w+ ){0,6}?dang (?:\w+ ){0,2}?(?:tong hop|thu thap|tap hop|cho)\b.{0,20}(?:so lieu|bao cao)$"
)
_CONFIRMED = re.compile(
    r"^(?:(?:ok|da|vang)\s+)*(?:"
    r"da (?:xem|doc|kiem tra|doi chieu|ra soat)(?: (?:lai|ky|noi dung|thu|ban ghi nhan))*|"
    r"(?:(?:noi dung|so lieu|thong tin)(?: ghi nhan)? |ghi nhan )?(?:la |nhu vay la )?"
    r"(?:dung|chinh xac|khop|day du)(?: roi)?|"
    r"khong (?:phai|can|co gi) (?:sua|dieu chinh|bo sung)(?: gi)?(?: them)?|"
    r"nhat tri|dong y|thong nhat)(?: a| nhe)?$"
)
_BESIDE = re.compile(
    r"^(?:kinh (?:gui|thua|chao)|thua|chao|gui|dear|hi|hello|(?:da|vang|ok|okie|a|nhe|em)$)\b|"
    r"^(?:xin |rat |chan thanh |tran trong )*(?:cam on|thank)|"
    rf"^{_REPORT}|"
    r"^(?:\w+ ){0,8}?(?:da |se )?(?:chuyen|giao|phan cong|trinh)\b\D{0,80}\b"
    r"(?:phong|don vi|chi cuc|vu|cuc|lanh dao|dong chi|chuyen vien|bo phan|xu ly|tham muu|theo doi)\D{0,60}$"
)
_RECEIVES = re.compile(r"nhận|rõ|biết|received", re.IGNORECASE)  # and no name, "Nhân", "Nhàn"
_TELLS = re.compile(r"[\d:：]")


def only_acknowledges(text: str) -> bool:
    """True when every clause says that a letter came, that its answer will follow, who gives it, or that what was
    recorded is right: of the tasks nothing is said then."""
    if len(text.split()) > MOST_WORDS or says_a_status(text):
        return False
    clauses = [clause.strip() for clause in _CLAUSE.split(text) if clause.strip(" \t.,;!?-–()")]
    return any(map(_acknowledges, clauses)) and all(_acknowledges(one) or _stands_beside(one) for one in clauses)


def _acknowledges(clause: str) -> bool:
    bare = bare_letters(clause).casefold()
    received = _RECEIVED.match(bare) and not is_name(clause) and (clause.isascii() or _RECEIVES.search(clause))
    return bool(received or _PROMISED.match(bare) or _CONFIRMED.match(bare))


def _stands_beside(clause: str) -> bool:
    if not _TELLS.search(clause) and (is_name(clause) or is_office_or_post(clause)):
        return True
    return is_closing(clause) or is_of_a_card(clause) or bool(_BESIDE.match(bare_letters(clause).casefold()))
