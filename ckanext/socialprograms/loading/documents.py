"""Makes the documents of records for the search index: those that CKAN and all plugins make, with half the work."""

from __future__ import annotations

from collections.abc import Sequence
from types import FunctionType
from typing import Any

import sqlalchemy as sa

import ckan.plugins as p
from ckan import logic, model
from ckan.lib import plugins as ckan_plugins
from ckan.lib.dictization import model_dictize
from ckan.lib.search import index as ckan_index
from ckan.logic.converters import convert_from_extras
from ckan.types import Context

from ckanext.socialprograms.forms.schema import fields_of, groups_of
from ckanext.socialprograms.ledger import entries
from ckanext.socialprograms.loading.creation import is_ours_alone


def documents(ids: Sequence[str]) -> list[dict[str, Any]]:
    """Give the index documents of records of ours by id."""
    # Held here, they are found in the session and not asked for one by one.
    held = model.Session.query(model.Package).filter(model.Package.id.in_(ids)).all()
    ledger = entries.of_records([package.id for package in held])
    rows = Rows(ids)
    collector = _Collector()
    # CKAN's own function, with our collector where it asks for a connection.
    make = FunctionType(
        ckan_index.PackageSearchIndex.index_package.__code__,
        {**vars(ckan_index), "make_connection": lambda: collector},
        argdefs=(True,),
    )
    for package in held:
        whole, shown = dataset_dicts(package, ledger.get(package.id, []), rows)
        make(ckan_index.PackageSearchIndex(), {**whole, "with_custom_schema": shown})
    return collector.documents


def dataset_dicts(
    package: model.Package, ledger: Sequence[entries.Entry], rows: Rows
) -> tuple[dict[str, Any], dict[str, Any]]:
    """Give a record of ours as it is stored and as ``package_show`` gives it.

    They are those of CKAN's ``package_show_default_and_custom_schemas``; but the default schema, which changes nothing
    in a record without files, is left out, and fields are not looked for among the extras one by one.
    """
    context: Any = Context(ignore_auth=True, use_cache=False, validate=False, session=model.Session)
    whole = rows.dictized(package, context) if rows.are_enough else None
    whole = whole or logic.get_action("package_show")(context, {"id": package.id})
    if whole["resources"]:
        return logic.package_show_default_and_custom_schemas(context, package.id)
    plugin = ckan_plugins.lookup_package_plugin(whole["type"])
    schema = _without_search(plugin.show_package_schema())
    shown, _errors = ckan_plugins.plugin_validate(plugin, context, _lifted(whole), schema, "package_show")
    if whole["extras"] and not shown.get("extras", True):
        del shown["extras"]  # as where all of them became fields
    shown["replanning"] = list(ledger)
    logic.apply_after_dataset_show_plugins(context, shown)
    return whole, shown


def _lifted(whole: dict[str, Any]) -> dict[str, Any]:
    """Give a dataset dict with the fields of its schema at the top, where their validators would put them."""
    names = fields_of(whole["type"]) - groups_of(whole["type"]) - whole.keys()
    lifted = {extra["key"]: extra["value"] for extra in whole["extras"] if extra["key"] in names}
    rest = [extra for extra in whole["extras"] if extra["key"] not in names]
    return {**whole, **lifted, "extras": rest}


def _without_search(schema: dict[str, Any]) -> dict[str, Any]:
    """Give a schema that does not look for each field among the extras: ``_lifted`` has brought them up."""
    return {
        name: [rule for rule in rules if rule is not convert_from_extras] if isinstance(rules, list) else rules
        for name, rules in schema.items()
    }


class Rows:
    """What other tables have of packages: of most of them nothing, and each would be asked for by six queries."""

    def __init__(self, ids: Sequence[str]) -> None:
        self.are_enough = is_ours_alone("package_show")
        related = model.package_relationship_table.c
        asked = (
            model.resource_table.c.package_id,
            model.package_tag_table.c.package_id,
            related.subject_package_id,
            related.object_package_id,
        )
        have = (sa.select(column).where(column.in_(ids)) for column in asked)
        groups = sa.select(model.member_table.c.table_id).join(
            model.group_table, model.group_table.c.id == model.member_table.c.group_id
        )
        have_groups = groups.where(model.member_table.c.table_id.in_(ids), ~model.group_table.c.is_organization)
        self._with_rows = {id_ for query in (*have, have_groups) for id_ in model.Session.scalars(query)}
        self._organizations: dict[str | None, list[Any]] = {}

    def dictized(self, package: model.Package, context: Any) -> dict[str, Any] | None:
        """Give a package as ``package_show`` does before it is validated; None for one with rows in other tables."""
        if package.id in self._with_rows:
            return None
        context["package"] = package

        def execute(query: Any, table: Any, _context: Any) -> list[Any]:
            if table is not model.group_table:
                return []
            if package.owner_org not in self._organizations:
                self._organizations[package.owner_org] = list(model.Session.execute(query))
            return self._organizations[package.owner_org]

        dictize = FunctionType(
            model_dictize.package_dictize.__code__,
            {**vars(model_dictize), "_execute": execute},
            argdefs=model_dictize.package_dictize.__defaults__,
        )
        whole = dictize(package, context)
        for plugin in p.PluginImplementations(p.IPackageController):
            plugin.read(package)
        return whole


class _Collector:
    """Takes the place of a connection to Solr and keeps what is to be added."""

    def __init__(self) -> None:
        self.documents: list[dict[str, Any]] = []

    def add(self, docs: Sequence[dict[str, Any]], commit: bool = False) -> None:  # noqa: FBT001, FBT002, ARG002 (pysolr's)
        self.documents.extend(docs)
