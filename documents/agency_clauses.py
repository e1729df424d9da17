"""The parts of a cell of agencies: what bullets, semicolons, sentences and lists after a colon divide."""

import re

from documents.open_phrase import NAME_HEADS
from language.text import composed

_BULLET = re.compile(r"^\s*(?:[-–—+•*▪●]\s+|[-–—+•▪●]|\(?\d{1,2}[.)]\s+|[a-zđ]\)\s+)")
_LEAD_IN = re.compile(
    r"^(?:và|cùng\s+với|cùng|phối\s+hợp\s+với|phối\s+hợp|với|đề\s+nghị|giao|gồm\s+có|bao\s+gồm|gồm|trong\s+đó|do)(?:\s*:\s*|\s+)(?=\S)",
    re.IGNORECASE,
)
LIST_OF = (
    r"(?:(?:các|những)\s+)?(?P<head>bộ|sở|ban|ubnd|ủy ban nhân dân|uỷ ban nhân dân|tỉnh|thành phố|địa phương|cơ quan|đơn vị)"
    r"(?:(?:,\s*|\s+|/)(?:các|bộ|sở|ban|ngành|tỉnh|thành phố|và|trực thuộc|trung ương|cơ quan|đơn vị|địa phương|xã|phường))*\s*:\s*"
)
_A_LIST = LIST_OF.replace("?P<head>", "?:").replace("|tỉnh|thành phố|địa phương|cơ quan|đơn vị)", ")", 1)
_LATER_LIST = re.compile(rf",\s*(?:và\s+)?(?={_A_LIST})|(?<=\w)\s+và\s+(?={_A_LIST})", re.IGNORECASE)
_COMMUNE = r"(?:xã|phường|thị trấn|huyện|quận|thị xã|đặc khu)"
COMMUNES = (
    rf"(?:ubnd|ủy ban nhân dân|uỷ ban nhân dân)\s+(?:các|những)\s+(?P<levels>{_COMMUNE}(?:\s*[,/]\s*{_COMMUNE})*)\s*:?\s+"
    r"(?=(?-i:[A-ZĐÀ-Ỹ]))"
)
_LATER_COMMUNES = re.compile(
    rf",\s*(?:và\s+)?(?={COMMUNES})|(?<=\w)\s+và\s+(?={COMMUNES.replace('?P<levels>', '?:')})", re.IGNORECASE
)
_SENTENCE = re.compile(r"(?<=[a-zà-ỹđ)])\.\s+(?=[A-ZĐÀ-Ỹ])")
_ENDS_OPEN = re.compile(r"(?:[,&/(–-]|\bvà|\bcác|\bcủa)\s*$", re.IGNORECASE)
VERBS = (
    r"chủ trì|phối hợp|triển khai|thực hiện|tham mưu|trực tiếp|hướng dẫn|theo dõi|đôn đốc|cung cấp|bố trí|tổng hợp|báo cáo"
    r"|chịu trách nhiệm|làm đầu mối|là đầu mối|là cơ quan|đưa ra|đưa|xây dựng|rà soát|quản lý|vận hành|bảo đảm|đảm bảo|hoàn thành"
    r"|tổ chức|đề xuất|ban hành|trình|thẩm định|kiểm tra|giám sát|hỗ trợ|tiếp nhận|phụ trách|chuẩn bị|đánh giá|công bố|cập nhật"
)
_VERB = re.compile(rf"(?<=\s)(?:{VERBS})\b")


def clauses(cell: str) -> list[str]:
    """The parts of a cell that bullets and semicolons divide; other line breaks and brackets divide nothing.

    Line breaks stay inside a part: they tell where a name may begin that nothing else divides from the one before it.
    """
    parts = [part for piece in _pieces(composed(cell)) for part in outside_brackets(re.compile(r";"), piece)]
    return [bare for part in parts if re.search(r"\w|…|\.{3}", part) and (bare := _bare(part))]


def _pieces(cell: str) -> list[str]:
    """Bulleted items, sentences, and what a line begins after the line above it has said what its body does."""
    bulleted: list[str] = []
    for line in cell.split("\n"):
        plain = " ".join(line.split())
        if not bulleted or _BULLET.match(line) or _begins_anew(bulleted[-1], plain):
            bulleted.append(_BULLET.sub("", plain))
        else:
            bulleted[-1] += f"\n{plain}"
    listed = [_LATER_COMMUNES.sub("; ", _LATER_LIST.sub("; ", piece)) for piece in bulleted]
    return [sentence for piece in listed for sentence in _SENTENCE.split(piece)]


def _begins_anew(above: str, line: str) -> bool:
    said = _VERB.search(above) is not None
    return said and NAME_HEADS.match(line) is not None and not _ENDS_OPEN.search(above)


def _bare(part: str) -> str:
    text = part.strip(" \n\t.,;") if not re.search(r"v\.?\s?v\.?\W*$", part) else part.strip(" \n\t,;")
    for _ in range(3):
        text = _LEAD_IN.sub("", text)
    if text.count("(") != text.count(")"):
        text = text.strip("() ")
    return text.removesuffix(":").strip()


def outside_brackets(separator: re.Pattern[str], text: str) -> list[str]:
    """The stretches of text between separators that stand outside brackets; empty ones are left out."""
    return [text[start:end] for start, end in spans(separator, text)]


def spans(separator: re.Pattern[str], text: str) -> list[tuple[int, int]]:
    """Where those stretches begin and end."""
    found_spans, start, depth, at = [], 0, 0, 0
    for found in separator.finditer(text):
        depth = max(0, depth + text.count("(", at, found.start()) - text.count(")", at, found.start()))
        at = found.start()
        if depth == 0:
            found_spans.append((start, found.start()))
            start = found.end()
    return [(begin, end) for begin, end in [*found_spans, (start, len(text))] if text[begin:end].strip()]
