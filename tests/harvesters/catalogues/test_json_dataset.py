"""A dataset of a catalogue in JSON becomes one of CKAN's, as ADELA and as Project Open Data write it."""

from __future__ import annotations

from ckanext.socialprograms.harvesters.json_dataset import address, by_address, dataset, identifier

ADELA = {
    "id": 3912,
    "title": "Padrón de beneficiarios de becas",
    "description": "Quién recibe una beca",
    "issued": "2016-02-01T06:00:00.000Z",
    "modified": "2016-03-01T06:00:00.000Z",
    "identifier": "padron-de-beneficiarios-de-becas",
    "theme": "Educación",
    "keyword": ["becas", "educación básica", "niñas; niños"],
    "language": "es",
    "contactPoint": "http://adela.datos.gob.mx/api/v1/datasets/3912/contact_point.vcf",
    "temporal": "2014-01-01/2015-12-31",
    "spatial": "Guanajuato",
    "govType": "municipal",
    "accrualPeriodicity": "R/P3M",
    "landingPage": "http://silao.gob.mx/diccionario.xlsx",
    "openessRating": 3,
    "comments": None,
    "quality": "",
    "publisher": {"name": "Ana Ruiz", "position": "Enlace de datos", "mbox": "ana@silao.gob.mx"},
    "public": True,
    "publishDate": "2016-02-01",
    "distribution": [
        {
            "id": 1,
            "title": "Padrón 2015",
            "description": "Un renglón por persona",
            "license": "http://datos.gob.mx/libreusomx/",
            "downloadURL": "http://silao.gob.mx/padron.csv",
            "mediaType": "text/csv",
            "format": "CSV",
            "byteSize": 2048,
            "temporal": None,
        },
        {"id": 2, "title": "Por publicar", "downloadURL": None},
    ],
}
OPEN_DATA = {
    "@type": "dcat:Dataset",
    "accessLevel": "public",
    "accrualPeriodicity": "R/P1Y",
    "bureauCode": ["018:10"],
    "contactPoint": {"@type": "vcard:Contact", "fn": "Jane Doe", "hasEmail": "mailto:jane@agency.gov"},
    "describedBy": "https://agency.gov/dictionary.html",
    "description": "Widgets",
    "distribution": [
        {"@type": "dcat:Distribution", "downloadURL": "https://agency.gov/w.csv", "mediaType": "text/csv"},
        {"accessURL": "https://agency.gov/api", "title": "API"},
    ],
    "identifier": "https://doi.org/10.7927/H4PZ56R2",
    "keyword": ["widget"],
    "landingPage": "https://agency.gov/widgets",
    "license": "https://creativecommons.org/licenses/by/4.0/",
    "publisher": {"@type": "org:Organization", "name": "Widget Services"},
    "spatial": {"type": "Point", "coordinates": [-101.4, 20.9]},
    "theme": ["manufacturing"],
    "title": "Widgets Statistics",
}
LICENSES = by_address({"http://www.creativecommons.org/licenses/by/4.0": "cc-by-4.0", "": "other"})


def extras(data):
    return {one["key"]: one["value"] for one in data["extras"]}


