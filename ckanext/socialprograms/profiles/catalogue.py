"""The catalogue itself in linked data: what DCAT-AP 3 asks for and ckanext-dcat leaves out."""

from __future__ import annotations

from rdflib import Graph, Literal, URIRef
from rdflib.namespace import DCTERMS, FOAF, RDF

from ckanext.socialprograms.profiles.interchange import agent, say_language
from ckanext.socialprograms.profiles.nodes import Site


def describe_catalogue(graph: Graph, catalogue: URIRef, site: Site) -> None:
    """Give a catalogue a title and a description, a language by its code, a home page and who publishes it."""
    graph.remove((catalogue, DCTERMS.language, None))
    say_language(graph, catalogue, site)
    for predicate in (DCTERMS.title, DCTERMS.description):
        if (catalogue, predicate, None) not in graph:
            graph.add((catalogue, predicate, Literal(site.title or site.address)))
    for page in graph.objects(catalogue, FOAF.homepage):
        graph.add((page, RDF.type, FOAF.Document))
    publisher = URIRef(f"{site.address}#publisher")
    graph.add((catalogue, DCTERMS.publisher, agent(graph, publisher, site.title or site.address, str(publisher), site)))
