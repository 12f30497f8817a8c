"""What templates ask of us; each helper hands on to the module that knows."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from datetime import date, datetime
from decimal import Decimal, InvalidOperation
from typing import Any
from urllib.parse import quote, urlencode

from babel import Locale, UnknownLocaleError
from babel.dates import format_date
from babel.numbers import format_decimal

import ckan.plugins.toolkit as tk

from ckanext.socialprograms import config as options
from ckanext.socialprograms import home, search
from ckanext.socialprograms.forms import building, page, wording
from ckanext.socialprograms.forms.notes import SEEN, beside
from ckanext.socialprograms.gate import holding
from ckanext.socialprograms.language import language, told
from ckanext.socialprograms.ledger import keeping
from ckanext.socialprograms.messages import N_, Message
from ckanext.socialprograms.pages import (
    agenda,
    agenda_building,
    card,
    commitment,
    dates,
    evaluation,
    fields,
    origin,
    plan,
    program,
    signals,
)
from ckanext.socialprograms.records import sdg, territory, values
from ckanext.socialprograms.records.replanning import DELETED
from ckanext.socialprograms.records.signal_rules import rule_set
from ckanext.socialprograms.signals.lists import evaluated_years
from ckanext.socialprograms.spanish import attempts, pages
from ckanext.socialprograms.takeaway import addresses, describing, editions, versions
from ckanext.socialprograms.takeaway.found import Search
from ckanext.socialprograms.views_resource import panels

_TYPE_HELP = {
    "commitment": N_("What governments have promised, by when, and how much of it can be checked."),
    "program": N_("What support there is, who can ask for it, how, and how much money goes into it."),
    "evaluation": N_("What independent studies found about the programs, and what is being done about it."),
}
# People in Mexico read our Spanish: their month names and thousands separators.
_REGIONS = {"es": "es_MX"}
_DAY = re.compile(r"\d{4}-\d\d-\d\d")
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


def socialprograms_held_files(pkg: dict[str, Any]) -> list[str]:
    """Give the names of a dataset's files that are held back, to those who may edit it."""
    kept_back = holding.held(pkg["id"]) if holding.has_upload(pkg) else {}
    if not kept_back or not tk.h.check_access("package_update", {"id": pkg["id"]}):
        return []
    return [one.get("name") or one["url"] for one in pkg["resources"] if one["id"] in kept_back]


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


def socialprograms_cause(cause: Message) -> str:
    """Tell the cause of a signal, its dates written as people do."""
    return told(Message(cause.text, {key: _written(value) for key, value in cause.values.items()}))


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


def socialprograms_files(type_: str, name: str = "") -> list[addresses.Way]:
    """Give the files in which a record (or the list that is asked for, with its filters) can be taken away."""
    return addresses.of_record(type_, name) if name else addresses.of_list(type_)


def socialprograms_official_files(name: str) -> list[addresses.Way]:
    """Give the files of an evaluation's results in the official form."""
    return addresses.official(name)


def socialprograms_improvement_files(name: str) -> list[addresses.Way]:
    """Give the files of an evaluation's improvements as official systems list them."""
    return addresses.improvements(name)


def socialprograms_works(pkg: dict[str, Any]) -> list[tuple[str, str]]:
    """Give the lists of works of a program by name, with their addresses as projects of OC4IDS."""
    return addresses.works(pkg) if pkg["type"] == "program" else []


def socialprograms_following(type_: str, name: str = "") -> addresses.Following:
    """Give where a record (or the list that is asked for, with its filters) is followed."""
    return addresses.following(type_, name)


def socialprograms_has_dates(pkg: dict[str, Any]) -> bool:
    """Say whether a record has days for a calendar."""
    return bool(dates.dates(pkg))


def socialprograms_described(pkg: dict[str, Any]) -> str:
    """Say in a few sentences who, how much, where and until when: what a message shows of a link to the record."""
    return describing.described(pkg)


def socialprograms_whatsapp(title: str, text: str, address: str) -> str:
    """Give the address that opens WhatsApp with a message about a page."""
    message = f"*{title}*\n{text}\n{address}"
    return f"https://wa.me/?{urlencode({'text': message}, quote_via=quote)}"


