"""The thread of one matter, as everybody may read it."""

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from django.contrib.auth.decorators import login_required
from django.contrib.messages import success
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from mulin.commons.notices.queries import timeline_of
from mulin.commons.notices.sharing import share
from mulin.commons.people.requests import Visit
from mulin.errors import require
from mulin.web.forms import accepted
from mulin.web.pages import done, page

from .. import actions, permissions, queries
from ..forms import BecauseForm, WordForm
from ..parts import sections
from ..presenting import (
    KINDS,
    MOST,
    Obstacles,
    asked_here,
    chairs_of,
    groups_of,
    has_yes,
    marks_of,
    questions_of,
    share_words,
)

if TYPE_CHECKING:
    from mulin.commons.people.models import Person

PER_PAGE = 20


@require_safe
def topics(request: Visit, unit_id: int) -> HttpResponse:
    """Show what a place has taken on to solve."""
    unit = get_object_or_404(queries.units(), pk=unit_id)
    listed = Paginator(queries.topics_listed(unit), PER_PAGE)
    text = _("看看%(place)s正在商量什么事") % {"place": unit.name}
    context = {
        "unit": unit,
        "page": listed.get_page(request.GET.get("page", 1)),
        "may_open": unit.is_community and permissions.can_look_after(request.user, unit),
        "share": share(request, request.path, text=text),
    }
    return page(request, "topics/topics.html", context)


@require_safe
def topic(request: Visit, topic_id: int) -> HttpResponse:
    """Show the thread of one matter: the questions, what was said, the hurdles, every round."""
    found = get_object_or_404(queries.topics_visible_to(request.user), pk=topic_id)
    shown = sections(found, request.user)
    questions = questions_of(found)
    opinions = list(queries.opinions_on(found).filter(is_public=True)[:MOST])
    asked = [one for section in shown for one in section.asked]
    context = {
        "topic": found,
        "questions": questions,
        "chairs": chairs_of(found),
        "has_yes": has_yes(questions),
        "groups": groups_of(opinions),
        "obstacles": Obstacles(list(queries.obstacles_of(found))),
        "sections": [section.html for section in shown if section.html],
        "marks": marks_of(found, [*asked, *asked_here(questions, opinions)]),
        "story": timeline_of(found),
        "may_look_after": permissions.can_look_after(request.user, found.community),
        "may_take_back": said_here(request.user, opinions),
        "may_note": permissions.can_note(request.user, found.community),
        "share": share(request, request.path, text=share_words(found)),
    }
    return page(request, "topics/topic.html", context)


@require_safe
def opinions(request: Visit, topic_id: int) -> HttpResponse:
    """Show everything that was said of a topic, each with its answer."""
    found = get_object_or_404(queries.topics_visible_to(request.user), pk=topic_id)
    said = queries.opinions_on(found).filter(is_public=True).order_by("-id")
    kind = request.GET.get("kind", "")
    if kind in dict(KINDS):
        said = said.filter(kind=kind)
    listed = Paginator(said, PER_PAGE).get_page(request.GET.get("page", 1))
    context = {
        "topic": found,
        "kind": kind,
        "kinds": KINDS,
        "page": listed,
        "may_take_back": said_here(request.user, listed.object_list),
        "may_look_after": permissions.can_look_after(request.user, found.community),
        "share": share(request, request.path, text=share_words(found)),
    }
    return page(request, "topics/opinions.html", context)


def said_here(viewer: "Person", opinions: Iterable[Any]) -> set[int]:
    """Return which of these lines are the viewer's own."""
    return {one.pk for one in opinions if one.speaker_id and one.speaker_id == viewer.pk}


@login_required
def speak(request: Visit, topic_id: int) -> HttpResponse:
    """Let a neighbour say something about a topic herself."""
    found = get_object_or_404(queries.topics_visible_to(request.user), pk=topic_id)
    may_speak = permissions.can_speak_up(request.user, found)
    require(may_speak or request.method != "POST")
    form = WordForm(request.POST if request.method == "POST" else None)
    back = found.get_absolute_url()

    def say_it(told: dict[str, Any]) -> None:
        told["receipt"] = told["receipt"] or None
        actions.speak_up(actor=request.user, topic=found, **told)

    if accepted(form, say_it):
        success(request, _("说上了，社区会答复，答复了给您发消息。"))
        return done(request, f"{back}#opinions")
    context = {
        "form": form,
        "topic": found,
        "back": back,
        "may_speak": may_speak,
    }
    return page(request, "topics/speak.html", context)


@login_required
def take_back(request: Visit, opinion_id: int) -> HttpResponse:
    """Let a neighbour take her own word back."""
    found = get_object_or_404(queries.opinions_of(request.user), pk=opinion_id)
    back = found.topic.get_absolute_url() if found.topic else "/"
    form = BecauseForm(request.POST if request.method == "POST" else None)
    if accepted(
        form,
        lambda told: actions.withdraw_opinion(actor=request.user, opinion=found, **told),
    ):
        success(request, _("收回了。"))
        return done(request, back)
    context = {"form": form, "title": _("收回这句话"), "lede": found.text, "label": _("收回")}
    return page(request, "topics/form.html", context | {"back": back})
