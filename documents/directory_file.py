"""The directory's file (agencies.yaml) as a `Directory`, with what is wrong in it."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from documents.yaml_file import Entry, read_yaml
from language.wording import wording
from models.directory import AgencyEntry, CollectiveEntry, Directory
from models.problem import Problem


@dataclass(frozen=True)
class DirectoryRead:
    """The directory of a file; entries with problems are left out of it."""

    directory: Directory
    problems: tuple[Problem, ...] = ()


def read_directory(path: Path) -> DirectoryRead:
    """The agencies and collectives of a YAML file; never fails, an unreadable file gives an empty directory."""
    source = read_yaml(path)
    problems = list(source.problems)
    agencies: dict[str, AgencyEntry] = {}
    for entry in source.entries("agencies"):
        read = _agency(entry)
        if isinstance(read, AgencyEntry) and read.id in agencies:
            read = Problem(entry.place, read.id, wording("Mã cơ quan {id} đã có ở trên.", id=read.id))
        if isinstance(read, Problem):
            problems.append(read)
        else:
            agencies[read.id] = read
    collectives = [_collective(entry) for entry in source.entries("collectives") if not _is_grammar(entry)]
    if not agencies and not problems:
        problems.append(Problem(path.name, "", wording("Danh bạ không có cơ quan nào (mục “agencies”).")))
    directory = Directory(agencies, {collective.id: collective for collective in collectives})
    return DirectoryRead(directory, (*problems, *_dangling(directory, path.name)))


def _agency(entry: Entry) -> AgencyEntry | Problem:
    missing = [key for key in ("id", "vi", "kind") if not entry.text(key)]
    if missing:
        why = wording("Cơ quan thiếu {missing}.", missing=", ".join(missing))
        return Problem(entry.place, entry.text("id") or entry.text("vi"), why)
    try:
        valid_from, valid_to = entry.day("valid_from"), entry.day("valid_to")
    except ValueError:
        why = wording("Ngày hiệu lực phải viết dạng 2025-07-01.")
        return Problem(entry.place, entry.text("id"), why)
    aliases = entry.texts("aliases")
    return AgencyEntry(
        id=entry.text("id"),
        vi=entry.text("vi"),
        en=entry.text("en") or entry.text("vi"),
        kind=entry.text("kind"),
        short=entry.text("short") or next(iter(aliases), entry.text("vi")),
        aliases=aliases,
        valid_from=valid_from,
        valid_to=valid_to,
        successors=entry.texts("successors") or entry.texts("successor"),
        note=entry.text("note"),
    )


def _is_grammar(entry: Entry) -> bool:
    """ "Bộ X và các … liên quan" illustrates how phrases combine; reading phrases knows that already."""
    return "explicit" in _expansion(entry)


def _expansion(entry: Entry) -> Mapping[str, Any]:
    expansion = entry.values.get("expands_to")
    return expansion if isinstance(expansion, dict) else {}


def _collective(entry: Entry) -> CollectiveEntry:
    """Kinds or a list of ids make a closed set; anything else leaves it open until the office names members."""
    expansion = _expansion(entry)
    parts = expansion.get("any_of") if isinstance(expansion.get("any_of"), list) else [expansion]
    kinds = tuple(str(part["kind"]) for part in parts or [] if isinstance(part, dict) and part.get("kind"))
    listed = expansion.get("list")
    members = tuple(str(member) for member in listed) if isinstance(listed, list) else ()
    return CollectiveEntry(
        id=entry.text("id"),
        patterns=entry.texts("patterns"),
        kinds=kinds,
        open=not kinds and not members,
        practice=entry.text("practice"),
        members=members,
        open_when_coordinating=len(kinds) > 1,
    )


def _dangling(directory: Directory, place: str) -> Iterable[Problem]:
    """Successors and members that the directory does not have."""
    named = [(agency.id, other) for agency in directory.agencies.values() for other in agency.successors]
    named += [(entry.id, other) for entry in directory.collectives.values() for other in entry.members]
    for owner, other in named:
        if other not in directory.agencies:
            why = wording("{owner} nêu {other}, danh bạ không có mã này.", owner=owner, other=other)
            yield Problem(place, other, why)
