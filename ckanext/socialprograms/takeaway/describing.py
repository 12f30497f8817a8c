"""A record in a few sentences, in the language of the reader."""

from __future__ import annotations

from typing import Any

import ckan.plugins.toolkit as tk

from ckanext.socialprograms.exporters.record import agency
from ckanext.socialprograms.language import told
from ckanext.socialprograms.pages.dates import shortened
from ckanext.socialprograms.pages.preview import Words, preview
from ckanext.socialprograms.records import values

_LONGEST = 320


def described(data: dict[str, Any]) -> str:
    """Say who, how much, where and until when, and then what the record says of itself, as far as there is room."""
    words = Words(tk.h.socialprograms_date, tk.h.socialprograms_money, _plain)
    sentences = [told(sentence) for sentence in preview(data, agency(data), tk.h.socialprograms_today(), words)]
    own = _plain(values.text(data, "notes") or values.text(data, "main_objective"))
    return shortened(" ".join([*sentences, own]), _LONGEST)


def _plain(text: str) -> str:
    return tk.h.markdown_extract(text, extract_length=0) if text else ""
