from __future__ import annotations

import pytest

from ckanext.socialprograms.harvesters.settings import BadSettings, Settings, Vanished, read


def sentences(text):
    with pytest.raises(BadSettings) as refused:
        read(text)
    return [str(one) for one in refused.value.messages]


def test_nothing_asks_for_the_defaults():
    assert read("") == read("# solo un comentario\n") == Settings()


def test_everything_can_be_asked_for():
    asked = read(
        """
search: tags:becas
types: [program, evaluation]
organizations: {dif: dif-municipal}
fields: {objective: objetivo}
values:
  right: {educacion: education}
defaults: {license_id: cc-by}
publish: no
when_vanished: archive
most_vanished: 25 %
contact: datos@example.org
urls: [https://example.org/2020.xlsx]
links: "*.pdf"
hosts: [archivos.example.org]
most_documents: 30
"""
    )
    assert asked == Settings(
        search="tags:becas",
        types=("program", "evaluation"),
        organizations={"dif": "dif-municipal"},
        fields={"objective": "objetivo"},
        values={"right": {"educacion": "education"}},
        defaults={"license_id": "cc-by"},
        publish=False,
        when_vanished=Vanished.ARCHIVE,
        most_vanished=25,
        contact=("datos@example.org",),
        urls=("https://example.org/2020.xlsx",),
        links=("*.pdf",),
        hosts=("archivos.example.org",),
        most_documents=30,
    )


def test_what_is_not_said_is_as_usual_for_the_kind_of_source():
    usual = Settings(publish=False, most_vanished=5)
    assert read("", usual=usual) == usual
    assert read("publish: yes\n", usual=usual) == Settings(publish=True, most_vanished=5)


def test_json_is_read_as_well():
    assert read('{"types": ["program"], "publish": false}') == Settings(types=("program",), publish=False)


def test_what_is_wrong_is_said_with_its_line():
    text = (
        "types: program\ncuando: hoy\npublish: quizá\nmost_vanished: 200\nwhen_vanished: burn\nvalues: x\nsearch: [a]\n"
        "most_documents: 0\nmost_documents: muchos\n"
    )
    assert [one.partition(":")[0] for one in sentences(text)] == [f"Line {n}" for n in (2, 3, 4, 5, 6, 7, 8, 9)]


@pytest.mark.parametrize(
    ("text", "line"),
    [("types: [a\nsearch: b\n", 2), ("- uno\n", 1), ("a: b: c\n", 1), ("types: \x00", 1)],
    ids=["list", "no_pairs", "colon", "control"],
)
def test_what_is_no_yaml_is_said_with_its_line(text, line):
    assert sentences(text)[0].startswith(f"Line {line}: ")


def test_an_unknown_setting_is_answered_with_those_that_there_are():
    (sentence,) = sentences("organisation: dif\n")
    assert "organizations" in sentence
    assert "“organisation”" in sentence


def test_contacts_are_addresses_in_a_list_or_with_commas_between_them():
    assert read("contact: a@b.mx, c@d.mx").contact == ("a@b.mx", "c@d.mx")
    assert read("contact:\n- a@b.mx\n- c@d.mx\n").contact == ("a@b.mx", "c@d.mx")


@pytest.mark.parametrize("contact", ["nadie", "a@b", "a@b.mx; c@d.mx", '"a@b.mx\\nBcc: x@y.mx"', "a@b.mx,"])
def test_what_is_no_address_is_told_with_its_line(contact):
    with pytest.raises(BadSettings) as bad:
        read(f"publish: yes\ncontact: {contact}\n")
    assert str(bad.value.messages[0]).startswith("Line 2: an e-mail address was expected")


def test_no_more_are_written_to_than_a_source_needs():
    with pytest.raises(BadSettings) as bad:
        read("contact: [" + ", ".join(f"p{number}@b.mx" for number in range(11)) + "]")
    assert "11 addresses are too many" in str(bad.value.messages[0])
