"""Puts Spanish into the search index, and takes it out again: both can be repeated at any time."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from itertools import islice
from typing import Any

from ckan import model
from ckan.lib import search as ckan_search

from ckanext.socialprograms.loading import indexing
from ckanext.socialprograms.registration import TYPES as OUR_TYPES
from ckanext.socialprograms.spanish import lexicon, readiness
from ckanext.socialprograms.spanish.fields import COPIES, FIELDS, TYPES
from ckanext.socialprograms.spanish.names import READY, RESOURCE, SPANISH
from ckanext.socialprograms.spanish.solr import Schema

Progress = Callable[[int], None]
Indexing = Callable[[int], Progress]
"""Called once with the number of records that are indexed anew, it gives what is told of each share of them."""
_AT_ONCE = 100


def set_up(indexing_begins: Indexing) -> bool:
    """Give Solr what Spanish search needs, and index all records with it; say whether anything had to be done.

    Until the end, searches go on as before. Raises SolrRefused, SearchIndexError, toolkit.Invalid.
    """
    schema = Schema()
    families = lexicon.families()
    is_complete = schema.has_field(READY) and next(_changes(schema), None) is None
    if not is_complete:
        _forget_readiness(schema)
        for change in _changes(schema):
            schema.change(**change)
    if synonyms_changed := _put_synonyms(schema, families):
        _reload(schema)
    if not is_complete:
        _index_anew(indexing_begins)
        schema.change(add_field={"name": READY, "type": "string", "indexed": False, "stored": False})
    readiness.forget()
    return synonyms_changed or not is_complete


def put_synonyms() -> None:
    """Bring the synonyms of an index that knows Spanish to those of the settings: nothing is indexed anew."""
    schema = Schema()
    if schema.has_field(READY) and _put_synonyms(schema, lexicon.families()):
        _reload(schema)


def take_out() -> bool:
    """Take out of Solr what ``set_up`` put there; say whether there was anything. Raises SolrRefused."""
    schema = Schema()
    had = schema.type(SPANISH) is not None
    _forget_readiness(schema)
    for field in FIELDS:
        if sources := schema.copies(field["name"]):
            schema.change(delete_copy_field=[{"source": one, "dest": field["name"]} for one in sorted(sources)])
        if schema.has_field(field["name"]):
            schema.change(delete_field={"name": field["name"]})
    for type_ in TYPES:
        if schema.type(type_["name"]):
            schema.change(delete_field_type={"name": type_["name"]})
    # The list of synonyms stays in Solr's folder: it gives no way to take it away, and nothing reads it now.
    readiness.forget()
    return had


def _forget_readiness(schema: Schema) -> None:
    if schema.has_field(READY):
        schema.change(delete_field={"name": READY})
    readiness.forget()


def _changes(schema: Schema) -> Iterator[dict[str, Any]]:
    """Yield what is left to change in the schema, command by command; each must be carried out before the next."""
    for type_ in TYPES:
        if (found := schema.type(type_["name"])) != type_:
            yield {"replace_field_type" if found else "add_field_type": type_}
    for field in FIELDS:
        if (found := schema.field(field["name"])) != field:
            yield {"replace_field" if found else "add_field": field}
        has, wanted = schema.copies(field["name"]), _sources(field["name"])
        for command, sources in (("delete_copy_field", has - wanted), ("add_copy_field", wanted - has)):
            if sources:
                yield {command: [{"source": one, "dest": field["name"]} for one in sorted(sources)]}


def _sources(destination: str) -> set[str]:
    return {one["source"] for one in COPIES if one["dest"] == destination}


def _put_synonyms(schema: Schema, families: Sequence[lexicon.Family]) -> bool:
    stems = iter(schema.stems(SPANISH, [word for family in families for word in family]))
    wanted = lexicon.mapping([list(islice(stems, len(family))) for family in families])
    has = schema.synonyms(RESOURCE)
    if lexicon.same(has, wanted):
        return False
    changed = {word: others for word, others in wanted.items() if set(has.get(word, ())) != set(others)}
    for word in sorted(has.keys() - wanted.keys() | (changed.keys() & has.keys())):
        schema.drop_synonym(RESOURCE, word)
    if changed:
        schema.put_synonyms(RESOURCE, changed)
    return True


def _reload(schema: Schema) -> None:
    # Solr reads its managed lists when it makes its analyzers: a type that is defined anew gets new ones.
    schema.change(replace_field_type=[one for one in TYPES if one["name"] == SPANISH])


def _index_anew(begins: Indexing) -> None:
    rows: list[Any] = model.Session.query(model.Package.id, model.Package.type).filter(
        model.Package.state != model.State.DELETED
    ).all()  # fmt: skip
    progress = begins(len(rows))
    indexing.index([id_ for id_, type_ in rows if type_ in OUR_TYPES], progress)
    others = [id_ for id_, type_ in rows if type_ not in OUR_TYPES]
    for start in range(0, len(others), _AT_ONCE):
        some = others[start : start + _AT_ONCE]
        ckan_search.rebuild(package_ids=some, quiet=True)
        progress(len(some))
    ckan_search.commit()
