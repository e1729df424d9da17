#!/usr/bin/env python3
"""Verifies a record that `dondoc audit export` wrote: needs Python 3.8 and nothing else, no network, no database.

    python3 verify_record.py nhat-ky.jsonl [HASH …]

Each line of the file is a JSON object: seq (1, 2, 3 …), prev (the hash of the line before; 64 zeros before the first),
hash (SHA-256, in hexadecimal, of prev followed by body, both as UTF-8) and body (what was recorded, as text).
Each HASH is one that you have from elsewhere, such as the foot of a digest: it must be among the file's lines, or the
file was cut off or rewritten. Exit code 0: whole; 1: not, and each fault is named; 2: the file cannot be read.
"""

import hashlib
import json
import sys
from pathlib import Path
from typing import Iterator, List, Tuple

GENESIS = "0" * 64
Line = Tuple[int, str, str, str]


def read(path: str) -> Tuple[List[Line], List[str]]:
    """The lines of the file as (place in the file, line), and what is wrong with those that are none."""
    lines: List[Line] = []
    faults: List[str] = []
    with Path(path).open(encoding="utf-8") as file:
        for place, text in enumerate(file, 1):
            try:
                line = json.loads(text)
                lines.append((int(line["seq"]), str(line["prev"]), str(line["hash"]), str(line["body"])))
            except (ValueError, KeyError, TypeError):
                faults.append(f"place {place} in the file: no line of a record")
    return lines, faults


def faults_among(lines: List[Line]) -> Iterator[str]:
    """Each line that was changed, removed or put elsewhere, by its number."""
    numbers = {line[0] for line in lines}
    number_of = {GENESIS: 0, **{line_hash: seq for seq, _, line_hash, _ in lines}}
    out_of_order, last_seq, last_hash, last_fits = set(), 0, GENESIS, True
    for seq, prev, line_hash, body in lines:
        fits = hashlib.sha256((prev + body).encode()).hexdigest() == line_hash
        missing = [number for number in range(last_seq + 1, seq) if number not in numbers]
        for number in missing:
            yield f"line {number}: missing"
        if not fits:
            yield f"line {seq}: changed"
        elif prev != last_hash and not missing:
            follows = number_of.get(prev)
            if follows is None and last_fits:
                yield f"line {seq}: the line before it was removed or rewritten"
            elif follows is not None and follows not in out_of_order:
                out_of_order.add(seq)
                yield f"line {seq}: out of order, it follows line {follows}"
        last_seq, last_hash, last_fits = seq, line_hash, fits


def main(arguments: List[str]) -> int:
    """Print what was found; the exit code."""
    if not arguments or arguments[0].startswith("-"):
        print(__doc__)
        return 2
    try:
        lines, faults = read(arguments[0])
    except (OSError, UnicodeDecodeError) as error:
        print(f"{arguments[0]}: {error}")
        return 2
    faults += faults_among(lines)
    hashes = {line[2] for line in lines} | {GENESIS}
    faults += [
        f"hash {known}: no line has it; the record was cut off or rewritten"
        for known in arguments[1:]
        if known not in hashes
    ]
    for fault in faults:
        print(fault)
    print(f"{len(lines)} lines, {len(faults)} faults; last hash {lines[-1][2] if lines else GENESIS}")
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
