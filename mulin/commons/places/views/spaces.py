"""The register of the spaces that neighbours share."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from mulin.commons.people.requests import Visit
from mulin.web.forms import accepted
from mulin.web.pages import done, page
from mulin.web.sheets import sheet_response

from .. import actions, queries
from ..forms import NewPlaceForm, PlaceForm, RenameForm
from ..permissions import works_for
from .doors import community_of, place_of

A_PAGE = 50


@login_required
def spaces(request: Visit, unit_id: int) -> HttpResponse:
    """Show the spaces that a community's neighbours share, and take one more."""
    community = community_of(request, unit_id)
    compounds = _compounds(community)
    form = NewPlaceForm(request.POST or None, choices=_choices(compounds), initial=IN_USE)

    def found(given: dict[str, Any]) -> None:
        actions.found_place(
            actor=request.user, community=community, **_with_compound(given, compounds)
        )

    if accepted(form, found):
        messages.success(request, _("“%(name)s”登记好了。") % form.cleaned_data)
        return done(request, request.path)
    context = {
        "unit": community,
        "places": Paginator(queries.places_of(community), A_PAGE).get_page(request.GET.get("page")),
        "form": form,
        "reads_only": not works_for(request.user, community),
    }
    return page(request, "places/spaces.html", context)


@login_required
@require_safe
def spaces_sheet(request: Visit, unit_id: int) -> HttpResponse:
    """Give a community's shared spaces as an Excel file."""
    community = community_of(request, unit_id)
    columns = [
        _("叫什么"),
        _("是什么地方"),
        _("小区"),
        _("在哪儿"),
        _("面积（平方米）"),
        _("现在怎么样"),
        _("归谁管"),
        _("从前叫"),
    ]
    rows = [
        (
            place.name,
            place.get_kind_display(),
            place.compound.name if place.compound else "",
            place.spot,
            place.area_m2,
            place.get_status_display(),
            place.get_custody_display(),
            "；".join(alias.name for alias in place.aliases.all()),
        )
        for place in queries.places_of(community).prefetch_related("aliases")
    ]
    return sheet_response(_("%(name)s公共空间") % {"name": community.name}, columns, rows)


@login_required
def space_change(request: Visit, place_id: int) -> HttpResponse:
    """Change what is known of a place."""
    place = place_of(request, place_id)
    compounds = _compounds(place.community)
    initial = {
        "kind": place.kind,
        "compound": place.compound_id,
        "spot": place.spot,
        "area_m2": place.area_m2,
        "status": place.status,
        "custody": place.custody,
    }
    form = PlaceForm(request.POST or None, initial=initial, choices=_choices(compounds))
    back = reverse("places:spaces", args=[place.community_id])

    def change(given: dict[str, Any]) -> None:
        actions.change_place(actor=request.user, place=place, **_with_compound(given, compounds))

    if accepted(form, change):
        messages.success(request, _("改好了。"))
        return done(request, back)
    context = {"form": form, "unit": place.community, "title": place.name, "back": back}
    return page(request, "places/change.html", context)


@login_required
def space_rename(request: Visit, place_id: int) -> HttpResponse:
    """Give a place another name."""
    place = place_of(request, place_id)
    form = RenameForm(request.POST or None)
    back = reverse("places:spaces", args=[place.community_id])

    def rename(given: dict[str, Any]) -> None:
        actions.rename_place(actor=request.user, place=place, **given)

    if accepted(form, rename):
        messages.success(request, _("改名为“%(name)s”，老名字留着。") % form.cleaned_data)
        return done(request, back)
    context = {
        "form": form,
        "unit": place.community,
        "title": _("给“%(name)s”改名") % {"name": place.name},
        "back": back,
    }
    return page(request, "places/change.html", context)


IN_USE = {"status": "in_use"}


def _compounds(community: Any) -> dict[str, Any]:
    return {str(one.pk): one for one in queries.compounds_of(community)}


def _choices(compounds: dict[str, Any]) -> dict[str, Any]:
    return {"compound": [(pk, one.name) for pk, one in compounds.items()]}


def _with_compound(given: dict[str, Any], compounds: dict[str, Any]) -> dict[str, Any]:
    return given | {"compound": compounds.get(given.get("compound") or "")}
