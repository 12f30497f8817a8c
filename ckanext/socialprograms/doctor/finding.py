"""What the doctor says of one part of an installation."""

from __future__ import annotations

from dataclasses import dataclass

from ckanext.socialprograms.messages import Message

GOOD, COULD_BE_BETTER, BROKEN = "good", "could_be_better", "broken"


@dataclass(frozen=True)
class Finding:
    """A part (``about``), how it stands, what was found, and what to do where it has to be mended."""

    about: str
    state: str
    found: Message
    remedy: Message | None = None


def good(about: str, sentence: str, /, **values: object) -> Finding:
    """Say that a part is as it should be."""
    return Finding(about, GOOD, Message(sentence, values))


def better(about: str, sentence: str, remedy: str, /, **values: object) -> Finding:
    """Say that a part works and could be better."""
    return Finding(about, COULD_BE_BETTER, Message(sentence, values), Message(remedy, values))


def broken(about: str, sentence: str, remedy: str, /, **values: object) -> Finding:
    """Say that a part has to be mended."""
    return Finding(about, BROKEN, Message(sentence, values), Message(remedy, values))
