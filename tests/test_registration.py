from __future__ import annotations

import pytest

import ckan.plugins as p
import ckan.plugins.toolkit as tk
from ckan.exceptions import CkanConfigurationException
from ckan.tests.helpers import call_action

TYPES = {"commitment", "program", "evaluation"}
OWN = "ckanext.scheming:subfields.yaml"


@pytest.mark.parametrize("plugins", ["scheming_datasets socialprograms", "socialprograms scheming_datasets"])
def test_naming_the_plugins_is_enough_whatever_their_order(ckan_config, monkeypatch, plugins):
    monkeypatch.setitem(ckan_config, "ckan.plugins", plugins)
    for option in ("scheming.dataset_schemas", "scheming.presets"):
        monkeypatch.delitem(ckan_config, option, raising=False)
    p.load_all()
    try:
        assert set(call_action("scheming_dataset_schema_list")) == TYPES
        templates = tk.config["plugin_template_paths"]
        (ours,) = (n for n, path in enumerate(templates) if "socialprograms" in path)
        (theirs,) = (n for n, path in enumerate(templates) if path.endswith("scheming/templates"))
        assert ours < theirs, "our templates stand over those of ckanext-scheming"
    finally:
        p.unload_all()


def test_a_portal_keeps_the_schemas_that_it_has(ckan_config, monkeypatch):
    monkeypatch.setitem(ckan_config, "ckan.plugins", "scheming_datasets socialprograms")
    monkeypatch.setitem(ckan_config, "scheming.dataset_schemas", OWN)
    p.load_all()
    try:
        assert set(call_action("scheming_dataset_schema_list")) == TYPES | {"subfields"}
    finally:
        p.unload_all()


def test_without_scheming_it_says_what_to_write(ckan_config, monkeypatch):
    monkeypatch.setitem(ckan_config, "ckan.plugins", "socialprograms")
    with pytest.raises(CkanConfigurationException, match="scheming_datasets"):
        p.load_all()
    p.unload_all()


@pytest.mark.ckan_config("ckan.plugins", "scheming_datasets socialprograms")
@pytest.mark.usefixtures("with_plugins")
def test_plain_datasets_have_no_schema_of_ours():
    with pytest.raises(tk.ObjectNotFound):
        call_action("scheming_dataset_schema_show", type="dataset")


@pytest.mark.ckan_config("ckan.plugins", "dcat scheming_datasets socialprograms")
@pytest.mark.usefixtures("with_plugins")
def test_dcat_is_told_that_plain_datasets_have_none():
    assert call_action("scheming_dataset_schema_show", type="dataset") == {}
