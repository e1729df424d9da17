"""Claims about the letters: what each asks for, that both parts agree, that nothing in them can do harm."""

import html as html_escapes
import re
from dataclasses import fields, is_dataclass, replace
from datetime import date
from html.parser import HTMLParser
from typing import Any

import pytest
from letter_samples import (
    COORDINATED,
    LATE,
    LINK,
    REMEMBERED,
    THREAD,
    brief,
    changing,
    confirming,
    consenting,
    escalating,
    proving,
    receiving,
    reminding,
    request,
    returning,
    task,
)

from mail.answer_letters import confirm_sender_letter, consent_letter, returned_letter
from mail.brief_letter import office_brief
from mail.due_change_letter import due_change_letter
from mail.letters import (
    escalation,
    heading,
    receipt,
    reminder,
    report_request,
)
from mail.proof_letter import proof_letter

LETTERS = {
    "request": (report_request, request),
    "reminder": (reminder, reminding),
    "escalation": (escalation, escalating),
    "receipt": (receipt, receiving),
    "brief": (office_brief, brief),
    "due_change": (due_change_letter, changing),
    "waiver": (due_change_letter, lambda: changing(kind="waived")),
    "pause": (due_change_letter, lambda: changing(kind="paused", to_on=date(2023, 5, 4))),
    "form": (report_request, lambda: request(tasks=(REMEMBERED,), form_name="bieu-tra-loi-OCOP-12.xlsx")),
    "awaiting consent": (receipt, lambda: receiving(recorded=(), awaits_consent=True)),
    "by telephone": (receipt, lambda: receiving(channel="phone")),
    "returned": (returned_letter, returning),
    "answer reopened": (returned_letter, lambda: returning(kind="reopened")),
    "declined": (returned_letter, lambda: returning(kind="declined", remark="Chưa đủ\nsố liệu", form_name="")),
    "consent": (consent_letter, consenting),
    "confirm sender": (confirm_sender_letter, confirming),
    "proof failed": (proof_letter, proving),
    "reopening": (due_change_letter, lambda: changing(kind="reopened")),
}
every_letter = pytest.mark.parametrize(("write", "values"), LETTERS.values(), ids=LETTERS)


def readable(html: str) -> str:
    """The words of an HTML part, as a reader sees them."""
    body = html[html.index("<body") :]
    return " ".join(html_escapes.unescape(re.sub(r"<[^>]+>", " ", body)).split())


def elements(html: str) -> list[tuple[str, ...]]:
    """Every element with the names of its attributes, as a browser reads them."""
    found: list[tuple[str, ...]] = []
    parser = HTMLParser()
    parser.handle_starttag = lambda tag, attrs: found.append((tag, *(name for name, _ in attrs)))
    parser.feed(html)
    return found


OURS = ("role", "answer_url", "status", "kind")


def hostile(value: Any, text: str) -> Any:
    """The same value with `text` in every string that comes from others."""
    if isinstance(value, str):
        return text + value
    if isinstance(value, tuple):
        return tuple(hostile(item, text) for item in value)
    if is_dataclass(value) and not isinstance(value, type):
        changed = {field.name: hostile(getattr(value, field.name), text) for field in fields(value)}
        return replace(value, **(changed | {name: getattr(value, name) for name in OURS if hasattr(value, name)}))
    return value


def test_a_lead_is_asked_for_results_and_a_coordinating_agency_only_for_its_part():
    lead = report_request(request(tasks=(LATE,))).text
    coordinating = report_request(request(tasks=(COORDINATED,))).text
    assert "Khó khăn, vướng mắc" in lead and "Phần việc phối hợp" not in lead
    assert "Phần việc phối hợp" in coordinating and "Khó khăn, vướng mắc" not in coordinating
    assert "Cơ quan chủ trì: Bộ Khoa học và Công nghệ" in coordinating


