"""The kinds of views as plugins of CKAN: one class each, so that a portal chooses which it offers."""

from __future__ import annotations

from typing import Any

import ckan.plugins as p
import ckan.plugins.toolkit as tk
from ckan.exceptions import CkanConfigurationException
from ckan.types import Context

from ckanext.socialprograms.views_resource import form, showing
from ckanext.socialprograms.views_resource.beneficiaries.beneficiaries import BENEFICIARIES
from ckanext.socialprograms.views_resource.budget import BUDGET
from ckanext.socialprograms.views_resource.indicators import INDICATORS
from ckanext.socialprograms.views_resource.kind import Kind
from ckanext.socialprograms.views_resource.opening import can_be_found
from ckanext.socialprograms.views_resource.works.works_map import WORKS_MAP


class ViewPlugin(p.SingletonPlugin):
    """What the views share: each subclass names its kind."""

    p.implements(p.IConfigurable)
    p.implements(p.IResourceView, inherit=True)
    kind: Kind

    def configure(self, config_: Any) -> None:
        """Ask for the plugin that has the templates."""
        if not p.plugin_loaded("socialprograms"):
            raise CkanConfigurationException(f"{self.name} needs socialprograms: write both into ckan.plugins.")

    def info(self) -> dict[str, Any]:
        """Describe the view to CKAN."""
        return {
            "name": self.kind.name,
            "title": tk._(self.kind.title),
            "default_title": tk._(self.kind.title),
            "icon": self.kind.icon,
            "schema": form.schema(self.kind),
            "iframed": False,
            "requires_datastore": True,
            "preview_enabled": True,
        }

    def can_view(self, data_dict: dict[str, Any]) -> bool:
        """Say whether the columns that the view needs are found in a table."""
        return can_be_found(self.kind, data_dict["resource"])

    def setup_template_variables(self, context: Context, data_dict: dict[str, Any]) -> dict[str, Any]:
        """Give what the view's template and form show."""
        return showing.inline(self.kind, data_dict)

    def view_template(self, context: Context, data_dict: dict[str, Any]) -> str:
        """Name the template of the view among CKAN's own pages."""
        return "socialprograms/views/inline.html"

    def form_template(self, context: Context, data_dict: dict[str, Any]) -> str:
        """Name the template of its settings."""
        return "socialprograms/views/form.html"


class WorksMapView(ViewPlugin):
    """Works and actions on a map."""

    kind = WORKS_MAP


class BeneficiariesView(ViewPlugin):
    """People who received support, counted in groups that give nobody away."""

    kind = BENEFICIARIES


class BudgetView(ViewPlugin):
    """A budget by stage, year and classifier."""

    kind = BUDGET


class IndicatorsView(ViewPlugin):
    """Indicators with their goals and what was reached."""

    kind = INDICATORS
