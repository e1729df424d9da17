"""Whom of an agency a letter can reach."""

from datetime import date

from models.contact import ALTERNATE, ANSWERS, Contact
from models.reach import answering_among, correspondent

DAY = date(2023, 3, 6)


def a_contact(role: str, address: str = "a@b.example", **given: object) -> Contact:
    return Contact(agency_id="bo-a", role=role, name="", address=address, **given)


def test_the_alternate_is_asked_only_when_no_mailbox_answers():
    first, spare = a_contact(ANSWERS), a_contact(ALTERNATE, "spare@b.example")
    assert answering_among([spare, first]) == [first]
    assert answering_among([spare]) == [spare]


def test_an_agency_with_only_an_alternate_can_be_asked_until_that_ends_too():
    assert correspondent("bo-a", [a_contact(ALTERNATE)], DAY).answers
    assert not correspondent("bo-a", [a_contact(ALTERNATE, valid_to=date(2023, 3, 5))], DAY).answers
