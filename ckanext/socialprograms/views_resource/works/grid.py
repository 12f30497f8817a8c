"""Where things lie on the map of the web: units of Mercator's projection, boxes and grids; no database."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass, replace

SIDE = 30
"""The map of the world has 2 to this power units a side, in Mercator's projection, from the north-west."""
FARTHEST, NEAREST = 3, 18
"""The zooms that a map has."""
PER_TILE = 2
"""A tile of the map is cut into 2 to this power cells a side: one is 64 pixels wide."""
_MOST_CELLS = 40
_TOP = 85.05
_WORLD = 2**SIDE


@dataclass(frozen=True)
class Box:
    """A part of the map in units, and the zoom at which it is seen."""

    west: int
    north: int
    east: int
    south: int
    zoom: int

    @property
    def shift(self) -> int:
        """Give by how many bits a unit is shifted to give its cell: few enough cells, however large the box is."""
        shift = SIDE - PER_TILE - self.zoom
        while max(self.east - self.west, self.south - self.north) >> shift > _MOST_CELLS:
            shift += 1
        return shift

    @property
    def whole(self) -> Box:
        """Give the same box with all of the cells that it cuts."""
        shift = self.shift
        west, north = self.west >> shift << shift, self.north >> shift << shift
        east, south = ((edge >> shift) + 1 << shift for edge in (self.east, self.south))
        return replace(self, west=west, north=north, east=east - 1, south=south - 1)


def project(latitude: float, longitude: float) -> tuple[int, int]:
    """Give the units of a place."""
    latitude = min(max(latitude, -_TOP), _TOP)
    north = 0.5 - math.log(math.tan(math.pi / 4 + math.radians(latitude) / 2)) / (2 * math.pi)
    return _unit((longitude + 180) / 360), _unit(north)


def place(x: float, y: float) -> tuple[float, float]:
    """Give the latitude and longitude of units."""
    latitude = math.degrees(2 * math.atan(math.exp(math.pi * (1 - 2 * y / _WORLD))) - math.pi / 2)
    return round(latitude, 5), round(x / _WORLD * 360 - 180, 5)


def read_box(asked: Mapping[str, str]) -> Box | None:
    """Read ``box`` (west,south,east,north in degrees) and ``zoom`` of an address, None where they are none."""
    try:
        west, south, east, north = (_finite(part) for part in asked.get("box", "").split(","))
        zoom = int(asked.get("zoom", ""))
    except ValueError:
        return None
    left, top = project(max(north, south), min(west, east))
    right, bottom = project(min(north, south), max(west, east))
    return Box(left, top, right, bottom, min(max(zoom, FARTHEST), NEAREST))


def around(west: int, north: int, east: int, south: int) -> Box:
    """Give a box with the zoom at which it fits a screen."""
    widest = max(east - west, south - north, 1)
    zoom = SIDE - PER_TILE - max(widest.bit_length() - 4, 0)
    return Box(west, north, east, south, min(max(zoom, FARTHEST), NEAREST))


def _finite(text: str) -> float:
    number = float(text)
    if not math.isfinite(number) or abs(number) > 360:  # noqa: PLR2004 (no place has more degrees)
        raise ValueError(text)
    return number


def _unit(share: float) -> int:
    return min(max(int(share * _WORLD), 0), _WORLD - 1)
