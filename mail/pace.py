"""The pace of sending: so many letters a minute, and so many to one domain; evenly, never in bursts."""

from dataclasses import dataclass, field

MINUTE = 60.0


@dataclass
class Pace:
    """When the next letter may go, in seconds of a clock that only runs forward; 0 letters a minute is no limit."""

    per_minute: int = 0
    per_domain: int = 0
    _next: dict[str, float] = field(default_factory=dict)

    def free_at(self, address: str) -> float:
        """From when on a letter to that address may go."""
        return max(self._next.get("", 0.0), self._next.get(domain_of(address), 0.0))

    def went(self, address: str, now: float) -> None:
        """Keep that one goes now."""
        for name, most in (("", self.per_minute), (domain_of(address), self.per_domain)):
            if most:
                self._next[name] = max(now, self._next.get(name, 0.0)) + MINUTE / most


def domain_of(address: str) -> str:
    """The domain of an address; of one that stands for another in trial (`so=tinh.vn@trial.invalid`) the other's."""
    local, _, domain = address.rpartition("@")
    return (local.rpartition("=")[2] if domain.endswith(".invalid") and "=" in local else domain).lower()
