"""What the page of a topic shows of what was promised."""

from django.template.loader import render_to_string

from mulin.commons.people.models import Person
from mulin.commons.topics.models import Topic
from mulin.commons.topics.parts import Part, Section, register

from . import queries

MOST = 40


def show(topic: Topic, viewer: Person) -> Section:
    """Draw what was promised about a topic, what is still open first."""
    about = queries.items_visible_to(viewer).filter(topic=topic)
    promises = list(queries.open_first(about)[:MOST])
    if not promises:
        return Section()
    return Section(render_to_string("tasks/_of_a_topic.html", {"promises": promises}))


def register_part() -> None:
    """Let the page of a topic show what was promised."""
    register(Part("promises", show, order=60))
