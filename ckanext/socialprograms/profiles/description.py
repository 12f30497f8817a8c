"""What a graph says of a record of ours: its dataset dict, and where it came from."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from rdflib import Graph, URIRef
from rdflib.namespace import DCAT, DCTERMS, FOAF, RDF
from rdflib.term import Node

from ckanext.socialprograms.pages.fields import Schema
from ckanext.socialprograms.profiles.interchange import tags
from ckanext.socialprograms.profiles.nodes import Site
from ckanext.socialprograms.profiles.reading import read, type_of
from ckanext.socialprograms.profiles.vocabulary import types


@dataclass(frozen=True)
class Agency:
    """Who answers for a record: by the name of the organization in its portal, as it is called, and its address."""

    key: str = ""
    title: str = ""
    uri: str = ""


@dataclass(frozen=True)
class Description:
    """A record as a graph tells it.

    ``data`` is its dataset dict without what a portal gives itself (``id``, ``owner_org``, dates); ``key`` is its id in
    the portal that it came from, ``page`` its page there, ``modified`` the moment of its last change.
    """

    uri: str
    type: str
    data: dict[str, Any]
    key: str = ""
    page: str = ""
    modified: str = ""
    agency: Agency = Agency()


def records(graph: Graph) -> Iterator[tuple[Node, str]]:
    """Yield the nodes that are records of ours, or public services of others, with their types."""
    for subject in sorted({one for class_ in types() for one in graph.subjects(RDF.type, class_)}, key=str):
        yield subject, type_of(graph, subject)


def described(graph: Graph, subject: Node, type_: str, schema: Schema, site: Site) -> Description:
    """Give what a graph says of a record.

    Links to records of the site come back as their names, all others as addresses: give the portal that the graph came
    from to have its links as they are written there, or the portal that reads it to have them as they are for it.
    """
    uri = str(subject) if isinstance(subject, URIRef) else ""
    data = {"type": type_, **read(graph, subject, schema, site), "tags": tags(graph, subject)}
    return Description(
        uri=uri,
        type=type_,
        data=data,
        key=_text(graph, subject, DCTERMS.identifier),
        page=_text(graph, subject, DCAT.landingPage),
        modified=_text(graph, subject, DCTERMS.modified),
        agency=_agency(graph, subject),
    )


def _agency(graph: Graph, subject: Node) -> Agency:
    found = graph.value(subject, DCTERMS.publisher)
    if found is None:
        return Agency()
    uri = str(found) if isinstance(found, URIRef) else ""
    key = _text(graph, found, DCTERMS.identifier)
    return Agency("" if key == uri else key, _text(graph, found, FOAF.name) or _text(graph, found, DCTERMS.title), uri)


def _text(graph: Graph, subject: Node, predicate: URIRef) -> str:
    return min(map(str, graph.objects(subject, predicate)), default="")
