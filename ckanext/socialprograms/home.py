"""What a citizen finds first: what can be asked for now, the ways to programs, how far promises are, what is new."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from ckanext.socialprograms import config as options
from ckanext.socialprograms import search
from ckanext.socialprograms.monitor import calls
from ckanext.socialprograms.monitor.board import board
from ckanext.socialprograms.monitor.counts import Counts
from ckanext.socialprograms.monitor.filters import Filters

BLOCKS = ("calls", "rights", "life_stages", "promises", "newest")
_NEWEST = 6
_CALLS = 6
_COMING = 3


@dataclass(frozen=True)
class Home:
    """The blocks of the home page in their order, and what they show; what a block that is hidden needs is None."""

    blocks: tuple[str, ...]
    overview: search.Overview
    today: date
    totals: Counts | None = None
    open: calls.Calls | None = None
    coming: calls.Calls | None = None
    outdated: int = 0


def home(today: date) -> Home:
    """Make the home page of a day."""
    blocks = tuple(block for block in options.home_blocks() if block in BLOCKS)
    shows_calls = "calls" in blocks
    return Home(
        blocks=blocks,
        overview=search.overview(_NEWEST),
        today=today,
        totals=board(Filters(), today).totals if "promises" in blocks and options.board() else None,
        open=calls.open_on(today, _CALLS) if shows_calls else None,
        coming=calls.opening_after(today, _COMING) if shows_calls else None,
        outdated=search.known_before(today.year) if shows_calls else 0,
    )
