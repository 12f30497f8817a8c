"""What a file of linked data is, and whether it may be parsed: no entities, not too deep, nothing else to fetch. Pure.

The parser takes entities of XML as often as they are named, and has no limit for what stands inside one another; so
both are found out before it sees the file.
"""

from __future__ import annotations

import re
from pathlib import Path
from xml.parsers import expat

from pyoxigraph import RdfFormat

from ckanext.socialprograms.harvesters import json_file
from ckanext.socialprograms.harvesters.remote import SourceFailed
from ckanext.socialprograms.harvesters.written import make_utf8
from ckanext.socialprograms.importers.limits import MAX_DEPTH
from ckanext.socialprograms.messages import N_, Message

_HEAD = 4096
_BEGINS_HTML = re.compile(rb"\s*(<!--.*?-->\s*)*<(!doctype\s+html|html)\b", re.IGNORECASE | re.DOTALL)
# The address of Turtle's <http://…> is followed by no space.
_BEGINS_XML = re.compile(rb"\s*<(\?xml\b|!--|!doctype\b|([\w.-]+:)?[\w.-]+\s)", re.IGNORECASE)
_BEGINS_JSON = re.compile(rb"\s*(\{|\[\s*[\{\]])")

_HTML = N_("{url}: this is a web page and no linked data: give the address of the catalogue as .ttl, .rdf or .jsonld.")
_ENTITIES = N_("{url}: this XML declares entities, which are not read because they can fill the memory.")
_CONTEXT = N_(
    "{url}: this JSON-LD can't be read without another file ({found}), and none is fetched: give the address of the "
    "same catalogue as .ttl or .rdf, or ask for it with the context inside."
)
BROKEN = N_("{url}: this can't be read as linked data to its end ({found}): try again later, or tell who publishes it.")


def checked(path: Path, url: str) -> RdfFormat:
    """Give the format of a file, which is in UTF-8 afterwards. Raises SourceFailed."""
    make_utf8(path)
    with path.open("rb") as file:
        head = file.read(_HEAD)
    if _BEGINS_HTML.match(head):
        raise SourceFailed(Message(_HTML, {"url": url}))
    if _BEGINS_XML.match(head):
        _XmlCheck(url).read(path)
        return RdfFormat.RDF_XML
    if _BEGINS_JSON.match(head):
        _check_json(path, url)
        return RdfFormat.JSON_LD
    return RdfFormat.TURTLE


class _XmlCheck:
    def __init__(self, url: str) -> None:
        self._url = url
        self._depth = 0
        self._parser = expat.ParserCreate(encoding="utf-8")
        self._parser.EntityDeclHandler = self._refuse_entity
        self._parser.StartElementHandler = self._begin
        self._parser.EndElementHandler = self._end

    def read(self, path: Path) -> None:
        try:
            with path.open("rb") as file:
                self._parser.ParseFile(file)
        except expat.ExpatError as error:
            raise SourceFailed(Message(BROKEN, {"url": self._url, "found": str(error)})) from error

    def _begin(self, name: str, _attributes: dict[str, str]) -> None:
        self._depth += 1
        if self._depth == 1 and name.casefold() == "html":
            raise SourceFailed(Message(_HTML, {"url": self._url}))
        if self._depth > MAX_DEPTH:
            raise SourceFailed(Message(json_file.DEEP, {"url": self._url, "limit": MAX_DEPTH}))

    def _end(self, _name: str) -> None:
        self._depth -= 1

    def _refuse_entity(self, *_about: object) -> None:
        raise SourceFailed(Message(_ENTITIES, {"url": self._url}))


def _check_json(path: Path, url: str) -> None:
    for prefix, event, value in json_file.parts(path, url):
        if event == "string" and _is_context(prefix):
            raise SourceFailed(Message(_CONTEXT, {"url": url, "found": value}))


def _is_context(prefix: str) -> bool:
    """Tell whether a text stands where JSON-LD takes the address of another file."""
    return prefix.removesuffix(".item").rpartition(".")[2] in ("@context", "@import")
