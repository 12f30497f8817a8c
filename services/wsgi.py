"""The portal as a WSGI application, with the configuration that CKAN_INI names."""

from __future__ import annotations

import os

from flask_compress import Compress

from ckan import model
from ckan.cli import CKANConfigLoader
from ckan.config.middleware import make_app

application = make_app(CKANConfigLoader(os.environ["CKAN_INI"]).get_config())
flask = getattr(application, "_wsgi_app", application)
# On a slow phone, CKAN's own styles and scripts take four times as long without it. Behind nginx, nginx does it.
flask.config["COMPRESS_ALGORITHM"] = ["gzip"]
Compress(flask)
model.Session.remove()
