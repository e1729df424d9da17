"""The end of a letter: closing words and the name stay; title blocks, telephone numbers and disclaimers go."""

import re
from collections.abc import Iterator, Sequence

from mail.disclaimers import is_disclaimer, is_warning
from mail.signed_name import LONGEST_CARD, SIGNED, under_the_name
from mail.status_words import bare_letters

LONGEST_SIGNATURE = 20  # lines that say something; below more than that people go on writing
LONGEST_LINE = 300
MOST_OF_LABEL = 4  # words
_DELIMITER = re.compile(r"^\s*(?:--|—|–|__)\s*$")
_DELIMITER_AND_NAME = re.compile(r"^\s*-- ?[^\W\d_].*$")
_PROGRAMS = (
    r"outlook|yahoo|gmail|samsung|windows|proton\w*|typeapp|sparrow|blackberry|iphone|ipad|android|k-9|fairemail|spark|"
    r"aqua|nine|zoho|bluemail|mailbird|em client|thunderbird|zimbra|huawei|oppo|xiaomi|vivo"
)
_DEVICE = re.compile(
    r"^\W*(?:"
    # en
    rf"sent (?:from|by|with|using|via|on) (?:my|the|a|an|mail|mobile|{_PROGRAMS})\b|"
    r"get (?:outlook|bluemail|typeapp) for|download (?:the )?.{0,20}app\b|"
    # vi
    rf"(?:đã |được )?gửi (?:từ|bằng|qua) (?:điện thoại|thiết bị|zalo|thư|mail|máy|ứng dụng|my|{_PROGRAMS})\b|"
    r"tải (?:xuống )?outlook|(?:tải|nhận|lấy) outlook (?:cho|dành cho)|"
    # fr, de, es, pt, it, nl
    r"envoyé (?:de|depuis|à partir d[e'’]|via)\b|(?:télécharger|obtenez|obtenir) outlook|gesendet (?:von|mit|aus|"
    r"über)\b|"
    r"von meinem .{2,40} gesendet|diese nachricht wurde von .{2,60} gesendet|(?:holen sie sich )?outlook für\b|"
    r"enviado (?:desde|do|de|a partir|com|por|con)\b|(?:obtener|descargar|obter|baixar|obtenha)(?: o)? outlook|"
    r"inviato (?:da|dal|con)\b|(?:scarica|ottieni) outlook|(?:verzonden|verstuurd) (?:vanaf|vanuit|via|met)\b|"
    r"(?:download )?outlook voor\b|"
    # sv, da, no, fi, pl, cs, ru, hu, tr, ro
    r"skickat från|hämta outlook|sendt (?:fra|via|med)\b|hent outlook|lähetetty\b.{2,40}|hanki outlook|wysłan[oe] z\b|"
    r"(?:pobierz|uzyskaj) outlook|odesláno z\b|отправлено (?:с|из|от)\b|получить outlook|elküldve\b|"
    r".{2,30}gönderildi\W*$|"
    r"trimis de pe\b|"
    # zh, ja, ko
    r"发自|發自|從我的|获取 ?outlook|.{2,40}から送信|outlook for .{2,20}を入手|.{0,40}에서 보냄|"
    r".{0,30}outlook.{0,20}다운로드"
    r")[^.,<]{0,80}(?:<[^>]*>[^.,<]{0,40}|\.)?\W*$",
    re.IGNORECASE,
)
_CLOSING = re.compile(
    r"^\W*(?:(?:trân trọng|kính thư|kính chào|kính báo|thân ái|thân mến|xin (?:chân thành |trân trọng )?cảm ơn|cảm ơn)"
    r"(?!\w).{0,40}|"
    r"(?:chân thành|(?:with )?(?:(?:best|kind(?:est)?|warm(?:est)?|many) )(?:regards|wishes|thanks)|best|regards|"
    r"sincerely|"
    r"yours (?:sincerely|faithfully|truly)|cheers|thanks|thank you(?: (?:very|so) much)?|thanks in advance|"
    r"respectfully|"
    r"cordialement|bien (?:cordialement|à vous)|salutations|mit freundlichen grüßen|freundliche grüße|viele grüße|mfg|"
    r"saludos(?: cordiales)?|atentamente|un saludo|atenciosamente|cumprimentos|abraços?|cordiali saluti|"
    r"distinti saluti|"
    r"saluti|met vriendelijke groet(?:en)?|groeten|с уважением|z poważaniem|pozdrawiam|med vänliga hälsningar|mvh|"
    r"med venlig hilsen|(?:med )?vennlig hilsen|hilsen|敬具|よろしくお願い(?:いた)?します|此致|敬礼|祝好|감사합니다)"
    r"(?:\W+[^\W\d_][\w'.-]*){0,3}\W*)$",
    re.IGNORECASE,
)
_BARE_CLOSING = re.compile(bare_letters(_CLOSING.pattern), re.IGNORECASE)
_POSTSCRIPT = re.compile(
    r"^\W*(?:p\.?\s?/?\s?s\b\.?|tái bút|tb|ghi chú|lưu ý|n\.?b\.?|note|(?:(?:tài liệu|văn bản|tệp|file|hồ sơ) )?"
    r"(?:gửi |đính )?kèm(?: theo| thư)?|attach(?:ed|ments?)|enclosures?)\s*[:：.–-]",
    re.IGNORECASE,
)
_SIGNED = re.compile(rf"^\W*(?:{SIGNED})\W*$", re.IGNORECASE)
_TITLE = (
    r"(?:(?:nguyên |phó |q\. ?|quyền )?(?:chánh|trưởng|giám đốc|chủ tịch|cục trưởng|vụ trưởng|tổng cục trưởng|vụ phó|"
    r"cục phó|trưởng phòng|hiệu trưởng|viện trưởng|bí thư|tổng giám đốc)|chuyên viên|cán bộ|thanh tra|thư ký|văn thư|"
    r"kế toán|phòng (?:tổng hợp|kế hoạch|hành chính|kinh tế|nông nghiệp)|director|deputy|manager|head of|officer|"
    r"engineer|"
    r"president|secretary|assistant|analyst|consultant|specialist|ceo|cto|cfo)\b"
)
_CARD_LINE = re.compile(
    r"^\W*(?:đt|đtdđ|đtcq|điện thoại|sđt|số điện thoại|di động|tel|tél|tlf|telephone|telefon|telefono|teléfono|phone|"
    r"mobile|"
    r"mobil|móvil|portable|cell|fax|hotline|email|e-mail|mail|web(?:site)?|trang web|địa chỉ|đ/c|add|address|adresse|"
    r"skype|"
    r"zalo|whatsapp|viber|linkedin|twitter|facebook|m|t|p|f|e|w|a|đc)\b\.?"
    r"(?:\s?[/,&]\s?(?:đt|đtdđ|sđt|di động|tel|fax|phone|mobile|email|zalo|viber|whatsapp|skype)\b\.?)*\s*[:：|+]|"
    r"^\W*(?:đt|đtdđ|sđt|điện thoại|di động|tel|mobile|phone)\b\.?\s*\+?[\d(][\d ().+-]{7,}\W*$|"
    r"^[^|]{1,80}\|\s*(?:https?://|www\.)\S+\W*$|"
    r"^\W*(?:https?://|www\.)\S+\W*$|^\W*[\w.+-]+@[\w.-]+\W*$|^\W*\+?[\d(][\d ().+-]{7,}\W*$",
    re.IGNORECASE,
)
_TITLE_LINE = re.compile(rf"^\W*{_TITLE}.{{0,80}}$", re.IGNORECASE)
_BARE_TITLE_LINE = re.compile(bare_letters(_TITLE_LINE.pattern), re.IGNORECASE)
_RULE = re.compile(r"^\s*([-_=*~])\1{2,}\s*$")
# Under a name only: what begins so may as well be said.
_OFFICE_LINE = re.compile(
    r"^\W*(?i:văn phòng|vp|vpđp|vụ|cục|chi cục|tổng cục|sở|ban|bộ|phòng|p\.|trung tâm|viện|ubnd|[uủ][yỷ] ban|hội|"
    r"trường|đài|tổ|thanh tra|department of|division of|office of)[ .]+(?=[^\W\d_])(?-i:[A-ZÀ-ÝĂĐĨŨƠƯẠ-Ỹ]).{0,80}$"
)
_BARE_OFFICE_LINE = re.compile(bare_letters(_OFFICE_LINE.pattern))
_TITLE_INSIDE = re.compile(
    r"^\W*(?:[^\W\d_]+ ){1,3}(?:officer|manager|director|engineer|specialist|coordinator|consultant|analyst|secretary|"
    r"assistant)\b.{0,60}$",
    re.IGNORECASE,
)
_SAID = (".", "!", "?", ";", ":")


