"""Our records in CKAN's search: what is indexed, which facets there are, and which records are linked."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import event

import ckan.plugins.toolkit as tk
from ckan import model
from ckan.lib import search as ckan_search
from ckan.lib.search.common import SearchError
from ckan.lib.search.query import solr_literal

from ckanext.scheming.helpers import scheming_get_dataset_schema

from ckanext.socialprograms import config as options
from ckanext.socialprograms.language import language
from ckanext.socialprograms.messages import N_
from ckanext.socialprograms.pages import index
from ckanext.socialprograms.pages.links import Record, named_references
from ckanext.socialprograms.records import sdg
from ckanext.socialprograms.records.territory import municipality
from ckanext.socialprograms.records.values import Data
from ckanext.socialprograms.spanish import query

TYPES = ("commitment", "program", "evaluation")
TYPE_NAMES = {
    "commitment": N_("Commitments"),
    "program": N_("Social programs"),
    "evaluation": N_("Evaluations"),
    "dataset": N_("Open data"),
}
LISTS = (*TYPES, "dataset")
"""The lists of ours: of each type, and the search of the whole portal, which CKAN has at the list of plain datasets."""
LIST_NAMES = {**TYPE_NAMES, "dataset": N_("All records")}
NAVIGATION = (("program", N_("Programs")), ("commitment", N_("Commitments")), ("evaluation", N_("Evaluations")))
MOST_LINKED = 200
_WAYS = ("vocab_rights", "vocab_life_stages")


@dataclass(frozen=True)
class Overview:
    """The public records: each type with its name and count; the ways to programs, each with CKAN's facet items."""

    types: tuple[tuple[str, str, int], ...] = ()
    ways: Mapping[str, list[dict[str, Any]]] = field(default_factory=dict)
    newest: tuple[dict[str, Any], ...] = ()


def schemas() -> dict[str, Mapping[str, Any]]:
    """Give the schemas of our types that this portal has, by type."""
    found = {type_: scheming_get_dataset_schema(type_) for type_ in TYPES}
    return {type_: schema for type_, schema in found.items() if schema}


def schema_of(type_: str) -> Mapping[str, Any]:
    """Give the schema of a type, empty where the portal has none for it."""
    return scheming_get_dataset_schema(type_) or {}


def document(document: dict[str, Any]) -> dict[str, Any]:
    """Make the index document of a record of ours out of CKAN's; other types are left as they are."""
    schema = schemas().get(document.get("dataset_type", ""))
    if not schema:
        return document
    data = json.loads(document["validated_data_dict"])
    return index.indexed(document, data, schema, tk.config["ckan.locale_default"])


def facets(default: dict[str, str], package_type: str) -> dict[str, str]:
    """Give the facets of a list: those that apply to its type; the list of all gets the kind of record first."""
    schema, agency = schemas().get(package_type), tk._("Agency")
    if not schema:
        in_search = package_type == "dataset" and options.search()
        return {"dataset_type": tk._("Kind of record"), **default, "organization": agency} if in_search else default
    return {
        "organization": agency,
        **{
            name: tk._(title)
            for name, title in index.facets(schema).items()
            if options.signals() or name != index.SIGNALS
        },
    }


def asked(params: dict[str, Any]) -> dict[str, Any]:
    """Have a search ask in Spanish, and in the list of plain datasets for them alone, if the portal wants it so."""
    if not options.search() and tk.get_endpoint() == ("dataset", "search"):
        params["fq"] = f"{params.get('fq', '')} -dataset_type:({' OR '.join(TYPES)})"
    return query.in_spanish(params)


def labelled(results: dict[str, Any]) -> dict[str, Any]:
    """Put names in the language of the interface on the coded values of facets."""
    names = {**index.labels(schemas().values()), "dataset_type": TYPE_NAMES}
    for facet, found in results.get("search_facets", {}).items():
        for item in found["items"]:
            item["display_name"] = _name(facet, item["name"], names) or item["display_name"]
    return results


