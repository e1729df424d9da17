"""Claims about the nightly proof that fails: the office gets one letter a day that names the holes."""

import pytest
from builders import ASK_DAY, small_plan
from sqlalchemy import Engine
from test_proving import proof

from casework.alarming import MOST, queue_alarm
from casework.hole import Hole
from casework.proving import Proof
from flows.deliver_messages import deliver_messages
from flows.prove_obligations import ProofFailedError, prove_obligations
from flows.request_reports import request_reports
from language.wording import wording
from models.database import writing
from models.event import Event
from models.letter import PROOF_FAILED, Letter, LetterRaw, Notice
from rehearsal.post_office import PostOffice

pytest_plugins = ("working_office",)


async def test_a_proof_that_fails_writes_to_the_office_once_a_day_and_names_the_hole(open_office) -> None:
    async with PostOffice() as post_office:
        office = open_office(smtp_port=post_office.smtp_port)
        await office.run(request_reports)
        notice = office.desk.rows(Notice)[0]
        office.desk.change(notice, letter_id=None)
        for _ in range(2):
            with pytest.raises(ProofFailedError, match="1 holes"):
                await office.run(prove_obligations)
        await office.run(deliver_messages)
    letter = office.desk.one(Letter, kind=PROOF_FAILED)
    said = office.desk.one(LetterRaw, letter_id=letter.id).text
    assert f"notice:{notice.id}" in said and "không rõ lý do" in said


async def test_a_proof_that_holds_writes_to_nobody(open_office) -> None:
    office = open_office()
    await office.run(request_reports)
    await office.run(prove_obligations)
    assert office.desk.rows(Letter, kind=PROOF_FAILED) == []


def test_the_letter_itself_leaves_no_hole_and_holds_no_more_than_a_person_reads(engine: Engine) -> None:
    desk = small_plan(engine).asked()
    found = proof(desk, ASK_DAY)
    holes = tuple(Hole(f"letter:{number}", wording("x")) for number in range(MOST + 50))
    with writing(desk.engine) as session:
        queue_alarm(session, desk.docket(session, ASK_DAY), desk.sender, Proof(6, found.states, holes))
    desk.send()
    assert "Và 50 chỗ khác." in desk.one(LetterRaw, letter_id=desk.one(Letter, kind=PROOF_FAILED).id).text
    assert proof(desk, ASK_DAY).holds
    assert any(b'"unproven"' in one.body for one in desk.rows(Event))
