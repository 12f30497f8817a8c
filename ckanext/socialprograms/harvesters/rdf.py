"""A catalogue in linked data as a source: RDF/XML, Turtle or JSON-LD, in pages or in one file.

Next pages are found as ckanext-dcat writes them (``hydra:nextPage`` and ``hydra:next``, as texts) and as Hydra has them
now (``hydra:next`` of a view, as an address). Unlike ckanext-dcat's own harvester, which keeps all pages in one graph
and goes round in circles where a page leads back (its issues 260 and 68), each page is let go before the next is asked.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from rdflib import Graph, URIRef
from rdflib.namespace import DCAT, DCTERMS
from rdflib.term import Node

import ckan.plugins.toolkit as tk

from ckanext.socialprograms.harvesters import tidy
from ckanext.socialprograms.harvesters.listed import Catalogue, entry
from ckanext.socialprograms.harvesters.rdf_dataset import PlainDatasets, Unreadable
from ckanext.socialprograms.harvesters.rdf_page import Page, Subject, TooMuchSaid, opened
from ckanext.socialprograms.harvesters.remote import Entry, SourceFailed, Trouble
from ckanext.socialprograms.harvesters.settings import Settings
from ckanext.socialprograms.messages import N_, Message
from ckanext.socialprograms.profiles.description import described
from ckanext.socialprograms.profiles.nodes import Site
from ckanext.socialprograms.profiles.reading import type_of
from ckanext.socialprograms.search import schema_of

_MOST_PAGES = 20_000
_PLAIN = "dataset"
_CIRCLE = N_(
    "{url}: this page leads to another, and has no record that was not on a page before it: the pages go round in a "
    "circle, and what comes after them can't be known."
)
_EMPTY = N_(
    "{url}: this is linked data without a catalogue or a dataset (dcat:Catalog, dcat:Dataset): check the address."
)
_NO_TITLE = N_("{url}: the record {record} has no title (dct:title), and can't be taken without one.")
_NO_KEY = N_("{url}: the record “{record}” has neither an address nor an identifier by which it would be known again.")
_BROKEN = N_("{url}: the record “{record}” can't be read ({found}): tell who publishes it.")
_TOO_MUCH = N_("{url}: more is said of the record {record} than can be taken.")


class RdfCatalogue(Catalogue):
    """The records of a catalogue: ours in full, plain datasets as ckanext-dcat reads them."""

    def __init__(self, url: str, settings: Settings) -> None:
        self._url = url
        self._settings = settings
        self._plain = PlainDatasets()

    def entries(self) -> Iterator[Entry | Trouble]:
        """List all records with what they say, holding one page at a time. Raises SourceFailed.

        A record that slips from page to page meanwhile is listed once.
        """
        seen: set[str] = set()
        url, number = self._url, 0
        while url:
            number += 1
            with opened(url) as page:
                if not page.is_catalogue:
                    raise SourceFailed(Message(_EMPTY, {"url": url}))
                before = len(seen)
                for node in page.nodes:
                    yield from self._found(page, url, node, seen)
                following = page.following
            if following and (len(seen) == before or number >= _MOST_PAGES):
                raise SourceFailed(Message(_CIRCLE, {"url": url}))
            url = following

    def _found(self, page: Page, url: str, node: Subject, seen: set[str]) -> Iterator[Entry | Trouble]:
        """Give a record, nothing if it was listed before or is of a kind that is not asked for."""
        try:
            graph, subject = page.said_of(node)
        except TooMuchSaid as error:
            yield Trouble(Message(_TOO_MUCH, {"url": url, "record": str(node)}), [self._guid(error.graph, error.node)])
            return
        title, guid = _text(graph, subject, DCTERMS.title), self._guid(graph, subject)
        if guid in seen:
            return
        if not guid:
            yield Trouble(Message(_NO_KEY, {"url": url, "record": title}))
            return
        seen.add(guid)
        if not title:
            yield Trouble(Message(_NO_TITLE, {"url": url, "record": str(subject)}), [guid])
        else:
            try:
                yield from self._taken(graph, subject, guid)
            except Unreadable as error:
                yield Trouble(Message(_BROKEN, {"url": url, "record": title, "found": str(error)}), [guid])

    def _guid(self, graph: Graph, subject: Node) -> str:
        """Give the key of a record: the one of its portal, else its address, else what it says of itself."""
        identifier = _text(graph, subject, DCTERMS.identifier)
        own = tidy.guid(identifier, self._url) if identifier else ""
        if own == identifier != "":
            return own
        address = str(subject) if isinstance(subject, URIRef) else ""
        known_by = address or identifier or _text(graph, subject, DCAT.landingPage)
        return tidy.guid(known_by, self._url) if known_by else ""

    def _taken(self, graph: Graph, subject: Node, guid: str) -> Iterator[Entry]:
        type_ = type_of(graph, subject)
        schema = schema_of(type_) if type_ else None
        asked = self._settings.types
        if asked and (type_ if schema else _PLAIN) not in asked:
            return
        uri = str(subject) if isinstance(subject, URIRef) else ""
        page = _text(graph, subject, DCAT.landingPage)
        data = self._ours(graph, subject, type_, schema) if schema else self._plain.read(graph, subject)
        data["tags"] = tidy.tags(one["name"] for one in data["tags"])
        yield entry(guid, tidy.link(page) or tidy.link(uri) or self._url, data)

    def _ours(self, graph: Graph, subject: Node, type_: str, schema: Mapping[str, Any]) -> dict[str, Any]:
        """Give a record of ours with its links as its own portal writes them."""
        page = _text(graph, subject, DCAT.landingPage)
        site = Site(page.rsplit("/", 2)[0], tk.config["ckan.locale_default"])
        found = described(graph, subject, type_, schema, site)
        extras = [{"key": "uri", "value": found.uri}] if found.uri else []
        return {**found.data, "extras": extras, "organization": {"name": found.agency.key, "title": found.agency.title}}


def _text(graph: Graph, subject: Node, predicate: URIRef) -> str:
    return min(map(str, graph.objects(subject, predicate)), default="")
