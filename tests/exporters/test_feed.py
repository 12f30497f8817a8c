from __future__ import annotations

from datetime import datetime, timezone

import feedparser

from ckanext.socialprograms.exporters.feed import Entry, Feed, to_atom

THEN = datetime(2026, 11, 20, 10, tzinfo=timezone.utc)


def entry(**fields):
    told = {"id": "urn:uuid:1", "title": "Se movió", "address": "https://example.org/a", "updated": THEN, "text": "x"}
    return Entry(**{**told, **fields})


def parsed(*entries):
    feed = Feed(
        id="urn:uuid:0",
        title="Compromisos · Portal",
        page="https://example.org/commitment/",
        address="https://example.org/commitment.atom?q=a&b=c",
        language="es",
        author="Portal",
        updated=THEN,
        entries=entries,
    )
    found = feedparser.parse(to_atom(feed))
    assert not found.bozo
    return found


def test_a_feed_says_what_it_is_about_and_where_it_lies():
    found = parsed(entry())
    assert (found.version, found.feed.title, found.feed.id) == ("atom10", "Compromisos · Portal", "urn:uuid:0")
    links = {link.rel: link.href for link in found.feed.links}
    assert links["self"] == "https://example.org/commitment.atom?q=a&b=c"


def test_entries_keep_their_order_and_their_day():
    found = parsed(entry(), entry(id="urn:uuid:2", author="Contraloría"))
    assert [one.id for one in found.entries] == ["urn:uuid:1", "urn:uuid:2"]
    assert found.entries[0].updated.startswith("2026-11-20T10:00:00")
    assert found.entries[1].author == "Contraloría"


def test_what_xml_forbids_or_a_browser_would_run_does_no_harm():
    found = parsed(entry(title="a\x00b", text="<script>alert(1)</script> & más"))
    assert found.entries[0].title == "ab"
    assert found.entries[0].summary_detail.type == "text/plain"


def test_a_feed_without_news_is_a_feed():
    assert parsed().entries == []
