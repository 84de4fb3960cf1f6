"""What the page of a topic shows of its drawings."""

from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from mulin.commons.people.models import Person
from mulin.commons.topics.models import Topic
from mulin.commons.topics.parts import Asked, Part, register

from . import permissions, queries


def drawn(topic: Topic, viewer: Person) -> str:
    """Draw the displays of a topic, each with what became of the comments."""
    may_keep = permissions.can_keep(viewer, topic)
    shown = list(queries.displays_of(topic) if may_keep else queries.published_of(topic))
    if not shown and not may_keep:
        return ""
    tallies = queries.tallies(shown) if shown else {}
    lines = [(one, tallies.get(one.pk, queries.Tally())) for one in shown]
    context = {"topic": topic, "lines": lines, "may_keep": may_keep}
    return render_to_string("designs/_of_a_topic.html", context)


def asked(topic: Topic) -> list[Asked]:
    """Return when residents were asked through drawings."""
    shown = list(queries.published_of(topic))
    tallies = queries.tallies(shown) if shown else {}
    return [
        Asked(
            on=one.opens_on,
            until=one.closes_on,
            words=_("展板征询：%(title)s") % {"title": one.title},
            url=reverse("designs:display", args=[one.pk]),
            heard=_heard(tallies[one.pk].total) if one.pk in tallies else "",
        )
        for one in shown
    ]


def _heard(count: int) -> str:
    return ngettext("%(count)s 条意见", "%(count)s 条意见", count) % {"count": count}


def register_part() -> None:
    """Let the page of a topic show its drawings."""
    register(Part("designs", drawn, asked, order=40))
