"""Files as they go out: piece by piece, under a name, the long ones a few at a time."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import chain

from flask import Response, after_this_request, stream_with_context

import ckan.plugins.toolkit as tk

from ckanext.socialprograms import config as options
from ckanext.socialprograms.exporters.unfinished import is_for_lack_of_room
from ckanext.socialprograms.messages import N_
from ckanext.socialprograms.takeaway import turns

NO_ROOM = N_(
    "The portal's disk is full, so this file could not be made or kept. Nothing was changed: tell the portal's "
    "administrator, and try again later."
)
COME_AGAIN = 60
"""Seconds after which whoever was turned away may ask again."""


def sent(chunks: Iterable[bytes], name: str, media_type: str, *, is_long: bool = False) -> Response:
    """Send a file; one that may take minutes asks for a turn, and is refused (503) while there is none.

    Its first piece is made before the answer begins, so that whoever can't have it is told why.
    """
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    most = options.long_downloads() if is_long else 0
    if not most:
        return Response(stream_with_context(_begun(iter(chunks))), content_type=media_type, headers=headers)
    turn = turns.take(most) or _turned_away()
    answer = Response(stream_with_context(_begun(turn.during(chunks))), content_type=media_type, headers=headers)
    answer.call_on_close(turn.give_back)
    return answer


def _begun(pieces: Iterator[bytes]) -> Iterator[bytes]:
    try:
        return chain([next(pieces, b"")], pieces)
    except OSError as error:
        if not is_for_lack_of_room(error):
            raise
        return tk.abort(503, tk._(NO_ROOM))


def _turned_away() -> turns.Turn:
    @after_this_request
    def say_when(answer: Response) -> Response:
        answer.headers["Retry-After"] = str(COME_AGAIN)
        return answer

    return tk.abort(503, tk._("Many large downloads are running now. Yours can begin in a minute: please try again."))
