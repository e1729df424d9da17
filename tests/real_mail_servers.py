"""Postfix in front of Dovecot for the tests alone: own folders, free ports on loopback, gone afterwards."""

import imaplib
import os
import shutil
import signal
import smtplib
import socket
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from flows.prefect_server import free_port

PASSWORD = "any"
START_SECONDS = 30
ARRIVAL_SECONDS = 20
LONGEST_LOG = 20_000
STOP_SECONDS = 10
# Debian keeps the servers' programs where an ordinary user's PATH does not look.
PLACES = f"{os.environ.get('PATH', '')}:/usr/sbin:/usr/bin"
PROGRAMS = {"dovecot": "dovecot-imapd", "doveadm": "dovecot-imapd", "postfix": "postfix", "smtp-sink": "postfix"}
LMTP = Path("/usr/lib/dovecot/lmtp")

DOVECOT = """
base_dir = {folder}/run
state_dir = {folder}/state
log_path = {folder}/dovecot.log
protocols = imap lmtp
listen = 127.0.0.1
ssl = no
disable_plaintext_auth = no
auth_username_chars =
recipient_delimiter = +
mail_location = maildir:{folder}/mail/%u
mail_fsync = never
first_valid_uid = 1
first_valid_gid = 1
passdb {{
  driver = static
  args = password={password}
}}
userdb {{
  driver = static
  args = uid=nobody gid=nogroup home={folder}/mail/%u
}}
service imap-login {{
  inet_listener imap {{
    port = {imap}
  }}
  inet_listener imaps {{
    port = 0
  }}
}}
service lmtp {{
  unix_listener {folder}/lmtp {{
    mode = 0666
  }}
}}
service stats {{
  unix_listener stats-writer {{
    mode = 0666
  }}
}}
"""

POSTFIX = """
compatibility_level = 3.6
queue_directory = {folder}/queue
data_directory = {folder}/data
maillog_file = {folder}/postfix.log
maillog_file_prefixes = /tmp, {folder}
myhostname = buu-dien.invalid
mydestination =
mynetworks = 127.0.0.0/8
inet_interfaces = 127.0.0.1
inet_protocols = ipv4
alias_maps =
alias_database =
recipient_delimiter = +
smtpd_relay_restrictions = permit_mynetworks, reject
smtpd_peername_lookup = no
default_transport = lmtp:unix:{folder}/lmtp
transport_maps = regexp:{folder}/transport
disable_dns_lookups = yes
"""

MASTER = """
127.0.0.1:{smtp} inet n - n - - smtpd
pickup  unix n - n 60 1 pickup
cleanup unix n - n - 0 cleanup
qmgr    unix n - n 300 1 qmgr
rewrite unix - - n - - trivial-rewrite
bounce  unix - - n - 0 bounce
defer   unix - - n - 0 bounce
trace   unix - - n - 0 bounce
verify  unix - - n - 1 verify
flush   unix n - n 1000? 0 flush
proxymap unix - - n - - proxymap
smtp    unix - - n - - smtp
relay   unix - - n - - smtp
lmtp    unix - - n - - lmtp
showq   unix n - n - - showq
error   unix - - n - - error
retry   unix - - n - - error
discard unix - - n - - discard
anvil   unix - - n - 1 anvil
scache  unix - - n - 1 scache
postlog unix-dgram n - n - 1 postlogd
"""


@dataclass(frozen=True)
class MailServers:
    """The running pair. Every mailbox exists and has one password.

    Postfix itself takes what is written to a local part that is, or begins with, `gone`; the next server refuses it.
    """

    folder: Path
    smtp_port: int
    imap_port: int

    def post(self, envelope_from: str, to: str, raw: bytes) -> None:
        """Hand in a message as a mail program does."""
        with smtplib.SMTP("127.0.0.1", self.smtp_port, timeout=30) as connection:
            connection.sendmail(envelope_from, [to], raw)

    @contextmanager
    def box(self, user: str, folder: str = "INBOX") -> Iterator[imaplib.IMAP4]:
        """The mailbox as its owner's mail program has it open."""
        with imaplib.IMAP4("127.0.0.1", self.imap_port, timeout=30) as connection:
            connection.login(user, PASSWORD)
            connection.select(folder)
            yield connection

    def count(self, user: str, folder: str = "INBOX") -> int:
        """How many messages lie in the folder; none when there is no such folder."""
        with imaplib.IMAP4("127.0.0.1", self.imap_port, timeout=30) as connection:
            connection.login(user, PASSWORD)
            status, answer = connection.select(folder, readonly=True)
            return int(answer[0]) if status == "OK" else 0

    def letters(self, user: str, expected: int = 1) -> list[bytes]:
        """The messages in the inbox, oldest first, as soon as there are that many; it waits while they come."""
        last, deadline = 0, time.monotonic() + ARRIVAL_SECONDS
        while (here := self.count(user)) < expected:
            if here > last:
                last, deadline = here, time.monotonic() + ARRIVAL_SECONDS
            if time.monotonic() > deadline:
                raise AssertionError(f"{here} of {expected} letters came to {user}:\n{self.log()}")
            time.sleep(0.05)
        with self.box(user) as connection:
            return [connection.fetch(str(number), "(BODY.PEEK[])")[1][0][1] for number in range(1, here + 1)]

    def new_uids(self, user: str) -> None:
        """Give the inbox another UIDVALIDITY, as after a restore."""
        command = [program("doveadm"), "-c", str(self.folder / "dovecot.conf"), "mailbox", "update"]
        subprocess.run([*command, "-u", user, "--uid-validity", "7", "INBOX"], check=True, capture_output=True)

    def log(self) -> str:
        """What both servers wrote last."""
        return "\n".join(path.read_text()[-LONGEST_LOG:] for path in sorted(self.folder.glob("*.log")))


