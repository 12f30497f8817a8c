"""What can be subscribed to: news as Atom and days as iCalendar, of a record and of a list with its filters."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import datetime, timezone
from itertools import islice
from typing import Any
from uuid import NAMESPACE_OID, uuid5

from flask import Blueprint, Response

import ckan.plugins.toolkit as tk

from ckanext.socialprograms import search
from ckanext.socialprograms.exporters import calendar, feed
from ckanext.socialprograms.exporters.record import agency
from ckanext.socialprograms.language import language, told
from ckanext.socialprograms.ledger import entries
from ckanext.socialprograms.pages.dates import dates
from ckanext.socialprograms.pages.news import news
from ckanext.socialprograms.pages.plan import plan_view
from ckanext.socialprograms.registration import TYPES
from ckanext.socialprograms.takeaway import addresses, state
from ckanext.socialprograms.takeaway.describing import described
from ckanext.socialprograms.takeaway.found import Search
from ckanext.socialprograms.views.caching import keep_apart, unless_known
from ckanext.socialprograms.views.downloads import asked_list, searched, shown
from ckanext.socialprograms.views.sending import sent

NEWEST = 50
MOST_DAYS = 5_000
_DUE, _CALLS, _RESULTS = "next_due_date", "last_call_date", "results_due_date"
_KNOWN = {
    "commitment": (_DUE,),
    "evaluation": (_DUE, _RESULTS),
    "program": (_CALLS,),
    "dataset": (_DUE, _CALLS, _RESULTS),
}

following = Blueprint("socialprograms_following", __name__)
following.after_request(keep_apart)


def one(type_: str, id_: str, ending: str) -> Response:
    """Give what is new of a record, or its days."""
    answer = _feed_of if ending == "atom" else _calendar_of
    return unless_known(state.of_record(type_, id_), lambda: answer(shown(type_, id_)))


def several(type_: str, ending: str) -> Response:
    """Give what is new in a list, or its days."""
    asked = asked_list(type_)
    answer = _feed_of_list if ending == "atom" else _calendar_of_list
    return unless_known(state.of_list(asked), lambda: answer(asked))


for _type in TYPES:
    following.add_url_rule(f"/{_type}/<id_>.<any(atom,ics):ending>", "one", one, defaults={"type_": _type})
for _type in search.LISTS:
    following.add_url_rule(f"/{_type}.<any(atom,ics):ending>", "several", several, defaults={"type_": _type})


def _feed_of(data: dict[str, Any]) -> Response:
    page, id_ = _page(data), data["id"]
    plan = plan_view(data, tk.h.socialprograms_today())
    found = news(plan, entries.history(id_, NEWEST), tk.h.socialprograms_changed_value)
    told_of = (
        feed.Entry(
            id=_urn(id_, "ledger", one.key),
            title=told(one.title),
            address=f"{page}#ledger" if plan.ledger else page,
            updated=one.at,
            text=" ".join(told(sentence) for sentence in one.text) or described(data),
            author=one.author,
        )
        for one in found
    )
    address = addresses.following(data["type"], data["name"]).news
    return _atom(_urn(id_), data["title"], page, address, told_of, agency(data))


def _feed_of_list(asked: Search) -> Response:
    found = searched(replace(asked, sort="metadata_modified desc"))
    told_of = (
        feed.Entry(
            # A change is news of its own: with the id of the record, readers would not show it again.
            id=_urn(data["id"], data["metadata_modified"]),
            title=data["title"],
            address=_page(data),
            updated=_moment(data),
            text=described(data),
            author=agency(data),
        )
        for data in found.up_to(NEWEST)
    )
    page = asked.at(tk.url_for(f"{asked.type}.search", _external=True))
    return _atom(_urn(page), _list_title(asked), page, addresses.following(asked.type).news, told_of, "")


def _atom(id_: str, title: str, page: str, address: str, found: Iterable[feed.Entry], author: str) -> Response:
    told_of = list(found)
    portal = tk.config["ckan.site_title"]
    written = feed.to_atom(
        feed.Feed(
            id=id_,
            title=f"{title} · {portal}",
            page=page,
            address=address,
            language=language(),
            author=author or portal,
            updated=max((entry.updated for entry in told_of), default=datetime.now(timezone.utc)),
            entries=told_of,
        )
    )
    return Response(written, content_type=feed.MEDIA_TYPE)


def _calendar_of(data: dict[str, Any]) -> Response:
    return _ical(data["title"], _page(data), _events(data), data["name"], is_long=False)


def _calendar_of_list(asked: Search) -> Response:
    known = _KNOWN[asked.type]
    found = searched(replace(asked, known=known, sort=", ".join(f"{one} desc" for one in known)))
    events = (event for data in found for event in _events(data))
    page = asked.at(tk.url_for(f"{asked.type}.search", _external=True))
    return _ical(_list_title(asked), page, islice(events, MOST_DAYS), asked.type, is_long=found.has_more)


def _events(data: dict[str, Any]) -> Iterator[calendar.Event]:
    page, modified = _page(data), _moment(data)
    for dated in dates(data):
        address = f"{page}#{dated.anchor}" if dated.anchor else page
        yield calendar.Event(
            id=str(uuid5(NAMESPACE_OID, f"{data['id']}:{dated.key}")),
            day=dated.day,
            title=told(dated.title),
            text="\n".join([*(told(sentence) for sentence in dated.text), address]),
            address=address,
            modified=modified,
        )


def _ical(title: str, page: str, events: Iterable[calendar.Event], name: str, *, is_long: bool) -> Response:
    portal = tk.config["ckan.site_title"]
    about = tk._("Days published in {portal}, {most} at most.").format(portal=portal, most=MOST_DAYS)
    written = calendar.to_ical(calendar.Calendar(f"{title} · {portal}", about, page, events))
    return sent(written, f"{name}.ics", calendar.MEDIA_TYPE, is_long=is_long)


def _list_title(asked: Search) -> str:
    name = tk._(search.LIST_NAMES[asked.type])
    return f"{name}: {asked.words}" if asked.words else name


def _page(data: dict[str, Any]) -> str:
    return tk.url_for(f"{data['type']}.read", id=data["name"], _external=True)


def _moment(data: dict[str, Any]) -> datetime:
    return datetime.fromisoformat(data["metadata_modified"]).replace(tzinfo=timezone.utc)


def _urn(*parts: str) -> str:
    return uuid5(NAMESPACE_OID, ":".join(parts)).urn
