"""The DNS edge: what the world can look up of the office's own domain before it believes its letters."""

from ipaddress import ip_address
from typing import Any

from dns.exception import DNSException
from dns.resolver import NXDOMAIN, NoAnswer, NoNameservers, Resolver
from dns.reversename import from_address


class DnsSilentError(Exception):
    """No name server answered; the message says what was asked."""


def resolver(nameserver: str = "", port: int = 53, seconds: float = 5.0) -> Resolver:
    """The resolver of this machine, or of the name server given."""
    found = Resolver(configure=not nameserver)
    if nameserver:
        found.nameservers, found.port = [nameserver], port
    found.lifetime = seconds
    return found


def texts(ask: Resolver, name: str) -> list[str]:
    """The TXT records of a name, each joined from its parts (RFC 7208 section 3.3); none when there is none."""
    return ["".join(part.decode("utf-8", "replace") for part in row.strings) for row in _rows(ask, name, "TXT")]


def addresses(ask: Resolver, host: str) -> list[str]:
    """The IPv4 and IPv6 addresses of a host."""
    try:
        return [str(ip_address(host))]
    except ValueError:
        return [row.address for kind in ("A", "AAAA") for row in _rows(ask, host, kind)]


def reverse_names(ask: Resolver, address: str) -> list[str]:
    """The names under which an address is known, without the last dot."""
    return [str(row.target).rstrip(".") for row in _rows(ask, str(from_address(address)), "PTR")]


def _rows(ask: Resolver, name: str, kind: str) -> list[Any]:
    try:
        return list(ask.resolve(name, kind, search=False))
    except (NXDOMAIN, NoAnswer):
        return []
    except (NoNameservers, DNSException) as error:
        raise DnsSilentError(f"{kind} {name}: {error}") from error
