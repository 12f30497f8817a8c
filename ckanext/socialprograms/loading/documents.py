"""Makes the documents of records for the search index: those that CKAN and all plugins make, with half the work."""

from __future__ import annotations

from collections.abc import Sequence
from types import FunctionType
from typing import Any

from ckan import logic, model
from ckan.lib import plugins as ckan_plugins
from ckan.lib.search import index as ckan_index
from ckan.types import Context

from ckanext.socialprograms.forms.schema import fields_of, groups_of
from ckanext.socialprograms.ledger import entries


def documents(ids: Sequence[str]) -> list[dict[str, Any]]:
    """Give the index documents of records of ours by id."""
    # Held here, they are found in the session and not asked for one by one.
    held = model.Session.query(model.Package).filter(model.Package.id.in_(ids)).all()
    ledger = entries.of_records([package.id for package in held])
    collector = _Collector()
    # CKAN's own function, with our collector where it asks for a connection.
    make = FunctionType(
        ckan_index.PackageSearchIndex.index_package.__code__,
        {**vars(ckan_index), "make_connection": lambda: collector},
        argdefs=(True,),
    )
    for package in held:
        whole, shown = dataset_dicts(package.id, ledger.get(package.id, []))
        make(ckan_index.PackageSearchIndex(), {**whole, "with_custom_schema": shown})
    return collector.documents


def dataset_dicts(id_: str, ledger: Sequence[entries.Entry]) -> tuple[dict[str, Any], dict[str, Any]]:
    """Give a record of ours as it is stored and as ``package_show`` gives it.

    They are those of CKAN's ``package_show_default_and_custom_schemas``; but the default schema, which changes nothing
    in a record without files, is left out, and fields are not looked for among the extras one by one.
    """
    context: Any = Context(ignore_auth=True, use_cache=False, validate=False, session=model.Session)
    whole = logic.get_action("package_show")(context, {"id": id_})
    if whole["resources"]:
        return logic.package_show_default_and_custom_schemas(context, id_)
    plugin = ckan_plugins.lookup_package_plugin(whole["type"])
    schema = plugin.show_package_schema()
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


class _Collector:
    """Takes the place of a connection to Solr and keeps what is to be added."""

    def __init__(self) -> None:
        self.documents: list[dict[str, Any]] = []

    def add(self, docs: Sequence[dict[str, Any]], commit: bool = False) -> None:  # noqa: FBT001, FBT002, ARG002 (pysolr's)
        self.documents.extend(docs)
