"""The digest as an official report in PDF: tagged, accessible (PDF/UA-1), with its fonts inside."""

import json
from dataclasses import is_dataclass
from pathlib import Path
from typing import Any

import typst

from documents.charts import digest_chart
from documents.fonts import FONTS
from documents.official_report import REPORT, report_of
from documents.report_phrases import phrases
from language.wording import SOURCE_LANGUAGE
from models.digest_data import DigestData
from models.digest_words import Words

TEMPLATE = Path(__file__).parent.parent / "templates" / "report" / "digest.typ"


def render_pdf(data: DigestData, locale: str = SOURCE_LANGUAGE) -> bytes:
    """The report as PDF, the same bytes each time; number, date and signature are left empty.

    Raises typst.TypstError when it would not be accessible.
    """
    words = Words(data.head.zone, locale, REPORT)
    report = report_of(data, locale)
    chart = digest_chart(report.story, words)
    values = report.values() | {
        "say": phrases(report, words),
        "short_name": data.head.plan.short_name,
        "chart": chart.svg,
        "chart_alt": chart.alt,
    }
    return bytes(
        typst.compile(
            TEMPLATE,
            font_paths=[FONTS],
            ignore_system_fonts=True,
            format="pdf",
            pdf_standards="ua-1",
            timestamp=data.frozen_at,
            sys_inputs={"report": json.dumps(values, ensure_ascii=False, default=_plain)},
        )
    )


def _plain(value: Any) -> Any:
    if is_dataclass(value) and not isinstance(value, type):
        return _with_properties(value)
    return value.model_dump()


def _with_properties(value: Any) -> dict[str, Any]:
    """The fields, and what tasks know of themselves."""
    fields = {name: getattr(value, name) for name in value.__dataclass_fields__}
    return fields | ({"silent": value.silent} if hasattr(value, "silent") else {})
