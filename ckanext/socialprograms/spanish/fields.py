"""What the search index gets for Spanish: types, fields, and where their words come from."""

from __future__ import annotations

from typing import Any

from ckanext.socialprograms.spanish import lexicon
from ckanext.socialprograms.spanish.names import BODY, PREFIX, RESOURCE, SPANISH, START, TITLE, WORD, WORDS

Definition = dict[str, Any]

# Accents go first, so that a word written without them stays the same word in all that follows.
_PLAIN = ({"name": "lowercase"}, {"name": "asciiFolding"})
_STEMS = (
    *_PLAIN,
    # The light stemmer leaves words of up to four letters alone, and would cut "becas" to another stem than "beca".
    {"name": "patternReplace", "pattern": "^([a-z]{2,3}[aeo])s$", "replacement": "$1"},
    {"name": "spanishLightStem"},
    # What is done and the doing of it: "capacitación" finds "capacitar".
    {"name": "patternReplace", "pattern": "^([a-z]{4,})acion$", "replacement": "$1ar"},
)
# Neighbours are indexed as one word too, "tercer_edad": a synonym of several words is found as such, not word by word.
_NEIGHBOURS = {
    "name": "shingle",
    "minShingleSize": "2",
    "maxShingleSize": str(lexicon.LONGEST_PHRASE),
    "tokenSeparator": lexicon.JOINT,
}
# Gone before words are told apart, for neighbours to stand side by side: "silla de ruedas", "silla ruedas".
_PASSED_OVER = {
    "name": "patternReplace",
    "pattern": f"(?iU)\\b(?:{'|'.join(sorted(lexicon.stop_words()))})\\b",
    "replacement": " ",
}
_SYNONYMS = ({"name": "managedSynonymGraph", "managed": RESOURCE}, {"name": "delimitedBoost"})


def _analyzer(*filters: Definition, **more: Any) -> Definition:
    return {**more, "tokenizer": {"name": "standard"}, "filters": list(filters)}


def _type(name: str, **analyzers: Definition) -> Definition:
    return {"name": name, "class": "solr.TextField", "positionIncrementGap": "100", **analyzers}


TYPES: tuple[Definition, ...] = (
    _type(
        SPANISH,
        indexAnalyzer=_analyzer(*_STEMS, _NEIGHBOURS, charFilters=[_PASSED_OVER]),
        # Synonyms only here: after an edit, nothing has to be indexed anew. They are kept as stems.
        queryAnalyzer=_analyzer(*_STEMS, *_SYNONYMS, charFilters=[_PASSED_OVER]),
    ),
    _type(
        START,
        indexAnalyzer=_analyzer(*_PLAIN, {"name": "edgeNGram", "minGramSize": "1", "maxGramSize": "20"}),
        queryAnalyzer=_analyzer(*_PLAIN),
    ),
    _type(WORD, analyzer=_analyzer({"name": "lowercase"})),
)

FIELDS: tuple[Definition, ...] = (
    {"name": TITLE, "type": SPANISH, "indexed": True, "stored": False},
    {"name": BODY, "type": SPANISH, "indexed": True, "stored": False, "multiValued": True},
    {"name": PREFIX, "type": START, "indexed": True, "stored": False},
    {"name": WORDS, "type": WORD, "indexed": True, "stored": False, "multiValued": True, "uninvertible": True},
)

_NAMES = ("title", "notes", "tags", "extras_*", "res_name", "res_description")
# Copies do not chain in Solr: a source of CKAN's own catch-all field is named here once more.
COPIES: tuple[Definition, ...] = tuple(
    {"source": source, "dest": destination}
    for destination, sources in (
        (TITLE, ("title",)),
        (BODY, (*_NAMES, "name", "organization", "groups", "author", "maintainer")),
        (PREFIX, ("title",)),
        (WORDS, _NAMES),
    )
    for source in sources
)
