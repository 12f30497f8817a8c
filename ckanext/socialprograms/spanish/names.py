"""What our additions to the search index are called there."""

from __future__ import annotations

RESOURCE = "socialprograms"
"""The managed lists of stop words and of synonyms."""
SPANISH = "socialprograms_spanish"
START = "socialprograms_start"
WORD = "socialprograms_word"
TITLE = "socialprograms_title"
BODY = "socialprograms_text"
PREFIX = "socialprograms_title_start"
WORDS = "socialprograms_words"
READY = "socialprograms_ready_1"
"""A field without content: it is there when all records are indexed with the fields of this version."""
