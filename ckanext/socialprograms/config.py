"""The options of the ini file, one typed function each; their defaults stand in ``config_declaration.yaml``."""

from __future__ import annotations

from ipaddress import ip_network

import ckan.plugins.toolkit as tk

from ckanext.socialprograms.fetching import Network


def board() -> bool:
    """Say whether the monitoring board is served."""
    return tk.config["ckanext.socialprograms.board"]


def import_page() -> bool:
    """Say whether the import page is served."""
    return tk.config["ckanext.socialprograms.import"]


def check_files() -> bool:
    """Say whether uploaded files are checked for personal data before they are public."""
    return tk.config["ckanext.socialprograms.check_files"]


def lawful_data() -> frozenset[str]:
    """Give the kinds of personal data that the law of this place makes public."""
    return frozenset(tk.aslist(tk.config["ckanext.socialprograms.lawful_data"]))


def harvest_networks() -> tuple[Network, ...]:
    """Give the private networks from which may be harvested, such as that of a state's own portals."""
    return tuple(map(ip_network, tk.aslist(tk.config["ckanext.socialprograms.harvest_networks"])))


def signals() -> bool:
    """Say whether risk signals of programs are shown."""
    return tk.config["ckanext.socialprograms.signals"]


def home() -> bool:
    """Say whether the home page gets blocks of ours."""
    return tk.config["ckanext.socialprograms.home"]


def home_blocks() -> tuple[str, ...]:
    """Give the blocks of the home page in their order; what is not named is not shown."""
    return tuple(dict.fromkeys(tk.aslist(tk.config["ckanext.socialprograms.home_blocks"])))


def facets() -> bool:
    """Say whether lists get facets of ours."""
    return tk.config["ckanext.socialprograms.facets"]


def search() -> bool:
    """Say whether the site's search shows our record types."""
    return tk.config["ckanext.socialprograms.search"]


def long_downloads() -> int:
    """Give how many long downloads may run at the same time; 0 for any number."""
    return max(tk.config["ckanext.socialprograms.long_downloads"], 0)


def synonyms() -> str:
    """Give the families of synonyms that the portal adds to ours: one a line, separated by commas."""
    return tk.config["ckanext.socialprograms.synonyms"] or ""


def view_seconds() -> int:
    """Give how many seconds the database may work on one answer of a view."""
    return max(tk.config["ckanext.socialprograms.view_seconds"], 1)


def smallest_group() -> int:
    """Give the smallest number of people that is told on its own; fewer than five would give them away."""
    return max(tk.config["ckanext.socialprograms.smallest_group"], 5)


def map_tiles() -> str:
    """Give the address of the base map's tiles, empty for none."""
    return tk.config["ckanext.socialprograms.map_tiles"]


def map_attribution() -> str:
    """Give whom the base map names as its maker."""
    return tk.config["ckanext.socialprograms.map_attribution"]
