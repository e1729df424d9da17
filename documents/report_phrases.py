"""The fixed sentences of the official report in PDF, in one language; the .docx has them in its template."""

from documents.official_report import Report
from language.wording import Wording, wording
from models.digest_words import Words

Phrases = dict[str, str | list[str]]


def phrases(report: Report, words: Words) -> Phrases:
    """Every fixed sentence by the name that the template knows it by."""
    return _heading(report, words) | _parts(report, words) | _annexes(report, words)


def _heading(report: Report, words: Words) -> Phrases:
    story, letterhead = report.story, report.letterhead
    return _said(
        words,
        state=wording("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"),
        motto=wording("Độc lập - Tự do - Hạnh phúc"),
        number=wording("Số:        /{symbol}", symbol=letterhead.symbol),
        place_and_day=wording("{place}, ngày      tháng      năm {year}", place=letterhead.place, year=report.year),
        report=wording("BÁO CÁO"),
        to=wording("Kính gửi: {name}", name=story.committee),
        opening=wording(
            "Thực hiện {source}, {office} báo cáo {about}, {period} như sau ({frozen}; {window}):",
            source=story.source,
            office=story.office,
            about=report.about_lower,
            period=report.subtitle,
            frozen=report.frozen_lower,
            window=report.window_lower,
        ),
        closing=wording(
            "{office} kính báo cáo {committee} xem xét, chỉ đạo./.", office=story.office, committee=story.committee
        ),
        copies=wording("Nơi nhận:"),
        as_above=wording("Như trên;"),
    )


def _parts(report: Report, words: Words) -> Phrases:
    number = report.story.number
    left = len(report.story.items_left)
    found = _said(
        words,
        overview=wording("I. TÌNH HÌNH CHUNG"),
        changes=wording("1. Thay đổi so với kỳ trước"),
        items=wording("2. Nội dung đề nghị Ban Chỉ đạo xem xét, quyết định ({count})", count=number["proposals.total"]),
        left_out=wording("Kiến nghị không đưa vào nội dung đề nghị ({count}):", count=number["left_out.total"]),
        reason=wording("Lý do:"),
        followed=wording("Kết quả xử lý nội dung đã đề nghị ({count}):", count=number["followed_up.total"]),
        progress=wording("3. Tiến độ nhiệm vụ"),
        completed=wording("Hoàn thành"),
        not_completed=wording("Chưa hoàn thành"),
        dated=wording("Cộng nhiệm vụ có thời hạn"),
        apart=wording(
            "Tính riêng: nhiệm vụ thực hiện thường xuyên {continuing} (có kết quả báo cáo trong kỳ: {heard}); nhiệm vụ "
            "chưa xác định thời hạn {unsettled}.",
            continuing=number["table.continuing"],
            heard=number["table.continuing_reported"],
            unsettled=number["table.unsettled"],
        ),
        reporting=wording("4. Tình hình gửi báo cáo"),
        all_reported=wording("Tất cả cơ quan phải báo cáo đều đã báo cáo."),
        agencies=wording("cơ quan"),
        reports=wording("lượt"),
        reported_label=wording("Đã báo cáo kết quả:"),
        reported=wording(
            "{count} lượt. Cộng tất cả: {total} lượt.", count=number["reports.reported"], total=number["reports.total"]
        ),
        discipline=wording("5. Kỷ luật báo cáo, lời hẹn và xu hướng"),
        see_annex=wording("(Chi tiết tại Phụ lục II.)"),
        promises=wording("Lời hẹn của kỳ trước ({count}):", count=number["promises.total"]),
        clashes=wording("Báo cáo chủ trì và phối hợp không khớp ({count}):", count=number["clashes.total"]),
        assessment=wording("6. Đánh giá chung"),
        results=wording("II. KẾT QUẢ THỰC HIỆN TỪNG NHIỆM VỤ"),
        silent=wording("Kỳ này chưa có cơ quan nào được yêu cầu báo cáo nhiệm vụ này."),
    )
    more = wording("Và {count} kiến nghị khác, nêu trong bảng tính kèm theo.", count=words.number(left))
    return found | {
        "items_left": words.say(more) if left else "",
        "progress_heads": _listed(
            words,
            wording("Nhiệm vụ có thời hạn"),
            wording("Đúng hạn / trong hạn"),
            wording("Quá hạn"),
            wording("Cộng"),
        ),
    }


def _annexes(report: Report, words: Words) -> Phrases:
    letterhead = report.letterhead
    found = _said(
        words,
        annex_1=wording("Phụ lục I"),
        annex_1_name=wording("TIẾN ĐỘ, KẾT QUẢ THỰC HIỆN CÁC NHIỆM VỤ"),
        annex_2=wording("Phụ lục II"),
        annex_2_name=wording("KỶ LUẬT BÁO CÁO CỦA CÁC CƠ QUAN"),
        to_report=wording(
            "(Kèm theo Báo cáo số        /{symbol} ngày      /      /{year} của {office})",
            symbol=letterhead.symbol,
            year=report.year,
            office=report.story.office,
        ),
    )
    return found | {
        "task_heads": _listed(
            words,
            wording("TT"),
            wording("Nhiệm vụ"),
            wording("Kết quả yêu cầu"),
            wording("Thời gian hoàn thành"),
            wording("Cơ quan thực hiện"),
            wording("Tiến độ"),
            wording("Kết quả hiện nay"),
        ),
        "agency_heads": _listed(
            words,
            wording("TT"),
            wording("Cơ quan"),
            wording("Phải báo cáo"),
            wording("Đã báo cáo"),
            wording("Đúng hạn"),
            wording("Chậm"),
            wording("Ngày quá hạn: cơ quan / Văn phòng"),
        ),
    }


def _said(words: Words, **sentences: Wording) -> Phrases:
    return {name: words.say(sentence) for name, sentence in sentences.items()}


def _listed(words: Words, *sentences: Wording) -> list[str]:
    return [words.say(sentence) for sentence in sentences]
