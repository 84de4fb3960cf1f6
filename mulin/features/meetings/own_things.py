"""What this room hands in to the house: how a meeting is named, and what waits for people."""

from collections.abc import Iterator

from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext, pgettext_lazy

from mulin.commons.audit import things
from mulin.commons.people import mydata
from mulin.commons.people.models import Person
from mulin.commons.tasks import todo
from mulin.commons.topics import parts
from mulin.commons.topics.models import Topic

from . import permissions, queries
from .models import Meeting


def waiting_for(person: Person) -> Iterator[todo.ToDo]:
    """Return the minutes a person should look at, and those her office has to write."""
    for one in queries.minutes_to_answer(person):
        yield todo.ToDo(
            _("看看“%(title)s”的纪要对不对") % {"title": one.occasion.title},
            one.get_absolute_url(),
            one.confirm_until,
            one.occasion.unit.name,
        )
    for one in queries.unwritten_for(person)[: todo.A_LOT]:
        yield todo.ToDo(
            _("写“%(title)s”的纪要") % {"title": one.occasion.title},
            reverse("meetings:write", args=[one.pk]),
            one.occasion.on,
            one.occasion.unit.name,
        )


def of_a_topic(topic: Topic, viewer: Person) -> parts.Section:
    """Show the rounds in which a topic was talked about, and what changed in each."""
    rounds = queries.rounds_of(topic, viewer)
    may_call = topic.is_open and permissions.can_call_meeting(viewer, topic.community)
    if not rounds and not may_call:
        return parts.Section()
    call = f"{reverse('meetings:call', args=[topic.community_id])}?topic={topic.pk}"
    context = {
        "rounds": list(enumerate(rounds, start=1)),
        "call": call if may_call else "",
    }
    return parts.Section(
        render_to_string("meetings/_of_a_topic.html", context),
        [_asked(one) for one in rounds if one.occasion.is_held],
    )


def _asked(meeting: Meeting) -> parts.Asked:
    came = meeting.others + meeting.came  # type: ignore[attr-defined]
    heard = ngettext("%(came)d 人到场", "%(came)d 人到场", came) % {"came": came}
    return parts.Asked(
        on=meeting.occasion.on,
        words=f"{meeting.occasion.kind_label}：{meeting.occasion.title}",
        url=meeting.get_absolute_url(),
        heard=heard if came else "",
    )


def came_to(person: Person) -> mydata.Rows:
    for one in queries.attendances_of_person(person).iterator():
        yield one.came_at, one.meeting.occasion.title, one.get_role_display()


def register_things() -> None:
    """Hand all of it in."""
    things.register(
        things.ThingKind(
            "meetings.meeting",
            gettext_lazy("会议"),
            queries.meetings_visible_to,
            str,
            Meeting.get_absolute_url,
        )
    )
    todo.register(
        todo.Source(
            "meetings", pgettext_lazy("several", "会议"), waiting_for, icon="messages-square"
        )
    )
    parts.register(parts.Part("meetings", of_a_topic, order=30))
    mydata.register(
        mydata.Section(
            "attendances",
            gettext_lazy("我参加的会"),
            (gettext_lazy("时间"), gettext_lazy("会议"), gettext_lazy("身份")),
            came_to,
        )
    )
