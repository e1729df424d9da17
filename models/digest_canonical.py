"""A digest and its ledger as canonical JSON: the bytes that are stored, hashed, approved and read back."""

import hashlib
import json
from array import array
from typing import Any

from pydantic import TypeAdapter
from pydantic_core import to_json

from models.digest_data import DigestData
from models.digest_ledger import COLUMNS, Ledger
from models.digest_lines import CollectiveHead, Part, Party
from models.lateness import Cause, Lateness

_DIGEST = TypeAdapter(DigestData)
CAUSES = tuple(Cause)


def to_canonical(digest: DigestData) -> bytes:
    """The digest as JSON in UTF-8: sorted keys, no spaces, ISO dates, times in UTC."""
    return _json(_DIGEST.dump_python(digest, mode="json"))


def from_canonical(stored: bytes) -> DigestData:
    """The digest that `to_canonical` wrote; raises pydantic's ValidationError if the bytes are not one."""
    return _DIGEST.validate_json(stored)


def hash_of(stored: bytes) -> str:
    """SHA-256 of stored bytes, in hexadecimal."""
    return hashlib.sha256(stored).hexdigest()


def ledger_bytes(ledger: Ledger) -> bytes:
    """The ledger as canonical JSON in UTF-8, keys in order: what is hashed and stored."""
    plain = {
        "columns": {name: values.tolist() for name, values in sorted(ledger.columns.items())},
        "late": _late_rows(ledger.late),
        "notes": list(ledger.notes.items()),
        "parties": [list(party) for party in ledger.parties],
        "parts": [[*part[:2], list(part.collective or ()), part.place] for part in ledger.parts],
    }
    return to_json(plain)


def read_ledger(stored: bytes) -> Ledger:
    """The ledger that `ledger_bytes` wrote."""
    plain: dict[str, Any] = json.loads(stored)
    return Ledger(
        parts=[
            Part(code, role, CollectiveHead(*head) if head else None, place)
            for code, role, head, place in plain["parts"]
        ],
        parties=[
            Party(agency, name, short, named, tuple(known_as))
            for agency, name, short, named, known_as in plain["parties"]
        ],
        columns={name: array("q", plain["columns"][name]) for name in COLUMNS},
        late={place: _lateness(*days) for place, *days in plain["late"]},
        notes=dict(plain["notes"]),
    )


def _json(plain: Any) -> bytes:
    return json.dumps(plain, ensure_ascii=False, sort_keys=True, separators=(",", ":"), allow_nan=False).encode()


def _late_rows(late: dict[int, Lateness]) -> list[list[int]]:
    """Many rows share one lateness, which is written out once."""
    different = {id(one): one for one in late.values()}
    days = {name: _days(one) for name, one in different.items()}
    return [[place, *days[id(one)]] for place, one in late.items()]


def _days(late: Lateness) -> list[int]:
    return [late.agency, *(late.causes.get(cause, 0) for cause in CAUSES)]


def _lateness(agency: int, *causes: int) -> Lateness:
    return Lateness(agency, {cause: days for cause, days in zip(CAUSES, causes, strict=True) if days})
