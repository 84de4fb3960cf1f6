from datetime import timedelta
from typing import Any

from django.contrib.messages import success
from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from mulin.commons.people.limits import client_address, count_within
from mulin.commons.people.requests import Visit
from mulin.errors import Refused
from mulin.web.pages import done, page

from .. import actions, queries
from ..cards import likenesses
from ..drafts import drop
from ..forms import WriteForm

SEARCHES = [(40, timedelta(minutes=1)), (600, timedelta(hours=1))]
"""How often one address may ask while somebody types; then the hint keeps quiet."""


def found_alike(request: Visit, step: Any, told: dict[str, Any]) -> list[Any]:
    """Return what neighbours have said already that is much the same, as it is drawn."""
    said = queries.Said(
        step.cycle, told["title"], told["text"], told["community"], told["category"]
    )
    return likenesses(queries.alike_to(said), request.user)


@require_POST
def hint(request: Visit) -> HttpResponse:
    """Tell somebody who is still typing that a neighbour has said the same."""
    step = step_asked_for(request)
    if step is None or not step.is_open:
        return HttpResponse()
    if _asks_too_often(request):
        return HttpResponse(status=204)
    told = WriteForm.so_far(request.POST, step)
    alike = found_alike(request, step, told) if told["title"] else []
    return page(request, "ideas/_alike.html", {"alike": alike, "is_hint": True})


def _asks_too_often(request: Visit) -> bool:
    try:
        count_within(f"ideas.alike:{client_address(request)}", SEARCHES)
    except Refused:
        return True
    return False


def step_asked_for(request: Visit) -> Any:
    """Return the step of collecting an address names; else one that is open now, if any."""
    asked = request.GET.get("step", "")
    if asked.isascii() and asked.isdigit() and len(asked) < 19:
        return get_object_or_404(queries.collecting_steps(), pk=asked)
    steps = queries.open_collecting_steps(request.user)
    return steps[0] if steps else None


def join(request: Visit, asked: str) -> HttpResponse:
    """Want what a neighbour has said already, instead of saying it again."""
    number = int(asked) if asked.isascii() and asked.isdigit() and len(asked) < 19 else 0
    found = get_object_or_404(queries.ideas_visible_to(request.user), pk=number)
    to = reverse("ideas:idea", args=[found.pk])
    if not request.user.is_authenticated:
        return done(request, f"{reverse('people:sign_in')}?next={to}")
    actions.support_idea(actor=request.user, idea=found)
    drop(request)
    success(request, _("记下了，您家也想要。有结果会告诉您。"))
    return done(request, to)
