from __future__ import annotations

from importlib import resources
from typing import Any

import ckan.plugins as p
import ckan.plugins.toolkit as tk
from ckan import model
from ckan.common import CKANConfig
from ckan.lib.helpers import get_display_timezone
from ckan.lib.plugins import DefaultPermissionLabels, DefaultTranslation
from ckan.types import Context, Schema

from ckanext.socialprograms import config as options
from ckanext.socialprograms import search, settings
from ckanext.socialprograms.drafts import dataset_labels, user_labels
from ckanext.socialprograms.gate import checking, holding, loaders
from ckanext.socialprograms.helpers import get_helpers
from ckanext.socialprograms.ledger import entries, keeping
from ckanext.socialprograms.logic.actions import get_actions
from ckanext.socialprograms.monitor import mirror
from ckanext.socialprograms.profiles import identity
from ckanext.socialprograms.records import moments
from ckanext.socialprograms.registration import admit_long_forms, register
from ckanext.socialprograms.views import get_blueprints


@tk.blanket.actions(get_actions)
@tk.blanket.auth_functions
@tk.blanket.blueprints(get_blueprints)
@tk.blanket.cli
@tk.blanket.config_declarations
@tk.blanket.helpers(get_helpers)
@tk.blanket.validators
class SocialProgramsPlugin(p.SingletonPlugin, DefaultTranslation, DefaultPermissionLabels):
    """Registers the parts of the extension with CKAN, and does nothing else."""

    for _asks in (*loaders.interfaces(), *identity.interfaces()):
        p.implements(_asks, inherit=True)
    p.implements(p.IConfigurer, inherit=True)
    p.implements(p.IFacets, inherit=True)
    p.implements(p.IOrganizationController, inherit=True)
    p.implements(p.IPackageController, inherit=True)
    p.implements(p.IPermissionLabels)
    p.implements(p.ITranslation)

    def i18n_directory(self) -> str:
        return str(resources.files("ckanext.socialprograms.i18n"))

    def update_config(self, config_: CKANConfig) -> None:
        register(config_)
        moments.use_zone(get_display_timezone)
        admit_long_forms(config_)
        tk.add_template_directory(config_, "templates")
        tk.add_public_directory(config_, "public")
        tk.add_resource("assets", "socialprograms")

    def update_config_schema(self, schema: Schema) -> Schema:
        return settings.with_ours(schema)

    def after_dataset_create(self, context: Context, pkg_dict: dict[str, Any]) -> None:
        self._saved(context, pkg_dict, is_new=True)

    def after_dataset_update(self, context: Context, pkg_dict: dict[str, Any]) -> None:
        self._saved(context, pkg_dict, is_new=False)

    def _saved(self, context: Context, pkg_dict: dict[str, Any], *, is_new: bool) -> None:
        checking.after_saving(pkg_dict)
        if pkg_dict.get("type") in search.TYPES:
            keeping.keep(context, pkg_dict)
            mirror.mirror_saved(context, pkg_dict, is_new=is_new)

    def after_dataset_show(self, context: Context, pkg_dict: dict[str, Any]) -> None:
        holding.hide(context, pkg_dict)
        # What comes from the search index has it already.
        if pkg_dict.get("type") in search.TYPES and "replanning" not in pkg_dict:
            pkg_dict["replanning"] = entries.of_record(pkg_dict["id"])

    def before_dataset_index(self, pkg_dict: dict[str, Any]) -> dict[str, Any]:
        return search.document(holding.mark(pkg_dict))

    def before_dataset_search(self, search_params: dict[str, Any]) -> dict[str, Any]:
        return search.asked(search_params)

    def after_dataset_search(self, search_results: dict[str, Any], search_params: dict[str, Any]) -> dict[str, Any]:
        holding.hide_marked(search_results["results"])
        return search.labelled(search_results)

    def dataset_facets(self, facets_dict: dict[str, str], package_type: str) -> dict[str, str]:
        return search.facets(facets_dict, package_type) if options.facets() else facets_dict

    def edit(self, entity: model.Group) -> None:
        if isinstance(entity, model.Group):
            search.reindex_when_saved(entity)

    def dataset_uri(self, dataset_dict: dict[str, Any], default_uri: str) -> str:
        return identity.of_record(dataset_dict, default_uri)

    def resource_uri(self, resource_dict: dict[str, Any], default_uri: str) -> str:
        return identity.of_file(resource_dict, default_uri)

    def can_upload(self, resource_id: str) -> bool:
        return loaders.may_load(resource_id)

    def get_dataset_labels(self, dataset_obj: model.Package) -> list[str]:
        return dataset_labels(dataset_obj, super().get_dataset_labels(dataset_obj))

    def get_user_dataset_labels(self, user_obj: model.User) -> list[str]:
        return user_labels(user_obj, super().get_user_dataset_labels(user_obj))
