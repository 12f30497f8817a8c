"""What came of harvesting a source, at ``/harvest/NAME/runs``: its history, and the report of each run."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, Response, abort, jsonify

import ckan.plugins.toolkit as tk

from ckanext.socialprograms import search
from ckanext.socialprograms.addresses import asking
from ckanext.socialprograms.exporters.table import FORMATS
from ckanext.socialprograms.harvesters import downloads
from ckanext.socialprograms.harvesters.report import Item
from ckanext.socialprograms.harvesters.runs import KINDS
from ckanext.socialprograms.pages import importing
from ckanext.socialprograms.pages.strips import Strip, strip
from ckanext.socialprograms.views.caching import keep_apart
from ckanext.socialprograms.views.forgery import refuse_forged
from ckanext.socialprograms.views.sending import sent

harvests = Blueprint("socialprograms_harvests", __name__, url_prefix="/harvest/<name>")
harvests.before_request(refuse_forged)
PER_PAGE = 20
_DRAWN = 60
_LAST_PAGE = 100_000
MEASURES = ("listed", "created", "changed", "refused", "vanished", "seconds")


@harvests.get("/runs")
def runs(name: str) -> str:
    """Show the history of a source."""
    source, page = _source(name), _page()
    asked = {"id": source["id"], "limit": PER_PAGE, "offset": (page - 1) * PER_PAGE}
    found = _do("socialprograms_harvest_run_list", asked)
    drawn = _do("socialprograms_harvest_run_list", {"id": source["id"], "limit": _DRAWN})["runs"][::-1]
    return tk.render(
        "socialprograms/harvest/runs.html",
        {
            "source": source,
            "runs": found["runs"],
            "drawn": drawn,
            "strips": _strips(drawn),
            "page": page,
            "pages": -(-found["count"] // PER_PAGE),
            "page_url": lambda number: asking(tk.request.path, {"page": number}),
        },
    )


@harvests.get("/runs/<job>")
def run(name: str, job: str) -> str:
    """Show what a run did, and the records of one kind."""
    source, page = _source(name), _page()
    kind = tk.request.args.get("kind", "")
    asked = {"id": source["id"], "job": job}
    found = _do("socialprograms_harvest_run_show", asked)
    if kind not in KINDS:
        kind = next((one for one in KINDS if found.get(one)), "")
    part = {"kind": kind, "limit": PER_PAGE, "offset": (page - 1) * PER_PAGE}
    records = _do("socialprograms_harvest_run_show", {**asked, **part})["records"] if kind else []
    return tk.render(
        "socialprograms/harvest/run.html",
        {
            "source": source,
            "run": found,
            "kind": kind,
            "kinds": {one: downloads.KIND_NAMES[one] for one in KINDS},
            "records": records,
            "page": page,
            "pages": -(-found.get(kind, 0) // PER_PAGE),
            "page_url": lambda number: asking(tk.request.path, {"kind": kind, "page": number}),
            "formats": tuple(FORMATS),
        },
    )


@harvests.get("/runs/<job>.<ending>")
def file(name: str, job: str, ending: str) -> Response:
    """Give the report of a run as a file."""
    source = _source(name)
    found = _do("socialprograms_harvest_run_show", {"id": source["id"], "job": job})
    if ending not in FORMATS:
        tk.abort(404, tk._("There is no such table."))
    wording = downloads.Wording(tk._, _lost, _address)
    table = downloads.table(found["id"], wording, sees_all=found["is_administrator"])
    kind = FORMATS[ending]
    return keep_apart(sent(kind.write(table), f"{source['name']}-{found['id'][:8]}.{ending}", kind.media_type))


@harvests.get("/preview")
def preview(name: str) -> str:
    """Show what a source would bring, as far as that is known."""
    source, page = _source(name), _page()
    found = _do("socialprograms_harvest_preview_show", {"id": source["id"]})
    records = found.get("seen", {}).get("records", [])
    shown = records[(page - 1) * PER_PAGE : page * PER_PAGE]
    return tk.render(
        "socialprograms/harvest/preview.html",
        {
            "source": source,
            "found": found,
            "seen": found.get("seen"),
            "cards": [importing.card(one, search.schemas().get(one["type"], importing.PLAIN)) for one in shown],
            "page": page,
            "pages": -(-len(records) // PER_PAGE),
            "page_url": lambda number: asking(tk.request.path, {"page": number}),
        },
    )


@harvests.post("/preview")
def look(name: str) -> Any:
    """Have a worker look at what a source would bring."""
    try:
        _do("socialprograms_harvest_preview", {"id": _source(name)["id"]})
    except tk.ValidationError as error:
        tk.h.flash_error(" ".join(str(found) for found in error.error_summary.values()))
        return tk.redirect_to("harvest.read", id=name)
    return tk.redirect_to("socialprograms_harvests.preview", name=name)


@harvests.get("/preview/status")
def status(name: str) -> Response:
    """Tell how far a preview is, for the script of the page."""
    stage = _do("socialprograms_harvest_preview_show", {"id": _source(name)["id"]})["stage"]
    return keep_apart(jsonify({"stage": stage, "waiting": False, "done": 0, "total": 0}))


def _strips(drawn: list[dict[str, Any]]) -> dict[str, Strip]:
    return {measure: strip([one[measure] for one in drawn]) for measure in MEASURES}


def _lost(item: Item) -> list[str]:
    return [tk.h.socialprograms_lost(item.type, one) for one in item.shrunk]


def _address(item: Item) -> str:
    return tk.url_for(f"{item.type}.read", id=item.name, _external=True) if item.name else ""


def _page() -> int:
    return min(max(tk.request.args.get("page", 1, type=int), 1), _LAST_PAGE)


def _source(name: str) -> dict[str, Any]:
    found = _do("package_show", {"id": name})
    if found["type"] != "harvest":
        tk.abort(404, tk._("There is no such harvest source."))
    return found


def _do(action: str, data: dict[str, Any]) -> Any:
    try:
        return tk.get_action(action)({}, data)
    except tk.NotAuthorized:
        if not tk.current_user.is_authenticated:
            return abort(tk.redirect_to("user.login", came_from=tk.request.path))
        return tk.abort(403, tk._("You may not see this page."))
    except tk.ObjectNotFound as missing:
        return tk.abort(404, str(missing))
