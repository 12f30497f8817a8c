"""Texts with the letters and signs that people would type: what is copied from elsewhere may only look like them."""

from __future__ import annotations

import re
import unicodedata

import polars as pl

_UNSEEN = "[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufeff]"
_DASHES = "[\u2010-\u2015\u2212]"
_ODD = "[\u00a0\u00ad\u2000-\u206f\u2212\u3000\ufe00-\ufe0f\ufeff\uff01-\uff5e\U0001d400-\U0001d7ff]"
"""Spaces that do not break, signs without width, dashes that are no hyphens, letters of other widths and styles."""


def typed(batch: pl.DataFrame) -> pl.DataFrame:
    """Give a batch of a table with plain letters and signs; columns in which nothing is odd stay as they are."""
    beyond = batch.select((pl.all().str.len_bytes() != pl.all().str.len_chars()).any()).row(0)
    names = [name for name, is_beyond in zip(batch.columns, beyond, strict=True) if is_beyond]
    if not names:
        return batch
    odd = batch.select(pl.col(names).str.contains(_ODD).any()).row(0)
    return batch.with_columns(_typed(name) for name, is_odd in zip(names, odd, strict=True) if is_odd)


def typed_text(text: str) -> str:
    """Give a text with plain letters and signs."""
    if text.isascii() or not re.search(_ODD, text):
        return text
    return re.sub(_DASHES, "-", re.sub(_UNSEEN, "", unicodedata.normalize("NFKC", text)))


def _typed(name: str) -> pl.Expr:
    return pl.col(name).str.normalize("NFKC").str.replace_all(_UNSEEN, "").str.replace_all(_DASHES, "-")