@pytest.mark.parametrize("last_call", [False, True])
def test_a_reminder_names_only_what_is_missing_and_thanks_for_the_rest(last_call: bool):
    letter = reminder(reminding(answered_count=4, last_call=last_call))
    for part in (letter.text, readable(letter.html)):
        assert "I.2.a" in part
        assert "II.3" not in part
        assert "đã nhận được báo cáo về 4 nhiệm vụ và trân trọng cảm ơn" in part


def test_a_reminder_thanks_for_nothing_when_nothing_came():
    assert "đã nhận được báo cáo" not in reminder(reminding()).text


def test_a_lead_is_told_who_leads_with_it_and_not_its_own_name():
    shared = replace(LATE, lead_names=(THREAD["agency_name"], "Bộ Khoa học và Công nghệ"))
    assert "Cùng chủ trì: Bộ Khoa học và Công nghệ\n" in report_request(request(tasks=(shared,))).text
    assert "chủ trì:" not in report_request(request(tasks=(LATE,))).text


def test_only_the_last_call_says_what_comes_next():
    assert "báo cáo Lãnh đạo Quý cơ quan" not in reminder(reminding()).text
    letter = reminder(reminding(last_call=True, escalates_on=date(2023, 3, 27)))
    assert "Từ ngày 27/03/2023, Văn phòng sẽ báo cáo Lãnh đạo Quý cơ quan" in letter.text


def test_an_escalation_states_the_days_on_which_the_agency_was_asked():
    letter = escalation(escalating())
    for part in (letter.text, readable(letter.html)):
        assert "Kính gửi: Lãnh đạo Bộ Nông nghiệp" in part
        assert all(day in part for day in ("10/03/2023", "20/03/2023", "27/03/2023", "quá hạn 5 ngày"))


@every_letter
def test_both_parts_carry_the_same_dates_and_codes(write, values):
    letter = write(values())
    for figures in (r"\d\d/\d\d/\d{4}", r"\b[IVX]+(?:\.[0-9a-zđ]+)+\b", r"\d+%", r"\d\d:\d\d"):
        assert sorted(re.findall(figures, letter.text)) == sorted(re.findall(figures, readable(letter.html)))


@every_letter
def test_every_number_of_the_text_is_in_the_html(write, values):
    letter = write(values())
    in_html = re.findall(r"\d+", readable(letter.html))
    assert [number for number in re.findall(r"\d+", letter.text) if number not in in_html] == []


@every_letter
def test_sentences_do_not_run_into_each_other(write, values):
    letter = write(values())
    for part in (letter.text, readable(letter.html)):
        assert re.findall(r"\w[.:;,]\w*[A-ZĐ][a-zà-ỹ]+ ", part.replace("./.", "")) == []


@every_letter
def test_a_subject_is_one_line_and_says_when_it_is_a_trial(write, values):
    real = write(values()).subject
    trial = write(replace(values(), trial=True))
    assert "\n" not in real and "THỬ NGHIỆM" not in real
    assert trial.subject == f"[THỬ NGHIỆM] {real}"
    assert "THƯ THỬ NGHIỆM" in trial.text and "THƯ THỬ NGHIỆM" in trial.html


@every_letter
def test_hostile_words_are_only_words(write, values):
    attack = "<script>alert('x')</script>\"'\r\nBcc: a@b.example {{ 7*7 }} %(x)s &"
    letter = write(hostile(values(), attack))
    assert set(elements(letter.html)) == set(elements(write(values()).html))
    assert len(letter.subject.splitlines()) == 1
    assert "49" not in letter.text


@every_letter
def test_a_letter_fetches_nothing_from_elsewhere(write, values):
    html = write(values()).html
    assert not re.search(r"<(img|link|script|iframe|object|form)\b|url\(|@import", html, re.IGNORECASE)
    ours = {f"https://baocao.vpdp.example/{page}/%%KEY%%" for page in ("b", "consent", "sender")}
    assert ours >= set(re.findall(r'(?:href|src)="([^"]*)"', html))


