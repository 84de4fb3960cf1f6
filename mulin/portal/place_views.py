"""A shared space as everybody may see it, from all rooms that know something of it."""

from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from mulin.commons.notices.boards import notices_about
from mulin.commons.notices.sharing import share
from mulin.commons.people.requests import Visit
from mulin.commons.places import queries as places
from mulin.commons.places.permissions import works_for
from mulin.features.naming import queries as naming
from mulin.web.pages import page

A_FEW = 5


@require_safe
def place(request: Visit, place_id: int) -> HttpResponse:
    """Show a place: what it is, where, and what it was called before."""
    found = get_object_or_404(places.public_places(), pk=place_id)
    text = [_("看看“%(name)s”") % {"name": found.name}, found.where or found.community.name]
    old_names = list(places.old_names_of(found))
    context = {
        "place": found,
        "old_names": old_names,
        "formerly": [f"“{old.name}”" for old in old_names],
        "contests": naming.contests_at(found)[:A_FEW],
        "notices": notices_about(found)[:A_FEW],
        "may_keep": request.user.is_authenticated and works_for(request.user, found.community),
        "share": share(request, request.path, text="\n".join(text)),
    }
    return page(request, "portal/place.html", context)
