"""Notices of non-delivery that follow no standard: the words by which servers write them, and whom they name."""

import re
from collections.abc import Iterable, Iterator
from contextlib import redirect_stderr, suppress
from email.message import Message
from functools import cached_property
from io import StringIO

from flufl.bounce import all_failures

from mail.mime import Opened, children, text_of
from mail.parts import MESSAGES, Part
from mail.received_headers import addresses_in

ADDRESS = r"[A-Za-z0-9!#$%&'*+/=?^_`{|}~.-]+@[A-Za-z0-9][A-Za-z0-9.-]*[A-Za-z0-9]"
LONGEST = 20_000
LIBRARY_LINES, LONGEST_FOR_LIBRARY = 1_000, 60_000  # it looks at every line with forty patterns
STATUS = re.compile(r"(?<![\d.])([245]\.\d{1,3}\.\d{1,3})(?![\d.])")
_REPLY_CODE = re.compile(r"(?<![\d.])([45]\d\d)[ -](?=\D)")
_DAEMON = re.compile(
    r"mailer[- ]?daemon|post_?master|mail delivery|mail administrator|mail system|mdaemon|majordomo|mail-?server",
    re.IGNORECASE,
)
_SUBJECT = re.compile(
    r"undeliver|unzustellbar|delivery (?:status )?(?:notification|failure|report)|delivery .{0,20}(?:failed|failure|"
    r"error)|"
    r"returned mail|mail delivery (?:failed|failure|problem|error|status)|failure (?:notice|notification)|"
    r"(?:could|can)(?: ?not|n't) be delivered|non[- ]?delivery|mail system error|(?:user|recipient|host) unknown|"
    r"returned to sender|message status|delivery delayed|warning: .{0,40}not (?:been )?(?:sent|delivered)|mail error|"
    r"return(?:ed)? (?:message|mail)|non remis|échec de (?:la )?(?:remise|livraison)|nicht zugestellt|no entregado|"
    r"não entregue|"
    r"mancato recapito|onbestelbaar|не доставлено|недоставлен|退信|无法投递|退件|配信不能|エラーメール|"
    r"không (?:gửi|chuyển|phát) được|không thể (?:gửi|chuyển|phát)|thư bị trả lại|gửi thư thất bại|thư không được gửi",
    re.IGNORECASE,
)
_PERSONS_SUBJECT = re.compile(r"\s*(?:re|tl|trả lời|fwd?|fw|chuyển tiếp)\s*:", re.IGNORECASE)
_NOTICE = re.compile(
    r"undeliver(?:able|ed)|(?:could|can|was|has|have)(?: ?not|n't)(?: been| be| able to)* (?:deliver|sent|delivered)|"
    r"unable to (?:deliver|relay|send)|delivery (?:to .{0,80})?(?:has |have )?(?:failed|been delayed)|"
    r"failed permanently|"
    r"user (?:is )?(?:unknown|not found|inactive)|unknown (?:user|recipient|address)|(?:no|invalid) such (?:user|"
    r"recipient|mailbox)|"
    r"invalid (?:user|recipient|address|mailbox)|no mailbox here|recipient (?:address )?(?:rejected|unknown|not found)|"
    r"mailbox (?:is )?(?:full|unavailable|disabled|not found)|over ?quota|quota exceeded|does(?: not|n't) exist|"
    r"did not reach the following|permanent (?:fatal )?error|(?:following )?address(?:es)? (?:failed|had)|"
    r"(?:following|these) recipients?|error (?:was|occurred|has occurred|while) .{0,30}(?:deliver|attempting)|"
    r"delivering your mail|"
    r"rejected by|host (?:unknown|not found)|envelope expired|"
    r"n'a(?:i)? (?:pas )?pu (?:être |etre )?(?:remis|delivr|délivr|livr)|konnte nicht .{0,30}(?:zugestellt|"
    r"übermittelt)|"
    r"no (?:se )?(?:pudo|ha podido) (?:ser )?entreg|não (?:pôde|foi possível).{0,20}entreg|non (?:è stato possibile|"
    r"può essere) "
    r"(?:recapit|consegn)|kon niet worden (?:bezorgd|afgeleverd)|не (?:может быть|удалось|было) .{0,10}доставл|"
    r"无法投递|"
    r"未能送达|"
    r"送信できません|配信できません|届けることができません|"
    r"không (?:gửi|chuyển|phát) được|không thể (?:gửi|chuyển|phát)|không tồn tại|hộp thư (?:đã )?đầy",
    re.IGNORECASE,
)
_ORIGINAL = re.compile(
    r"^[ >]*[-=_* ]*(?:(?:this is a copy of|below (?:this line )?is a copy of|original message (?:follows|headers)|"
    r"(?:the )?(?:first \d+ lines of the )?original message|unsent message (?:follows|below)|"
    r"message (?:text|header|contents?|headers)s? follows?|included is a copy|returned (?:message|mail)|"
    r"transcript of session)[^\n]*|"
    r"received:\s*(?:from|by) .*)",
    re.IGNORECASE | re.MULTILINE,
)
_DELAY = re.compile(
    r"warning message only|do not need to resend|will (?:be retried|keep trying|continue to (?:try|be attempted))|"
    r"still being retried|"
    r"(?:has|have) been delayed|delivery (?:is |status notification \()?delay|not yet been delivered|message delayed|"
    r"temporarily deferred|retr(?:y|ied) (?:for|until)|tiếp tục thử|bị trì hoãn",
    re.IGNORECASE,
)
_GIVEN_UP = re.compile(r"permanent|failed|giving up", re.IGNORECASE)
_SOFT = re.compile(
    r"mailbox (?:is )?full|over ?quota|quota exceeded|temporar|try again|greylist|timed? ?out", re.IGNORECASE
)
# Where a notice puts the address that failed: alone at the head of a line, behind "to", after a command.
_PRIMARY = tuple(
    re.compile(pattern, re.IGNORECASE | re.MULTILINE)
    for pattern in (
        rf"^[ \t>*-]*<?({ADDRESS})(?![\w.-])>?[ \t]*(?:[:;([]|\.\.\.|$|[A-Z][a-z]+ )",
        rf"(?:deliver(?:ed|y|ing)?|sent|mail|message)\b[^\n@]{{0,60}}\bto:?\s+<?({ADDRESS})>?",
        rf"(?:rcpt to|recipient|address|to)\s*[:=]\s*<?({ADDRESS})>?",
        rf"<({ADDRESS})>",
    )
)
_IDS = re.compile(r"^[ >]*(?:message-id|in-reply-to|references|x-\S+)\s*:.*$", re.IGNORECASE | re.MULTILINE)
_NOT_SENT_TO = re.compile(r"^(?:mailer-daemon|post_?master|abuse|support|help(?:desk)?|no-?reply)@", re.IGNORECASE)
_BY_JSON = re.compile(r'notificationType\\*"\s*:\s*\\*"Bounce')
_JSON_ADDRESS = re.compile(rf'emailAddress\\*"\s*:\s*\\*"({ADDRESS})')


