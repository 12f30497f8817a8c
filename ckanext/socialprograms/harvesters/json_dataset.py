"""A dataset of a catalogue in JSON as a dataset dict. Pure.

Two kinds are known, by the same names since both come from DCAT:

- Project Open Data 1.1 (``data.json``, now DCAT-US 1.1: resources.data.gov/resources/dcat-us), with the older 1.0,
  where ``accessURL``, ``webService``, ``person`` and ``mbox`` stand beside the title;
- what ADELA writes for datos.gob.mx (``DatasetSerializer`` and ``DistributionSerializer`` of vaquer/adela): there
  ``publisher`` is a person (``name``, ``position``, ``mbox``), ``landingPage`` is the address of the data dictionary,
  and only the title of the catalogue names the agency.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from typing import Any

from ckanext.socialprograms.harvesters import tidy

_FREQUENCY = "http://publications.europa.eu/resource/authority/frequency/"
# fmt: off
_FREQUENCIES = {
    "r/p1d": "DAILY", "diario": "DAILY", "r/p1w": "WEEKLY", "semanal": "WEEKLY", "r/p2w": "BIWEEKLY",
    "quincenal": "BIWEEKLY", "r/p1m": "MONTHLY", "mensual": "MONTHLY", "r/p2m": "BIMONTHLY", "bimestral": "BIMONTHLY",
    "r/p3m": "QUARTERLY", "trimestral": "QUARTERLY", "r/p4m": "ANNUAL_3", "cuatrimestral": "ANNUAL_3",
    "r/p6m": "ANNUAL_2", "semestral": "ANNUAL_2", "r/p1y": "ANNUAL", "anual": "ANNUAL", "r/p2y": "BIENNIAL",
    "bienal": "BIENNIAL", "r/p5y": "QUINQUENNIAL", "quinquenal": "QUINQUENNIAL", "r/p10y": "DECENNIAL",
    "decenal": "DECENNIAL", "irregular": "IRREG", "realtime": "CONT",
}
_READ = frozenset([
    "@type", "@id", "id", "identifier", "title", "description", "landingPage", "keyword", "contactPoint", "person",
    "mbox", "publisher", "temporal", "spatial", "accrualPeriodicity", "license", "distribution", "distributions",
    "language", "accessURL", "webService", "format", "accessLevel", "public", "theme", "describedBy", "dataDictionary",
])
_READ_OF_A_FILE = frozenset([
    "@type", "@id", "id", "title", "downloadURL", "accessURL", "mediaType", "format", "byteSize",
])
# fmt: on
_DAY = re.compile(r"\d{4}(-\d\d(-\d\d)?)?(T[\d:.]+(Z|[+-]\d\d:?\d\d)?)?")


def dataset(said: Mapping[str, Any], agency: str, licenses: Mapping[str, str]) -> dict[str, Any]:
    """Give the dataset dict of a dataset.

    ``agency`` is whose catalogue it is, for those that do not say who publishes them; ``licenses`` are the licences of
    this portal by their addresses.
    """
    files = [*_files(said)]
    person, position, mail, publisher = _people(said)
    license_ = _text(said, "license") or next((one["license"] for one in files if one.get("license")), "")
    is_person = bool(position)
    page, dictionary = _text(said, "landingPage"), _text(said, "describedBy") or _text(said, "dataDictionary")
    if is_person and not dictionary:
        page, dictionary = "", page
    extras = {
        **{key: _written(value) for key, value in said.items() if key not in _READ},
        **_period(_text(said, "temporal")),
        **_place(said.get("spatial")),
        "identifier": _text(said, "identifier"),
        "frequency": _frequency(_text(said, "accrualPeriodicity")),
        "language": _written(_texts(said, "language")),
        "theme": _written(_texts(said, "theme")),
        "access_rights": "non-public" if said.get("public") is False else _text(said, "accessLevel"),
        "publisher_name": publisher or agency,
        "contact_position": position,
        "data_dictionary": tidy.link(dictionary),
        "license_url": "" if _bare(license_) in licenses else tidy.link(license_),
    }
    return {
        "type": "dataset",
        "title": _text(said, "title"),
        "notes": _text(said, "description"),
        "url": tidy.link(page),
        "maintainer": person,
        "maintainer_email": mail,
        "license_id": licenses.get(_bare(license_), ""),
        "organization": {"title": publisher or agency},
        "tags": tidy.tags(_texts(said, "keyword")),
        "extras": [{"key": key, "value": value} for key, value in sorted(extras.items()) if value],
        "resources": files,
    }


def address(said: Mapping[str, Any]) -> str:
    """Give where people see a dataset: its page, else the first of its files."""
    places = (_text(said, "landingPage"), _text(said, "accessURL"), *(one["url"] for one in _files(said)))
    return next((one for one in map(tidy.link, places) if one), "")


def identifier(said: Mapping[str, Any]) -> str:
    """Give what a dataset is known by in its catalogue."""
    return _text(said, "identifier") or _text(said, "@id") or _text(said, "id") or address(said)


def by_address(licenses: Mapping[str, str]) -> dict[str, str]:
    """Give the ids of licences by their addresses, however these are written."""
    return {_bare(url): id_ for url, id_ in licenses.items() if url}


def _bare(url: str) -> str:
    return url.partition("://")[2].removeprefix("www.").rstrip("/").casefold()


def _people(said: Mapping[str, Any]) -> tuple[str, str, str, str]:
    """Give the person to ask, with position and e-mail, and the agency that publishes."""
    contact, publisher = (said.get(key) for key in ("contactPoint", "publisher"))
    contact = (
        contact if isinstance(contact, Mapping) else {"fn": _text(said, "person"), "hasEmail": _text(said, "mbox")}
    )
    if isinstance(publisher, Mapping) and ("position" in publisher or "mbox" in publisher):
        return _text(publisher, "name"), _text(publisher, "position"), _mail(_text(publisher, "mbox")), ""
    name = _text(publisher, "name") if isinstance(publisher, Mapping) else _text(said, "publisher")
    return _text(contact, "fn"), "", _mail(_text(contact, "hasEmail")), name


def _mail(text: str) -> str:
    return re.sub(r"^mailto:", "", text, flags=re.IGNORECASE)


def _period(text: str) -> dict[str, str]:
    """Give the beginning and the end of a period (``2014-01-01/2015-12-31``), and what is no period as it is."""
    start, _, end = text.partition("/")
    if _DAY.fullmatch(start) and (not end or _DAY.fullmatch(end)):
        return {"temporal_start": start, "temporal_end": end}
    return {"temporal": text}


def _place(found: Any) -> dict[str, str]:
    if isinstance(found, Mapping) and "coordinates" in found:
        return {"spatial": _written(found)}
    return {"spatial_text": _written(found)}


def _frequency(text: str) -> str:
    known = _FREQUENCIES.get(text.casefold())
    return f"{_FREQUENCY}{known}" if known else text


def _files(said: Mapping[str, Any]) -> Iterator[dict[str, Any]]:
    """Give the files that have an address; one that is not published yet has none."""
    found = said.get("distribution") or said.get("distributions") or _of_version_1_0(said)
    for one in [found] if isinstance(found, Mapping) else found if isinstance(found, list) else ():
        if not isinstance(one, Mapping):
            continue
        url = tidy.link(_text(one, "downloadURL")) or tidy.link(_text(one, "accessURL"))
        if not url:
            continue
        rest = {key: _written(value) for key, value in one.items() if key not in _READ_OF_A_FILE}
        media = _text(one, "mediaType")
        file = {
            **rest,
            "url": url,
            "name": _text(one, "title"),
            "format": _text(one, "format") or media.rpartition("/")[2],
            "mimetype": media,
            "size": tidy.size(_text(one, "byteSize")),
        }
        yield {key: value for key, value in file.items() if value}


def _of_version_1_0(said: Mapping[str, Any]) -> list[dict[str, str]]:
    places = ((_text(said, key), _text(said, "format")) for key in ("accessURL", "webService"))
    return [{"accessURL": url, "format": format_} for url, format_ in places if url]


def _text(said: Mapping[str, Any], key: str) -> str:
    value = said.get(key)
    return str(value).strip() if isinstance(value, (str, int, float)) and not isinstance(value, bool) else ""


def _texts(said: Mapping[str, Any], key: str) -> list[str]:
    value = said.get(key)
    found = value if isinstance(value, list) else [value]
    return [one.strip() for one in found if isinstance(one, str) and one.strip()]


def _written(value: Any) -> str:
    """Give a value as a text: what is no text as JSON, nothing as nothing."""
    if isinstance(value, str):
        return value.strip()
    return "" if value in (None, [], {}) else json.dumps(value, ensure_ascii=False, sort_keys=True)
