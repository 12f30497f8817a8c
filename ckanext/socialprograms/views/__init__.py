"""The pages that are not CKAN's, one blueprint a module."""

from __future__ import annotations

from importlib import import_module

from flask import Blueprint

from ckan.plugins import plugin_loaded

from ckanext.socialprograms import config
from ckanext.socialprograms.views.calls import calls
from ckanext.socialprograms.views.comparing import comparing
from ckanext.socialprograms.views.conac import conac
from ckanext.socialprograms.views.dictionaries import dictionaries
from ckanext.socialprograms.views.downloads import downloads as download_pages
from ckanext.socialprograms.views.files import files as file_pages
from ckanext.socialprograms.views.following import following as following_pages
from ckanext.socialprograms.views.import_ import import_pages
from ckanext.socialprograms.views.monitor import monitor as monitor_pages
from ckanext.socialprograms.views.plans import plans
from ckanext.socialprograms.views.programs import programs
from ckanext.socialprograms.views.publishing import publishing
from ckanext.socialprograms.views.rdf import rdf as rdf_pages
from ckanext.socialprograms.views.resource_views import resource_views
from ckanext.socialprograms.views.signals import signals as signal_pages
from ckanext.socialprograms.views.suggestions import suggestions
from ckanext.socialprograms.views.transparency import transparency
from ckanext.socialprograms.views.workbooks import workbooks


def get_blueprints() -> list[Blueprint]:
    """Give what CKAN serves for us."""
    always = (
        publishing,
        calls,
        suggestions,
        download_pages,
        dictionaries,
        following_pages,
        resource_views,
        comparing,
        plans,
        file_pages,
        programs,
        conac,
        transparency,
    )
    switched = (
        (monitor_pages, config.board()),
        (import_pages, config.import_page()),
        (workbooks, config.import_page()),
        (signal_pages, config.signals()),
        (rdf_pages, plugin_loaded("dcat")),
    )
    return [*always, *(pages for pages, is_on in switched if is_on), *_of_harvesting()]


def _of_harvesting() -> list[Blueprint]:
    """Give the pages that speak of ckanext-harvest, which a portal may not have."""
    if not plugin_loaded("harvest"):
        return []
    return [import_module("ckanext.socialprograms.views.harvests").harvests]
