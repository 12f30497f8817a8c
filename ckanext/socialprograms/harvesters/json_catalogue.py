"""A catalogue in JSON as a source: what ADELA writes for datos.gob.mx, and ``data.json`` (Project Open Data)."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import ijson

from ckan.model.license import LicenseRegister

from ckanext.socialprograms.harvesters import json_dataset, json_file, tidy, web
from ckanext.socialprograms.harvesters.listed import Catalogue, entry
from ckanext.socialprograms.harvesters.remote import Entry, SourceFailed, Trouble
from ckanext.socialprograms.harvesters.settings import Settings
from ckanext.socialprograms.harvesters.written import make_utf8
from ckanext.socialprograms.messages import N_, Message

_TYPE = "dataset"
_LISTS = ("dataset", "datasets", "catalog.dataset", "catalogo.dataset", "")
_TITLES = ("title", "catalog.title", "catalogo.title")
_OF_AN_AGENCY = ("Catálogo de datos abiertos de ", "Catálogo de Datos Abiertos de ")
_NO_LIST = N_("{url}: this JSON has no list of datasets (“dataset”): give the address of the catalogue itself.")
_NO_OBJECT = N_("{url}: entry {number} of the list is no dataset: it is left out.")
_NO_TITLE = N_("{url}: dataset {number} of the list has no title, and can't be taken without one.")
_NO_KEY = N_(
    "{url}: dataset {number} of the list (“{title}”) has no identifier and no address: it would not be known again."
)
_TWICE = N_(
    "{url}: dataset {number} of the list (“{title}”) has the identifier of another before it ({found}): it is left out."
)


class JsonCatalogue(Catalogue):
    """The datasets of a catalogue in JSON, read one by one from a file of any length."""

    def __init__(self, url: str, settings: Settings) -> None:
        self._url = url
        self._is_asked = not settings.types or _TYPE in settings.types
        self._licenses = json_dataset.by_address({one.url: id_ for id_, one in LicenseRegister().items()})

    def entries(self) -> Iterator[Entry | Trouble]:
        """List all datasets with what they say; those that can't be taken, one by one. Raises SourceFailed."""
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder, "catalogue")
            web.fetched(self._url, path)
            make_utf8(path)
            place, agency = self._found(path)
            seen: set[str] = set()
            with path.open("rb") as file:
                for number, said in enumerate(ijson.items(file, f"{place}item", use_float=True), 1):
                    yield from self._read(number, said, agency, seen)

    def _found(self, path: Path) -> tuple[str, str]:
        """Read the file to its end, and give where the list of datasets is, and whose catalogue it is."""
        titles: dict[str, str] = {}
        lists: set[str] = set()
        for prefix, event, value in json_file.parts(path, self._url):
            if event == "start_array" and prefix in _LISTS:
                lists.add(prefix)
            elif event == "string" and prefix in _TITLES:
                titles[prefix] = value
        place = next((one for one in _LISTS if one in lists), None)
        if place is None:
            raise SourceFailed(Message(_NO_LIST, {"url": self._url}))
        title = next((titles[one] for one in _TITLES if one in titles), "")
        agency = next((title.removeprefix(one) for one in _OF_AN_AGENCY if title.startswith(one)), "")
        return f"{place}." if place else "", agency

    def _read(self, number: int, said: Any, agency: str, seen: set[str]) -> Iterator[Entry | Trouble]:
        about = {"url": self._url, "number": number}
        if not isinstance(said, dict):
            yield Trouble(Message(_NO_OBJECT, about))
            return
        data = json_dataset.dataset(said, agency, self._licenses)
        key = json_dataset.identifier(said)
        guid = tidy.guid(key, self._url) if key else ""
        if not key:
            yield Trouble(Message(_NO_KEY, {**about, "title": data["title"]}))
        elif guid in seen:
            yield Trouble(Message(_TWICE, {**about, "title": data["title"], "found": key}))
        elif not data["title"]:
            yield Trouble(Message(_NO_TITLE, about), [guid])
        elif self._is_asked:
            seen.add(guid)
            yield entry(guid, json_dataset.address(said) or self._url, data)
