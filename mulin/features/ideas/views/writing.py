from datetime import timedelta
from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _

from mulin.commons.notices.sharing import address
from mulin.commons.people.limits import client_address, count_within
from mulin.commons.people.requests import Visit
from mulin.programmes.explaining import explain_first
from mulin.web.forms import accepted
from mulin.web.pages import done, page
from mulin.web.pictures import qr

from .. import actions, queries
from ..cards import story_of, tag_of
from ..drafts import draft_for, drop, keep, receipt_of
from ..forms import SignForm, WriteForm
from .alike import found_alike, join, step_asked_for

VISITORS_MAY = [(6, timedelta(hours=1)), (30, timedelta(days=1))]
"""How many ideas may come from one address without an account; a household shares one."""


def write(request: Visit) -> HttpResponse:
    """Take down what somebody would like changed: the first of two screens."""
    step = step_asked_for(request)
    if step is None or not step.is_open:
        return page(request, "ideas/nothing_open.html", {"step": step})
    if step.settings["needs_account"] and not request.user.is_authenticated:
        return page(request, "ideas/sign_in_first.html", {"step": step})
    if explained := explain_first(request, step.cycle):
        return explained
    form = WriteForm(
        request.POST if request.method == "POST" else None,
        step=step,
        communities=_communities(request, step),
        initial=draft_for(request, step.pk),
    )
    if "same" in request.POST:
        return join(request, request.POST["same"])
    if form.is_valid():
        keep(request, step.pk, form.cleaned_data)
        found = {str(one.pk) for one in found_alike(request, step, form.cleaned_data)}
        is_news = bool(found - set(request.POST.getlist("seen")))
        return done(request, _screen("ideas:alike" if is_news else "ideas:sign", step))
    return page(request, "ideas/write.html", {"step": step, "form": form})


def alike(request: Visit) -> HttpResponse:
    """Ask whether somebody has said it already, before it goes on to the second screen."""
    step = step_asked_for(request)
    draft = draft_for(request, step.pk) if step else {}
    found = found_alike(request, step, draft) if draft else []
    if not found:
        return done(request, _screen("ideas:sign", step))
    context = {
        "step": step,
        "draft": draft,
        "alike": found,
        "back": _screen("ideas:write", step),
        "next": _screen("ideas:sign", step),
    }
    return page(request, "ideas/alike.html", context)


def sign(request: Visit) -> HttpResponse:
    """Take photos and a name, and send the idea off: the second screen."""
    step = step_asked_for(request)
    draft = draft_for(request, step.pk) if step else {}
    if not draft:
        return done(request, _screen("ideas:write", step))
    posted = (request.POST, request.FILES) if request.method == "POST" else (None, None)
    form = SignForm(*posted, signature=_signature(request, draft))
    given: list[Any] = []
    if _counted(request, form) and accepted(
        form, lambda told: given.append(_submit(request, step, draft, told))
    ):
        drop(request)
        return done(request, reverse("ideas:receipt", args=[given[0].receipt]))
    context = {"step": step, "form": form, "draft": draft, "back": _screen("ideas:write", step)}
    return page(request, "ideas/sign.html", context)


def _screen(name: str, step: Any) -> str:
    return f"{reverse(name)}?step={step.pk}" if step else reverse(name)


def _communities(request: Visit, step: Any) -> list[tuple[int, str]]:
    """Offer where one lives; whoever lives in none of them may choose among all."""
    taking_part = [(unit.pk, unit.name) for unit in queries.communities_of(step.cycle)]
    homes = {unit.pk for unit in queries.homes_of(request.user)}
    return [pair for pair in taking_part if pair[0] in homes] or taking_part


def _signature(request: Visit, draft: dict[str, Any]) -> str:
    """Return how neighbours would see the author's name; nothing for a visitor."""
    if not request.user.is_authenticated:
        return ""
    building = queries.building_in(request.user, draft["community"])
    return " · ".join(filter(None, [request.user.name_in_public, building]))


def _counted(request: Visit, form: SignForm) -> bool:
    """Count what a visitor sends; too much at once becomes the form's own error."""
    if request.user.is_authenticated or not form.is_valid():
        return form.is_valid()
    key = f"ideas:{client_address(request)}"
    return accepted(form, lambda told: count_within(key, VISITORS_MAY))


def _submit(request: Visit, step: Any, draft: dict[str, Any], told: dict[str, Any]) -> Any:
    return actions.submit_idea(
        actor=request.user if request.user.is_authenticated else None,
        step=step,
        community=get_object_or_404(queries.communities_of(step.cycle), pk=draft["community"]),
        category=draft["category"],
        title=draft["title"],
        text=draft["text"],
        receipt=receipt_of(draft),
        **told,
    )


def receipt(request: HttpRequest, receipt: UUID) -> HttpResponse:
    """Show somebody with the secret address what became of their idea."""
    found = queries.idea_with_receipt(receipt)
    if found is None:
        raise Http404
    here = address(request, request.path)
    context = {
        "idea": found,
        "tag": tag_of(found),
        "story": story_of(
            found, queries.screening_step_of(found.step.cycle), queries.head_of(found)
        ),
        "here": here,
        "code": qr(here, _("这张回执的二维码")),
    }
    response = page(request, "ideas/receipt.html", context)
    response["Cache-Control"] = "private, no-store"
    response["Referrer-Policy"] = "no-referrer"
    response["X-Robots-Tag"] = "noindex"
    return response


def paper(request: HttpRequest, step_id: int) -> HttpResponse:
    """Draw the sheet on which neighbours without a phone write an idea."""
    step = get_object_or_404(queries.collecting_steps(), pk=step_id)
    online = address(request, f"{reverse('ideas:write')}?step={step.pk}")
    context = {
        "step": step,
        "code": qr(online, _("在手机上提点子的二维码")),
        "back": reverse("ideas:collecting", args=[step.pk]),
    }
    return page(request, "ideas/paper.html", context)
