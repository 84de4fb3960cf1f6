"""The thread of one matter, as everybody may read it."""

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from mulin.commons.notices.queries import timeline_of
from mulin.commons.notices.sharing import share
from mulin.commons.people.requests import Visit
from mulin.web.pages import page

from .. import permissions, queries
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
    context = {
        "topic": found,
        "kind": kind,
        "kinds": KINDS,
        "page": Paginator(said, PER_PAGE).get_page(request.GET.get("page", 1)),
        "may_look_after": permissions.can_look_after(request.user, found.community),
        "share": share(request, request.path, text=share_words(found)),
    }
    return page(request, "topics/opinions.html", context)
