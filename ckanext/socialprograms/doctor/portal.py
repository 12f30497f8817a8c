"""Whether CKAN is of the right version and set up as the extension needs."""

from __future__ import annotations

from collections.abc import Iterator
from urllib.parse import urlsplit

from sqlalchemy.exc import SQLAlchemyError

import ckan
import ckan.plugins as p
import ckan.plugins.toolkit as tk
from ckan.cli.db import current_revision

from ckanext.scheming.helpers import scheming_get_dataset_schema

from ckanext.socialprograms.doctor.finding import Finding, better, broken, good
from ckanext.socialprograms.messages import N_
from ckanext.socialprograms.registration import TYPES

_LOCAL = ("localhost", "127.0.0.1", "::1", "")


def ckan_version() -> Iterator[Finding]:
    """Look at CKAN's version."""
    if tk.check_ckan_version(min_version="2.12.0", max_version="2.12.99"):
        yield good("CKAN", N_("Version {found}."), found=ckan.__version__)
    else:
        yield broken(
            "CKAN", N_("It is version {found}; 2.12 is needed."), N_("Install CKAN 2.12."), found=ckan.__version__
        )


def plugins() -> Iterator[Finding]:
    """Look whether the plugins are complete; their order does not matter."""
    listed = list(tk.config["ckan.plugins"])
    if "scheming_datasets" not in listed:
        yield broken(_PLUGINS, N_("scheming_datasets is missing."), _ADD_SCHEMING)
    else:
        yield good(_PLUGINS, N_("They are complete."))


def dataset_schema() -> Iterator[Finding]:
    """Look for the schemas of our types."""
    if not p.plugin_loaded("scheming_datasets"):
        return
    missing = [type_ for type_ in TYPES if not scheming_get_dataset_schema(type_)]
    if missing:
        yield broken(_SCHEMAS, N_("There is no schema for {found}."), _NO_SCHEMA, found=", ".join(missing))
    else:
        yield good(_SCHEMAS, N_("Commitments, programs and evaluations have theirs."))


def tables() -> Iterator[Finding]:
    """Look whether the tables of the extension are up to date."""
    try:
        revision = current_revision("socialprograms") or ""
    except SQLAlchemyError:
        return
    if revision.endswith("(head)"):
        yield good(_TABLES, N_("They are up to date."))
    else:
        yield broken(_TABLES, N_("They are not up to date."), N_("Run: ckan db upgrade -p socialprograms"))


def site_url() -> Iterator[Finding]:
    """Look at the portal's address."""
    address = str(tk.config.get("ckan.site_url") or "")
    parts = urlsplit(address)
    if (parts.hostname or "") in _LOCAL:
        yield better(
            _ADDRESS, N_("ckan.site_url is “{found}”, which only this machine can open."), _SET_URL, found=address
        )
    elif parts.scheme != "https":
        yield better(_ADDRESS, N_("{found} is not encrypted."), _USE_HTTPS, found=address)
    else:
        yield good(_ADDRESS, "{found}", found=address)


def languages() -> Iterator[Finding]:
    """Look whether the portal speaks Spanish."""
    default, offered = tk.config["ckan.locale_default"], tk.config["ckan.locales_offered"]
    if not str(default).startswith("es"):
        yield better(_LANGUAGES, N_("The portal speaks “{found}” first."), _SPEAK_SPANISH, found=default)
    elif offered and "es" not in [str(one) for one in offered]:
        yield better(_LANGUAGES, N_("Spanish is not among the languages offered."), _SPEAK_SPANISH, found=default)
    else:
        yield good(_LANGUAGES, N_("The portal speaks Spanish."))


_PLUGINS, _SCHEMAS, _TABLES = N_("Plugins"), N_("Schemas"), N_("Tables")
_ADDRESS, _LANGUAGES = N_("Address"), N_("Languages")
_ADD_SCHEMING = N_("Write in the ini file: ckan.plugins = … scheming_datasets socialprograms")
_NO_SCHEMA = N_(
    "Install the extension anew with pip, and take scheming.dataset_schemas of its types out of the ini file."
)
_SET_URL = N_("Set ckan.site_url to the address that people open, such as https://datos.municipio.gob.mx")
_USE_HTTPS = N_("Serve the portal with HTTPS and write its address with https:// in ckan.site_url.")
_SPEAK_SPANISH = N_("Write in the ini file: ckan.locale_default = es, and ckan.locales_offered = es en")
