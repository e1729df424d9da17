"""Messages that nobody would write: the readers raise nothing, and what was typed is found whatever the program."""

import json
import re

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from replies.cases import all_cases
from replies.programs import PROGRAMS
from replies.quoting import Written
from replies.sent import sent
from replies.traps import all_traps

from mail.answers import read_answers
from mail.html import text_of_html
from mail.reply import read
from mail.told_apart import told_apart

LETTER = sent("three")
KNOWN = [LETTER.known]
RAWS = [one.raw for one in (*all_traps(), *all_cases()[::9])]
CODES = [task.code for task in LETTER.tasks]
PHRASES = (
    "Đã hoàn thành.",
    "Đang triển khai, đạt 45%.",
    "Không phát sinh",
    "Tạm dừng theo Công văn số 12/BNN-KTHT ngày 01/03/2023.",
    "Đã tổ chức 03 lớp tập huấn cho 120 cán bộ cấp xã; kinh phí 250 triệu đồng.",
    "Khó khăn, vướng mắc: chưa có hướng dẫn.",
    "Kính đề nghị Văn phòng cho lùi thời hạn đến 30/6/2023.",
    "1. Một là; 2. Hai là.",
    "Xem Phụ lục (đính kèm) - mục “Kết quả”.",
)
TYPED = st.lists(st.sampled_from(PHRASES), min_size=1, max_size=3, unique=True).map("\n".join)
SLOWLY = settings(max_examples=80, deadline=None, suppress_health_check=[HealthCheck.too_slow])


def squeezed(text: str) -> str:
    return re.sub(r"\s+", "", text)


@st.composite
def spoilt(draw: st.DrawFn) -> bytes:
    """A reply with a stretch cut out, doubled, or put in from elsewhere, a few times over."""
    raw = draw(st.sampled_from(RAWS))
    for _ in range(draw(st.integers(1, 4))):
        start, end = sorted(draw(st.tuples(st.integers(0, len(raw)), st.integers(0, len(raw)))))
        put_in = draw(st.one_of(st.just(b""), st.binary(max_size=40), st.just(raw[start:end] * 2)))
        raw = (raw[:start] + put_in + raw[end:])[:40_000]
    return raw


@SLOWLY
@given(spoilt())
def test_no_spoilt_reply_makes_the_readers_raise(raw):
    reply = read(raw, KNOWN)
    assert not any("lưu" in problem.text for problem in reply.problems)
    json.dumps(reply.to_json(), ensure_ascii=False).encode()
    answers = read_answers(reply, LETTER.tasks).answers
    assert len({one.obligation_id for one in answers}) == len(answers)


@SLOWLY
@given(st.sampled_from(PROGRAMS), st.dictionaries(st.sampled_from(CODES), TYPED, min_size=1), st.booleans())
def test_whatever_is_typed_at_the_prompts_is_found_and_nothing_else(program, typed, behind):
    raw = program.reply(LETTER, Written(inside=typed, behind=behind))
    reply = read(raw, KNOWN)
    assert squeezed(reply.text) == squeezed("".join(typed[code] for code in CODES if code in typed))


@SLOWLY
@given(st.sampled_from(PROGRAMS), TYPED)
def test_whatever_is_typed_over_the_quotation_is_found_and_nothing_else(program, typed):
    assert squeezed(read(program.reply(LETTER, Written(top=typed)), KNOWN).text) == squeezed(typed)


@SLOWLY
@given(st.text(max_size=400), st.integers(0, len(LETTER.text)))
def test_no_word_is_made_up(typed, place):
    body = LETTER.text[:place] + typed + LETTER.text[place:]
    found = told_apart(body, KNOWN).text
    assert [word for word in re.findall(r"\w+", found) if word not in body] == []


@SLOWLY
@given(
    st.lists(
        st.sampled_from(
            ["<p>", "</p>", "<td>", "</table>", "<ol>", "<li>", "</", "<!--", "-->", "<style>", "a", "&lt;", '"']
        )
    )
)
def test_no_markup_makes_the_page_unreadable(pieces):
    assert "\x00" not in text_of_html("".join(pieces))
