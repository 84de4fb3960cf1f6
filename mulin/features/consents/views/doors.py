"""What visitors carry from door to door: the list, the form for one door, the sheet of paper."""

from datetime import timedelta
from typing import Any

from django.contrib.auth.decorators import login_required
from django.contrib.messages import success
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from mulin.commons.people.requests import Visit
from mulin.web.forms import accepted
from mulin.web.pages import done, page

from .. import queries as answers
from .. import visit_tables as tables
from ..actions.visiting import Knock, Raised, record_visit
from ..forms.visits import DoorForm
from ..queries import visits

UNREAD = 422


@login_required
@require_safe
def walks(request: Visit) -> HttpResponse:
    """Show where the viewer goes, the nearest days first."""
    today = timezone.localdate()
    found = visits.assignments_to(request.user)
    context = {
        "today": today,
        "now": [one for one in found if one.day == today],
        "coming": [one for one in found if one.day > today],
        "before": [one for one in reversed(found) if one.day < today],
    }
    return page(request, "consents/walks.html", context)


@login_required
@require_safe
def walk(request: Visit, campaign_id: int, building_id: int) -> HttpResponse:
    """Show the doors of one building, on a phone that may lose its line."""
    campaign, building = _building(request, campaign_id, building_id)
    doors = visits.doors_of(campaign, building)
    context = _about(campaign) | {
        "building": building,
        "doors": doors,
        "entrances": _by_entrance(doors),
        "answered": sum(door.has_answered for door in doors),
        "form": _form(campaign),
    }
    return page(request, "consents/walk.html", context)


@login_required
@require_safe
def walk_sheet(request: Visit, campaign_id: int, building_id: int) -> HttpResponse:
    """Show one building's doors as a sheet of paper to write on."""
    campaign, building = _building(request, campaign_id, building_id)
    doors = [door for door in visits.doors_of(campaign, building) if door.is_open]
    context = _about(campaign) | {
        "building": building,
        "doors": doors,
        "topics": [_(label) for _key, label in campaign.round.topics],
        "back": reverse("consents:walk", args=[campaign.pk, building.pk]),
    }
    return page(request, "consents/walk_sheet.html", context)


def door(request: Visit, campaign_id: int, elector_id: int) -> HttpResponse:
    """Take what was found behind one door; an outbox is told so in a few words."""
    if _by_outbox(request) and request.headers["X-Outbox"] != str(request.user.pk):
        # Somebody else has signed in since, or nobody: what waits is its visitor's own.
        return JsonResponse({"state": "signed out"}, status=401)
    return _door(request, campaign_id, elector_id)


@login_required
def _door(request: Visit, campaign_id: int, elector_id: int) -> HttpResponse:
    campaign = get_object_or_404(visits.campaigns_visible_to(request.user), pk=campaign_id)
    elector = visits.elector_behind(campaign, elector_id)
    if elector is None or elector.household is None:
        raise Http404
    building = elector.household.dwelling.entrance.building
    get_object_or_404(visits.buildings_with_doors_for(request.user, campaign), pk=building.pk)
    form = _form(campaign, request)

    def act(given: dict[str, Any]) -> None:
        knock = _knock(elector, given)
        record_visit(actor=request.user, campaign=campaign, knock=knock)

    if accepted(form, act):
        return _received(request, campaign, building, elector)
    if _by_outbox(request) and request.method == "POST":
        reasons = [str(error) for errors in form.errors.values() for error in errors]
        return JsonResponse({"state": "refused", "reasons": reasons}, status=UNREAD)
    context = _about(campaign) | {
        "elector": elector,
        "building": building,
        "form": form,
        "visits": visits.visits_at(elector.household),
        "conflicts": _waiting(campaign, elector),
    }
    return page(request, "consents/door.html", context)


def _received(request: Visit, campaign: Any, building: Any, elector: Any) -> HttpResponse:
    contradicts = bool(_waiting(campaign, elector))
    if _by_outbox(request):
        return JsonResponse({"state": "kept", "contradicts": contradicts})
    if contradicts:
        success(request, _("记下了。和别人记的不一样，社区会再核实。"))
    else:
        success(request, _("%(home)s记下了。") % {"home": elector.address})
    walk = reverse("consents:walk", args=[campaign.pk, building.pk])
    return done(request, f"{walk}#door-{elector.pk}")


def _waiting(campaign: Any, elector: Any) -> list[Any]:
    found = answers.conflicts_of(campaign.round, elector)
    return [one for one in found if not one.is_settled]


def _by_outbox(request: HttpRequest) -> bool:
    return "X-Outbox" in request.headers


def _form(campaign: Any, request: HttpRequest | None = None) -> DoorForm:
    posted = (request.POST, request.FILES) if request and request.method == "POST" else (None, None)
    return DoorForm(*posted, topics=campaign.round.topics, auto_id="door_%s")


def _knock(elector: Any, given: dict[str, Any]) -> Knock:
    waited = timedelta(seconds=given["seconds_ago"] or 0)
    pictures, raised = given["evidence"], []
    if given["topic"]:
        raised.append(Raised(given["topic"], given["text"], given["wish"]))
    return Knock(
        elector=elector,
        outcome=given["outcome"],
        key=given["key"],
        answer=given["answer"],
        happened_at=timezone.now() - waited,
        again_at=given["again_at"],
        note=given["note"],
        evidence=pictures[0] if pictures else None,
        evidence_kind=(given["evidence_kind"] or "paper") if pictures else "",
        objections=raised,
    )


def _building(request: Visit, campaign_id: int, building_id: int) -> tuple[Any, Any]:
    campaign = get_object_or_404(visits.campaigns_visible_to(request.user), pk=campaign_id)
    found = visits.buildings_with_doors_for(request.user, campaign)
    return campaign, get_object_or_404(found, pk=building_id)


def _about(campaign: Any) -> dict[str, Any]:
    return {"campaign": campaign, "round": campaign.round, "step": campaign.round.step}


def _by_entrance(doors: list[visits.Door]) -> list[tuple[str, list[Any]]]:
    """Put the doors of a building under its entrances, each with its state in words."""
    found: dict[str, list[Any]] = {}
    for door in doors:
        home = door.elector.household
        name = home.dwelling.entrance.name if home else ""
        room = home.dwelling.room if home else door.elector.address
        found.setdefault(name, []).append((door, room, tables.state_in_words(door.state)))
    return list(found.items())
