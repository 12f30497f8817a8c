"""How fast the beneficiaries view is over a million rows: its first answer beside the bare ``GROUP BY`` in PostgreSQL."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

import sqlalchemy as sa

import ckan.plugins.toolkit as tk

from ckanext.datastore.backend.postgres import get_read_engine

from ckanext.socialprograms.cli.import_ import site_context
from ckanext.socialprograms.views_resource.beneficiaries import beneficiaries
from tests.benchmarks.figures import Figure, medians
from tests.benchmarks.maps import table
from tests.benchmarks.portal import Portal

PEOPLE = 1_000_000
_COLUMNS = {"municipio": "text", "sexo": "text", "edad": "int", "ejercicio": "int", "monto": "numeric"}
# Towns are of very different sizes, so that small groups have to be merged as well.
_FILL = """
INSERT INTO {table} (municipio, sexo, edad, ejercicio, monto)
SELECT 'Municipio ' || floor(46 * power(random(), 12)), (ARRAY['Mujer','Hombre'])[1 + n % 2],
  floor(95 * power(random(), 2)), 2015 + n % 7, 100 * (1 + n % 60)
FROM generate_series(1, :count) AS n
"""
_BARE = """
SELECT municipio, sexo, width_bucket(edad, ARRAY[6, 12, 18, 30, 45, 60, 75]), ejercicio, count(*), sum(monto)
FROM {table} GROUP BY 1, 2, 3, 4
"""


def figures() -> Iterator[Figure]:
    """Measure the page and the file of a view, each as if nobody had asked before."""
    portal = Portal()
    with table(portal, _FILL, PEOPLE, _COLUMNS) as id_:
        with portal.flask.test_request_context():
            asked = {"resource_id": id_, "view_type": beneficiaries.BENEFICIARIES.name, "title": "Personas"}
            view = tk.get_action("resource_view_create")(site_context(), asked)["id"]
        ours, again, bare = medians(
            partial(_anew, portal, f"/view/{view}/data.json"),
            partial(portal.page, f"/view/{view}"),
            partial(_bare, id_),
            times=9,
        )
        yield Figure(
            "beneficiaries of 1,000,000 rows, first answer, beside the bare GROUP BY", ours, bare, "ms", target=1.2
        )
        yield Figure("page of that view once it is counted, beside the bare GROUP BY", again, bare, "ms")


def _anew(portal: Portal, address: str) -> None:
    beneficiaries._published.cache_clear()
    portal.page(address)


def _bare(resource_id: str) -> None:
    with get_read_engine().connect() as connection:
        connection.execute(sa.text(_BARE.format(table=f'"{resource_id}"'))).all()
