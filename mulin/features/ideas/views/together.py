from collections.abc import Callable
from typing import Any

from django.contrib.auth.decorators import login_required
from django.contrib.messages import success
from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from mulin.commons.people.requests import Visit
from mulin.errors import Refused
from mulin.web.forms import accepted
from mulin.web.pages import done, page

from .. import actions, queries
from ..forms import MergeTogetherForm, ScreenTogetherForm, WeighForm

MOST = 50
"""How many ideas can be ticked at once: as many as two pages list, and some."""


@login_required
def together(request: Visit, step_id: int) -> HttpResponse:
    """Do the same with all the ideas that were ticked in the queue."""
    step = get_object_or_404(queries.screening_steps_worked_on_by(request.user), pk=step_id)
    chosen = _chosen(request, step)
    back = reverse("ideas:queue", args=[step.pk])
    if not chosen:
        success(request, _("还没有勾选点子。"))
        return done(request, back)
    what = request.GET.get("act", "")
    draw, act = ACTS.get(what, ACTS["screen"])
    form = draw(request, step, chosen)
    came: list[actions.Together] = []
    if accepted(form, lambda given: came.append(_or_refused(act(request, form, chosen, given)))):
        if not came[0].refused:
            success(request, _done(len(came[0].done)))
            return done(request, back)
        return page(request, "ideas/together_done.html", {"step": step, "came": came[0]})
    ideas = [idea for idea, _seen in chosen]
    context = {"step": step, "form": form, "ideas": ideas, "what": what, "back": back}
    return page(request, "ideas/together.html", context)


def _or_refused(came: actions.Together) -> actions.Together:
    """Refuse as one where nothing was done for one reason, so that the form keeps what it says."""
    reasons = {reason for _idea, reason in came.refused}
    if not came.done and len(reasons) == 1:
        raise Refused(reasons.pop())
    return came


def _done(number: int) -> str:
    said = ngettext("%(n)s 条都办好了，提的人会收到。", "%(n)s 条都办好了，提的人会收到。", number)
    return said % {"n": number}


def _chosen(request: Visit, step: Any) -> list[tuple[Any, int]]:
    """Return the ideas that were ticked, with the version of their sheets that was on the page."""
    seen = {}
    for ticked in request.GET.getlist("idea")[:MOST]:
        number, _dash, version = ticked.partition("-")
        if number.isascii() and number.isdigit() and len(number) < 19:
            is_version = version.isascii() and version.isdigit() and len(version) < 6
            seen[int(number)] = int(version) if is_version else 0
    return [(one, seen[one.pk]) for one in queries.ideas_chosen(request.user, step, list(seen))]


def _posted(request: Visit) -> Any:
    return request.POST if request.method == "POST" else None


def _screen_form(request: Visit, step: Any, chosen: Any) -> ScreenTogetherForm:
    drafts = queries.drafts_to_join([idea for idea, _seen in chosen])
    return ScreenTogetherForm(_posted(request), criteria=step.cycle.criteria, drafts=_named(drafts))


def _named(drafts: Any) -> list[tuple[int, str]]:
    return [
        (one.pk, _("第 %(n)s 号：%(title)s") % {"n": one.number, "title": one.title})
        for one in drafts
    ]


def _screen(request: Visit, form: Any, chosen: Any, given: dict[str, Any]) -> actions.Together:
    drafts = queries.drafts_to_join([idea for idea, _seen in chosen])
    return actions.screen_together(
        actor=request.user,
        chosen=chosen,
        verdict=given["verdict"],
        reply=given["reply"],
        findings=form.findings,
        joins=drafts.filter(pk=given["joins"]).first() if given["joins"] else None,
    )


def _merge_form(request: Visit, _step: Any, chosen: Any) -> MergeTogetherForm:
    candidates = [(idea.pk, f"{idea.title}\n{idea.text}") for idea, _seen in chosen]
    return MergeTogetherForm(_posted(request), candidates=candidates)


def _merge(request: Visit, _form: Any, chosen: Any, given: dict[str, Any]) -> actions.Together:
    into = next(idea for idea, _seen in chosen if idea.pk == given["into"])
    return actions.merge_together(
        actor=request.user, chosen=chosen, into=into, reply=given["reply"]
    )


def _weigh_form(request: Visit, _step: Any, _chosen: Any) -> WeighForm:
    return WeighForm(_posted(request))


def _weigh(request: Visit, _form: Any, chosen: Any, given: dict[str, Any]) -> actions.Together:
    return actions.weigh_together(actor=request.user, chosen=chosen, urgency=given["urgency"])


ACTS: dict[str, tuple[Callable[..., Any], Callable[..., actions.Together]]] = {
    "screen": (_screen_form, _screen),
    "merge": (_merge_form, _merge),
    "weigh": (_weigh_form, _weigh),
}
"""What can be done with ideas together: how it is asked, and how it is done."""
