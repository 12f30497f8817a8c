"""The results of an evaluation in the form that the law asks for: ``/evaluation/NAME/conac.docx``."""

from __future__ import annotations

from flask import Blueprint, Response

from ckanext.socialprograms.takeaway.conac import KINDS, written
from ckanext.socialprograms.views.caching import keep_apart
from ckanext.socialprograms.views.downloads import shown
from ckanext.socialprograms.views.sending import sent

conac = Blueprint("socialprograms_conac", __name__)
conac.after_request(keep_apart)


def form(id_: str, ending: str) -> Response:
    """Give the form of an evaluation as a file."""
    data = shown("evaluation", id_)
    name = f"{data['name']}-conac-{str(data['metadata_modified'])[:10]}.{ending}"
    return sent([written(data, ending)], name, KINDS[ending].media_type)


conac.add_url_rule(f"/evaluation/<id_>/conac.<any({','.join(KINDS)}):ending>", "form", form)
