"""The signed right to answer a request, to consent, to confirm, to read a digest, contest its draft, report a bounce.

It is recomputed, never stored.

A key reads `<kind><subject>c<contact>v<version>-<mac>`, lower-case so that no mail system can spoil it; the mac is the
first 130 bits of HMAC-SHA-256 in base32.
"""

import base64
import hashlib
import hmac
import re
from dataclasses import dataclass

REQUEST_KEY = "r"
DIGEST_KEY = "d"
BOUNCE_KEY = "b"
CLERK_KEY = "c"
HEAD_KEY = "h"
PEN_KEY = "p"
ROUND_KEY = "o"
MAC_LENGTH = 26
FORM = re.compile(r"^([rdbchpo])(\d{1,12})c(\d{1,12})v(\d{1,6})-([a-z2-7]{26})$")


@dataclass(frozen=True)
class Key:
    """What a key gives the right to: one subject of its kind, to one contact, in one version.

    The subject is a request (for who answers it and for the head who consents), a colleague, a pen item, a digest or a
    delivery.
    """

    kind: str
    subject_id: int
    contact_id: int
    version: int


def make_key(secret: bytes, key: Key) -> str:
    """The text of the key."""
    claim = f"{key.kind}{key.subject_id}c{key.contact_id}v{key.version}"
    return f"{claim}-{_mac(secret, claim)}"


def read_key(secret: bytes, text: str) -> Key | None:
    """The key that `text` is, or None when it was not made with `secret`; compared in constant time."""
    found = FORM.match(text.strip().lower())
    if found is None:
        return None
    kind, subject_id, contact_id, version, mac = found.groups()
    claim = f"{kind}{subject_id}c{contact_id}v{version}"
    if not hmac.compare_digest(mac, _mac(secret, claim)):
        return None
    return Key(kind, int(subject_id), int(contact_id), int(version))


def _mac(secret: bytes, claim: str) -> str:
    digest = hmac.new(secret, claim.encode(), hashlib.sha256).digest()
    return base64.b32encode(digest).decode().lower()[:MAC_LENGTH]
