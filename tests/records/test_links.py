from __future__ import annotations

from ckanext.socialprograms.records.links import links


def test_links_are_given_once_with_the_type_that_they_lead_to():
    found = list(links({"type": "commitment", "programs": ["per", "per"], "evaluations": ["https://example.org/e"]}))
    assert [(link.target_type, link.reference, link.is_outside) for link in found] == [
        ("program", "per", False),
        ("evaluation", "https://example.org/e", True),
    ]


def test_a_plain_dataset_has_no_typed_links():
    assert not list(links({"type": "dataset", "programs": ["per"]}))
