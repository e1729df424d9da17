"""What changed in an answer that a digest had quoted: field by field, as it stood and as it stands."""

from models.digest_lines import Given
from models.digest_parts import FieldChange

FIELDS = ("status", "percent", "result", "evidence", "difficulty", "proposal", "forecast")


def field_changes(before: Given, after: Given) -> tuple[FieldChange, ...]:
    """The fields that differ, in the order of the report; values as text: codes, whole numbers, ISO dates."""
    pairs = ((name, _text(before, name), _text(after, name)) for name in FIELDS)
    return tuple(
        FieldChange(name, was, now) for name, was, now in pairs if " ".join(was.split()) != " ".join(now.split())
    )


def _text(answer: Given, field: str) -> str:
    value = getattr(answer, field)
    return "" if value is None else str(value)
