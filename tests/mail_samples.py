"""Replies to read, put together for a test, and the letter of ours that they quote."""

OURS = (
    "Kính gửi Sở Nông nghiệp và Môi trường,\n\n"
    "Đề nghị Quý cơ quan báo cáo các nhiệm vụ sau:\n\n"
    "I.2.a. Rà soát, hoàn thiện cơ chế, chính sách hỗ trợ\n\n"
    "I.2.b. Tổ chức đào tạo, tập huấn cho cán bộ các cấp\n\n"
    "Trân trọng.\n"
)
QUOTED = "".join(f"> {line}\n" for line in OURS.splitlines())
ATTRIBUTION = "Vào Th 6, 10 thg 3, 2023 vào lúc 08:00 Văn phòng <vp@vp.invalid> đã viết:\n\n"


def letter(body: str = "Đã hoàn thành.", subject: str = "Re: Đề nghị báo cáo", **headers: str) -> bytes:
    fields = {
        "From": "Sở <so@tinh.invalid>",
        "To": "vp+abc@vp.invalid",
        "Date": "Fri, 10 Mar 2023 09:00:00 +0700",
        "Message-ID": "<2@tinh.invalid>",
        "Subject": subject,
        "Content-Type": "text/plain; charset=utf-8",
        **{name.replace("_", "-"): value for name, value in headers.items()},
    }
    head = "".join(f"{name}: {value}\r\n" for name, value in fields.items())
    return f"{head}\r\n{body}".encode()


def html_letter(body: str) -> bytes:
    return letter(body, Content_Type="text/html; charset=utf-8")
