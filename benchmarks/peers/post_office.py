"""django-post_office sends the letters of a file: `python -m benchmarks.peers.post_office LETTERS PORT FOLDER`.

Prints the seconds from the first letter taken from its queue to the last one sent; queueing them is not counted.
"""

import email
import json
import sys
import time
from email.message import Message
from email.policy import default
from pathlib import Path

import django
from django.conf import settings
from django.core.files.base import ContentFile
from django.core.management import call_command

CONNECTIONS = 16


def configure(port: int, folder: Path) -> None:
    """A Django of nothing but the queue, on SQLite, with as many connections as we use."""
    settings.configure(
        INSTALLED_APPS=["django.contrib.contenttypes", "post_office"],
        DATABASES={"default": {"ENGINE": "django.db.backends.sqlite3", "NAME": folder / "peer.db"}},
        DEFAULT_AUTO_FIELD="django.db.models.AutoField",
        EMAIL_BACKEND="post_office.EmailBackend",
        EMAIL_HOST="127.0.0.1",
        EMAIL_PORT=port,
        MEDIA_ROOT=folder / "files",
        TEMPLATES=[{"BACKEND": "django.template.backends.django.DjangoTemplates"}],
        USE_TZ=True,
        POST_OFFICE={
            "BACKENDS": {"default": "django.core.mail.backends.smtp.EmailBackend"},
            "BATCH_SIZE": 1000,
            "THREADS_PER_PROCESS": CONNECTIONS,
        },
    )
    django.setup()
    call_command("migrate", verbosity=0)


def queue(letters: list[list[str]]) -> None:
    """Put the letters into its queue: the same subject, texts and form."""
    from post_office import mail  # noqa: PLC0415  # its models exist once Django is set up

    for to, content in letters:
        whole = email.message_from_string(content, policy=default)
        parts = {part.get_content_type(): part for part in whole.walk()}
        files = [part for part in whole.walk() if part.get_filename()]
        mail.send(
            recipients=[to],
            sender="baocao@vpdp.example",
            subject=str(whole["Subject"]),
            message=text_of(parts["text/plain"]),
            html_message=text_of(parts["text/html"]),
            attachments={part.get_filename(): ContentFile(part.get_payload(decode=True)) for part in files},
            commit=True,
        )


def text_of(part: Message) -> str:
    return part.get_payload(decode=True).decode()


def main() -> None:
    """Queue, send, and print how long the sending took."""
    configure(int(sys.argv[2]), Path(sys.argv[3]))
    letters = json.loads(Path(sys.argv[1]).read_text())
    queue(letters)
    from post_office.mail import send_queued_mail_until_done  # noqa: PLC0415
    from post_office.models import STATUS, Email  # noqa: PLC0415

    begun = time.perf_counter()
    send_queued_mail_until_done(lockfile=sys.argv[3] + "/lock", processes=1)
    seconds = time.perf_counter() - begun
    sent = Email.objects.filter(status=STATUS.sent).count()
    if sent != len(letters):
        raise SystemExit(f"{sent} of {len(letters)} were sent")
    print(seconds)


if __name__ == "__main__":
    main()
