"""The vocabulary behind our namespace, made from the schemas: classes, properties and coded values with their names."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from rdflib import Graph, Literal, URIRef
from rdflib.namespace import DCTERMS, OWL, RDF, RDFS, SKOS

from ckanext.socialprograms.importers import vocabulary as schemas
from ckanext.socialprograms.profiles import terms as kinds
from ckanext.socialprograms.profiles.nodes import Place, Site, concept, in_languages
from ckanext.socialprograms.profiles.terms import Term, file_terms, terms
from ckanext.socialprograms.profiles.vocabulary import IN_ORDER, OF_PREDICATE, SP, STANDS_IN, bind, classes

_NAME = "ckanext-socialprograms"
_OWN = (
    (IN_ORDER, "in order", "The values of a predicate as they stand, where their order or number says something."),
    (OF_PREDICATE, "of predicate", "The predicate whose values an order puts in their places."),
    (STANDS_IN, "stands in", "A predicate whose value stands in for one that the record does not have."),
)


def ontology(types: Iterable[str]) -> Graph:
    """Give the vocabulary of the types, as their schemas have it."""
    graph = Graph()
    bind(graph)
    about = URIRef(str(SP).rstrip("#"))
    graph.add((about, RDF.type, OWL.Ontology))
    graph.add((about, DCTERMS.title, Literal(_NAME, lang="en")))
    for property_, label, comment in _OWN:
        graph.add((property_, RDF.type, RDF.Property))
        graph.add((property_, RDFS.label, Literal(label, lang="en")))
        graph.add((property_, RDFS.comment, Literal(comment, lang="en")))
    for type_ in types:
        _classes(graph, classes(type_))
        schema = schemas.whole(type_)
        for term in _all((*terms(schema), *file_terms(schema))):
            _classes(graph, term.classes)
            _property(graph, term)
            _concepts(graph, term)
    return graph


def _all(found: Iterable[Term]) -> Iterator[Term]:
    for term in found:
        yield term
        yield from _all(term.rows)


def _classes(graph: Graph, found: Iterable[URIRef]) -> None:
    for class_ in found:
        if class_.startswith(SP):
            graph.add((class_, RDF.type, RDFS.Class))
            graph.add((class_, RDFS.label, Literal(class_.removeprefix(SP), lang="en")))


def _property(graph: Graph, term: Term) -> None:
    """Name a property of ours; where groups share one, the first that has it names it."""
    property_ = term.path[-1]
    if property_.startswith(SP) and (property_, RDF.type, RDF.Property) not in graph:
        graph.add((property_, RDF.type, RDF.Property))
        for language, label in in_languages(term.label).items():
            graph.add((property_, RDFS.label, Literal(label, lang=language)))


def _concepts(graph: Graph, term: Term) -> None:
    if term.kind != kinds.CHOICE:
        return
    place, scheme = Place(graph, Site("")), term.concepts
    graph.add((scheme, RDF.type, SKOS.ConceptScheme))
    if (scheme, DCTERMS.title, None) not in graph:
        for language, label in in_languages(term.label).items():
            graph.add((scheme, DCTERMS.title, Literal(label, lang=language)))
    for code, label in term.choices.items():
        if (term.concept(code), RDF.type, SKOS.Concept) not in graph:
            concept(place, term.concept(code), in_languages(label), scheme)
            graph.add((term.concept(code), SKOS.notation, Literal(code)))
