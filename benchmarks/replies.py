"""How well and how quickly received mail is read: on the public sets beside the project, and on replies to our letters.

The sets are absent from the project; without `../shared/mail` only the project's own replies are measured.
"""

import importlib.util
import re
import sys
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType
from typing import Any
from unicodedata import normalize

from benchmarks.measure import Measure, timed
from mail.reply import extract_for_scoring, read

ROOT = Path(__file__).parent.parent
SETS = ROOT.parent / "shared" / "mail"
TEXTS = ("crisp", "zapier", "mpr", "talon_std", "talon_html", "quotequail")
BOUNCES = ("flufl", "sisimai_seen")
ROUNDS = 3


def measures() -> Iterator[Measure]:
    """Accuracy in per cent, speed in messages a second on one core."""
    if (SETS / "score.py").exists():
        yield from _on_the_sets(_scorer())
    yield from _on_our_letters()


def _scorer() -> ModuleType:
    described = importlib.util.spec_from_file_location("score", SETS / "score.py")
    if described is None or described.loader is None:
        raise ImportError(f"{SETS / 'score.py'} cannot be loaded")
    module = importlib.util.module_from_spec(described)
    described.loader.exec_module(module)
    return module


def _on_the_sets(scorer: ModuleType) -> Iterator[Measure]:
    results = {
        name: scorer.score(extract_for_scoring, name) for name in (*TEXTS, *BOUNCES, "vn_charsets", "imap_tools")
    }
    for figure, what in (("text_exact", "exact"), ("leak", "with old words shown"), ("loss", "with new words dropped")):
        yield Measure(f"reply text {what}, all sets", _share(results, TEXTS, figure), "%")
    yield Measure("reply text with new letters dropped, spaces aside, all sets", 100 * _dropped(scorer), "%")
    confused = [sum(column) for column in zip(*(_confusion(results[name]) for name in BOUNCES), strict=True)]
    yield Measure("bounces, precision", 100 * confused[0] / (confused[0] + confused[1]), "%")
    yield Measure("bounces, recall", 100 * confused[0] / (confused[0] + confused[2]), "%")
    yield Measure("bounced addresses exact", _share(results, BOUNCES, "addr_exact"), "%")
    for figure in ("subject", "from", "att", "body_words"):
        yield Measure(f"old Vietnamese charsets, {figure}", 100 * results["vn_charsets"][figure], "%")
    yield Measure("messages of the sets that raise", sum(one["errors"] for one in results.values()), "")
    raws = [raw for name in results for _, raw in scorer.load(name)]
    yield Measure(f"read the {len(raws)} messages of the sets", _speed(raws), "a second")


def _dropped(scorer: ModuleType) -> float:
    """The share of replies in which the letters of the expected text are not all found, in their order.

    Beside the figure by words, for some expected texts are written without the spaces between their words.
    """
    lost = [
        not _stands_in(item["expect"]["text"], extract_for_scoring(raw)["text"])
        for name in TEXTS
        for item, raw in scorer.load(name)
        if "text" in item["expect"]
    ]
    return sum(lost) / len(lost)


def _stands_in(wanted: str, found: str) -> bool:
    rest = iter(normalize("NFC", found))
    return all(letter in rest for letter in normalize("NFC", wanted) if letter.isalnum())


def _share(results: dict[str, Any], names: tuple[str, ...], figure: str) -> float:
    found = [(one[figure], one[f"{figure}_n"]) for name in names if figure in (one := results[name])]
    return 100 * sum(share * number for share, number in found) / sum(number for _, number in found)


def _confusion(result: dict[str, Any]) -> list[int]:
    return [int(one) for one in result["bounce_tp,fp,fn,tn"].split(",")]


def _speed(raws: list[bytes]) -> float:
    _, seconds = timed(lambda: [read(raw) for _ in range(ROUNDS) for raw in raws])
    return ROUNDS * len(raws) / seconds


def _on_our_letters() -> Iterator[Measure]:
    """The replies that the tests hold, each against the letter it answers."""
    sys.path.append(str(ROOT / "tests"))
    cases = importlib.import_module("replies.cases").all_cases()
    traps = importlib.import_module("replies.traps").all_traps()
    known = {id(one.letter): one.letter.known for one in (*cases, *traps) if one.letter}
    right: dict[str, list[bool]] = defaultdict(list)
    for one in (*cases, *traps):
        if one.text is not None:
            reply = read(one.raw, [known[id(one.letter)]])
            right[type(one).__name__].append(_squeezed(reply.text) == _squeezed(one.text))
    for name, found in right.items():
        yield Measure(
            f"text exact, replies to our letters ({name.lower()}s, {len(found)})", 100 * sum(found) / len(found), "%"
        )
    _, seconds = timed(lambda: [read(one.raw, [known[id(one.letter)]]) for one in cases])
    yield Measure("read replies against our letters", len(cases) / seconds, "a second")


def _squeezed(text: str) -> str:
    return re.sub(r"\s+", "", text)
