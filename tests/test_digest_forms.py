"""The forms of a digest say the same: page, letter and plain text; hostile text is text; the letter stays small."""

import re
from dataclasses import replace
from datetime import date, timedelta
from functools import cache
from html import unescape

import pytest

from documents.digest_page import render_page
from mail.digest_letter import HTML_LIMIT, digest_letter
from models.digest_data import DigestRef, LateAnswer
from models.digest_labels import CELLS
from models.digest_reports import Timeliness
from tests.digest_sample import ALL, COLLECTIVES, FROZEN, a_digest, a_line, a_task, an_answer, everywhere, quarter_one

URL = "https://dondoc.example/d/abc"
FIGURE = re.compile(r'data-figure="([^"]+)"[^>]*>([^<]*(?:<(?!/)[^>]*>[^<]*</[^>]*>)*[^<]*)</')
CONTINUING_TASKS = "Tính riêng: nhiệm vụ thực hiện thường xuyên"


@cache
def page():
    return render_page(quarter_one())


@cache
def letter():
    return digest_letter(quarter_one(), URL, trial=False)


def figures(html):
    found = [(name, " ".join(unescape(re.sub(r"<[^>]+>", "", value)).split())) for name, value in FIGURE.findall(html)]
    assert len({name for name, _ in found}) == len(set(found)), "one figure has two values"
    return dict(found)


def plain(html):
    without_style = re.sub(r"<style.*?</style>", "", html, flags=re.DOTALL)
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", without_style)).split())


def squeezed(text):
    return " ".join(text.split())


def test_the_letter_and_the_page_say_the_same_figures():
    on_page, in_letter = figures(page()), figures(letter().html)
    assert len(on_page) > 100
    assert in_letter == on_page


def test_the_plain_text_says_the_same_sentences_and_distributions():
    text = squeezed(letter().text)
    for name, value in figures(page()).items():
        if name.startswith(("summary", "frozen")) or name.endswith(("reported", "cell")):
            assert value in text, name


def test_the_plain_text_has_each_cell_of_the_table():
    shown = figures(page())
    for cell in (c for c in Timeliness if c not in (Timeliness.CONTINUING, Timeliness.UNSETTLED)):
        assert f"{CELLS[cell]}: {shown[f'table.{cell.value}']}\n" in letter().text
    assert f"{CONTINUING_TASKS} {shown['table.continuing']} (" in squeezed(letter().text)


def test_the_plain_text_has_each_standing_with_its_agencies_and_reports():
    shown = figures(page())
    kinds = [name.removeprefix("agencies.") for name in shown if name.startswith("agencies.")]
    pairs = [f"{shown[f'agencies.{kind}']} cơ quan, {shown[f'reports.{kind}']} lượt" for kind in kinds]
    assert len(kinds) == 5
    assert all(f": {pair}" in letter().text for pair in pairs)


def test_the_plain_text_has_every_distribution():
    shares = re.findall(r"Đã hoàn thành: (\d+); Đang thực hiện: (\d+)", letter().text)
    shown = figures(page())
    completed = [value for name, value in shown.items() if name.endswith(".lead.completed")]
    assert [done for done, _ in shares] == completed


def test_the_figures_are_those_of_the_data():
    shown, digest = figures(page()), quarter_one()
    assert shown["table.continuing"] == "20"
    assert shown["reports.no_answer"] == str(digest.obligations.no_answer)
    assert shown["task.I.1.a.all-provinces.lead.reported"] == "60/63 tỉnh, thành phố đã báo cáo"


@pytest.mark.parametrize("form", ["page", "html", "text"])
def test_silent_not_reached_in_review_and_still_in_time_are_told_apart(form):
    said = {"page": plain(page()), "html": plain(letter().html), "text": squeezed(letter().text)}[form]
    assert "Yêu cầu không đến được cơ quan : 1 cơ quan, 14 lượt Hà Giang" in said.replace("cơ quan:", "cơ quan :")
    assert re.search(r"Quá hạn chưa trả lời ?: 5 cơ quan, 34 lượt Bộ Thông tin và Truyền thông \(I\.1\.a\)", said)
    assert re.search(r"Còn trong hạn trả lời ?: 1 cơ quan, 1 lượt Bộ Văn hóa", said)


def test_no_form_speaks_of_an_average():
    for form in (page(), letter().html, letter().text):
        assert not re.search("trung bình|bình quân|average", form, re.IGNORECASE)


@pytest.mark.parametrize("sample", [quarter_one, everywhere])
def test_the_letter_is_under_90_kilobytes_and_its_totals_are_whole(sample):
    html = digest_letter(sample(), URL, trial=True).html
    assert len(html.encode()) < HTML_LIMIT
    totals = {n: v for n, v in figures(render_page(sample())).items() if not n.startswith("task.")}
    assert totals.items() <= figures(html).items()


def test_a_plan_of_a_thousand_tasks_with_long_texts_still_makes_a_letter_with_whole_totals():
    words = "Đã triển khai đồng bộ các nội dung được giao. " * 60
    tasks = [a_task(f"{n}", section=f"Mục {n}", title=words) for n in range(1000)]
    answer = an_answer(result=words, proposal=words)
    lines = [a_line(obligation_id=n, task_code=f"{n}", agency_id=f"{n}", response=answer) for n in range(1000)]
    html = digest_letter(a_digest(tasks, lines), URL, trial=False).html
    assert len(html.encode()) < HTML_LIMIT
    assert figures(html)["table.dated"] == "1.000"


