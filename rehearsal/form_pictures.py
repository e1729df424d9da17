"""Pictures of a digest's files, as a reader's programs show them: pages of the report, of the workbook, of the PDF."""

import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

import pypdfium2
from PIL import Image
from sqlmodel import Session, col, select

from documents.fonts import FONTS
from models.database import open_engine, reading
from models.digest import SENT, Digest, DigestForm, forms_of

OFFICES = ("libreoffice", "soffice")
SCALE = 0.8  # of 72 dots an inch: a page of A4 is 476 pixels wide
SIGNED = "Nơi nhận"
GAP, GREY = 8, "#9aa3ad"
LONGEST = 300


def form_pictures(folder: Path, target: Path) -> Iterator[Path]:
    """Write a picture of each file of the digest that the rehearsal in `folder` sent last; none without LibreOffice."""
    office = next((path for path in map(shutil.which, OFFICES) if path), None)
    engine = open_engine(f"sqlite:///{folder / 'dondoc.db'}")
    with reading(engine) as session:
        forms = last_forms(session)
    engine.dispose()
    for form in forms if office else ():
        path = target / f"digest-{form.form}.png"
        side_by_side(pages_of(as_pdf(form, str(office)))).save(path, optimize=True)
        yield path


def last_forms(session: Session) -> list[DigestForm]:
    """The files of the digest that was sent last; none when none was."""
    sent = session.exec(select(Digest).where(Digest.state == SENT).order_by(col(Digest.id).desc())).first()
    return forms_of(session, sent.id or 0) if sent else []


def as_pdf(form: DigestForm, office: str) -> bytes:
    """The file as LibreOffice prints it, with the house's own fonts; a PDF as it is."""
    if form.form == "pdf":
        return form.content
    with TemporaryDirectory() as name:
        room = Path(name)
        (room / "data").mkdir()
        (room / "data" / "fonts").symlink_to(FONTS)
        (room / f"digest.{form.form}").write_bytes(form.content)
        command = [office, f"-env:UserInstallation={room.as_uri()}/profile", "--headless", "--convert-to", "pdf"]
        subprocess.run(  # noqa: S603 - the program of this machine, on a file of ours
            [*command, "--outdir", name, str(room / f"digest.{form.form}")],
            env={"HOME": name, "XDG_DATA_HOME": f"{name}/data", "PATH": "/usr/bin:/bin"},
            check=True,
            capture_output=True,
            timeout=LONGEST,
        )
        return (room / "digest.pdf").read_bytes()


def pages_of(pdf: bytes) -> list[Image.Image]:
    """The first two pages, and the one with the signature or else the third."""
    document = pypdfium2.PdfDocument(pdf)
    texts = [page.get_textpage().get_text_bounded() for page in document]
    signed = next((place for place, text in enumerate(texts) if SIGNED in text), 2)
    shown = [place for place in dict.fromkeys((0, 1, signed)) if place < len(document)]
    return [document[place].render(scale=SCALE).to_pil() for place in shown]


def side_by_side(pages: list[Image.Image]) -> Image.Image:
    """The pages in one row, in sixteen colours."""
    width = sum(page.width + GAP for page in pages) + GAP
    row = Image.new("RGB", (width, max(page.height for page in pages) + 2 * GAP), GREY)
    left = GAP
    for page in pages:
        row.paste(page, (left, GAP))
        left += page.width + GAP
    return row.quantize(16)
