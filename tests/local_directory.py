"""A directory with the bodies of one province beside the national ones, for annexes of provinces."""

from pathlib import Path

from documents.directory_file import read_directory
from models.directory import AgencyEntry, CollectiveEntry, Directory

NATIONAL = read_directory(Path(__file__).parent.parent / "plans" / "ocop-2021-2025" / "agencies.yaml").directory
DEPARTMENTS = {
    "so-tc": "Sở Tài chính",
    "so-nv": "Sở Nội vụ",
    "so-tp": "Sở Tư pháp",
    "so-yt": "Sở Y tế",
    "so-xd": "Sở Xây dựng",
    "so-ct": "Sở Công Thương",
    "so-gddt": "Sở Giáo dục và Đào tạo",
    "so-khcn": "Sở Khoa học và Công nghệ",
    "so-nnmt": "Sở Nông nghiệp và Môi trường",
    "so-vhttdl": "Sở Văn hóa, Thể thao và Du lịch",
    "so-dttg": "Sở Dân tộc và Tôn giáo",
    "so-ngv": "Sở Ngoại vụ",
    "ttt": "Thanh tra {level}",
    "vp-ubnd": "Văn phòng Ủy ban nhân dân {level}",
    "ca": "Công an {level}",
    "bchqs": "Bộ Chỉ huy Quân sự {level}",
    "thue": "Thuế {level}",
    "bql-kkt": "Ban Quản lý Khu kinh tế {level}",
    "bao-ptth": "Báo và Phát thanh, Truyền hình {level}",
    "mttq": "Ủy ban Mặt trận Tổ quốc Việt Nam {level}",
    "lmhtx": "Liên minh Hợp tác xã {level}",
    "tt-hcc": "Trung tâm Phục vụ hành chính công {level}",
    "bhxh": "Bảo hiểm xã hội {level}",
    "nhnn-kv": "Ngân hàng Nhà nước Chi nhánh Khu vực 8",
    "vnpt": "VNPT {place}",
}


def local(level: str, communes: tuple[str, ...] = ()) -> Directory:
    """The national directory with the departments of a province ("tỉnh Nghệ An") and some of its communes."""
    place = level.removeprefix("tỉnh ").removeprefix("thành phố ")
    names = {key: name.format(level=level, place=place) for key, name in DEPARTMENTS.items()}
    names |= {f"xa-{n}": f"Ủy ban nhân dân {commune}" for n, commune in enumerate(communes, 1)}
    entries = {key: AgencyEntry(key, name, name, "department", name) for key, name in names.items()}
    everywhere = CollectiveEntry("all-communes", ("UBND các xã, phường", "UBND cấp xã"), kinds=("commune",))
    kept = {key: one for key, one in NATIONAL.collectives.items() if key != "functional-lead"}
    return Directory({**NATIONAL.agencies, **entries}, {"all-communes": everywhere, **kept})
