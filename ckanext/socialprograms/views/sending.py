"""Files as they go out: piece by piece, under a name, the long ones a few at a time."""

from __future__ import annotations

from collections.abc import Iterable

from flask import Response, after_this_request, stream_with_context

import ckan.plugins.toolkit as tk

from ckanext.socialprograms import config as options
from ckanext.socialprograms.takeaway import turns

COME_AGAIN = 60
"""Seconds after which whoever was turned away may ask again."""


def sent(chunks: Iterable[bytes], name: str, media_type: str, *, is_long: bool = False) -> Response:
    """Send a file; one that may take minutes asks for a turn, and is refused (503) while there is none."""
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    most = options.long_downloads() if is_long else 0
    if not most:
        return Response(stream_with_context(iter(chunks)), content_type=media_type, headers=headers)
    turn = turns.take(most) or _turned_away()
    answer = Response(stream_with_context(turn.during(chunks)), content_type=media_type, headers=headers)
    # Whoever goes away before the first piece leaves a generator that never began, and so never ends.
    answer.call_on_close(turn.give_back)
    return answer


def _turned_away() -> turns.Turn:
    @after_this_request
    def say_when(answer: Response) -> Response:
        answer.headers["Retry-After"] = str(COME_AGAIN)
        return answer

    return tk.abort(503, tk._("Many large downloads are running now. Yours can begin in a minute: please try again."))
