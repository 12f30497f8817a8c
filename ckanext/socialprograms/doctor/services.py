"""Whether PostgreSQL, Redis and Solr answer, are new enough, and have what the extension needs."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import requests
import sqlalchemy as sa
from redis.exceptions import RedisError
from sqlalchemy.exc import SQLAlchemyError

import ckan.plugins.toolkit as tk
from ckan import model
from ckan.lib.redis import connect_to_redis

from ckanext.socialprograms.doctor.finding import Finding, better, broken, good
from ckanext.socialprograms.messages import N_
from ckanext.socialprograms.spanish.names import READY
from ckanext.socialprograms.spanish.solr import Schema, SolrRefused

POSTGRES, REDIS, SOLR = 14, 6, 9
# The dynamic fields of CKAN's own schema into which our index documents go.
_SOLR_FIELDS = ("*", "*_date", "extras_*", "vocab_*")
_PATIENCE = 10


def database() -> Iterator[Finding]:
    """Look at PostgreSQL."""
    try:
        number = int(model.Session.execute(sa.text("SHOW server_version_num")).scalar_one())
    except SQLAlchemyError as error:
        model.Session.rollback()
        yield broken("PostgreSQL", N_("It does not answer: {found}"), _NO_POSTGRES, found=_brief(error))
        return
    version = number // 10_000
    if version < POSTGRES:
        yield broken("PostgreSQL", _TOO_OLD, _UPGRADE, found=version, needed=POSTGRES)
    else:
        yield good("PostgreSQL", _VERSION, found=version)


def redis() -> Iterator[Finding]:
    """Look at Redis."""
    try:
        answer: Any = connect_to_redis().info("server")
    except RedisError as error:
        yield broken("Redis", N_("It does not answer: {found}"), _NO_REDIS, found=_brief(error))
        return
    version = str(answer["redis_version"])
    if int(version.split(".", maxsplit=1)[0]) < REDIS:
        yield broken("Redis", _TOO_OLD, _UPGRADE, found=version, needed=REDIS)
    else:
        yield good("Redis", _VERSION, found=version)


def solr() -> Iterator[Finding]:
    """Look at Solr."""
    answer = _ask_solr("/admin/system")
    if isinstance(answer, str):
        yield broken("Solr", N_("It does not answer: {found}"), _NO_SOLR, found=answer)
        return
    version = str(answer.get("lucene", {}).get("solr-spec-version", ""))
    if not version.split(".", maxsplit=1)[0].isdigit() or int(version.split(".", maxsplit=1)[0]) < SOLR:
        yield broken("Solr", _TOO_OLD, _UPGRADE, found=version or "?", needed=SOLR)
    else:
        yield good("Solr", _VERSION, found=version)


def solr_fields() -> Iterator[Finding]:
    """Look at the schema of the search index."""
    answer = _ask_solr("/schema/dynamicfields")
    if isinstance(answer, str):
        return
    have = {field["name"] for field in answer.get("dynamicFields", ())}
    missing = [name for name in _SOLR_FIELDS if name not in have]
    if missing:
        yield broken(_SCHEMA, N_("It lacks the fields {found}."), _NO_FIELDS, found=", ".join(missing))
    else:
        yield good(_SCHEMA, N_("It has the fields that are needed."))


def spanish() -> Iterator[Finding]:
    """Look at whether the search index knows Spanish."""
    try:
        is_ready = Schema(_PATIENCE).has_field(READY)
    except SolrRefused:  # said of Solr itself
        return
    if is_ready:
        yield good(_SPANISH, N_("The search knows Spanish."))
    else:
        yield better(_SPANISH, N_("The search treats Spanish as English."), _NO_SPANISH)


def _ask_solr(path: str) -> dict[str, Any] | str:
    """Give Solr's answer, or why there is none."""
    user, password = tk.config.get("solr_user"), tk.config.get("solr_password")
    try:
        answer = requests.get(
            tk.config["solr_url"].rstrip("/") + path,
            params={"wt": "json"},
            auth=(user, password) if user and password else None,
            timeout=_PATIENCE,
        )
        answer.raise_for_status()
        return answer.json()
    except (requests.RequestException, ValueError) as error:
        return _brief(error)


def _brief(error: Exception) -> str:
    return " ".join(str(error).split())[:160]


_SCHEMA = N_("Search index")
_SPANISH = N_("Search in Spanish")
_VERSION = N_("Version {found}.")
_TOO_OLD = N_("It is version {found}; {needed} or newer is needed.")
_UPGRADE = N_("Install version {needed} or newer.")
_NO_POSTGRES = N_("Start PostgreSQL, and check sqlalchemy.url in the ini file.")
_NO_REDIS = N_("Start Redis, and check ckan.redis.url in the ini file.")
_NO_SOLR = N_("Start Solr, and check solr_url in the ini file: it ends with the name of the core.")
_NO_SPANISH = N_("Run: ckan socialprograms search-setup")
_NO_FIELDS = N_("Give the Solr core CKAN's own schema.xml of this version, then run: ckan search-index rebuild")
