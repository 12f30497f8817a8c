"""The profile that ckanext-dcat loads: DCAT-AP 3 for plain datasets, all of their fields for records of ours."""

from __future__ import annotations

from typing import Any

from rdflib import URIRef
from rdflib.term import Node

import ckan.plugins.toolkit as tk

from ckanext.dcat.profiles import EuropeanDCATAP3Profile
from ckanext.dcat.utils import catalog_uri

from ckanext.socialprograms.profiles.catalogue import describe_catalogue
from ckanext.socialprograms.profiles.description import described
from ckanext.socialprograms.profiles.interchange import describe
from ckanext.socialprograms.profiles.nodes import Site
from ckanext.socialprograms.profiles.reading import type_of
from ckanext.socialprograms.profiles.vocabulary import bind
from ckanext.socialprograms.profiles.writing import write
from ckanext.socialprograms.registration import TYPES
from ckanext.socialprograms.search import schema_of

NAME = "socialprograms"


class SocialProgramsProfile(EuropeanDCATAP3Profile):
    """Speaks our types in full and reads them back; ckanext-dcat's own profile speaks the others."""

    def parse_dataset(self, dataset_dict: dict[str, Any], dataset_ref: Node) -> dict[str, Any]:
        """Fill a dataset dict from a node of the graph.

        Whatever another profile read of a record of ours goes: its fields would stand in the way of the schema's.
        """
        type_ = type_of(self.g, dataset_ref)
        schema = schema_of(type_) if type_ else {}
        if not schema:
            return super().parse_dataset(dataset_dict, dataset_ref)
        found = described(self.g, dataset_ref, type_, schema, site())
        dataset_dict.clear()
        # The harvester of ckanext-dcat knows a record by this extra, and adds one of its own.
        dataset_dict.update(found.data, extras=[{"key": "uri", "value": found.uri}])
        return dataset_dict

    def graph_from_dataset(self, dataset_dict: dict[str, Any], dataset_ref: URIRef) -> None:
        """Say a record in the graph, instead of what another profile may have said of it."""
        schema = schema_of(dataset_dict.get("type") or "")
        if not schema or dataset_dict["type"] not in TYPES:
            super().graph_from_dataset(dataset_dict, dataset_ref)
            return
        bind(self.g)
        self.g.remove((dataset_ref, None, None))
        write(self.g, dataset_ref, dataset_dict, schema, site())
        describe(self.g, dataset_ref, dataset_dict, site())

    def graph_from_catalog(self, catalog_dict: dict[str, Any] | None, catalog_ref: URIRef) -> None:
        """Say what the catalogue is, with what DCAT-AP 3 asks for."""
        super().graph_from_catalog(catalog_dict, catalog_ref)
        bind(self.g)
        describe_catalogue(self.g, catalog_ref, site())


def site() -> Site:
    """Give this portal."""
    return Site(catalog_uri().rstrip("/"), tk.config["ckan.locale_default"], tk.config["ckan.site_title"])
