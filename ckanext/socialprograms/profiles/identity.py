"""What records and files are called in linked data: the address that they came with, else the portal's own."""

from __future__ import annotations

from importlib import import_module
from importlib.util import find_spec

import ckan.plugins.toolkit as tk
from ckan.plugins import Interface

from ckanext.socialprograms.profiles.iri import is_iri
from ckanext.socialprograms.records import values
from ckanext.socialprograms.records.values import Data


def interfaces() -> list[type[Interface]]:
    """Give the interface by which ckanext-dcat asks, where it is installed."""
    return [import_module("ckanext.dcat.interfaces").IDCATURIGenerator] if find_spec("ckanext.dcat") else []


def of_record(data: Data, address: str) -> str:
    """Give what a record is called."""
    return address if is_iri(address) else f"{_portal()}/dataset/{values.text(data, 'id')}"


def of_file(resource: Data, address: str) -> str:
    """Give what a file is called."""
    if is_iri(address):
        return address
    return f"{_portal()}/dataset/{values.text(resource, 'package_id')}/resource/{values.text(resource, 'id')}"


def _portal() -> str:
    return str(tk.config.get("ckanext.dcat.base_uri") or tk.config["ckan.site_url"]).rstrip("/")
