"""The contacts' file (contacts.yaml): mailboxes at agencies, by role."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from documents.yaml_file import Entry, read_yaml
from language.wording import Wording, wording
from models.directory import Directory
from models.problem import MailboxProblem, Problem

ROLES = ("answers", "copied", "head", "alternate")
_ADDRESS = re.compile(r"[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]+@[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)+")


@dataclass(frozen=True)
class ContactRead:
    """A mailbox at an agency; both days of validity are inclusive, None is no limit.

    `consent` says whether its answers wait for the agency's head; None when the file does not say.
    """

    agency: str
    role: str
    address: str
    name: str
    valid_from: date | None
    valid_to: date | None
    place: str
    consent: bool | None = None


@dataclass(frozen=True)
class ContactsRead:
    """The contacts of a file; faulty ones are left out, each with its problem."""

    contacts: tuple[ContactRead, ...] = ()
    problems: tuple[Problem, ...] = ()


def read_contacts(path: Path, directory: Directory) -> ContactsRead:
    """The mailboxes of a YAML file, checked against the directory; never fails."""
    source = read_yaml(path)
    contacts: dict[tuple[str, str, str], ContactRead] = {}
    problems: list[Problem] = list(source.problems)
    for entry in source.entries("contacts"):
        why = _fault(entry, directory)
        if why is not None:
            problems.append(MailboxProblem(entry.place, entry.text("agency"), why))
            continue
        contact = _contact(entry)
        contacts.setdefault((contact.agency, contact.role, contact.address), contact)
    return ContactsRead(tuple(contacts.values()), tuple(problems))


def _fault(entry: Entry, directory: Directory) -> Wording | None:
    agency, address = entry.text("agency"), entry.text("address")
    if agency not in directory.agencies:
        return wording("Danh bạ không có cơ quan mã “{agency}”: sửa mã, hoặc thêm cơ quan vào danh bạ.", agency=agency)
    if not address:
        return wording("Đầu mối của {agency} chưa có địa chỉ thư điện tử: điền “address”.", agency=agency)
    if not _ADDRESS.fullmatch(address):
        return wording("“{address}” không phải địa chỉ thư điện tử: sửa lại.", address=address)
    if entry.text("role") not in ROLES:
        return wording("Vai trò phải là một trong: {roles}.", roles=", ".join(ROLES))
    try:
        entry.day("valid_from"), entry.day("valid_to")
    except ValueError:
        return wording("Ngày hiệu lực phải viết dạng 2025-07-01.")
    if entry.values.get("consent") not in (None, True, False):
        return wording("“consent” phải là true hoặc false.")
    return None


def _contact(entry: Entry) -> ContactRead:
    return ContactRead(
        agency=entry.text("agency"),
        role=entry.text("role"),
        address=entry.text("address").lower(),
        name=entry.text("name"),
        valid_from=entry.day("valid_from"),
        valid_to=entry.day("valid_to"),
        place=entry.place,
        consent=entry.values.get("consent"),
    )


def without_mailbox(agencies: Iterable[str], contacts: Iterable[ContactRead], day: date) -> tuple[str, ...]:
    """Those of the agencies that no valid mailbox of the role `answers` (or `alternate`) is known for on the day."""
    reached = {
        contact.agency
        for contact in contacts
        if contact.role in ("answers", "alternate")
        and (contact.valid_from or date.min) <= day <= (contact.valid_to or date.max)
    }
    return tuple(agency for agency in dict.fromkeys(agencies) if agency not in reached)