def program(name: str) -> str | None:
    return shutil.which(name, path=PLACES)


def missing() -> str | None:
    """What this machine lacks for the pair, as one sentence; None when it can run it."""
    absent = [f"{name} (package {package})" for name, package in PROGRAMS.items() if program(name) is None]
    absent += [] if LMTP.exists() or program("dovecot") is None else ["lmtp (package dovecot-lmtpd)"]
    if absent:
        return f"Postfix's and Dovecot's programs are not here: {', '.join(absent)}"
    return None if os.geteuid() == 0 else "Postfix and Dovecot start as root only, and this is another user"


@contextmanager
def running_servers() -> Iterator[MailServers]:
    """The started pair, both ready to talk."""
    folder = Path(tempfile.mkdtemp(prefix="dondoc-mail-", dir="/tmp"))  # a socket's path must be short
    folder.chmod(0o755)
    servers = MailServers(folder, free_port(), free_port())
    sink = free_port()
    started: list[subprocess.Popen] = []
    try:
        write_settings(servers, sink)
        for name, command in commands(servers, sink).items():
            started.append(start(command, folder / f"{name}.out"))
        for port in (servers.imap_port, servers.smtp_port, sink):
            wait_for_greeting(port, started, servers)
        yield servers
    finally:
        stop_postfix(folder)
        for process in reversed(started):
            end(process)
        shutil.rmtree(folder, ignore_errors=True)


def write_settings(servers: MailServers, sink: int) -> None:
    folder = servers.folder
    values = {"folder": folder, "smtp": servers.smtp_port, "imap": servers.imap_port, "password": PASSWORD}
    (folder / "mail").mkdir()
    shutil.chown(folder / "mail", "nobody", "nogroup")
    (folder / "data").mkdir()
    shutil.chown(folder / "data", "postfix")
    (folder / "queue").mkdir()
    (folder / "postfix").mkdir()
    (folder / "dovecot.conf").write_text(DOVECOT.format(**values))
    (folder / "postfix" / "main.cf").write_text(POSTFIX.format(**values))
    (folder / "postfix" / "master.cf").write_text(MASTER.format(**values))
    (folder / "transport").write_text(f"/^gone[^@]*@/ smtp:[127.0.0.1]:{sink}\n")


def commands(servers: MailServers, sink: int) -> dict[str, list[str]]:
    folder = servers.folder
    return {
        "dovecot": [program("dovecot"), "-F", "-c", str(folder / "dovecot.conf")],
        "sink": [program("smtp-sink"), "-u", "nobody", "-f", "RCPT", f"127.0.0.1:{sink}", "64"],
        "postfix": [program("postfix"), "-c", str(folder / "postfix"), "start-fg"],
    }


def start(command: list[str], output: Path) -> subprocess.Popen:
    """Its words go to a file: a server that inherits a pipe keeps its reader waiting for ever."""
    with output.open("wb") as said:
        return subprocess.Popen(command, stdin=subprocess.DEVNULL, stdout=said, stderr=said, start_new_session=True)


def wait_for_greeting(port: int, started: list[subprocess.Popen], servers: MailServers) -> None:
    deadline = time.monotonic() + START_SECONDS
    while not greeted(port):
        if any(process.poll() is not None for process in started) or time.monotonic() > deadline:
            said = "\n".join(path.read_text() for path in sorted(servers.folder.glob("*.out")))
            raise RuntimeError(f"no server answers on port {port}: {said}\n{servers.log()}")
        time.sleep(0.05)


def greeted(port: int) -> bool:
    try:
        with socket.create_connection(("127.0.0.1", port), timeout=5) as connection:
            return bool(connection.recv(16))
    except OSError:
        return False


def stop_postfix(folder: Path) -> None:
    """Its master leaves the session it was started in, so that only Postfix itself can end it."""
    command = [program("postfix"), "-c", str(folder / "postfix"), "abort"]
    subprocess.run(command, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)


def end(process: subprocess.Popen) -> None:
    """The whole session of one server, itself and its workers."""
    process.send_signal(signal.SIGTERM)
    try:
        process.wait(STOP_SECONDS)
    except subprocess.TimeoutExpired:
        os.killpg(process.pid, signal.SIGKILL)
        process.wait(STOP_SECONDS)