def socialprograms_citation(pkg: dict[str, Any]) -> versions.Citation:
    """Give how a record is cited as it is now."""
    return versions.cite(pkg)


def socialprograms_cited(pkg: dict[str, Any]) -> versions.Cited | None:
    """Say what became of the version that the address asks for, None if it asks for none."""
    return versions.cited(pkg, tk.request.args.get("as_of", ""))


def socialprograms_list_address(type_: str) -> str:
    """Give the whole address of the list that the request asks for, with its filters."""
    return Search.read(type_, tk.request.args).at(tk.url_for(f"{type_}.search", _external=True))


def socialprograms_today() -> date:
    """Give the day where the portal is, by CKAN's time zone."""
    return datetime.now(tk.h.get_display_timezone()).date()


def socialprograms_say(message: Message | str) -> str:
    """Give a sentence in the language of the interface."""
    return told(message) if isinstance(message, Message) else tk._(message)


def socialprograms_date(value: date | str | None, form: str = "long") -> str:
    """Write a date as people do (5 de septiembre de 2019), or in another form of babel's (medium, MMM).

    What is no date is given as it is.
    """
    if isinstance(value, str):
        try:
            value = date.fromisoformat(value[:10])
        except ValueError:
            return value
    return format_date(value, form, locale=_locale()) if value else ""


def socialprograms_money(value: Decimal | str | None) -> str:
    """Write an amount in pesos: $1,234,567.89; what is no number is given as it is."""
    amount = _decimal(value)
    return str(value or "") if amount is None else f"{'-' if amount < 0 else ''}${abs(amount):,.2f}"


def socialprograms_number(value: Decimal | int | str | None) -> str:
    """Write a number with its thousands apart and its decimals as they are; what is no number is given as it is."""
    number = _decimal(value)
    return str(value or "") if number is None else format_decimal(number, "#,##0.######", locale=_locale())


def socialprograms_choice(type_: str, field: str, code: str, group: str = "") -> str:
    """Give the name of a coded value in the language of the interface, the code itself if it has none."""
    return tk._(fields.choices(fields.find(search.schemas()[type_], field, group)).get(code, code)) if code else ""


def socialprograms_choices(pkg: dict[str, Any], field: str) -> list[str]:
    """Give the names of the coded values of a record's field."""
    return [socialprograms_choice(pkg["type"], field, code) for code in values.texts(pkg, field)]


def socialprograms_texts(pkg: dict[str, Any], field: str) -> list[str]:
    """Give the texts of a field that may have several."""
    return list(values.texts(pkg, field))


def socialprograms_changed(field: str) -> str:
    """Give the name of what an entry of the ledger changed."""
    return tk._(plan.CHANGED.get(field, field))


def socialprograms_changed_value(field: str, value: str) -> str:
    """Write an old or new value of the ledger: dates as dates, states by name, nothing as to be defined."""
    if value == DELETED:
        return tk._("taken out")
    if field == "status":
        return socialprograms_choice("commitment", "status", value, "activities") or tk._("no report")
    if field == "percent":
        return f"{value} %"
    return socialprograms_date(value) or tk._("to be defined") if field.endswith("_date") else value


def socialprograms_sdg(targets: Iterable[str]) -> list[tuple[str, str]]:
    """Give targets (or goals) of the 2030 Agenda with their titles."""
    return [(target, sdg.title(target, tk.h.lang())) for target in targets]


def socialprograms_places(codes: Iterable[str]) -> list[str]:
    """Give the names of municipalities by their INEGI codes; what is no code is given as it is."""
    return [found.name if (found := territory.municipality(code)) else code for code in codes]


def _written(value: object) -> object:
    return socialprograms_date(value) if isinstance(value, str) and _DAY.fullmatch(value) else value


def _locale() -> Locale:
    code = language()
    try:
        return Locale.parse(_REGIONS.get(code, code))
    except (UnknownLocaleError, ValueError):
        return Locale("en")


def _decimal(value: Decimal | int | str | None) -> Decimal | None:
    try:
        number = Decimal(str(value))
    except InvalidOperation:
        return None
    return number if number.is_finite() else None
