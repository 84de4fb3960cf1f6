"""Where the office tells what was before."""

from django.contrib.auth.decorators import login_required
from django.contrib.messages import success
from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _

from mulin.commons.people.requests import Visit
from mulin.web.forms import accepted
from mulin.web.pages import done, page

from .. import actions, queries
from ..year_forms import EarlierYearForm

FIGURES = (
    "year",
    "name",
    "communities",
    "ideas",
    "ideas_are_at_least",
    "proposals",
    "selected",
    "policy_note",
    "retrospective",
    "source",
)


@login_required
def earlier_years(request: Visit, programme_id: int) -> HttpResponse:
    """List the earlier years of a programme, and take the figures of one."""
    programme = get_object_or_404(queries.programmes_steered_by(request.user), pk=programme_id)
    told = list(queries.earlier_years_of(programme))
    chosen = next((one for one in told if str(one.year) == request.GET.get("year")), None)
    initial = {name: getattr(chosen, name) for name in FIGURES} if chosen else {}
    if chosen:
        mix = chosen.selected_by_category.items()
        initial["selected_by_category"] = "\n".join(f"{name} {n}" for name, n in mix)
    form = EarlierYearForm(request.POST if request.method == "POST" else None, initial=initial)
    if accepted(
        form,
        lambda given: actions.note_earlier_year(actor=request.user, programme=programme, **given),
    ):
        year = form.cleaned_data["year"]
        success(request, _("%(year)s 年的数字记下了，公开页面上能看到。") % {"year": year})
        return done(request, request.path)
    context = {"programme": programme, "told": told, "chosen": chosen, "form": form}
    return page(request, "programmes/earlier_years.html", context)
