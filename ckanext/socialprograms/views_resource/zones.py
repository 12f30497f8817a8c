"""Priority zones as a layer of the map: the polygons of a GeoJSON file that was uploaded to this portal."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import ckan.plugins.toolkit as tk
from ckan import model
from ckan.lib.uploader import get_resource_uploader

from ckanext.socialprograms.messages import N_, Message
from ckanext.socialprograms.views_resource.trouble import Trouble, gone

LARGEST = 4_000_000
"""Bytes of a file that is read."""
_MOST = 2_000
_LONGEST_NAME = 200
_ID = re.compile(r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}")
_NAMES = ("nombre", "name", "nom", "zona", "clave", "id")
_DECIMALS = 5


def resource_id_of(told: str) -> str | None:
    """Give the id of the resource that an id or an address of this portal names, None if there is none."""
    site = tk.config["ckan.site_url"]
    if told.startswith(("http:", "https:")) and not told.startswith(f"{site}/"):
        return None
    found = [one for one in _ID.findall(told) if model.Resource.get(one)]
    return found[-1] if found else None


def zones(told: str) -> dict[str, Any]:
    """Give the polygons of a file that the reader may see, with their names and nothing else. Raises Trouble."""
    id_ = resource_id_of(told)
    try:
        resource = tk.get_action("resource_show")({}, {"id": id_})
    except (tk.ObjectNotFound, tk.NotAuthorized, tk.ValidationError) as error:
        raise gone() from error
    if resource.get("url_type") != "upload":
        raise _unreadable()
    path = Path(get_resource_uploader(resource).get_path(resource["id"]))
    try:
        if path.stat().st_size > LARGEST:
            raise _unreadable()
        read = json.loads(path.read_bytes())
    except (OSError, ValueError, RecursionError) as error:
        raise _unreadable() from error
    return polygons(read)


def polygons(read: Any) -> dict[str, Any]:
    """Give the polygons of GeoJSON as GeoJSON; whatever else it holds is left out. Raises Trouble if there is none."""
    features = list(_features(read))[:_MOST]
    if not features:
        raise _unreadable()
    return {"type": "FeatureCollection", "features": features}


def _features(read: Any) -> Iterator[dict[str, Any]]:
    listed = read.get("features") if isinstance(read, Mapping) else None
    for feature in listed if isinstance(listed, list) else [read]:
        geometry = feature.get("geometry") if isinstance(feature, Mapping) else None
        if not isinstance(geometry, Mapping):
            continue
        depth = {"Polygon": 2, "MultiPolygon": 3}.get(str(geometry.get("type")))
        coordinates = _rounded(geometry.get("coordinates"), depth) if depth else None
        if coordinates:
            properties = {"name": _name(feature.get("properties"))}
            shape = {"type": geometry["type"], "coordinates": coordinates}
            yield {"type": "Feature", "properties": properties, "geometry": shape}


def _rounded(given: Any, depth: int) -> list[Any] | None:
    """Give nested positions with as many decimals as a map shows, None where one of them is none."""
    if not isinstance(given, list) or not given:
        return None
    if depth:
        inside = [_rounded(one, depth - 1) for one in given]
        return None if None in inside else inside
    numbers = [round(float(one), _DECIMALS) for one in given[:2] if isinstance(one, int | float)]
    is_place = len(numbers) == 2 and abs(numbers[0]) <= 180 and abs(numbers[1]) <= 90  # noqa: PLR2004 (degrees)
    return numbers if is_place else None


def _name(properties: Any) -> str:
    own: Mapping[str, Any] = properties if isinstance(properties, Mapping) else {}
    by_name = {str(key).casefold(): value for key, value in own.items()}
    return next((str(by_name[name])[:_LONGEST_NAME] for name in _NAMES if by_name.get(name)), "")


def _unreadable() -> Trouble:
    return Trouble(
        Message(
            N_(
                "The priority zones can not be drawn: their file is no GeoJSON with polygons in degrees, or it is"
                " larger than {megabytes} MB. The works are all there."
            ),
            {"megabytes": LARGEST // 1_000_000},
        )
    )
