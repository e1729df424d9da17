"""From when to when something is in force: both days included, None is no limit."""

from datetime import date

from sqlmodel import Field, SQLModel


class Validity(SQLModel):
    """The days on which a row is in force."""

    valid_from: date | None = Field(default=None)
    valid_to: date | None = Field(default=None)

    def in_force(self, first: date, last: date | None = None) -> bool:
        """Whether it is in force on some day from `first` to `last`, or on `first` alone."""
        return (self.valid_from or date.min) <= (last or first) and first <= (self.valid_to or date.max)
