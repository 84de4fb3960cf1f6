"""Answer a survey: on one page, or one question after the other in large type."""

from datetime import timedelta
from typing import Any
from uuid import UUID, uuid4

from django.contrib.auth.views import redirect_to_login
from django.contrib.messages import success
from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from mulin.commons.people.limits import client_address, count_attempt, count_if_free
from mulin.commons.people.requests import Visit
from mulin.web.forms import accepted
from mulin.web.looks import looks_of
from mulin.web.pages import done, page

from .. import actions, drafts, permissions, queries
from ..branching import asked, kept
from ..forms import AnswerForm
from ..values import given_in, in_words

FROM_ONE_PLACE, FROM_ALL, IN_A_FLOOD, HOUR = 200, 600, 5, timedelta(hours=1)
"""Answers an hour where none signs in: from one address, from all, and from one after so many."""

CHECK = "check"


class Answering:
    """Somebody answering one survey: for which home, with what said before."""

    def __init__(self, request: Visit, survey: Any) -> None:
        self.request, self.survey = request, survey
        self.viewer = request.user if request.user.is_authenticated else None
        self.homes = (
            queries.own_households(survey, request.user) if survey.is_for_households else []
        )
        self.home = self._home()
        self.questions = queries.questions_of(survey)
        self.buildings = queries.buildings_offered(survey, self.questions)
        self.before = queries.response_of(survey, self.viewer, self.home)

    def _home(self) -> Any:
        asked_for = self.request.GET.get("home", "")
        named = [one for one in self.homes if str(one.pk) == asked_for]
        return next(iter(named or self.homes), None)

    @property
    def key(self) -> str:
        return f"{self.survey.pk}:{self.home.pk if self.home else ''}"

    @property
    def said(self) -> dict[int, Any]:
        """What was answered before, when the last answer counts."""
        if self.before is None:
            return {}
        kinds = {one.pk: one.kind for one in self.questions}
        return given_in(queries.answers_of(self.before), kinds)

    @property
    def here(self) -> str:
        home = f"?{urlencode({'home': self.home.pk})}" if len(self.homes) > 1 and self.home else ""
        return self.request.path + home

    def send(self, answers: dict[int, Any], receipt: UUID) -> None:
        if self.survey.is_for_anybody:
            self._count()
        actions.answer_survey(
            actor=self.viewer,
            survey=self.survey,
            answers=answers,
            receipt=receipt,
            household=self.home,
        )
        drafts.drop(self.request)
        success(self.request, _("收到了，谢谢您。"))

    def _count(self) -> None:
        """Let one address answer often, but only a few times while a flood of answers comes."""
        key = f"survey:{self.survey.pk}"
        most = FROM_ONE_PLACE if count_if_free(key, FROM_ALL, HOUR) else IN_A_FLOOD
        count_attempt(f"{key}:{client_address(self.request)}", most, HOUR)


@never_cache
def answer(request: Visit, survey_id: int) -> HttpResponse:
    """Put the questions to somebody, and take what they answer."""
    survey = get_object_or_404(queries.public_surveys(), pk=survey_id)
    if not survey.is_for_anybody and not request.user.is_authenticated:
        return redirect_to_login(request.get_full_path())
    answering = Answering(request, survey)
    may = permissions.can_answer(answering.viewer, survey, answering.home)
    is_first = answering.before is not None and survey.counting == survey.Counting.FIRST
    if not may or not survey.is_open or is_first:
        # The survey's page says why, and how whoever lives there comes in.
        return done(request, reverse("surveys:survey", args=[survey.pk]))
    if looks_of(request).get("mode") == "care" or "at" in request.GET:
        return _one_by_one(answering)
    return _on_one_page(answering)


def _on_one_page(answering: Answering) -> HttpResponse:
    request = answering.request
    form = AnswerForm(
        request.POST if request.method == "POST" else None,
        questions=answering.questions,
        buildings=answering.buildings,
        given=answering.said,
        initial={"receipt": uuid4()},
    )
    if accepted(form, lambda given: answering.send(form.answers, given["receipt"] or uuid4())):
        return done(request, reverse("surveys:survey", args=[answering.survey.pk]))
    context = _about(answering) | {"form": form}
    return page(request, "surveys/answer.html", context)


def _about(answering: Answering) -> dict[str, Any]:
    return {
        "survey": answering.survey,
        "home": answering.home,
        "homes": answering.homes,
        "before": answering.before,
        "here": answering.here,
    }


def _one_by_one(answering: Answering) -> HttpResponse:
    """Ask one question; what was answered so far is kept with the browser's session."""
    request = answering.request
    draft = drafts.draft_for(request, answering.key, answering.said)
    at = request.GET.get("at", "")
    turn = asked(answering.questions, draft["given"])
    if at == CHECK:
        return _checked(answering, draft)
    question = next((one for one in turn if str(one.order) == at), turn[0])
    form = AnswerForm(
        request.POST if request.method == "POST" else None,
        questions=answering.questions,
        buildings=answering.buildings,
        only=question,
        given=draft["given"],
    )
    if request.method == "POST" and form.is_valid():
        drafts.keep(request, answering.key, draft, question.pk, form.cleaned_data[question.field])
        return done(request, _next(answering, draft, question))
    place = turn.index(question)
    context = _about(answering) | {
        "form": form,
        "question": question,
        "total": len(answering.questions),
        "back": _at(answering, turn[place - 1].order) if place else "",
        "is_last": question == turn[-1],
    }
    return page(request, "surveys/one.html", context)


def _next(answering: Answering, draft: dict[str, Any], question: Any) -> str:
    later = [
        one.order
        for one in asked(answering.questions, draft["given"])
        if one.order > question.order
    ]
    return _at(answering, later[0] if later else CHECK)


def _at(answering: Answering, where: object) -> str:
    sign = "&" if "?" in answering.here else "?"
    return f"{answering.here}{sign}at={where}"


def _checked(answering: Answering, draft: dict[str, Any]) -> HttpResponse:
    """Show all that was answered, and send it."""
    request = answering.request
    given = kept(answering.questions, draft["given"])
    form = AnswerForm(request.POST if request.method == "POST" else None, questions=[])
    if accepted(form, lambda _given: answering.send(given, UUID(draft["receipt"]))):
        return done(request, reverse("surveys:survey", args=[answering.survey.pk]))
    names = dict(answering.buildings)
    lines = [
        (
            one,
            in_words(one, given[one.pk], names) if one.pk in given else "",
            _at(answering, one.order),
        )
        for one in asked(answering.questions, draft["given"])
    ]
    context = _about(answering) | {"form": form, "lines": lines}
    return page(request, "surveys/check.html", context)
