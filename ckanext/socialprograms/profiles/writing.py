"""A record as a graph: each field by its own predicate, each row of a group as a node of its own."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from rdflib import Graph, Literal, URIRef
from rdflib.namespace import DCTERMS, RDF, XSD
from rdflib.term import Node

from ckanext.socialprograms.exporters.record import LEDGER
from ckanext.socialprograms.pages.fields import Schema
from ckanext.socialprograms.profiles import terms as kinds
from ckanext.socialprograms.profiles.iri import is_iri
from ckanext.socialprograms.profiles.nodes import Place, Site, in_languages, node, speakable
from ckanext.socialprograms.profiles.terms import Term, file_terms, group_term, terms
from ckanext.socialprograms.profiles.vocabulary import IN_ORDER, OF_PREDICATE, SCHEMA, between, classes
from ckanext.socialprograms.records import values
from ckanext.socialprograms.records.values import Data


def write(graph: Graph, subject: URIRef, data: Data, schema: Schema, site: Site) -> None:
    """Say all fields of a record, of its rows and of its files."""
    fields = terms(schema)
    place = Place(graph, site, dict(_keyed_rows(subject, data, fields)))
    for class_ in classes(values.text(data, "type")):
        graph.add((subject, RDF.type, class_))
    _say(subject, data, (*fields, group_term(LEDGER)), place)
    for number, resource in enumerate(values.rows(data, kinds.FILES), 1):
        file = file_uri(subject, resource, number)
        graph.add((file, SCHEMA.position, Literal(number)))
        _say(file, resource, file_terms(schema), place)


def file_uri(subject: URIRef, resource: Data, number: int) -> URIRef:
    """Give the address that a file is known by: its own where it came from elsewhere, else that in its record."""
    known = values.text(resource, "uri")
    return URIRef(known if is_iri(known) else f"{subject}/resource/{values.text(resource, 'id') or number}")


def inner(subject: URIRef, name: str) -> URIRef:
    """Give the address of a part of a record."""
    return URIRef(f"{subject}{'-' if '#' in subject else '#'}{name}")


def said(term: Term, data: Data) -> tuple[str, ...]:
    """Give the values of a field as they are said: a single one as it stands, several without outer spaces."""
    if term.has_several:
        return tuple(filter(None, map(speakable, values.texts(data, term.name))))
    value = data.get(term.name)
    text = "" if value is None else speakable(str(value))
    return (text,) if text.strip() else ()


def in_order(listed: Iterable[str]) -> list[str]:
    """Give several values in the order in which they are read where nothing else is said: sorted, each once."""
    return sorted(set(listed))


def _keyed_rows(subject: URIRef, data: Data, fields: Iterable[Term]) -> Iterator[tuple[tuple[str, str], URIRef]]:
    """Yield the rows that others can name; of two with one key the first has it."""
    for group in fields:
        key = next((one for one in group.rows if one.path == (DCTERMS.identifier,)), None)
        if key:
            rows = list(_rows(subject, group, data))
            yield from (((group.name, text), uri) for _, uri, row in reversed(rows) for text in said(key, row))


def _rows(subject: URIRef, group: Term, data: Data) -> Iterator[tuple[int, URIRef, Data]]:
    filled = (row for row in values.rows(data, group.name) if any(said(one, row) for one in group.rows))
    return ((number, inner(subject, f"{group.name}-{number}"), row) for number, row in enumerate(filled, 1))


def _say(subject: URIRef, data: Data, fields: Iterable[Term], place: Place) -> None:
    for term in fields:
        if term.kind == kinds.ROWS:
            _say_rows(subject, term, data, place)
            continue
        texts = said(term, data)
        if texts:
            holder = _holder(subject, term, place)
            nodes = [node(text, term, place) for text in texts]
            for one in nodes:
                place.graph.add((holder, term.path[-1], one))
            if list(texts) != in_order(texts):
                _say_order(holder, term.path[-1], nodes, place)


def _say_rows(subject: URIRef, group: Term, data: Data, place: Place) -> None:
    for number, uri, row in _rows(subject, group, data):
        place.graph.add((subject, group.path[-1], uri))
        place.graph.add((uri, SCHEMA.position, Literal(number, datatype=XSD.integer)))
        for class_ in group.classes:
            place.graph.add((uri, RDF.type, class_))
        _say(uri, row, group.rows, place)


def _say_order(subject: URIRef, predicate: URIRef, nodes: Iterable[Node], place: Place) -> None:
    """Say in which order the values of a predicate stand, and how often: a graph by itself says neither."""
    sequence = inner(subject, f"order-{predicate.rpartition('/')[2].rpartition('#')[2]}")
    place.graph.add((subject, IN_ORDER, sequence))
    place.graph.add((sequence, RDF.type, RDF.Seq))
    place.graph.add((sequence, OF_PREDICATE, predicate))
    for number, one in enumerate(nodes, 1):
        place.graph.add((sequence, RDF[f"_{number}"], one))


def _holder(subject: URIRef, term: Term, place: Place) -> URIRef:
    """Give the node that a value stands at: the record, or the node in the middle of the path."""
    if len(term.path) == 1:
        return subject
    about = between()[term.path[0]]
    holder = inner(subject, term.path[0].rpartition("/")[2].rpartition("#")[2])
    place.graph.add((subject, term.path[0], holder))
    for class_ in about.classes:
        place.graph.add((holder, RDF.type, class_))
    if about.is_named:
        place.graph.add((holder, DCTERMS.identifier, Literal(str(holder))))
        _entitle(holder, in_languages(term.label), place)
    return holder


def _entitle(subject: URIRef, labels: Mapping[str, str], place: Place) -> None:
    title = labels.get(place.site.tag.partition("-")[0]) or labels["en"]
    place.graph.add((subject, DCTERMS.title, place.site.text(title)))
