"""Of what kind a line around what is told is: a salutation, closing words, a name, a title, an office, a program's."""

import re

from mail.status_words import bare_letters

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
_SALUTATION = re.compile(
    r"^\W*(?:kính (?:gửi|thưa|chào)|kg|thưa|gửi|chào|dear|hi|hello|kinh (?:gui|thua|chao)|thua|gui)\b"
    r"[^\d\n]*[,.:;!]?\s*$",
    re.IGNORECASE,
)
_CLOSING = re.compile(
    r"^\W*(?:(?:trân trọng|kính thư|kính chào|kính báo|thân ái|thân mến|"
    r"(?:em |tôi )?(?:xin )?(?:chân thành |trân trọng )?cảm ơn|"
    r"(?:kính|thân)(?=\W*$))"
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
SIGNED = r"đã ký|đã kí|ký tên|signed"
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
_OFFICE_LINE = re.compile(
    r"^\W*(?i:văn phòng|vp|vpđp|vụ|cục|chi cục|tổng cục|sở|ban|bộ|phòng|p\.|trung tâm|viện|ubnd|[uủ][yỷ] ban|hội|"
    r"trường|đài|tổ|thanh tra|công ty|tổng công ty|tập đoàn|hợp tác xã|htx|liên minh|liên đoàn|hiệp hội|đoàn|quỹ|"
    r"ngân hàng|báo|tạp chí|nhà xuất bản|chi nhánh|ministry of|institute of|department of|division of|office of)"
    r"[ .]+(?=[^\W\d_])(?-i:[A-ZÀ-ÝĂĐĨŨƠƯẠ-Ỹ]).{0,80}$"
)
_BARE_OFFICE_LINE = re.compile(bare_letters(_OFFICE_LINE.pattern))
# The usual family names of Viet Nam, those of its smaller peoples too: by them a name is told from other capitals.
_FAMILY_NAMES = (
    r"Nguyễn|Trần|Lê|Phạm|Hoàng|Huỳnh|Phan|Vũ|Võ|Đặng|Bùi|Đỗ|Hồ|Ngô|Dương|Lý|Đào|Đoàn|Vương|Trịnh|Trương|Đinh|Lâm|Phùng|"
    r"Mai|Tô|Hà|Tạ|Châu|Thái|Cao|Lương|Lưu|Triệu|Quách|La|Lã|Nông|Tăng|Tống|Từ|Thạch|Sơn|Kim|Danh|Kiên|Chu|Chử|Hứa|Khổng|"
    r"Khuất|Kiều|Lại|Lò|Lô|Lữ|Ma|Mạc|Mã|Nghiêm|Ninh|Ông|Phí|Phó|Quàng|Sùng|Tòng|Thào|Thân|Tiêu|Trang|Trình|Ưng|Vàng|Vi|"
    r"Viên|Vừ|Giàng|Hầu|Hạng|Bàn|Bế|Cầm|Cà|Điêu|Đàm|Đồng|Giáp|Âu|An|Bạch|Cù|Doãn|Dư|Hàn|Hạ|Ksor|Rơ|Siu|Y|H’?"
)
_PLACE = (  # which a name might be taken for
    r"(?:Hà (?:Nội|Giang|Nam|Tĩnh)|Cao Bằng|Sơn La|Thái (?:Bình|Nguyên)|An Giang|Kiên Giang|Lâm Đồng|Đồng (?:Nai|Tháp)|"
    r"Ninh (?:Bình|Thuận)|Hồ Chí Minh|Lý Sơn)\W*$"
)
_HOLDS_A_NAME = re.compile(
    rf"^(?:.{{0,80}}\s)?(?!{_PLACE})(?:{_FAMILY_NAMES})(?:\s+[A-ZÀ-ÝĂĐĨŨƠƯẠ-Ỹ][\w’']*){{1,4}}\W*$"
)
_IS_A_PERSON = re.compile(
    r"^\W*(?:(?:[Tt][Hh]?\.?[Ss]|PGS|GS|KS|BS|Ông|Bà)\W+)*"
    rf"(?!{_PLACE})(?:{_FAMILY_NAMES})(?:\s+[A-ZÀ-ÝĂĐĨŨƠƯẠ-Ỹ][\w’']*){{1,4}}\W*$"
)
_STREET = re.compile(
    r"^\W*(?:(?:[Ss]ố|[Nn]o\.?|[Ll]ô|[Tt]ầng)\s+)?\d{1,4}[A-Za-z]?(?:[/-]\d+[A-Za-z]?)*,?\s+"
    r"(?:(?:đường|phố|ngõ|đại lộ|quốc lộ)\s+)?"
    r"[A-ZÀ-ÝĂĐĨŨƠƯẠ-Ỹ][\w.]*(?:\s+[A-ZÀ-ÝĂĐĨŨƠƯẠ-Ỹ0-9][\w.]*)*(?:\s*[,–-]\s*[\w. ]{2,40}){1,4}\W*$"
)
_TITLE_INSIDE = re.compile(
    r"^\W*(?:[^\W\d_]+ ){1,3}(?:officer|manager|director|engineer|specialist|coordinator|consultant|analyst|secretary|"
    r"assistant)\b.{0,60}$",
    re.IGNORECASE,
)
_SAID = (".", "!", "?", ";", ":")


def is_device_line(line: str) -> bool:
    """Whether a program or a telephone set it there: "Đã gửi từ iPhone của tôi"."""
    return _is(_DEVICE, line)


def is_salutation(line: str) -> bool:
    """Whether it is "Kính gửi: …" and the like, and nothing with a figure in it."""
    return _is(_SALUTATION, line)


def is_closing(line: str) -> bool:
    """Whether it is closing words: "Trân trọng,", with or without diacritics, "Best regards"."""
    return _is(_CLOSING, line) or (line.isascii() and _is(_BARE_CLOSING, line))


def is_postscript(line: str) -> bool:
    """Whether it begins what is added under a name: "Tái bút:", "P/S:", "Gửi kèm:"."""
    return _is(_POSTSCRIPT, line)


def is_delimiter(line: str) -> bool:
    """Whether it is the line that programs set over a signature."""
    return _is(_DELIMITER, line)


def is_delimiter_and_name(line: str) -> bool:
    """Whether such a line holds the name as well."""
    return _is(_DELIMITER_AND_NAME, line)


def is_rule(line: str) -> bool:
    """Whether it is three marks of one kind or more and nothing else."""
    return _is(_RULE, line)


def is_note_that_it_is_signed(line: str) -> bool:
    """Whether it is "(đã ký)" and the like, which stands over the name."""
    return _is(_SIGNED, line)


def is_name(line: str) -> bool:
    """One to five words with capitals and nothing else, a label before them or none: "Người lập: Lê An"."""
    label, colon, named = line.partition(":")
    if colon and len(label.split()) <= MOST_OF_LABEL and len(named.split()) > 1:
        line = named
    words = re.sub(r"\([^)]*\)", "", line).split()
    capital = all(
        word[0].isupper() and word.strip(".’'-").replace("-", "").replace("’", "").isalpha() for word in words
    )
    return 0 < len(words) <= 5 and capital and not is_office_or_post(line) and not _is(_TITLE_LINE, line)


def holds_a_name(line: str) -> bool:
    """Whether it ends with a person's name, known by the family name: "Phó Vụ trưởng Phùng Thị Thanh"."""
    return _is(_HOLDS_A_NAME, line)


def is_a_person(line: str) -> bool:
    """Whether it is a person's name and nothing else, known by the family name."""
    return _is(_IS_A_PERSON, line) and line.strip()[-1:] not in (":", ";") and not _is(_TITLE_LINE, line)


def is_office_or_post(line: str) -> bool:
    """Whether it names an office, a street or, in English, a post; so may begin what is said, but not under a name."""
    stripped = line.rstrip()
    office = _BARE_OFFICE_LINE if stripped.isascii() else _OFFICE_LINE
    told = stripped.endswith(_SAID) or ": " in stripped or is_a_person(stripped)
    return not told and (_is(office, stripped) or _is(_TITLE_INSIDE, stripped) or _is(_STREET, stripped))


def is_numbers_line(line: str) -> bool:
    """Whether it holds a telephone number, an address or a web page, as cards do."""
    return _is(_CARD_LINE, line)


def is_title_line(line: str) -> bool:
    """Whether it begins with an official's title, in full letters."""
    return _is(_TITLE_LINE, line)


def is_of_a_card(line: str) -> bool:
    """Whether it holds numbers or a title, with or without diacritics."""
    if _is(_CARD_LINE, line) or _is(_TITLE_LINE, line):
        return True
    # "Truong Dinh Quy" is a name, "Truong phong" a title
    all_capitals = all(word[:1].isupper() for word in line.split())
    return line.isascii() and not all_capitals and _is(_BARE_TITLE_LINE, line)


def _is(pattern: re.Pattern[str], line: str) -> bool:
    return len(line) <= LONGEST_LINE and bool(pattern.match(line))
