"""`dondoc preview`: what an officer sees before anything is done, and that what is done is what was seen."""

import json
from collections.abc import Iterable
from datetime import date

import pytest
from builders import ASK_DAY, BEGIN, DUE, ESCALATE_DAY, REMIND_DAY, Desk, agency, at, mailbox, policy, small_plan
from sqlmodel import Session

from casework.agenda import Post, posts
from casework.docket import Docket
from casework.previewing import Change, change_of, difference_of, outset, preview, unsettled
from cli.main import run
from models.contact import Contact
from models.database import reading
from models.foresight import Foresight
from models.letter import Letter, Notice
from models.obligation import PAUSED, DueChange, Obligation
from models.plan import Plan
from models.planner import LetterDue, plan_agency
from models.question import OpenQuestion
from models.standing import standings
from models.told import Alike, alike_to, told_steps

pytest_plugins = ("working_office",)
LAST = date(2023, 4, 10)
Step = tuple[int, str, int]


@pytest.fixture
def desk(engine) -> Desk:
    return small_plan(engine)


@pytest.fixture
def office(open_office):
    office = open_office()
    office.set_clock(BEGIN)
    return office


def ahead(desk: Desk, day: date, first: date | None = None, last: date = LAST) -> Foresight:
    with reading(desk.engine) as session:
        return preview(session, desk.docket(session, day), first or day, last)


def told(foresight: Foresight) -> list[tuple[date, str, str]]:
    """(day, agency, purpose and tasks) of each letter."""
    return [
        (one.day, one.agency_id, f"{one.notices[0].purpose} {' '.join(n.of.task_code for n in one.notices)}")
        for one in foresight.letters
    ]


def foreseen(desk: Desk, day: date) -> set[tuple[str, str, Step]]:
    """What a preview of that day alone says of opened obligations: (agency, audience, step)."""
    return {
        (one.agency_id, one.audience, (notice.of.duty.number, notice.purpose.value, notice.step))
        for one in ahead(desk, day, last=day).letters
        for notice in one.notices
    }


def planned(desk: Desk, day: date) -> set[tuple[str, str, Step]]:
    """What the planner asks of that day, agency by agency."""
    with reading(desk.engine) as session:
        docket = desk.docket(session, day)
        asked = posts(session, docket, owed(session, docket))
        agendas = [(one, plan_agency(docket.policy, day, one.whom, one.duties)) for one in asked.posts]
    return {step for post, agenda in agendas for letter in agenda.letters for step in _steps(post, letter)}


def owed(session: Session, docket: Docket) -> list[Alike]:
    """Every obligation by itself, whenever it is to be looked at."""
    found = standings(session, docket.plan_id, docket.day, docket.mode)
    told = told_steps(session, [one.obligation_id for one in found], docket.day, docket.mode)
    return [alike_to(one, told.get(one.obligation_id, ())) for one in found]


def _steps(post: Post, letter: LetterDue) -> Iterable[tuple[str, str, Step]]:
    for one in letter.notices:
        [obligation] = post.owed[one.number].ids
        yield letter.agency_id, letter.audience, (obligation, one.purpose.value, one.step)


def queued(desk: Desk, day: date) -> set[tuple[str, Step]]:
    """What the walks of that day put into letters."""
    letters = {one.id: one for one in desk.rows(Letter, day=day)}
    return {
        (letters[one.letter_id].agency_id, (one.obligation_id, one.purpose, one.step))
        for one in desk.rows(Notice)
        if one.letter_id in letters
    }


# -- what is foreseen


def test_obligations_not_opened_yet_are_foreseen_as_they_will_open(desk):
    assert desk.rows(Obligation) == []
    assert told(ahead(desk, BEGIN, last=ASK_DAY)) == [
        (ASK_DAY, "bo-a", "ask I.1 I.2"),
        (ASK_DAY, "bo-b", "ask I.1"),
        *((ASK_DAY, name, "ask II.1") for name in ("tinh-x", "tinh-y", "tinh-z")),
    ]


def test_opening_them_changes_nothing_that_was_foreseen(desk):
    before = told(ahead(desk, BEGIN))
    desk.ask(BEGIN)
    assert told(ahead(desk, BEGIN)) == before


def test_looking_leaves_no_trace(desk):
    ahead(desk, BEGIN, last=date(2025, 12, 31))
    assert desk.rows(Obligation) == desk.rows(Notice) == desk.rows(Letter) == []


def test_who_has_answered_has_no_letters_to_come(desk):
    desk.asked().answer("I.1", "bo-b")
    assert "bo-b" not in {name for _, name, _ in told(ahead(desk, ASK_DAY))}


def test_who_lost_its_mailbox_is_named_and_later_put_to_a_person_as_too_late(desk):
    lose_mailbox(desk.asked(), ASK_DAY)
    unwritten = ahead(desk, ASK_DAY, REMIND_DAY).unwritten
    assert [(one.agency_id, one.why) for one in unwritten] == [("bo-b", "no_contact"), ("bo-b", "too_late")]


