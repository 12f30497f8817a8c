"""Template helpers: what the pages, forms and lists are made of."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import ckan.plugins.toolkit as tk
from ckan.plugins import plugin_loaded

from ckanext.socialprograms import config as options
from ckanext.socialprograms import home, search
from ckanext.socialprograms.forms import building, page, wording
from ckanext.socialprograms.forms.notes import SEEN, beside
from ckanext.socialprograms.gate import holding
from ckanext.socialprograms.helpers.writing import socialprograms_today
from ckanext.socialprograms.ledger import keeping
from ckanext.socialprograms.messages import N_
from ckanext.socialprograms.pages import (
    agenda,
    agenda_building,
    card,
    commitment,
    evaluation,
    origin,
    plan,
    program,
    signals,
)
from ckanext.socialprograms.records import values
from ckanext.socialprograms.records.signal_rules import rule_set
from ckanext.socialprograms.signals.lists import evaluated_years
from ckanext.socialprograms.spanish import attempts, pages
from ckanext.socialprograms.takeaway import editions
from ckanext.socialprograms.views_resource import panels

_TYPE_HELP = {
    "commitment": N_("What governments have promised, by when, and how much of it can be checked."),
    "program": N_("What support there is, who can ask for it, how, and how much money goes into it."),
    "evaluation": N_("What independent studies found about the programs, and what is being done about it."),
}
# People in Mexico read our Spanish: their month names and thousands separators.
_PAGES = {
    "commitment": commitment.commitment_page,
    "program": program.program_page,
    "evaluation": evaluation.evaluation_page,
}


def socialprograms_types() -> tuple[str, ...]:
    """Give our record types."""
    return search.TYPES


def socialprograms_type_name(type_: str) -> str:
    """Give the name of a record type, in plural."""
    return tk._(search.TYPE_NAMES.get(type_, type_))


def socialprograms_type_help(type_: str) -> str:
    """Say in a sentence what the records of a type tell."""
    return tk._(_TYPE_HELP[type_])


def socialprograms_navigation() -> list[tuple[str, str, list[str]]]:
    """Give our entries of the portal's navigation, as build_nav_main takes them."""
    lists = [(f"{type_}.search", tk._(name), [type_]) for type_, name in search.NAVIGATION if type_ in search.schemas()]
    board = [("socialprograms_monitor.show", tk._("Board"), ["socialprograms_monitor"])] if options.board() else []
    return [*lists, *board]


@tk.chained_helper
def humanize_entity_type(
    original: Callable[[str, str, str], str | None], entity_type: str, object_type: str, purpose: str
) -> str | None:
    """Name our record types where CKAN would say "Create Commitment", and the search that finds them."""
    if (object_type, purpose) == ("dataset", "search_placeholder") and options.search():
        return tk._("Search the whole portal")
    named = wording.PURPOSES.get(object_type, {}).get(purpose) if entity_type == "package" else None
    return tk._(named) if named else original(entity_type, object_type, purpose)


def socialprograms_form(type_: str, data: dict[str, Any], errors: dict[str, Any]) -> page.Form:
    """Give what the publisher's form shows."""
    return building.form(
        search.schemas()[type_], data, errors, beside(data.get("provenance"), values.texts(data, SEEN))
    )


def socialprograms_form_title(type_: str, is_new: bool) -> str:  # noqa: FBT001 (templates call it)
    """Give the heading of the publisher's form."""
    purpose = "create title" if is_new else "edit label"
    return tk._(wording.PURPOSES[type_][purpose])


def socialprograms_was_published(id_: str) -> bool:
    """Say whether a record is or ever was public: what changes in its promise then needs a reason."""
    return keeping.was_published(id_)


def socialprograms_page(pkg: dict[str, Any]) -> Any:
    """Give what the page of a record shows."""
    return _PAGES[pkg["type"]](pkg, search.schemas()[pkg["type"]], search.linked_records(pkg), socialprograms_today())


def socialprograms_agenda(pkg: dict[str, Any], view: plan.PlanView) -> agenda.Agenda:
    """Give the improvement agenda of an evaluation, whose plan its page has read, as a tree."""
    return agenda_building.of_plan(pkg, view)


def socialprograms_harvested(id_: str) -> dict[str, Any]:
    """Give where a dataset was harvested, empty if it was not."""
    if not plugin_loaded("harvest"):
        return {}
    return tk.get_action("socialprograms_harvested")({}, {"id": id_})


def socialprograms_checks_files() -> bool:
    """Say whether uploaded files are looked at before others see them."""
    return options.check_files()


def socialprograms_held_files(pkg: dict[str, Any]) -> list[dict[str, Any]]:
    """Give a dataset's files that are held back, to those who may edit it."""
    if not holding.has_reviewed(pkg) or not tk.h.check_access("package_update", {"id": pkg["id"]}):
        return []
    kept_back = holding.held(pkg["id"])
    return [one for one in pkg["resources"] if one["id"] in kept_back]


def socialprograms_signals(pkg: dict[str, Any], shown: program.ProgramPage) -> signals.Panel | None:
    """Give the risk signals of a program, None where the portal shows none."""
    if not options.signals():
        return None
    return signals.panel(pkg, shown, rule_set(), evaluated_years(pkg["id"], pkg["name"]), socialprograms_today())


def socialprograms_editions(pkg: dict[str, Any]) -> list[tuple[str, str]]:
    """Give the files that may be editions of a program's rules, by resource id and title: two at least, or none."""
    return editions.comparable(pkg)


def socialprograms_panels(pkg: dict[str, Any]) -> list[panels.Panel]:
    """Give the views that the files of a record offer, by their kinds."""
    return panels.panels(pkg)


def socialprograms_origin(pkg: dict[str, Any]) -> origin.Origin | None:
    """Give where a record came from and what its import left to look at."""
    return origin.origin(pkg, search.schemas()[pkg["type"]])


def socialprograms_card(pkg: dict[str, Any]) -> card.Card:
    """Give what a list shows of a record."""
    return card.card(pkg, socialprograms_today())


def socialprograms_home() -> home.Home | None:
    """Give what the home page shows, None where it is the portal's own."""
    return home.home(socialprograms_today()) if options.home() else None


def socialprograms_attempt() -> attempts.Attempt | None:
    """Say how the search of this page was asked, if not as it was written."""
    return pages.remembered()


def socialprograms_lists() -> tuple[str, ...]:
    """Give the types whose lists are ours; that of plain datasets is the search of the whole portal."""
    return search.LISTS if options.search() else search.TYPES
