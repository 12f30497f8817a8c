"""The portal as a WSGI application, with the configuration that CKAN_INI names."""

from __future__ import annotations

import os

from ckan import model
from ckan.cli import CKANConfigLoader
from ckan.config.middleware import make_app

application = make_app(CKANConfigLoader(os.environ["CKAN_INI"]).get_config())
model.Session.remove()
