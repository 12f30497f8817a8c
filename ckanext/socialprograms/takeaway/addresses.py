"""Where a record, or a list with its filters, can be taken from, format by format."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

import ckan.plugins.toolkit as tk
from ckan.plugins import plugin_loaded

from ckanext.socialprograms.exporters.table import FORMATS
from ckanext.socialprograms.messages import N_
from ckanext.socialprograms.takeaway.conac import KINDS
from ckanext.socialprograms.takeaway.found import Search
from ckanext.socialprograms.takeaway.works import lists as lists_of_works

_FILES = (
    ("xlsx", N_("Workbook (XLSX)")),
    ("csv", N_("Table (CSV)")),
    ("json", N_("For programs (JSON)")),
)
_BUDGETS = N_("Budgets as fiscal data (Fiscal Data Package)")
_INVENTORY = N_("In the columns of the national inventory (XLSX)")
_WHOLE = N_("Everything: data, files and evidence (ZIP)")
_LINKED_DATA = (("ttl", N_("Linked data (Turtle)")), ("jsonld", N_("Linked data (JSON-LD)")))


@dataclass(frozen=True)
class Way:
    """A format with its name (a msgid) and address."""

    ending: str
    label: str
    address: str


@dataclass(frozen=True)
class Following:
    """The addresses of the news and of the calendar; ``subscription`` is the calendar's for calendar programs."""

    news: str
    calendar: str
    subscription: str


def of_record(type_: str, name: str) -> list[Way]:
    """Give the files of a record."""
    return [
        Way(ending, label, tk.url_for(f"{pages}.one", type_=type_, id_=name, ending=ending))
        for pages, ending, label in _offered()
    ]


def official(name: str) -> list[Way]:
    """Give the files of an evaluation's results in the official form."""
    return [
        Way(ending, kind.label, tk.url_for("socialprograms_conac.form", id_=name, ending=ending))
        for ending, kind in KINDS.items()
    ]


def improvements(name: str) -> list[Way]:
    """Give the files of an evaluation's improvements."""
    return [
        Way(ending, ending.upper(), tk.url_for("socialprograms_conac.improvements", id_=name, ending=ending))
        for ending in FORMATS
    ]


def works(pkg: dict[str, Any]) -> list[tuple[str, str]]:
    """Give the lists of works of a program by name, with their addresses as projects."""
    address = tk.url_for("socialprograms_downloads.works", id_=pkg["name"])
    return [(one.get("name") or one["id"], f"{address}?resource={one['id']}") for one in lists_of_works(pkg)]


def of_list(type_: str) -> list[Way]:
    """Give the files of the list that the request asks for, with its filters."""
    asked = Search.read(type_, tk.request.args)
    return [
        Way(ending, label, asked.at(tk.url_for(f"{pages}.several", type_=type_, ending=ending)))
        for pages, ending, label in _offered()
    ]


def of_programs() -> list[Way]:
    """Give the files of the list of programs that the request asks for, in formats of others."""
    asked = Search.read("program", tk.request.args)
    return [
        Way("zip", _BUDGETS, asked.at(tk.url_for("socialprograms_programs.budgets"))),
        Way("xlsx", _INVENTORY, asked.at(tk.url_for("socialprograms_programs.of_inventory", ending="xlsx"))),
    ]


def dictionary(table: str) -> str:
    """Give where it stands what the columns of a table mean."""
    return tk.url_for("socialprograms_dictionary.one", name=table, ending="csv")


def following(type_: str, name: str = "") -> Following:
    """Give where a record, or the list that the request asks for, is followed."""
    calendar = _followed(type_, name, "ics")
    # Another scheme than that of the web opens the calendar instead of a download.
    return Following(_followed(type_, name, "atom"), calendar, re.sub("^https?:", "webcal:", calendar))


def _followed(type_: str, name: str, ending: str) -> str:
    if name:
        return tk.url_for("socialprograms_following.one", type_=type_, id_=name, ending=ending, _external=True)
    address = tk.url_for("socialprograms_following.several", type_=type_, ending=ending, _external=True)
    return Search.read(type_, tk.request.args).at(address)


def _offered() -> list[tuple[str, str, str]]:
    files = [("socialprograms_downloads", ending, label) for ending, label in (("zip", _WHOLE), *_FILES)]
    linked = [("socialprograms_rdf", ending, label) for ending, label in _LINKED_DATA]
    return [*files, *(linked if plugin_loaded("dcat") else ())]
