"""Public works as projects of the Open Contracting for Infrastructure Data Standard (OC4IDS 0.9.5)."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from ckanext.socialprograms.forms import reading
from ckanext.socialprograms.forms.reading import Unreadable
from ckanext.socialprograms.records.territory import municipality
from ckanext.socialprograms.records.values import folded

VERSION = "0.9"
_CURRENCY = "MXN"
_STATES = (
    ("cancelled", ("cancelada", "cancelado", "suspendida")),
    ("completion", ("terminada", "terminado", "concluida", "concluido", "entregada", "finalizada")),
    ("implementation", ("en proceso", "en ejecucion", "en construccion", "iniciada", "avance")),
    ("preparation", ("por iniciar", "licitacion", "en contratacion", "proyectada", "programada")),
    ("identification", ("planeada", "propuesta")),
)
"""The phases of a project by the words that lists of works have for them; what none of them says has no phase."""
_LATITUDES, _LONGITUDES = (14.0, 33.0), (-119.0, -86.0)


@dataclass(frozen=True)
class Program:
    """The program whose works they are; ``updated`` is a moment in ISO form."""

    id: str
    name: str
    title: str
    address: str
    agency_id: str
    agency: str
    updated: str


def package(program: Program, projects: Iterable[Mapping[str, Any]]) -> Iterator[bytes]:
    """Yield a package of projects, one after the other."""
    head = {
        "uri": program.address,
        "publishedDate": program.updated,
        "version": VERSION,
        "publisher": {"name": program.agency or program.title},
    }
    yield f'{json.dumps(head, ensure_ascii=False)[:-1]}, "projects": ['.encode()
    comma = ""
    for one in projects:
        yield f"{comma}\n{json.dumps(one, ensure_ascii=False)}".encode("utf-8", "replace")
        comma = ","
    yield b"\n]}\n"


def project(program: Program, row: Mapping[str, str], number: int) -> dict[str, Any]:
    """Give a work as a project; ``row`` has what the list says by role, ``number`` is its place in the list."""
    key = row.get("key", "") or str(number)
    found: dict[str, Any] = {
        "id": f"{program.name}-{re.sub(r'[^0-9A-Za-z._-]+', '-', key)}",
        "updated": program.updated,
        "language": "es",
        "identifiers": [{"id": key}],
        "title": row.get("name", ""),
        "status": _phase(row.get("state", "")),
        "budget": _budget(row.get("amount", "")),
        "locations": [place] if (place := _place(row, number)) else None,
        "period": _period(row.get("year", "")),
        "additionalClassifications": [{"scheme": "x_programa", "id": program.id, "description": program.title}],
    }
    if program.agency:
        authority = {"id": program.agency_id, "name": program.agency}
        found["publicAuthority"] = authority
        found["parties"] = [{**authority, "roles": ["publicAuthority"]}]
    return {name: value for name, value in found.items() if value}


def _phase(state: str) -> str:
    words = f" {folded(state)} "
    return next((phase for phase, known in _STATES if any(f" {one} " in words for one in known)), "")


def _budget(amount: str) -> dict[str, Any] | None:
    try:
        pesos = reading.money(amount)
    except Unreadable:
        return None
    return {"amount": {"amount": float(pesos), "currency": _CURRENCY}} if pesos else None


def _period(year: str) -> dict[str, str] | None:
    try:
        found = reading.year(year)
    except Unreadable:
        return None
    return {"startDate": f"{found}-01-01T00:00:00Z", "endDate": f"{found}-12-31T23:59:59Z"} if found else None


def _place(row: Mapping[str, str], number: int) -> dict[str, Any] | None:
    found: dict[str, Any] = {}
    try:
        latitude, longitude = float(row.get("latitude", "")), float(row.get("longitude", ""))
    except ValueError:
        latitude = longitude = 0.0
    if _LATITUDES[0] <= latitude <= _LATITUDES[1] and _LONGITUDES[0] <= longitude <= _LONGITUDES[1]:
        found["geometry"] = {"type": "Point", "coordinates": [longitude, latitude]}
    if known := municipality(row.get("municipality", "")):
        found["description"] = f"{known.name}, {known.state}"
    return {"id": str(number), **found} if found else None