def test_what_adela_writes_is_read():
    data = dataset(ADELA, "Silao de la Victoria", LICENSES)
    assert (data["title"], data["notes"], data["url"]) == (ADELA["title"], "Quién recibe una beca", "")
    assert (data["maintainer"], data["maintainer_email"]) == ("Ana Ruiz", "ana@silao.gob.mx")
    assert data["organization"] == {"title": "Silao de la Victoria"}
    assert [one["name"] for one in data["tags"]] == ["becas", "educación básica", "niñas", "niños"]
    assert data["resources"] == [
        {
            "url": "http://silao.gob.mx/padron.csv",
            "name": "Padrón 2015",
            "description": "Un renglón por persona",
            "format": "CSV",
            "mimetype": "text/csv",
            "size": "2048",
            "license": "http://datos.gob.mx/libreusomx/",
        }
    ]
    assert extras(data) == {
        "contact_position": "Enlace de datos",
        "data_dictionary": "http://silao.gob.mx/diccionario.xlsx",
        "frequency": "http://publications.europa.eu/resource/authority/frequency/QUARTERLY",
        "govType": "municipal",
        "identifier": "padron-de-beneficiarios-de-becas",
        "issued": "2016-02-01T06:00:00.000Z",
        "language": '["es"]',
        "license_url": "http://datos.gob.mx/libreusomx/",
        "modified": "2016-03-01T06:00:00.000Z",
        "openessRating": "3",
        "publishDate": "2016-02-01",
        "publisher_name": "Silao de la Victoria",
        "spatial_text": "Guanajuato",
        "temporal_end": "2015-12-31",
        "temporal_start": "2014-01-01",
        "theme": '["Educación"]',
    }


def test_what_project_open_data_asks_for_is_read():
    data = dataset(OPEN_DATA, "", LICENSES)
    assert (data["url"], data["license_id"]) == ("https://agency.gov/widgets", "cc-by-4.0")
    assert (data["maintainer"], data["maintainer_email"]) == ("Jane Doe", "jane@agency.gov")
    assert data["organization"] == {"title": "Widget Services"}
    assert data["resources"] == [
        {"url": "https://agency.gov/w.csv", "format": "csv", "mimetype": "text/csv"},
        {"url": "https://agency.gov/api", "name": "API"},
    ]
    said = extras(data)
    assert said["spatial"] == '{"coordinates": [-101.4, 20.9], "type": "Point"}'
    assert (said["access_rights"], said["bureauCode"]) == ("public", '["018:10"]')
    assert said["data_dictionary"] == "https://agency.gov/dictionary.html"
    assert "license_url" not in said


def test_version_1_0_has_its_file_and_person_beside_the_title():
    said = {"title": "x", "accessURL": "http://a.gov/x.json", "format": "JSON", "person": "Ana", "mbox": "a@a.gov"}
    data = dataset({**said, "publisher": "Agency", "keyword": "uno, dos"}, "", {})
    assert data["resources"] == [{"url": "http://a.gov/x.json", "format": "JSON"}]
    assert (data["maintainer"], data["maintainer_email"]) == ("Ana", "a@a.gov")
    assert (data["organization"], [one["name"] for one in data["tags"]]) == ({"title": "Agency"}, ["dos", "uno"])
    assert identifier(said) == address(said) == "http://a.gov/x.json"


def test_what_is_no_period_and_no_known_frequency_stays_as_it_is():
    said = extras(dataset({"temporal": "desde 2014", "accrualPeriodicity": "cuando se pueda"}, "", {}))
    assert said == {"temporal": "desde 2014", "frequency": "cuando se pueda"}
    assert extras(dataset({"temporal": "2014/2015-06"}, "", {})) == {
        "temporal_start": "2014",
        "temporal_end": "2015-06",
    }


def test_nothing_of_the_wrong_kind_breaks_anything():
    values = (None, True, 7, 1.5, "", "x", [], [None, 7, {}], {}, {"a": [1]}, {"name": [], "fn": {}})
    for key in (*ADELA, *OPEN_DATA, "distributions", "accessURL", "person", "dataDictionary"):
        for value in values:
            data = dataset({**ADELA, key: value}, "", LICENSES)
            assert isinstance(identifier({**ADELA, key: value}), str)
            assert all(isinstance(one["value"], str) for one in data["extras"])
            assert all(one["url"].startswith("http") for one in data["resources"])


def test_addresses_that_are_programs_are_left_out():
    bad = "javascript:alert(1)"
    said = {"title": "x", "landingPage": bad, "distribution": {"downloadURL": bad, "accessURL": bad}, "license": bad}
    assert bad not in str(dataset({**said, "describedBy": bad}, "", {}))


def test_data_that_are_not_public_say_so():
    assert extras(dataset({"public": False}, "", {}))["access_rights"] == "non-public"
