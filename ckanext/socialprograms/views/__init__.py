"""The pages that are not CKAN's, one blueprint a module."""

from __future__ import annotations

from flask import Blueprint

from ckanext.socialprograms import config
from ckanext.socialprograms.views.import_ import import_pages
from ckanext.socialprograms.views.monitor import monitor as monitor_pages
from ckanext.socialprograms.views.publishing import publishing
from ckanext.socialprograms.views.resource_views import resource_views


def get_blueprints() -> list[Blueprint]:
    """Give what CKAN serves for us."""
    switched = ((monitor_pages, config.board()), (import_pages, config.import_page()))
    return [publishing, resource_views, *(pages for pages, is_on in switched if is_on)]
