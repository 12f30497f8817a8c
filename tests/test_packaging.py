"""The wheel holds all that the extension needs, and works where it is installed without the repository."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
import sysconfig
import zipfile
from pathlib import Path

import pytest

SHIPPED = {
    "ckanext/socialprograms": "ckanext/socialprograms",
    "schemas": "ckanext/socialprograms/schemas",
    "i18n": "ckanext/socialprograms/i18n",
}

# Only the wheel and CKAN's own packages are on the path here: no .pth file of this environment is read but those that
# name the folders of the `ckanext` namespace.
INSTALLED = """
import gettext, importlib.metadata, json, site, sys
from importlib import resources
from pathlib import Path

sys.path += sys.argv[1:]
for folder in sys.argv[1:]:
    for names in sorted(Path(folder).glob("*-nspkg.pth")):
        site.addpackage(folder, names.name, None)

from ckanext.scheming.plugins import _load_schema

schemas = resources.files("ckanext.socialprograms.schemas")
catalogues = resources.files("ckanext.socialprograms.i18n")
plugin, = importlib.metadata.entry_points(group="ckan.plugins", name="socialprograms")
print(json.dumps({
    "code": plugin.load().__module__ and sys.modules["ckanext.socialprograms"].__file__,
    "types": sorted(
        _load_schema(f"ckanext.socialprograms.schemas:{name}.yaml")["dataset_type"]
        for name in ("commitment", "program", "evaluation")
    ),
    "presets": len(_load_schema("ckanext.socialprograms.schemas:presets.yaml")["presets"]),
    "languages": sorted(
        language
        for language in ("en", "es")
        if gettext.find("ckanext-socialprograms", str(catalogues), [language])
    ),
}))
"""


def _sources(root: Path) -> set[str]:
    """Name every shipped file of the repository by its place in the wheel."""
    return {
        f"{place}/{file.relative_to(root / folder)}"
        for folder, place in SHIPPED.items()
        for file in (root / folder).rglob("*")
        if file.is_file() and "__pycache__" not in file.parts
    }


@pytest.fixture(scope="module")
def wheel(root: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Build the wheel from a copy, so that the repository stays clean."""
    copy = tmp_path_factory.mktemp("source")
    ignore = shutil.ignore_patterns("__pycache__", "*.egg-info")
    for folder in ("ckanext", "schemas", "i18n", "tests"):
        shutil.copytree(root / folder, copy / folder, ignore=ignore)
    for name in ("pyproject.toml", "setup.py", "README.md", "LICENSE"):
        shutil.copy(root / name, copy)
    build = [sys.executable, "-m", "build", "--wheel", "--outdir", str(copy / "dist"), str(copy)]
    done = subprocess.run(build, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout[-2000:] + done.stderr[-2000:]
    (path,) = (copy / "dist").glob("*.whl")
    return path


def test_the_wheel_holds_every_file_of_the_extension_and_nothing_else(wheel: Path, root: Path) -> None:
    held = {name for name in zipfile.ZipFile(wheel).namelist() if ".dist-info/" not in name}
    (namespace,) = {name for name in held if name.endswith("-nspkg.pth")}
    assert held - {namespace} == _sources(root)


def test_every_catalogue_is_shipped_compiled(wheel: Path) -> None:
    names = zipfile.ZipFile(wheel).namelist()
    sources = [name for name in names if name.endswith(".po")]
    assert sources
    assert [name for name in sources if name.replace(".po", ".mo") not in names] == []


def test_the_installed_wheel_finds_its_plugin_schemas_and_catalogues(wheel: Path, tmp_path: Path) -> None:
    target = tmp_path / "installed here"
    install = ["-m", "pip", "install", "--quiet", "--no-deps", "--no-index", "--target", str(target), str(wheel)]
    subprocess.run([sys.executable, *install], check=True)
    ask = [sys.executable, "-S", "-c", INSTALLED, str(target), sysconfig.get_path("purelib")]
    answer = json.loads(subprocess.run(ask, check=True, stdout=subprocess.PIPE, cwd=tmp_path).stdout)
    assert Path(answer.pop("code")).is_relative_to(target)
    presets = answer.pop("presets")
    assert presets > 0
    assert answer == {"types": ["commitment", "evaluation", "program"], "languages": ["en", "es"]}
