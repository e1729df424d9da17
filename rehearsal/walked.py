"""A plan walked without mail: over its whole life, or over one period with everything that can befall a schedule."""

import shutil
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, date, datetime
from datetime import time as hour
from pathlib import Path
from zoneinfo import ZoneInfo

from rich.console import Console
from rich.table import Table

from casework.docket import open_docket
from casework.loading import load_plan
from casework.proving import Proof, prove
from casework.sender import Sender
from documents.plan_folder import read_plan_folder
from language.numbers import format_number
from language.wording import Wording, wording
from models.database import open_throwaway, reading, upgrade, writing
from models.period import Period
from models.plan import plan_named
from models.policy import Policy
from models.policy_file import read_policy
from models.words import LETTERS, PURPOSES, STATES
from rehearsal.clerks import Clerks
from rehearsal.course import Course
from rehearsal.outages import Outcome, outages, outcome_of

console = Console(highlight=False)
OFFICE_HOUR = hour(9)
PARTS = {
    "open": wording("mở nghĩa vụ"),
    "plan and tell": wording("lập kế hoạch thư"),
    "write letters": wording("viết thư"),
    "compile": wording("tổng hợp"),
    "settle": wording("Văn phòng xử lý"),
    "record answers": wording("ghi trả lời"),
}


@dataclass(frozen=True)
class Walk:
    """What is rehearsed without mail, and where its files go."""

    plans: Path
    plan: str
    folder: Path
    seed: int
    language: str

    @property
    def policy(self) -> Policy:
        """The plan's policy; ValueError with its faults when it cannot be followed."""
        read = read_policy(self.plans / self.plan / "policy.yaml")
        if isinstance(read, Policy):
            return read
        raise ValueError("; ".join(f"{one.place}: {one.why.say(self.language)}" for one in read))

    def say(self, sentence: Wording) -> str:
        """The sentence in the language of the command line."""
        return sentence.say(self.language)


def walk_through(walk: Walk, first: date, last: date) -> bool:
    """Walk the plan from `first` to `last` and show the account; returns whether the proof holds."""
    begun = time.perf_counter()
    with prepared(walk, first) as path, course(walk, path) as played:
        played.live(first, last)
        proof = proof_of(played, last)
        lived = time.perf_counter() - begun
    show_course(walk, played, proof)
    slowest = max(played.seconds, key=lambda part: played.seconds[part])
    said = wording(
        "{days} ngày làm việc trong {seconds} giây; chậm nhất: {part} ({share} giây).",
        days=format_number(played.days),
        seconds=round(lived),
        part=walk.say(PARTS[slowest]),
        share=round(played.seconds[slowest]),
    )
    console.print(walk.say(said))
    return proof.holds


def walk_with_outages(walk: Walk, period: Period) -> bool:
    """Play each fault of the schedule over the period, and show what it led to; whether nothing was lost or doubled."""
    found: list[tuple[Wording, Outcome]] = []
    last = walk.policy.working_days.shift(walk.policy.committee_due(period), 10)
    with prepared(walk, period.begins) as path:
        for number, outage in enumerate(outages(walk.policy, period)):
            copy = Path(shutil.copy(path, path.with_stem(f"outage-{number}")))
            with course(walk, copy) as played:
                played.live(period.begins, last, outage)
                with reading(played.engine) as session:
                    docket = open_docket(session, plan_named(session, walk.plan), played.moment(last))
                    found.append((outage.name, outcome_of(session, docket)))
            copy.unlink()
    show_outages(walk, found)
    return all(outcome.kept for _, outcome in found)


@contextmanager
def prepared(walk: Walk, day: date) -> Iterator[Path]:
    """A database into which the plan was loaded on the morning of `day`."""
    path = walk.folder / "dondoc.db"
    engine = open_throwaway(f"sqlite:///{path}")
    upgrade(engine)
    moment = datetime.combine(day, OFFICE_HOUR, ZoneInfo(walk.policy.zone)).astimezone(UTC)
    with writing(engine) as session:
        load_plan(session, read_plan_folder(walk.plans / walk.plan), moment, "rehearsal")
    engine.dispose()
    yield path


@contextmanager
def course(walk: Walk, path: Path) -> Iterator[Course]:
    """The office and its agencies, on the database at `path`."""
    engine = open_throwaway(f"sqlite:///{path}")
    sender = Sender("Văn phòng", "baocao@rehearsal.invalid", "http://127.0.0.1", f"rehearsal-{walk.seed}".encode())
    yield Course(engine, sender, walk.plan, walk.policy, Clerks(walk.seed, walk.policy))
    engine.dispose()


def proof_of(played: Course, day: date) -> Proof:
    """The proof at the end of that day."""
    with reading(played.engine) as session:
        return prove(session, open_docket(session, plan_named(session, played.plan), played.moment(day)))


def show_course(walk: Walk, played: Course, proof: Proof) -> None:
    """The account of a whole course."""
    console.print(_counts(walk, wording("Nghĩa vụ đã mở, theo năm"), dict(played.opened)))
    letters = {walk.say(LETTERS[kind]): count for kind, count in played.letters.items()}
    console.print(_counts(walk, wording("Thư đã viết, theo loại"), letters))
    steps = {walk.say(PURPOSES[name]): count for name, count in played.told.items()}
    console.print(_counts(walk, wording("Bước đã thực hiện, theo nghĩa vụ"), steps))
    states = {walk.say(STATES[state]): count for state, count in proof.states.items()}
    console.print(_counts(walk, wording("Nghĩa vụ, theo trạng thái"), states))
    for hole in proof.holes:
        console.print(f"[red]{hole.place}: {walk.say(hole.why)}[/]")
    said = wording("{total} nghĩa vụ, {accounted} có trạng thái.", total=proof.obligations, accounted=proof.accounted)
    console.print(walk.say(said))


def show_outages(walk: Walk, found: list[tuple[Wording, Outcome]]) -> None:
    """What each fault led to, a line each, and the sentence that counts."""
    heads = (
        wording("Sự cố"),
        wording("Thư"),
        wording("Gửi chậm"),
        wording("Chậm nhất (ngày làm việc)"),
        wording("Quá muộn, hỏi Văn phòng"),
        wording("Gửi hai lần"),
        wording("Bị sót"),
    )
    drawn = Table(title=walk.say(wording("Sự cố của bộ lập lịch, mỗi sự cố một kỳ")), title_justify="left")
    for head in heads:
        drawn.add_column(walk.say(head))
    for name, one in found:
        counts = (one.letters, one.late, one.latest, one.too_late, one.doubled, one.holes)
        drawn.add_row(walk.say(name), *(format_number(count) for count in counts))
    console.print(drawn)
    lost, doubled = sum(one.holes for _, one in found), sum(one.doubled for _, one in found)
    said = wording(
        "{faults} sự cố: {lost} bị sót, {doubled} gửi hai lần.", faults=len(found), lost=lost, doubled=doubled
    )
    console.print(walk.say(said))


def _counts(walk: Walk, title: Wording, counts: dict[str, int]) -> Table:
    drawn = Table(title=walk.say(title), title_justify="left", min_width=60, show_header=False)
    drawn.add_column("")
    drawn.add_column("", justify="right")
    for name, count in counts.items():
        drawn.add_row(name, format_number(count))
    return drawn
