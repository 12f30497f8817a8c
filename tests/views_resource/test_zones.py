"""Zones are polygons and nothing else."""

from __future__ import annotations

import pytest

from ckanext.socialprograms.views_resource.trouble import Trouble
from ckanext.socialprograms.views_resource.zones import polygons

RING = [[[-101.123456789, 21], [-101, 21.5], [-101, 21], [-101.123456789, 21]]]


def feature(kind, coordinates, **properties):
    return {"type": "Feature", "properties": properties, "geometry": {"type": kind, "coordinates": coordinates}}


def test_polygons_keep_their_names_and_nothing_else():
    read = {"type": "FeatureCollection", "features": [feature("Polygon", RING, Nombre="Zona 1", curp="X")]}
    (found,) = polygons(read)["features"]
    assert found["properties"] == {"name": "Zona 1"}
    assert found["geometry"]["coordinates"][0][0] == [-101.12346, 21.0]


def test_points_and_broken_shapes_are_left_out():
    odd = (
        feature("Point", [1, 2]),
        feature("Polygon", [[["x", 1]]]),
        feature("Polygon", [[[500, 1]]]),
        {"geometry": None},
        7,
    )
    read = {"features": [*odd, feature("MultiPolygon", [RING])]}
    assert [one["geometry"]["type"] for one in polygons(read)["features"]] == ["MultiPolygon"]


@pytest.mark.parametrize("read", [None, [], {}, {"features": []}, "x", {"features": {"a": 1}}])
def test_what_has_no_polygon_is_refused(read):
    with pytest.raises(Trouble):
        polygons(read)
