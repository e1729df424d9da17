"""Who writes the letters and where answers come back: what the installation's settings say, as a value."""

import hashlib
import hmac
from dataclasses import dataclass

from mail.reply import Receiver
from models.key import (
    BOUNCE_KEY,
    CLERK_KEY,
    DIGEST_KEY,
    HEAD_KEY,
    PEN_KEY,
    REQUEST_KEY,
    ROUND_KEY,
    Key,
    make_key,
    read_key,
)


@dataclass(frozen=True)
class Sender:
    """The office's name and address, the address of its pages, the secret that signs keys, and the name under which its
    mail server says what it found of a sender (RFC 8601)."""

    name: str
    address: str
    web_url: str
    secret: bytes
    mail_server: str = ""

    @property
    def local(self) -> str:
        """The part of the address before the @."""
        return self.address.partition("@")[0]

    @property
    def domain(self) -> str:
        """The part of the address after the @."""
        return self.address.partition("@")[2]

    @property
    def receiver(self) -> Receiver:
        """Where answers come in."""
        return Receiver(self.local, self.mail_server)

    def plus_address(self, key: str) -> str:
        """The office's address with `key` after a plus sign."""
        return f"{self.local}+{key}@{self.domain}"

    def answer_url(self, key: str) -> str:
        """The private page of a request."""
        return f"{self.web_url.rstrip('/')}/b/{key}"

    def digest_url(self, key: str) -> str:
        """The private page of a digest."""
        return f"{self.web_url.rstrip('/')}/d/{key}"

    def round_url(self, key: str) -> str:
        """The private page on which one agency sees its own lines of a draft digest."""
        return f"{self.web_url.rstrip('/')}/c/{key}"

    def consent_url(self, key: str) -> str:
        """The page on which an agency's head consents to its answers."""
        return f"{self.web_url.rstrip('/')}/consent/{key}"

    def confirm_url(self, key: str) -> str:
        """The page on which an agency says whether a stranger wrote for it."""
        return f"{self.web_url.rstrip('/')}/sender/{key}"

    def request_key(self, request_id: int, contact_id: int, version: int) -> str:
        """The key of one contact to one request."""
        return make_key(self.secret, Key(REQUEST_KEY, request_id, contact_id, version))

    def clerk_key(self, clerk_id: int, contact_id: int, version: int) -> str:
        """The key of one colleague to the tasks that were passed on to him."""
        return make_key(self.secret, Key(CLERK_KEY, clerk_id, contact_id, version))

    def head_key(self, request_id: int, contact_id: int, version: int) -> str:
        """The key of an agency's head to what waits for his consent."""
        return make_key(self.secret, Key(HEAD_KEY, request_id, contact_id, version))

    def pen_key(self, item_id: int, contact_id: int) -> str:
        """The key of one contact to the question whether a stranger wrote for his agency."""
        return make_key(self.secret, Key(PEN_KEY, item_id, contact_id, 1))

    def digest_key(self, digest_id: int, contact_id: int) -> str:
        """The key of one reader to one digest."""
        return make_key(self.secret, Key(DIGEST_KEY, digest_id, contact_id, 1))

    def round_key(self, digest_id: int, contact_id: int) -> str:
        """The key of one agency's mailbox to its own lines of a draft digest."""
        return make_key(self.secret, Key(ROUND_KEY, digest_id, contact_id, 1))

    def bounce_address(self, delivery_id: int) -> str:
        """The envelope sender of one delivery, so that a bounce names it (VERP)."""
        return self.plus_address(make_key(self.secret, Key(BOUNCE_KEY, delivery_id, 0, 1)))

    def key(self, text: str) -> Key | None:
        """The key that `text` is, None when this installation did not make it."""
        return read_key(self.secret, text)

    def message_id(self, slot: str) -> str:
        """The Message-ID of the letter in `slot`: fixed before the first attempt, and not to be guessed."""
        mac = hmac.new(self.secret, slot.encode(), hashlib.sha256).hexdigest()[:32]
        return f"<{mac}@{self.domain}>"
