"""Sentences that people read, made where no CKAN is near and translated where the language is known."""

from __future__ import annotations

import gettext
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import lru_cache, reduce
from importlib import resources

DOMAIN = "ckanext-socialprograms"


def N_(msgid: str) -> str:  # noqa: N802 (gettext's own name for it)
    """Mark a sentence for translation and return it as it is."""
    return msgid


@dataclass(frozen=True)
class Message:
    """A sentence with named placeholders, such as ``Message(N_("Row {row} has no name."), {"row": 7})``.

    ``str()`` gives it in English; a value that is itself a Message is translated with it.
    """

    text: str
    values: Mapping[str, object] = field(default_factory=dict)

    def __str__(self) -> str:
        return self.in_language("en")

    def in_language(self, language: str) -> str:
        """Give the sentence in a language of the catalogues (``es``, ``en``), in English where it has none."""
        values = {
            key: value.in_language(language) if isinstance(value, Message) else value
            for key, value in self.values.items()
        }
        sentence = _catalogue(language).gettext(self.text) if self.text else ""  # "" names a catalogue's header
        return sentence.format(**values) if values else sentence

    @classmethod
    def listed(cls, parts: Iterable[Message]) -> Message:
        """Join sentences or names by commas, each translated with the whole; there must be one."""

        def joined(first: Message, rest: Message) -> Message:
            return cls("{first}, {rest}", {"first": first, "rest": rest})

        return reduce(joined, parts)

    def as_json(self) -> dict[str, object]:
        """Give a form that JSON can hold and ``from_json`` reads back."""
        values = {key: value.as_json() if isinstance(value, Message) else value for key, value in self.values.items()}
        return {"text": self.text, "values": values}

    @classmethod
    def from_json(cls, stored: Mapping[str, object]) -> Message:
        """Read what ``as_json`` gave."""
        values = stored.get("values")
        read = {
            key: cls.from_json(value) if isinstance(value, dict) and set(value) == {"text", "values"} else value
            for key, value in (values.items() if isinstance(values, dict) else ())
        }
        return cls(str(stored.get("text", "")), read)


@lru_cache
def _catalogue(language: str) -> gettext.NullTranslations:
    directory = str(resources.files("ckanext.socialprograms.i18n"))
    return gettext.translation(DOMAIN, directory, [language.split("_", maxsplit=1)[0]], fallback=True)
