"""Reading the body of a POST: never more than its limit, whatever its headers promise."""

import asyncio
from collections.abc import AsyncGenerator, Sequence
from dataclasses import dataclass, field
from urllib.parse import parse_qsl

from fastapi import HTTPException, Request
from starlette.datastructures import UploadFile
from starlette.formparsers import MultiPartException, MultiPartParser

LIMIT = 1_000_000
WITH_FILES = 25_000_000
MOST_FIELDS = 4000
FORM, MULTIPART = "application/x-www-form-urlencoded", "multipart/form-data"
SECONDS = {FORM: 60.0, MULTIPART: 600.0}


@dataclass(frozen=True)
class Uploaded:
    """One file that was chosen in the field `name`; its type is what the browser claims."""

    name: str
    filename: str
    content_type: str
    content: bytes = field(repr=False)


@dataclass(frozen=True)
class Posted:
    """A posted form: the last value of each field, every value of each, and its files."""

    fields: dict[str, str]
    values: tuple[tuple[str, str], ...] = ()
    files: tuple[Uploaded, ...] = ()

    def every(self, name: str) -> list[str]:
        """All values of one field: of boxes that share a name, those that were ticked."""
        return [value for one, value in self.values if one == name]


async def posted_form(request: Request) -> Posted:
    """The posted form.

    Raises HTTPException: 408 for what is still not there after SECONDS; 413 over LIMIT bytes of text, or WITH_FILES
    with files (announced or not); 415 for another kind of body; 400 for what is no form at all.
    """
    kind = request.headers.get("content-type", "").partition(";")[0].strip().lower()
    if kind not in (FORM, MULTIPART):
        raise HTTPException(415)
    try:
        async with asyncio.timeout(SECONDS[kind]):
            return await (_plain(request) if kind == FORM else _with_files(request))
    except TimeoutError as late:
        raise HTTPException(408) from late


async def _plain(request: Request) -> Posted:
    body = bytearray()
    async for chunk in _limited(request, LIMIT):
        body += chunk
    try:
        values = parse_qsl(bytes(body).decode(), keep_blank_values=True, max_num_fields=MOST_FIELDS)
    except ValueError as fault:
        raise HTTPException(400) from fault
    return _posted(values, ())


async def _with_files(request: Request) -> Posted:
    stream = _limited(request, WITH_FILES)
    parser = MultiPartParser(
        request.headers, stream, max_files=MOST_FIELDS, max_fields=MOST_FIELDS, max_part_size=LIMIT
    )
    try:
        form = await parser.parse()
    except MultiPartException as fault:
        raise HTTPException(413 if "maximum size" in fault.message else 400) from fault
    values = [(name, value) for name, value in form.multi_items() if isinstance(value, str)]
    if sum(len(value) for _, value in values) > LIMIT:
        raise HTTPException(413)
    files = [await _file(name, value) for name, value in form.multi_items() if isinstance(value, UploadFile)]
    return _posted(values, tuple(one for one in files if one.filename or one.content))


def _posted(values: Sequence[tuple[str, str]], files: tuple[Uploaded, ...]) -> Posted:
    """The form; without NULs, which no page sends and PostgreSQL refuses in a text."""
    plain = tuple((name.replace("\x00", ""), value.replace("\x00", "")) for name, value in values)
    return Posted(dict(plain), plain, files)


async def _file(name: str, uploaded: UploadFile) -> Uploaded:
    content = await uploaded.read()
    await uploaded.close()
    return Uploaded(name, uploaded.filename or "", uploaded.content_type or "", content)


async def _limited(request: Request, limit: int) -> AsyncGenerator[bytes, None]:
    announced = request.headers.get("content-length", "0")
    if not announced.isascii() or not announced.isdigit() or int(announced) > limit:
        raise HTTPException(413)
    read = 0
    async for chunk in request.stream():
        read += len(chunk)
        if read > limit:
            raise HTTPException(413)
        yield chunk
