"""The parts of an answer to one task, told apart by their labels and by the sentences that need none."""

import re
from typing import Literal

from mail.status_words import bare_letters, statuses_in

Place = Literal["status", "percent", "result", "evidence", "difficulty", "proposal", "forecast", "plan"]
Fields = dict[Place, str]
SHORT_WORDS = 12
ONE_LINE: frozenset[Place] = frozenset({"percent", "forecast"})
_TROUBLES = r"(?:khó khăn|vướng mắc|tồn tại|hạn chế|nguyên nhân|bất cập|trở ngại)"
_AND = r"(?:(?:\s*[,/;]\s*|\s+(?:và|hoặc)\s+|\s+)"
_LABELS: dict[Place, str] = {
    "status": r"tình trạng(?: thực hiện)?|trạng thái|tình hình(?: (?:thực hiện|triển khai))?|status|state",
    "percent": r"tiến độ(?: (?:thực hiện|triển khai|hoàn thành))?|tỷ lệ(?: hoàn thành| thực hiện)?|"
    "tỉ lệ(?: hoàn thành)?|"
    r"mức độ hoàn thành|progress|completion(?: rate)?|percent(?:age)?(?: completed?)?",
    "result": r"kết quả(?: thực hiện| đạt được)*(?: trong kỳ)?|nội dung(?: thực hiện| đã thực hiện)?|đã thực hiện|"
    r"phần việc (?:phối hợp )?đã thực hiện(?: trong kỳ)?|results?(?: achieved)?|achievements?|work done",
    "evidence": r"(?:văn bản|tài liệu|sản phẩm|hồ sơ) (?:minh chứng|kèm theo|đã ban hành|ban hành|chứng minh|đầu ra)|"
    "minh chứng|"
    r"bằng chứng|văn bản|số liệu kèm theo|sản phẩm|căn cứ|evidence|documents?(?: issued)?|supporting documents?|"
    r"references?",
    "difficulty": rf"(?:những |một số |các )?{_TROUBLES}{_AND}{_TROUBLES})*(?: \(?nếu có\)?)?|difficult(?:y|ies)|"
    "obstacles?|challenges?|"
    r"(?:problems?|issues?|constraints?|bottlenecks?)",
    "proposal": rf"(?:những |các )?(?:kiến nghị|đề xuất|đề nghị|ý kiến){_AND}(?:kiến nghị|đề xuất|đề nghị|giải pháp))*"
    r"(?: đối với [\w ]{2,40})?(?: \(?nếu có\)?)?|proposals?|recommendations?|suggestions?|requests?",
    "forecast": r"(?:thời gian |ngày |thời hạn )?dự kiến (?:thời gian |ngày |thời hạn )?(?:hoàn thành|xong)|"
    r"dự kiến|thời hạn hoàn thành(?: dự kiến)?|ngày hoàn thành(?: dự kiến)?|(?:expected|planned|estimated|"
    r"target) (?:completion|finish)"
    r"(?: date)?|(?:expected|planned) to be completed|forecast|eta",
    "plan": r"(?:kế hoạch|nhiệm vụ|phương hướng|công việc|hoạt động) (?:kỳ tới|quý tới|tháng tới|thời gian tới|"
    "tiếp theo)|giải pháp|"
    r"thời gian tới|next steps?|plan for next \w+",
}


def _label(words: dict[Place, str]) -> re.Pattern[str]:
    named = "|".join(f"(?P<{place}>{pattern})" for place, pattern in words.items())
    return re.compile(
        rf"(?:^|(?<=[\n|\t])|(?<=[.;])(?<!\s\d\.)(?![a-hđ][.)]))[ \t*+•–-]*"
        rf"(?P<number>\(?(?:\d{{1,2}}(?:\.\d{{1,2}})?|[IVX]{{1,4}}|[a-hđ])[.)][ \t]*)?[*_]*(?:về )?"
        rf"(?:{named})[ \t*_]*(?:[:：]|(?(number)(?=\n|$)|(?!)))[ \t*_]*",
        re.IGNORECASE | re.MULTILINE,
    )


