"""Writing the answer form of one agency as an .xlsx file: the mould filled in, the same bytes for the same data."""

import io
import math
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from html import escape

from documents.form_layout import COLUMNS, ID_MARK, Column
from documents.form_mould import HEADER_ROW, SHEET_PART, Mould, mould, pack
from language.dates import short_date
from language.text import composed
from language.wording import SOURCE_LANGUAGE, wording
from models.digest_labels import STATUSES

CONTENT_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
LINE_HEIGHT, LEAST_HEIGHT, MOST_HEIGHT = 15, 48, 405  # points; Excel knows no row above 409

_MARK = re.compile("@@([a-z]+)@@")
_NO_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
_CODED = re.compile("_(x[0-9a-fA-F]{4}_)")
_AWKWARD = re.compile("[&<>\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]|_x")


@dataclass(frozen=True, kw_only=True)
class FormTask:
    """One obligation as its row shows it; `role` is lead or coordinating.

    `earlier_status`, `earlier_percent` and `earlier_forecast` are what the agency itself reported the time before.
    """

    obligation_id: int
    code: str
    title: str
    role: str
    due_on: date
    occasion_name: str = ""
    earlier_status: str = ""
    earlier_percent: int | None = None
    earlier_forecast: date | None = None


@dataclass(frozen=True, kw_only=True)
class Form:
    """The form that goes with one letter: whose it is, for which period, and its tasks.

    `thread_tag` is the letter's, "[OCOP-12]": by it the form is known when it comes back alone.
    """

    thread_tag: str
    agency_name: str
    plan_name: str
    period_name: str
    window_first: date
    window_last: date
    reply_deadline: date
    office_name: str
    office_contact: str
    tasks: tuple[FormTask, ...]
    trial: bool = False

    @property
    def filename(self) -> str:
        """The file's name."""
        return form_name(self.thread_tag)


def write_form(form: Form, locale: str = SOURCE_LANGUAGE) -> bytes:
    """The form as the bytes of an .xlsx file."""
    shape = mould(locale)
    rows = list(_rows(form, shape, locale))
    sheet = "".join((_filled(shape.head, _top(form, locale, len(rows))), *rows))
    file = io.BytesIO(shape.rest)
    pack(file, SHEET_PART, (sheet + _filled(shape.tail, _below(form, len(rows)))).encode())
    return file.getvalue()


def form_name(thread_tag: str) -> str:
    """The file's name, ASCII: "bieu-tra-loi-OCOP-12.xlsx"."""
    plain = re.sub(r"[^A-Za-z0-9-]+", "", thread_tag) or "dondoc"
    return f"bieu-tra-loi-{plain}.xlsx"


def _filled(text: str, values: Mapping[str, str]) -> str:
    return "".join(values[part] if place % 2 else part for place, part in enumerate(_cut(text)))


@lru_cache(maxsize=64)
def _cut(text: str) -> list[str]:
    """The text between the marks, and the marks' names, by turns."""
    return _MARK.split(text)


def _top(form: Form, locale: str, rows: int) -> dict[str, str]:
    title = wording("BIỂU TRẢ LỜI BÁO CÁO {period}", period=form.period_name.upper()).say(locale)
    if form.trial:
        title = f"{wording('[THỬ NGHIỆM]').say(locale)} {title}"
    about = wording(
        "{plan}. Số liệu từ {first} đến hết {last}. Hạn gửi Văn phòng: {due}.",
        plan=form.plan_name,
        first=short_date(form.window_first),
        last=short_date(form.window_last),
        due=short_date(form.reply_deadline),
    )
    thread = wording(
        "Ký hiệu thư: {tag}. Gửi lại cho: {office}, {contact}.",
        tag=form.thread_tag,
        office=form.office_name,
        contact=form.office_contact,
    )
    told = {
        "tag": form.thread_tag,
        "title": title,
        "agency": wording("Cơ quan: {name}", name=form.agency_name).say(locale),
        "period": about.say(locale),
        "notes": "\n".join(note.say(locale) for note in NOTES),
        "thread": thread.say(locale),
        "last": str(HEADER_ROW + rows),
    }
    return {key: _xml(text) for key, text in told.items()}


