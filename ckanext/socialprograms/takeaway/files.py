"""The files of a record that this portal holds, read through CKAN's uploader; nothing is fetched from the web."""

from __future__ import annotations

import io
from collections.abc import Iterator
from functools import partial
from pathlib import Path
from typing import Any

from file_keeper import Storage
from file_keeper.core.exceptions import FilesError

import ckan.plugins.toolkit as tk
from ckan.lib import files, uploader

from ckanext.socialprograms.exporters.bundle import HeldFile
from ckanext.socialprograms.importers.document import Document
from ckanext.socialprograms.importers.limits import MAX_BYTES
from ckanext.socialprograms.importers.reading import read_document
from ckanext.socialprograms.records import values
from ckanext.socialprograms.records.values import Data

_CHUNK = 65_536


def held_files(data: Data) -> Iterator[HeldFile]:
    """Yield the uploaded files of a record that the viewer may download."""
    for resource in values.rows(data, "resources"):
        if resource.get("url_type") == "upload" and _may_see(resource):
            name = values.text(resource, "url").rsplit("/", 1)[-1]
            read = partial(content, dict(resource))
            yield HeldFile(values.text(resource, "name") or name, name, read, _size(resource))


def held_resources(data: Data) -> Iterator[tuple[Data, HeldFile]]:
    """Yield the resources of a record whose files this portal holds and the viewer may download, with these files."""
    for resource in values.rows(data, "resources"):
        yield from ((resource, file) for file in held_files({"resources": [resource]}))


def read_held(held: HeldFile) -> Document:
    """Read a file of the portal as a document. Raises UnreadableFile."""
    written = io.BytesIO()
    for chunk in held.chunks():
        written.write(chunk)
        if written.tell() > MAX_BYTES:
            break
    written.seek(0)
    return read_document(written, held.name)


def _may_see(resource: Data) -> bool:
    try:
        tk.check_access("resource_show", {}, {"id": resource["id"]})
    except (tk.NotAuthorized, tk.ObjectNotFound):
        return False
    return True


def _size(resource: Data) -> int | None:
    size = values.whole(resource, "size")
    return size if size and size > 0 else None


def content(resource: dict[str, Any]) -> Iterator[bytes]:
    """Yield the bytes of an uploaded file, wherever the portal keeps it. Raises OSError where it cannot be read."""
    upload: Any = uploader.get_resource_uploader(resource)
    try:
        place = upload.get_path(resource["id"])
        storage = getattr(upload, "storage", None)
        if isinstance(storage, Storage):
            location = files.Location(place)
            yield from storage.stream(files.FileData(location, size=storage.size(location)))
            return
    except (FilesError, TypeError, tk.ValidationError) as unreadable:  # TypeError: the portal has no storage
        raise OSError from unreadable
    with Path(place).open("rb") as file:
        while chunk := file.read(_CHUNK):
            yield chunk
