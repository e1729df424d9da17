"""Decision 04/QĐ-BCĐTW-VPĐPNTM of 12 October 2022, read whole: the 22 tasks of its annex and its other duties."""

import unicodedata
from datetime import date
from pathlib import Path

import pytest

from documents.plan_folder import asked_on, read_plan_folder
from documents.read_plan import read_plan_text

PLAN = Path(__file__).parent.parent / "plans" / "ocop-2021-2025"

M, PROVINCES = "bo-nnptnt", "all-provinces"
BOTH = (M, PROVINCES)
DONVI, CO_DONVI = "Các Bộ, ngành, đơn vị liên quan", "Các Bộ, ngành, đơn vị có liên quan"
NGANH, CO_NGANH = "các Bộ, ngành liên quan", "Các Bộ, ngành có liên quan"
WHOLE, LATER = "2022-2025", "2023-2025"

# code, leads in the annex's order, named coordinating agencies, open phrases, time text
ANNEX = [
    ("I.1.a", BOTH, ("bo-tttt",), ("các Bộ, ngành, đơn vị liên quan",), WHOLE),
    ("I.1.b", BOTH, (), (CO_DONVI,), WHOLE),
    ("I.2.a", (M,), ("bo-yt", "bo-khcn", "bo-tnmt"), ("các Bộ, ngành, đơn vị có liên quan",), "Quý I/2023"),
    ("I.2.b", (M,), (), (CO_DONVI,), LATER),
    ("I.2.c", (PROVINCES,), (M,), (NGANH,), LATER),
    ("I.2.d", (M,), (), (CO_DONVI,), LATER),
    ("II.1", BOTH, (), (DONVI,), WHOLE),
    ("II.2", BOTH, (), (DONVI,), WHOLE),
    ("II.3", ("bo-khcn", M, PROVINCES), (), (CO_DONVI,), WHOLE),
    ("II.4", (M, "tw-doan", "tw-hlhpn", "tw-hnd"), (), (CO_NGANH,), LATER),
    ("III.1", BOTH, (), ("Các bộ, ngành, đơn vị liên quan",), "Quý III/2022; điều chỉnh hàng năm (nếu cần)"),
    ("III.2", (PROVINCES,), (M,), ("các Bộ, ngành, đơn vị liên quan",), WHOLE),
    ("III.3", BOTH, (), (DONVI,), WHOLE),
    ("III.4", (M,), (), ("Các Bộ, ngành và địa phương",), WHOLE),
    ("IV.1", BOTH, (), (DONVI,), WHOLE),
    ("IV.2", BOTH, (), (DONVI,), WHOLE),
    ("IV.3", BOTH, (), (DONVI,), WHOLE),
    ("IV.4", BOTH, (), (DONVI,), WHOLE),
    ("IV.5", BOTH, ("bo-ng", "bo-vhttdl"), (NGANH,), WHOLE),
    ("V.1", (M,), (), (CO_NGANH,), WHOLE),
    ("V.2", (M,), ("bo-ng",), ("các Bộ, ngành có liên quan",), WHOLE),
    ("V.3", (M,), ("bo-ng",), ("các Bộ, ngành có liên quan",), WHOLE),
]
END = date(2025, 12, 31)
# time text: kind, begins, due, every, past at signing
MILESTONES = {
    WHOLE: [("span", date(2022, 1, 1), END, None, False)],
    LATER: [("span", date(2023, 1, 1), END, None, False)],
    "Quý I/2023": [("deadline", None, date(2023, 3, 31), None, False)],
    "Quý III/2022; điều chỉnh hàng năm (nếu cần)": [
        ("deadline", None, date(2022, 9, 30), None, True),
        ("conditional", None, None, "year", False),
    ],
}
DUTIES = [
    ("Đ2", ("steering-members", PROVINCES), (), "Điều 2"),
    ("KH.III.1.a", (M,), (), "Kế hoạch, Phần III, mục 1, điểm a"),
    ("KH.III.1.b", (M,), (), "Kế hoạch, Phần III, mục 1, điểm b"),
    ("KH.III.1.c", (M,), (), "Kế hoạch, Phần III, mục 1, điểm c"),
    ("KH.III.1.d", (M,), (), "Kế hoạch, Phần III, mục 1, điểm d"),
    ("KH.III.1.đ", (M,), ("steering-members",), "Kế hoạch, Phần III, mục 1, điểm đ"),
    ("KH.III.2", ("steering-members",), (), "Kế hoạch, Phần III, mục 2"),
    ("KH.III.3", (PROVINCES,), (), "Kế hoạch, Phần III, mục 3"),
]


@pytest.fixture(scope="module")
def folder():
    return read_plan_folder(PLAN)


@pytest.fixture(scope="module")
def plan(folder):
    return folder.plan


def test_the_annex_holds_exactly_these_22_tasks(plan):
    read = [(t.code, t.leads, t.coordinating, t.open_phrases, t.time_text) for t in plan.tasks]
    assert read == ANNEX
    assert len(read) == 22


def test_every_time_text_becomes_its_milestones(plan):
    for task in plan.tasks:
        read = [(m.kind, m.begins, m.due, m.every, m.past_at_signing) for m in task.milestones]
        assert read == MILESTONES[task.time_text]


