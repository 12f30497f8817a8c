"""What the person who imports asks for."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Options:
    """How records are saved.

    ``organization`` is the id or name of the one that all go to, None to take each one's from the document.
    ``publish`` publishes what is new or still a draft. ``reason`` says why published promises change, for the ledger.
    """

    organization: str | None = None
    publish: bool = False
    reason: str = ""
