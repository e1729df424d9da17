"""What our own receiving server found of the sender: the results of SPF, DKIM and DMARC that it wrote (RFC 8601)."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

_COMMENT = re.compile(r"\((?:[^()\\]|\\.)*\)")
_RESULT = re.compile(r"^\s*([a-z][\w-]*)\s*=\s*([a-z]+)\b(.*)$", re.IGNORECASE | re.DOTALL)
_DOMAIN = re.compile(r"header\.(?:d|i|from)\s*=\s*@?\"?([\w.-]+)", re.IGNORECASE)
_BEST_FIRST = ("pass", "policy", "neutral", "softfail", "temperror", "permerror", "fail", "none")


@dataclass(frozen=True)
class Authentication:
    """The result of each method, empty when the server wrote none; `dkim_domain` is who signed."""

    spf: str = ""
    dkim: str = ""
    dmarc: str = ""
    dkim_domain: str = ""

    @property
    def says_forged(self) -> bool:
        """Whether the domain in From says itself that such a letter is not its own (RFC 7489 section 6)."""
        return self.dmarc == "fail"

    def __str__(self) -> str:
        """ "spf=pass dkim=pass (so.gov.example) dmarc=pass"; empty when nothing was found out."""
        by = f" ({self.dkim_domain})" if self.dkim_domain else ""
        said = {"spf": self.spf, "dkim": self.dkim and f"{self.dkim}{by}", "dmarc": self.dmarc}
        return " ".join(f"{method}={result}" for method, result in said.items() if result)


def authentication(fields: Sequence[str], own_server: str) -> Authentication | None:
    """The results in the Authentication-Results `fields`, topmost first, that `own_server` wrote; None when none did.

    Anybody can write such a field: RFC 8601 section 5 leaves only those to be believed that bear the name of a server
    of ours, and our server removes such as claim to be its own.
    """
    if not own_server:
        return None
    own = [_results(rest) for name, rest in map(_named, fields) if name == own_server.lower()]
    if not own:
        return None
    found = [one for results in own for one in results]
    signed = [detail for method, result, detail in found if method == "dkim" and result == "pass"]
    domain = _DOMAIN.search(signed[0]) if signed else None
    best = {method: _best(result for name, result, _ in found if name == method) for method in ("spf", "dkim", "dmarc")}
    return Authentication(**best, dkim_domain=domain[1].lower() if domain else "")


def _named(field: str) -> tuple[str, str]:
    """The server's name (its version is passed over) and what follows it."""
    head, _, rest = _COMMENT.sub(" ", field).partition(";")
    return (head.split() or [""])[0].lower(), rest


def _results(rest: str) -> list[tuple[str, str, str]]:
    matches = (_RESULT.match(part) for part in rest.split(";"))
    return [(found[1].lower(), found[2].lower(), found[3]) for found in matches if found]


def _best(results: Iterable[str]) -> str:
    """Of several signatures one that passes is enough (RFC 6376 section 4.2)."""
    return min(results, key=lambda one: _BEST_FIRST.index(one) if one in _BEST_FIRST else len(_BEST_FIRST), default="")
