"""Template helpers: what can be taken away, followed, shared and cited."""

from __future__ import annotations

from typing import Any
from urllib.parse import quote, urlencode, urljoin

import ckan.plugins.toolkit as tk

from ckanext.socialprograms.exporters import fiscal, structured
from ckanext.socialprograms.pages import (
    dates,
)
from ckanext.socialprograms.takeaway import addresses, describing, versions
from ckanext.socialprograms.takeaway.found import Search
from ckanext.socialprograms.takeaway.portal import settled


def socialprograms_files(type_: str, name: str = "") -> list[addresses.Way]:
    """Give the files in which a record (or the list that is asked for, with its filters) can be taken away."""
    return addresses.of_record(type_, name) if name else addresses.of_list(type_)


def socialprograms_official_files(name: str) -> list[addresses.Way]:
    """Give the files of an evaluation's results in the official form."""
    return addresses.official(name)


def socialprograms_improvement_files(name: str) -> list[addresses.Way]:
    """Give the files of an evaluation's improvements as official systems list them."""
    return addresses.improvements(name)


def socialprograms_works(pkg: dict[str, Any]) -> list[tuple[str, str]]:
    """Give the lists of works of a program by name, with their addresses as projects of OC4IDS."""
    return addresses.works(pkg) if pkg["type"] == "program" else []


def socialprograms_has_budget(pkg: dict[str, Any]) -> bool:
    """Say whether a program has published any money."""
    return fiscal.has_budget(pkg)


def socialprograms_program_files() -> list[addresses.Way]:
    """Give the files of the list of programs that is asked for in formats of others."""
    return addresses.of_programs()


def socialprograms_dictionary(table: str) -> str:
    """Give the address of what the columns of a table mean."""
    return addresses.dictionary(table)


def socialprograms_following(type_: str, name: str = "") -> addresses.Following:
    """Give where a record (or the list that is asked for, with its filters) is followed."""
    return addresses.following(type_, name)


def socialprograms_has_dates(pkg: dict[str, Any]) -> bool:
    """Say whether a record has days for a calendar."""
    return bool(dates.dates(pkg))


def socialprograms_described(pkg: dict[str, Any]) -> str:
    """Say in a few sentences who, how much, where and until when: what a message shows of a link to the record."""
    return describing.described(pkg)


def socialprograms_whatsapp(title: str, text: str, address: str) -> str:
    """Give the address that opens WhatsApp with a message about a page."""
    message = f"*{title}*\n{text}\n{address}"
    return f"https://wa.me/?{urlencode({'text': message}, quote_via=quote)}"


def socialprograms_citation(pkg: dict[str, Any]) -> versions.Citation:
    """Give how a record is cited as it is now."""
    return versions.cite(pkg)


def socialprograms_cited(pkg: dict[str, Any]) -> versions.Cited | None:
    """Say what became of the version that the address asks for, None if it asks for none."""
    return versions.cited(pkg, tk.request.args.get("as_of", ""))


def socialprograms_list_address(type_: str) -> str:
    """Give the whole address of the list that the request asks for, with its filters."""
    return Search.read(type_, tk.request.args).at(tk.url_for(f"{type_}.search", _external=True))


def socialprograms_structured(pkg: dict[str, Any]) -> dict[str, Any]:
    """Give what search engines read in the page of a record."""
    page = tk.url_for(f"{pkg['type']}.read", id=pkg["name"], _external=True, locale="default")
    home = tk.url_for("home.index", _external=True, locale="default")
    ways = tuple(
        (way.ending, tk._(way.label), urljoin(page, way.address))
        for way in addresses.of_record(pkg["type"], pkg["name"])
    )
    around = structured.Around(tk.config["ckan.site_title"], home, tk.config["ckan.locale_default"], page, ways)
    return structured.structured(settled(pkg), around)
