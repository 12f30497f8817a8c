"""What is kept on the way between the portal and its readers, and when nothing has to be sent again."""

from __future__ import annotations

from collections.abc import Callable
from http import HTTPStatus

from flask import Response

import ckan.plugins.toolkit as tk

from ckanext.socialprograms.takeaway.state import State


def keep_apart(answer: Response) -> Response:
    """Say that what is for one reader is for no other: CKAN calls all that is no page public.

    How long an answer may be kept is CKAN's option ``ckan.cache_expires``.
    """
    if tk.current_user.is_authenticated:
        tk.request.environ["__no_cache__"] = True
    answer.vary.update(("Cookie", tk.config["apitoken_header_name"]))
    return answer


def unless_known(state: State | None, answer: Callable[[], Response]) -> Response:
    """Answer, or say (304) that the reader has it already; without a state there is nothing to tell it by."""
    if state is None:
        return answer()
    known = _marked(Response(), state)
    known.make_conditional(tk.request.environ)
    return known if known.status_code == HTTPStatus.NOT_MODIFIED else _marked(answer(), state)


def _marked(answer: Response, state: State) -> Response:
    answer.set_etag(state.tag, weak=True)
    answer.last_modified = state.changed
    return answer
