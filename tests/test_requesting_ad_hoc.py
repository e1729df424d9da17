"""Claims about ad hoc requests: what they rest on, whom they ask, when, and that they are accounted for."""

from datetime import date

import pytest
from builders import ASK_DAY, DUE, Desk, address_of, agency, email, letter_text, queued, small_plan

from casework.compiling import gather
from casework.proving import prove
from casework.requesting_ad_hoc import Wish, ask_ad_hoc
from language.wording import Wording
from models.contact import Contact
from models.database import reading, writing
from models.instruction import Instruction, instruction_of, read_instruction
from models.letter import Letter, Notice
from models.obligation import Obligation
from models.occasion import Occasion
from models.period import period_keyed
from models.response import Response
from models.standing import State
from models.task import Task

INSTRUCTION = Instruction("392/TB-VPCP", date(2023, 2, 16))
SOON = date(2023, 3, 10)


@pytest.fixture
def desk(engine) -> Desk:
    return small_plan(engine)


def ask(desk: Desk, *to: str, day: date = ASK_DAY, **wished: object):
    """An ad hoc request of the office, to bo-b unless said otherwise."""
    usual = {"what": "Số sản phẩm 5 sao", "to": to or ("bo-b",), "due_on": SOON, "instruction": INSTRUCTION}
    with writing(desk.engine) as session:
        return ask_ad_hoc(session, desk.docket(session, day), desk.sender, Wish(**usual | wished), "officer")


def holes(desk: Desk, day: date = ASK_DAY) -> list[str]:
    with reading(desk.engine) as session:
        return [f"{hole.place}: {hole.why.say()}" for hole in prove(session, desk.docket(session, day)).holes]


def test_it_is_asked_today_and_names_the_instruction_it_rests_on(desk):
    ask(desk)
    desk.send()
    text = letter_text(desk, desk.one(Letter, kind="request").id)
    assert "ĐX.1. Số sản phẩm 5 sao" in text and "392/TB-VPCP ngày 16/02/2023" in text and "10/03/2023" in text
    assert desk.state("ĐX.1", "bo-b") is State.ASKED


def test_it_is_asked_today_however_far_its_due_date_is(desk):
    ask(desk, due_on=date(2023, 6, 15))
    assert len(desk.send()) == 1


def test_the_ladder_goes_on_from_there(desk):
    ask(desk)
    desk.send()
    assert queued([one for one in desk.remind(SOON) if one.code == "ĐX.1"]) == {"last_call": 1}


def test_a_collective_is_every_member_of_the_day_and_nobody_twice(desk):
    done = ask(desk, "tinh-x", "all-provinces")
    assert done.obligations == 3
    assert {one.agency_id for one in done.letters} == {"tinh-x", "tinh-y", "tinh-z"}


def test_a_task_of_the_plan_is_asked_of_those_it_was_given_to(desk):
    done = ask(desk, "bo-a", task="I.2")
    assert (done.task_code, desk.rows(Task, code="ĐX.1")) == ("I.2", [])
    assert "không giao cho: bo-b" in ask(desk, "bo-b", task="I.2").say()


def test_it_joins_the_letter_of_the_day(desk):
    desk.ask()
    ask(desk, "bo-a")
    assert len(desk.rows(Letter, agency_id="bo-a")) == 1


def test_an_answer_by_its_code_is_recorded(desk):
    ask(desk)
    [parcel] = desk.send()
    raw = email("ĐX.1: Đã có 12 sản phẩm 5 sao, đang thực hiện.", address_of("bo-b"), _reply_to(parcel.content))
    assert desk.receive(raw) == ["recorded"]
    assert desk.one(Response).obligation_id == desk.one(Obligation, agency_id="bo-b").id


def _reply_to(content: bytes) -> str:
    head = content.replace(b"\r\n ", b"").split(b"\r\n\r\n")[0]
    return next(line.split(b":", 1)[1].strip() for line in head.splitlines() if line.startswith(b"Reply-To")).decode()


@pytest.mark.parametrize(
    ("given", "why"),
    [
        ({"to": ("bo-z",)}, "mã “bo-z”"),
        ({"what": " "}, "Chưa nêu nội dung"),
        ({"due_on": date(2023, 3, 3)}, "đã qua"),
        ({"task": "IX.9"}, "không có nhiệm vụ"),
    ],
)
def test_what_cannot_be_asked_is_refused_in_words(desk, given, why):
    assert why in ask(desk, **given).say()
    assert not desk.rows(Occasion)


