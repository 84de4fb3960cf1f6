from typing import TYPE_CHECKING

from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _

from mulin.commons.people.requests import Visit
from mulin.commons.places.permissions import is_staff
from mulin.commons.places.queries import homes_of, household_count, parts_of
from mulin.web.pages import page

from . import front, invited, ways, workbench
from .demo.tour import tour

if TYPE_CHECKING:
    from mulin.commons.places.models import AdminUnit


def home(request: Visit) -> HttpResponse:
    """Show a neighbour what goes on at home, and everybody else the front door."""
    if homes := homes_of(request.user):
        return _at_home(request, *homes)
    known, lit = front.neighbours()
    context = {
        "known": known,
        "lit": lit,
        "yard": front.yard(known, lit),
        "runs": front.running_everywhere(),
        "finished": front.finished(),
        "tour": tour(),
        "invited": invited.work_of(request.user),
        "is_staff": is_staff(request.user),
    }
    return page(request, "portal/home.html", context)


def _at_home(request: Visit, community: "AdminUnit", *others: "AdminUnit") -> HttpResponse:
    households, lit = household_count(community), front.took_part(community)
    runs = front.running_in(community)
    first = runs[0] if runs and runs[0].now else None
    context = {
        "community": community,
        "other_homes": others,
        "households": households,
        "lit": lit,
        "yard": front.yard(households, min(lit, households), front.houses_of(community)),
        "greeting": _greeting(request.user.name_at_home),
        "first": first,
        "others": runs[1:] if first else runs,
        "invited": invited.work_of(request.user),
        "four": (four := ways.ways_into(community)),
        "ways": four[:2],
        "tour": tour(),
        "has_building": any(part.household_id for part in parts_of(request.user)),
    }
    return page(request, "portal/at_home.html", context)


def _greeting(name: str) -> str:
    hour = timezone.localtime().hour
    words = _("早上好") if hour < 11 else _("下午好") if 12 < hour < 18 else _("您好")
    return _("%(greeting)s，%(name)s") % {
        "greeting": _("晚上好") if hour >= 18 else words,
        "name": name,
    }


def communities(request: Visit) -> HttpResponse:
    """Let a visitor find a community by its name."""
    words = request.GET.get("q", "").strip()[:40]
    found = Paginator(front.communities(words), 30).get_page(request.GET.get("page"))
    context = {"communities": found, "words": words}
    return page(request, "portal/communities.html", context, part="portal/_communities.html")


def selections(request: Visit) -> HttpResponse:
    """Show what is being chosen now, and what was chosen before."""
    homes = homes_of(request.user)
    runs = front.running_in(homes[0]) if homes else front.running_everywhere()
    each_once = {run.cycle.pk: run for run in [*runs, *front.finished()]}.values()
    context = {
        "voting": [run for run in runs if run.selection and not run.selection.is_closed],
        "chosen": [run for run in each_once if run.selection and run.selection.is_closed],
        "programmes": list(dict.fromkeys(run.cycle.programme for run in each_once)),
    }
    return page(request, "portal/selections.html", context)


@login_required
def desk(request: Visit) -> HttpResponse:
    """Show a member of staff what waits today."""
    if not is_staff(request.user):
        raise Http404
    return page(request, "portal/desk.html", workbench.of(request.user))
