"""The fonts of reports: all there, and a broken or missing one is found."""

import shutil
from pathlib import Path

from documents.fonts import FONTS, missing_faces


def test_every_face_that_reports_are_set_in_comes_with_dondoc():
    assert missing_faces() == []


def test_a_face_that_is_gone_or_broken_is_named(tmp_path: Path):
    shutil.copytree(FONTS, tmp_path / "fonts")
    (tmp_path / "fonts/tinos/Tinos_700Bold.ttf").unlink()
    (tmp_path / "fonts/be-vietnam-pro/BeVietnamPro_400Regular.ttf").write_bytes(b"not a font")
    assert missing_faces(tmp_path / "fonts") == ["Tinos normal 700", "Be Vietnam Pro normal 400"]