def without_signature(text: str, author: str = "") -> str:
    """`text` without its signature, device line and disclaimer, and without what stands under them.

    A postscript stays. `author` is the name that the message's header gives, by which its line is known.
    """
    lines = text.strip().split("\n")
    begins = next((at for at, line in enumerate(lines) if line.strip() and not _is(_DEVICE, line)), len(lines))
    lines = _below_notices(lines[begins:])  # over everything else a device's line ends nothing
    lines = lines[: _end(lines)]
    told, postscript = _apart(lines)
    told = _without_lines_under_a_name(_without_card(_without_title_block(_up_to_the_name(told, author))))
    lines = [*told, *postscript]
    while lines and (not lines[-1].strip() or _is(_RULE, lines[-1])):
        lines = lines[:-1]
    return "\n".join(lines).strip()


def _apart(lines: list[str]) -> tuple[list[str], list[str]]:
    """What stands over a postscript, and the postscript: under the closing words or, without them, under a blank line.

    Closing words under it make it a part of what is told.
    """
    closing = _last_closing(lines)
    for place in range(len(lines) - 1, 0 if closing is None else closing, -1):
        if _is(_POSTSCRIPT, lines[place]) and (closing is not None or not lines[place - 1].strip()):
            return lines[:place], lines[place:]
    return lines, []


