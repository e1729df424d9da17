"""How the office's reports are headed and signed: what Decree 30/2020/NĐ-CP, Annex I, wants beside the text itself."""

from pydantic import Field

from models.strict import Strict


class Letterhead(Strict):
    """The parts of an official report that a plan's policy states; number, date and signature stay with the registry.

    `parent` is the body above the office (box 2), `symbol` follows the number (box 3), `place` the date (box 4),
    `authority` and `post` stand above the signature (box 7: "KT. CHÁNH VĂN PHÒNG", "PHÓ CHÁNH VĂN PHÒNG"),
    `recipients` are the lines of "Nơi nhận" (box 9b) after the addressee.
    """

    parent: str = ""
    symbol: str = "BC"
    place: str = "Hà Nội"
    authority: str = ""
    post: str = "CHÁNH VĂN PHÒNG"
    recipients: tuple[str, ...] = Field(default=("Lưu: VT",), min_length=1)
