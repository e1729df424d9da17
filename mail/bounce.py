"""Bounces: which addresses a notice of non-delivery names, with what status, and whether for good."""

import re
from collections.abc import Iterable, Iterator
from contextlib import redirect_stderr, suppress
from dataclasses import dataclass
from email.message import Message
from io import StringIO

from flufl.bounce import all_failures

from mail.mime import Opened, children, text_of
from mail.received_headers import decoded_header

ADDRESS = r"[A-Za-z0-9!#$%&'*+/=?^_`{|}~.-]+@[A-Za-z0-9][A-Za-z0-9.-]*[A-Za-z0-9]"
_SUCCESSES = ("delivered", "relayed", "expanded")
_STATUS = re.compile(r"(?<![\d.])([245]\.\d{1,3}\.\d{1,3})(?![\d.])")
_REPLY_CODE = re.compile(r"(?<![\d.])([45]\d\d)[ -](?=\D)")
_SENDER = re.compile(
    r"mailer-daemon|postmaster|mail delivery|mail administrator|mail system|mdaemon|majordomo", re.IGNORECASE
)
_SUBJECT = re.compile(
    r"undeliver|delivery (?:status )?(?:notification|failure|report)|delivery .{0,20}(?:failed|failure|error)|"
    r"returned mail|"
    r"mail delivery (?:failed|failure|problem|error)|failure (?:notice|notification)|could not be delivered|"
    r"non[- ]?delivery|"
    r"mail system error|(?:user|recipient|host) unknown|returned to sender|message status|"
    r"warning: .{0,40}not (?:been )?(?:sent|delivered)|"
    r"không (?:gửi|chuyển|phát) được|không thể (?:gửi|chuyển|phát)|thư bị trả lại|gửi thư thất bại",
    re.IGNORECASE,
)
_PERSONS_SUBJECT = re.compile(r"\s*(?:re|tl|trả lời|fwd?|fw|chuyển tiếp)\s*:", re.IGNORECASE)
_NOTICE = re.compile(
    r"undeliverable|could not (?:be )?deliver|couldn't be delivered|wasn't able to deliver|unable to deliver|"
    r"delivery (?:has )?failed|user (?:is )?unknown|unknown user|no such user|mailbox (?:is )?(?:full|"
    r"unavailable)|over quota|"
    r"does not exist|did not reach the following|permanent (?:fatal )?error|following address(?:es)? (?:failed|had)|"
    r"không (?:gửi|chuyển|phát) được|không thể (?:gửi|chuyển|phát)|không tồn tại",
    re.IGNORECASE,
)
_ORIGINAL = re.compile(
    r"^[ >]*[-=_* ]*(?:(?:this is a copy of|below this line is a copy of|original message (?:follows|headers)|"
    r"(?:the )?(?:first \d+ lines of "
    r"the )?original message|unsent message (?:follows|below)|message (?:text|header|contents?) follows?|"
    r"included is a copy|"
    r"returned (?:message|mail))[^\n]*|received: (?:from|by) .*)",
    re.IGNORECASE | re.MULTILINE,
)
_SOFT = re.compile(
    r"mailbox (?:is )?full|over ?quota|quota exceeded|temporar|try again|delayed|greylist|timed? ?out", re.IGNORECASE
)


@dataclass(frozen=True)
class Bounced:
    """One address that a letter did not reach. `status` is RFC 3463's "5.1.1", empty when the notice has none."""

    address: str
    status: str
    permanent: bool
    reason: str


def bounced_addresses(opened: Opened) -> tuple[Bounced, ...] | None:
    """The addresses a bounce names (possibly none); None when the message is no bounce."""
    groups = [fields for part in opened.message.walk() if _is_status(part) for fields in _groups(part)]
    stated = [one for one in map(_of_group, groups) if one is not None]
    if stated:
        return tuple(one for one in stated if one.address) or _guessed(opened)
    succeeded = any(_action(fields) in _SUCCESSES for fields in groups)
    if succeeded or _reports(opened.message, "disposition-notification") or not _looks_like_a_notice(opened):
        return None
    return _guessed(opened)


def _is_status(part: Message) -> bool:
    return part.get_content_type() in ("message/delivery-status", "message/global-delivery-status")


def _action(fields: dict[str, str]) -> str:
    return fields.get("action", "").lower().split(" ")[0]


