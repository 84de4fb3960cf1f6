"""What an application server calls."""

import os

from django.core.wsgi import get_wsgi_application

from mulin.site.processes import die_with_parent

if "MULIN_SUPERVISED" in os.environ:
    # A server process whose master was killed would go on holding the port.
    die_with_parent()
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "mulin.site.settings")
application = get_wsgi_application()
