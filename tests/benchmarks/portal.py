"""The portal that is measured: CKAN in this process, with as many records as asked for in its database and index."""

from __future__ import annotations

import gc
import hashlib
import json
import os
from collections.abc import Iterator, Sequence
from datetime import date
from pathlib import Path
from typing import Any
from unittest import mock

import sqlalchemy as sa
from flask import Flask
from flask.testing import FlaskClient
from jinja2 import Environment

import ckan
import ckan.plugins.toolkit as tk
from ckan import model
from ckan.cli import load_config
from ckan.config.middleware import make_app
from ckan.lib import search
from ckan.lib.search.common import make_connection

from tests.benchmarks import generator

CORE_TEMPLATES = str(Path(ckan.__file__).parent / "templates")
AGENCIES = 60
_BATCH = 500
_OURS = "registro-7-"


class Portal:
    """A running CKAN; the configuration is the one that ``CKAN_INI`` names."""

    def __init__(self) -> None:
        application: Any = make_app(load_config(os.environ["CKAN_INI"]))
        self.flask: Flask = getattr(application, "_wsgi_app", application)
        self.client: FlaskClient = self.flask.test_client()
        gc.freeze()  # as gunicorn.conf.py does
        self._environments: dict[tuple[str, ...], Environment] = {}

    def page(self, address: str) -> bytes:
        """Give a page; it must be there."""
        answer = self.client.get(address)
        if answer.status_code != 200:
            raise RuntimeError(f"{address} answers {answer.status_code}")
        return answer.data

    def page_with(self, address: str, *first: str) -> bytes:
        """Give a page made with the templates of some folders over all others."""
        own = self.flask.jinja_env
        loader: Any = own.loader
        paths = [*first, *(path for path in loader.searchpath if path not in first)]
        with mock.patch.object(self.flask, "jinja_env", self._overlaid(own, type(loader), paths)):
            return self.page(address)

    def _overlaid(self, own: Environment, kind: Any, paths: list[str]) -> Environment:
        """Keep what is made, as a portal keeps its compiled templates."""
        return self._environments.setdefault(tuple(paths), own.overlay(loader=kind(paths)))

    def fill(self, count: int) -> None:
        """Leave exactly this many records of the generator in the portal."""
        with self.flask.test_request_context():
            self.empty()
            owners = generator.agencies(AGENCIES)
            generator.store_agencies(owners)
            made = list(generator.records(count, owners, date.today()))  # noqa: DTZ011 (only the year matters)
            generator.store(made)
            _index(made)
            model.Session.execute(sa.text("ANALYZE"))
            model.Session.commit()

    def empty(self) -> None:
        """Take the generator's records out of the portal."""
        ids = sa.select(model.package_table.c.id).where(model.package_table.c.name.startswith(_OURS))
        owners = [one["id"] for one in generator.agencies(AGENCIES)]
        for table, column in ((model.member_table, "table_id"), (model.resource_table, "package_id")):
            model.Session.execute(sa.delete(table).where(table.c[column].in_(ids)))
        model.Session.execute(sa.delete(model.package_table).where(model.package_table.c.name.startswith(_OURS)))
        model.Session.execute(sa.delete(model.group_table).where(model.group_table.c.id.in_(owners)))
        model.Session.commit()
        solr = make_connection()
        solr.delete(q=f'+site_id:"{tk.config["ckan.site_id"]}" +name:{_OURS}*')


def _index(made: Sequence[dict[str, Any]]) -> None:
    """Index records; the first of each type as CKAN does it, the others like it (or it would take many minutes)."""
    solr = make_connection()
    patterns = {
        type_: _document(next(one for one in made if one["type"] == type_)) for type_ in ("commitment", "evaluation")
    }
    for start in range(0, len(made), _BATCH):
        solr.add([_like(patterns[one["type"]], one) for one in made[start : start + _BATCH]], commit=False)
    solr.commit()


def _document(record: dict[str, Any]) -> dict[str, Any]:
    sent: list[dict[str, Any]] = []
    with mock.patch("ckan.lib.search.index.make_connection") as connection:
        connection.return_value.add.side_effect = lambda docs, **_: sent.extend(docs)
        search.rebuild(record["id"], force=True)
    return sent[0]


def _like(pattern: dict[str, Any], record: dict[str, Any]) -> dict[str, Any]:
    named = json.dumps(pattern, default=str)
    for name in ("id", "name", "title"):
        named = named.replace(pattern[name], record[name])
    site = tk.config["ckan.site_id"]
    return {**json.loads(named), "index_id": hashlib.md5(f"{record['id']}{site}".encode()).hexdigest()}


def each(portal: Portal, sizes: Sequence[int]) -> Iterator[int]:
    """Fill the portal to each size in turn, and leave it without the records at the end."""
    try:
        for size in sizes:
            portal.fill(size)
            yield size
    finally:
        with portal.flask.test_request_context():
            portal.empty()
