"""Reading the body of a POST: never more than its limit, whatever its headers promise."""

from urllib.parse import parse_qsl

from fastapi import HTTPException, Request

LIMIT = 1_000_000
MOST_FIELDS = 4000
FORM = "application/x-www-form-urlencoded"


async def posted_fields(request: Request) -> dict[str, str]:
    """The fields of a posted form, the last value of each name.

    Raises HTTPException: 413 over LIMIT bytes (announced or not), 415 for another kind of body, 400 for what is no
    form at all.
    """
    if request.headers.get("content-type", "").partition(";")[0].strip().lower() != FORM:
        raise HTTPException(415)
    body = await _body(request)
    try:
        return dict(parse_qsl(body.decode(), keep_blank_values=True, max_num_fields=MOST_FIELDS))
    except ValueError as fault:
        raise HTTPException(400) from fault


async def _body(request: Request) -> bytes:
    announced = request.headers.get("content-length", "0")
    if not announced.isascii() or not announced.isdigit() or int(announced) > LIMIT:
        raise HTTPException(413)
    body = bytearray()
    async for chunk in request.stream():
        body += chunk
        if len(body) > LIMIT:
            raise HTTPException(413)
    return bytes(body)
