"""Whether files that people upload become tables, and who lets those through that are held back."""

from __future__ import annotations

from collections.abc import Iterator

import ckan.plugins as p
import ckan.plugins.toolkit as tk

from ckanext.socialprograms import config
from ckanext.socialprograms.doctor.finding import Finding, better, good
from ckanext.socialprograms.messages import N_

_LOADERS = ("xloader", "datapusher")


def file_tables() -> Iterator[Finding]:
    """Look whether the tables that people upload reach the DataStore, which all views of ours read."""
    if not p.plugin_loaded("datastore"):
        yield better(_TABLES, N_("The DataStore is off."), _NO_DATASTORE)
    elif not any(p.plugin_loaded(name) for name in _LOADERS):
        yield better(_TABLES, N_("Tables that people upload stay files: no view can show them."), _NO_LOADER)
    else:
        yield good(_TABLES, N_("Tables that people upload become views."))


def file_review() -> Iterator[Finding]:
    """Look at what goes around the check of uploaded files for personal data."""
    if not config.check_files():
        yield better(_REVIEW, N_("Files are published unseen."), _NO_REVIEW)
    elif tk.config["ckan.auth.user_create_organizations"]:
        yield better(_REVIEW, N_("Any user can make an organization, and let personal data through in it."), _OPEN_DOOR)
    else:
        yield good(_REVIEW, N_("Files are checked for personal data before others see them."))


_TABLES, _REVIEW = N_("Tables from files"), N_("Review of files")
_NO_DATASTORE = N_("Add datastore and xloader to ckan.plugins: maps, beneficiaries and budgets are shown from tables.")
_NO_LOADER = N_("Install ckanext-xloader and add xloader to ckan.plugins.")
_NO_REVIEW = N_("Write in the ini file: ckanext.socialprograms.check_files = true")
_OPEN_DOOR = N_("Write in the ini file: ckan.auth.user_create_organizations = false")
