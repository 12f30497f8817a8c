"""Which styles of an Excel workbook show a number as a percent: its cell holds 0.45 where people read 45 %."""

from __future__ import annotations

import io
import re
import zipfile

from ckanext.socialprograms.importers.readers.grids import Attributes, parse

_PART = "xl/styles.xml"
_BUILT_IN = frozenset({"9", "10"})
_LITERAL = re.compile(r'"[^"]*"|\\.|\[[^\]]*\]|_.')
"""What a format shows as it stands: quoted texts, escaped signs, colours and conditions, room for a sign."""


def percent_styles(data: bytes, name: str) -> frozenset[str]:
    """Give the numbers by which the cells of a workbook name those styles. Raises UnreadableFile."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        if _PART not in archive.namelist():
            return frozenset()
    walk = _Walk()
    parse(data, name, _PART, walk.start)
    return frozenset(str(at) for at, id_ in enumerate(walk.styles) if id_ in walk.formats)


class _Walk:
    def __init__(self) -> None:
        self.formats = set(_BUILT_IN)
        self.styles: list[str] = []
        self._is_of_cells = False

    def start(self, tag: str, attributes: Attributes) -> None:
        if tag == "numFmt" and "%" in _LITERAL.sub("", attributes.get("formatCode", "")):
            self.formats.add(attributes.get("numFmtId", ""))
        elif tag in ("cellStyleXfs", "cellXfs", "cellStyles"):
            self._is_of_cells = tag == "cellXfs"
        elif tag == "xf" and self._is_of_cells:
            self.styles.append(attributes.get("numFmtId", ""))