def _groups(part: Message) -> Iterator[dict[str, str]]:
    """RFC 3464 section 2.1: a group of fields for the message, then one for each recipient."""
    if part.is_multipart():
        for group in children(part):
            yield {name.lower(): decoded_header(str(value)) for name, value in group.raw_items()}
        return
    for block in re.split(r"\n\s*\n", text_of(part)):
        fields = [line.partition(":") for line in re.sub(r"\n[ \t]+", " ", block).splitlines() if ":" in line]
        yield {name.strip().lower(): value.strip() for name, _, value in fields}


def _of_group(fields: dict[str, str]) -> Bounced | None:
    """RFC 3464 section 2.3: what befell one recipient; None for a success and for the message's own group."""
    recipient = fields.get("original-recipient") or fields.get("final-recipient") or fields.get("x-actual-recipient")
    if recipient is None or _action(fields) in _SUCCESSES:
        return None
    names = (fields.get(name, "") for name in ("original-recipient", "final-recipient", "x-actual-recipient"))
    found = next((match for name in names if (match := re.search(ADDRESS, name))), None)
    reason = fields.get("diagnostic-code", "").partition(";")[2].strip() or fields.get("diagnostic-code", "")
    said = _STATUS.search(fields.get("status", "")) or _STATUS.search(reason)
    status = said[1] if said else ""
    permanent = _action(fields) != "delayed" and not status.startswith("4")
    return Bounced(found.group().lower() if found else "", status, permanent, reason)


def _reports(message: Message, kind: str) -> bool:
    return f"message/{kind}" in {part.get_content_type() for part in message.walk()}


def _looks_like_a_notice(opened: Opened) -> bool:
    """A machine's sender, or words of non-delivery in subject and text; what a person replies never is one."""
    subject = opened.header("Subject")
    if opened.header("X-Failed-Recipients"):
        return True
    if _PERSONS_SUBJECT.match(subject):
        return False
    sender = bool(_SENDER.search(" ".join(opened.headers("From", "Sender", "Return-Path"))))
    hints = (sender, bool(_SUBJECT.search(subject)), bool(_NOTICE.search(opened.text[:4000])))
    return sum(hints) > 1 or (any(hints) and any(_by_library(opened.message)))


def _guessed(opened: Opened) -> tuple[Bounced, ...]:
    """For notices in words of their own: the library's patterns first, then the addresses that the notice names."""
    notice = _notice(opened)
    hard, soft = _by_library(opened.message)
    addresses = hard | soft or set(_named(opened, notice))
    found = _STATUS.search(notice)
    status = found[1] if found else ""
    code = _REPLY_CODE.search(notice)
    permanent = not (status.startswith("4") or (not status and code and code[1][0] == "4"))
    if not status and not code:
        permanent = not _SOFT.search(notice)
    reason = next((line.strip() for line in notice.splitlines() if _NOTICE.search(line) or _STATUS.search(line)), "")
    return tuple(Bounced(one, status, permanent and one not in soft, reason) for one in sorted(addresses))


def _by_library(message: Message) -> tuple[set[str], set[str]]:
    """flufl.bounce raises on odd headers and prints: neither may reach us."""
    with suppress(Exception), redirect_stderr(StringIO()):
        soft, hard = all_failures(message)
        return _addresses(hard), _addresses(soft)
    return set(), set()


def _addresses(found: Iterable[bytes | str]) -> set[str]:
    texts = (one.decode("ascii", "replace") if isinstance(one, bytes) else one for one in found)
    plain = (text.strip("<>'\" ").lower() for text in texts)
    return {one for one in plain if re.fullmatch(ADDRESS, one)}


def _notice(opened: Opened) -> str:
    """The notice without the returned letter under it."""
    copy = _ORIGINAL.search(opened.text)
    return opened.text[: copy.start()] if copy and copy.start() > 0 else opened.text


def _named(opened: Opened, notice: str) -> list[str]:
    failed = opened.header("X-Failed-Recipients")
    if failed:
        return [one.lower() for one in re.findall(ADDRESS, failed)]
    own = {address.lower() for _, address in opened.addresses("To", "From", "Cc", "Reply-To")}
    bracketed = re.findall(f"<({ADDRESS})>", notice)
    found = [one.lower() for one in [*bracketed, *re.findall(ADDRESS, notice)]]
    others = [one for one in dict.fromkeys(found) if one not in own and not _SENDER.search(one)]
    in_brackets = [one for one in others if one in {each.lower() for each in bracketed}]
    return in_brackets or others
