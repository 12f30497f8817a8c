"""Shares work on many records among the processors of the machine."""

from __future__ import annotations

import multiprocessing
import os
from collections.abc import Callable, Iterator, Sequence
from itertools import pairwise
from multiprocessing.connection import Connection
from typing import Any, TypeVar

from ckan import model

T = TypeVar("T")
R = TypeVar("R")
Progress = Callable[[int], None]
"""Called with the number of records that are done since the last call."""
Work = Callable[[Sequence[T], Progress], list[R]]

_inherited: list[Any] = []
_ENOUGH = 200
"""With fewer records a second process would take longer to start than it saves."""


class HelperFailed(RuntimeError):  # noqa: N818 (it is what happened)
    """Raised where a helping process ended without its results; its own log says why."""


def shared(work: Work[T, R], items: Sequence[T], progress: Progress) -> list[R]:
    """Do work on items, and give its results in their order.

    This process takes a share; copies of it take the others. A copy sees what is committed, and nothing that it
    changes in memory comes back but its results. Raises HelperFailed.
    """
    own, *others = _shares(items)
    helpers = [_Helper(work, share) for share in others]
    results = work(own, progress)
    for helper, share in zip(helpers, others, strict=True):
        results += helper.results()
        progress(len(share))
    return results


def _shares(items: Sequence[T]) -> Iterator[Sequence[T]]:
    count = min(os.cpu_count() or 1, len(items) // _ENOUGH) or 1
    ends = [len(items) * number // count for number in range(count + 1)]
    return (items[start:end] for start, end in pairwise(ends))


class _Helper:
    def __init__(self, work: Work[Any, Any], share: Sequence[Any]) -> None:
        self._answer, answer = multiprocessing.Pipe(duplex=False)
        context = multiprocessing.get_context("fork")
        self._process = context.Process(target=_help, args=(work, share, answer), daemon=True)
        self._process.start()
        answer.close()

    def results(self) -> list[Any]:
        try:
            return self._answer.recv()
        except EOFError as error:
            raise HelperFailed from error
        finally:
            self._process.join()


def _help(work: Work[Any, Any], share: Sequence[Any], answer: Connection) -> None:
    # The connections to the database that the copy came with belong to the other process. Its session is held on to:
    # once nobody did, it would roll back what the other process has not committed.
    _inherited.append(model.Session())
    model.Session.registry.clear()
    model.Session.get_bind().engine.dispose(close=False)
    answer.send(work(share, lambda _done: None))
    model.Session.remove()
