"""Records as documents of linked data, by ckanext-dcat with our profile whatever profiles the portal has chosen."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from math import ceil
from typing import Any

from ckanext.dcat.processors import RDFSerializer

PROFILES = ["socialprograms"]


def record(data: dict[str, Any], ending: str) -> str:
    """Give a record as a document."""
    return RDFSerializer(profiles=PROFILES).serialize_dataset(data, _format=ending)


def page(found: Iterable[dict[str, Any]], paging: dict[str, Any], ending: str) -> str:
    """Give a page of the catalogue as a document."""
    serializer = RDFSerializer(profiles=PROFILES)
    return serializer.serialize_catalog(dataset_dicts=list(found), _format=ending, pagination_info=paging)


def pages(number: int, size: int, count: int, address: Callable[[int], str]) -> dict[str, Any]:
    """Give what a page says of the others."""
    last = max(ceil(count / size), 1)
    return {
        "count": count,
        "items_per_page": size,
        "current": address(number),
        "first": address(1),
        "last": address(last),
        "previous": address(min(number - 1, last)) if number > 1 else None,
        "next": address(number + 1) if number < last else None,
    }
