"""Whether the pictures of an office file are the letterhead and a few logos, or may show people and papers."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Mapping
from pathlib import PurePosixPath
from xml.parsers import expat

from ckanext.socialprograms.importers.limits import MAX_TREE_BYTES

_SUFFIXES = frozenset(
    [
        ".png",
        ".jpg",
        ".jpeg",
        ".gif",
        ".bmp",
        ".tif",
        ".tiff",
        ".emf",
        ".wmf",
        ".svg",
        ".webp",
        ".heic",
        ".wdp",
        ".jfif",
    ],
)
_DRAWINGS = re.compile(r"word/document\.xml|xl/drawings/drawing\d+\.xml|content\.xml")
_FRAMES = frozenset(["inline", "anchor", "twoCellAnchor", "oneCellAnchor", "absoluteAnchor", "frame"])
_LENGTH = re.compile(r"([\d.]+)(cm|mm|in|pt)")
_CENTIMETRES = {"cm": 1.0, "mm": 0.1, "in": 2.54, "pt": 2.54 / 72}
_EMU = 360_000
LOGOS = 4

Size = tuple[float, float]

_LOGO_CM2 = 18.0
_BAND_CM = 2.6
_UNKNOWN: Size = (100.0, 100.0)


def is_picture(name: str) -> bool:
    """Tell a picture by its name."""
    return PurePosixPath(name).suffix.lower() in _SUFFIXES


def are_logos(archive: zipfile.ZipFile) -> bool:
    """Tell whether there is nothing but small pictures, and few of them, and those of the letterhead."""
    held = {name for name in archive.namelist() if is_picture(name) and not name.startswith(("docProps", "Thumb"))}
    running = {name for name in held if _is_running(archive, name)}
    sizes = [size for name in archive.namelist() if _DRAWINGS.fullmatch(name) for size in _sizes(archive, name)]
    if not all(map(is_logo, sizes)):
        return False
    return not held - running or (len(held - running) <= LOGOS and bool(sizes))


def is_logo(size: Size) -> bool:
    """Tell a logo (no larger than six centimetres by three, less than a voter's card) or a low band from a picture."""
    return size[0] * size[1] <= _LOGO_CM2 or min(size) <= _BAND_CM


def _is_running(archive: zipfile.ZipFile, picture: str) -> bool:
    """Tell whether only headers and footers of a Word document show a picture."""
    base = picture.rpartition("/")[2].encode()
    users = [name for name in archive.namelist() if name.endswith(".rels") and base in archive.read(name)]
    return bool(users) and all(re.fullmatch(r"word/_rels/(?:header|footer)\d*\.xml\.rels", name) for name in users)


def _sizes(archive: zipfile.ZipFile, name: str) -> list[Size]:
    """Give the width and height, in centimetres, of each picture that a part shows."""
    if archive.getinfo(name).file_size > MAX_TREE_BYTES:
        return [_UNKNOWN]
    walk = _Walk()
    parser = expat.ParserCreate(namespace_separator="|")
    parser.StartElementHandler = walk.start
    parser.EndElementHandler = walk.end
    parser.Parse(archive.read(name), True)
    return walk.sizes


class _Walk:
    """Follows the frames of a drawing; one without a picture in it is a chart or a box of text."""

    def __init__(self) -> None:
        self.sizes: list[Size] = []
        self.size, self.shows = _UNKNOWN, False

    def start(self, tag: str, attributes: Mapping[str, str]) -> None:
        local = tag.rpartition("|")[2]
        if local in _FRAMES:
            self.size, self.shows = _of_frame(attributes), False
        elif local in {"extent", "ext"} and "cx" in attributes:
            self.size = (_whole(attributes["cx"]) / _EMU, _whole(attributes.get("cy", "")) / _EMU)
        elif local in {"blip", "image"}:
            self.shows = True
        elif local == "imagedata":
            self.sizes.append(_UNKNOWN)

    def end(self, tag: str) -> None:
        if tag.rpartition("|")[2] in _FRAMES and self.shows:
            self.sizes.append(self.size)
            self.shows = False


def _whole(text: str) -> int:
    return int(text) if text.isdecimal() else 10**9


def _of_frame(attributes: Mapping[str, str]) -> Size:
    """Give the size of an OpenDocument frame."""
    lengths = {key.rpartition("|")[2]: _LENGTH.fullmatch(value) for key, value in attributes.items()}
    width, height = lengths.get("width"), lengths.get("height")
    if not width or not height:
        return _UNKNOWN
    return float(width[1]) * _CENTIMETRES[width[2]], float(height[1]) * _CENTIMETRES[height[2]]
