"""A value of a field as a node of a graph, and back; what is not what its field asks for stays the text that it was."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from posixpath import normpath
from urllib.parse import urlsplit, urlunsplit

from rdflib import BNode, Graph, Literal, URIRef
from rdflib.namespace import DCTERMS, RDF, RDFS, SKOS, XSD
from rdflib.term import Node

from ckanext.socialprograms.messages import Message
from ckanext.socialprograms.profiles import terms as kinds
from ckanext.socialprograms.profiles.terms import Term
from ckanext.socialprograms.profiles.vocabulary import CURRENCY, SCHEMA, SDG, SP
from ckanext.socialprograms.records import sdg
from ckanext.socialprograms.records.territory import municipality

LANGUAGES = ("es", "en")
# Letters that XML can't hold; half of a surrogate pair can't be written at all.
_UNSPEAKABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_WEB = re.compile(r"https?://[!#-;=?-\[\]_a-z~]+", re.IGNORECASE)
_WHOLE = re.compile(r"-?(0|[1-9]\d*)")
_DECIMAL = re.compile(r"-?(0|[1-9]\d*)\.\d+")
_EMAIL = re.compile(r"[\w.+-]+@[A-Za-z0-9.-]+", re.ASCII)
_REFERENCE = re.compile(r"[a-z0-9_-]+")
_CODE = re.compile(r"[\w-]+(\.[\w-]+)*", re.ASCII)
_DAY = re.compile(r"\d{4}-\d\d-\d\d", re.ASCII)
_YEAR = re.compile(r"[1-9]\d{3}", re.ASCII)
_MAILTO = "mailto:"
_PLACE = SP["inegi."]


@dataclass(frozen=True)
class Site:
    """A portal: its address without a slash at the end, the language that it writes in, and its name."""

    address: str
    language: str = "es"
    title: str = ""

    @property
    def tag(self) -> str:
        """Give the language as a tag, such as ``es-MX``."""
        return self.language.replace("_", "-")

    def page(self, type_: str, name: str) -> URIRef:
        """Give the address of a record's page."""
        return URIRef(f"{self.address}/{type_}/{name}")

    def text(self, text: str) -> Literal:
        """Give a text in the portal's language."""
        return Literal(speakable(text), lang=self.tag)


@dataclass(frozen=True)
class Place:
    """Where a value is written to or read from: the graph, the portal, and the rows of the record by their keys."""

    graph: Graph
    site: Site
    rows: Mapping[tuple[str, str], URIRef] = field(default_factory=dict)


def speakable(text: str) -> str:
    """Take out of a text the letters that no format of linked data can hold."""
    return _UNSPEAKABLE.sub("", text)


def node(value: str, term: Term, place: Place) -> Node:
    """Give the node of a value, with what has to be said about it in the graph."""
    value = speakable(value)
    make = _MAKERS.get(term.kind)
    return (make(value, term, place) if make else None) or Literal(value)


def value(found: Node, term: Term, place: Place) -> str:
    """Give the value that a node stands for, empty if it says nothing that the field can hold."""
    read = _READERS.get(term.kind)
    if isinstance(found, Literal):
        return {"true": "yes", "false": "no"}.get(str(found), str(found)) if term.kind == kinds.BOOLEAN else str(found)
    return read(found, term, place) if read else label(found, place)


def web_address(text: str) -> URIRef | None:
    """Give an address of the web that every format gives back as it is, None for others."""
    if not _WEB.fullmatch(text):
        return None
    try:
        parts = urlsplit(text)
    except ValueError:
        return None
    is_plain = urlunsplit(parts) == text and normpath(parts.path or "/") == (parts.path.rstrip("/") or "/")
    return URIRef(text) if is_plain else None


def concept(place: Place, uri: URIRef, labels: Mapping[str, str], scheme: URIRef | None = None) -> URIRef:
    """Say what a concept is called, by language."""
    place.graph.add((uri, RDF.type, SKOS.Concept))
    for language, text in labels.items():
        place.graph.add((uri, SKOS.prefLabel, Literal(text, lang=language)))
    if scheme:
        place.graph.add((uri, SKOS.inScheme, scheme))
    return uri


def in_languages(msgid: str) -> dict[str, str]:
    """Give a label in the languages of the interface."""
    return {language: Message(msgid).in_language(language) for language in LANGUAGES}


def label(found: Node, place: Place) -> str:
    """Give what a node that stands for a text is called, its address if it is called nothing."""
    names = (place.graph.value(found, predicate) for predicate in (RDFS.label, SKOS.prefLabel, DCTERMS.title))
    named = next((str(name) for name in names if name is not None), "")
    return named or (str(found) if isinstance(found, URIRef) else "")


def _typed(text: str, datatype: URIRef) -> Literal | None:
    literal = Literal(text, datatype=datatype)
    return literal if str(literal) == text and not literal.ill_typed else None


def _text(value: str, _: Term, place: Place) -> Literal:
    return Literal(value, lang=place.site.tag)


def _day(value: str, _: Term, __: Place) -> Literal | None:
    return _typed(value, XSD.date) if _DAY.fullmatch(value) else None


def _year(value: str, _: Term, __: Place) -> Literal | None:
    return _typed(value, XSD.gYear) if _YEAR.fullmatch(value) else None


