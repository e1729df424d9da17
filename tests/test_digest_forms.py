"""The five forms of a digest say the same; hostile text is text; the letter stays small; nothing to say is said."""

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from functools import cache
from pathlib import Path

import openpyxl
import pytest
from digest_sample import ALL, FROZEN, HEAD, a_digest, a_line, a_task, an_answer, compiled, everywhere, quarter_one
from digest_sample import quarter_two as second_quarter
from form_texts import docx_text, html_figures, html_text, pdf_text, squeezed, xlsx_sheets, xlsx_text

from documents.digest_docx import render_docx
from documents.digest_page import PAGE, render_page
from documents.digest_pdf import render_pdf
from documents.digest_xlsx import write_xlsx
from documents.official_report import REPORT
from documents.row_sheet import escaped
from mail.digest_letter import HTML_LIMIT, Enclosed, digest_letter
from models.digest_data import DigestData
from models.digest_figures import counts_of, figures
from models.digest_labels import CELLS
from models.digest_parts import DigestRef, LateAnswer
from models.digest_reports import Timeliness
from models.digest_story import Story, story_of
from models.digest_words import Detail, Words
from models.letterhead import Letterhead
from rehearsal import sample_digest
from rehearsal.sample_digest import JUNE, lines

URL = "https://dondoc.example/d/abc"
ENCLOSED = Enclosed(URL)
WORDS = Words("Asia/Ho_Chi_Minh")
PREVIOUS = DigestRef(1, "2022-Q4", "Quý IV/2022", "00")


def letter_of(data: DigestData, locale: str = "vi", **enclosed: object):
    return digest_letter(data, replace(ENCLOSED, **enclosed), trial=False, locale=locale)


@cache
def page() -> str:
    return render_page(second_quarter())


@cache
def shown() -> str:
    return html_text(page())


@cache
def letter():
    return letter_of(second_quarter())


@cache
def docx() -> str:
    return docx_text(render_docx(second_quarter()))


@cache
def pdf() -> str:
    return pdf_text(render_pdf(second_quarter()))


