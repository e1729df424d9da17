"""Plain text whose lines a mail program broke (format=flowed, RFC 3676): its paragraphs as they were typed."""

import re

_MARKS = re.compile(r"^>+")
_SIGNATURE = "-- "


def unflowed(text: str, *, delete_space: bool = False) -> str:
    """The lines of each paragraph joined, quotation marks kept; `delete_space` is the parameter DelSp=yes."""
    lines: list[str] = []
    open_depth = -1  # of a last line that goes on; -1 when it does not
    for line in text.split("\n"):
        depth, content = _apart(line)
        flows = content.endswith(" ") and content != _SIGNATURE
        kept = content[:-1] if flows and delete_space else content
        if depth == open_depth and content != _SIGNATURE:
            lines[-1] += kept
        else:
            lines.append(f"{'>' * depth} {kept}" if depth else kept)
        open_depth = depth if flows else -1
    return "\n".join(line.rstrip(" ") if line != _SIGNATURE else line for line in lines)


def _apart(line: str) -> tuple[int, str]:
    """The quote depth of a line and its text without marks and without the stuffed space (RFC 3676 section 4.4)."""
    found = _MARKS.match(line)
    depth = len(found.group()) if found else 0
    content = line[depth:]
    return depth, content[1:] if content.startswith(" ") else content
