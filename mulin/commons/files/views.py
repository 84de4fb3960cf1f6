from typing import Any
from uuid import UUID

from django.core.files.storage import default_storage
from django.http import FileResponse, Http404, HttpRequest
from django.http.response import HttpResponseBase
from django.utils.cache import get_conditional_response
from django.views.decorators.http import require_safe

from . import queries
from .permissions import can_see_photo

AN_HOUR = 60 * 60
"""How long a photo may be shown without asking again; a hidden one is then gone everywhere."""


@require_safe
def photo(request: HttpRequest, name: UUID) -> HttpResponseBase:
    """Send one photo."""
    return _send(request, name, "path")


@require_safe
def thumb(request: HttpRequest, name: UUID) -> HttpResponseBase:
    """Send one photo's thumbnail."""
    return _send(request, name, "thumb_path")


def _send(request: HttpRequest, name: UUID, which: str) -> HttpResponseBase:
    photo = queries.photo_named(name)
    # request.user is lazy: for a public photo nobody's session is read.
    if photo is None or not can_see_photo(request.user, photo):
        raise Http404
    etag = f'"{photo.name}"'
    return get_conditional_response(request, etag=etag) or _sent(photo, which, etag)


def _sent(photo: Any, which: str, etag: str) -> FileResponse:
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
