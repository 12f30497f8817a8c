"""The sample tables: made-up works, beneficiaries, budget and indicators, so that each view can be seen."""

from __future__ import annotations

import csv
import io
from importlib import resources
from pathlib import Path
from typing import Any

from werkzeug.datastructures import FileStorage

import ckan.plugins as p
import ckan.plugins.toolkit as tk

NAME = "ejemplo-de-vistas"
TITLE = "Ejemplo de vistas: datos inventados"
NOTES = (
    "Tablas inventadas para mostrar las vistas del portal: obras en un mapa, personas beneficiarias, presupuesto e"
    " indicadores. Los municipios son de Guanajuato; las obras, las personas y las cantidades no existen."
)
TABLES = {
    "obras.csv": "Obras y acciones (inventadas)",
    "beneficiarios.csv": "Personas beneficiarias (inventadas)",
    "presupuesto.csv": "Presupuesto (inventado)",
    "indicadores.csv": "Indicadores (inventados)",
}
ZONES = "zonas.geojson"
_MAP = "socialprograms_works_map"


def load_tables(context: Any, organization: str) -> bool:
    """Load the sample tables into the DataStore with their views; say whether they were not here yet."""
    if not p.plugin_loaded("datastore") or _is_here(context):
        return False
    asked = {"name": NAME, "title": TITLE, "notes": NOTES, "owner_org": organization, "type": "dataset"}
    package = tk.get_action("package_create")(context.copy(), asked)
    zones = _upload(context, package["id"], ZONES, "Zonas de atención prioritaria (inventadas)")
    for file, name in TABLES.items():
        resource = _upload(context, package["id"], file, name)
        _fill(context, resource["id"], file)
        shown = tk.get_action("resource_show")(context.copy(), {"id": resource["id"]})
        asked = {"resource": shown, "create_datastore_views": True}
        for view in tk.get_action("resource_create_default_resource_views")(context.copy(), asked):
            if view["view_type"] == _MAP:
                tk.get_action("resource_view_update")(context.copy(), {**view, "zones": zones["id"]})
    return True


def _is_here(context: Any) -> bool:
    try:
        return bool(tk.get_action("package_show")(context.copy(), {"id": NAME}))
    except tk.ObjectNotFound:
        return False


def _upload(context: Any, package_id: str, file: str, name: str) -> dict[str, Any]:
    upload = FileStorage(io.BytesIO(_path(file).read_bytes()), filename=file)
    asked = {"package_id": package_id, "name": name, "url": file, "format": file.rpartition(".")[2].upper()}
    return tk.get_action("resource_create")(context.copy(), {**asked, "upload": upload})


def _fill(context: Any, resource_id: str, file: str) -> None:
    """Load a file as xloader would, numbers as numbers; its columns keep their names as labels."""
    lines = list(csv.DictReader(_path(file).read_text("utf-8").splitlines()))
    names = {label: label.lower().replace(" ", "_") for label in lines[0]}
    fields = [
        {"id": id_, "type": _type([line[label] for line in lines]), "info": {"label": label}}
        for label, id_ in names.items()
    ]
    records = [{names[label]: value or None for label, value in line.items()} for line in lines]
    asked = {"resource_id": resource_id, "force": True, "fields": fields, "records": records}
    tk.get_action("datastore_create")(context.copy(), asked)


def _type(values: list[str]) -> str:
    is_number = all(value.replace(".", "", 1).isdecimal() for value in values if value)
    return "numeric" if is_number and not any(value.startswith("0") for value in values) else "text"


def _path(file: str) -> Path:
    return Path(str(resources.files("ckanext.socialprograms.demo"))) / "data" / "tables" / file
