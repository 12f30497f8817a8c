"""A page of a catalogue in linked data: the records in it, what it says of each, and the page after it.

The page lies in a store, in memory or on disk; of its statements only those of one record are Python objects at a time.
"""

from __future__ import annotations

import contextlib
import tempfile
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path
from urllib.parse import urljoin, urlsplit

import pyoxigraph as ox
from rdflib import BNode, Graph, Literal, URIRef
from rdflib.namespace import DCAT, DCTERMS, RDF, XSD
from rdflib.term import Node

from ckanext.socialprograms.harvesters import rdf_file, web
from ckanext.socialprograms.harvesters.remote import SourceFailed
from ckanext.socialprograms.importers.limits import MEGABYTE
from ckanext.socialprograms.messages import Message
from ckanext.socialprograms.profiles.vocabulary import types

Subject = ox.NamedNode | ox.BlankNode
_IN_MEMORY = 5 * MEGABYTE
_MOST_SAID = 20_000
_HYDRA = "http://www.w3.org/ns/hydra/core#"
_FOLLOWING = [ox.NamedNode(f"{_HYDRA}{name}") for name in ("next", "nextPage")]
_TYPE, _DATASET, _TITLE = ox.NamedNode(RDF.type), ox.NamedNode(DCAT.dataset), ox.NamedNode(DCTERMS.title)
_TEXT = str(XSD.string)
_PLAIN = ox.NamedNode(_TEXT)
_KEPT = "urn:as-written:"
_uri = lru_cache(maxsize=10_000)(URIRef)


class TooMuchSaid(Exception):  # noqa: N818 (it is what a page does)
    """Raised where more hangs together with a record than any record says; ``graph`` has the beginning of it."""

    def __init__(self, graph: Graph, node: Node) -> None:
        self.graph, self.node = graph, node
        super().__init__()


@contextlib.contextmanager
def opened(url: str) -> Iterator[Page]:
    """Give the page at an address while it is read. Raises SourceFailed."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "page")
        web.fetched(url, path)
        form = rdf_file.checked(path, url)
        store = ox.Store() if path.stat().st_size < _IN_MEMORY else ox.Store(str(Path(folder, "store")))
        try:
            store.bulk_extend(map(_kept, ox.parse(path=str(path), format=form, base_iri=url, lenient=True)))
        except (SyntaxError, ValueError) as error:
            found = str(error).partition("\n")[0]
            raise SourceFailed(Message(rdf_file.BROKEN, {"url": url, "found": found})) from error
        yield Page(store, url)


class Page:
    """A page of a catalogue."""

    def __init__(self, store: ox.Store, url: str) -> None:
        self._store = store
        self._url = url
        self._catalogues = self._of_class(DCAT.Catalog)
        found = set().union(*map(self._of_class, (DCAT.Dataset, *types()))) - self._catalogues
        self._stops = found | self._catalogues
        self.nodes = sorted(filter(self._is_said, found), key=str)

    @property
    def is_catalogue(self) -> bool:
        """Say whether there is a catalogue or a record at all."""
        return bool(self._stops)

    @property
    def following(self) -> str:
        """Give the address of the next page, empty if there is none.

        It is taken to be at the same server: behind a proxy portals often name one that only they can reach.
        """
        found = (one.object for name in _FOLLOWING for one in self._store.quads_for_pattern(None, name, None))
        said = {one.value for one in found if not isinstance(one, ox.Triple)}
        if not said:
            return ""
        here, there = urlsplit(self._url), urlsplit(urljoin(self._url, min(said)))
        return there._replace(scheme=here.scheme, netloc=here.netloc).geturl()

    def said_of(self, node: Subject) -> tuple[Graph, Node]:
        """Give what is said of a record, as far as the next record. Raises TooMuchSaid."""
        graph, waiting, seen = Graph(store="SimpleMemory"), [node], {node}
        number = 0
        while waiting:
            subject = waiting.pop()
            for one in self._store.quads_for_pattern(subject, None, None):
                number += 1
                if number > _MOST_SAID:
                    raise TooMuchSaid(graph, _node(node))
                about = one.object
                if isinstance(about, ox.Triple):  # a statement about a statement, which no record of ours is
                    continue
                graph.add((_node(subject), _uri(one.predicate.value), _node(about)))
                if not isinstance(about, ox.Literal) and about not in seen and about not in self._stops:
                    seen.add(about)
                    waiting.append(about)
        return graph, _node(node)

    def _of_class(self, class_: URIRef) -> set[Subject]:
        found = (one.subject for one in self._store.quads_for_pattern(None, _TYPE, ox.NamedNode(class_)))
        return {one for one in found if not isinstance(one, ox.Triple)}

    def _is_said(self, node: Subject) -> bool:
        """Tell a record of this page from one that another page says and this one only names."""
        is_titled = any(self._store.quads_for_pattern(node, _TITLE, None))
        return is_titled or any(self._store.quads_for_pattern(None, _DATASET, node))


def _node(term: ox.NamedNode | ox.BlankNode | ox.Literal) -> Node:
    if isinstance(term, ox.NamedNode):
        return _uri(term.value)
    if isinstance(term, ox.BlankNode):
        return BNode(term.value)
    if term.language:
        return Literal(term.value, lang=term.language)
    datatype = term.datatype.value.removeprefix(_KEPT)
    return Literal(term.value, datatype=None if datatype == _TEXT else _uri(datatype), normalize=False)


def _kept(one: ox.Quad) -> ox.Quad:
    """Have the store keep a value as it is written: it would make 7.5 of 7.50 if it knew it for a number."""
    value = one.object
    if not isinstance(value, ox.Literal) or value.language or value.datatype == _PLAIN:
        return one
    return ox.Quad(one.subject, one.predicate, ox.Literal(value.value, datatype=_kept_type(value.datatype.value)))


@lru_cache(maxsize=1000)
def _kept_type(datatype: str) -> ox.NamedNode:
    return ox.NamedNode(f"{_KEPT}{datatype}")
