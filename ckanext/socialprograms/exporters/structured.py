"""A record as search engines read it in its page: schema.org's Dataset, and GovernmentService for programs."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from ckanext.socialprograms.exporters.record import agency
from ckanext.socialprograms.records import values
from ckanext.socialprograms.records.territory import municipality
from ckanext.socialprograms.records.values import Data

_LONGEST = 5000
"""Letters of a description: search engines read no more."""
_MEDIA_TYPES = {
    "csv": "text/csv",
    "json": "application/json",
    "jsonld": "application/ld+json",
    "ttl": "text/turtle",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "zip": "application/zip",
}
_PERIODS = {
    "commitment": ("start_date", "end_date"),
    "program": ("valid_from", "valid_until"),
    "evaluation": ("start_date", "end_date"),
}
Thing = dict[str, Any]


@dataclass(frozen=True)
class Around:
    """What only the portal knows: its name, address and language, the record's page, and its files by ending."""

    portal: str
    home: str
    language: str
    page: str
    downloads: tuple[tuple[str, str, str], ...] = ()
    """Ending, name and address."""


def structured(data: Data, around: Around) -> Thing:
    """Give the JSON-LD of a record's page."""
    things = [_dataset(data, around)]
    if values.text(data, "type") == "program":
        things.append(_service(data, around))
    return {"@context": "https://schema.org", "@graph": [_said(one) for one in things]}


def _dataset(data: Data, around: Around) -> Thing:
    about = {"@id": f"{around.page}#service"} if values.text(data, "type") == "program" else None
    return {
        "@type": "Dataset",
        "@id": f"{around.page}#data",
        "name": values.text(data, "title"),
        "description": _description(data),
        "url": around.page,
        "identifier": values.text(data, "id"),
        "datePublished": values.text(data, "metadata_created")[:10],
        "dateModified": values.text(data, "metadata_modified")[:10],
        "license": values.text(data, "license_url") or values.text(data, "license_title"),
        "keywords": [values.text(tag, "name") for tag in values.rows(data, "tags")],
        "inLanguage": around.language,
        "isAccessibleForFree": True,
        "publisher": _agency(data, around),
        "includedInDataCatalog": {"@type": "DataCatalog", "name": around.portal, "url": around.home},
        "temporalCoverage": _period(data),
        "spatialCoverage": list(_places(data, "Place")),
        "distribution": [*_downloads(around), *_files(data)],
        "about": about,
    }


def _service(data: Data, around: Around) -> Thing:
    return {
        "@type": "GovernmentService",
        "@id": f"{around.page}#service",
        "name": values.text(data, "title"),
        "description": _description(data),
        "url": around.page,
        "serviceType": values.text(data, "topic") or values.text(data, "rubro"),
        "provider": _agency(data, around),
        "areaServed": list(_places(data, "AdministrativeArea")),
        "audience": _audience(data),
        "availableChannel": _channel(data),
        "termsOfService": values.text(data, "eligibility"),
        "serviceOutput": [_said({"@type": "Thing", "name": kind}) for kind in values.texts(data, "support_kinds")],
        "offers": list(_calls(data)),
    }


def _said(thing: Thing) -> Thing:
    """Leave out what is empty: an empty value says that there is none."""
    return {key: value for key, value in thing.items() if value not in ("", None, [], {})}


def _description(data: Data) -> str:
    words = (values.text(data, name) for name in ("notes", "main_objective", "title"))
    return next((text for text in words if text), "")[:_LONGEST]


def _agency(data: Data, around: Around) -> Thing:
    contact = {
        "@type": "ContactPoint",
        "contactType": values.text(data, "contact_area") or "customer service",
        "telephone": values.text(data, "contact_phone"),
        "email": values.text(data, "contact_email"),
    }
    can_be_reached = contact["telephone"] or contact["email"]
    name = agency(data) or around.portal
    return _said(
        {
            "@type": "GovernmentOrganization",
            "name": name,
            "url": around.home,
            "contactPoint": _said(contact) if can_be_reached else None,
        }
    )


def _period(data: Data) -> str:
    days = [values.day(data, name) for name in _PERIODS.get(values.text(data, "type"), ())]
    return "/".join(day.isoformat() if day else ".." for day in days) if any(days) else ""


def _places(data: Data, type_: str) -> Iterator[Thing]:
    for code in values.texts(data, "territory"):
        found = municipality(code)
        name = f"{found.name}, {found.state}" if found else code
        yield _said({"@type": type_, "name": name, "identifier": found.code if found else ""})
    if not values.texts(data, "territory") and values.text(data, "federal_entity"):
        yield {"@type": type_, "name": values.text(data, "federal_entity")}


def _audience(data: Data) -> Thing:
    text = values.text(data, "target_population") or ", ".join(values.texts(data, "target_groups"))
    return {"@type": "Audience", "audienceType": text} if text else {}


def _channel(data: Data) -> Thing:
    text = values.text(data, "how_to_apply")
    return {"@type": "ServiceChannel", "description": text} if text else {}


def _calls(data: Data) -> Iterator[Thing]:
    for call in values.rows(data, "calls"):
        opens, closes = values.day(call, "opens"), values.day(call, "closes")
        if opens or closes:
            yield _said(
                {
                    "@type": "Offer",
                    "name": values.text(call, "title"),
                    "url": values.text(call, "url"),
                    "availabilityStarts": opens.isoformat() if opens else "",
                    "availabilityEnds": closes.isoformat() if closes else "",
                }
            )


def _downloads(around: Around) -> Iterator[Thing]:
    for ending, name, address in around.downloads:
        yield _said(
            {
                "@type": "DataDownload",
                "name": name,
                "contentUrl": address,
                "encodingFormat": _MEDIA_TYPES.get(ending, ""),
            }
        )


def _files(data: Data) -> Iterable[Thing]:
    for file in values.rows(data, "resources"):
        size = values.text(file, "size")
        if values.text(file, "url"):
            yield _said(
                {
                    "@type": "DataDownload",
                    "name": values.text(file, "name"),
                    "description": values.text(file, "description"),
                    "contentUrl": values.text(file, "url"),
                    "encodingFormat": values.text(file, "mimetype") or values.text(file, "format"),
                    "contentSize": f"{size} B" if size.isdecimal() else "",
                }
            )
