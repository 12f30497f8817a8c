"""News that a reader of feeds can subscribe to, as Atom."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from feedgen.feed import FeedGenerator

MEDIA_TYPE = "application/atom+xml; charset=utf-8"
_FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


@dataclass(frozen=True)
class Entry:
    """A piece of news: its ``id`` is the same for ever, its ``updated`` has a time zone."""

    id: str
    title: str
    address: str
    updated: datetime
    text: str
    author: str = ""


@dataclass(frozen=True)
class Feed:
    """News about one thing: ``page`` is the page that people read, ``address`` where the feed itself lies."""

    id: str
    title: str
    page: str
    address: str
    language: str
    author: str
    updated: datetime
    entries: Iterable[Entry]


def to_atom(feed: Feed) -> bytes:
    """Give the feed as Atom, its entries in their order."""
    written = FeedGenerator()
    written.id(feed.id)
    written.title(_clean(feed.title))
    written.author(name=_clean(feed.author))
    written.link(href=feed.page, rel="alternate", type="text/html")
    written.link(href=feed.address, rel="self", type="application/atom+xml")
    written.language(feed.language)
    written.updated(feed.updated)
    for entry in feed.entries:
        one = written.add_entry(order="append")
        one.id(entry.id)
        one.title(_clean(entry.title))
        one.link(href=entry.address, rel="alternate", type="text/html")
        one.updated(entry.updated)
        one.summary(_clean(entry.text))
        if entry.author:
            one.author(name=_clean(entry.author))
    return written.atom_str()


def _clean(text: str) -> str:
    return _FORBIDDEN.sub("", text)
