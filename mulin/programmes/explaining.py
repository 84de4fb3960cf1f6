"""What a programme is, in four answers, before somebody takes part in it."""

from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.http import urlencode

from .blueprint_parts import QUESTIONS
from .forms import QUESTION_LABELS

A_YEAR = 365 * 24 * 3600


def answers_of(cycle: Any, reader: str) -> list[tuple[str, str]]:
    """Return question and answer for `resident` or `staff`, leaving out what is not answered."""
    answers = cycle.explainer(reader)
    return [
        (str(QUESTION_LABELS[question]), answers[question])
        for question in QUESTIONS
        if answers.get(question)
    ]


def explain_first(request: HttpRequest, cycle: Any) -> HttpResponse | None:
    """Send somebody who has not read what a cycle is there first; they come back by one button."""
    if _name(cycle) in request.COOKIES or "explained" in request.GET:
        return None
    if request.method != "GET" or not cycle.explainer("resident"):
        return None
    query = request.GET.copy()
    query["explained"] = "1"
    onward = f"{request.path}?{query.urlencode()}"
    explainer = reverse("programmes:explainer", args=[cycle.pk])
    return HttpResponseRedirect(f"{explainer}?{urlencode({'next': onward})}")


def note_explained(response: HttpResponse, cycle: Any) -> None:
    """Remember on this phone that the answers were shown."""
    response.set_cookie(_name(cycle), "1", max_age=A_YEAR, samesite="Lax", httponly=True)


def _name(cycle: Any) -> str:
    return f"explained-{cycle.pk}"
