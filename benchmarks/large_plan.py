"""A plan larger than any decision: every agency of a collective owes every task, straight into the tables."""

from datetime import UTC, date, datetime

from sqlalchemy import Engine

from models.agency import store_directory
from models.contact import Contact
from models.database import writing
from models.directory import AgencyEntry, CollectiveEntry, Directory
from models.plan import Plan
from models.policy import Policy
from models.task import Assignment, Milestone, Task

SIGNED = date(2022, 10, 12)
ENDS = date(2025, 12, 31)
ALL = "every-commune"
LADDER = [
    {"purpose": "ask", "working_days": -10},
    {"purpose": "remind", "working_days": -3},
    {"purpose": "last_call", "working_days": 0},
    {"purpose": "escalate", "working_days": 2, "to": "head"},
]


def large_plan(engine: Engine, agencies: int, tasks: int) -> Plan:
    """The plan, its directory with a mailbox at every agency, and nothing opened yet."""
    with writing(engine) as session:
        entries = [_agency(f"xa-{number:05d}", f"Xã {number}", "commune") for number in range(agencies)]
        entries += [_agency("vp", "Văn phòng", "office"), _agency("bcd", "Ban Chỉ đạo", "committee")]
        everyone = CollectiveEntry(ALL, ("Ủy ban nhân dân các xã",), ("commune",))
        store_directory(session, Directory({one.id: one for one in entries}, {ALL: everyone}))
        session.add_all(_contact(one.id, role) for one in entries for role in ("answers", "head"))
        plan = _plan()
        session.add(plan)
        session.flush()
        rows = [_task(plan.id or 0, number) for number in range(tasks)]
        session.add_all(rows)
        session.flush()
        session.add_all(given for one in rows for given in _given(one.id or 0))
    return plan


def _given(task_id: int) -> tuple[Milestone, Assignment]:
    """Every year of the plan, by everyone."""
    years = Milestone(task_id=task_id, position=0, kind="span", begins=SIGNED, due=ENDS, text="2022-2025")
    return years, Assignment(task_id=task_id, position=0, role="lead", collective_id=ALL, phrase="x")


def _plan() -> Plan:
    policy = Policy.model_validate({"lead": LADDER, "coordinating": LADDER[:2]})
    return Plan(
        slug="large",
        short_name="Kế hoạch lớn",
        tag="LON",
        number="1/QĐ",
        title="Kế hoạch lớn",
        issuer="Ban Chỉ đạo",
        signed_on=SIGNED,
        ends_on=ENDS,
        office_agency_id="vp",
        committee_agency_id="bcd",
        policy=policy.model_dump(mode="json"),
        tracked_from=date(2023, 1, 1),
        loaded_at=datetime(2022, 10, 12, tzinfo=UTC),
    )


def _agency(name: str, vi: str, kind: str) -> AgencyEntry:
    return AgencyEntry(id=name, vi=vi, en=vi, kind=kind, short=vi)


def _contact(agency_id: str, role: str) -> Contact:
    return Contact(agency_id=agency_id, role=role, name="", address=f"{role}@{agency_id}.example")


def _task(plan_id: int, number: int) -> Task:
    return Task(
        plan_id=plan_id,
        code=f"I.{number + 1}",
        position=number,
        section="I",
        subsection="",
        title=f"Nhiệm vụ số {number + 1}",
        text="",
        time_text="2022-2025",
        product="",
        place="",
        open_phrases=[],
    )
