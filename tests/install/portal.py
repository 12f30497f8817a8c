"""Looks at a portal in a process of its own, as a restart after an edit of the ini file does.

python portal.py INI make    makes an organization and a dataset, prints the dataset's id
python portal.py INI look    prints what visitors and the API see of it
"""

from __future__ import annotations

import json
import re
import sys
from typing import Any, cast

from flask import g, url_for

from ckan import model
from ckan.cli import load_config
from ckan.config.middleware import make_app
from ckan.lib.plugins import lookup_package_plugin
from ckan.lib.search import rebuild
from ckan.logic import get_action
from ckan.plugins.toolkit import render_snippet
from ckan.types import Context

DATASET = "calles-pavimentadas"


def make() -> dict[str, object]:
    user = get_action("get_site_user")({"ignore_auth": True}, {})
    context = Context(ignore_auth=True, user=user["name"])
    get_action("organization_create")(Context(context), {"name": "obras", "title": "Obras públicas"})
    made = get_action("package_create")(
        Context(context),
        {
            "name": DATASET,
            "title": "Calles pavimentadas",
            "notes": "Lista de *calles*",
            "owner_org": "obras",
            "extras": [{"key": "clave propia", "value": "11-020"}],
            "tags": [{"name": "obra"}],
            "resources": [{"url": "https://example.org/calles.csv", "name": "Calles", "format": "CSV"}],
        },
    )
    return {"id": made["id"]}


def look(app) -> dict[str, object]:
    client = app.test_client()
    with app.test_request_context():
        user = get_action("get_site_user")({"ignore_auth": True}, {})
        shown = get_action("package_show")({"ignore_auth": True, "user": user["name"]}, {"id": DATASET})
        found = get_action("package_search")({}, {"q": "calles", "fq": "dataset_type:dataset"})
        addresses = [url_for("dataset.read", id=DATASET), url_for("dataset.new"), url_for("dataset.search")]
        form = _form(user["name"])
    page = client.get(f"/dataset/{DATASET}")
    paths = ("/", "/dataset/", f"/dataset/{DATASET}", "/organization/obras")
    return {
        "status": {path: client.get(path).status_code for path in paths},
        "addresses": addresses,
        "dataset": {key: value for key, value in shown.items() if key not in ("metadata_modified", "organization")},
        "found": found["count"],
        "headings": re.findall(r"<h1[^>]*>\s*(.*?)\s*</h1>", page.get_data(as_text=True), re.DOTALL),
        "extras on the page": "clave propia" in page.get_data(as_text=True),
        "form": form,
    }


def _form(user: str) -> list[str]:
    g.user, g.userobj = user, model.User.get(user)
    plugin = lookup_package_plugin("dataset")
    form = cast(Any, plugin).package_form()  # its declared signature asks for the type, its own takes none
    variables = {
        "data": {},
        "errors": {},
        "error_summary": {},
        "action": "new",
        "dataset_type": "dataset",
        "stage": ["active"],
        "form_vars": {},
    }
    html = render_snippet(form, {**variables, "form_snippet": form})
    return sorted(set(re.findall(r'name="([^"]+)"', html)))


if __name__ == "__main__":
    loaded = make_app(load_config(sys.argv[1]))
    flask_app = getattr(loaded, "_wsgi_app", loaded)
    if sys.argv[2] == "make":
        with flask_app.test_request_context():
            result = make()
    else:
        with flask_app.app_context():
            rebuild()
        result = look(flask_app)
    sys.stdout.write("\n" + json.dumps(result, default=str))
