"""The five-minute tour of the demo: who to be, where to go, what to look at."""

from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from mulin.programmes.models import Step

from .cast import NOBODY

MOST = 200
"""How many steps are looked through; a demo has few."""


@dataclass(frozen=True)
class Stop:
    """One stop of the tour."""

    ref: str
    who: Any
    title: Any
    see: Any
    page: str
    """The name of the address to go to."""

    kind: str = ""
    """The kind of the step whose page that is."""


STOPS = [
    Stop(
        "r-mi",
        _("居民 米奶奶"),
        _("提一个金点子"),
        _("在手机上写一句话，一分钟写完；院里有没有人提过，当场看得见。"),
        "ideas:collecting",
        "collect_ideas",
    ),
    Stop(
        "p-shen",
        _("街道 沈亦舟"),
        _("收完点子，开始筛选"),
        _("先结束这一步，再开始下一步；条件不够，系统会说差在哪儿。后面每一步都这样走。"),
        "programmes:steer",
    ),
    Stop(
        "p-pan",
        _("社工 潘予安"),
        _("按三条标准筛选"),
        _("公益、长久、能带出队伍，每条写一句理由；不合适的也要给提的人一个回音。"),
        "ideas:queue",
        "screen_ideas",
    ),
    Stop(
        "r-mi",
        _("居民 米奶奶"),
        _("把点子写成提案"),
        _("做什么、要多少钱，自己写，自己交。"),
        "proposals:mine",
    ),
    Stop(
        "p-gu",
        _("评委 顾文柏"),
        _("给提案打分"),
        _("只看得到分给自己的提案；少一张评分表，评选就结束不了。"),
        "contests:sheets",
        "hold_contest",
    ),
    Stop(
        "r-shi",
        _("居民 石小满"),
        _("投票"),
        _("投了还能改；截止之前谁也看不到票数。"),
        "contests:contest",
        "hold_contest",
    ),
    Stop(
        "p-shen",
        _("街道 沈亦舟"),
        _("计票，把结果公示出去"),
        _("评分表没交齐，系统会点名；交齐了，一按就算出来。"),
        "programmes:desk",
    ),
    Stop(
        NOBODY,
        _("路人（不登录）"),
        _("看结果"),
        _("专家 80%、大众 20%，每一步乘法都写出来，能下载自己再算一遍。"),
        "contests:result",
    ),
]


def tour() -> list[dict[str, Any]]:
    """Return the stops of the tour; none when this is not a demo with its story in it."""
    if not settings.DEMO:
        return []
    steps = list(Step.objects.order_by("-cycle_id", "order")[:MOST])
    counted = [step for step in steps if step.kind == "hold_contest" and step.is_closed]
    if not counted:
        return []
    return [
        {
            "who": stop.who,
            "title": stop.title,
            "see": stop.see,
            "action": reverse("demo:become", args=[stop.ref]),
            "next": _address(stop, steps, counted[0]),
        }
        for stop in STOPS
    ]


def _address(stop: Stop, steps: list[Step], counted: Step) -> str:
    """Return where a stop leads: in the newest cycle, or where voting goes on."""
    if stop.page == "programmes:steer":
        return reverse(stop.page, args=[steps[0].cycle_id])
    if stop.page == "contests:result":
        return reverse(stop.page, args=[counted.pk])
    if not stop.kind:
        return reverse(stop.page)
    of_kind = [step for step in steps if step.kind == stop.kind]
    if stop.kind == "hold_contest":
        of_kind = [step for step in of_kind if step.state != "next"]
    return reverse(stop.page, args=[of_kind[0].pk])
