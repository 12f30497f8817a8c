"""A plain dataset of a catalogue in linked data, as ckanext-dcat reads it and this portal takes it."""

from __future__ import annotations

import json
from typing import Any

from rdflib import Graph, Literal, URIRef
from rdflib.namespace import DCAT
from rdflib.term import Node

import ckan.plugins.toolkit as tk

from ckanext.dcat.profiles import EuropeanDCATAP3Profile

from ckanext.socialprograms.harvesters import tidy

_TYPE = "dataset"
_SHAPES = (URIRef("http://www.w3.org/ns/locn#geometry"), DCAT.bbox, DCAT.centroid)
_LINKS = ("url", "access_url", "download_url")


class Unreadable(Exception):  # noqa: N818 (it is what the dataset is)
    """Raised where ckanext-dcat breaks over what is said of a dataset."""


class PlainDatasets:
    """Reads the plain datasets of a catalogue, one after another."""

    def __init__(self) -> None:
        # Making one for each dataset would read the licences each time.
        self._profile = EuropeanDCATAP3Profile(Graph(), dataset_type=_TYPE)

    def read(self, graph: Graph, node: Node) -> dict[str, Any]:
        """Give the dataset dict of a node.

        Statements have no order, and blank nodes another name each time: both are taken out, so that the same
        description is the same dataset. Raises Unreadable.
        """
        _leave_out_places_elsewhere(graph)
        self._profile.g = graph
        try:
            said = self._profile.parse_dataset({}, node)
        except (ArithmeticError, AttributeError, LookupError, TypeError, ValueError) as error:
            raise Unreadable(str(error)) from error
        extras = {one["key"]: _in_order(one["value"]) for one in said["extras"] if one["value"] not in (None, "")}
        if extras.get("homepage") == tk.config["ckan.site_url"]:
            del extras["homepage"]  # ckanext-dcat takes this portal for the one that says nothing
        return {
            **{key: value for key, value in said.items() if value not in (None, "")},
            "type": _TYPE,
            "url": tidy.link(said.get("url") or ""),
            "extras": [{"key": key, "value": value} for key, value in sorted(extras.items())],
            "tags": [{"name": one["name"]} for one in said["tags"]],
            "resources": sorted(map(_file, said["resources"]), key=lambda one: json.dumps(one, sort_keys=True)),
            "organization": {"title": str(extras.get("publisher_name", ""))},
        }


def _leave_out_places_elsewhere(graph: Graph) -> None:
    """Take out shapes that are only named, over which ckanext-dcat 2.4.4 breaks."""
    for predicate in _SHAPES:
        for subject, shape in [*graph.subject_objects(predicate)]:
            if not isinstance(shape, Literal):
                graph.remove((subject, predicate, shape))


def _file(said: dict[str, Any]) -> dict[str, Any]:
    links = {key: tidy.link(str(said.get(key) or "")) for key in _LINKS}
    file = {**said, **links, "size": tidy.size(str(said.get("size", ""))), "distribution_ref": ""}
    return {key: _in_order(value) for key, value in file.items() if value not in (None, "")}


def _in_order(value: Any) -> Any:
    """Put a list that is written as JSON in order."""
    if not isinstance(value, str) or not value.startswith("["):
        return value
    try:
        return json.dumps(sorted(json.loads(value)))
    except (ValueError, TypeError):
        return value
