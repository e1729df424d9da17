"""Organisations that answer: who exists on a day, under which names, and who took over from whom."""

from datetime import date
from functools import cache, lru_cache
from typing import Any

from pydantic import TypeAdapter
from sqlalchemy import String, cast
from sqlmodel import Field, Session, SQLModel, col, select
from sqlmodel.sql.expression import SelectOfScalar

from models.database import JsonColumn
from models.directory import AgencyEntry, CollectiveEntry, Directory

AGENCY = TypeAdapter(AgencyEntry)
COLLECTIVE = TypeAdapter(CollectiveEntry)


class Agency(SQLModel, table=True):
    """An organisation that answers; `valid_to` is the last day it existed."""

    id: str = Field(primary_key=True)
    vi: str
    en: str
    kind: str = Field(index=True)
    short: str | None = None
    valid_from: date | None = None
    valid_to: date | None = None
    entry: dict[str, Any] = Field(sa_type=JsonColumn)


class Collective(SQLModel, table=True):
    """A phrase that stands for many agencies, or for an open set that asks nobody."""

    id: str = Field(primary_key=True)
    entry: dict[str, Any] = Field(sa_type=JsonColumn)


def store_directory(session: Session, directory: Directory) -> None:
    """Write every agency and collective of `directory`, replacing what had the same id; none is removed."""
    for agency in directory.agencies.values():
        session.merge(
            Agency(
                id=agency.id,
                vi=agency.vi,
                en=agency.en,
                kind=agency.kind,
                short=agency.short,
                valid_from=agency.valid_from,
                valid_to=agency.valid_to,
                entry=AGENCY.dump_python(agency, mode="json"),
            )
        )
    for collective in directory.collectives.values():
        session.merge(Collective(id=collective.id, entry=COLLECTIVE.dump_python(collective, mode="json")))
    session.flush()


def read_directory(session: Session) -> Directory:
    """The directory as stored."""
    agencies, collectives = session.exec(_entries(Agency)), session.exec(_entries(Collective))
    return _directory(tuple(agencies), tuple(collectives))


@cache
def _entries(model: type[Agency] | type[Collective]) -> SelectOfScalar[str]:
    return select(cast(col(model.entry), String))


@lru_cache(maxsize=8)
def _directory(agency_entries: tuple[str, ...], collective_entries: tuple[str, ...]) -> Directory:
    """The directory of these entries: the same one while nothing in it has changed, with all it has worked out."""
    agencies = map(AGENCY.validate_json, agency_entries)
    collectives = map(COLLECTIVE.validate_json, collective_entries)
    return Directory({a.id: a for a in agencies}, {c.id: c for c in collectives})
