"""The form as a tagged PDF (PDF/UA-1): language, title, headings and tables that a screen reader can walk."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Sequence
from importlib import resources
from itertools import groupby
from typing import Any

import typst

from ckanext.socialprograms.exporters.annex.answers import Answer, AnsweredSection, ticked
from ckanext.socialprograms.exporters.cells import readable
from ckanext.socialprograms.official.annex import Annex

MEDIA_TYPE = "application/pdf"
_PARAGRAPHS = re.compile(r"\n\s*\n")
_SHORT = 160
"""Letters of an answer that stands in a table."""
_HEADS = {"item": "Apartado", "answer": "Respuesta", "nothing": "Sin información publicada"}
"""The form is in Spanish whatever the language of the page that it was asked from."""


def write(form: Annex, sections: Sequence[AnsweredSection], about: dict[str, str]) -> bytes:
    """Write the answers. A text in letters that the built-in fonts lack leaves the PDF tagged, but short of PDF/UA."""
    told = {
        **_HEADS,
        "title": f"{form.name}. {form.title}",
        "subject": readable(about["title"]),
        "portal": readable(about["portal"]),
        "address": about["address"],
        "sections": [{"title": f"{one.number}. {one.label}", "groups": list(_groups(one.answers))} for one in sections],
    }
    template = resources.files("ckanext.socialprograms.exporters.annex").joinpath("annex.typ").read_bytes()
    given = {"sys_inputs": {"data": json.dumps(told)}, "ignore_system_fonts": True}
    try:
        return _made(typst.compile(template, pdf_standards=["ua-1"], **given))
    except typst.TypstError:
        return _made(typst.compile(template, **given))


def _made(pages: Any) -> bytes:
    return bytes(pages)


def _groups(answered: Sequence[Answer]) -> Iterator[dict[str, Any]]:
    """Give runs of short answers, which make a table, and of long ones, each under a heading of its own."""
    rows = (row for answer in answered for row in _rows(answer))
    for is_long, items in groupby(rows, key=_is_long):
        yield {"is_long": is_long, "items": list(items)}


def _is_long(row: dict[str, Any]) -> bool:
    letters = sum(len(paragraph) for text in row["texts"] for paragraph in text)
    return letters > _SHORT or len(row["texts"]) > 1 or any(len(text) > 1 for text in row["texts"])


def _rows(answer: Answer) -> Iterator[dict[str, Any]]:
    """Give an item and its parts as rows; what heads others without a field of its own has none."""
    if answer.item.kind and not answer.parts:
        options = [{"chosen": one.is_chosen, "text": ticked(one)} for one in answer.options]
        if answer.other:
            options.append({"chosen": True, "text": f"{answer.item.other_label}: {readable(answer.other)}"})
        texts = [_PARAGRAPHS.split(readable(text)) for text in answer.texts]
        yield {"label": answer.label, "is_list": answer.is_list, "texts": texts, "options": options}
    for part in answer.parts:
        for row in _rows(part):
            yield {**row, "label": f"{answer.item.number} {row['label']}"}
