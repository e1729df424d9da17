"""The new text of a reply: what its author typed, without what was quoted, and what was typed inside the quotation."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from mail.signature import without_signature

LONG_ENOUGH = 24  # letters without space: a piece of our line this long is ours even without a quote mark
_MARK = re.compile(r"^[ \t]*(?:[>|][ \t]?)+")
_WROTE = (
    r"wrote|writes|đã viết|viết|a écrit|escribió|escreveu|schrieb|schreef|ha scritto|skrev|napisał(?:\(a\)|a)?|"
    r"пишет|написала?|kirjoitti|geschreven|написав|写道|寫道|のメッセージ|a scris|napsal(?:\(a\))?"
)
_OPENING = (
    r"On|Vào|Lúc|Ngày|Le|El|Em|Am|Op|Il|Den|På|W dniu|Dnia|Dne|În|Pe|Στις|At|[A-ZĐ][^\n]{0,60}(?:<[^>\n]+>|\))|"
    r"\d{1,4}[-/.年]\d{1,2}"
)
_ATTRIBUTION = re.compile(
    rf"^[ \t]*(?:{_OPENING})[^\n]*(?:\n[^\n]*){{0,4}}?(?:{_WROTE})[ \t]*[:：]?[ \t]*$", re.MULTILINE
)
_SEPARATOR = re.compile(
    r"^[ \t]*(?:[-_=*]{2,}[ \t]*(?:original (?:message|appointment)|tin nhắn gốc|thư gốc|thông điệp gốc|"
    r"message d'origine|ursprüngliche nachricht|mensaje original|mensagem original|messaggio originale|"
    r"oorspronkelijk bericht|forwarded (?:message|by[^\n]*)|thư (?:đã )?(?:được )?chuyển tiếp|"
    r"tin nhắn đã chuyển tiếp|"
    r"reply above this line|reply message|wiadomość oryginalna|исходное сообщение)[ \t]*[-_=*]*"
    r"|begin forwarded message:?|bắt đầu thư (?:được )?chuyển tiếp:?)[ \t]*$",
    re.IGNORECASE | re.MULTILINE,
)
_FIRST_FIELD = r"(?:from|từ|người gửi|von|de|da|van|från|fra|od|от|发件人|寄件者|差出人)"
_OTHER_FIELD = (
    r"(?:sent|date|to|cc|subject|reply-to|gửi|đã gửi|ngày|ngày gửi|tới|đến|kính gửi|chủ đề|tiêu đề|gesendet|an|"
    r"betreff|datum|"
    r"envoyé|à|objet|enviado(?: el)?|enviada em|para|asunto|assunto|fecha|data|inviato|a|oggetto|verzonden|aan|"
    r"onderwerp|skickat|till|ämne|sendt|til|emne|wysłano|do|temat|отправлено|кому|тема|дата|发送时间|收件人|主题)"
)
_HEADER_BLOCK = re.compile(
    rf"^[ \t>*_]*{_FIRST_FIELD}[ \t]?[*_]*[ \t]?[:：][^\n]*\n(?:[^\n]*\n){{0,3}}?[ \t>*_]*{_OTHER_FIELD}[ "
    rf"\t]?[*_]*[ \t]?[:：]",
    re.IGNORECASE | re.MULTILINE,
)
_RULE = re.compile(r"^[ \t]*[_-]{5,}[ \t]*$")


@dataclass(frozen=True)
class InlineAnswer:
    """What was typed inside our quoted letter, and the lines of ours it stands under."""

    context: str
    text: str


@dataclass(frozen=True)
class NewText:
    """What the author typed: above the quotation and inside it together, and the inside part apart."""

    text: str
    inline: tuple[InlineAnswer, ...] = ()


def new_text(body: str, sent_text: str | None = None) -> NewText:
    """The author's own words in `body`; with `sent_text`, the text of our letter, also those typed inside it."""
    ours = _OurLines(sent_text) if sent_text else None
    if ours is None or not ours.quoted_in(body):
        return NewText(_above(body))
    return _apart(body, ours)


def quote_start(body: str) -> int:
    """Where quoted text begins that carries no mark of its own; the length of `body` when there is none."""
    found = [
        match.start() for match in (_ATTRIBUTION.search(body), _SEPARATOR.search(body), _header_block(body)) if match
    ]
    return min(found, default=len(body))


def _header_block(body: str) -> re.Match[str] | None:
    return _HEADER_BLOCK.search(body)


def _above(body: str) -> str:
    cut = body[: quote_start(body)]
    if not _unmarked(cut).strip():
        cut = _after_attribution(body)
    return without_signature(_unmarked(cut))


def _after_attribution(body: str) -> str:
    """For an answer below the quotation: the attribution goes, the marked lines go, the rest is the answer."""
    found = _ATTRIBUTION.search(body)
    if not found or not any(_MARK.match(line) for line in body[found.end() :].splitlines()):
        return ""
    return body[: found.start()] + body[found.end() :]


def _unmarked(text: str) -> str:
    lines = [line for line in text.splitlines() if not _MARK.match(line)]
    while lines and (not lines[-1].strip() or _RULE.match(lines[-1])):
        lines.pop()
    return "\n".join(lines).strip()


class _OurLines:
    """The text of our letter, to know its lines again after a mail program has marked, wrapped and trimmed them."""

    def __init__(self, sent_text: str) -> None:
        self._lines = {_squeezed(line) for line in sent_text.splitlines()} - {""}
        self._whole = _squeezed(sent_text)

    def holds(self, line: str) -> bool:
        """True for a line of ours, whole, or a piece that is marked as quoted or long enough to be no accident."""
        bare = _squeezed(_MARK.sub("", line))
        if bare in self._lines or not bare:
            return True
        return bare in self._whole and (bool(_MARK.match(line)) or len(bare) >= LONG_ENOUGH)

    def quoted_in(self, body: str) -> bool:
        """True when the body quotes enough of ours to be told apart by it."""
        squeezed = [line for line in body.splitlines() if len(_squeezed(_MARK.sub("", line))) >= LONG_ENOUGH]
        return any(map(self.holds, squeezed))


def _squeezed(text: str) -> str:
    return re.sub(r"[\s*_|>-]+", "", text).casefold()


def _apart(body: str, ours: _OurLines) -> NewText:
    lines = body.splitlines()
    first = next(place for place, line in enumerate(lines) if _surely(line, ours))
    above = _above("\n".join(lines[:first]))
    inline = tuple(_inline(lines[first:], ours))
    typed = [one.text for one in inline]
    return NewText("\n".join([above, *typed] if above else typed), inline)


def _surely(line: str, ours: _OurLines) -> bool:
    return len(_squeezed(_MARK.sub("", line))) >= LONG_ENOUGH and ours.holds(line)


def _inline(lines: Sequence[str], ours: _OurLines) -> Iterator[InlineAnswer]:
    context = ""
    for quoted, group in groupby(lines, key=lambda line: bool(_MARK.match(line)) or ours.holds(line)):
        block = [_MARK.sub("", line).strip() for line in group]
        text = "\n".join(line for line in block if line)
        if quoted:
            context = text or context
        elif text := without_signature(_cut_older(text)):
            yield InlineAnswer(context, text)


def _cut_older(text: str) -> str:
    return text[: quote_start(text)].strip()
