"""Pages as responses: the templates, the headers every answer of this server carries, and what refusals say."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from urllib.parse import urlsplit

from fastapi import Request, Response
from fastapi.responses import HTMLResponse

from casework.opening import EXPIRED, SETTLED, Refusal
from language.wording import Wording, wording
from mail.render import environment
from web.limits import SAFE, Allowance

HEADERS = {
    "Content-Security-Policy": (
        "default-src 'none'; style-src 'self'; img-src 'self' data:; form-action 'self'; "
        "base-uri 'none'; frame-ancestors 'none'"
    ),
    "Referrer-Policy": "no-referrer",
    "Cache-Control": "no-store",
    "X-Robots-Tag": "noindex, nofollow",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Cross-Origin-Embedder-Policy": "require-corp",
    "Permissions-Policy": (
        "accelerometer=(), camera=(), display-capture=(), geolocation=(), gyroscope=(), magnetometer=(), "
        "microphone=(), midi=(), payment=(), usb=()"
    ),
    "X-Permitted-Cross-Domain-Policies": "none",
    "X-DNS-Prefetch-Control": "off",
}
BY_TLS = {"Strict-Transport-Security": "max-age=31536000; includeSubDomains"}

ELSEWHERE = (wording("Không có trang này"), wording("Đề nghị mở lại đường dẫn trong thư của Văn phòng."))
BROKEN = (
    wording("Có lỗi ở phía Văn phòng"),
    wording("Nội dung vừa gửi có thể chưa được ghi nhận. Xin quay lại trang trước và gửi lại sau ít phút."),
)
UNKNOWN_KEY = (
    wording("Đường dẫn không đúng"),
    wording("Đường dẫn này không mở được trang trả lời nào; có thể đã bị thiếu ký tự khi sao chép."),
)
EXPIRED_KEY = (
    wording("Đường dẫn không còn hiệu lực"),
    wording("Đường dẫn này đã được thay bằng đường dẫn mới, hoặc kế hoạch đã kết thúc. Báo cáo đã gửi vẫn được lưu."),
)
SETTLED_KEY = (
    wording("Việc này đã được quyết định"),
    wording("Nội dung mà đường dẫn này hỏi đã được quyết định, hoặc đã có nội dung mới thay thế."),
)
REFUSALS: dict[int, tuple[Wording, Wording]] = {
    404: ELSEWHERE,
    405: ELSEWHERE,
    400: (wording("Không đọc được nội dung gửi"), wording("Xin mở lại trang trả lời và gửi lại.")),
    413: (
        wording("Nội dung gửi quá lớn"),
        wording(
            "Phần chữ mỗi lần gửi không quá 1 MB, cả tệp kèm theo không quá 25 MB; chưa có nội dung nào được ghi nhận. "
            "Xin ghi gọn hơn, hoặc gửi tệp lớn thành nhiều lần."
        ),
    ),
    403: (
        wording("Không nhận nội dung gửi từ trang khác"),
        wording("Nội dung này không được gửi từ trang trả lời. Xin mở lại đường dẫn trong thư và gửi từ trang đó."),
    ),
    408: (
        wording("Nội dung gửi đến quá chậm"),
        wording("Chưa có nội dung nào được ghi nhận. Xin gửi lại khi đường truyền tốt hơn, hoặc gửi qua thư điện tử."),
    ),
    429: (
        wording("Quá nhiều lượt mở trang"),
        wording("Từ địa chỉ mạng này có quá nhiều lượt trong một phút. Xin đợi một phút rồi mở lại."),
    ),
    415: (wording("Không đọc được nội dung gửi"), wording("Xin gửi bằng mẫu trên trang trả lời.")),
}


@dataclass(frozen=True)
class Office:
    """Who a page says it comes from, and in which language it speaks."""

    name: str
    address: str
    locale: str


def page(office: Office, template: str, status: int = 200, **values: object) -> HTMLResponse:
    """The page of `templates/web/<template>`."""
    shown = environment(office.locale, "web").get_template(template)
    common = {"office_name": office.name, "office_address": office.address, "locale": office.locale}
    return HTMLResponse(shown.render(**common, **values), status, headers=HEADERS)


def refusal(office: Office, status: int, said: tuple[Wording, Wording] | None = None) -> HTMLResponse:
    """The page that says why there is nothing here, and how to reach the office."""
    title, advice = said or REFUSALS.get(status, BROKEN if status >= 500 else ELSEWHERE)
    return page(office, "refusal.html", status, title=title.say(office.locale), advice=advice.say(office.locale))


def refused(office: Office, why: Refusal) -> HTMLResponse:
    """The page for a key that opens nothing: never given out, not valid any more, or already decided on."""
    status, said = {EXPIRED: (410, EXPIRED_KEY), SETTLED: (410, SETTLED_KEY)}.get(why.reason, (404, UNKNOWN_KEY))
    return refusal(office, status, said)


GoOn = Callable[[Request], Awaitable[Response]]


def guard(office: Office, allowance: Allowance) -> Callable[[Request, GoOn], Awaitable[Response]]:
    """What every request passes: not too many from one address, no form from another site; and the headers go on.

    Those are given to what was not made by `page` as well: files, redirects, plain answers.
    """

    async def guarded(request: Request, go_on: GoOn) -> Response:
        address = request.client.host if request.client else ""
        if not allowance.allows(address, request.method):
            response: Response = refusal(office, 429)
            response.headers["Retry-After"] = "60"
        elif request.method not in SAFE and from_elsewhere(request):
            response = refusal(office, 403)
        else:
            response = await go_on(request)
        for name, value in (HEADERS | (BY_TLS if request.url.scheme == "https" else {})).items():
            response.headers.setdefault(name, value)
        return response

    return guarded


def from_elsewhere(request: Request) -> bool:
    """Whether a browser says that another site sends this form (Fetch Metadata, else the Origin header).

    Our own pages send no referrer, and so `Origin: null`; what is no browser says nothing.
    """
    site = request.headers.get("sec-fetch-site")
    if site is not None:
        return site not in ("same-origin", "none")
    origin = request.headers.get("origin", "null")
    return origin != "null" and urlsplit(origin).netloc != request.headers.get("host")