def test_an_agency_that_has_ended_is_not_asked_but_its_successor_is_named(engine):
    desk = small_plan(engine, agency("bo-a", valid_to=date(2023, 3, 1), successors=("bo-b",)))
    assert "cơ quan kế thừa: bo-b" in ask(desk, "bo-a").say()


def test_the_same_request_twice_is_refused_and_another_on_the_same_instruction_is_not(desk):
    ask(desk)
    assert isinstance(ask(desk), Wording)
    assert ask(desk, what="Số chủ thể").task_code == "ĐX.2"
    assert [one.slug for one in desk.rows(Occasion)] == [INSTRUCTION.slug, f"{INSTRUCTION.slug}#2"]


def test_a_due_date_on_a_day_off_rolls(desk):
    assert ask(desk, due_on=date(2023, 3, 11)).occasion.due_on == SOON


def test_whom_no_letter_can_ask_is_named_and_asked_once_a_mailbox_is(desk):
    contact = desk.one(Contact, agency_id="bo-b", role="answers")
    desk.change(contact, valid_to=date(2023, 3, 1))
    assert ask(desk).untold == ("bo-b",)
    desk.change(contact, valid_to=None)
    assert [walk.queued["ask"] for walk in desk.ask() if walk.code == "ĐX.1"] == [1]


def test_nothing_is_asked_on_a_day_off(desk):
    ask(desk, day=date(2023, 3, 5))
    assert not desk.rows(Letter)
    assert [walk.queued["ask"] for walk in desk.ask() if walk.code == "ĐX.1"] == [1]


def test_the_digest_knows_its_due_date(desk):
    ask(desk)
    with reading(desk.engine) as session:
        data = gather(session, desk.docket(session, DUE), period_keyed("2023-Q1")).data
    assert [task.due for task in data.tasks if task.code == "ĐX.1"] == [SOON]


# -- proving


def test_ad_hoc_requests_are_accounted_for(desk):
    ask(desk, "bo-b", "all-provinces")
    ask(desk, "bo-a", task="I.2")
    desk.ask()
    assert holes(desk) == []


def test_an_addressee_that_was_left_out_is_a_hole(desk):
    ask(desk, "all-provinces")
    desk.ask()
    row = desk.one(Obligation, agency_id="tinh-y", occasion_id=desk.one(Occasion, kind="ad_hoc").id)
    with writing(desk.engine) as session:
        for notice in desk.rows(Notice, obligation_id=row.id):
            session.delete(notice)
        session.flush()
        session.delete(row)
    assert [one for one in holes(desk) if one.startswith("ĐX.1 · tinh-y")]


def test_one_without_an_instruction_is_a_hole(desk):
    ask(desk)
    desk.ask()
    desk.change(desk.one(Occasion, kind="ad_hoc"), slug="because")
    assert holes(desk) == ["because: yêu cầu đột xuất không nêu văn bản làm căn cứ"]


def test_one_put_to_an_agency_that_nobody_named_is_a_hole(desk):
    ask(desk)
    desk.ask()
    desk.change(
        desk.one(Obligation, agency_id="bo-b", occasion_id=desk.one(Occasion, kind="ad_hoc").id), agency_id="vp"
    )
    assert [one.partition(":")[0] for one in holes(desk)].count("letter") == 1 and len(holes(desk)) == 3


# -- the instruction


@pytest.mark.parametrize(
    "text",
    [
        "392/TB-VPCP ngày 16/10/2023",
        "Thông báo số 392/TB-VPCP ngày 16 tháng 10 năm 2023 của Văn phòng Chính phủ",
        "392/TB-VPCP, 16-10-2023",
    ],
)
def test_an_instruction_is_read_as_people_write_it(text):
    read = read_instruction(text)
    assert read == Instruction("392/TB-VPCP", date(2023, 10, 16))
    assert instruction_of(read.slug) == instruction_of(f"{read.slug}#2") == read


@pytest.mark.parametrize("text", ["", "392/TB-VPCP", "ngày 16/10/2023", "392/TB-VPCP ngày 32/10/2023"])
def test_an_instruction_without_number_or_day_is_refused(text):
    assert isinstance(read_instruction(text), Wording)


def test_the_due_date_of_a_request_is_no_period_of_its_own(desk):
    ask(desk, due_on=DUE)
    assert desk.one(Occasion).period_key == "2023-Q1"
