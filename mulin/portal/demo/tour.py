"""The five-minute tour of the demo: who to be, where to go, what to look at."""

from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from mulin.programmes.models import Cycle

from .cast import NOBODY, cycles


@dataclass(frozen=True)
class Stop:
    """One stop of the tour."""

    ref: str
    who: Any
    title: Any
    see: Any
    page: str
    """The name of the address to go to."""

    cycle: str
    """Which of the demo's cycles that page is about."""

    kind: str = ""
    """The kind of the step whose page it is; the page of the cycle itself without one."""


STOPS = [
    Stop(
        NOBODY,
        _("路人（不登录）"),
        _("看一条点子一路走到哪儿"),
        _("50 条点子，22 个社区：哪条做成了提案、哪条并到一起、哪条请邻里自己动手，每条都有回音。"),
        "ideas:screening",
        "quality",
        "screen_ideas",
    ),
    Stop(
        "r-mi",
        _("居民 米奶奶"),
        _("提一个金点子"),
        _("在手机上写一句话，一分钟写完；有没有人提过，边写边看得见。"),
        "ideas:collecting",
        "winter",
        "collect_ideas",
    ),
    Stop(
        "p-pan",
        _("社工 潘予安"),
        _("给每条点子一个回音"),
        _("点子一来就能回话、并到一起；合适的等筛选那天，按三条标准放在一起比。"),
        "ideas:queue",
        "winter",
        "screen_ideas",
    ),
    Stop(
        "p-gu",
        _("评委 顾文柏"),
        _("给提案打分"),
        _("先说有没有要回避的，再打分；只看得到分给自己的提案。"),
        "contests:sheets",
        "autumn",
        "hold_contest",
    ),
    Stop(
        "r-shi",
        _("居民 石小满"),
        _("投票"),
        _("投了还能改；截止之前谁也看不到票数。"),
        "contests:contest",
        "autumn",
        "hold_contest",
    ),
    Stop(
        "p-shen",
        _("街道 沈亦舟"),
        _("想公示，却被拦住"),
        _("27 个提案算好了分，芦花巷还没有精品项目：补上一个，或者写明理由，理由大家都看得到。"),
        "contests:publishing",
        "quality",
        "publish_result",
    ),
    Stop(
        "p-shen",
        _("街道 沈亦舟"),
        _("22 个社区走到哪儿了"),
        _("一行一个社区，一列一步；谁落下了，缺什么，找谁。"),
        "programmes:board",
        "quality",
    ),
    Stop(
        NOBODY,
        _("路人（不登录）"),
        _("看结果"),
        _("专家 80%、大众 20%，每一步乘法都写出来，能下载自己再算一遍。"),
        "contests:result",
        "spring",
        "hold_contest",
    ),
    Stop(
        "p-jiang",
        _("区民政 蒋以宁"),
        _("三年放在一起看"),
        _("点子、提案、入选，一年一行；每个数字都点得开。"),
        "portal:years",
        "quality",
    ),
]


def tour() -> list[dict[str, Any]]:
    """Return the stops of the tour; none when this is not a demo with its story in it."""
    if not settings.DEMO:
        return []
    told = cycles()
    return [
        {
            "who": stop.who,
            "title": stop.title,
            "see": stop.see,
            "action": reverse("demo:become", args=[stop.ref]),
            "next": _address(stop, told[stop.cycle]),
        }
        for stop in STOPS
        if stop.cycle in told
    ]


def _address(stop: Stop, cycle: Cycle) -> str:
    if stop.page == "portal:years":
        return reverse(stop.page, args=[cycle.programme_id])
    if not stop.kind:
        return reverse(stop.page, args=[cycle.pk])
    [step] = [step for step in cycle.steps.all() if step.kind == stop.kind]
    return reverse(stop.page, args=[step.pk])
