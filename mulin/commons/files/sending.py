"""How a photo leaves the house."""

from typing import Any

from django.core.files.storage import default_storage
from django.http import FileResponse, Http404, HttpRequest
from django.http.response import HttpResponseBase
from django.utils.cache import get_conditional_response

AN_HOUR = 60 * 60
"""How long a photo may be shown without asking again; a hidden one is then gone everywhere."""


def sent(request: HttpRequest, photo: Any, which: str) -> HttpResponseBase:
    """Send a photo, `path` or `thumb_path`, to whom the caller found that it may be shown."""
    etag = f'"{photo.name}"'
    return get_conditional_response(request, etag=etag) or _file_of(photo, which, etag)


def _file_of(photo: Any, which: str, etag: str) -> FileResponse:
    try:
        file = default_storage.open(getattr(photo, which))
    except FileNotFoundError as lost:
        raise Http404 from lost
    response = FileResponse(file, content_type="image/jpeg")
    reach = "public" if photo.is_public else "private"
    response["Cache-Control"] = f"{reach}, max-age={AN_HOUR}"
    response["ETag"] = etag
    response["X-Content-Type-Options"] = "nosniff"
    response["Content-Security-Policy"] = "default-src 'none'; sandbox"
    response["Content-Disposition"] = 'inline; filename="photo.jpg"'
    return response
