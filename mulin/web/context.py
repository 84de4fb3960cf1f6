from typing import Any

from django.conf import settings
from django.http import HttpRequest

from mulin.web.looks import looks_of


def looks(request: HttpRequest) -> dict[str, Any]:
    """Return the attributes of <html> that a browser has asked for, and the filing numbers."""
    return {"looks": looks_of(request), "filings": settings.FILINGS}
