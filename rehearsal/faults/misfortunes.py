"""What goes wrong in one run of a flow: its death, the mail servers' whims, a locked or full disk, a clock set back."""

import asyncio
import math
import sqlite3
from collections import Counter
from collections.abc import Awaitable, Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from email.parser import BytesHeaderParser
from pathlib import Path
from random import Random

from language.wording import Wording, wording
from rehearsal.faults.processes import Mortal, Order
from rehearsal.faults.wires import CONNECT, DOT, Cut, Happening, Point, When, Wire, nothing

SMTP_VERBS = ("EHLO", "MAIL", "RCPT", "DATA", DOT, "QUIT")
IMAP_VERBS = ("LOGIN", "SELECT", "UID SEARCH", "UID FETCH", "UID MOVE", "UID COPY", "UID STORE", "EXPUNGE", "LOGOUT")
NAMES: dict[str, Wording] = {
    "dies at a statement": wording("tiến trình bị giết giữa hai câu lệnh cơ sở dữ liệu"),
    "dies while sending": wording("tiến trình bị giết giữa chừng cuộc gửi thư"),
    "dies while fetching": wording("tiến trình bị giết giữa chừng cuộc nhận thư"),
    "cut while sending": wording("máy chủ gửi thư ngắt kết nối"),
    "cut while fetching": wording("máy chủ nhận thư ngắt kết nối"),
    "refused": wording("máy chủ gửi thư không nhận kết nối"),
    "greylisted": wording("máy chủ gửi thư hẹn gửi lại mọi địa chỉ (greylisting)"),
    "put off": wording("máy chủ gửi thư từ chối tạm thời"),
    "slow": wording("máy chủ gửi thư trả lời chậm"),
    "took it and said no": wording("máy chủ gửi thư đã nhận thư mà báo là chưa"),
    "said yes and lost it": wording("máy chủ gửi thư báo đã nhận mà làm mất thư"),
    "renumbered": wording("hộp thư đến được đánh số lại"),
    "repeated": wording("một thư đến được giao lần nữa"),
    "backwards": wording("máy chủ nhận thư trả thư theo thứ tự ngược"),
    "locked": wording("cơ sở dữ liệu bị khóa"),
    "full": wording("đĩa đầy"),
    "clock back": wording("đồng hồ lùi một giờ"),
}
WHIMS_OF_SENDING = (
    "cut while sending",
    "refused",
    "greylisted",
    "put off",
    "slow",
    "took it and said no",
    "said yes and lost it",
)
WHIMS_OF_FETCHING = ("cut while fetching", "renumbered", "repeated", "backwards")
ON_THE_WIRE = frozenset({"cut while fetching", *WHIMS_OF_SENDING})


@dataclass
class World:
    """What a run touches: its process, the two wires, the database file, the clock, and what the mailbox can suffer."""

    mortal: Mortal
    smtp: Wire
    imap: Wire
    database: Path
    clock: Path
    renumber: Callable[[], Awaitable[None]]
    repeat: Callable[[], Awaitable[None]]
    lied_about: set[str] = field(default_factory=set)
    came_about: bool = False


@dataclass(frozen=True)
class Misfortune:
    """One thing that goes wrong, by its name in NAMES, and the number drawn for it (a step, or how often it passes)."""

    name: str
    number: int = 1
    point: Point | None = None

    @property
    def deadly(self) -> bool:
        """Whether it is meant to kill the run."""
        return self.name.startswith("dies")

    def __str__(self) -> str:
        where = f" {self.point.verb} {self.point.when}" if self.point else ""
        return f"{self.name}{where} ({self.number})"


def draw(random: Random, flow: str, steps: int) -> Misfortune:
    """What goes wrong in a run of that flow, which has taken so many steps before; most often it dies."""
    number = int(math.exp(random.uniform(0, math.log(steps))))
    kinds = _kinds(flow)
    name = random.choices(list(kinds), list(kinds.values()))[0]
    verbs = SMTP_VERBS if name.endswith("sending") else IMAP_VERBS if name.endswith("fetching") else ()
    if not verbs:
        return Misfortune(name, number)
    moments = list(When) if name.endswith("sending") else [When.BEFORE, When.BETWEEN]
    return Misfortune(name, random.randint(1, 4), Point(random.choice(verbs), random.choice(moments)))