def lose_mailbox(desk: Desk, after: date) -> None:
    for contact in desk.rows(Contact, agency_id="bo-b"):
        desk.change(contact, valid_to=after)


def test_a_question_that_holds_a_task_holds_its_letters_to_come(desk):
    question = {"code": "I.1", "text": "Ai?", "why": "chưa rõ", "holds": True, "asked_at": at(BEGIN)}
    desk.add(OpenQuestion(plan_id=1, agency_id="bo-b", **question))
    foresight = ahead(desk, BEGIN)
    assert "bo-b" not in {name for _, name, _ in told(foresight)}
    assert [(one.agency_id, one.why) for one in foresight.unwritten] == [("bo-b", "held")]


def test_a_paused_report_is_reminded_again_when_the_pause_ends(desk):
    desk.asked().add(a_pause(desk.obligation("I.1", "bo-b"), until=date(2023, 3, 17)))
    assert [day for day, name, _ in told(ahead(desk, ASK_DAY)) if name == "bo-b"] == [date(2023, 3, 17)]


def a_pause(obligation_id: int, until: date) -> DueChange:
    days = {"from_on": DUE, "to_on": until}
    said = {"reason": "bão", "authority": "01/CV", "by": "officer", "at": at(ASK_DAY)}
    return DueChange(obligation_id=obligation_id, revision=1, kind=PAUSED, **days, **said)


def test_after_the_mergers_every_recipient_exists_that_day(engine):
    gone = {"valid_to": date(2023, 3, 10)}
    merged = agency("bo-b", successors=("bo-c",), **gone), agency("tinh-x", "province", successors=("tinh-y",), **gone)
    desk = small_plan(engine, *merged, agency("bo-c", valid_from=date(2023, 3, 11)))
    desk.add(mailbox("bo-c"), mailbox("bo-c", "head"))
    letters = ahead(desk, BEGIN).letters
    assert {one.agency_id for one in letters if one.day < date(2023, 3, 10)} >= {"bo-b", "tinh-x"}
    assert not {one.agency_id for one in letters if one.day > date(2023, 3, 10)} & {"bo-b", "tinh-x"}
    assert "bo-c" in {one.agency_id for one in letters}


def test_a_closed_plan_opens_nothing_more(desk):
    desk.change(desk.one(Plan), closed_on=BEGIN)
    assert told(ahead(desk, BEGIN)) == []


# -- what is seen is what is done


@pytest.mark.parametrize("day", [ASK_DAY, REMIND_DAY, DUE, ESCALATE_DAY])
def test_the_planner_carried_out_on_a_day_does_what_the_preview_of_that_day_said(desk, day):
    desk.asked() if day > ASK_DAY else desk.ask(BEGIN)
    assert foreseen(desk, day) == planned(desk, day)
    assert foreseen(desk, day) or day == ASK_DAY


@pytest.mark.parametrize("day", [ASK_DAY, REMIND_DAY, DUE, ESCALATE_DAY])
def test_the_walks_of_a_day_queue_what_its_preview_said(desk, day):
    desk.asked() if day > ASK_DAY else desk.ask(BEGIN)
    expected = {(agency_id, step) for agency_id, _, step in foreseen(desk, day)}
    desk.ask(day)
    desk.remind(day)
    assert queued(desk, day) == expected


def test_what_was_queued_today_is_foreseen_no_more(desk):
    desk.ask()
    assert foreseen(desk, ASK_DAY) == planned(desk, ASK_DAY) == set()


def test_a_letter_that_can_still_be_joined_is_not_one_more_of_the_weeks_letters(desk):
    desk.ask()
    assert written_on(desk) == {()}
    desk.send()
    assert written_on(desk) == {(ASK_DAY,)}


def written_on(desk: Desk) -> set[tuple[date, ...]]:
    with reading(desk.engine) as session:
        docket = desk.docket(session, ASK_DAY)
        asked = posts(session, docket, owed(session, docket))
    return {one.whom.written_on for one in asked.posts}


# -- what a change would move


def extension(desk: Desk, day: date = BEGIN, to_on: date = date(2023, 4, 14)):
    with reading(desk.engine) as session:
        docket = desk.docket(session, day)
        [report] = unsettled(outset(session, docket, LAST), "I.2", "bo-a")
        return difference_of(session, docket, Change(due_on={report.owed: to_on}))


def test_an_extension_moves_the_reminders_of_its_task_alone(desk):
    moves = extension(desk).moved
    assert [(one.purpose.value, one.to_on) for one in moves] == [
        ("remind", date(2023, 4, 11)),
        ("last_call", date(2023, 4, 14)),
        ("escalate", date(2023, 4, 18)),
    ]
    assert {notice.of.task_code for one in moves for notice in one.notices} == {"I.2"}


def test_a_change_may_name_stored_obligations_by_their_ids(desk):
    desk.asked()
    with reading(desk.engine) as session:
        change = change_of(session, waived=[desk.obligation("I.1", "bo-b")])
        found = difference_of(session, desk.docket(session, ASK_DAY), change)
    assert [(one.agency_id, one.purpose.value) for one in found.vanished] == [("bo-b", "remind")]


