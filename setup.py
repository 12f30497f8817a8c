"""What pyproject.toml cannot say: the ckanext namespace and the two folders shipped from the top of the repository."""

from setuptools import find_packages, setup

setup(
    packages=[
        *find_packages(include=["ckanext", "ckanext.*"]),
        "ckanext.socialprograms.schemas",
        "ckanext.socialprograms.i18n",
    ],
    namespace_packages=["ckanext"],
    package_dir={
        "ckanext.socialprograms.schemas": "schemas",
        "ckanext.socialprograms.i18n": "i18n",
    },
    package_data={
        "ckanext.socialprograms": [
            "*.yaml",
            "catalogues/**/*",
            "exporters/annex/*.typ",
            "spanish/*.txt",
            "demo/data/**/*",
            "assets/**/*",
            "public/**/*",
            "templates/**/*",
            "migration/**/*",
        ],
        "ckanext.socialprograms.schemas": ["*.yaml"],
        "ckanext.socialprograms.i18n": ["*.pot", "*/LC_MESSAGES/*"],
    },
    include_package_data=False,
)
