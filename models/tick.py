"""When each flow last finished: what an outside watchdog looks at."""

from datetime import datetime

from sqlmodel import Field, Session, SQLModel, col, select

from models.database import UtcDateTime, insert_into


class Tick(SQLModel, table=True):
    """The last finish of one flow, by schedule or by hand."""

    flow: str = Field(primary_key=True)
    finished_at: datetime = Field(sa_type=UtcDateTime)


def mark_tick(session: Session, flow: str, now: datetime) -> None:
    """Note that `flow` finished at `now`."""
    insert = insert_into(session, Tick).values(flow=flow, finished_at=now)
    session.execute(insert.on_conflict_do_update(index_elements=["flow"], set_={"finished_at": now}))


def last_ticks(session: Session) -> dict[str, datetime]:
    """When each flow that ever finished last did, by name."""
    return {tick.flow: tick.finished_at for tick in session.exec(select(Tick).order_by(col(Tick.flow)))}
