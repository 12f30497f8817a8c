"""A catalogue in linked data that is broken, endless or hostile: it is said so, and what was read before is not lost."""

from __future__ import annotations

import time

import pytest

from ckanext.socialprograms.harvesters.remote import Entry, SourceFailed, Trouble
from ckanext.socialprograms.harvesters.settings import Settings

pytestmark = [
    pytest.mark.ckan_config("ckan.plugins", "dcat scheming_datasets socialprograms"),
    pytest.mark.ckan_config("ckanext.socialprograms.harvest_networks", "127.0.0.2/32"),
    pytest.mark.usefixtures("with_plugins"),
]
PREFIXES = """
@prefix dcat: <http://www.w3.org/ns/dcat#> .
@prefix dct: <http://purl.org/dc/terms/> .
@prefix hydra: <http://www.w3.org/ns/hydra/core#> .
@prefix sp: <https://w3id.org/ckanext-socialprograms#> .
"""
XML = """<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns:dct="http://purl.org/dc/terms/"
 xmlns:dcat="http://www.w3.org/ns/dcat#">
<dcat:Dataset rdf:about="http://x.mx/1"><dct:title>{}</dct:title></dcat:Dataset></rdf:RDF>"""


def turtle(*numbers, then=""):
    """Give a page of plain datasets, and the statement that leads to the next."""
    datasets = (f'<http://x.mx/{n}> a dcat:Dataset ; dct:title "Dato {n}"@es .' for n in numbers)
    return "\n".join([PREFIXES, *datasets, then])


def listed(url, **asked):
    from ckanext.socialprograms.harvesters.rdf import RdfCatalogue  # noqa: PLC0415 (it needs a configuration)

    return RdfCatalogue(url, Settings(**asked)).entries()


def titles(entries):
    return [one.record.data["title"] for one in entries if not isinstance(one, Trouble)]


def refused(server, content, path="/c"):
    with pytest.raises(SourceFailed) as failed:
        list(listed(server.put(path, content)))
    return str(failed.value)


@pytest.mark.parametrize(
    "then",
    [
        '<c> a hydra:PagedCollection ; hydra:nextPage "{}/c?page=2" .',
        '<c> a hydra:PagedCollection ; hydra:next "{}/c?page=2" ; hydra:nextPage "{}/c?page=2" .',
        "<c> hydra:view <c?page=1> . <c?page=1> a hydra:PartialCollectionView ; hydra:next <c?page=2> .",
        '<c> hydra:next "http://inside.example:8080/c?page=2" .',
        '<c> hydra:next "?page=2" .',
    ],
    ids=["old", "both", "view", "behind_a_proxy", "relative"],
)
def test_pages_follow_one_another(server, then):
    url = server.put("/c", turtle(1, 2, then=then.replace("{}", server.url)))
    server.put("/c?page=2", turtle(3))
    assert titles(listed(url)) == ["Dato 1", "Dato 2", "Dato 3"]


@pytest.mark.parametrize("back", ["c", "c?page=2"])
def test_pages_that_go_round_in_a_circle_are_left(server, back):
    url = server.put("/c", turtle(1, then="<c> hydra:next <c?page=2> ."))
    server.put("/c?page=2", turtle(2, then=f"<c> hydra:next <{back}> ."))
    entries = listed(url)
    assert titles([next(entries), next(entries)]) == ["Dato 1", "Dato 2"]
    with pytest.raises(SourceFailed, match="go round in a circle"):
        next(entries)


def test_a_server_that_gives_the_same_page_for_every_number_is_left(server):
    page = turtle(1, then="<c> hydra:next <c?page=3> .")
    url = server.put("/c", turtle(1, then="<c> hydra:next <c?page=2> ."))
    server.put("/c?page=2", page)
    with pytest.raises(SourceFailed, match="go round in a circle"):
        list(listed(url))


def test_half_a_page_and_a_page_that_is_missing_end_the_list_after_what_was_before(server):
    url = server.put("/c", turtle(1, then="<c> hydra:next <c?page=2> ."))
    for content in (turtle(2, 3)[:-9], None):
        server.held["/c?page=2"] = content
        entries = listed(url)
        assert titles([next(entries)]) == ["Dato 1"]
        with pytest.raises(SourceFailed):
            next(entries)


