"""What DCAT-AP 3 and CPSV-AP 3.2 ask of a record beside its own fields, for readers that know nothing of ours."""

from __future__ import annotations

import re
from typing import Any

from rdflib import Graph, Literal, URIRef
from rdflib.namespace import DCAT, DCTERMS, FOAF, ORG, RDF, RDFS, SKOS, XSD

from ckanext.socialprograms.exporters.record import agency
from ckanext.socialprograms.profiles import terms as kinds
from ckanext.socialprograms.profiles.nodes import Site, speakable, web_address
from ckanext.socialprograms.profiles.vocabulary import COUNTRY, CPSV, CV, STANDS_IN
from ckanext.socialprograms.profiles.writing import file_uri, inner
from ckanext.socialprograms.records import values
from ckanext.socialprograms.records.values import Data

_MEDIA_TYPES = "https://www.iana.org/assignments/media-types/"
_LANGUAGES = "http://publications.europa.eu/resource/authority/language/"
_CODES = {"es": "SPA", "en": "ENG"}
_MEDIA_TYPE = re.compile(r"[\w.+-]+/[\w.+-]+", re.ASCII)
_MOMENT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?", re.ASCII)


def describe(graph: Graph, subject: URIRef, data: Data, site: Site) -> None:
    """Add what other readers look for: identifier, page, dates, language, tags, license, publisher and files."""
    page = site.page(values.text(data, "type"), values.text(data, "name"))
    graph.add((subject, RDF.type, DCAT.Dataset))
    graph.add((subject, DCTERMS.identifier, Literal(values.text(data, "id"))))
    graph.add((subject, DCAT.landingPage, page))
    graph.add((page, RDF.type, FOAF.Document))
    _dates(graph, subject, data, (("metadata_created", DCTERMS.issued), ("metadata_modified", DCTERMS.modified)))
    say_language(graph, subject, site)
    for tag in values.rows(data, "tags"):
        graph.add((subject, DCAT.keyword, site.text(values.text(tag, "name"))))
    _description(graph, subject, data, site)
    _license(graph, subject, data)
    _publisher(graph, subject, data, site)
    for number, resource in enumerate(values.rows(data, kinds.FILES), 1):
        _file(graph, subject, file_uri(subject, resource, number), resource, page)


def say_language(graph: Graph, subject: URIRef, site: Site) -> None:
    """Say the language by the code that Europe's portals know."""
    code = _CODES.get(site.tag.partition("-")[0])
    if code:
        language = URIRef(f"{_LANGUAGES}{code}")
        graph.add((subject, DCTERMS.language, language))
        graph.add((language, RDF.type, DCTERMS.LinguisticSystem))


def agent(graph: Graph, uri: URIRef, name: str, key: str, site: Site) -> URIRef:
    """Say who a public body is, as both profiles ask."""
    for class_ in (FOAF.Agent, ORG.Organization, CV.PublicOrganisation):
        graph.add((uri, RDF.type, class_))
    graph.add((uri, FOAF.name, Literal(speakable(name))))
    for predicate in (DCTERMS.title, SKOS.prefLabel):
        graph.add((uri, predicate, site.text(name)))
    graph.add((uri, DCTERMS.identifier, Literal(key)))
    graph.add((uri, DCTERMS.spatial, COUNTRY))
    graph.add((COUNTRY, RDF.type, DCTERMS.Location))
    return uri


def tags(graph: Graph, subject: Any) -> list[dict[str, str]]:
    """Read the tags of a record."""
    return [{"name": name} for name in sorted({str(one) for one in graph.objects(subject, DCAT.keyword)})]


def _dates(graph: Graph, subject: URIRef, data: Data, dates: tuple[tuple[str, URIRef], ...]) -> None:
    for key, predicate in dates:
        moment = values.text(data, key)
        if _MOMENT.fullmatch(moment):
            # CKAN keeps them in UTC and does not say so.
            graph.add((subject, predicate, Literal(f"{moment}Z", datatype=XSD.dateTime, normalize=False)))


def _description(graph: Graph, subject: URIRef, data: Data, site: Site) -> None:
    """Give a record that describes itself nowhere its objective or title as description, marked as standing in."""
    if values.text(data, "notes"):
        return
    stand_in = values.text(data, "main_objective") or values.text(data, "title")
    graph.add((subject, DCTERMS.description, site.text(stand_in)))
    graph.add((subject, STANDS_IN, DCTERMS.description))


def _license(graph: Graph, subject: URIRef, data: Data) -> None:
    license_ = web_address(values.text(data, "license_url"))
    if license_:
        graph.add((subject, DCTERMS.license, license_))
        graph.add((license_, RDF.type, DCTERMS.LicenseDocument))
        if values.text(data, "license_title"):
            graph.add((license_, DCTERMS.title, Literal(values.text(data, "license_title"))))


def _publisher(graph: Graph, subject: URIRef, data: Data, site: Site) -> None:
    """Name the agency, else whoever the record says answers for it, else the portal."""
    organization = data.get("organization") or {}
    key, name = values.text(organization, "name"), agency(data)
    if values.text(organization, "id"):
        uri = URIRef(f"{site.address}/organization/{organization['id']}")
    else:
        uri = inner(subject, "publisher") if name else URIRef(site.address)
    publisher = agent(graph, uri, name or site.title or site.address, key or str(uri), site)
    graph.add((subject, DCTERMS.publisher, publisher))
    if (subject, RDF.type, CPSV.PublicService) in graph:
        graph.add((subject, CV.hasCompetentAuthority, publisher))
        for contact in graph.objects(subject, DCAT.contactPoint):
            graph.add((subject, CV.contactPoint, contact))
            graph.add((contact, RDF.type, CV.ContactPoint))


def _file(graph: Graph, subject: URIRef, file: URIRef, resource: Data, page: URIRef) -> None:
    graph.add((subject, DCAT.distribution, file))
    graph.add((file, RDF.type, DCAT.Distribution))
    address = web_address(values.text(resource, "url"))
    graph.add((file, DCAT.accessURL, address or page))
    graph.add((address or page, RDF.type, RDFS.Resource))
    if address and resource.get("url_type") == "upload":
        graph.add((file, DCAT.downloadURL, address))
    media_type = values.text(resource, "mimetype")
    if _MEDIA_TYPE.fullmatch(media_type):
        graph.add((file, DCAT.mediaType, URIRef(f"{_MEDIA_TYPES}{media_type}")))
        graph.add((URIRef(f"{_MEDIA_TYPES}{media_type}"), RDF.type, DCTERMS.MediaType))
    size = values.text(resource, "size")
    if size.isascii() and size.isdecimal():
        graph.add((file, DCAT.byteSize, Literal(size, datatype=XSD.nonNegativeInteger)))
    _dates(graph, file, resource, (("created", DCTERMS.issued), ("last_modified", DCTERMS.modified)))