class Notice:
    """A message that may say that a letter did not arrive, in words of its own."""

    def __init__(self, opened: Opened) -> None:
        self._opened = opened
        self._text = opened.text[:LONGEST]

    def is_one(self, *, has_report: bool = False) -> bool:
        """A machine's sender, an empty return path, words of non-delivery in subject and text: two signs of them, and
        one of words. What a person replies never is one."""
        if self._opened.header("X-Failed-Recipients") or _BY_JSON.search(self._text):
            return True
        subject = self._opened.header("Subject")
        by_daemon = bool(_DAEMON.search(" ".join(self._opened.headers("From", "Sender", "Return-Path"))))
        if _PERSONS_SUBJECT.match(subject) and not by_daemon:
            return False
        titled = bool(_SUBJECT.search(subject))
        signs = sum((titled, by_daemon, self._opened.header("Return-Path").strip() == "<>", has_report))
        if not signs:
            return False
        told = bool(_NOTICE.search(self._text))
        return (signs + told > 1 and (titled or told)) or any(map(bool, self._library))

    def addresses(self) -> set[str]:
        """Whom the letter did not reach: the library's patterns first, then the addresses that the notice names, then
        whom the returned letter was for."""
        hard, soft = self._library
        own = {address.lower() for _, address in self._opened.addresses("To", "Cc", "Reply-To")}
        by_library = {one for one in hard | soft if one not in own and one not in self._ids}
        return by_library or set(self._named(own)) or set(self._returned_to())

    def verdict(self) -> tuple[str, bool, str]:
        """RFC 3463's status if the notice has one, whether the server still tries, and the line that says why."""
        notice = self._without_copy
        found = STATUS.search(notice)
        status = found[1] if found else ""
        delayed = bool(_DELAY.search(f"{self._opened.header('Subject')}\n{notice}"))
        if not delayed and not status and not _REPLY_CODE.search(notice):
            delayed = bool(_SOFT.search(notice)) and not _GIVEN_UP.search(notice)
        lines = (line.strip() for line in notice.splitlines() if _NOTICE.search(line) or STATUS.search(line))
        return status, delayed, next(lines, "")

    @cached_property
    def _library(self) -> tuple[set[str], set[str]]:
        """flufl.bounce's permanent and passing failures; it raises on odd headers and prints: neither may reach us."""
        with suppress(Exception), redirect_stderr(StringIO()):
            message = self._opened.message
            shortened = message.beginning(LIBRARY_LINES, LONGEST_FOR_LIBRARY) if isinstance(message, Part) else message
            soft, hard = all_failures(shortened)
            return set(_plain(hard)), set(_plain(soft))
        return set(), set()

    @cached_property
    def _ids(self) -> set[str]:
        return {one.lower() for line in _IDS.findall(self._text) for one in re.findall(ADDRESS, line)}

    @cached_property
    def _without_copy(self) -> str:
        """The notice without the returned letter under it."""
        copy = _ORIGINAL.search(self._text)
        return self._text[: copy.start()] if copy and copy.start() > 0 else self._text

    def _named(self, own: set[str]) -> list[str]:
        """By the surest place of the notice that names any; at last by what is quoted under it."""
        if failed := self._opened.header("X-Failed-Recipients"):
            return [one.lower() for one in re.findall(ADDRESS, failed)]
        if found := _JSON_ADDRESS.findall(self._text):
            return [one.lower() for one in found]
        for text in (self._without_copy, self._text):
            said = _IDS.sub("", text)
            for pattern in _PRIMARY:
                named = {one.lower() for one in pattern.findall(said)} - own
                if others := [one for one in named if not _NOT_SENT_TO.match(one)]:
                    return others
        return [one.lower() for one in _PRIMARY[1].findall(self._without_copy) if one.lower() not in own]

    def _returned_to(self) -> list[str]:
        """Whom the letter that came back was for, when it was one person."""
        heads = [head for part in self._opened.message.walk() for head in _to_fields(part)]
        found = [address.lower() for head in heads[:1] for _, address in addresses_in(head) if "@" in address]
        return found if len(found) == 1 else []


def _to_fields(part: Message) -> list[str]:
    if part.get_content_type() in MESSAGES:
        return [str(inside.get("To", "")) for inside in children(part)[:1]]
    if part.get_content_type() == "text/rfc822-headers":
        return re.findall(r"^to:(.*)$", text_of(part), re.IGNORECASE | re.MULTILINE)
    return []


def _plain(found: Iterable[bytes | str]) -> Iterator[str]:
    for one in found:
        text = (one.decode("ascii", "replace") if isinstance(one, bytes) else one).strip("<>'\" ").lower()
        if re.fullmatch(ADDRESS, text):
            yield text
