"""A plan's folder as data: its name card, its decision, its duties, the agencies and their mailboxes."""

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path

from documents.contacts_file import ContactRead, read_contacts, without_mailbox
from documents.corrected_plan import corrected
from documents.corrections_file import NAME as CORRECTIONS
from documents.corrections_file import read_corrections
from documents.directory_file import read_directory
from documents.duties_file import DutiesRead, read_duties
from documents.plan_document import Findings, PlanHead, PlanRead, TaskRead
from documents.plan_file import open_document
from documents.read_plan import read_opened
from documents.table_rows import Document
from documents.yaml_file import Entry, YamlFile, read_yaml
from language.text import fold
from language.wording import wording
from models.directory import Directory
from models.problem import MailboxProblem, PassedOver, Problem, Question

_NEEDED = ("slug", "short_name", "tag", "number", "signed_on", "ends", "title", "issuer", "office", "committee")


@dataclass(frozen=True)
class PlanFolder:
    """All that a plan's folder says, checked; with problems (but of mailboxes) it is not to be loaded.

    `office` and `committee` are agency ids; `plan` is the document as read (its annex tasks), `duties` the
    decision's other tasks; `policy_path` is where the policy stands, read elsewhere.
    """

    path: Path
    slug: str = ""
    short_name: str = ""
    tag: str = ""
    number: str = ""
    title: str = ""
    issuer: str = ""
    signed_on: date | None = None
    ends: date | None = None
    office: str = ""
    committee: str = ""
    plan: PlanRead = field(default_factory=PlanRead)
    duties: tuple[TaskRead, ...] = ()
    directory: Directory = field(default_factory=lambda: Directory({}, {}))
    contacts: tuple[ContactRead, ...] = ()
    findings: Findings = field(default_factory=Findings)

    @property
    def policy_path(self) -> Path:
        """Where the plan's policy stands."""
        return self.path / "policy.yaml"

    @property
    def tasks(self) -> tuple[TaskRead, ...]:
        """Every task in the document's order: the articles' and the plan's duties, then the annex."""
        return (*self.duties, *self.plan.tasks)

    @property
    def problems(self) -> tuple[Problem, ...]:
        """Faults of any of its files."""
        return self.findings.problems

    @property
    def questions(self) -> tuple[Question, ...]:
        """What the office is asked about its tasks."""
        return self.findings.questions

    @property
    def passed_over(self) -> tuple[PassedOver, ...]:
        """Parts of the document looked at and left."""
        return self.findings.passed_over


def read_plan_folder(folder: Path) -> PlanFolder:
    """The plan in a folder with plan.yaml, its document, agencies.yaml, contacts.yaml and duties.yaml; never fails."""
    if not folder.is_dir():
        why, how = wording("Không có thư mục kế hoạch này."), "Kiểm tra đường dẫn; thư mục kế hoạch có tệp plan.yaml."
        return PlanFolder(folder, findings=Findings((Problem(str(folder), folder.name, why, how),)))
    card = read_yaml(folder / "plan.yaml")
    days, day_problems = _days(card.top)
    signed_on, ends = days
    listed = read_directory(folder / "agencies.yaml")
    document = folder / (card.top.text("document") or "decision.txt")
    settled = read_corrections(folder / CORRECTIONS, listed.directory)
    opened = open_document(document)
    plan = read_opened(opened, document, listed.directory, signed_on, card.top.text("number"))
    plan = corrected(plan, settled.corrections, listed.directory)
    duties = DutiesRead()  # without the document, that each duty's words are missing in it would say nothing more
    if isinstance(opened, Document):
        text = "\n".join(opened.lines)
        duties = read_duties(folder / "duties.yaml", text, listed.directory, signed_on or plan.signed_on)
    mailboxes = read_contacts(folder / "contacts.yaml", listed.directory)
    read = PlanFolder(
        path=folder,
        slug=card.top.text("slug"),
        short_name=card.top.text("short_name"),
        tag=card.top.text("tag"),
        number=card.top.text("number"),
        title=card.top.text("title"),
        issuer=card.top.text("issuer"),
        office=card.top.text("office"),
        committee=card.top.text("committee"),
        signed_on=signed_on,
        ends=ends,
        plan=plan,
        duties=duties.duties,
        directory=listed.directory,
        contacts=mailboxes.contacts,
    )
    files = Findings((*card.problems, *day_problems, *listed.problems, *settled.problems, *mailboxes.problems))
    whole = Findings(tuple(_problems(read, card)), tuple(_member_questions(read)))
    return replace(read, findings=files + duties.findings + plan.findings + whole)