NOTES = (
    wording("1. Chỉ điền các ô màu vàng. Có thể trả lời từng phần; dòng để trống coi như chưa trả lời."),
    wording(
        "2. Cột “Tình hình”: chọn trong danh sách. Không có gì mới trong kỳ: chọn “Không phát sinh”. Không phải việc "
        "của cơ quan: chọn “Không thuộc trách nhiệm” và ghi ở cột “Kết quả” việc ấy của cơ quan nào."
    ),
    wording("3. Tỷ lệ: số nguyên từ 0 đến 100, không gõ dấu %. Ngày: ngày/tháng/năm, ví dụ 30/06/2027."),
    wording("4. Lưu tệp, rồi đính kèm khi trả lời thư của Văn phòng; không lưu dạng có macro, không đặt mật khẩu."),
)


def _below(form: Form, rows: int) -> dict[str, str]:
    # An ampersand starts a code in a footer (ECMA-376 part 1, 18.3.1.46); two stand for one.
    return {"footer": _xml(f"{form.thread_tag} {form.agency_name}".replace("&", "&&")), "last": str(HEADER_ROW + rows)}


def _rows(form: Form, shape: Mould, locale: str) -> Iterator[str]:
    number = HEADER_ROW
    for role, said in SECTIONS.items():
        tasks = [task for task in form.tasks if task.role == role]
        if tasks:
            number += 1
            text = said.say(locale).format(count=len(tasks))
            yield _filled(shape.rows["section"], {"row": str(number), "height": "21", "text": _xml(text)})
        for task in tasks:
            number += 1
            texts = _texts(form, task, locale)
            told = {key: _xml(text) for key, text in texts.items()}
            yield _filled(shape.rows[role], told | {"row": str(number), "height": str(_height(texts))})


SECTIONS = {
    "lead": wording("NHIỆM VỤ CƠ QUAN CHỦ TRÌ ({count})", count="{count}"),
    "coordinating": wording(
        "NHIỆM VỤ CƠ QUAN PHỐI HỢP ({count}): ghi phần việc đã phối hợp ở cột “Kết quả”, ý kiến với cơ quan chủ trì ở "
        "cột “Kiến nghị”",
        count="{count}",
    ),
}


def _texts(form: Form, task: FormTask, locale: str) -> dict[str, str]:
    title = task.title
    if task.occasion_name and task.occasion_name != form.period_name:
        title = f"{title}\n{wording('Báo cáo cho: {name}', name=task.occasion_name).say(locale)}"
    return {
        "id": f"{ID_MARK}{task.obligation_id}",
        "code": task.code,
        "title": title,
        "due": short_date(task.due_on),
        "earlier": _earlier(task, locale),
    }


def _earlier(task: FormTask, locale: str) -> str:
    parts = [STATUSES[task.earlier_status].say(locale)] if task.earlier_status in STATUSES else []
    if task.earlier_percent is not None:
        parts.append(f"{task.earlier_percent}%")
    if task.earlier_forecast is not None:
        parts.append(wording("dự kiến xong {day}", day=short_date(task.earlier_forecast)).say(locale))
    return ", ".join(parts)


def _height(texts: Mapping[str, str]) -> int:
    """Points enough for the row's longest text: LibreOffice lays text over the next row when none is set."""
    lines = max(_lines(texts[column.key], column) for column in SHOWN)
    return min(max(lines * LINE_HEIGHT + 3, LEAST_HEIGHT), MOST_HEIGHT)


SHOWN = tuple(column for column in COLUMNS if not column.answers and column.key != "id")


def _lines(text: str, column: Column) -> int:
    return sum(max(1, math.ceil(len(line) / column.width)) for line in text.splitlines() or [""])


def _xml(text: str) -> str:
    """The text as it stands in the sheet; what XML cannot hold goes, and "_x0041_" is no code for "A"."""
    plain = composed(text)
    if _AWKWARD.search(plain) is None:
        return plain
    return escape(_CODED.sub(r"_x005F_\1", _NO_XML.sub("", plain)), quote=False)
