from django.utils import timezone

from mulin.commons.files.pictures import redraw
from mulin.commons.files.tests.pictures import a_photo
from mulin.commons.organisations.actions import found_group, list_chat_group, show_code
from mulin.commons.organisations.models import ChatGroup
from mulin.web.tests.doors import OFFICE_HERE, SOCIAL_WORKER, Door


def community(town):
    return [town.community.pk]


def groups(town):
    return [town.community.pk, "groups"]


def a_group(town):
    group = found_group(
        actor=town.people[SOCIAL_WORKER], community=town.community, name="麦香苑舞蹈队"
    )
    return [town.community.pk, "groups", group.pk]


def a_chat_group(town):
    group = list_chat_group(
        actor=town.people[SOCIAL_WORKER], community=town.community, name="北里一家亲"
    )
    return [group.pk]


def a_chat_group_with_a_code(town):
    [pk] = a_chat_group(town)
    show_code(
        actor=town.people[SOCIAL_WORKER],
        group=ChatGroup.objects.get(pk=pk),
        picture=redraw(a_photo()),
        until_on=timezone.localdate(),
    )
    return [pk]


DOORS = [
    Door("organisations:registers", OFFICE_HERE, community),
    Door("organisations:register", OFFICE_HERE, groups),
    Door("organisations:register", OFFICE_HERE, groups, "post", {"name": ""}),
    Door("organisations:retire", OFFICE_HERE, a_group, "post"),
    Door("organisations:code", OFFICE_HERE, a_chat_group),
    Door("organisations:code", OFFICE_HERE, a_chat_group, "post", {"until_on": "gestern"}),
    Door("organisations:code_remove", OFFICE_HERE, a_chat_group_with_a_code, "post"),
    Door("organisations:sheet", OFFICE_HERE, groups),
]