def _name(facet: str, code: str, names: Mapping[str, Mapping[str, str]]) -> str:
    if facet == "vocab_sdg":
        return f"{code} · {sdg.title(code, language().partition('_')[0])}"
    if facet == "vocab_territory":
        found = municipality(code)
        return f"{found.name}, {found.state}" if found else ""
    return tk._(names[facet][code]) if code in names.get(facet, ()) else ""


def overview(newest: int) -> Overview:
    """Give what the public records are, with some that changed last: one query."""
    asked = {
        "fq": f"dataset_type:({' OR '.join(TYPES)})",
        "rows": newest,
        "sort": "metadata_modified desc",
        "facet.field": ["dataset_type", *_WAYS],
        "facet.limit": -1,
    }
    try:
        found = tk.get_action("package_search")({"user": ""}, asked)
    except SearchError:  # the page stands without its numbers when Solr is down
        return Overview()
    counts = found["facets"].get("dataset_type", {})
    ways = {way: found["search_facets"].get(way, {}).get("items", []) for way in _WAYS}
    return Overview(
        types=tuple((type_, tk._(name), counts.get(type_, 0)) for type_, name in NAVIGATION),
        ways={way: sorted(items, key=lambda item: -item["count"]) for way, items in ways.items() if items},
        newest=tuple(found["results"]),
    )


def known_before(year: int) -> int:
    """Count the public programs of which only years before one are known."""
    asked = {"fq": f'+dataset_type:program +vocab_year:* -vocab_year:["{year}" TO *]', "rows": 0, "facet": "false"}
    try:
        return tk.get_action("package_search")({"user": ""}, asked)["count"]
    except SearchError:
        return 0


def linked_records(data: Data) -> tuple[Record, ...]:
    """Find the records that a record names and those that name it, as far as the viewer may see them: one query."""
    own = _any_of((str(data["id"]), str(data["name"])))
    named = _any_of(named_references(data))
    clauses = [f"{index.LINKS}:({own})", *(f"{name}:({named})" for name in ("id", "name") if named)]
    asked = {
        "fq": f"+({' OR '.join(clauses)}) +dataset_type:({' OR '.join(TYPES)})",
        "fl": ["id", "name", "title", "dataset_type", "state", index.LINKS],
        "rows": MOST_LINKED,
        "facet": "false",
        "include_private": True,
        "include_drafts": True,
    }
    try:
        rows = tk.get_action("package_search")({}, asked)["results"]
    except SearchError:  # the page stands without its neighbours when Solr is down
        return ()
    return tuple(_record(row) for row in rows)


def reindex_when_saved(organization: model.Group) -> None:
    """Have the records of an organization indexed anew once its new name is saved: facets and cards show it."""
    if not organization.is_organization:
        return
    organization_id = organization.id

    def enqueue(_session: Any) -> None:
        tk.enqueue_job(reindex_organization, [organization_id], title="Reindex the records of an organization")

    # CKAN calls its hook before the commit; a worker that is quick would still read the old name.
    event.listen(model.Session(), "after_commit", enqueue, once=True)


def reindex_organization(organization_id: str) -> None:
    """Index the records of an organization anew."""
    ids = model.Session.query(model.Package.id).filter(
        model.Package.owner_org == organization_id, model.Package.type.in_(TYPES), model.Package.state != "deleted"
    )
    ckan_search.rebuild(package_ids=[row.id for row in ids], quiet=True)
    ckan_search.commit()


def _any_of(references: tuple[str, ...]) -> str:
    # What is not shaped like an id or a name can't be either, and has no place in a query.
    return " OR ".join(solr_literal(one) for one in references if one.replace("-", "").replace("_", "").isalnum())


def _record(row: Mapping[str, Any]) -> Record:
    return Record(
        id=row["id"],
        name=row["name"],
        title=row.get("title") or row["name"],
        type=row["dataset_type"],
        is_draft=row.get("state") == "draft",
        references=tuple(row.get(index.LINKS, ())),
    )
