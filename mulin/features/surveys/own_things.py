"""What other rooms see of surveys: by name, on a topic's page, and what waits for the office."""

from collections.abc import Iterator

from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext, pgettext_lazy

from mulin.commons.audit import things
from mulin.commons.people.models import Person
from mulin.commons.tasks import todo
from mulin.commons.topics import parts
from mulin.commons.topics.models import Topic

from . import permissions, queries
from .models import Survey


def page_of(survey: Survey) -> str:
    return reverse("surveys:survey", args=[survey.pk])


def show(topic: Topic, viewer: Person) -> parts.Section:
    """Draw which surveys were made for a topic, and say when residents were asked by them."""
    surveys = list(queries.surveys_about_counted(topic))
    may_ask = topic.is_open and permissions.can_hold_survey(viewer, topic.community)
    if not surveys and not may_ask:
        return parts.Section()
    context = {
        "surveys": surveys,
        "may_ask": may_ask,
        "reference": things.reference_of(topic),
    }
    return parts.Section(
        render_to_string("surveys/_of_a_topic.html", context),
        [_asked(one) for one in surveys],
    )


def _asked(survey: Survey) -> parts.Asked:
    n = survey.counted  # type: ignore[attr-defined]
    return parts.Asked(
        on=localdate(survey.opens_at),
        words=_("问卷：%(title)s") % {"title": survey.title},
        url=page_of(survey),
        until=localdate(survey.closed_at or survey.closes_at),
        heard=ngettext("%(n)s 份答卷", "%(n)s 份答卷", n) % {"n": n},
    )


def waiting_for(person: Person) -> Iterator[todo.ToDo]:
    """Return the surveys that are closed and whose results nobody has published."""
    for one in queries.surveys_to_publish(person)[: todo.A_LOT]:
        said = _("公布问卷结果：%(title)s") % {"title": one.title}
        yield todo.ToDo(said, reverse("surveys:held", args=[one.pk]), None, one.unit.name)


def register_things() -> None:
    """Let the house name surveys, show them with their topics and put them on lists."""
    things.register(
        things.ThingKind(
            "surveys.survey",
            gettext_lazy("问卷"),
            queries.surveys_visible_to,
            str,
            page_of,
            begun_for=queries.surveys_about,
        )
    )
    parts.register(parts.Part("surveys", show, order=45))
    todo.register(
        todo.Source("surveys", pgettext_lazy("several", "问卷"), waiting_for, "list-checks")
    )
