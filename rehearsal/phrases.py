"""What simulated agencies write: answers in the words that officials use, chosen by the rehearsal's seed."""

from dataclasses import dataclass
from random import Random

RESULTS = (
    "đã tổ chức 02 lớp tập huấn cho 120 lượt cán bộ cấp xã",
    "đã hướng dẫn 35 chủ thể hoàn thiện hồ sơ đánh giá, phân hạng",
    "đã ban hành văn bản chỉ đạo các đơn vị trực thuộc triển khai thực hiện",
    "đã phối hợp với báo, đài địa phương thực hiện 06 chuyên mục truyền thông",
    "đã kiểm tra 18 cơ sở có sản phẩm được công nhận; chưa phát hiện vi phạm",
    "đã hỗ trợ 12 chủ thể tham gia hội chợ, kết nối cung cầu",
    "đã rà soát vùng nguyên liệu gắn với 22 sản phẩm chủ lực",
)
DIFFICULTIES = (
    "kinh phí phân bổ chậm, định mức hỗ trợ chưa thống nhất",
    "chủ thể chủ yếu là hộ nhỏ, năng lực quản trị còn hạn chế",
    "cán bộ phụ trách kiêm nhiệm nhiều lĩnh vực",
)
PROPOSALS = (
    "đề nghị sớm ban hành Bộ Tài liệu tập huấn thống nhất trong cả nước",
    "đề nghị hướng dẫn cụ thể nội dung chi, mức chi cho Chương trình OCOP",
)
EVIDENCE = ("Kế hoạch số {number}/KH-UBND ngày {day:02d}/02/2023", "Công văn số {number}/CV-VP ngày {day:02d}/3/2023")


@dataclass(frozen=True)
class Said:
    """What an agency says on one task: the sentence as typed, and the fields as filled in on the page."""

    sentence: str
    fields: dict[str, str]


def say(random: Random, completes: bool = False) -> Said:
    """One answer; `completes` makes it a completed one with the document that shows it."""
    if completes:
        return _completed(random)
    if random.random() < 0.12:
        return Said("Không phát sinh trong kỳ.", {"status": "nothing"})
    percent = random.randrange(10, 90, 5)
    result = random.choice(RESULTS)
    fields = {"status": "in_progress", "percent": str(percent), "result": result[0].upper() + result[1:] + "."}
    sentence = f"Đang triển khai thực hiện, đạt {percent}%. Kết quả: {result}."
    if random.random() < 0.3:
        fields["difficulty"] = random.choice(DIFFICULTIES)
        sentence += f" Khó khăn, vướng mắc: {fields['difficulty']}."
    if random.random() < 0.12:
        fields["proposal"] = random.choice(PROPOSALS)
        sentence += f" Kiến nghị: {fields['proposal']}."
    return Said(sentence, fields)


def _completed(random: Random) -> Said:
    evidence = random.choice(EVIDENCE).format(number=random.randrange(40, 990), day=random.randrange(1, 15))
    result = "đã ban hành và gửi các đơn vị liên quan để thực hiện"
    fields = {"status": "completed", "percent": "100", "result": result.capitalize() + ".", "evidence": evidence}
    return Said(f"Đã hoàn thành. Kết quả: {result}. Văn bản: {evidence}.", fields)