def _kinds(flow: str) -> dict[str, int]:
    """The misfortunes that a flow can meet, with their weights."""
    common = {"dies at a statement": 12, "locked": 1, "full": 1, "clock back": 1}
    if flow == "deliver_messages":
        return common | {"dies while sending": 12} | dict.fromkeys(WHIMS_OF_SENDING, 1)
    if flow == "collect_replies":
        return common | {"dies while fetching": 6} | dict.fromkeys(WHIMS_OF_FETCHING, 1)
    return common


async def befall(world: World, misfortune: Misfortune, order: Order) -> Order:
    """Bring the misfortune about; returns the order as it is to be run under it. `relieve` ends it."""
    world.came_about = misfortune.name not in ON_THE_WIRE and not misfortune.deadly
    match misfortune.name:
        case "dies at a statement":
            return replace(order, last_step=misfortune.number)
        case "renumbered":
            await world.renumber()
        case "repeated":
            await world.repeat()
        case "backwards":
            world.imap.backwards = True
        case "full":
            return replace(order, pages_left=misfortune.number % 8)
        case "locked":
            return replace(order, busy_ms=50)
        case "clock back":
            _turn_back(world.clock)
        case _:
            wire = world.imap if misfortune.name.endswith("fetching") else world.smtp
            wire.happening = _happening(world, misfortune)
    return order


def _happening(world: World, misfortune: Misfortune) -> Happening:
    doing = _on_wire(world, misfortune)
    left = misfortune.number

    async def happen(point: Point) -> bytes | None:
        nonlocal left
        if (point.verb, point.when) != _where(misfortune):
            return None
        left -= 1
        if left > 0 and misfortune.point is not None:
            return None
        world.came_about = True
        return await doing(point)

    return happen


def _where(misfortune: Misfortune) -> tuple[str, When]:
    if misfortune.point is not None:
        return misfortune.point.verb, misfortune.point.when
    return {
        "refused": (CONNECT, When.BEFORE),
        "greylisted": ("RCPT", When.BEFORE),
        "put off": ("MAIL", When.BEFORE),
        "slow": (DOT, When.BETWEEN),
        "took it and said no": (DOT, When.BETWEEN),
        "said yes and lost it": (DOT, When.BEFORE),
    }[misfortune.name]


def _on_wire(world: World, misfortune: Misfortune) -> Happening:
    seen: Counter[bytes] = Counter()

    async def cut(_: Point) -> bytes | None:
        raise Cut

    async def die(_: Point) -> bytes | None:
        world.mortal.kill()
        raise Cut

    async def greylist(point: Point) -> bytes | None:
        seen[point.said] += 1
        return b"450 4.2.0 greylisted, try again\r\n" if seen[point.said] == 1 else None

    async def put_off(_: Point) -> bytes | None:
        seen[b""] += 1
        return b"451 4.3.0 try again later\r\n" if seen[b""] % 3 == 1 else None

    async def slow(_: Point) -> bytes | None:
        await asyncio.sleep(0.05)
        return None

    async def deny(point: Point) -> bytes | None:
        return _lie(world, point, seen, b"451 4.3.0 not taken\r\n")

    async def lose(point: Point) -> bytes | None:
        return _lie(world, point, seen, b"250 2.0.0 taken\r\n")

    return {
        "greylisted": greylist,
        "put off": put_off,
        "slow": slow,
        "took it and said no": deny,
        "said yes and lost it": lose,
    }.get(misfortune.name, die if misfortune.deadly else cut)


def _lie(world: World, point: Point, told: Counter[bytes], answer: bytes) -> bytes | None:
    """Only of the first letter of the run."""
    told[b""] += 1
    if told[b""] > 1:
        return None
    world.lied_about.add(BytesHeaderParser().parsebytes(point.said)["Message-ID"])
    return answer


def relieve(world: World) -> None:
    """The wires are in order again."""
    world.smtp.happening = world.imap.happening = nothing
    world.imap.backwards = False


@contextmanager
def lock_held(world: World, misfortune: Misfortune) -> Iterator[None]:
    """Somebody else writes all the while, when that is the misfortune."""
    if misfortune.name != "locked":
        yield
        return
    other = sqlite3.connect(world.database, isolation_level=None, timeout=30)
    try:
        other.execute("BEGIN IMMEDIATE")
        yield
        other.execute("ROLLBACK")
    finally:
        other.close()


def _turn_back(clock: Path) -> None:
    clock.write_text((datetime.fromisoformat(clock.read_text()) - timedelta(hours=1)).isoformat())