def test_a_web_page_is_no_linked_data(server):
    page = "<!DOCTYPE html>\n<html><head><title>Datos</title></head><body><br></body></html>"
    assert "this is a web page" in refused(server, page)
    assert "this is a web page" in refused(server, f'<?xml version="1.0"?>{page.replace("<br>", "<br/>")}')


def test_linked_data_of_something_else_is_said_so(server):
    assert "without a catalogue or a dataset" in refused(server, "<http://x.mx/1> <http://x.mx/2> 3 .")
    assert list(listed(server.put("/c", PREFIXES + "<c> a dcat:Catalog ."))) == []


def test_entities_of_xml_are_not_read(server):
    grown = "".join(
        f'<!ENTITY {name} "{f"&{before};" * 10}">' for before, name in zip("abcdefghi", "bcdefghij", strict=True)
    )
    laughs = f'<?xml version="1.0"?><!DOCTYPE r [<!ENTITY a "ja">{grown}]>{XML.format("&j;")}'
    begun = time.monotonic()
    assert "declares entities" in refused(server, laughs)
    assert "declares entities" in refused(server, laughs.encode("utf-16"))
    assert time.monotonic() - begun < 5
    file = '<?xml version="1.0"?><!DOCTYPE r [<!ENTITY a SYSTEM "file:///etc/hostname">]>'
    assert "declares entities" in refused(server, file + XML.format("&a;"))
    parameter = f'<!DOCTYPE r [<!ENTITY % a SYSTEM "{server.url}/dtd"> %a;]>'
    assert "declares entities" in refused(server, parameter + XML.format("x"))
    server.put("/c", f'<!DOCTYPE r SYSTEM "{server.url}/dtd">' + XML.format("Dato"))
    assert titles(listed(f"{server.url}/c")) == ["Dato"]
    assert "/dtd" not in server.asked


@pytest.mark.parametrize(
    "context",
    [
        '"{}/context"',
        '["{}/context", {{}}]',
        '{{"@import": "{}/context"}}',
        '{{"a": {{"@id": "http://x.mx/a", "@context": "{}/context"}}}}',
    ],
)
def test_what_json_ld_would_have_fetched_is_not(server, context):
    page = f'{{"@context": {context.format(server.url)}, "@id": "http://x.mx/1"}}'
    assert "can't be read without another file" in refused(server, page)
    assert server.asked == ["/c"]


def test_what_stands_too_deep_is_not_read(server):
    deep = '{"@id":"http://x.mx/1","http://x.mx/p":' * 5000 + "1" + "}" * 5000
    assert "stand inside one another" in refused(server, deep)
    nested = "<rdf:Description><dct:x>" * 5000 + "</dct:x></rdf:Description>" * 5000
    assert "stand inside one another" in refused(server, XML.format(nested))


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "windows-1252"])
@pytest.mark.parametrize(
    "page",
    [
        turtle().replace(
            "@prefix hydra", '<http://x.mx/1> a dcat:Dataset ; dct:title "Niñez y atención" .\n@prefix hydra'
        ),
        XML.format("Niñez y atención"),
        '<?xml version="1.0" encoding="iso-8859-1"?>' + XML.format("Niñez y atención"),
        '\n<?xml version="1.0" encoding="utf-8"?>' + XML.format("Niñez y atención"),
        (
            '{"@id": "http://x.mx/1", "@type": "http://www.w3.org/ns/dcat#Dataset",'
            ' "http://purl.org/dc/terms/title": "Niñez y atención"}'
        ),
    ],
    ids=["turtle", "xml", "declared", "line_before", "json"],
)
def test_letters_come_over_whatever_encoding_they_were_sent_in(server, page, encoding):
    assert titles(listed(server.put("/c", page.encode(encoding)))) == ["Niñez y atención"]


