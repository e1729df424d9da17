"""A digest as canonical JSON: the bytes that are stored, hashed, approved and read back."""

import hashlib
import json

from pydantic import TypeAdapter

from models.digest_data import DigestData

_DIGEST = TypeAdapter(DigestData)


def to_canonical(digest: DigestData) -> bytes:
    """The digest as JSON in UTF-8: sorted keys, no spaces, ISO dates, times in UTC."""
    plain = _DIGEST.dump_python(digest, mode="json")
    return json.dumps(plain, ensure_ascii=False, sort_keys=True, separators=(",", ":"), allow_nan=False).encode()


def from_canonical(stored: bytes) -> DigestData:
    """The digest that `to_canonical` wrote; raises pydantic's ValidationError if the bytes are not one."""
    return _DIGEST.validate_json(stored)


def digest_hash(digest: DigestData) -> str:
    """SHA-256 of the canonical bytes, in hexadecimal."""
    return hashlib.sha256(to_canonical(digest)).hexdigest()