def test_hostile_text_is_printed_as_text():
    hostile = "<script>alert(1)</script>{{ 7*7 }}“><img src=x onerror=y>"
    line = a_line(agency_name=hostile, response=an_answer(result=hostile, proposal=hostile, evidence=hostile))
    digest = a_digest([a_task(title=hostile, section=hostile, time_text=hostile)], [line])
    for html in (render_page(digest), digest_letter(digest, URL, trial=False).html):
        assert "<script>alert" not in html and "<img" not in html
        assert "{{ 7*7 }}" in html


def test_the_page_asks_nobody_else_for_anything():
    assert not re.search(r"(src|href)=\"(?!#)|url\(|@import|https?:", page())


def test_each_task_has_an_anchor_on_the_page():
    assert all(f'id="nv-{task.code}"' in page() for task in quarter_one().tasks)


def test_a_draft_and_a_trial_say_so_and_an_approved_page_does_not():
    assert "DỰ THẢO" in page() and "CHẠY THỬ" not in page()
    assert "CHẠY THỬ" in render_page(a_digest(), trial=True)
    assert "DỰ THẢO" not in render_page(a_digest(), draft=False)


def test_a_trial_letter_says_so_in_its_subject_and_both_parts():
    trial = digest_letter(a_digest(), URL, trial=True)
    assert trial.subject == "[THỬ NGHIỆM] Báo cáo tổng hợp OCOP 2021-2025, Quý I/2023"
    assert "THỬ NGHIỆM" in trial.html and "THỬ NGHIỆM" in trial.text


def test_nothing_to_say_is_said():
    quiet = a_digest(before=a_digest())
    quiet = replace(quiet, head=replace(quiet.head, previous=DigestRef(1, "2022-Q4", "Quý IV/2022", "00")))
    for form in (plain(render_page(quiet)), digest_letter(quiet, URL, trial=False).text):
        assert "Không phát sinh thay đổi so với báo cáo Quý IV/2022." in form
        assert "Tất cả cơ quan phải báo cáo đều đã báo cáo." in form
        assert "Không có nhiệm vụ quá hạn." in form


def test_what_changed_is_told_in_sentences_with_both_periods():
    silent = a_line(obligation_id=2, agency_id="b", agency_name="Bộ B", state="overdue")
    before = a_digest(lines=[a_line(), silent])
    more = [a_line(obligation_id=n, agency_id=f"x{n}") for n in range(3, 1200)]
    now = a_digest([a_task(due=date(2023, 3, 1))], [a_line(), silent, *more], before=before)
    now = replace(now, head=replace(now.head, previous=DigestRef(1, "2022-Q4", "Quý IV/2022", "00")))
    said = plain(render_page(now))
    assert "Lượt báo cáo nhận được: 1.198/1.199 (Quý I/2023: 1/2)." in said
    assert "Nhiệm vụ I.1: Chưa hoàn thành, quá hạn (kỳ trước: Chưa hoàn thành, trong hạn)." in said
    assert "Hai kỳ liền quá hạn chưa trả lời (1): Bộ B." in said


def test_an_overdue_task_is_named_with_its_lead():
    digest = a_digest([a_task(due=date(2023, 3, 1))])
    assert "Chưa hoàn thành, quá hạn: I.1 (Bộ A)." in plain(render_page(digest)).replace(" :", ":")
    assert "Chưa hoàn thành, quá hạn: I.1 (Bộ A)." in digest_letter(digest, URL, trial=False).text


def test_whoever_took_over_is_named_with_whom_the_plan_named():
    digest = a_digest(lines=[a_line(agency_name="Bộ Mới", named_agency="Bộ Cũ")])
    assert "Bộ Mới (chủ trì), tiếp nhận từ Bộ Cũ" in plain(render_page(digest))


def test_an_answer_received_after_the_minute_is_listed_apart():
    late = LateAnswer(9, "a", "Bộ A", "I.1", FROZEN + timedelta(hours=2))
    digest = a_digest(late=[late])
    for form in (plain(render_page(digest)), squeezed(digest_letter(digest, URL, trial=False).text)):
        assert "Bộ A, nhiệm vụ I.1: nhận lúc 19 giờ 30 phút, ngày 20 tháng 3 năm 2023." in form


def test_a_task_nobody_was_asked_about_says_so():
    digest = a_digest([a_task(), a_task("I.2")])
    assert "Kỳ này chưa có cơ quan nào được yêu cầu báo cáo nhiệm vụ này." in plain(render_page(digest))


def test_a_list_too_long_for_the_letter_counts_what_it_leaves_out():
    lines = [
        a_line(obligation_id=n, agency_id=f"{n}", agency_name=f"Tỉnh {n}", collective_id=ALL, state="overdue")
        for n in range(63)
    ]
    text = digest_letter(a_digest(lines=lines, collectives=COLLECTIVES), URL, trial=False).text
    assert "0/63 tỉnh, thành phố đã báo cáo" in text
    assert "Quá hạn chưa trả lời (63): Tỉnh 0, Tỉnh 1," in text and "và 48 đơn vị khác" in text


def test_the_forms_exist_in_english_too():
    assert '<html lang="en">' in render_page(a_digest(), "en")
    assert digest_letter(a_digest(), URL, trial=False, locale="en").subject
