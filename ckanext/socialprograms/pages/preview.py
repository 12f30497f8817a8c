"""What a message or a search engine shows of a record before anyone opens it: who, how much, where, until when."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from ckanext.socialprograms.messages import N_, Message
from ckanext.socialprograms.pages.card import improved
from ckanext.socialprograms.pages.dates import shortened
from ckanext.socialprograms.pages.program import outdated
from ckanext.socialprograms.records import program, values
from ckanext.socialprograms.records.progress import progress
from ckanext.socialprograms.records.territory import municipality
from ckanext.socialprograms.records.values import Data
from ckanext.socialprograms.records.workplan import work_plan

_SHORT = 110
_PLACES = 3


@dataclass(frozen=True)
class Words:
    """How days and amounts are written, and a text of Markdown without its marks."""

    date: Callable[[date], str]
    money: Callable[[Decimal], str]
    plain: Callable[[str], str]


def preview(data: Data, agency: str, today: date, words: Words) -> tuple[Message, ...]:
    """Give the sentences that answer what people ask first of a record, on a day; none of a kind that is not ours."""
    tell = {"commitment": _commitment, "program": _program, "evaluation": _evaluation}.get(values.text(data, "type"))
    return tuple(tell(data, agency, today, words)) if tell else ()


def _commitment(data: Data, agency: str, _today: date, words: Words) -> Iterator[Message]:
    end = values.day(data, "end_date")
    if agency and end:
        yield Message(N_("{agency} promises it by {date}."), {"agency": agency, "date": words.date(end)})
    elif agency:
        yield Message(N_("{agency} promises it."), {"agency": agency})
    elif end:
        yield Message(N_("Promised by {date}."), {"date": words.date(end)})
    told = progress(data, work_plan(data))
    if told.declared_percent is not None:
        yield Message(N_("Declared: {percent} %."), {"percent": told.declared_percent})
    if told.reported.whole:
        yield Message(
            N_("Activities reported as done: {done} of {n}; with evidence: {proved}."),
            {"done": told.reported.part, "n": told.reported.whole, "proved": told.with_evidence.part},
        )


def _program(data: Data, agency: str, today: date, words: Words) -> Iterator[Message]:
    for field in ("target_population", "eligibility"):
        if said := shortened(words.plain(values.text(data, field)), _SHORT):
            yield Message(N_("For whom: {people}."), {"people": said.rstrip(".")})
            break
    yield from _support(data, words)
    if where := _where(data):
        yield Message(N_("Where: {place}."), {"place": where})
    is_open = program.open_calls(data, today)
    if is_open and is_open[0].closes:
        yield Message(N_("You can apply until {date}."), {"date": words.date(is_open[0].closes)})
    elif old := outdated(data, today):
        yield old
    if agency:
        yield Message(N_("Run by {agency}."), {"agency": agency})


def _support(data: Data, words: Words) -> Iterator[Message]:
    least, most = values.number(data, "support_minimum"), values.number(data, "support_maximum")
    if least is not None and most is not None and least != most:
        between = {"least": words.money(least), "most": words.money(most)}
        yield Message(N_("It gives from {least} to {most}."), between)
    elif most is not None:
        yield Message(N_("It gives up to {most}."), {"most": words.money(most)})
    elif least is not None:
        yield Message(N_("It gives {least} or more."), {"least": words.money(least)})
    else:
        known = ((row.year, row.modified if row.modified is not None else row.approved) for row in program.budget(data))
        newest = next(((year, amount) for year, amount in known if year and amount is not None), None)
        if newest:
            yield Message(N_("Budget of {year}: {amount}."), {"year": newest[0], "amount": words.money(newest[1])})


def _where(data: Data) -> str:
    codes = values.texts(data, "territory")
    names = [found.name if (found := municipality(code)) else code for code in codes[:_PLACES]]
    if len(codes) > _PLACES:
        names.append("…")
    return ", ".join([*names, *values.texts(data, "federal_entity")])


def _evaluation(data: Data, agency: str, _today: date, words: Words) -> Iterator[Message]:
    author, year = values.text(data, "evaluator_institution"), values.whole(data, "year")
    if author and year:
        yield Message(N_("Evaluation of {year} by {author}."), {"year": year, "author": author})
    elif author or year:
        yield Message(N_("Evaluation: {about}."), {"about": author or year})
    share = improved(work_plan(data))
    if share.whole:
        counted = {"done": share.part, "n": share.whole}
        yield Message(N_("Improvements finished: {done} of {n}."), counted)
    if agency:
        yield Message(N_("Who must improve: {agency}."), {"agency": agency})
    if (cost := values.number(data, "cost")) is not None:
        yield Message(N_("It cost {amount}."), {"amount": words.money(cost)})
