"""`dondoc contact`: the mailboxes at agencies, setting one, and which are missing or send letters back."""

from typing import Annotated, Any

import typer
from sqlmodel import Session

from casework.addressing import Unaddressed, set_contact, unaddressed
from cli.main import say
from cli.options import ByOption, JsonOption, officer, today
from cli.showing import add, finish, minute, picked, print_json, print_tables, refuse, table, tell
from flows.installation import installation
from language.wording import Wording, wording
from models.agency import read_directory
from models.contact import Contact, all_contacts, bounced_contacts, without_head
from models.database import reading, writing
from models.directory import Directory
from models.plan import open_plans

app = typer.Typer(no_args_is_help=True, help=say(wording("Địa chỉ liên hệ của cơ quan: liệt kê, đặt, kiểm tra.")))

AgencyArgument = Annotated[str, typer.Argument(metavar="AGENCY", help=say(wording("Mã cơ quan.")))]
RoleArgument = Annotated[
    str, typer.Argument(metavar="ROLE", help=say(wording("answers (trả lời), copied (đồng gửi), head (lãnh đạo).")))
]
AddressArgument = Annotated[str, typer.Argument(metavar="ADDRESS", help=say(wording("Địa chỉ thư điện tử.")))]
NameOption = Annotated[str, typer.Option("--name", help=say(wording("Tên đơn vị hoặc người nhận.")))]
ConsentOption = Annotated[
    bool | None,
    typer.Option(
        "--consent/--no-consent",
        help=say(wording("Trả lời từ địa chỉ này chỉ được tính khi lãnh đạo cơ quan (head) đồng ý.")),
    ),
]
BesideOption = Annotated[
    bool, typer.Option("--beside", help=say(wording("Thêm bên cạnh địa chỉ đang có, không thay thế.")))
]


@app.command("list", help=say(wording("Mọi địa chỉ liên hệ, theo cơ quan.")))
def list_contacts(as_json: JsonOption = False) -> None:
    """Every contact, by agency."""
    with reading(installation().engine) as session:
        contacts, directory = all_contacts(session), read_directory(session)
    if as_json:
        print_json([contact_as_json(one) for one in contacts])
    else:
        print_tables(_contacts(wording("Địa chỉ liên hệ"), contacts, directory))


def contact_as_json(contact: Contact) -> dict[str, Any]:
    """A contact with stable keys."""
    names = "id", "agency_id", "role", "name", "address", "valid_from", "valid_to", "bounced_at", "consent"
    return picked(contact, *names)


def _contacts(title: Wording, contacts: list[Contact], directory: Directory) -> Any:
    heads = (
        wording("Cơ quan"),
        wording("Vai trò"),
        wording("Địa chỉ"),
        wording("Tên"),
        wording("Đến"),
        wording("Trả về"),
    )
    drawn = table(title, *heads, narrow=(1, 4))
    for one in contacts:
        agency = directory.agencies[one.agency_id].short or one.agency_id
        add(drawn, agency, one.role, one.address, one.name, one.valid_to, minute(one.bounced_at))
    return drawn


@app.command("set", help=say(wording("Đặt địa chỉ của một cơ quan; địa chỉ cũ cùng vai trò hết hiệu lực.")))
def set_one(
    agency: AgencyArgument,
    role: RoleArgument,
    address: AddressArgument,
    name: NameOption = "",
    beside: BesideOption = False,
    consent: ConsentOption = None,
    by: ByOption = None,
) -> None:
    """Set an agency's mailbox in a role."""
    here = installation()
    contact = Contact(agency_id=agency, role=role, name=name, address=address)
    with writing(here.engine) as session:
        stored = set_contact(session, contact, officer(by), here.now(), today(here), beside=beside, consent=consent)
    if isinstance(stored, Wording):
        refuse(stored)
        return
    tell(wording("{agency}: {role} → {address}", agency=agency, role=role, address=stored.address))


@app.command(help=say(wording("Cơ quan còn phải báo cáo mà không có địa chỉ, và địa chỉ bị trả thư.")))
def check(as_json: JsonOption = False) -> None:
    """Agencies that owe reports without a mailbox, and mailboxes that bounced; 1 when there are any."""
    here = installation()
    with reading(here.engine) as session:
        missing = missing_by_plan(session)
        bounced = bounced_contacts(session, today(here))
        headless = without_head(session, today(here))
        directory = read_directory(session)
    if as_json:
        lacking = [picked(one, "agency_id", "obligations", "first_due_on") for one in missing]
        sent_back = [contact_as_json(one) for one in bounced]
        print_json({"missing": lacking, "bounced": sent_back, "headless": [one.agency_id for one in headless]})
    else:
        print_check(missing, bounced, directory)
        print_tables(_contacts(wording("Muốn lãnh đạo đồng ý nhưng chưa có địa chỉ lãnh đạo"), headless, directory))
    finish(bool(missing or bounced or headless))


def missing_by_plan(session: Session) -> list[Unaddressed]:
    """The agencies that no open plan can write to, plan by plan."""
    here = installation()
    return [one for plan in open_plans(session) for one in unaddressed(session, here.docket(session, plan))]


def print_check(missing: list[Unaddressed], bounced: list[Contact], directory: Directory) -> None:
    """Both lists, or that there is nothing to do."""
    heads = wording("Cơ quan"), wording("Mã"), wording("Báo cáo còn nợ"), wording("Hạn sớm nhất")
    drawn = table(wording("Chưa có địa chỉ nhận thư"), *heads)
    for one in missing:
        add(drawn, directory.name(one.agency_id), one.agency_id, one.obligations, one.first_due_on)
    print_tables(drawn, _contacts(wording("Địa chỉ bị trả thư"), bounced, directory))
    if missing or bounced:
        tell(wording("Sửa bằng: dondoc contact set MÃ-CƠ-QUAN answers ĐỊA-CHỈ"))
    else:
        tell(wording("Mọi cơ quan còn phải báo cáo đều có địa chỉ; không địa chỉ nào bị trả thư."))
