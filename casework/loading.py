"""Loading a plan's folder into the tables: tasks, agencies, contacts, policy and the questions it raises."""

from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from sqlmodel import Session, select

from casework.plan_versions import difference_to
from documents.contacts_file import ContactRead
from documents.plan_document import AssignmentRead, MilestoneRead, TaskRead
from documents.plan_folder import PlanFolder
from models.agency import store_directory
from models.contact import Contact, store_contact
from models.event import record
from models.obligation import look_again_at_all
from models.plan import Plan
from models.plan_difference import PlanDifference
from models.policy import Policy
from models.policy_file import read_policy
from models.problem import MailboxProblem, Problem, Question
from models.question import OpenQuestion, raise_question
from models.task import Assignment, Milestone, Task, open_anew


@dataclass(frozen=True)
class Loaded:
    """What loading did; `plan_slug` is None when problems held it up and nothing was stored.

    `difference` is what the document now says otherwise than the tasks of a plan that was there already.
    """

    plan_slug: str | None
    tasks: int
    contacts: int
    questions: tuple[Question, ...]
    problems: tuple[Problem, ...]
    already_there: bool = False
    difference: PlanDifference | None = None


def load_plan(session: Session, folder: PlanFolder, now: datetime, by: str) -> Loaded:
    """Store the plan of `folder`. Problems hold it up; those of single mailboxes and questions do not.

    A plan that is there already keeps its tasks, with all that was asked and said on them; its directory, contacts and
    policy are brought up to date.
    """
    policy = read_policy(folder.policy_path)
    if not isinstance(policy, Policy):
        missing = policy if folder.path.is_dir() else ()
        return Loaded(None, 0, 0, folder.questions, (*folder.problems, *missing))
    if any(not isinstance(problem, MailboxProblem) for problem in folder.problems):
        return Loaded(None, 0, 0, folder.questions, folder.problems)
    store_directory(session, folder.directory)
    for contact in folder.contacts:
        store_contact(session, _contact(contact), contact.consent)
    plan, new = _store_plan(session, folder, policy, now)
    today = now.astimezone(ZoneInfo(policy.zone)).date()
    difference = None if new else difference_to(session, plan.id or 0, today, folder.tasks)
    if new:
        for position, task in enumerate(folder.tasks):
            store_task(session, plan, task, position)
    look_again_at_all(session)
    open_anew(session)
    for question in folder.questions:
        raise_question(session, _open_question(plan, question, now))
    record(session, now, by, "loaded", f"plan:{plan.slug}", tasks=len(folder.tasks), new=new)
    counts = len(folder.tasks), len(folder.contacts)
    return Loaded(plan.slug, *counts, folder.questions, folder.problems, not new, difference)


def _store_plan(session: Session, folder: PlanFolder, policy: Policy, now: datetime) -> tuple[Plan, bool]:
    known = session.exec(select(Plan).where(Plan.slug == folder.slug)).first()
    if known is not None:
        known.policy = policy.model_dump(mode="json")
        session.add(known)
        return known, False
    signed_on, ends_on = folder.signed_on, folder.ends
    if signed_on is None or ends_on is None:
        raise ValueError(f"{folder.path} has no signing day or no end, and no problem said so")
    plan = Plan(
        slug=folder.slug,
        short_name=folder.short_name,
        tag=folder.tag,
        number=folder.number,
        title=folder.title,
        issuer=folder.issuer,
        signed_on=signed_on,
        ends_on=ends_on,
        office_agency_id=folder.office,
        committee_agency_id=folder.committee,
        policy=policy.model_dump(mode="json"),
        tracked_from=policy.track_from or now.astimezone(ZoneInfo(policy.zone)).date(),
        loaded_at=now,
    )
    session.add(plan)
    session.flush()
    return plan, True


def _contact(read: ContactRead) -> Contact:
    return Contact(
        agency_id=read.agency,
        role=read.role,
        name=read.name,
        address=read.address,
        valid_from=read.valid_from,
        valid_to=read.valid_to,
    )


def store_task(session: Session, plan: Plan, read: TaskRead, position: int, *, first_code: str | None = None) -> Task:
    """The task as a row, with its milestones and assignments; `first_code` when its code was another's before."""
    task = Task(
        plan_id=plan.id or 0,
        code=read.code,
        first_code=first_code or read.code,
        position=position,
        section=read.section,
        subsection=read.subsection,
        title=read.title,
        text=read.text,
        time_text=read.time_text,
        product=read.product,
        place=read.place,
        open_phrases=list(read.open_phrases),
    )
    session.add(task)
    session.flush()
    for number, milestone in enumerate(read.milestones):
        session.add(milestone_row(task, milestone, number))
    for number, given in enumerate(read.assignments):
        session.add(assignment_row(task, given, number))
    session.flush()
    return task


def milestone_row(task: Task, read: MilestoneRead, position: int) -> Milestone:
    """A milestone as read, as a row that is not stored yet."""
    return Milestone(task_id=task.id or 0, position=position, **read.__dict__)


def assignment_row(task: Task, given: AssignmentRead, position: int) -> Assignment:
    """An assignment as read, as a row that is not stored yet."""
    return Assignment(
        task_id=task.id or 0,
        position=position,
        role=given.role,
        agency_id=None if given.collective else given.assignee,
        collective_id=given.assignee if given.collective else None,
        phrase=given.phrase,
    )


def _open_question(plan: Plan, question: Question, now: datetime) -> OpenQuestion:
    return OpenQuestion(
        plan_id=plan.id or 0, code=question.code, text=question.text, why=question.why.say(), asked_at=now
    )