def _last_closing(lines: Sequence[str]) -> int | None:
    return next((place for place in range(len(lines) - 1, -1, -1) if _is_closing(lines[place])), None)


def _is_closing(line: str) -> bool:
    return _is(_CLOSING, line) or (line.isascii() and _is(_BARE_CLOSING, line))


def _up_to_the_name(lines: list[str], author: str) -> list[str]:
    closing = _last_closing(lines)
    first = max(len(lines) - 3 * LONGEST_CARD, 1) if closing is None else closing + 1
    end = under_the_name(lines, author, first)
    return _without_second_name(lines if end is None else lines[:end], first)


def _without_second_name(lines: list[str], first: int) -> list[str]:
    """Up to a name that stands there for the second time: typed, and once more over the card."""
    names = [line.strip() for line in lines[first:] if line.strip() and _is_name(line)]
    twice = next((name for name in names if names.count(name) > 1), None)
    if twice is None:
        return lines
    second = [at for at, line in enumerate(lines) if line.strip() == twice][-1]
    return lines[:second] if sum(bool(line.strip()) for line in lines[second:]) <= LONGEST_CARD else lines


def _below_notices(lines: list[str]) -> list[str]:
    """Without disclaimers and warnings at the head, each a paragraph: servers set them there too, over the letter."""
    while lines and (is_disclaimer(lines[0]) or is_warning(lines[0])):
        ends = next((at for at, line in enumerate(lines) if not line.strip()), len(lines))
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
                return "\n".join(said[: lines[-most]]).rstrip()
    return text


def _squeezed(line: str) -> str:
    return re.sub(r"\s+", "", line)


def _is(pattern: re.Pattern[str], line: str) -> bool:
    return len(line) <= LONGEST_LINE and bool(pattern.match(line))


def _end(lines: Sequence[str]) -> int:
    """The line where a signature or a disclaimer begins; their number when there is none."""
    left = sum(bool(line.strip()) for line in lines)
    for place, line in enumerate(lines):
        left -= bool(line.strip())
        if _is(_DEVICE, line):
            return place
        if left <= LONGEST_SIGNATURE and (_is(_DELIMITER, line) or is_disclaimer(line)):
            return place
        named = left <= LONGEST_CARD and place and not lines[place - 1].strip()
        if named and _is(_DELIMITER_AND_NAME, line):
            return place
        if place and left <= LONGEST_CARD and _is(_RULE, line) and _is_card(lines[place + 1 :]):
            return place
    return len(lines)


