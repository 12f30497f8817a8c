"""What the columns and items of official forms mean: their labels there, with the source and how sure it is."""

from __future__ import annotations

from collections.abc import Iterator

from ckanext.socialprograms.exporters.column import Column, Kind, Say
from ckanext.socialprograms.exporters.dictionary import Entry
from ckanext.socialprograms.exporters.transparency import upload
from ckanext.socialprograms.importers import vocabulary
from ckanext.socialprograms.messages import N_
from ckanext.socialprograms.official.annex import Annex, Item
from ckanext.socialprograms.official.files import Certainty, source
from ckanext.socialprograms.official.transparency import CHOICE, TABLE, Format
from ckanext.socialprograms.official.transparency import Column as Asked

_SAYS = {
    Certainty.VERBATIM: N_("The official form says “{label}”, word for word."),
    Certainty.PROBABLE: N_("The official form probably says “{label}”."),
    Certainty.MEMORY: N_("The official form says “{label}” as people remember it: to be confirmed."),
}
_KINDS = {
    "year": Kind.YEAR,
    "text": Kind.TEXT,
    "list": Kind.TEXTS,
    "links": Kind.TEXTS,
    "number": Kind.NUMBER,
    "count": Kind.COUNT,
    "date": Kind.DAY,
    "money": Kind.MONEY,
    "url": Kind.ADDRESS,
    "choices": Kind.CODES,
    "rows": Kind.ROWS,
    CHOICE: Kind.CODE,
    TABLE: Kind.ROWS,
}
# Its days and rows are for people to read.
_ANNEX_KINDS = {**_KINDS, "date": Kind.LOCAL_DAY, "rows": Kind.TEXTS}


def meaning(label: str, form: str, certainty: Certainty, say: Say) -> str:
    """Say what a line of a form is called there, where that is known from, and how surely."""
    sentence = say(_SAYS[certainty]).format(label=label)
    known = source(form, certainty)
    named = say(N_("Source: {source}.")).format(source=say(known)) if known else ""
    return " ".join(filter(None, (sentence, named)))


def columns(form: Format, say: Say) -> list[Column]:
    """Give the columns of a form that is a table."""
    return [_column(form, one, one.label, say) for one in form.columns]


def of_upload(form: Format, say: Say) -> Iterator[Entry]:
    """Yield the columns of a form as the platform takes it in: those of its sheet, then those of its nested sheets."""
    titles = upload.table_titles(one.table for one in form.columns if one.table)
    for one in form.columns:
        yield Entry(_column(form, one, upload.label(one, titles), say))
    for name, title in titles.items():
        nested = form.tables[name]
        key = say(N_("The key that stands in the column of this sheet in the first one."))
        yield Entry(Column(upload.ID, upload.ID, key, Kind.COUNT), title)
        for one in nested.columns:
            yield Entry(_column(form, one, upload.label(one, titles), say, nested.rows), title)


def of_annex(form: Annex, say: Say) -> Iterator[Entry]:
    """Yield the items of a form, each with its parts, by sections."""
    for section in form.sections:
        for item in section.items:
            yield Entry(_item(form, item, say), section.number)
            for part in item.parts:
                yield Entry(_item(form, part, say), item.number)


def _column(form: Format, one: Asked, label: str, say: Say, group: str = "") -> Column:
    has_options = one.kind == CHOICE or one.options
    told = meaning(one.label, form.id, one.certainty, say)
    until = say(N_("The form has it until {year}.")).format(year=one.until) if one.until else ""
    return Column(
        key=one.path or one.source or one.table,
        label=label,
        meaning=" ".join(filter(None, (told, until))),
        kind=Kind.CODE if has_options else _KINDS[one.kind],
        values=tuple((name, name) for name in form.option_labels(one, group)) if has_options else (),
        official=one.label,
    )


def _item(form: Annex, item: Item, say: Say) -> Column:
    has_options = item.kind in (CHOICE, "choices") and not item.parts
    options = vocabulary.fields(form.record)[item.field]["choices"] if has_options else ()
    return Column(
        key=item.number or item.field,
        label=item.label,
        meaning=meaning(item.label, form.id, item.certainty, say),
        kind=_ANNEX_KINDS[item.kind] if item.kind and not item.parts else Kind.HEAD,
        values=tuple((one["form_labels"][0],) * 2 for one in options),
        official="; ".join(item.names),
    )
