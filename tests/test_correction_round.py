"""Claims about the correction round: who is shown what, until when, and what an objection holds up."""

from datetime import timedelta

import pytest
from builders import SENDER, at
from digest_desk import AFTER, DigestDesk

from casework.correction_round import RoundOpened, end_round, open_round
from casework.objecting import object_to, read_round, settle_objection
from casework.opening import Refusal
from language.wording import Wording
from models.contact import Contact
from models.database import reading, writing
from models.letter import DIGEST_ROUND, Letter, LetterRaw
from models.objection import ACCEPTED, Objection

pytest_plugins = ("digest_offices",)
TEN, ELEVEN, UNTIL = at(AFTER, 10), at(AFTER, 11), at(AFTER, 16)


@pytest.fixture
def desk(march: DigestDesk) -> DigestDesk:
    march.compiled()
    return march


def opened(desk: DigestDesk, until=UNTIL) -> RoundOpened | Wording:
    with writing(desk.engine) as session:
        docket = desk.docket(session, AFTER)
        return open_round(session, docket, SENDER, session.merge(desk.last()), until, "officer")


def key(desk: DigestDesk, agency_id: str) -> str:
    [contact] = [one for one in desk.rows(Contact, agency_id=agency_id) if one.role == "answers"]
    return SENDER.round_key(desk.last().id, contact.id)


def page(desk: DigestDesk, agency_id: str, now=TEN):
    with reading(desk.engine) as session:
        return read_round(session, SENDER, key(desk, agency_id), now)


def objected(desk: DigestDesk, agency_id: str, text: str, code: str = "I.1", now=ELEVEN):
    with writing(desk.engine) as session:
        return object_to(session, SENDER, key(desk, agency_id), {desk.obligation(code, agency_id): text}, now)


def test_every_agency_in_the_draft_gets_a_letter_with_its_own_lines(desk):
    assert len(opened(desk).letters) == 5
    desk.send(AFTER)
    texts = {one.agency_id: desk.one(LetterRaw, letter_id=one.id).text for one in desk.rows(Letter, kind=DIGEST_ROUND)}
    assert "Đã hoàn thành" in texts["bo-a"] and "16:00, 23/03/2023" in texts["bo-a"]
    assert "Quá hạn chưa trả lời" in texts["bo-b"] and "Đã xong" not in texts["bo-b"]


def test_an_agency_sees_its_own_lines_only(desk):
    opened(desk)
    assert [line.code for line in page(desk, "bo-a").lines] == ["I.1", "I.2"]
    assert [line.code for line in page(desk, "tinh-x").lines] == ["II.1"]


def test_looking_changes_nothing(desk):
    opened(desk)
    before = desk.last()
    page(desk, "bo-a")
    assert desk.last() == before and desk.rows(Objection) == []


def test_an_objection_is_stored_once_and_shown_again(desk):
    opened(desk)
    objected(desk, "bo-b", "Đã gửi báo cáo bằng giấy ngày 15/3")
    objected(desk, "bo-b", "Đã gửi báo cáo bằng giấy ngày 15/3")
    assert [one.text for one in page(desk, "bo-b").objections] == ["Đã gửi báo cáo bằng giấy ngày 15/3"]


def test_an_agency_cannot_object_to_the_lines_of_another(desk):
    opened(desk)
    with writing(desk.engine) as session:
        said = {desk.obligation("I.1", "bo-a"): "không đúng"}
        assert object_to(session, SENDER, key(desk, "bo-b"), said, at(AFTER, 11)) == []


def test_after_the_hour_nothing_is_taken_and_the_page_says_so(desk):
    opened(desk)
    late = UNTIL + timedelta(minutes=1)
    assert objected(desk, "bo-b", "muộn", now=late) == []
    assert page(desk, "bo-b", late).closed


def test_a_digest_is_not_approved_while_the_round_is_open(desk):
    opened(desk)
    assert "còn được góp ý" in desk.approved()
    with writing(desk.engine) as session:
        assert end_round(session, desk.docket(session, AFTER), session.merge(desk.last()), "officer") is None
    assert desk.approved() == ""


def test_an_objection_that_waits_holds_the_approval_up_until_it_is_answered(desk):
    opened(desk)
    [objection] = objected(desk, "bo-b", "Đã gửi báo cáo")
    with writing(desk.engine) as session:
        end_round(session, desk.docket(session, AFTER), session.merge(desk.last()), "officer")
    assert "chưa trả lời" in desk.approved()
    with writing(desk.engine) as session:
        assert settle_objection(session, session.merge(objection), True, "Đã bổ sung", "officer", at(AFTER, 15)) is None
    assert desk.approved() == "" and desk.one(Objection).state == ACCEPTED


def test_words_written_during_a_round_do_not_end_it(desk):
    opened(desk)
    desk.worded(assessment="Tốt")
    assert (desk.last().state, desk.last().round_until) == ("round", UNTIL)
    assert not page(desk, "bo-a").closed


def test_the_page_shows_the_version_in_force_when_the_draft_was_compiled_anew(desk):
    opened(desk)
    first = key(desk, "bo-b")
    desk.answer("I.1", "bo-b", AFTER, result="Đã góp ý")
    desk.compiled()
    with reading(desk.engine) as session:
        shown = read_round(session, SENDER, first, at(AFTER, 12))
    assert not shown.closed and shown.lines[0].told.state == "Đang thực hiện"


def test_a_letter_of_a_round_that_is_over_is_not_sent(desk):
    opened(desk)
    with writing(desk.engine) as session:
        end_round(session, desk.docket(session, AFTER), session.merge(desk.last()), "officer")
    assert desk.send(AFTER) == []


def test_a_key_of_another_kind_opens_no_round(desk):
    opened(desk)
    with reading(desk.engine) as session:
        for other in (desk.key("bo-a"), SENDER.digest_key(desk.last().id, 1), "x"):
            assert isinstance(read_round(session, SENDER, other, at(AFTER, 10)), Refusal)


def test_an_hour_that_has_passed_is_refused(desk):
    assert isinstance(opened(desk, at(AFTER, 8)), Wording)
    assert desk.last().state == "draft"
