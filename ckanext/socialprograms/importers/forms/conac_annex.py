"""Reads the results of an evaluation in the form of CONAC's Annex 1, from Word, workbooks or any text."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from ckanext.socialprograms.forms import points, reading
from ckanext.socialprograms.importers import vocabulary
from ckanext.socialprograms.importers.dates import is_to_be_defined, read_date
from ckanext.socialprograms.importers.document import Document
from ckanext.socialprograms.importers.draft import Draft, key_of
from ckanext.socialprograms.importers.errors import UnreadableFile
from ckanext.socialprograms.importers.forms import notes
from ckanext.socialprograms.importers.forms.annex import values
from ckanext.socialprograms.importers.forms.annex.answers import Answers, answers
from ckanext.socialprograms.importers.forms.annex.pieces import Said
from ckanext.socialprograms.importers.records import ImportedRecord
from ckanext.socialprograms.messages import N_, Message
from ckanext.socialprograms.official.annex import Item, annex
from ckanext.socialprograms.records.values import folded

TYPE = "evaluation"
_ENOUGH = 8
_SILENCE = {"no aplica", "n a", "na", "sin informacion", "sin informacion publicada"}


def recognise(document: Document) -> bool:
    """Say whether a document is such a form: it has enough of its items, the name of the evaluation among them."""
    found = answers(document, annex()).found
    return "1.1" in found and len(found) >= _ENOUGH


def read(document: Document) -> Iterator[ImportedRecord]:
    """Give the evaluation of a form. Raises UnreadableFile for a PDF, whose columns run into each other."""
    if document.kind == "pdf":
        raise UnreadableFile(Message(_PDF, {"name": document.name}))
    form, told, draft = annex(), answers(document, annex()), Draft(TYPE)
    for item in form.items:
        for one in (item, *item.parts):
            if one.kind and told.said.get(one):
                _READERS[one.kind](one, told.said[one], draft)
    _check(told, draft)
    body = draft.data.get("coordinating_body")
    if not body:
        draft.note("owner_org", notes.NO_INSTITUTION)
    yield draft.record(key_of(TYPE, draft.data.get("title", "")), organization=body, is_found_by_title=True)


def _text(item: Item, said: Sequence[Said], draft: Draft) -> None:
    written = values.text(said)
    if folded(written) in _SILENCE or item.field in draft.data:
        return
    try:
        draft.put(item.field, _checked(item, written), said[0].place)
    except reading.Unreadable as unreadable:
        draft.note(item.field, unreadable.message, written, said[0].place)


def _checked(item: Item, written: str) -> str:
    """Give what is written if it is what its field holds. Raises Unreadable."""
    rules = str(vocabulary.fields(TYPE).get(item.field, {}).get("validators", "")).split()
    for rule in rules:
        written = _CHECKS[rule](written) if rule in _CHECKS else written
    return written


def _date(item: Item, said: Sequence[Said], draft: Draft) -> None:
    written = values.text(said)
    day = read_date(written)
    draft.put(item.field, day.isoformat() if day else "", said[0].place)
    if not day and not is_to_be_defined(written):
        draft.note(item.field, notes.UNREAD_DATE, written, said[0].place)


def _money(item: Item, said: Sequence[Said], draft: Draft) -> None:
    written = values.text(said)
    try:
        figure = written.partition("(")[0].strip(" .-–\n")
        amount = reading.money(figure)
    except reading.Unreadable as unreadable:
        draft.note(item.field, unreadable.message, written, said[0].place)
    else:
        draft.put(item.field, amount.rstrip("0").rstrip(".") if "." in amount else amount, said[0].place)
        if note := points.doubt(figure):
            draft.note(item.field, note, written, said[0].place)


def _list(item: Item, said: Sequence[Said], draft: Draft) -> None:
    found = [one for one in values.entries(said) if folded(one) not in _SILENCE]
    draft.put(item.field, found, said[0].place)


def _links(item: Item, said: Sequence[Said], draft: Draft) -> None:
    _list(item, said, draft)
    for found in draft.data.get(item.field, ()):
        draft.note(item.field, Message(notes.NOT_LINKED, {"found": found}), found)


def _choice(item: Item, said: Sequence[Said], draft: Draft) -> None:
    found, is_other = values.chosen(item, TYPE, said)
    place, written = said[0].place, values.text(said)
    if is_other:
        draft.note(item.field, _UNKNOWN_CHOICE, written, place)
    elif len(found) > 1 and item.kind == "choice":
        draft.note(item.field, _TWO_TICKS, written, place)
    elif found:
        draft.put(item.field, found if item.kind == "choices" else found[0], place)
    if item.other:
        draft.put(item.other, values.other(item, said), place)


def _rows(item: Item, said: Sequence[Said], draft: Draft) -> None:
    for position, (number, written, one) in enumerate(values.numbered(said), 1):
        if item.columns == ("text",):
            draft.add(item.field, {"number": number or str(position), "text": written}, one.place)
            continue
        row = values.official(written) if "head" in item.columns else {item.columns[0]: written}
        _put_row(draft, item.field, int(number) if number.isdigit() else position, row)


def _put_row(draft: Draft, group: str, position: int, row: dict[str, str]) -> None:
    """Put what a row says beside what another item says of the row with its number."""
    rows = draft.data.setdefault(group, [])
    if 0 < position <= len(rows):
        rows[position - 1].update(row)
    else:
        rows.append(row)


def _check(told: Answers, draft: Draft) -> None:
    if not draft.data.get("title"):
        draft.note("title", notes.NO_TITLE)
    asked = [item.number for item in annex().items if item.kind or item.parts]
    if missing := [number for number in asked if number not in told.found]:
        draft.note("provenance", Message(_MISSING, {"numbers": ", ".join(missing)}))
    if told.twice:
        draft.note("provenance", Message(_TWICE, {"numbers": ", ".join(sorted(told.twice))}))


_CHECKS = {
    "socialprograms_email": reading.email,
    "socialprograms_phone": reading.phone,
    "socialprograms_url": reading.address,
}
_READERS = {
    "text": _text,
    "date": _date,
    "money": _money,
    "list": _list,
    "links": _links,
    "choice": _choice,
    "choices": _choice,
    "rows": _rows,
}
_PDF = N_(
    "“{name}” holds the results of an evaluation as a PDF, in which questions and answers can't be told apart safely. "
    "Send the same form as a Word document or a workbook."
)
_UNKNOWN_CHOICE = Message(N_("This is none of the form's options. Choose the one that fits."))
_TWO_TICKS = Message(N_("More than one option is marked, and only one can be. Choose it."))
_MISSING = N_("The document lacks these items of the form: {numbers}. Fill them in if they are known.")
_TWICE = N_("These items stand in the document more than once: {numbers}. What stood first was kept; check it.")
