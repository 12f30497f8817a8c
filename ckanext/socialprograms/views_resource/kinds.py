"""The kinds of views that there are."""

from __future__ import annotations

from collections.abc import Mapping

from ckan.lib.datapreview import get_view_plugin

from ckanext.socialprograms.views_resource.beneficiaries.beneficiaries import BENEFICIARIES
from ckanext.socialprograms.views_resource.budget import BUDGET
from ckanext.socialprograms.views_resource.indicators import INDICATORS
from ckanext.socialprograms.views_resource.kind import Kind
from ckanext.socialprograms.views_resource.works.works_map import WORKS_MAP

KINDS: Mapping[str, Kind] = {kind.name: kind for kind in (WORKS_MAP, BENEFICIARIES, BUDGET, INDICATORS)}


def kind_of(view_type: str) -> Kind | None:
    """Give the kind of a view, None if it is none of ours or its plugin is off."""
    return KINDS.get(view_type) if get_view_plugin(view_type) else None
