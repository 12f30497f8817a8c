"""Whether the pictures of an office file are the letterhead and a few logos, or may show people and papers."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Mapping
from pathlib import PurePosixPath
from xml.parsers import expat

from ckanext.socialprograms.importers.limits import MAX_TREE_BYTES

_SUFFIXES = frozenset(
    [".png", ".jpg", ".jpeg", ".gif", ".bmp", ".tif", ".tiff", ".emf", ".wmf", ".svg", ".webp", ".heic", ".wdp", ".jfif"],
)
_DRAWINGS = re.compile(r"word/document\.xml|xl/drawings/drawing\d+\.xml|content\.xml")
_FRAMES = frozenset(["inline", "anchor", "twoCellAnchor", "oneCellAnchor", "absoluteAnchor", "frame"])
_LENGTH = re.compile(r"([\d.]+)(cm|mm|in|pt)")
_CENTIMETRES = {"cm": 1.0, "mm": 0.1, "in": 2.54, "pt": 2.54 / 72}
_EMU = 360_000
LOGO_CM2 = 18.0
"""Six centimetres by three: smaller than a voter's card."""
LOGOS = 4


def is_picture(name: str) -> bool:
    """Tell a picture by its name."""
    return PurePosixPath(name).suffix.lower() in _SUFFIXES


def are_logos(archive: zipfile.ZipFile) -> bool:
    """Tell whether there is nothing but small pictures, and few of them, and those of the letterhead."""
    held = {name for name in archive.namelist() if is_picture(name) and not name.startswith(("docProps", "Thumb"))}
    running = {name for name in held if _is_running(archive, name)}
    areas: list[float] = []
    for name in archive.namelist():
        if _DRAWINGS.fullmatch(name):
            areas += _areas(archive, name)
    if any(area > LOGO_CM2 for area in areas):
        return False
    return not held - running or (len(held - running) <= LOGOS and bool(areas))


def _is_running(archive: zipfile.ZipFile, picture: str) -> bool:
    """Tell whether only headers and footers of a Word document show a picture."""
    base = picture.rpartition("/")[2].encode()
    users = [name for name in archive.namelist() if name.endswith(".rels") and base in archive.read(name)]
    return bool(users) and all(re.fullmatch(r"word/_rels/(?:header|footer)\d*\.xml\.rels", name) for name in users)


def _areas(archive: zipfile.ZipFile, name: str) -> list[float]:
    """Give the square centimetres of each picture that a part shows."""
    if archive.getinfo(name).file_size > MAX_TREE_BYTES:
        return [LOGO_CM2 + 1]
    walk = _Walk()
    parser = expat.ParserCreate(namespace_separator="|")
    parser.StartElementHandler = walk.start
    parser.EndElementHandler = walk.end
    parser.Parse(archive.read(name), True)
    return walk.areas


class _Walk:
    """Follows the frames of a drawing; one without a picture in it is a chart or a box of text."""

    def __init__(self) -> None:
        self.areas: list[float] = []
        self.area, self.shows = 0.0, False

    def start(self, tag: str, attributes: Mapping[str, str]) -> None:
        local = tag.rpartition("|")[2]
        if local in _FRAMES:
            self.area, self.shows = _written(attributes), False
        elif local in {"extent", "ext"} and "cx" in attributes:
            self.area = max(self.area, _whole(attributes["cx"]) * _whole(attributes.get("cy", "")) / _EMU**2)
        elif local in {"blip", "image"}:
            self.shows = True
        elif local == "imagedata":
            self.areas.append(LOGO_CM2 + 1)

    def end(self, tag: str) -> None:
        if tag.rpartition("|")[2] in _FRAMES and self.shows:
            self.areas.append(self.area)
            self.shows = False


def _whole(text: str) -> int:
    return int(text) if text.isdecimal() else 10**9


def _written(attributes: Mapping[str, str]) -> float:
    """Give the area of an OpenDocument frame."""
    area = 1.0
    found = False
    for key, value in attributes.items():
        if key.rpartition("|")[2] in {"width", "height"} and (length := _LENGTH.fullmatch(value)):
            area, found = area * float(length[1]) * _CENTIMETRES[length[2]], True
    return area if found else 0.0
