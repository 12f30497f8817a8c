"""What a person decides about a file that is held back: a copy without the columns, or that it can be published."""

from __future__ import annotations

import tempfile
from pathlib import Path, PurePosixPath

from werkzeug.datastructures import FileStorage

import ckan.plugins.toolkit as tk
from ckan import model

from ckanext.socialprograms.gate import checking, checks, holding, tables
from ckanext.socialprograms.gate.checks import TABLES, Check, State
from ckanext.socialprograms.guard import cleaning
from ckanext.socialprograms.importers.errors import UnreadableFile
from ckanext.socialprograms.language import told
from ckanext.socialprograms.messages import N_, Message

_NOTHING = N_("There is nothing to decide about this file: it is not held back, or it is being checked.")
_NO_REASON = N_("Write in a sentence why this file can be published: it is kept with your name.")
_FEWEST_WORDS = 3


def clean(resource: model.Resource, author: str) -> None:
    """Put a copy without the columns that have personal data into the file's place. Raises ValidationError.

    The original is overwritten: no address leads to it any more. A table loses the columns where it is.
    """
    check = decidable(resource, State.FOUND)
    assert check.scan  # only a scan finds something
    if resource.url_type in TABLES:
        checks.write(resource, State.CLEANED, check.scan, author)
        tables.drop(resource.id, check.scan.columns(""))
        checking.check(resource.id)
        return
    sent = checking.file_name(resource)
    with tempfile.TemporaryDirectory() as folder:
        target = Path(folder, "copy")
        with checking.local_copy(resource) as path:
            try:
                name = cleaning.clean(path, sent, check.scan, target, checking.rules())
            except UnreadableFile as refused:
                raise tk.ValidationError({"upload": [told(refused.message)]}) from refused
        checks.write(resource, State.CLEANED, check.scan, author)
        with target.open("rb") as copy:
            change = {"id": resource.id, "upload": FileStorage(copy, filename=name)}
            if name != sent:
                change["format"] = PurePosixPath(name).suffix[1:].upper()
            tk.get_action("resource_patch")({"ignore_auth": True}, change)


def allow(resource: model.Resource, author: str, reason: str) -> None:
    """Let a file through because a person says why. Raises ValidationError."""
    check = decidable(resource, State.FOUND, State.UNCHECKED)
    if len(reason.split()) < _FEWEST_WORDS:
        raise tk.ValidationError({"reason": [tk._(_NO_REASON)]})
    checks.write(resource, State.ALLOWED, check.scan, author, reason.strip())
    checking.show_change(resource)
    model.Session.commit()
    checking.after_change(resource)


def decidable(resource: model.Resource, *states: State) -> Check:
    """Give what is known of a file about which a person may decide. Raises ValidationError where there is nothing."""
    check = holding.held(resource.package_id or "").get(resource.id)
    if check is None or check.state not in states:
        raise tk.ValidationError({"id": [told(Message(_NOTHING))]})
    return check
