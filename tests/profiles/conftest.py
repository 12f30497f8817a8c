"""Records with every field filled, as hypothesis draws them."""

from __future__ import annotations

from hypothesis import strategies as st

from ckanext.socialprograms.importers import vocabulary
from ckanext.socialprograms.profiles import terms as kinds
from ckanext.socialprograms.profiles.nodes import Site
from ckanext.socialprograms.profiles.terms import file_terms, terms
from ckanext.socialprograms.records.territory import places
from ckanext.socialprograms.registration import TYPES

SITE = Site("https://datos.leon.gob.mx", "es", "Datos de León")
SCHEMAS = {type_: vocabulary.whole(type_) for type_ in TYPES}
FORMATS = {"ttl": "turtle", "rdf": "pretty-xml", "jsonld": "json-ld"}

# All that XML can hold, which is all but letters that nobody can see.
LETTERS = st.characters(exclude_categories=["Cs", "Cc"], include_characters="\n\t\r", exclude_characters="\ufffe\uffff")
TEXTS = st.text(LETTERS, min_size=1, max_size=40).filter(str.strip)
LINES = TEXTS.map(lambda text: " ".join(text.split())).filter(str.strip)
DIRTY = st.sampled_from(
    ["100% y en proceso", "16.6 y 16.7", "5b", "+51", "por definir", "1,234.50", "007", "-0", "3.10", "true"]
)
DAYS = st.dates().map(str)
YEARS = st.integers(1900, 2100).map(str)
NUMBERS = st.decimals(allow_nan=False, allow_infinity=False, places=2).map(
    lambda number: f"{number:f}"
) | st.integers().map(str)
NAMES = st.from_regex(r"[a-z0-9_-]{2,20}", fullmatch=True)
ADDRESSES = st.sampled_from(
    [
        "https://leon.gob.mx",
        "http://x.mx/a%20b?c=d&e=f#g",
        "https://x.mx//a/../b",
        "https://x.mx/año 1",
        "http://x.mx/?",
        "x",
    ]
)
VALUES = {
    kinds.DATE: DAYS,
    kinds.YEAR: YEARS,
    kinds.NUMBER: NUMBERS,
    kinds.MONEY: NUMBERS,
    kinds.URL: ADDRESSES,
    kinds.LINK: NAMES | ADDRESSES,
    kinds.EMAIL: st.sampled_from(["ana@leon.gob.mx", "ana@leon.gob.mx, luis@leon.gob.mx", "niña@leon.mx"]),
    kinds.SDG: st.sampled_from(["16", "16.6", "5.b", "16.10"]),
    kinds.PLACE: st.sampled_from([one.code for one in places()[:300]]),
    kinds.REFERENCE: st.sampled_from(["1", "2", "A1", "A2", "otra"]),
}
KEYS = st.sampled_from(["1", "2", "A1", "A2"])
COMMON = {"name": NAMES, "title": TEXTS}


def of(term):
    """Draw what a field can hold, now and then what somebody wrote there all the same."""
    if term.kind == kinds.ROWS:
        return st.lists(record(term.rows).filter(bool), max_size=3)
    if term.has_several:
        one = _one(term).map(lambda text: " ".join(text.split())).filter(bool)
        return st.lists(one, max_size=4)
    return _one(term)


def record(fields, required=()):
    """Draw a dict of the fields; any but the required may be missing."""
    drawn = {term.name: COMMON[term.name] if term.name in required else of(term) for term in fields}
    return st.fixed_dictionaries({name: drawn.pop(name) for name in required}, optional=drawn).map(
        lambda row: {name: value for name, value in row.items() if value}
    )


def datasets(type_):
    """Draw a record of a type with its files and tags."""
    files = st.lists(record(file_terms(SCHEMAS[type_])), max_size=3)
    tags = st.lists(NAMES, unique=True, max_size=3).map(sorted)
    return st.builds(
        lambda data, resources, names: {
            **data,
            "type": type_,
            "id": "f6b6d1c0-0d0f-4a5c-9a51-2d5b0a1e7c11",
            "tags": [{"name": name} for name in names],
            "resources": [{**one, "id": f"file-{n}"} for n, one in enumerate(resources)],
        },
        record(terms(SCHEMAS[type_]), required=("name", "title")),
        files,
        tags,
    )


def filled(type_):
    """Give a record with something in every field, as its field asks for it."""
    return {
        **_filled(terms(SCHEMAS[type_])),
        "type": type_,
        "id": "f6b6d1c0-0d0f-4a5c-9a51-2d5b0a1e7c11",
        "name": "registro-1",
        "metadata_created": "2024-02-29T10:00:00.123456",
        "metadata_modified": "2024-03-01T10:00:00",
        "license_url": "https://datos.gob.mx/libreusomx",
        "license_title": "Libre Uso MX",
        "organization": {"id": "3f0e", "name": "dif", "title": "DIF Municipal"},
        "tags": [{"name": "apoyo"}, {"name": "niñas y niños"}],
        "resources": [
            {
                **_filled(file_terms(SCHEMAS[type_])),
                "id": f"file-{number}",
                "url": f"https://datos.leon.gob.mx/dataset/f6b6/resource/file-{number}/download/padron.csv",
                "url_type": "upload",
                "mimetype": "text/csv",
                "size": 2048,
                "created": "2024-02-29T10:00:00.123456",
            }
            for number in range(2)
        ],
    }


SAMPLES = {
    kinds.DATE: "2024-02-29",
    kinds.YEAR: "2024",
    kinds.NUMBER: "12",
    kinds.MONEY: "1234567.50",
    kinds.BOOLEAN: "yes",
    kinds.URL: "https://leon.gob.mx/reglas.pdf",
    kinds.EMAIL: "ana@leon.gob.mx",
    kinds.SDG: ["16.6", "16.7"],
    kinds.PLACE: ["11020", "11017"],
    kinds.LINK: ["becas", "https://jalisco.gob.mx/becas"],
    kinds.REFERENCE: ["1"],
    kinds.FORMAT: "CSV",
}
NAMED = {"id": "1", "number": "1", **dict.fromkeys(("phone", "contact_phone", "evaluator_phone"), "477 123 4567")}


def _filled(fields):
    return {term.name: _sample(term) for term in fields}


def _sample(term):
    if term.kind == kinds.ROWS:
        row = _filled(term.rows)
        return [row, {**row, **{key: "2" for key in ("id", "number") if key in row}}]
    if term.kind == kinds.CHOICE:
        return list(term.choices)[:2] if term.has_several else next(iter(term.choices))
    if term.name in NAMED:
        return NAMED[term.name]
    if term.has_several and term.kind not in (kinds.SDG, kinds.PLACE, kinds.LINK, kinds.REFERENCE):
        return ["2021", "2022"] if term.kind == kinds.YEAR else ["uno", "dos, y tres"]
    return SAMPLES.get(term.kind, f"Texto de {term.name}\nen dos líneas")


def _one(term):
    if term.name in ("id", "number"):
        return KEYS
    if term.kind == kinds.CHOICE:
        return st.sampled_from(list(term.choices)) | DIRTY
    if term.kind == kinds.BOOLEAN:
        return st.sampled_from(["yes", "no"])
    if term.kind in VALUES:
        return VALUES[term.kind] | DIRTY
    return TEXTS
