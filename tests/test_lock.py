"""The lock names what to install and never where from."""

import re
from pathlib import Path

LOCK = (Path(__file__).parent.parent / "requirements.lock").read_text()
ENTRIES = LOCK.replace("\\\n", " ").splitlines()


def test_the_lock_names_no_url() -> None:
    assert not re.search(r"://|www\.|^\s*-(i|f|-\w)|@", LOCK.replace("--hash=", ""), re.MULTILINE)


def test_every_package_of_the_lock_is_pinned_and_carries_hashes() -> None:
    packages = [entry for entry in ENTRIES if entry.strip() and not entry.startswith("#")]
    assert packages
    assert [entry for entry in packages if not re.match(r"\S+==\S+.* --hash=sha256:[0-9a-f]{64}", entry)] == []
