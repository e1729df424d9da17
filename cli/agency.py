"""`dondoc agency`: the directory, one agency, and which agency a phrase means on a day."""

from dataclasses import asdict
from datetime import date
from typing import Annotated, Any

import typer

from cli.main import say
from cli.options import JsonOption, day_of, today, wrong
from cli.showing import add, finish, joined, pairs, print_json, print_tables, table, tell
from flows.installation import installation
from language.wording import wording
from models.agency import read_directory
from models.contact import all_contacts
from models.database import reading
from models.directory import AgencyEntry, Directory

app = typer.Typer(no_args_is_help=True, help=say(wording("Danh bạ cơ quan: liệt kê, xem, tìm.")))

OnOption = Annotated[
    date | None,
    typer.Option("--on", parser=day_of, metavar="2023-03-10", help=say(wording("Tại ngày này; để trống: hôm nay."))),
]


def stored_directory() -> Directory:
    """The directory of this installation."""
    with reading(installation().engine) as session:
        return read_directory(session)


@app.command("list", help=say(wording("Các cơ quan có mặt tại một ngày.")))
def list_agencies(on: OnOption = None, as_json: JsonOption = False) -> None:
    """The agencies that exist on a day, in the directory's order."""
    directory, day = stored_directory(), on or today(installation())
    found = [directory.agencies[agency_id] for agency_id in directory.valid_on(day)]
    if as_json:
        print_json([agency_as_json(one) for one in found])
        return
    heads = wording("Mã"), wording("Tên"), wording("Tên ngắn"), wording("Từ"), wording("Đến")
    drawn = table(wording("Cơ quan tại ngày {day}", day=f"{day:%d/%m/%Y}"), *heads, narrow=(0,))
    for one in found:
        add(drawn, one.id, one.vi, one.short, one.valid_from, one.valid_to)
    print_tables(drawn)
    tell(wording("{n} cơ quan.", n=len(found)))


def agency_as_json(agency: AgencyEntry) -> dict[str, Any]:
    """An agency with stable keys."""
    return asdict(agency)


@app.command(help=say(wording("Một cơ quan: tên, thời gian hiệu lực, cơ quan kế thừa, địa chỉ liên hệ.")))
def show(agency: Annotated[str, typer.Argument(help=say(wording("Mã cơ quan.")))], as_json: JsonOption = False) -> None:
    """One agency with its mailboxes and successors."""
    directory = stored_directory()
    entry = directory.agencies.get(agency)
    if entry is None:
        near = joined(directory.find(agency).proposals) or "–"
        raise wrong(wording("Danh bạ không có cơ quan mã “{agency}”; gần giống: {near}.", agency=agency, near=near))
    with reading(installation().engine) as session:
        contacts = [one for one in all_contacts(session) if one.agency_id == agency]
    if as_json:
        addresses = [{"role": one.role, "name": one.name, "address": one.address} for one in contacts]
        print_json(agency_as_json(entry) | {"contacts": addresses})
        return
    facts = {
        wording("Mã"): entry.id,
        wording("Tên tiếng Anh"): entry.en,
        wording("Tên ngắn"): entry.short,
        wording("Tên khác"): joined(entry.aliases, "; "),
        wording("Từ"): entry.valid_from,
        wording("Đến"): entry.valid_to,
        wording("Kế thừa"): joined((directory.name(one) for one in entry.successors), "; "),
        wording("Ghi chú"): entry.note,
        wording("Liên hệ"): joined((f"{one.role}: {one.address}" for one in contacts), "; "),
    }
    print_tables(pairs(wording("{name}", name=entry.vi), facts))


@app.command(help=say(wording("Một cụm từ trong văn bản là cơ quan nào tại một ngày.")))
def find(
    phrase: Annotated[str, typer.Argument(metavar="TEXT", help=say(wording("Cụm từ, ví dụ “Bộ NN&PTNT”.")))],
    on: OnOption = None,
    as_json: JsonOption = False,
) -> None:
    """Which agency or collective a phrase means; 1 when it is nobody's, with the nearest names."""
    directory, day = stored_directory(), on or today(installation())
    found = directory.find(phrase, day)
    members = directory.expand(found.collective, day) if found.collective else ()
    answering = directory.answering(found.agency, day) if found.agency else ()
    if as_json:
        who = {"agency": found.agency, "answering": answering, "collective": found.collective, "members": members}
        print_json(who | {"proposals": found.proposals})
    elif found.agency:
        tell(wording("{name} ({agency})", name=directory.name(found.agency), agency=found.agency))
        if answering != (found.agency,):
            names = joined((directory.name(one) for one in answering), "; ") or "–"
            tell(wording("Trả lời thay tại ngày này: {names}", names=names))
    elif found.collective:
        name = directory.name(found.collective)
        tell(wording("{name} ({id}): {n} cơ quan.", name=name, id=found.collective, n=len(members)))
    else:
        near = joined((f"{directory.name(one)} ({one})" for one in found.proposals), "; ") or "–"
        tell(wording("Không rõ là cơ quan nào; gần giống: {near}", near=near))
    finish(not (found.agency or found.collective))
