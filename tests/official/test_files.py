"""The data files of official formats hold together, and with the schemas."""

from __future__ import annotations

from ckanext.socialprograms.importers import vocabulary
from ckanext.socialprograms.official.annex import annex
from ckanext.socialprograms.official.laws import bases, deadline


def test_every_item_of_the_annex_has_a_field_of_the_schema():
    for item in (one for each in annex().items for one in (each, *each.parts)):
        if item.kind:
            group = item.field if item.kind == "rows" else ""
            known = vocabulary.fields("evaluation", group)
            assert set(item.columns if group else [item.field, *filter(None, [item.other])]) <= set(known)


def test_the_deadline_for_results_names_its_law():
    found = deadline("evaluation_results")
    assert (found.days, found.article, found.law.id) == (30, "79", "lgcg")


def test_the_law_of_a_state_is_for_its_agencies():
    assert "veracruz_2025" in {basis.law.id for basis in bases("transparency_15a", "veracruz")}
    assert all(not basis.law.state for basis in bases("transparency_15a", "Jalisco") if basis.law.id != "jalisco")


def test_formats_say_which_laws_ask_for_them():
    assert {basis.law.id for basis in bases("transparency_15a")} >= {"lgtaip_2015", "lgtaip_2025"}
    assert all(basis.law.name for basis in bases("transparency_15a"))