def test_the_decision_says_who_it_is(plan):
    assert (plan.number, plan.signed_on) == ("04/QĐ-BCĐTW-VPĐPNTM", date(2022, 10, 12))
    assert plan.title.startswith("BAN HÀNH KẾ HOẠCH TRIỂN KHAI") and plan.title.endswith("GIAI ĐOẠN 2021-2025")
    assert plan.issuer == "Ban Chỉ đạo Trung ương các chương trình mục tiêu quốc gia giai đoạn 2021-2025"


def test_provinces_are_a_collective_and_open_phrases_are_none(plan):
    for task in plan.tasks:
        named = PROVINCES in task.leads + task.coordinating
        assert task.collectives == ((PROVINCES,) if named else ())


def test_sub_heads_are_heads(plan):
    first, third = plan.tasks[0], plan.tasks[2]
    assert first.section.startswith("I. TUYÊN TRUYỀN, TẬP HUẤN")
    assert first.subsection == "1. Tuyên truyền về Chương trình OCOP"
    assert third.subsection.startswith("2. Đào tạo, tập huấn")
    assert plan.tasks[6].subsection == ""


def test_each_assignment_keeps_the_phrase_that_said_so(plan):
    phrases = [given.phrase for given in plan.tasks[9].assignments]
    assert phrases == [
        "Bộ Nông nghiệp và Phát triển nông thôn",
        "TW Đoàn TNCS Hồ Chí Minh",
        "TW Hội LHPN Việt Nam",
        "TW Hội Nông dân Việt Nam",
    ]


def test_each_task_says_where_it_stands(plan):
    lines = (PLAN / "decision.txt").read_text().split("\n")
    for task in plan.tasks:
        line = int(task.place.rsplit(" ", 1)[1])
        assert lines[line - 1].strip() == task.code.rsplit(".", 1)[1]


def test_there_are_no_problems_only_questions(folder):
    assert folder.problems == ()
    assert folder.passed_over == ()


def test_every_open_phrase_and_the_past_deadline_are_asked_about(folder):
    asked = {(question.code, question.text) for question in folder.questions}
    assert {(code, phrase) for code, _, _, phrases, _ in ANNEX for phrase in phrases} <= asked
    assert ("III.1", "Quý III/2022") in asked


def test_the_other_duties_are_tasks_with_their_place(folder):
    assert [(d.code, d.leads, d.coordinating, d.place) for d in folder.duties] == DUTIES
    assert [task.code for task in folder.tasks][:9] == [code for code, *_ in DUTIES] + ["I.1.a"]


def test_an_undated_duty_is_asked_each_period_and_the_office_is_told(folder):
    for duty in folder.duties:
        assert [milestone.kind for milestone in duty.milestones] == ["none"]
        assert any(q.code == duty.code and "hỏi mỗi kỳ" in str(q.why) for q in folder.questions)


def test_member_ministries_are_those_the_annex_names(folder):
    named = [given for task in folder.plan.tasks for given in task.leads + task.coordinating]
    agencies = folder.directory.agencies
    ministries = [name for name in dict.fromkeys(named) if name in agencies and agencies[name].kind == "ministry"]
    assert list(folder.directory.collectives["steering-members"].members) == ministries


def test_the_office_is_asked_who_the_members_are(folder):
    asked = [question.code for question in folder.questions if "danh sách thành viên" in str(question.why)]
    assert asked == ["Đ2", "KH.III.1.đ", "KH.III.2"]


def test_everybody_who_is_asked_has_a_mailbox_under_example(folder):
    reached = {contact.agency for contact in folder.contacts if contact.role == "answers"}
    for day in (date(2022, 10, 12), date(2023, 3, 10), date(2025, 8, 1)):
        assert set(asked_on(folder, day)) <= reached
    assert all(contact.address.endswith(".example") for contact in folder.contacts)


def test_every_agency_has_one_mailbox_that_answers_and_one_head(folder):
    for role in ("answers", "head"):
        owners = [contact.agency for contact in folder.contacts if contact.role == role]
        assert sorted(owners) == sorted(folder.directory.agencies)


def test_the_name_card_names_office_and_committee(folder):
    assert (folder.slug, folder.tag, folder.ends) == ("ocop-2021-2025", "OCOP", END)
    assert (folder.office, folder.committee) == ("vpdp-ntm-tw", "bcdtw-ctmtqg")
    assert folder.policy_path == PLAN / "policy.yaml"


@pytest.mark.parametrize("form", ["NFC", "NFD", "NFKC"])
def test_any_unicode_form_reads_the_same(plan, folder, form):
    text = unicodedata.normalize(form, (PLAN / "decision.txt").read_text())
    assert read_plan_text(text, folder.directory).to_json() == plan.to_json()


def test_line_ends_and_no_break_spaces_make_no_difference(plan, folder):
    text = (PLAN / "decision.txt").read_text().replace("\n", "\r\n").replace(" và ", "\u00a0và\u00a0")
    assert read_plan_text(text, folder.directory).to_json() == plan.to_json()


def test_the_json_has_exactly_the_agreed_keys(plan):
    read = plan.to_json()
    assert list(read) == ["plan", "tasks", "problems", "questions", "passed_over"]
    assert list(read["plan"])[:3] == ["number", "signed_on", "title"]
    assert list(read["tasks"][0]) == (
        ["code", "section", "title", "leads", "coordinating", "collectives", "open_phrases"]
        + ["time_text", "milestones", "product", "place"]
    )
    assert list(read["tasks"][0]["milestones"][0]) == (
        ["kind", "begins", "due", "every", "amount", "unit", "anchor", "past_at_signing", "text"]
    )
    assert list(read["questions"][0]) == ["code", "text", "why"]
