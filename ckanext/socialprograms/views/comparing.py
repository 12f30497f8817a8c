"""Two editions of rules of operation side by side: files of a program, or two that somebody sends and nobody keeps."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from flask import Blueprint, Response

import ckan.plugins.toolkit as tk

from ckanext.socialprograms.exporters.differences import KIND_NAMES, differences
from ckanext.socialprograms.exporters.table import FORMATS
from ckanext.socialprograms.importers.comparison import Comparison, compare
from ckanext.socialprograms.importers.editions import MAX_BYTES, Edition, read_edition
from ckanext.socialprograms.importers.errors import UnreadableFile
from ckanext.socialprograms.importers.limits import MEGABYTE
from ckanext.socialprograms.language import told
from ckanext.socialprograms.takeaway import editions
from ckanext.socialprograms.views.caching import keep_apart
from ckanext.socialprograms.views.forgery import refuse_forged
from ckanext.socialprograms.views.sending import sent

comparing = Blueprint("socialprograms_comparing", __name__)
comparing.before_request(refuse_forged)
comparing.after_request(keep_apart)
_SENT = ("older", "newer")
_LONGEST_NAME = 120


@comparing.get("/compare-rules")
def choose() -> str:
    """Ask for two files."""
    _check_access()
    return _form({})


@comparing.post("/compare-rules")
def send() -> Any:
    """Compare two files, and forget them."""
    _check_access()
    read: dict[str, Edition] = {}
    problems: dict[str, str] = {}
    for field in _SENT:
        upload = tk.request.files.get(field)
        if not upload or not upload.filename:
            problems[field] = tk._("Choose the file of this edition.")
            continue
        try:
            read[field] = read_edition(upload.stream.read(MAX_BYTES + 1), upload.filename[-_LONGEST_NAME:])
        except UnreadableFile as refused:
            problems[field] = told(refused.message)
    if problems:
        return _form(problems), 400
    ending = tk.request.form.get("as", "")
    older, newer = (read[field] for field in _SENT)
    return _file(older, newer, ending) if ending in FORMATS else _page(older, newer, {})


@comparing.get("/program/<id_>/compare-rules")
def program(id_: str) -> Any:
    """Compare two files of a program."""
    return _of_program(id_, "")


@comparing.get("/program/<id_>/compare-rules.<ending>")
def file(id_: str, ending: str) -> Any:
    """Give the differences of two files of a program as a file."""
    if ending not in FORMATS:
        tk.abort(404, tk._("There is no such table."))
    return _of_program(id_, ending)


def _of_program(id_: str, ending: str) -> Any:
    record = _program(id_)
    choices = editions.comparable(record)
    if not choices:
        tk.abort(404, tk._("This portal does not hold two editions of the rules of this program as files."))
    ids = [one for one, _title in choices]
    older, newer = (tk.request.args.get(name, default) for name, default in zip(_SENT, ids[-2:], strict=True))
    shown = {"pkg": record, "choices": choices, "older": older, "newer": newer}
    try:
        read = [editions.edition(record, one) for one in (older, newer)]
    except UnreadableFile as refused:
        return tk.render("socialprograms/comparing/page.html", {**shown, "problem": told(refused.message)}), 400
    if not all(read):
        tk.abort(404, tk._("This program has no such file of its rules here."))
    first, second = (one for one in read if one)
    return _file(first, second, ending) if ending else _page(first, second, shown)


def _page(older: Edition, newer: Edition, shown: dict[str, Any]) -> str:
    found = compare(older.parts, newer.parts)
    files = {}
    if shown:
        address = tk.url_for("socialprograms_comparing.program", id_=shown["pkg"]["name"])
        asked = urlencode({name: shown[name] for name in _SENT})
        files = {ending: f"{address}.{ending}?{asked}" for ending in FORMATS}
    told_ = {
        "found": found,
        "editions": (older, newer),
        "warnings": [told(warning) for one in (older, newer) for warning in one.warnings],
        "kinds": KIND_NAMES,
        "files": files,
    }
    return tk.render("socialprograms/comparing/page.html", {**shown, **told_})


def _file(older: Edition, newer: Edition, ending: str) -> Response:
    found: Comparison = compare(older.parts, newer.parts)
    kind = FORMATS[ending]
    table = differences(found, older.name, newer.name, tk._)
    return sent(kind.write(table), f"reglas-comparadas.{ending}", kind.media_type)


def _form(problems: dict[str, str]) -> str:
    shown = {"problems": problems, "megabytes": MAX_BYTES // MEGABYTE, "formats": tuple(FORMATS)}
    return tk.render("socialprograms/comparing/choose.html", shown)


def _program(id_: str) -> dict[str, Any]:
    try:
        record = tk.get_action("package_show")({}, {"id": id_})
    except (tk.NotAuthorized, tk.ObjectNotFound):
        return tk.abort(404, tk._("This record is not here."))
    return record if record["type"] == "program" else tk.abort(404, tk._("This record is not here."))


def _check_access() -> None:
    try:
        tk.check_access("socialprograms_compare_rules", {}, {})
    except tk.NotAuthorized:
        tk.abort(403, tk._("Sign in to have two files compared."))
