"""The form as a Word document: a heading for each section, a frame for each item, to read or to fill in by hand."""

from __future__ import annotations

import io
import re
from collections.abc import Sequence
from typing import Any

import docx
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Pt

from ckanext.socialprograms.exporters.annex.answers import Answer, AnsweredSection, ticked
from ckanext.socialprograms.exporters.cells import readable
from ckanext.socialprograms.official.annex import Annex

MEDIA_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
_LANGUAGE = "es-MX"
_PARAGRAPHS = re.compile(r"\n\s*\n")


def write(form: Annex, sections: Sequence[AnsweredSection], about: dict[str, str]) -> bytes:
    """Write the answers."""
    document = docx.Document()
    title = f"{form.name}. {form.title}"
    document.core_properties.title = title
    document.core_properties.subject = readable(about["title"])
    document.core_properties.language = _LANGUAGE
    document.core_properties.author = readable(about["portal"])
    _speak_spanish(document)
    document.add_heading(title, 0)
    document.add_paragraph(about["address"])
    for section in sections:
        document.add_heading(f"{section.number}. {section.label}", 1)
        # One column: what stands in it is read as paragraphs, with their numbers and bullets.
        table = document.add_table(rows=0, cols=1, style="Table Grid")
        for answer in section.answers:
            cell = table.add_row().cells[0]
            _write(cell, answer)
            _drop(cell.paragraphs[0])
    written = io.BytesIO()
    document.save(written)
    return written.getvalue()


def _write(cell: Any, answer: Answer) -> None:
    label = cell.add_paragraph()
    label.paragraph_format.space_after = Pt(2)
    label.add_run(f"{answer.label}:").bold = True
    for option in answer.options:
        cell.add_paragraph(ticked(option))
    if answer.item.other:
        cell.add_paragraph(f"{answer.item.other_label}: {readable(answer.other)}")
    for part in answer.parts:
        _write(cell, part)
    for text in answer.texts:
        if answer.is_list:
            cell.add_paragraph(readable(text), style="List Bullet")
        else:
            for paragraph in _PARAGRAPHS.split(readable(text)):
                cell.add_paragraph(paragraph)
    if not (answer.texts or answer.options or answer.parts):
        cell.add_paragraph()


def _drop(paragraph: Any) -> None:
    """Take away the empty paragraph with which a cell is made."""
    paragraph._p.getparent().remove(paragraph._p)  # noqa: SLF001 (python-docx has no other way)


def _speak_spanish(document: Any) -> None:
    """Tell readers of the document aloud in which language it is."""
    defaults = document.styles.element.find(f"{qn('w:docDefaults')}/{qn('w:rPrDefault')}/{qn('w:rPr')}")
    for old in defaults.findall(qn("w:lang")):
        defaults.remove(old)
    language = OxmlElement("w:lang")
    language.set(qn("w:val"), _LANGUAGE)
    defaults.append(language)
