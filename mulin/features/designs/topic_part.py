"""What the page of a topic shows of its drawings."""

from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from mulin.commons.people.models import Person
from mulin.commons.topics.models import Topic
from mulin.commons.topics.parts import Asked, Part, Section, register

from . import permissions, queries
from .models import DesignDisplay


def show(topic: Topic, viewer: Person) -> Section:
    """Draw the displays of a topic, each with what became of the comments."""
    may_keep = permissions.can_keep(viewer, topic)
    displays = list(queries.displays_of(topic))
    shown = [one for one in displays if may_keep or one.is_published]
    if not shown and not may_keep:
        return Section()
    tallies = queries.tallies(shown) if shown else {}
    lines = [(one, tallies.get(one.pk, queries.Tally())) for one in shown]
    context = {"topic": topic, "lines": lines, "may_keep": may_keep}
    return Section(
        render_to_string("designs/_of_a_topic.html", context),
        [_asked(one, tally) for one, tally in lines if one.is_published],
    )


def _asked(display: DesignDisplay, tally: queries.Tally) -> Asked:
    count = tally.total
    heard = ngettext("%(count)s 条意见", "%(count)s 条意见", count) % {"count": count}
    return Asked(
        on=display.opens_on,
        until=display.closes_on,
        words=_("展板征询：%(title)s") % {"title": display.title},
        url=reverse("designs:display", args=[display.pk]),
        heard=heard if count else "",
    )


def register_part() -> None:
    """Let the page of a topic show its drawings."""
    register(Part("designs", show, order=40))
