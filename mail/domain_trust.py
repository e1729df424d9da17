"""Whether the world has reason to believe letters of a domain: SPF, DKIM, DMARC, and the name of the server."""

from dns.resolver import Resolver

from language.wording import Wording, wording
from mail.dns import addresses, reverse_names, texts


def spf_trouble(ask: Resolver, domain: str) -> Wording | None:
    """What is wrong with who may send for the domain (RFC 7208); None when nothing is."""
    found = [one for one in texts(ask, domain) if one.lower().startswith("v=spf1")]
    if len(found) != 1:
        return wording("{domain} có {n} bản ghi SPF; phải có đúng một", domain=domain, n=len(found))
    if not any(part.lower().endswith("all") or part.lower().startswith("redirect=") for part in found[0].split()):
        return wording("SPF của {domain} không nói gì về máy chủ khác: cần “-all” hoặc “~all”", domain=domain)
    if "+all" in found[0].lower().split():
        return wording("SPF của {domain} cho phép mọi máy chủ (“+all”)", domain=domain)
    return None


def dkim_trouble(ask: Resolver, domain: str, selector: str) -> Wording | None:
    """Whether the domain publishes a key under the selector (RFC 6376 section 3.6); None when it does."""
    name = f"{selector}._domainkey.{domain}"
    keys = [tags["p"] for tags in map(_tags, texts(ask, name)) if "p" in tags]
    if not keys:
        return wording("{name} không có khóa DKIM (xem DONDOC_DKIM_SELECTOR)", name=name)
    return None if keys[0] else wording("khóa DKIM ở {name} đã bị thu hồi", name=name)


def dmarc_trouble(ask: Resolver, domain: str) -> Wording | None:
    """Whether the domain says what to do with letters that are not its own (RFC 7489); None when it does."""
    found = [tags for tags in map(_tags, texts(ask, f"_dmarc.{domain}")) if tags.get("v", "").upper() == "DMARC1"]
    if len(found) == 1 and found[0].get("p") in ("none", "quarantine", "reject"):
        return None
    return wording("_dmarc.{domain} có {n} bản ghi DMARC dùng được; phải có đúng một", domain=domain, n=len(found))


def reverse_trouble(ask: Resolver, host: str) -> Wording | None:
    """Whether each address of the host has a name that leads back to it; None when it has."""
    found = addresses(ask, host)
    if not found:
        return wording("{host} không có địa chỉ", host=host)
    for address in found:
        names = reverse_names(ask, address)
        if not any(address in addresses(ask, name) for name in names):
            return wording("{address} ({host}) không có tên ngược dẫn về chính nó", address=address, host=host)
    return None


def _tags(record: str) -> dict[str, str]:
    """The tags of a record ("v=DMARC1; p=none")."""
    pairs = (part.partition("=") for part in record.split(";"))
    return {name.strip().lower(): value.strip() for name, _, value in pairs if name.strip()}
