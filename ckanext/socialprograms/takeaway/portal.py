"""What exporters have to know of the portal."""

from __future__ import annotations

from typing import Any

import ckan.plugins.toolkit as tk

from ckanext.socialprograms.exporters.record import Portal


def portal() -> Portal:
    """Give the portal in the language of the reader; addresses are the same in all languages."""

    def address(type_: str, name: str) -> str:
        return tk.url_for(f"{type_}.read", id=name, _external=True, locale="default")

    return Portal(tk.config["ckan.site_title"], tk._, address)


def settled(data: dict[str, Any]) -> dict[str, Any]:
    """Give a record with the addresses of its uploaded files as they are in all languages, which CKAN gives in one."""
    return {**data, "resources": [_settled(data, one) for one in data.get("resources", ())]}


def _settled(data: dict[str, Any], resource: dict[str, Any]) -> dict[str, Any]:
    if resource.get("url_type") != "upload":
        return resource
    address = tk.url_for(
        f"{data['type']}_resource.download",
        id=data["id"],
        resource_id=resource["id"],
        filename=resource["url"].rsplit("/", 1)[-1],
        _external=True,
        locale="default",
    )
    return {**resource, "url": address}
