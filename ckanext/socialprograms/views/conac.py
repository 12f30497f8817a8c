"""An evaluation in official forms: its results at ``/evaluation/NAME/conac.docx``, what is improved at ``asm.xlsx``."""

from __future__ import annotations

from flask import Blueprint, Response

import ckan.plugins.toolkit as tk

from ckanext.socialprograms.exporters.improvements import asm_table
from ckanext.socialprograms.exporters.table import FORMATS
from ckanext.socialprograms.records import values
from ckanext.socialprograms.takeaway.conac import KINDS, linked_titles, written
from ckanext.socialprograms.views.caching import keep_apart
from ckanext.socialprograms.views.downloads import shown
from ckanext.socialprograms.views.sending import sent

conac = Blueprint("socialprograms_conac", __name__)
conac.after_request(keep_apart)


def form(id_: str, ending: str) -> Response:
    """Give the form of an evaluation as a file."""
    data = shown("evaluation", id_)
    name = f"{data['name']}-conac-{values.day(data, 'metadata_modified')}.{ending}"
    return sent([written(data, ending)], name, KINDS[ending].media_type)


def improvements(id_: str, ending: str) -> Response:
    """Give the improvements of an evaluation, as systems that follow them up list them."""
    data = shown("evaluation", id_)
    kind = FORMATS[ending]
    return sent(kind.write(asm_table(data, linked_titles(data), tk._)), f"{data['name']}-asm.{ending}", kind.media_type)


conac.add_url_rule(f"/evaluation/<id_>/asm.<any({','.join(FORMATS)}):ending>", "improvements", improvements)
conac.add_url_rule(f"/evaluation/<id_>/conac.<any({','.join(KINDS)}):ending>", "form", form)
