from uuid import UUID

from django.http import Http404, HttpRequest
from django.http.response import HttpResponseBase
from django.views.decorators.http import require_safe

from . import queries
from .permissions import can_see_photo
from .sending import sent


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
    return sent(request, photo, which)