@every_letter
def test_layout_tables_say_that_they_are_no_data(write, values):
    tables = re.findall(r"<table\b[^>]*>", write(values()).html)
    assert all('role="presentation"' in table or 'class="facts"' in table for table in tables)


@pytest.mark.parametrize("write_and_values", [LETTERS["request"], LETTERS["reminder"], LETTERS["escalation"]])
def test_forty_long_tasks_stay_under_90_kb_of_html(write_and_values):
    write, values = write_and_values
    long = {"title": COORDINATED.title * 2, "earlier": "Đang thực hiện, 60%. " * 4, "taken_over_from": "Bộ Y tế"}
    tasks = tuple(task(f"{section}.{n}", **long) for section in ("I", "II", "III", "IV") for n in range(1, 11))
    assert len(write(values(tasks=tasks)).html.encode()) < 90_000


def test_every_task_opens_with_one_line_that_begins_with_its_code():
    titles = replace(LATE, title="Ban hành\n  Bộ Tài liệu"), COORDINATED
    letter = report_request(request(tasks=titles))
    lines = letter.text.splitlines()
    assert [lines.count(heading(item.code, item.title)) for item in titles] == [1, 1]
    assert "I.2.a. Ban hành Bộ Tài liệu" in lines
    assert ">I.2.a. Ban hành Bộ Tài liệu<" in letter.html


@pytest.mark.parametrize("name", ["request", "reminder", "escalation", "due_change", "pause"])
def test_whatever_part_a_reply_quotes_its_lines_are_those_of_the_text(name):
    """Else a line of ours that a mail program quotes from the HTML would be read as the agency's own words."""
    write, values = LETTERS[name]
    letter = write(values())
    ours = {bare(line) for line in letter.text.splitlines()}
    lines = re.sub(r"</(?:p|li|h\d|tr|table|div)>|<br>", "\n", letter.html[letter.html.index("<body") :])
    quoted = [html_escapes.unescape(re.sub(r"<[^>]+>", "", line)) for line in lines.splitlines()]
    assert [line for line in quoted if bare(line) and bare(line) not in ours] == []


def bare(line: str) -> str:
    return re.sub(r"[\s*_|>-]+", "", line).casefold()


def test_the_link_is_given_as_the_caller_wrote_it():
    letter = report_request(request())
    assert letter.text.count(LINK) == 1
    assert letter.html.count(f'href="{LINK}"') == 2


def test_the_period_ends_on_its_last_day_not_on_the_day_after():
    assert "từ 15/12/2022 đến hết 14/03/2023" in report_request(request()).text


def test_a_receipt_reads_back_every_field_and_what_was_not_understood():
    letter = receipt(receiving())
    answer = receiving().recorded[0]
    for part in (" ".join(letter.text.split()), readable(letter.html)):
        for said in ("Đang thực hiện", "60%", answer.evidence, answer.difficulty, answer.proposal, "30/06/2023"):
            assert said in part
        assert "đã lấy ý kiến 12 tỉnh." in part and "Phần việc thứ 5 xin báo cáo sau." in part
        assert "II.3" in part


def test_a_receipt_of_nothing_readable_promises_a_person_not_a_record():
    letter = receipt(receiving(recorded=(), still_missing=()))
    assert "ghi nhận" not in letter.subject
    assert "cán bộ Văn phòng sẽ đọc và phản hồi" in letter.text


def test_a_brief_of_a_quiet_day_says_so_in_few_lines():
    letter = office_brief(brief(pen=(), drafts=(), failures=(), questions=(), unreachable=()))
    assert letter.subject.endswith(": 0")
    assert "Hôm nay không có việc nào chờ" in letter.text
    assert "Xử lý bằng" not in letter.text


def test_a_brief_puts_numbers_before_lists():
    text = office_brief(brief()).text
    assert text.index("Cơ quan chưa có địa chỉ liên hệ: 1") < text.index("THƯ CHỜ XẾP VÀO NHIỆM VỤ")
