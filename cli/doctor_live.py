"""`dondoc doctor --live`: what stands in the way of sending real letters to real agencies."""

import socket
from collections.abc import Callable, Iterator
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from dns.resolver import Resolver
from sqlmodel import select

from cli.finding import Finding
from documents.fonts import missing_faces
from flows.clock import synchronised
from flows.installation import SECRET_FILE, Installation
from language.wording import Wording, wording
from mail.dns import DnsSilentError, resolver
from mail.domain_trust import dkim_trouble, dmarc_trouble, reverse_trouble, spf_trouble
from models.contact import all_contacts
from models.database import reading, writing
from models.mode import MailMode
from models.plan import open_plans
from settings import Settings

LOOPBACK = ("127.0.0.1", "localhost", "::1")
NOT_REAL = (".example", ".invalid", ".test", ".localhost")
OTHERS = 0o077


def live_findings(here: Installation, ask: Resolver | None = None) -> Iterator[Finding]:
    """Everything that is looked at before going live; DNS through `ask`, this machine's resolver unless given."""
    yield from _settings(here.settings)
    yield _secret(here)
    yield _database(here)
    yield _bounced(here)
    yield _zone(here)
    yield _clock()
    yield _fonts()
    yield from _domain(here, ask or resolver())


def _settings(chosen: Settings) -> Iterator[Finding]:
    domain = chosen.sender_address.partition("@")[2]
    yield _finding(
        "sender", domain.endswith(NOT_REAL), wording("địa chỉ người gửi: {address}", address=chosen.sender_address)
    )
    local = not chosen.web_url.startswith("https://")
    yield _finding("web", local, wording("{url}: các cơ quan cần địa chỉ https://", url=chosen.web_url))
    open_wire = chosen.smtp_host not in LOOPBACK and not chosen.smtp_tls
    seen = wording("mã hóa (DONDOC_SMTP_TLS) với {host}: {tls}", tls=chosen.smtp_tls or "-", host=chosen.smtp_host)
    yield _finding("smtp tls", open_wire, seen)
    unsigned = not (chosen.smtp_user or chosen.smtp_host in LOOPBACK)
    yield _finding("smtp user", unsigned, wording("người dùng SMTP: {user}", user=chosen.smtp_user or "-"))


def _secret(here: Installation) -> Finding:
    """The secret that signs the keys is set, and nobody else can read it; it is never shown."""
    if here.settings.secret.get_secret_value():
        return Finding("secret", True, wording("đặt trong môi trường"))
    file = here.settings.data / SECRET_FILE
    readable = file.stat().st_mode & OTHERS
    return _finding("secret", bool(readable), wording("{file}: chỉ chủ sở hữu được đọc (chmod 600)", file=file))


def _database(here: Installation) -> Finding:
    with writing(here.engine) as session:
        session.exec(select(MailMode.id).limit(1)).first()
    return Finding("database", True, wording("{name}: đọc và ghi được", name=here.engine.dialect.name))


def _bounced(here: Installation) -> Finding:
    with reading(here.engine) as session:
        bounced = [one for one in all_contacts(session) if one.bounced_at is not None and one.valid_to is None]
    seen = wording("{n} hộp thư đã trả lại thư (dondoc contact check)", n=len(bounced))
    return _finding("bounced", bool(bounced), seen)


def _zone(here: Installation) -> Finding:
    with reading(here.engine) as session:
        zones = {str(plan.policy["zone"]) for plan in open_plans(session)}
    missing = [zone for zone in zones if not _known(zone)]
    return _finding("zone", bool(missing), wording("múi giờ: {zones}", zones=", ".join(sorted(missing or zones))))


def _known(zone: str) -> bool:
    try:
        ZoneInfo(zone)
    except (ZoneInfoNotFoundError, ValueError):
        return False
    return True


def _clock() -> Finding:
    well = synchronised()
    if well is None:
        return Finding("clock", False, wording("không biết đồng hồ máy có được đồng bộ (NTP) không"))
    return _finding("clock", not well, wording("đồng hồ máy phải được đồng bộ với máy chủ thời gian (NTP)"))


def _fonts() -> Finding:
    missing = missing_faces()
    seen = wording("phông chữ của báo cáo thiếu hoặc hỏng: {names}; cài lại dondoc", names=", ".join(missing))
    return _finding("fonts", bool(missing), seen if missing else wording("phông chữ của báo cáo và biểu đồ: đủ"))


def _domain(here: Installation, ask: Resolver) -> Iterator[Finding]:
    domain, chosen = here.sender.domain, here.settings
    host = socket.getfqdn() if chosen.smtp_host in LOOPBACK else chosen.smtp_host
    yield _looked_up("SPF", domain, lambda: spf_trouble(ask, domain))
    yield _looked_up("DKIM", domain, lambda: dkim_trouble(ask, domain, chosen.dkim_selector))
    yield _looked_up("DMARC", domain, lambda: dmarc_trouble(ask, domain))
    yield _looked_up("reverse name", host, lambda: reverse_trouble(ask, host))


def _looked_up(name: str, what: str, trouble: Callable[[], Wording | None]) -> Finding:
    try:
        found = trouble()
    except DnsSilentError as silent:
        return Finding(name, False, wording("DNS không trả lời: {why}", why=silent))
    return Finding(name, found is None, found or wording("{what}: đạt", what=what))


def _finding(name: str, wrong: bool, seen: Wording) -> Finding:
    return Finding(name, not wrong, seen)
