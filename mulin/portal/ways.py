"""What neighbours can do in a community, and staff at a unit: the ways into every room."""

from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from mulin.commons.people.models import Person
from mulin.commons.places.models import AdminUnit
from mulin.commons.places.permissions import has_role
from mulin.commons.places.queries import parts_of
from mulin.commons.places.roles import OFFICE, UPPER_OFFICE, Role
from mulin.features.cases.queries import HANDLERS


@dataclass(frozen=True)
class Way:
    """One way into a room: what one does there."""

    icon: str
    title: str
    why: str
    url: str


@dataclass(frozen=True)
class Function:
    """One of the four things a community's portal is for, and the ways into it."""

    key: str
    icon: str
    title: str
    why: str
    ways: list[Way]


def ways_into(community: AdminUnit) -> list[Function]:
    """Return what everybody can do in a community, under the portal's four functions."""
    return [
        Function("do", "file-check", _("办事"), _("要带什么、约时间、请人上门"), _to_do(community)),
        Function(
            "talk", "messages-square", _("互动"), _("反映问题、一起商量"), _to_talk(community)
        ),
        Function("news", "megaphone", _("政策和通知"), _("贴出来就告诉您"), _to_hear(community)),
        Function("look", "search", _("查询"), _("做了什么、做得怎么样"), _to_look_up(community)),
    ]


def _to_do(community: AdminUnit) -> list[Way]:
    """Business: what is done for people (业务办理)."""
    return [
        Way(
            "file-text",
            _("要办什么事"),
            _("先查要带什么，不白跑"),
            f"{reverse('services:home')}?unit={community.pk}",
        ),
        Way(
            "map-pin",
            _("找服务点、约时间"),
            _("医保、社保、老年证，也能请人上门"),
            reverse("services:points", args=[community.pk]),
        ),
        Way("calendar-check", _("我办的事"), _("约了几点、办到哪里"), reverse("services:mine")),
    ]


def _to_talk(community: AdminUnit) -> list[Way]:
    """Talk in both directions (在线互动)."""
    here = [community.pk]
    return [
        Way(
            "message-circle-warning",
            _("反映一个问题"),
            _("一分钟说清楚，办到哪一步都能查"),
            reverse("cases:report", args=here),
        ),
        Way("search", _("查我反映的"), _("用回执上的号码"), reverse("cases:follow")),
        Way(
            "mailbox", _("写信给书记、主任"), _("可以不写名字"), reverse("cases:letter", args=here)
        ),
        Way(
            "inbox",
            _("提个议题"),
            _("想让大家坐下来商量的事"),
            reverse("meetings:box", args=here),
        ),
        Way(
            "messages-square",
            _("正在商量的事"),
            _("改不改、改什么、怎么改"),
            reverse("topics:topics", args=here),
        ),
        Way(
            "list-checks",
            _("填问卷"),
            _("几分钟，一户一份"),
            f"{reverse('surveys:surveys')}?unit={community.pk}",
        ),
        Way(
            "graduation-cap",
            _("请教专家"),
            _("三师三顾问，问了什么、怎么答的"),
            reverse("advice:advisers", args=here),
        ),
    ]


def _to_hear(community: AdminUnit) -> list[Way]:
    """What comes to people by itself (政策推送)."""
    this_year = timezone.localdate().year
    return [
        Way(
            "megaphone",
            _("公示栏"),
            _("公示、公告和通知，贴出来就发消息"),
            reverse("notices:board", args=[community.pk]),
        ),
        Way("bell", _("我的消息"), _("跟您有关的都在这里"), reverse("notices:messages")),
        Way(
            "calendar-days",
            _("哪天开什么会"),
            _("全年的日子，也能放进手机日历"),
            reverse("occasions:year", args=[community.pk, this_year]),
        ),
    ]


def _to_look_up(community: AdminUnit) -> list[Way]:
    """What anybody may look up (资讯查询)."""
    here = [community.pk]
    return [
        Way(
            "users",
            _("会上说了什么"),
            _("纪要、答应的事、做到没有"),
            reverse("meetings:meetings", args=here),
        ),
        Way(
            "chart-column",
            _("反映的事办得怎么样"),
            _("多少件、办成多少、满不满意"),
            reverse("cases:board", args=here),
        ),
        Way(
            "clipboard-check",
            _("窗口办得怎么样"),
            _("办好多少、走路几分钟"),
            reverse("services:figures", args=here),
        ),
        Way(
            "shield-check",
            _("部门交给社区的事"),
            _("哪些做，哪些不做，为什么"),
            reverse("admissions:counter", args=[community.parent_id]),
        ),
        Way(
            "users-round",
            _("谁在一起出力"),
            _("居民小组、驻区单位、可以请教的人"),
            reverse("portal:around", args=here),
        ),
        Way(
            "ear",
            _("社区走访过哪里"),
            _("哪栋楼听过了，哪栋还没去"),
            reverse("listening:outreach", args=here),
        ),
        Way(
            "notebook-pen",
            _("怎么听大家说的"),
            _("问过几次，答复了多少"),
            reverse("portal:research", args=here),
        ),
    ]


def daily_work(unit: AdminUnit, viewer: Person) -> list[tuple[str, str, str]]:
    """Return where a unit's daily work is done: what, its icon, its address."""
    here = [unit.pk]
    rooms: list[tuple[str, str, str, list[Any], Any]] = [
        (_("承诺和待办"), "clipboard-check", "tasks:unit", here, OFFICE),
        (pgettext("several", "会议"), "users", "meetings:desk", here, OFFICE),
        (_("例会"), "calendar-days", "occasions:desk", here, OFFICE),
        (_("请教专家"), "graduation-cap", "advice:desk", here, OFFICE),
        (_("工作准入"), "shield-check", "admissions:desk", here, UPPER_OFFICE),
    ]
    if unit.is_community:
        rooms += [
            (_("正在商量的事"), "messages-square", "topics:topics", here, OFFICE),
            (_("听大家说"), "ear", "listening:desk", here, OFFICE),
            (_("网格日志"), "notebook-pen", "listening:log", here, {Role.GRID_WORKER}),
            (_("办事目录"), "book-open", "services:catalogue", here, OFFICE),
        ]
    return [
        (label, icon, reverse(name, args=args))
        for label, icon, name, args, roles in rooms
        if has_role(viewer, unit, roles)
    ]


def desks(viewer: Person) -> list[tuple[str, str, str]]:
    """Return the desks that are not about one unit: what, its icon, its address."""
    rooms: list[tuple[str, str, str, Any]] = [
        (_("诉求"), "message-circle-warning", "cases:desk", HANDLERS),
        (_("服务窗口"), "map-pin", "services:desk", HANDLERS),
        (pgettext("several", "问卷"), "list-checks", "surveys:desk", OFFICE),
        (_("征名"), "tag", "naming:desk", OFFICE),
    ]
    return [
        (label, icon, reverse(name))
        for label, icon, name, roles in rooms
        if any(part.role in roles for part in parts_of(viewer))
    ]
