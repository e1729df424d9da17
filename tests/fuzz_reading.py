"""Bytes that a fuzzer thinks up, guided by what they make the readers do: `make fuzz`. Needs atheris, not locked.

Nothing may be raised, nothing take five seconds, and what a message says must be text that a database holds.
"""

import json
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

import atheris

sys.path[:0] = [str(Path(__file__).parent), str(Path(__file__).parent.parent)]

with atheris.instrument_imports(include=["mail"]):
    from replies.cases import all_cases
    from replies.sent import sent
    from replies.traps import all_traps

    from mail.answers import read_answers
    from mail.mime import open_message
    from mail.reply import read

LETTER = sent("single")
KNOWN = [LETTER.known]
SECONDS = 5
SEEDS = 60


def read_one(data: bytes) -> None:
    open_message(data)
    reply = read(data, KNOWN)
    if any("lưu" in problem.text for problem in reply.problems):
        raise AssertionError(f"could not be read: {reply.problems}")
    json.dumps(reply.to_json(), ensure_ascii=False).encode("utf-8")
    said = read_answers(reply, LETTER.tasks)
    if len({one.obligation_id for one in said.answers}) != len(said.answers):
        raise AssertionError("one task was answered twice")


def main() -> None:
    with TemporaryDirectory() as folder:
        for number, one in enumerate([*all_traps(), *all_cases()][:: max(1, 300 // SEEDS)]):
            (Path(folder) / str(number)).write_bytes(one.raw[:6_000])
        atheris.Setup(
            [sys.argv[0], f"-timeout={SECONDS}", "-max_len=6000", "-artifact_prefix=.fuzz/", *sys.argv[1:], folder],
            read_one,
        )
        atheris.Fuzz()


if __name__ == "__main__":
    main()
