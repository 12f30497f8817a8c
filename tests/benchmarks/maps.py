"""How fast the works map is with a million works: beside stock CKAN's ``datastore_search`` of 100 rows of the same table."""

from __future__ import annotations

import gzip
import uuid
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from functools import partial

import sqlalchemy as sa

import ckan.plugins.toolkit as tk

from ckanext.datastore.backend.postgres import get_write_engine

from ckanext.socialprograms.cli.import_ import site_context
from ckanext.socialprograms.views_resource import showing
from ckanext.socialprograms.views_resource.works import prepared, works
from tests.benchmarks.figures import Figure, medians
from tests.benchmarks.portal import Portal

WORKS = 1_000_000
MOST_KB = 60
VIEWS = {
    "the whole state, zoom 8": "box=-102.5,19.8,-99.5,22.0&zoom=8",
    "the country, zoom 5": "box=-118,14,-86,33&zoom=5",
    "a city, zoom 12": "box=-101.80,21.00,-101.50,21.25&zoom=12",
    "a quarter, zoom 16": "box=-101.69,21.115,-101.67,21.130&zoom=16",
    "the whole state, of one state of the works": "box=-102.5,19.8,-99.5,22.0&zoom=8&state=Terminada",
    "the whole state, of a state of the works and a band of amounts": "box=-102.5,19.8,-99.5,22.0&zoom=8&state=Terminada&band=2",
    "a city, of one program and year": "box=-101.80,21.00,-101.50,21.25&zoom=12&program=Programa+7&year=2021",
}
_COLUMNS = ("folio", "nombre", "latitud", "longitud", "estatus", "programa", "ano", "monto")
# Works gather in towns, as they do in Guanajuato: five of six within some kilometres of one of 46 seats.
_FILL = """
INSERT INTO {table} (folio, nombre, latitud, longitud, estatus, programa, ano, monto)
SELECT 'OB-' || n, 'Pavimentación de la calle número ' || n || ' con concreto hidráulico, banquetas y alumbrado',
  to_char(19.95 + 1.8 * t + (random() + random() + random() - 1.5) * s, 'FM99.000000'),
  to_char(-102.0 + 2.2 * u + (random() + random() + random() - 1.5) * s, 'FM999.000000'),
  (ARRAY['Terminada','En proceso','Por iniciar','Suspendida','Cancelada','En licitación'])[1 + n % 6],
  'Programa ' || n % 50, (2015 + n % 10)::text, to_char(random() * 5000000, 'FM9999990.00')
FROM (SELECT n, CASE WHEN n % 6 = 0 THEN 0.9 ELSE 0.05 END AS s,
  ((n % 46) * 7 % 46) / 46.0 AS t, ((n % 46) * 11 % 46) / 46.0 AS u
  FROM generate_series(1, :count) AS n) AS made
"""


def figures() -> Iterator[Figure]:
    """Measure parts of the map with a million works."""
    portal = Portal()
    with table(portal, _FILL, WORKS, dict.fromkeys(_COLUMNS, "text")) as id_:
        view = _view(portal, id_)
        stock = partial(portal.page, f"/api/3/action/datastore_search?resource_id={id_}&limit=100")
        pages = {name: f"/view/{view}/part.json?{query}" for name, query in VIEWS.items()}
        times = medians(stock, *(partial(portal.page, address) for address in pages.values()), times=9)
        for (name, address), ours in zip(pages.items(), times[1:], strict=True):
            yield Figure(
                f"map of 1,000,000 works, {name}, beside datastore_search of 100 rows", ours, times[0], "ms", target=2
            )
            weight = len(gzip.compress(portal.page(address))) / 1024
            yield Figure(f"its answer (gzip), beside {MOST_KB} KB", weight, MOST_KB, "KB", target=1)
        (ours,) = medians(partial(portal.page, f"/view/{view}?state=Terminada&page=3"), times=5)
        yield Figure(
            "page of that map with its list, filtered, beside datastore_search of 100 rows", ours, times[0], "ms"
        )
        with portal.flask.test_request_context():
            prepared.forget(view)


@contextmanager
def table(portal: Portal, fill: str, count: int, columns: Mapping[str, str]) -> Iterator[str]:
    """Give the id of a resource with so many rows in the DataStore, and take it away at the end."""
    with portal.flask.test_request_context():
        name = f"medida-{uuid.uuid4()}"
        agency = tk.get_action("organization_create")(site_context(), {"name": name})
        resources = [{"name": "Tabla", "url": "https://example.org/tabla.csv", "format": "CSV"}]
        asked = {"name": name, "title": name, "owner_org": agency["id"], "resources": resources}
        resource = tk.get_action("package_create")(site_context(), asked)["resources"][0]
        fields = [{"id": name, "type": type_} for name, type_ in columns.items()]
        tk.get_action("datastore_create")(
            site_context(), {"resource_id": resource["id"], "force": True, "fields": fields}
        )
        with get_write_engine().begin() as connection:
            connection.exec_driver_sql(f"DROP SCHEMA IF EXISTS {prepared.SCHEMA} CASCADE")
            connection.execute(sa.text(fill.format(table=f'"{resource["id"]}"')), {"count": count})
        with get_write_engine().connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
            connection.exec_driver_sql(f'VACUUM ANALYZE "{resource["id"]}"')
    try:
        yield resource["id"]
    finally:
        with portal.flask.test_request_context():
            tk.get_action("datastore_delete")(site_context(), {"resource_id": resource["id"], "force": True})
            tk.get_action("dataset_purge")(site_context(), {"id": resource["package_id"]})
            tk.get_action("organization_purge")(site_context(), {"id": agency["id"]})


def _view(portal: Portal, resource_id: str) -> str:
    """Save a map of the table and prepare it, as its job does."""
    with portal.flask.test_request_context():
        asked = {"resource_id": resource_id, "view_type": "socialprograms_works_map", "title": "Mapa"}
        saved = tk.get_action("resource_view_create")(site_context(), asked)
        _, view = showing.open_stored(saved["id"])
        works.prepare(saved["id"], view.source)
        return view.id