@pytest.fixture(scope="module")
def workbook(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("forms") / "bao-cao.xlsx"
    given = {line.given.response_id: line.given for line in lines(JUNE) if line.given}
    rows = sample_digest.quarter_two().ledger.rows()
    write_xlsx(path, second_quarter(), ((row, given.get(row.response_id)) for row in rows))
    return path


def sentences(story: Story) -> Iterator[str]:
    """What the official forms must say word for word: everything that holds a figure, and the office's words."""
    yield from story.corrections
    yield from (sentence for _, sentence in story.summary)
    yield from story.changes
    for item in (*story.items, *story.left_out):
        yield item.text
        yield item.source
    for item in story.followed:
        yield from (item.where, item.text, item.outcome)
    yield from (f"{row.label}: {row.agencies} cơ quan, {row.reports} lượt" for row in story.standings)
    yield story.discipline.sentence
    yield from (f"{row.label}: {row.count}" for row in story.promise_rows)
    yield from (f"{label}: {names}" for label, names in story.promises)
    yield from story.clashes
    for told in story.texts.values():
        yield from told.paragraphs
    for section in story.sections:
        for task in section.tasks:
            yield f"{task.code}. {task.title}"
            yield task.cell
            yield from task.facts
            for report in task.collectives:
                yield f"{report.who}: {report.reported}"
                yield from (f"{share.label}: {share.count}" for share in report.shares)
                yield from (f"{part.label}: {part.text}" for part in report.exceptions)
                yield from (f"{part.label}: “{part.text}”" for part in report.excerpts)
            for line in (*task.leading, *task.coordinating):
                yield f"{line.who}: {line.state}"
                yield from (f"{part.label}: {part.text}" for part in line.parts)


def close(text: str) -> str:
    """The text without any space: line ends of a PDF and list marks make no difference."""
    return re.sub(r"\s", "", text)


def test_the_letter_and_the_page_say_the_same_figures():
    on_page, in_letter = html_figures(page()), html_figures(letter().html)
    assert len(on_page) > 100
    assert {name: value for name, value in on_page.items() if name in in_letter} == in_letter
    assert {name for name in on_page if not name.startswith("task.")} - set(in_letter) == set()


def test_every_figure_of_the_page_is_that_of_the_data():
    counts = figures(second_quarter(), WORDS)
    shown = html_figures(page())
    assert {name: value for name, value in shown.items() if name in counts}.items() <= counts.items()
    assert {"table.overdue", "reports.no_answer", "promises.moved", "discipline", "frozen"} <= set(shown)


def test_the_workbook_has_every_figure_by_name(workbook):
    rows = {row[0]: row[2] for row in xlsx_sheets(workbook)["Tổng hợp"] if row[0]}
    assert {name: rows.get(name) for name in counts_of(second_quarter())} == figures(second_quarter(), WORDS)


@pytest.mark.parametrize(("form", "detail"), [(shown, PAGE), (docx, REPORT), (pdf, REPORT)])
def test_every_form_in_full_says_every_sentence_that_holds_a_figure(form, detail):
    text = close(form())
    said = [close(one).rstrip(".") for one in sentences(story_of(second_quarter(), "vi", detail))]
    assert len(said) > 200 and [one for one in said if one not in text] == []


def test_the_official_forms_have_the_cells_of_the_table_in_its_order():
    shown = figures(second_quarter(), WORDS)
    names = "completed_on_time", "completed_late", "completed", "within_time", "overdue", "not_completed", "dated"
    cells = [shown[f"table.{name}"] for name in names]
    done, not_done, total = cells[:3], cells[3:6], cells[6]
    said = f"Hoàn thành {' '.join(done)} Chưa hoàn thành {' '.join(not_done)} Cộng nhiệm vụ có thời hạn {total}"
    assert close(said) in close(docx()) and close(said) in close(pdf())


def test_the_plain_text_says_the_same_sentences_as_the_letter():
    text = squeezed(letter().text)
    for name, value in html_figures(letter().html).items():
        if name.startswith(("summary", "frozen", "discipline.")) or name.endswith(("reported", "cell")):
            assert value in text, name


def test_the_plain_text_has_each_cell_of_the_table():
    shown = html_figures(page())
    for cell in (c for c in Timeliness if c not in (Timeliness.CONTINUING, Timeliness.UNSETTLED)):
        assert f"{CELLS[cell]}: {shown[f'table.{cell.value}']}\n" in letter().text
    assert f"nhiệm vụ thực hiện thường xuyên {shown['table.continuing']} (" in squeezed(letter().text)


def test_the_plain_text_has_every_distribution():
    shares = re.findall(r"Đã hoàn thành: (\d+); Đang thực hiện: (\d+)", letter().text)
    shown = html_figures(letter().html)
    completed = [value for name, value in shown.items() if name.endswith(".lead.completed")]
    assert completed and [done for done, _ in shares] == completed


def test_the_workbook_has_a_row_for_each_obligation_and_each_task(workbook):
    sheets = xlsx_sheets(workbook)
    assert len(sheets["Báo cáo"]) - 1 == second_quarter().obligations.total
    assert [row[0] for row in sheets["Nhiệm vụ"][1:]] == [task.code for task in second_quarter().tasks]


def test_the_workbook_s_rows_count_up_to_its_figures(workbook):
    rows = xlsx_sheets(workbook)["Báo cáo"][1:]
    silent = sum(row[5] == "Quá hạn chưa trả lời" for row in rows)
    days = sum(row[17] for row in rows), sum(row[18] for row in rows)
    discipline = second_quarter().discipline
    assert (silent, days) == (second_quarter().obligations.no_answer, (discipline.agency_days, discipline.office_total))


def test_the_figures_are_those_of_the_sample():
    shown = html_figures(page())
    assert shown["table.continuing"] == "20"
    assert shown["task.I.1.a.all-provinces.lead.reported"] == "61/63 tỉnh, thành phố đã báo cáo"


@pytest.mark.parametrize("form", ["page", "html", "text", "docx", "pdf"])
def test_silent_not_reached_in_review_and_still_in_time_are_told_apart(form):
    made = {
        "page": lambda: html_text(render_page(quarter_one())),
        "html": lambda: html_text(letter_of(quarter_one()).html),
        "text": lambda: letter_of(quarter_one()).text,
        "docx": lambda: docx_text(render_docx(quarter_one())),
        "pdf": lambda: pdf_text(render_pdf(quarter_one())),
    }
    said = close(made[form]())
    assert re.search(r"Yêucầukhôngđếnđượccơquan:1cơquan,14lượt\.?HàGiang", said)
    assert re.search(r"Quáhạnchưatrảlời:5cơquan,34lượt\.?BộThôngtinvàTruyềnthông\(I\.1\.a\)", said)
    assert re.search(r"Còntronghạntrảlời:1cơquan,1lượt\.?BộVănhóa", said)


def test_no_form_speaks_of_an_average(workbook):
    for form in (page(), letter().html, letter().text, docx(), pdf(), xlsx_text(workbook)):
        assert not re.search("trung bình|bình quân|average", form, re.IGNORECASE)


@pytest.mark.parametrize("sample", [quarter_one, second_quarter, everywhere])
def test_the_letter_is_under_90_kilobytes_and_its_totals_are_whole(sample):
    html = digest_letter(sample(), ENCLOSED, trial=True).html
    assert len(html.encode()) < HTML_LIMIT
    totals = {n: v for n, v in html_figures(render_page(sample())).items() if not n.startswith("task.")}
    assert totals.items() <= html_figures(html).items()


def test_a_plan_of_a_thousand_tasks_with_long_texts_still_makes_a_letter_with_whole_totals():
    words = "Đã triển khai đồng bộ các nội dung được giao. " * 60
    tasks = [a_task(f"{n}", section=f"Mục {n}", title=words) for n in range(1000)]
    answer = an_answer(result=words, proposal=words)
    found = [a_line(obligation_id=n, task_code=f"{n}", agency_id=f"{n}", response=answer) for n in range(1000)]
    html = letter_of(a_digest(tasks, found)).html
    assert len(html.encode()) < HTML_LIMIT
    assert html_figures(html)["table.dated"] == "1.000"


HOSTILE = "<script>alert(1)</script>{{ 7*7 }}“><img src=x onerror=y> #set page(fill: red) $x$ *b* =1+1"


def hostile():
    line = a_line(
        agency_name=HOSTILE, response=an_answer(result=HOSTILE, proposal=HOSTILE, evidence=HOSTILE, difficulty=HOSTILE)
    )
    return compiled([a_task(title=HOSTILE, section=HOSTILE, time_text=HOSTILE)], [line])


def test_hostile_text_is_printed_as_text():
    for html in (render_page(hostile().data), letter_of(hostile().data).html):
        assert "<script>alert" not in html and "<img" not in html.replace('<img class="chart"', "")
        assert "{{ 7*7 }}" in html


@pytest.mark.parametrize("form", [render_docx, render_pdf])
def test_hostile_text_is_no_markup_of_the_official_forms(form):
    text = {render_docx: docx_text, render_pdf: pdf_text}[form](form(hostile().data))
    assert close("{{ 7*7 }}") in close(text) and close("#set page(fill: red) $x$ *b*") in close(text)
    assert "49" not in text


# What XlsxWriter itself would write into the file as markup.
RICH = "<r></r></is></c><c><f>1+1</f></c><c><is><r></r>"


@pytest.mark.parametrize(
    "attack", ["=1+1", "+1", "-1", "@SUM(A1)", "=cmd|' /C calc'!A0", "http://x.example", "0012", RICH]
)
def test_no_text_of_anybody_becomes_a_formula_a_link_or_a_number(attack, tmp_path):
    line = a_line(agency_name=attack, response=an_answer(result=attack, proposal=attack))
    found = compiled([a_task("001", title=attack)], [line._replace(part=line.part._replace(task_code="001"))])
    write_xlsx(tmp_path / "x.xlsx", found.data, ((row, line.given) for row in found.ledger.rows()))
    rows = xlsx_sheets(tmp_path / "x.xlsx")
    assert rows["Báo cáo"][1][0] == "001" and rows["Báo cáo"][1][8] == attack
    cells = [cell for sheet in openpyxl.load_workbook(tmp_path / "x.xlsx") for row in sheet.iter_rows() for cell in row]
    assert not any(cell.data_type == "f" or cell.hyperlink for cell in cells)


def test_control_characters_of_a_text_are_written_as_excel_writes_them():
    assert escaped("a\x07b _x0041_ <c>") == "a_x0007_b _x005F_x0041_ &lt;c&gt;"


def test_the_page_asks_nobody_else_for_anything():
    links = re.findall(r'(?:src|href)="(?!#)[^"]*"|url\(|@import', page())
    assert links == [] and "http://www.w3.org/2000/svg" in page()


def test_each_task_has_an_anchor_on_the_page():
    assert all(f'id="nv-{task.code}"' in page() for task in second_quarter().tasks)


def test_each_figure_of_the_page_leads_to_what_is_behind_it():
    html = render_page(second_quarter(), sources="/d/k/source/")
    for name in (
        "table.overdue",
        "reports.no_answer",
        "promises.missed",
        "discipline.late",
        "task.I.2.a.cell",
        "item.1",
    ):
        assert f'href="/d/k/source/{name}"' in html


def test_a_draft_and_a_trial_say_so_and_an_approved_page_does_not():
    assert "DỰ THẢO" in page() and "CHẠY THỬ" not in page()
    assert "CHẠY THỬ" in render_page(a_digest(), trial=True)
    assert "DỰ THẢO" not in render_page(a_digest(), draft=False)


def test_a_trial_letter_says_so_in_its_subject_and_both_parts():
    trial = digest_letter(a_digest(), ENCLOSED, trial=True)
    assert trial.subject == "[THỬ NGHIỆM] Báo cáo tổng hợp OCOP 2021-2025, năm 2023"
    assert "THỬ NGHIỆM" in trial.html and "THỬ NGHIỆM" in trial.text


def test_digests_of_one_year_have_one_subject_and_their_period_in_the_first_line():
    subjects = {letter_of(sample()).subject for sample in (quarter_one, second_quarter)}
    assert len(subjects) == 1
    assert "Báo cáo tổng hợp Quý II/2023" in letter().text and ">Quý II/2023: " in letter().html


def test_nothing_to_say_is_said_in_every_form():
    quiet = compiled(before=compiled(), head=replace(HEAD, previous=PREVIOUS)).data
    forms = [
        html_text(render_page(quiet)),
        letter_of(quiet).text,
        docx_text(render_docx(quiet)),
        pdf_text(render_pdf(quiet)),
    ]
    for form in forms:
        assert "Không phát sinh thay đổi so với báo cáo Quý IV/2022." in squeezed(form)
        assert "Tất cả cơ quan phải báo cáo đều đã báo cáo." in squeezed(form)
        assert "Không có nhiệm vụ quá hạn." in squeezed(form)


def test_what_the_office_decided_to_leave_unsaid_is_said_to_be_nothing():
    for form in (html_text(page()), squeezed(letter().text), docx(), pdf()):
        assert re.search(r"kiến nghị, đề xuất của văn phòng[ =]* không phát sinh\.", form, re.IGNORECASE)


def test_what_changed_is_told_in_sentences_with_both_periods():
    silent = a_line(obligation_id=2, agency_id="b", agency_name="Bộ B", state="overdue")
    before = compiled(lines=[a_line(), silent])
    more = [a_line(obligation_id=n, agency_id=f"x{n}") for n in range(3, 1200)]
    head = replace(HEAD, previous=PREVIOUS)
    now = compiled([a_task(due=date(2023, 3, 1))], [a_line(), silent, *more], before=before, head=head).data
    said = html_text(render_page(now))
    assert "Lượt báo cáo nhận được: 1.198/1.199 (Quý IV/2022: 1/2)." in said
    assert "Nhiệm vụ I.1: Chưa hoàn thành, quá hạn (kỳ trước: Chưa hoàn thành, trong hạn)." in said
    assert "Hai kỳ liền quá hạn chưa trả lời (1): Bộ B." in said


def test_an_overdue_task_is_named_with_its_lead():
    digest = a_digest([a_task(due=date(2023, 3, 1))])
    assert "Chưa hoàn thành, quá hạn: I.1 (Bộ A)." in html_text(render_page(digest)).replace(" :", ":")
    assert "Chưa hoàn thành, quá hạn: I.1 (Bộ A)." in letter_of(digest).text


def test_a_deadline_that_was_moved_is_told_with_the_plan_s_own():
    digest = a_digest([a_task(due=date(2023, 6, 30), due_was=date(2023, 3, 31))])
    for form in (html_text(render_page(digest)), docx_text(render_docx(digest))):
        assert "Thời hạn: 30/06/2023. Thời hạn ban đầu: 31/03/2023." in form


def test_whoever_took_over_is_named_with_whom_the_plan_named():
    digest = a_digest(lines=[a_line(agency_name="Bộ Mới", named="Bộ Cũ")])
    assert "Bộ Mới (chủ trì), tiếp nhận từ Bộ Cũ" in html_text(render_page(digest))


def test_an_answer_received_after_the_minute_is_listed_apart():
    late = (LateAnswer(9, "a", "Bộ A", "I.1", FROZEN + timedelta(hours=2)),)
    for form in (html_text(render_page(a_digest(), late=late)), squeezed(letter_of(a_digest(), late=late).text)):
        assert "Bộ A, nhiệm vụ I.1: nhận lúc 19 giờ 30 phút, ngày 20 tháng 3 năm 2023." in form


def test_a_task_nobody_was_asked_about_says_so():
    digest = a_digest([a_task(), a_task("I.2")])
    for form in (html_text(render_page(digest)), docx_text(render_docx(digest)), pdf_text(render_pdf(digest))):
        assert "Kỳ này chưa có cơ quan nào được yêu cầu báo cáo nhiệm vụ này." in form


def test_a_list_too_long_for_the_letter_counts_what_it_leaves_out():
    found = [
        a_line(obligation_id=n, agency_id=f"{n}", agency_name=f"Tỉnh {n}", collective=ALL, state="overdue")
        for n in range(63)
    ]
    text = letter_of(a_digest(lines=found)).text
    assert "0/63 tỉnh, thành phố đã báo cáo" in text
    assert "Quá hạn chưa trả lời (63): Tỉnh 0, Tỉnh 1," in text and "và 48 đơn vị khác" in text


def test_the_picture_s_numbers_are_in_its_words():
    shown = letter_of(second_quarter(), chart_src="cid:x", chart_alt="Lượt báo cáo qua các kỳ. Quý I/2023: 864/916.")
    assert 'alt="Lượt báo cáo qua các kỳ. Quý I/2023: 864/916."' in shown.html and shown.html.count("<img") == 1


def test_the_same_digest_makes_the_same_pdf():
    assert render_pdf(quarter_one()) == render_pdf(quarter_one())


VIETNAMESE = re.compile("[àáảãạăằắẳẵặâầấẩẫậđèéẻẽẹêềếểễệìíỉĩịòóỏõọôồốổỗộơờớởỡợùúủũụưừứửữựỳýỷỹỵ]+", re.IGNORECASE)


def english() -> list[str]:
    """The Vietnamese words of a digest said in English over data in English, in every form."""
    task = a_task(title="Task", section="Section", leads=("A",), time_text="Q1", due=date(2023, 3, 1))
    head = replace(
        HEAD,
        plan=replace(
            HEAD.plan,
            name="Plan",
            short_name="Plan",
            office="Office",
            committee="Committee",
            kind="Decision",
            number="4",
        ),
        previous=replace(PREVIOUS, period_name=""),
        letterhead=Letterhead(parent="Ministry", place="Ha Noi", post="Director", recipients=("Archive",)),
    )
    silent = a_line(obligation_id=2, agency_id="b", agency_name="B", state="overdue")
    before = compiled([task], [a_line(agency_name="A", response=an_answer(forecast=date(2023, 5, 1))), silent])
    line = a_line(agency_name="A", response=an_answer("suspended", percent=5, result="r", evidence="e", proposal="p"))
    data = compiled([task], [line, silent], before=before, head=head).data
    forms = [
        html_text(render_page(data, "en")),
        letter_of(data, "en").text,
        docx_text(render_docx(data, "en")),
        pdf_text(render_pdf(data, "en")),
    ]
    words = [word for form in forms for word in form.split() if VIETNAMESE.search(word)]
    return sorted(set(words))


def test_an_english_digest_has_no_vietnamese_word_but_names():
    assert english() == []


def test_english_dates_thousands_and_periods_are_english():
    more = [a_line(obligation_id=n, agency_id=f"x{n}") for n in range(3, 1200)]
    said = html_text(render_page(a_digest(lines=more), "en"))
    assert "1,197" in said and "20 March 2023" in said and "Quarter I/2023" in said


def test_the_story_tells_the_same_whatever_the_room():
    wide, narrow = (story_of(second_quarter(), "vi", detail) for detail in (Detail(), Detail(3, 40, 2, 2, 1, 2)))
    assert wide.number == narrow.number and wide.summary == narrow.summary
