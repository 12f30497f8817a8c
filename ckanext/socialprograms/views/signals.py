"""The risk signals of all programs at ``/signals``, their rules, and both as files."""

from __future__ import annotations

from flask import Blueprint, Response

import ckan.plugins.toolkit as tk

from ckanext.socialprograms.addresses import asking
from ckanext.socialprograms.exporters.table import FORMATS
from ckanext.socialprograms.language import told
from ckanext.socialprograms.records.signal_rules import STAGES, rule_set
from ckanext.socialprograms.signals.downloads import MOST_IN_A_WORKBOOK, TITLES, Wording, download
from ckanext.socialprograms.signals.filters import Filters
from ckanext.socialprograms.signals.lists import PAGE, items
from ckanext.socialprograms.signals.overview import overview
from ckanext.socialprograms.takeaway.addresses import dictionary
from ckanext.socialprograms.takeaway.dictionaries import signal_table
from ckanext.socialprograms.views.sending import sent

signals = Blueprint("socialprograms_signals", __name__, url_prefix="/signals")
_LAST_PAGE = 100_000


class Links:
    """Makes addresses of the signals' pages that keep the filters in use."""

    def __init__(self, filters: Filters) -> None:
        self.base = tk.url_for("socialprograms_signals.show")
        self.filters = filters

    def __call__(self, **changes: str | int) -> str:
        """Give the address of a list; a filter that is changed to nothing goes."""
        return asking(self.base, {**self.filters.chosen, **changes})

    def file(self, name: str, ending: str) -> str:
        """Give the address of a table as a file."""
        chosen = self.filters.chosen if name == "signals" else {}
        return asking(f"{self.base}/{name}.{ending}", chosen)

    def dictionary(self, name: str) -> str:
        """Give where it stands what the columns of a table mean."""
        return dictionary(signal_table(name))


@signals.get("")
def show() -> str:
    """Show how many signals there are, and those that the filters leave in one by one."""
    _check_access()
    filters, today = Filters.read(tk.request.args), tk.h.socialprograms_today()
    found = overview(filters, today)
    page = min(max(tk.request.args.get("page", 1, type=int), 1), _LAST_PAGE)
    listed = list(items(filters, today, (page - 1) * PAGE)) if filters.chosen else []
    agencies = found.agencies if not filters.agency else overview(filters.having(agency=""), today).agencies
    return tk.render(
        "socialprograms/signals/page.html",
        {
            "found": found,
            "agencies": agencies,
            "filters": filters,
            "items": listed,
            "link": Links(filters),
            "page": page,
            "pages": -(-found.signals // PAGE),
            "rules": rule_set(),
            "stages": STAGES,
            "today": today,
            "formats": tuple(FORMATS),
        },
    )


@signals.get("/rules")
def rules() -> str:
    """Show the rules and how each is computed."""
    _check_access()
    shown = {"rules": rule_set(), "stages": STAGES, "link": Links(Filters()), "formats": tuple(FORMATS)}
    return tk.render("socialprograms/signals/rules.html", shown)


@signals.get("/<name>.<ending>")
def file(name: str, ending: str) -> Response:
    """Give the signals or their rules as a file."""
    _check_access()
    if name not in TITLES or ending not in FORMATS:
        tk.abort(404, tk._("There is no such table."))
    filters, today = Filters.read(tk.request.args), tk.h.socialprograms_today()
    if name == "signals" and ending == "xlsx" and overview(filters, today).signals > MOST_IN_A_WORKBOOK:
        tk.abort(400, tk._("These are too many signals for a workbook. Filter them, or download them as CSV or JSON."))
    table = download(name, filters, today, Wording(say=tk._, tell=told, url=_program))
    kind = FORMATS[ending]
    return sent(kind.write(table), f"{name}-{today.isoformat()}.{ending}", kind.media_type)


def _program(name: str) -> str:
    return f"{tk.url_for('program.read', id=name, _external=True)}#signals"


def _check_access() -> None:
    try:
        tk.check_access("socialprograms_signals", {}, {})
    except tk.NotAuthorized:
        tk.abort(403, tk._("You may not see this page."))
