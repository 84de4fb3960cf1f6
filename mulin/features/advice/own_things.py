"""What other rooms see of advice: its things by name, what waits, its part of a topic's page."""

from collections.abc import Iterator

from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from mulin.commons.audit import things
from mulin.commons.people.models import Person
from mulin.commons.tasks import todo
from mulin.commons.topics import parts
from mulin.commons.topics.models import Topic

from . import permissions, queries
from .models import ExpertRequest


def waiting_for(person: Person) -> Iterator[todo.ToDo]:
    """Return what is asked of somebody, what nobody answered, and residents' questions."""
    asked = queries.requests_asked_of(person).filter(state__in=("asked", "accepted", "visited"))
    for one in asked.order_by("due_on")[: todo.A_LOT]:
        yield todo.ToDo(one.title, one.get_absolute_url(), one.due_on, one.unit.name)
    if not queries.places_of(person):
        return
    for one in queries.told_late(person):
        said = _("催一催%(whom)s：%(title)s") % {"whom": one.whom, "title": one.title}
        yield todo.ToDo(said, one.get_absolute_url(), one.due_on, one.unit.name)
    for question in queries.questions_waiting(person)[: todo.A_LOT]:
        said = _("居民想请教：%(text)s") % {"text": question}
        yield todo.ToDo(
            said, reverse("advice:question", args=[question.pk]), None, str(question.unit)
        )


def show(topic: Topic, viewer: Person) -> parts.Section:
    """Draw what was asked about a topic, and what was answered."""
    requests = list(queries.requests_about(topic))
    may_ask = topic.is_open and permissions.can_ask(viewer, topic.community)
    if not requests and not may_ask:
        return parts.Section()
    context = {"topic": topic, "requests": requests, "may_ask": may_ask}
    return parts.Section(render_to_string("advice/_of_a_topic.html", context))


def page_of(request: ExpertRequest) -> str:
    return request.get_absolute_url()


def register_things() -> None:
    """Let the house name requests, put them on lists and show them with their topics."""
    things.register(
        things.ThingKind(
            "advice.expertrequest",
            gettext_lazy("约请"),
            queries.requests_visible_to,
            str,
            page_of,
        )
    )
    todo.register(todo.Source("advice", gettext_lazy("约请"), waiting_for, "graduation-cap"))
    parts.register(parts.Part("advice", show, order=50))
