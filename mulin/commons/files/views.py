from uuid import UUID

from django.core.files.storage import default_storage
from django.http import FileResponse, Http404, HttpRequest
from django.views.decorators.http import require_safe

from . import queries
from .permissions import can_see_photo

A_MONTH = 60 * 60 * 24 * 30
AN_HOUR = 60 * 60


@require_safe
def photo(request: HttpRequest, name: UUID) -> FileResponse:
    """Send one photo."""
    return _send(request, name, "path")


@require_safe
def thumb(request: HttpRequest, name: UUID) -> FileResponse:
    """Send one photo's thumbnail."""
    return _send(request, name, "thumb_path")


def _send(request: HttpRequest, name: UUID, which: str) -> FileResponse:
    photo = queries.photo_named(name)
    # request.user is lazy: for a public photo nobody's session is read.
    if photo is None or not can_see_photo(request.user, photo):
        raise Http404
    try:
        file = default_storage.open(getattr(photo, which))
    except FileNotFoundError as lost:
        raise Http404 from lost
    response = FileResponse(file, content_type="image/jpeg")
    if photo.is_public:
        response["Cache-Control"] = f"public, max-age={A_MONTH}, immutable"
    else:
        response["Cache-Control"] = f"private, max-age={AN_HOUR}"
    response["X-Content-Type-Options"] = "nosniff"
    response["Content-Security-Policy"] = "default-src 'none'; sandbox"
    response["Content-Disposition"] = 'inline; filename="photo.jpg"'
    return response
