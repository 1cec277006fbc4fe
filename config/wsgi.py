"""The web server's way in (gunicorn)."""

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
application = get_wsgi_application()

from django.db import connections  # noqa: E402 - apps are ready from here on
from django.urls import get_resolver  # noqa: E402

from apps.core.deployment import refuse_demonstration_accounts  # noqa: E402

refuse_demonstration_accounts()
# Every page's modules are loaded now, before the server forks, and no connection is shared between its workers.
_ = get_resolver().url_patterns
connections.close_all()
