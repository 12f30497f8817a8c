from __future__ import annotations

from collections import Counter

import pytest

import ckan.plugins.toolkit as tk
from ckan.tests.helpers import call_action

from ckanext.socialprograms.demo import sample_files
from ckanext.socialprograms.importers.forms.registry import read_file
from ckanext.socialprograms.loading import flow
from ckanext.socialprograms.loading.options import Options

pytestmark = [
    pytest.mark.ckan_config("ckan.plugins", "scheming_datasets socialprograms"),
    pytest.mark.usefixtures("clean_records"),
]
JALISCO = (
    "Análisis del programa “Apoyo a las organizaciones de la sociedad civil” para la propuesta de un modelo integral "
    "de rendición de cuentas y transparencia de programas sociales"
)


def load(paths, **options):
    user = tk.get_action("get_site_user")({"ignore_auth": True}, {})["name"]
    counts = Counter()
    for path in paths:
        report = flow.load(read_file(path, path.name), Options(**options), {"user": user, "ignore_auth": True})
        assert [str(error) for error in report.errors] == []
        counts.update(report.counts)
    return +counts


def test_the_samples_load_as_anyones_data_and_again_without_a_change():
    assert load(sample_files(), publish=True) == {"create": 57 + 84 + 12 + 1, "update": 1}
    found = call_action("package_search", rows=200)
    assert found["count"] == 57 + 84 + 12 + 1

    (commitment,) = (row for row in found["results"] if row["title"] == JALISCO)
    assert commitment["organization"]["title"] == "Secretaría de Planeación y Participación Ciudadana, Jalisco"
    activity = next(row for row in commitment["activities"] if row["id"] == "9.1")
    assert (activity["status"], activity["completed_on"], activity["serves"]) == ("done", "2020-06-05", ["9"])
    assert len(commitment["evidence"]) == 4
    program = call_action("package_show", id=commitment["programs"][0])
    assert (program["type"], program["federal_entity"]) == ("program", "Jalisco")

    states = {}
    for organization in call_action("organization_list", all_fields=True, include_extras=True, limit=100):
        states.update({(organization["title"], extra["value"]): 1 for extra in organization["extras"]})
    assert states["Secretaría de Desarrollo Social y Humano, Guanajuato", "Guanajuato"] == 1
    assert len({title for title, _ in states}) == len(states)

    assert load(sample_files(), publish=True) == {"same": 155}


def test_the_real_documents_update_the_samples(documents):
    samples = [path for path in sample_files() if path.suffix == ".yaml"]
    founding = [next(documents.glob(f"{number}_*")) for number in ("001", "003", "004")]
    assert load(samples, publish=True)["create"] == 13
    # What was published and reads differently now is a change that needs its reason.
    assert load(founding, reason="Llegó el documento original.") == {"update": 13}
