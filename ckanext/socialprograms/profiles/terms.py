"""How each field of a schema is said in linked data: its predicate, and what stands at the end of it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from rdflib import URIRef
from rdflib.namespace import DCTERMS

from ckanext.socialprograms.pages.fields import Schema
from ckanext.socialprograms.profiles.vocabulary import SP, named, path
from ckanext.socialprograms.records.kinds import LISTS, Held, held

TEXT, KEY, DATE, YEAR, NUMBER, MONEY, BOOLEAN = "text", "key", "date", "year", "number", "money", "boolean"
CHOICE, URL, EMAIL, FORMAT = "choice", "url", "email", "format"
SDG, PLACE, LINK, REFERENCE, ROWS = "sdg", "place", "link", "reference", "rows"
# How an import read a record is for those who edit it; a reason is in the ledger. The agency and the tags are CKAN's
# own and are written as such.
LEFT_OUT = frozenset({"provenance", "replanning_reason", "owner_org", "tag_string"})
FILES = "resources"
_KINDS = {
    Held.SDG_TARGETS: SDG,
    Held.DATE: DATE,
    Held.YEAR: YEAR,
    Held.NUMBER: NUMBER,
    Held.COUNT: NUMBER,
    Held.PERCENT: NUMBER,
    Held.MONEY: MONEY,
    Held.ADDRESS: URL,
    Held.EMAIL: EMAIL,
    Held.PHONE: KEY,
    Held.KEYS: KEY,
    Held.NAME: KEY,
}
_YES_NO = {"yes", "no"}


@dataclass(frozen=True)
class Term:
    """A field; ``label`` is a msgid, ``choices`` has those of the codes, ``refers`` the groups whose rows it names."""

    name: str
    label: str
    path: tuple[URIRef, ...]
    kind: str
    has_several: bool
    scheme: str
    choices: Mapping[str, str]
    target: str
    refers: tuple[str, ...]
    classes: tuple[URIRef, ...]
    rows: tuple[Term, ...]

    def concept(self, code: str) -> URIRef:
        """Give the concept of a coded value."""
        return SP[f"{self.scheme}.{code}"]

    @property
    def concepts(self) -> URIRef:
        """Give the scheme of its coded values."""
        return SP[f"scheme.{self.scheme}"]


def terms(schema: Schema) -> tuple[Term, ...]:
    """Give how the fields of a record are said."""
    return _known(_Same(schema))[0]


def file_terms(schema: Schema) -> tuple[Term, ...]:
    """Give how the fields of a record's files are said."""
    return _known(_Same(schema))[1]


def group_term(field: Mapping[str, Any]) -> Term:
    """Give how a group of rows is said that is in no schema, such as the ledger."""
    return _term(field, "")


class _Same:
    """A schema that is known again while it is the same object."""

    def __init__(self, schema: Schema) -> None:
        self.schema = schema

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Same) and self.schema is other.schema

    def __hash__(self) -> int:
        return id(self.schema)


@lru_cache(maxsize=32)
def _known(same: _Same) -> tuple[tuple[Term, ...], tuple[Term, ...]]:
    schema = same.schema
    return tuple(_terms(schema["dataset_fields"])), tuple(_terms(schema.get("resource_fields", ()), FILES))


def _terms(fields: Iterable[Mapping[str, Any]], group: str = "") -> Iterator[Term]:
    return (_term(field, group) for field in fields if group or field["field_name"] not in LEFT_OUT)


def _term(field: Mapping[str, Any], group: str) -> Term:
    name = field["field_name"]
    predicates = path(field["rdf"]) if field.get("rdf") else (SP[name],)
    return Term(
        name=name,
        label=field.get("label") or name,
        path=predicates,
        kind=_kind(field, predicates),
        has_several=held(field) in LISTS,
        scheme=f"{group}.{name}" if group else name,
        choices={str(one["value"]): one.get("label") or str(one["value"]) for one in field.get("choices", ())},
        target=field.get("link_type", ""),
        refers=tuple(field.get("rdf_to", ())),
        classes=tuple(map(named, field.get("rdf_class", ()))),
        rows=tuple(_terms(field.get("repeating_subfields", ()), name)),
    )


def _kind(field: Mapping[str, Any], predicates: tuple[URIRef, ...]) -> str:
    if "repeating_subfields" in field:
        return ROWS
    for key, kind in (("link_type", LINK), ("rdf_to", REFERENCE)):
        if key in field:
            return kind
    if "rdf_as" in field:
        return field["rdf_as"]
    if "choices" in field:
        return BOOLEAN if {str(one["value"]) for one in field["choices"]} == _YES_NO else CHOICE
    kind = _KINDS.get(held(field), TEXT)
    return KEY if kind == TEXT and _is_key(field, predicates) else kind


def _is_key(field: Mapping[str, Any], predicates: tuple[URIRef, ...]) -> bool:
    """Say whether a text is in no language: a key, or what people and offices are called."""
    snippet = field.get("form_snippet") or ""
    is_hidden = "_hidden" in snippet or snippet == "license.html"
    return is_hidden or field.get("personal_data") == "allowed" or predicates[-1] == DCTERMS.identifier
