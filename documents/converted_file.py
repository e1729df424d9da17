"""Old and foreign word-processor files (.doc, .rtf, .odt) through LibreOffice, where it is installed."""

import shutil
import subprocess
from pathlib import Path
from tempfile import TemporaryDirectory

from documents.refusal import Refusal
from language.wording import wording

_PROGRAMS = ("soffice", "libreoffice")
_LONGEST = 90  # seconds
_SAVE = "Mở tệp bằng Word, chọn Lưu thành (Save As) kiểu “Word Document (.docx)”, rồi đọc tệp .docx đó."


def converted(raw: bytes, suffix: str) -> bytes | Refusal:
    """The file as .docx bytes; refused where LibreOffice is not installed or cannot read it."""
    program = next((found for name in _PROGRAMS if (found := shutil.which(name))), None)
    if program is None:
        return Refusal(wording("Tệp Word kiểu cũ (.doc, .rtf, .odt): máy này không có LibreOffice để mở."), _SAVE)
    with TemporaryDirectory() as folder:
        source = Path(folder) / f"plan{suffix if suffix.lower() in ('.doc', '.rtf', '.odt') else '.doc'}"
        source.write_bytes(raw)
        try:
            subprocess.run(  # noqa: S603 - no shell; the file is our own copy under a fixed name
                [program, "--headless", "--norestore", f"-env:UserInstallation=file://{folder}/profile",
                 "--convert-to", "docx:MS Word 2007 XML", "--outdir", folder, str(source)],
                capture_output=True, timeout=_LONGEST, check=True,
            )  # fmt: skip
            return (Path(folder) / "plan.docx").read_bytes()
        except (subprocess.SubprocessError, OSError):
            return Refusal(wording("LibreOffice không mở được tệp này."), _SAVE)