def _days(card: Entry) -> tuple[tuple[date | None, date | None], tuple[Problem, ...]]:
    """The two days of the name card, and a problem for each that is none."""
    days: list[date | None] = []
    problems: list[Problem] = []
    for key in ("signed_on", "ends"):
        try:
            days.append(card.day(key))
        except ValueError:
            days.append(None)
            problems.append(Problem(card.place, card.text(key), wording("“{key}” phải viết dạng 2022-10-12.", key=key)))
    return (days[0], days[1]), tuple(problems)


def _problems(folder: PlanFolder, card: YamlFile) -> Iterable[Problem]:
    place = "plan.yaml"
    missing = [key for key in _NEEDED if not card.top.text(key)]
    if missing and not card.problems:
        yield Problem(place, "", wording("Thiếu {missing}.", missing=", ".join(missing)))
    for agency in (folder.office, folder.committee):
        if agency and agency not in folder.directory.agencies:
            yield Problem(place, agency, wording("Danh bạ không có mã “{agency}”.", agency=agency))
    yield from _disagreements(folder, folder.plan.head)
    yield from _unreachable(folder)


def _disagreements(folder: PlanFolder, head: PlanHead) -> Iterable[Problem]:
    """The name card repeats the document's number and day: where they differ, one of them is wrong."""
    if head.number and folder.number and fold(head.number) != fold(folder.number):
        why = wording("Số ghi trong plan.yaml khác số trong văn bản ({number}).", number=head.number)
        yield Problem("plan.yaml", folder.number, why)
    if head.signed_on and folder.signed_on and head.signed_on != folder.signed_on:
        why = wording("Ngày ký ghi trong plan.yaml khác ngày trong văn bản ({day}).", day=head.signed_on.isoformat())
        yield Problem("plan.yaml", folder.signed_on.isoformat(), why)


def _unreachable(folder: PlanFolder) -> Iterable[Problem]:
    """Agencies that are to be asked and have no mailbox, on the first and the last day of the plan."""
    days = [day for day in (folder.signed_on, folder.ends) if day is not None]
    lacking = {agency: None for day in days for agency in without_mailbox(asked_on(folder, day), folder.contacts, day)}
    for agency in lacking:
        why = wording("{name} chưa có đầu mối nhận thư (vai trò answers).", name=folder.directory.name(agency))
        yield MailboxProblem("contacts.yaml", agency, why, "Thêm một dòng cho cơ quan này vào contacts.yaml.")


def asked_on(folder: PlanFolder, day: date) -> tuple[str, ...]:
    """Every agency that answers for some task of the plan on a day, by its own name or within a collective."""
    directory = folder.directory
    named = [given for task in folder.tasks for given in task.assignments]
    members = [
        member
        for given in named
        for member in (directory.expand(given.assignee, day) if given.collective else (given.assignee,))
    ]
    return tuple(dict.fromkeys(agency for member in members for agency in directory.answering(member, day)))


def _member_questions(folder: PlanFolder) -> Iterable[Question]:
    """A collective with a stated list is a working assumption until the office names the members."""
    for task in folder.tasks:
        for given in task.assignments:
            collective = folder.directory.collectives.get(given.assignee)
            if collective is not None and collective.members:
                names = "; ".join(folder.directory.name(member) for member in collective.members)
                yield Question(
                    task.code,
                    given.phrase,
                    wording(
                        "Chưa có danh sách thành viên: tạm hỏi các cơ quan mà văn bản nêu tên ({names}) "
                        "cho đến khi Văn phòng cung cấp danh sách.",
                        names=names,
                    ),
                )