def _without_title_block(lines: list[str]) -> list[str]:
    """After closing words and one line for the name, what looks like a visiting card goes."""
    closing = _last_closing(lines)
    if closing is None or sum(bool(line.strip()) for line in lines[closing:]) > LONGEST_CARD:
        return lines
    said = [place for place in range(closing + 1, len(lines)) if lines[place].strip()]
    for at, place in enumerate(said):
        below = [lines[one] for one in said[at + 1 :]]
        named_here = ":" in lines[place] and _is_name(lines[place])
        if _is_of_a_card(lines[place]) and not named_here and not _is_office_of(lines[place], below):
            return lines[:place]
        named = at and _is_name(lines[said[at - 1]]) and not lines[said[at - 1]].isupper()
        if named and any(map(_is_of_a_card, below)):
            return lines[:place]
        if at and _is_under_a_name(lines[place]) and not _is_office_of(lines[place], below):
            return lines[:place]
    return lines


def _is_office_of(line: str, below: Sequence[str]) -> bool:
    """Whether it is a line in capitals over the name of who signs: "TUQ. GIÁM ĐỐC", "TRƯỞNG PHÒNG"."""
    named = next((one for one in below if not one.isupper() and not _is(_SIGNED, one)), "")
    return line.isupper() and _is_name(named)


def _is_name(line: str) -> bool:
    """One to five words with capitals and nothing else, a label before them or none: "Người lập: Lê An"."""
    label, colon, named = line.partition(":")
    if colon and len(label.split()) <= MOST_OF_LABEL and len(named.split()) > 1:
        line = named
    words = re.sub(r"\([^)]*\)", "", line).split()
    capital = all(
        word[0].isupper() and word.strip(".’'-").replace("-", "").replace("’", "").isalpha() for word in words
    )
    return 0 < len(words) <= 5 and capital and not _is_under_a_name(line) and not _is(_TITLE_LINE, line)


def _is_under_a_name(line: str) -> bool:
    stripped = line.rstrip()
    office = _BARE_OFFICE_LINE if stripped.isascii() else _OFFICE_LINE
    return not stripped.endswith(_SAID) and (_is(office, stripped) or _is(_TITLE_INSIDE, stripped))


def _is_card(lines: Sequence[str]) -> bool:
    """Lines of a visiting card, the name at its head or none."""
    said = [line for line in lines if line.strip()]
    if said and _is_name(re.split(r" [|–-] ", said[0])[0]):
        said = said[1:]
    return bool(said) and all(_is_of_a_card(line) or _is_under_a_name(line) for line in said)


def _without_lines_under_a_name(lines: list[str]) -> list[str]:
    """At the end, without closing words: a name, and directly under it lines of a card and nothing else."""
    for place in range(len(lines) - 2, max(len(lines) - LONGEST_CARD, 0), -1):
        if _is_name(lines[place]):
            above = next((line.rstrip() for line in reversed(lines[:place]) if line.strip()), "")
            ended = above.endswith((".", "!", "?"))  # else names and offices are what is told
            card = bool(lines[place + 1].strip()) and _is_card(["", *lines[place + 1 :]])
            return lines[: place + 1] if ended and card else lines
    return lines


def _is_of_a_card(line: str) -> bool:
    if _is(_CARD_LINE, line) or _is(_TITLE_LINE, line):
        return True
    # "Truong Dinh Quy" is a name, "Truong phong" a title
    all_capitals = all(word[:1].isupper() for word in line.split())
    return line.isascii() and not all_capitals and _is(_BARE_TITLE_LINE, line)


def _without_card(lines: list[str]) -> list[str]:
    """A last paragraph without closing words that holds two lines of a card or more: the name at its head stays."""
    while lines and not lines[-1].strip():
        lines = lines[:-1]
    begins = next((place for place in range(len(lines) - 1, -1, -1) if not lines[place].strip()), -1) + 1
    if len(lines) - begins > LONGEST_CARD or begins == 0:
        return lines
    card = [place for place in range(begins, len(lines)) if _is(_CARD_LINE, lines[place])]
    if len(card) < 2:
        return lines
    titles = [place for place in range(begins, card[0]) if _is(_TITLE_LINE, lines[place])]
    return lines[: min(titles + card)]


def closings(text: str) -> Iterator[tuple[str, str]]:
    """For each line of closing words but the first line: the text before it, and the text from it on."""
    lines = text.split("\n")
    for place, line in enumerate(lines):
        if place and _is_closing(line):
            yield "\n".join(lines[:place]).strip(), "\n".join(lines[place:])