def test_records_without_title_or_key_are_refused_one_by_one(server):
    page = (
        PREFIXES
        + """
        <c> dcat:dataset <http://x.mx/1>, <http://x.mx/2> .
        <http://x.mx/1> a dcat:Dataset ; dct:title "Uno" ; dct:relation <http://x.mx/3> .
        <http://x.mx/2> a dcat:Dataset .
        <http://x.mx/3> a dcat:Dataset .
        [] a dcat:Dataset ; dct:title "Sin clave" .
        [] a dcat:Dataset ; dct:title "Con clave" ; dct:identifier "7" .
    """
    )
    found = list(listed(server.put("/c", page)))
    assert sorted(titles(found)) == ["Con clave", "Uno"]
    troubles = "\n".join(str(one.message) for one in found if isinstance(one, Trouble))
    assert "http://x.mx/2 has no title" in troubles
    assert "“Sin clave” has neither" in troubles
    assert len(found) == 4


def test_a_record_on_which_too_much_hangs_is_refused(server, monkeypatch):
    from ckanext.socialprograms.harvesters import rdf_page  # noqa: PLC0415

    monkeypatch.setattr(rdf_page, "_MOST_SAID", 5)
    said = " ; ".join(f'dct:relation "{n}"' for n in range(9))
    found = list(listed(server.put("/c", turtle(1, 2, then=f"<http://x.mx/2> {said} ."))))
    assert [type(one) for one in found] == [Entry, Trouble]


def test_the_version_is_the_same_as_long_as_nothing_else_is_said(server):
    files = ["[ a dcat:Distribution ; dcat:accessURL <http://x.mx/a> ]", "[ dcat:accessURL <http://x.mx/b> ]"]
    themes = ["<http://x.mx/t1>", "<http://x.mx/t2>"]

    def version(one, two, title="Dato"):
        said = f'dct:title "{title}" ; dcat:distribution {one[0]}, {one[1]} ; dcat:theme {two[0]}, {two[1]}'
        (entry,) = listed(server.put("/c", f"{PREFIXES} <http://x.mx/1> a dcat:Dataset ; {said} ."))
        assert isinstance(entry, Entry)
        return entry.version

    assert version(files, themes) == version(files[::-1], themes[::-1])
    assert version(files, themes) != version(files, themes, "Otro")


def test_only_kinds_that_are_asked_for_are_taken(server):
    program = '<http://x.mx/p> a sp:Program, dcat:Dataset ; dct:title "Becas"@es .'
    url = server.put("/c", turtle(1, then=program))
    assert titles(listed(url, types=("program",))) == ["Becas"]
    assert titles(listed(url, types=("dataset",))) == ["Dato 1"]


def test_some_records_can_be_asked_for_by_their_keys(server):
    from ckanext.socialprograms.harvesters.rdf import RdfCatalogue  # noqa: PLC0415

    source = RdfCatalogue(server.put("/c", turtle(1, 2, 3)), Settings())
    wanted = [one.guid for one in source.entries() if isinstance(one, Entry)][1:2]
    assert [one.data["title"] for one in source.records(wanted)] == ["Dato 2"]
    assert list(source.records([])) == []


def test_addresses_that_are_programs_are_left_out(server):
    said = "dcat:landingPage <javascript:alert(1)> ; dcat:distribution [ dcat:accessURL <javascript:alert(2)> ]"
    (entry,) = listed(server.put("/c", turtle(1, then=f"<http://x.mx/1> {said} .")))
    assert "javascript" not in str(entry)


def test_a_dataset_over_which_ckanext_dcat_breaks_is_refused_alone(server):
    size = "dcat:distribution [ a dcat:Distribution ; dcat:byteSize 1e999 ]"
    place = "dct:spatial [ a dct:Location ; dcat:bbox <http://x.mx/bbox> ]"
    page = turtle(1, 2, then=f"<http://x.mx/1> {size} . <http://x.mx/2> {place} .")
    trouble, entry = listed(server.put("/c", page))
    assert isinstance(trouble, Trouble)
    assert "“Dato 1” can't be read" in str(trouble.message)
    assert titles([entry]) == ["Dato 2"]


def test_a_large_page_is_read_from_disk_alike(server, monkeypatch):
    from ckanext.socialprograms.harvesters import rdf_page  # noqa: PLC0415

    page = server.put("/c", turtle(1, 2, then='<http://x.mx/2> dct:issued "2024-02-29" ; dcat:theme <http://x.mx/t> .'))
    in_memory = list(listed(page))
    monkeypatch.setattr(rdf_page, "_IN_MEMORY", 0)
    assert list(listed(page)) == in_memory
