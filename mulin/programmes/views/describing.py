"""What an office writes about a cycle: theme, drives, parties, and the four answers."""

from django.contrib.auth.decorators import login_required
from django.contrib.messages import success
from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _

from mulin.commons.people.requests import Visit
from mulin.web.forms import accepted
from mulin.web.pages import done, page

from .. import actions, queries
from ..forms import DescribeForm, ExplainForm


@login_required
def describe(request: Visit, cycle_id: int) -> HttpResponse:
    """Let staff say what a cycle is about this year, and who works together on it."""
    found = get_object_or_404(queries.cycles_steered_by(request.user), pk=cycle_id)
    data = request.POST if request.method == "POST" else None
    initial = {
        "theme": found.theme,
        "policy_note": found.policy_note,
        "policy_tags": _("、").join(found.policy_tags),
    }
    form = DescribeForm(data, parties=found.blueprint.get("parties", []), initial=initial)
    if accepted(
        form,
        lambda given: actions.describe_cycle(actor=request.user, cycle=found, **form.facts()),
    ):
        success(request, _("记下了，居民看到的已经是新的。"))
        return done(request, reverse("programmes:steer", args=[found.pk]))
    return page(request, "programmes/describe.html", {"form": form, "cycle": found})


@login_required
def explain(request: Visit, cycle_id: int) -> HttpResponse:
    """Let staff write the four answers."""
    found = get_object_or_404(queries.cycles_steered_by(request.user), pk=cycle_id)
    data = request.POST if request.method == "POST" else None
    initial = {
        f"{reader}_{question}": answer
        for reader, answers in found.blueprint.get("explainer", {}).items()
        for question, answer in answers.items()
    }
    form = ExplainForm(data, initial=initial)
    if accepted(
        form,
        lambda given: actions.explain_cycle(
            actor=request.user, cycle=found, explainer=form.explainer()
        ),
    ):
        success(request, _("记下了，居民看到的已经是新的。"))
        return done(request, reverse("programmes:steer", args=[found.pk]))
    return page(request, "programmes/explain.html", {"form": form, "cycle": found})
