"""What the page of a topic shows of the programmes it is worked off in."""

from django.template.loader import render_to_string

from mulin.commons.people.models import Person
from mulin.commons.topics.models import Topic
from mulin.commons.topics.parts import Part, Section, register

from . import permissions, queries


def show(topic: Topic, viewer: Person) -> Section:
    """Draw the cycles and proposals that work a topic off."""
    lines = queries.cycles_working_off(topic)
    may_tie = topic.is_open and permissions.can_tie(viewer, topic)
    if not lines and not may_tie:
        return Section()
    context = {"topic": topic, "lines": lines, "may_tie": may_tie}
    return Section(render_to_string("programmes/_of_a_topic.html", context))


def register_part() -> None:
    """Let the page of a topic show where it is worked off."""
    register(Part("programmes", show, order=70))
