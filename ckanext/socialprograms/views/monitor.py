"""The monitoring board at ``/monitor``, its lists, and its tables as files."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime
from functools import lru_cache
from typing import Any
from urllib.parse import urlencode

from flask import Blueprint, Response
from markupsafe import Markup

import ckan.plugins.toolkit as tk

from ckanext.socialprograms.addresses import asking
from ckanext.socialprograms.exporters.table import FORMATS
from ckanext.socialprograms.monitor import names
from ckanext.socialprograms.monitor.board import TABLES, WATCHED, Board, board
from ckanext.socialprograms.monitor.downloads import NAMES, Wording, download
from ckanext.socialprograms.monitor.filters import Filters
from ckanext.socialprograms.monitor.lists import ACTIVITY_LISTS, PAGE, RECORD_LISTS, SORTS, Part, activities, records
from ckanext.socialprograms.monitor.visible import Sign, version
from ckanext.socialprograms.pages.plan import anchor
from ckanext.socialprograms.records.moments import local_day
from ckanext.socialprograms.takeaway.addresses import dictionary
from ckanext.socialprograms.takeaway.dictionaries import board_table
from ckanext.socialprograms.views.sending import sent

monitor = Blueprint("socialprograms_monitor", __name__)
_LAST_PAGE = 100_000


class Links:
    """Makes addresses of the board that keep the filters in use."""

    def __init__(self, filters: Filters, base: str = "") -> None:
        self.base = base or tk.url_for("socialprograms_monitor.show")
        self.filters = filters

    def __call__(self, **changes: str | int) -> str:
        """Give the address of a page of the board; a filter that is changed to nothing goes."""
        return self._with(self.base, changes)

    def of(self, table: str, key: str) -> Links:
        """Give the links of a line of a table: the filters in use and its own."""
        return Links(self.filters.having(table, key), self.base)

    def record(self, type_: str, name: str, activity: str = "") -> str:
        """Give the address of a record, or of an activity in it."""
        address = tk.url_for(f"{type_}.read", id=name)
        return f"{address}#{anchor('activity', activity)}" if activity else address

    def file(self, name: str, ending: str) -> str:
        """Give the address of a table as a file."""
        return self._with(f"{self.base}/{name}.{ending}", {})

    def dictionary(self, name: str) -> str:
        """Give where it stands what the columns of a table mean."""
        return dictionary(board_table(name))

    def _with(self, address: str, changes: dict[str, Any]) -> str:
        return asking(address, {**self.filters.chosen, **changes})


@monitor.route("/monitor")
def show() -> str:
    """Show the board, or one of its lists or tables."""
    _check_access()
    asked = tk.request.args
    filters, today, sign = Filters.read(asked), tk.h.socialprograms_today(), version()
    counted = board(filters, today, sign)
    link = Links(filters)
    if asked.get("state") in ACTIVITY_LISTS:
        return _list_page("activities", asked["state"], _shown(counted, link, sign))
    if asked.get("records") in RECORD_LISTS:
        return _list_page("records", asked["records"], _shown(counted, link, sign))
    if asked.get("table") in TABLES:
        return tk.render("socialprograms/monitor/table.html", {**_shown(counted, link, sign), "table": asked["table"]})
    if not counted.totals.records and not filters.chosen:
        return tk.render("socialprograms/monitor/empty.html", {"link": link})
    body = _body(sign, filters, today, tk.h.lang(), link.base)
    return tk.render("socialprograms/monitor/board.html", {"link": link, "body": body})


@lru_cache(maxsize=32)
def _body(sign: Sign, filters: Filters, today: date, _language: str, base: str) -> Markup:
    """Write the inside of the board, which is the same for all who ask for it."""
    shown = _shown(board(filters, today, sign), Links(filters, base), sign)
    return Markup(tk.render("socialprograms/monitor/body.html", {**shown, "watched": WATCHED, "tables": TABLES}))  # noqa: S704


@monitor.route("/monitor/<name>.<ending>")
def file(name: str, ending: str) -> Response:
    """Give a table or list of the board as a file."""
    _check_access()
    if name not in NAMES or ending not in FORMATS:
        tk.abort(404, tk._("There is no such table."))
    kind, today = FORMATS[ending], tk.h.socialprograms_today()
    table = download(name, Filters.read(tk.request.args), today, _wording())
    return sent(kind.write(table), f"{name}-{today.isoformat()}.{ending}", kind.media_type)


def _shown(counted: Board, link: Links, sign: Sign) -> dict[str, Any]:
    return {
        "board": counted,
        "filters": link.filters,
        "options": board(Filters(), counted.today, sign).tables,
        "link": link,
        "names": names,
        "modified": _local_day(counted),
        "formats": tuple(FORMATS),
        "number": _number_format(),
    }


def _number_format() -> Callable[[int], str]:
    """Give what writes a whole number with its thousands apart; a page has hundreds of them."""
    sample = tk.h.socialprograms_number(1_000)
    return lambda number: f"{number:,}".replace(",", sample[1:-3])


def _list_page(kind: str, name: str, common: dict[str, Any]) -> str:
    counted, page = common["board"], _page_number()
    sort = tk.request.args.get("sort", "")
    part = Part(offset=(page - 1) * PAGE)
    if kind == "activities":
        count = getattr(counted.totals, name)
        found = activities(common["filters"], name, counted.today, part, sort if sort in SORTS else "")
    else:
        count = counted.totals.records if name == "all" else getattr(counted.totals, name)
        found = records(common["filters"], name, counted.today, part)
    shown = {"name": name, "count": count, "page": page, "pages": -(-count // PAGE), "sort": sort, "found": list(found)}
    return tk.render(f"socialprograms/monitor/{kind}.html", {**common, **shown})


def _page_number() -> int:
    try:
        asked = int(tk.request.args.get("page", "1"))
    except ValueError:
        return 1
    return min(max(asked, 1), _LAST_PAGE)


def _wording() -> Wording:
    def record_url(type_: str, name: str) -> str:
        return tk.url_for(f"{type_}.read", id=name, _external=True)

    def board_url(filters: Filters) -> str:
        return f"{tk.url_for('socialprograms_monitor.show', _external=True)}?{urlencode(filters.chosen)}"

    return Wording(say=tk._, goal=_goal, record_url=record_url, board_url=board_url)


def _goal(number: str) -> str:
    return " ".join(part for part in tk.h.socialprograms_sdg([number])[0] if part)


def _local_day(counted: Board) -> date | None:
    modified: datetime | None = counted.totals.modified
    return None if modified is None else local_day(modified)


def _check_access() -> None:
    try:
        tk.check_access("socialprograms_monitor", {}, {})
    except tk.NotAuthorized:
        tk.abort(403, tk._("You may not see this page."))