def test_who_was_reminded_before_an_extension_is_reminded_anew_under_it(desk):
    desk.asked().remind()
    desk.send(REMIND_DAY)
    with reading(desk.engine) as session:
        change = change_of(session, due_on={desk.obligation("I.1", "bo-b"): date(2023, 4, 14)})
        found = difference_of(session, desk.docket(session, REMIND_DAY), change)
    assert [(one.purpose.value, one.to_on) for one in found.new] == [("remind", date(2023, 4, 11))]


def test_a_longer_ladder_would_ask_today_and_says_so(desk):
    ladder = [{"purpose": "ask", "working_days": -60}, {"purpose": "remind", "working_days": -3}]
    other = policy(lead=ladder, coordinating=ladder)
    with reading(desk.engine) as session:
        found = difference_of(session, desk.docket(session, BEGIN), Change(policy=other), LAST)
    assert {one.agency_id for one in found.going_today} == {"bo-a", "bo-b", "tinh-x", "tinh-y", "tinh-z"}


# -- at the terminal


def said(capsys: pytest.CaptureFixture[str], *words: str, code: int = 0) -> str:
    assert run(["preview", *words]) == code
    return capsys.readouterr().out


SPAN = ("--from", "2023-03-01", "--to", "2023-04-10")


def test_the_days_are_listed_with_agencies_and_reasons(office, capsys):
    output = said(capsys, *SPAN)
    assert "Thứ Hai 06/03/2023: 5 thư, 6 báo cáo" in output
    assert "hỏi, trước hạn 20/03/2023 10 ngày làm việc" in output
    assert "không ai trả lời" in output


@pytest.mark.parametrize("columns", ["60", "80", "120"])
def test_it_fits_the_terminal(office, capsys, monkeypatch, columns):
    monkeypatch.setenv("COLUMNS", columns)
    output = said(capsys, *SPAN, "--with", "extend I.2 bo-a 2023-04-14")
    assert max(map(len, output.splitlines())) <= int(columns)


def test_a_change_is_told_before_the_letters(office, capsys):
    output = said(capsys, *SPAN, "--with", "extend I.2 bo-a 2023-04-14")
    assert output.index("Chuyển sang ngày khác") < output.index("Thư sẽ gửi từ")
    assert "11/04/2023" in output


def test_a_waiver_of_everybody_takes_the_letters_away(office, capsys):
    assert "Không có thư nào." in said(capsys, *SPAN, "--with", "waive * * 2023-Q1")


def test_other_days_off_move_letters(office, capsys, tmp_path):
    days = tmp_path / "days.yaml"
    days.write_text("- {day: 2023-03-06, worked: false, document: 01/QĐ}\n")
    found = json.loads(said(capsys, *SPAN, "--with-holidays", str(days), "--json"))
    assert {one["to_on"] for one in found["difference"]["moved"] if one["purpose"] == "ask"} == {"2023-03-03"}


def test_json_names_obligation_rule_and_lateness(office, capsys):
    found = json.loads(said(capsys, *SPAN, "--json", "--agency", "bo-b"))
    first = found["letters"][0]
    assert (first["day"], first["agency_id"], first["audience"]) == ("2023-03-06", "bo-b", "answers")
    [notice] = first["notices"]
    assert (notice["task"], notice["role"], notice["obligation_id"]) == ("I.1", "coordinating", None)
    assert (notice["working_days"], notice["late_days"], notice["due_on"]) == (-10, 0, "2023-03-20")


def test_only_the_agency_and_task_asked_for_are_shown(office, capsys):
    found = json.loads(said(capsys, *SPAN, "--json", "--task", "II.1", "--agency", "tinh-y"))
    assert {(letter["agency_id"], one["task"]) for letter in found["letters"] for one in letter["notices"]} == {
        ("tinh-y", "II.1")
    }


def test_what_cannot_be_written_ends_with_one(office, capsys):
    lose_mailbox(office.desk, BEGIN)
    assert "không có địa chỉ thư" in said(capsys, *SPAN, code=1)


@pytest.mark.parametrize(
    "words",
    [
        ("--from", "2022-12-01"),
        ("--from", "2023-03-02", "--to", "2023-03-01"),
        ("--agency", "bo-nobody"),
        ("--task", "IX.9"),
        ("--with", "prolong I.2 bo-a 2023-04-14"),
        ("--with", "extend I.2 bo-b 2023-04-14"),
        ("--with", "extend I.2 bo-a tomorrow"),
    ],
)
def test_wrong_usage_ends_with_two(office, capsys, words):
    said(capsys, *words, code=2)


def test_a_policy_with_faults_is_refused(office, capsys, tmp_path):
    (tmp_path / "policy.yaml").write_text("perod: month\n")
    assert "Lỗi phải sửa" in said(capsys, *SPAN, "--with-policy", str(tmp_path / "policy.yaml"), code=1)
