"""The digest as an official report for Word, laid out by Decree 30/2020/NĐ-CP, from a template officials can edit."""

from io import BytesIO
from itertools import pairwise
from pathlib import Path
from typing import Any

from docx.oxml.ns import qn
from docx.oxml.parser import OxmlElement
from docx.shared import Cm
from docxtpl import DocxTemplate, InlineImage
from jinja2 import StrictUndefined
from jinja2.sandbox import SandboxedEnvironment

from documents.charts import digest_chart
from documents.official_report import REPORT, Report, report_of
from language.document_number import hyphens_in_numbers
from language.wording import SOURCE_LANGUAGE
from models.digest_data import DigestData
from models.digest_words import Words

TEMPLATES = Path(__file__).parent.parent / "templates" / "report"
CHART_WIDTH = Cm(14)


def template_for(locale: str) -> Path:
    """The template of that language, the Vietnamese one for any other."""
    own = TEMPLATES / f"digest.{locale}.docx"
    return own if own.exists() else TEMPLATES / "digest.docx"


def render_docx(data: DigestData, locale: str = SOURCE_LANGUAGE, template: Path | None = None) -> bytes:
    """The report as .docx; number, date and signature are left empty for the registry and the signer.

    Raises jinja2.UndefinedError when the template names a value that there is not.
    """
    report = report_of(data, locale)
    document = DocxTemplate(template or template_for(locale))
    chart = digest_chart(report.story, Words(data.head.zone, locale, REPORT))
    picture = InlineImage(document, BytesIO(chart.png()), width=CHART_WIDTH)
    house = SandboxedEnvironment(undefined=StrictUndefined, autoescape=True)
    document.render(report.values() | {"chart": picture}, house, autoescape=True)
    for shape in document.docx.inline_shapes:
        shape._inline.docPr.set("descr", chart.alt)
    _keep_numbers_whole(document)
    _describe(document, data, report)
    written = BytesIO()
    document.save(written)
    return written.getvalue()


def _keep_numbers_whole(document: DocxTemplate) -> None:
    """Put Word's own non-breaking hyphens into the numbers of documents."""
    for text in list(document.docx.element.body.iter(qn("w:t"))):
        whole = text.text or ""
        places = hyphens_in_numbers(whole)
        for first, end in reversed(list(pairwise([*places, None]))):
            text.addnext(_text(whole[(first or 0) + 1 : end]))
            text.addnext(OxmlElement("w:noBreakHyphen"))
        if places:
            _write(text, whole[: places[0]])


def _text(said: str) -> Any:
    return _write(OxmlElement("w:t"), said)


def _write(text: Any, said: str) -> Any:
    text.text = said
    text.set(qn("xml:space"), "preserve")
    return text


def _describe(document: DocxTemplate, data: DigestData, report: Report) -> None:
    properties, story = document.docx.core_properties, report.story
    properties.title, properties.author = f"{story.title}, {data.head.plan.short_name}", story.office
    properties.language = story.locale
    properties.created = properties.modified = data.frozen_at.replace(tzinfo=None)
