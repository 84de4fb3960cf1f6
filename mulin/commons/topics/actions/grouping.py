"""Neighbours who see a lift through: who keeps the money, who talks, who watches."""

from collections.abc import Sequence
from datetime import date

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from mulin.commons.occasions.models import Occasion
from mulin.commons.organisations.actions.registers import found_group
from mulin.commons.people.models import Person
from mulin.errors import Refused, require

from .. import permissions, queries
from ..models import Topic, WorkingGroup, WorkingGroupMember
from .holding import held, refuse_closed, write_down

Task = WorkingGroup.Task
APART = {Task.FINANCE: Task.SUPERVISION, Task.SUPERVISION: Task.FINANCE}
"""Who keeps the money is not who watches it."""


@transaction.atomic
def form_working_group(
    *,
    actor: Person,
    topic: Topic,
    task: str,
    members: Sequence[str],
    formed_on: date,
    occasion: Occasion | None = None,
) -> WorkingGroup:
    """Write down whom the neighbours chose for one task; only after they said yes."""
    require(permissions.can_look_after(actor, topic.community))
    topic = held(topic)
    refuse_closed(topic)
    if topic.form != Topic.Form.LIFT:
        raise Refused(_("三个小组是加装电梯用的。"))
    if not queries.said_yes(topic):
        raise Refused(_("居民还没有说“装”，先商量装不装。"))
    if queries.working_groups_of(topic).filter(task=task).exists():
        raise Refused(_("这个小组已经成立了。"))
    if formed_on > timezone.localdate():
        raise Refused(_("还没到这一天，选好了再记。"))
    names = _names(topic, task, members)
    label = str(Task(task).label)
    group = found_group(
        actor=actor,
        community=topic.community,
        name=f"{topic.title}{label}"[:60],
        activity=label,
        orientation="mutual",
        founded_on=formed_on,
    )
    formed = WorkingGroup.objects.create(
        topic=topic,
        task=task,
        group=group,
        occasion=occasion,
        formed_on=formed_on,
        formed_by=actor,
    )
    _seat(formed, names, formed_on)
    write_down("topics.group_formed", actor, topic, group=label, members=len(names))
    return formed


@transaction.atomic
def change_working_group(
    *, actor: Person, working_group: WorkingGroup, members: Sequence[str], because: str
) -> WorkingGroup:
    """Say who is in it from today on, and why others are not; who was in it stays known."""
    topic = working_group.topic
    require(permissions.can_look_after(actor, topic.community))
    topic = held(topic)
    refuse_closed(topic)
    if not because.strip():
        raise Refused(_("请写一句为什么换人。"))
    names = _names(topic, working_group.task, members)
    seated = working_group.members.filter(until_on=None)
    before = set(seated.values_list("name", flat=True))
    if before == set(names):
        raise Refused(_("和原来的一样，没有换人。"))
    today = timezone.localdate()
    seated.exclude(name__in=names).update(until_on=today, left_because=because.strip())
    _seat(working_group, [name for name in names if name not in before], today)
    label = str(working_group.get_task_display())
    write_down("topics.group_changed", actor, topic, group=label, because=because)
    return working_group


def _names(topic: Topic, task: str, members: Sequence[str]) -> list[str]:
    """Return the names of a group, each once; nobody both keeps the money and watches it."""
    names = list(dict.fromkeys("".join(name.split()) for name in members if name.strip()))
    if not names:
        raise Refused(_("请写小组里有谁。"))
    apart = APART.get(Task(task))
    others = queries.members_now(topic).filter(working_group__task=apart, name__in=names)
    if apart and (both := list(others.values_list("name", flat=True))):
        raise Refused(_("管钱的人不能又监督：%(who)s。") % {"who": "、".join(both)})
    return names


def _seat(formed: WorkingGroup, names: Sequence[str], from_on: date) -> None:
    WorkingGroupMember.objects.bulk_create(
        WorkingGroupMember(working_group=formed, name=name, from_on=from_on) for name in names
    )