def _number(value: str, *_: object) -> Literal | None:
    if _WHOLE.fullmatch(value):
        return _typed(value, XSD.integer)
    return _typed(value, XSD.decimal) if _DECIMAL.fullmatch(value) else None


def _money(value: str, _: Term, place: Place) -> Node | None:
    number = _number(value)
    if number is None:
        return None
    amount = BNode()
    place.graph.add((amount, RDF.type, SCHEMA.MonetaryAmount))
    place.graph.add((amount, SCHEMA.currency, Literal(CURRENCY)))
    place.graph.add((amount, SCHEMA.value, number))
    return amount


def _read_money(found: Node, _: Term, place: Place) -> str:
    amount, currency = (
        place.graph.value(found, SCHEMA.value),
        str(place.graph.value(found, SCHEMA.currency) or CURRENCY),
    )
    if amount is None:
        return ""
    return str(amount) if currency == CURRENCY else f"{amount} {currency}"


def _boolean(value: str, *_: object) -> Literal | None:
    return Literal(value == "yes") if value in ("yes", "no") else None


def _choice(value: str, term: Term, place: Place) -> URIRef | None:
    if value not in term.choices or not _CODE.fullmatch(value):
        return None
    return concept(place, term.concept(value), in_languages(term.choices[value]), term.concepts)


def _read_choice(found: Node, term: Term, place: Place) -> str:
    code = str(found).removeprefix(str(term.concept("")))
    if code in term.choices:
        return code
    named = label(found, place)
    return "" if named == str(found) else named


def _sdg(value: str, _: Term, place: Place) -> URIRef | None:
    if not sdg.exists(value):
        return None
    return concept(place, SDG[value], {language: sdg.title(value, language) for language in LANGUAGES})


def _read_sdg(found: Node, _: Term, __: Place) -> str:
    address = str(found).replace("https://metadata.un.org/", "http://metadata.un.org/")
    return address.removeprefix(SDG) if address.startswith(SDG) else ""


def _place(value: str, _: Term, place: Place) -> Node:
    """Give a municipality by its code; what is no code of one is a place that is called so."""
    known = municipality(value)
    found = URIRef(f"{_PLACE}{known.code}") if known else BNode()
    name = f"{known.name}, {known.state}" if known else value
    place.graph.add((found, RDF.type, DCTERMS.Location))
    place.graph.add((found, SKOS.prefLabel, place.site.text(name)))
    if known:
        place.graph.add((found, SKOS.notation, Literal(known.code)))
    return found


def _read_place(found: Node, _: Term, place: Place) -> str:
    notation = place.graph.value(found, SKOS.notation)
    if notation is not None:
        return str(notation)
    return str(found).removeprefix(_PLACE) if str(found).startswith(_PLACE) else label(found, place)


def _url(value: str, *_: object) -> Node:
    return web_address(value) or Literal(value, datatype=XSD.anyURI)


def _read_url(found: Node, *_: object) -> str:
    return str(found) if isinstance(found, URIRef) else ""


def _email(value: str, *_: object) -> URIRef | None:
    return URIRef(f"{_MAILTO}{value}") if _EMAIL.fullmatch(value) else None


def _read_email(found: Node, *_: object) -> str:
    return str(found).removeprefix(_MAILTO)


def _format(value: str, _: Term, place: Place) -> BNode:
    found = BNode()
    place.graph.add((found, RDF.type, DCTERMS.MediaTypeOrExtent))
    place.graph.add((found, RDFS.label, Literal(value)))
    return found


def _link(value: str, term: Term, place: Place) -> Node | None:
    """Give the page of a record of this portal, or an outside address; what is only named stays its name."""
    return place.site.page(term.target, value) if _REFERENCE.fullmatch(value) else web_address(value)


def _read_link(found: Node, term: Term, place: Place) -> str:
    address = str(found)
    reference = address.removeprefix(place.site.page(term.target, ""))
    return reference if _REFERENCE.fullmatch(reference) else address


def _reference(value: str, term: Term, place: Place) -> URIRef | None:
    return next((place.rows[group, value] for group in term.refers if (group, value) in place.rows), None)


def _read_reference(found: Node, _: Term, place: Place) -> str:
    return str(place.graph.value(found, DCTERMS.identifier) or "")


_MAKERS: Mapping[str, Callable[[str, Term, Place], Node | None]] = {
    kinds.TEXT: _text,
    kinds.DATE: _day,
    kinds.YEAR: _year,
    kinds.NUMBER: _number,
    kinds.MONEY: _money,
    kinds.BOOLEAN: _boolean,
    kinds.CHOICE: _choice,
    kinds.SDG: _sdg,
    kinds.PLACE: _place,
    kinds.URL: _url,
    kinds.EMAIL: _email,
    kinds.FORMAT: _format,
    kinds.LINK: _link,
    kinds.REFERENCE: _reference,
}
_READERS: Mapping[str, Callable[[Node, Term, Place], str]] = {
    kinds.MONEY: _read_money,
    kinds.CHOICE: _read_choice,
    kinds.SDG: _read_sdg,
    kinds.PLACE: _read_place,
    kinds.URL: _read_url,
    kinds.EMAIL: _read_email,
    kinds.LINK: _read_link,
    kinds.REFERENCE: _read_reference,
}
