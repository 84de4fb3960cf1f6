"""How neighbours were heard in a community, from all rooms that ask."""

from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from mulin.commons.notices.sharing import share
from mulin.commons.people.requests import Visit
from mulin.commons.places import queries as places
from mulin.web.pages import page

from .research import counts_of, firsts_of, instruments_of


@require_safe
def research(request: Visit, unit_id: int) -> HttpResponse:
    """Show every way in which neighbours were asked, with counts, and what came first."""
    unit = get_object_or_404(places.searchable_communities(), pk=unit_id)
    counts = counts_of(unit)
    text = _("看看%(place)s是怎么听大家说的：问了多少、答复了多少") % {"place": unit.name}
    context = {
        "community": unit,
        "counts": counts,
        "instruments": instruments_of(unit, counts),
        "firsts": firsts_of(counts),
        "share": share(request, request.path, text=text),
    }
    return page(request, "portal/research.html", context)
