"""The new text of a reply: what its author typed, without what was quoted, and what was typed inside the quotation."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from mail.signature import without_signature

LONGEST = 200_000  # characters: what people type stands well before that
LONG_ENOUGH = 24  # letters without space: a piece of our line this long is ours even without a quote mark
_MARK = re.compile(r"^[ \t]*(?:[>|][ \t]?)+")
_WROTE = (
    r"wrote|writes|đã viết|viết|a écrit|escribió|escreveu|schrieb|schreef|ha scritto|skrev|napisał(?:\(a\)|a)?|"
    r"пишет|написала?|kirjoitti|geschreven|написав|写道|寫道|のメッセージ|a scris|napsal(?:\(a\))?"
)
_OPENING = (
    r"(?:On|Vào|Lúc|Ngày|Le|El|Em|Am|Op|Il|Den|På|W dniu|Dnia|Dne|În|Pe|At|[a-zåäö]{2,3}\.?)[\s,:]|"
    r"[A-ZĐ][^\n]{0,60}(?:<[^>\n]+>|\))|\d{1,4}[-/.年]\d{1,2}"
)
_NEXT = r"\n(?![ \t]*(?:>|\n|$))"  # neither marked nor empty
_WROTE_LINE = re.compile(
    rf"^[ \t]*[-]*[ \t]*(?:{_OPENING})[^\n]*(?:{_NEXT}[^\n]*){{0,3}}?(?<!\w)(?:{_WROTE})(?!\w)"
    rf"(?:[^\n]{{0,80}}(?:{_NEXT}[^\n]{{1,60}})?[:：]|[ \t]-{{2,}}|)[ \t]*$",
    re.MULTILINE,
)
_ADDRESS_LINE = re.compile(
    rf"^(?![ \t]*>)[^\n]{{4,160}}(?:{_NEXT}[^\n]{{1,100}})?<\s*[^<>\s]+@[^<>\s]+\s*>[^\n]{{0,30}}[:：][ \t]*$",
    re.MULTILINE,
)
_WHEN = re.compile(r"\d{4}|\d{1,2}[:.h]\d{2}|\d{1,2}[/.-]\d{1,2}")
_SEPARATOR = re.compile(
    r"^[ \t]*(?:[-_=*]{2,}[ \t]*(?:original (?:message|appointment)|tin nhắn gốc|thư gốc|thông điệp gốc|"
    r"message d'origine|ursprüngliche nachricht|mensaje original|mensagem original|messaggio originale|"
    r"oorspronkelijk bericht|oprindelig besked|opprinnelig melding|ursprungligt meddelande|alkuperäinen viesti|"
    r"forwarded (?:message|by[^\n]*)|thư (?:đã )?(?:được )?chuyển tiếp|"
    r"tin nhắn đã chuyển tiếp|"
    r"reply above this line|reply message|wiadomość oryginalna|исходное сообщение)[ \t]*[-_=*]*"
    r"|message du[ \t]*:[^\n]*|begin forwarded message:?|bắt đầu thư (?:được )?chuyển tiếp:?)[ \t]*$",
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
_RULED_BLOCK = re.compile(
    rf"^[ \t]*_{{5,}}[ \t]*\n+[ \t*_]*(?:{_FIRST_FIELD}|{_OTHER_FIELD})[ \t]?[*_]*[:：]", re.IGNORECASE | re.MULTILINE
)
_LIST_FOOTER = re.compile(r"^_{5,}[ \t]*\n[^\n]*mailing list", re.IGNORECASE | re.MULTILINE)
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


def new_text(body: str, sent_text: str | None = None, *, from_html: bool = False) -> NewText:
    """The author's own words in `body`; with `sent_text`, the text of our letter, also those typed inside it.

    In text made `from_html` a mark only says that a line stands in a quotation, not who typed it, so there our own
    lines alone decide.
    """
    body = body[:LONGEST]
    ours = _OurLines(sent_text) if sent_text else None
    if ours is None or not ours.quoted_in(body):
        return NewText(_above(body))
    return _apart(body.splitlines(), ours, from_html)


def quote_start(body: str) -> int:
    """Where quoted text begins that carries no mark of its own; the length of `body` when there is none."""
    patterns = (_SEPARATOR, _HEADER_BLOCK, _RULED_BLOCK, _LIST_FOOTER)
    found = [match.start() for match in (pattern.search(body) for pattern in patterns) if match]
    attribution = _attribution(body)
    return min([*found, attribution[0]] if attribution else found, default=len(body))


def _attribution(body: str) -> tuple[int, int] | None:
    """From where to where "On … X wrote:" goes, in whatever language: it names a day or an hour."""
    for pattern in (_WROTE_LINE, _ADDRESS_LINE):
        for found in pattern.finditer(body):
            if _WHEN.search(found.group()):
                return found.span()
    return None


def _above(body: str) -> str:
    """What stands above the quotation, and beside it when the quotation is marked line by line."""
    attribution = _attribution(body)
    if attribution and attribution[0] == quote_start(body) and _marked_from(body[attribution[1] :]):
        body = body[: attribution[0]].rstrip() + "\n\n" + _unmarked(body[attribution[1] :])
    return without_signature(_unmarked(body[: quote_start(body)]))


def _marked_from(text: str) -> bool:
    first = next((line for line in text.splitlines() if line.strip()), "")
    return bool(_MARK.match(first))


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
        self._prompts = [line.strip() for line in sent_text.splitlines() if line.strip().endswith(":")]

    def holds(self, line: str) -> bool:
        """True for a line of ours, whole, or a piece that is marked as quoted or long enough to be no accident."""
        bare = _squeezed(_MARK.sub("", line))
        if bare in self._lines or not bare:
            return True
        return bare in self._whole and (bool(_MARK.match(line)) or len(bare) >= LONG_ENOUGH)

    def typed_behind(self, line: str) -> str:
        """What was typed on a line of ours that ends in a colon ("Trả lời: …"); empty for every other line."""
        bare = _MARK.sub("", line).strip()
        found = next((prompt for prompt in self._prompts if bare.startswith(prompt)), bare)
        return bare.removeprefix(found).strip() if not self.holds(line) else ""

    def quoted_in(self, body: str) -> bool:
        """True when the body quotes enough of ours to be told apart by it."""
        squeezed = [line for line in body.splitlines() if len(_squeezed(_MARK.sub("", line))) >= LONG_ENOUGH]
        return any(map(self.holds, squeezed))


def _squeezed(text: str) -> str:
    return re.sub(r"[\s*_|>-]+", "", text).casefold()


def _apart(lines: Sequence[str], ours: _OurLines, from_html: bool) -> NewText:
    first = next(place for place, line in enumerate(lines) if _surely(line, ours))
    quoted = [_MARK.sub("", line) for line in lines[first:]] if from_html else lines[first:]
    above = _above("\n".join(lines[:first]))
    inline = tuple(_inline(quoted, ours))
    typed = [one.text for one in inline]
    return NewText("\n".join([above, *typed] if above else typed), inline)


def _surely(line: str, ours: _OurLines) -> bool:
    return len(_squeezed(_MARK.sub("", line))) >= LONG_ENOUGH and ours.holds(line)


def _inline(lines: Sequence[str], ours: _OurLines) -> Iterator[InlineAnswer]:
    context = ""
    for quoted, group in groupby((_told_apart(line, ours) for line in lines), key=lambda told: told[0]):
        text = "\n".join(line for _, line in group if line)
        if quoted:
            context = text or context
        elif text := without_signature(_cut_older(text)):
            yield InlineAnswer(context, text)


def _told_apart(line: str, ours: _OurLines) -> tuple[bool, str]:
    """Whether a line stood in the quotation, and its text without marks."""
    if typed := ours.typed_behind(line):
        return False, typed
    return bool(_MARK.match(line)) or ours.holds(line), _MARK.sub("", line).strip()


def _cut_older(text: str) -> str:
    return text[: quote_start(text)].strip()
