"""A record out of a graph: what its fields say, in the shape in which CKAN saves it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from rdflib import Graph, Literal, URIRef
from rdflib.namespace import DCAT, RDF
from rdflib.term import Node

from ckanext.socialprograms.pages.fields import Schema
from ckanext.socialprograms.profiles import terms as kinds
from ckanext.socialprograms.profiles.nodes import Place, Site, value
from ckanext.socialprograms.profiles.terms import Term, file_terms, terms
from ckanext.socialprograms.profiles.vocabulary import IN_ORDER, OF_PREDICATE, SCHEMA, STANDS_IN, types
from ckanext.socialprograms.profiles.writing import in_order

_DIGITS = 9
_LAST = 10**_DIGITS


def type_of(graph: Graph, subject: Node) -> str:
    """Give which type of ours a node is, empty if none."""
    found = set(graph.objects(subject, RDF.type))
    return next((type_ for class_, type_ in types().items() if class_ in found), "")


def read(graph: Graph, subject: Node, schema: Schema, site: Site) -> dict[str, Any]:
    """Give the fields of a record and of its files; links to records of the site come back as their names."""
    place = Place(graph, site)
    files = [
        {**_fields(file, file_terms(schema), place), "uri": str(file) if isinstance(file, URIRef) else ""}
        for file in _by_position(graph, graph.objects(subject, DCAT.distribution))
    ]
    return {**_fields(subject, terms(schema), place), kinds.FILES: files}


def _fields(subject: Node, fields: Iterable[Term], place: Place) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for term in fields:
        read = _rows(subject, term, place) if term.kind == kinds.ROWS else _values(subject, term, place)
        if read:
            found[term.name] = read
    return found


def _rows(subject: Node, group: Term, place: Place) -> list[dict[str, Any]]:
    nodes = _by_position(place.graph, place.graph.objects(subject, group.path[-1]))
    return [row for one in nodes if (row := _fields(one, group.rows, place))]


def _values(subject: Node, term: Term, place: Place) -> Any:
    predicate = term.path[-1]
    holders = [subject] if len(term.path) == 1 else sorted(place.graph.objects(subject, term.path[0]), key=str)
    for holder in holders:
        sequence = _sequence(holder, predicate, place.graph) if term.has_several else []
        nodes = sequence or _in_language(list(place.graph.objects(holder, predicate)), place.site)
        texts = [text for one in nodes if (text := value(one, term, place))]
        if not texts or (holder, STANDS_IN, predicate) in place.graph:
            continue
        if term.has_several:
            return texts if sequence else in_order(texts)
        return min(texts)
    return ""


def _sequence(subject: Node, predicate: URIRef, graph: Graph) -> list[Node]:
    """Give the values of a predicate in the order that is said for them; none if none is."""
    for found in graph.objects(subject, IN_ORDER):
        if (found, OF_PREDICATE, predicate) in graph:
            numbered = (
                (_number(str(one).removeprefix(f"{RDF}_")), member) for one, member in graph.predicate_objects(found)
            )
            return [member for number, member in sorted(numbered, key=lambda one: one[0]) if number < _LAST]
    return []


def _in_language(nodes: Sequence[Node], site: Site) -> Sequence[Node]:
    """Leave out the translations of a text, where one is in the portal's language or in none."""
    wanted = site.tag.partition("-")[0]
    own = [one for one in nodes if not isinstance(one, Literal) or (one.language or wanted).partition("-")[0] == wanted]
    return own or nodes


def _by_position(graph: Graph, nodes: Iterable[Node]) -> list[Node]:
    return sorted(nodes, key=lambda one: (_number(str(graph.value(one, SCHEMA.position))), str(one)))


def _number(text: str) -> int:
    return int(text) if text.isdecimal() and len(text) < _DIGITS else _LAST
