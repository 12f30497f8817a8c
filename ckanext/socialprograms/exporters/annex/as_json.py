"""The form as JSON: items by number, coded values by code and by label."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from typing import Any

from ckanext.socialprograms.exporters.annex.answers import Answer, AnsweredSection
from ckanext.socialprograms.official.annex import Annex

MEDIA_TYPE = "application/json"


def write(form: Annex, sections: Sequence[AnsweredSection], about: dict[str, str]) -> bytes:
    """Write the answers; ``about`` tells the record's address and date."""
    told = {
        "format": {"id": form.id, "name": form.name, "title": form.title},
        "record": about,
        "sections": [
            {"number": one.number, "label": one.label, "items": [_item(answer) for answer in one.answers]}
            for one in sections
        ],
    }
    return f"{json.dumps(told, ensure_ascii=False, indent=1)}\n".encode("utf-8", "replace")


def _item(answer: Answer) -> dict[str, Any]:
    return dict(_told(answer))


def _told(answer: Answer) -> Iterator[tuple[str, Any]]:
    item = answer.item
    if item.number:
        yield "number", item.number
    yield "label", item.label
    if item.field and not item.parts:
        yield "field", item.field
    if answer.parts:
        yield "parts", [_item(part) for part in answer.parts]
    elif answer.options:
        yield "options", [{"label": one.label, "chosen": one.is_chosen} for one in answer.options]
        if item.other:
            yield "other", answer.other or None
    elif item.kind in ("list", "links", "rows"):
        yield "value", list(answer.texts)
    elif item.kind:
        yield "value", answer.texts[0] if answer.texts else None