_MARKED, _UNMARKED = _label(_LABELS), _label({place: bare_letters(words) for place, words in _LABELS.items()})
_SENTENCE = re.compile(r"(?:\d[.,]\d|\d{1,2}\.\d{1,2}\.\d{2,4}|[A-ZĐ]\.|\.(?=[a-z0-9])|[^.;\n!])+(?:[.;!]+|\n|$)\s*")
_WHO = r"(?:(?:sở|tỉnh|ubnd tỉnh|bộ|hội|cục|vụ|đơn vị|cơ quan|chúng tôi|địa phương|we|the ministry)(?: [\w&]+){0,6}? )?"
_IS_DIFFICULTY = re.compile(
    rf"^\W*(?:tuy nhiên,? |song,? |nhưng |hiện (?:nay|còn)? ?|however,? )*{_WHO}(?:vẫn |còn |đang |hiện |chủ yếu |"
    rf"cũng )*(?:gặp |có |là )*"
    rf"(?:một số |nhiều |những )?{_TROUBLES}\b(?! (?:đã|được) )|^\W*(?:however,? )?(?:the )?(?:main )?(?:difficult|"
    rf"obstacle|challenge)",
    re.IGNORECASE,
)
_IS_PROPOSAL = re.compile(
    rf"^\W*(?:vì vậy,? |do đó,? |do vậy,? |therefore,? )?{_WHO}(?:xin |trân trọng |kính |cũng )*(?:kiến nghị|đề xuất|"
    rf"đề nghị)\b"
    r"(?! (?:đã|được|của) )|^\W*(?:therefore,? )?(?:we |it is )?(?:propose|recommend|request|suggest)",
    re.IGNORECASE,
)
_UNENDED: tuple[Place, ...] = ("difficulty", "proposal")
_FORESEES = re.compile(
    r"(?<=[.;\n])\s*(?:dự kiến|phấn đấu|du kien|phan dau)(?: \w+){0,3} (?:hoàn thành|xong|hoan thanh)\b[^.;\n]*",
    re.IGNORECASE,
)
_COURTESY = re.compile(r"\b(?:tổng hợp|theo dõi|ghi nhận|tong hop|theo doi|ghi nhan)\b", re.IGNORECASE)
_NONE = re.compile(r"^\W*(?:không|không có|chưa có|không phát sinh|không có gì|none|no|n/a|nil)\W*$", re.IGNORECASE)


def fields_of(text: str) -> Fields:
    """The text after each label; what stands before the first is the result, less its sentences of difficulty and
    proposal.

    A short sentence that states how things stand, before a result with a label of its own, is the status and no more.
    """
    fields: Fields = dict.fromkeys(_LABELS, "")
    found = list((_UNMARKED if text.isascii() else _MARKED).finditer(text))
    before = text[: found[0].start()] if found else text
    for place, match in enumerate(found):
        until = found[place + 1].start() if place + 1 < len(found) else len(text)
        label = next(name for name in _LABELS if match[name])
        said, more = text[match.end() : until].strip(), ""
        if label in ONE_LINE:
            said, _, more = said.partition("\n")
        fields[label] = f"{fields[label]}\n{said}".strip()
        fields["result"] = f"{fields['result']}\n{more}".strip()
    if fields["result"] and not fields["status"] and statuses_in(before) and len(before.split()) <= SHORT_WORDS:
        fields["status"], before = before.strip(), ""
        fields["result"] = fields["result"][:1].upper() + fields["result"][1:]
    fields["result"] = f"{before.strip()}\n{fields['result']}".strip()
    for labelled in _UNENDED:
        fields[labelled], more = _up_to_a_forecast(fields[labelled])
        fields["result"] = f"{fields['result']}\n{more}".strip()
    return _without_nothing(_sorted_sentences(fields))


def _up_to_a_forecast(text: str) -> tuple[str, str]:
    """What was said under a label, and from the sentence on that says when the task will be done."""
    found = _FORESEES.search(text)
    return (text[: found.start()].strip(), text[found.start() :].strip()) if found else (text, "")


def _sorted_sentences(fields: Fields) -> Fields:
    """Sentences in the result that name a difficulty or a proposal, where no label did."""
    kept: list[str] = []
    moved: dict[Place, list[str]] = {"difficulty": [], "proposal": []}
    for sentence in _SENTENCE.findall(fields["result"]):
        place = _kind_of(sentence)
        (moved[place] if place and not fields[place] else kept).append(sentence)
    for place, sentences in moved.items():
        fields[place] = "".join(sentences).strip() or fields[place]
    return fields | {"result": "".join(kept).strip()} if any(moved.values()) else fields


def _kind_of(sentence: str) -> Place | None:
    if _IS_DIFFICULTY.search(sentence):
        return "difficulty"
    return "proposal" if _IS_PROPOSAL.search(sentence) else None


def says_a_remark(text: str) -> bool:
    """Whether a sentence names a difficulty or proposes something; that all be compiled is a phrase of courtesy."""
    return any(_kind_of(one) and not _COURTESY.search(one) for one in _SENTENCE.findall(text))


def _without_nothing(fields: Fields) -> Fields:
    """ "Khó khăn: không" names no difficulty."""
    return {
        place: "" if place in ("difficulty", "proposal", "evidence") and _NONE.match(said) else said
        for place, said in fields.items()
    }
