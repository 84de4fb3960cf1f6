"""The five-minute tour of the demo: who to be, where to go, what to look at."""

from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from mulin.programmes.models import Step

from .cast import NOBODY


@dataclass(frozen=True)
class Stop:
    """One stop of the tour."""

    ref: str
    who: Any
    title: Any
    see: Any
    where: str
    """A step kind of the cycle that begins today, or the name of an address."""


STOPS = [
    Stop(
        "r-mi",
        _("居民 米奶奶"),
        _("提一个金点子"),
        _("在手机上写一句话，一分钟写完；院里有没有人提过，当场看得见。"),
        "collect_ideas",
    ),
    Stop(
        "p-shen",
        _("街道 沈亦舟"),
        _("收完点子，进入筛选"),
        _("每一步有开始有结束；条件不够，系统会说差在哪儿。"),
        "steer",
    ),
    Stop(
        "p-pan",
        _("社工 潘予安"),
        _("按三条标准筛选"),
        _("公益、长久、能带出队伍，每条写一句理由；不合适的也要给提的人一个回音。"),
        "screen_ideas",
    ),
    Stop(
        "r-mi",
        _("居民 米奶奶"),
        _("把点子写成提案"),
        _("做什么、要多少钱，自己写，自己交。"),
        "prepare_proposals",
    ),
    Stop(
        "p-gu",
        _("评委 顾文柏"),
        _("给提案打分"),
        _("只看得到分给自己的提案；少一张评分表，评选就结束不了。"),
        "hold_contest",
    ),
    Stop(
        "r-shi",
        _("居民 石小满"),
        _("投票"),
        _("投了还能改；截止之前谁也看不到票数。"),
        "hold_contest",
    ),
    Stop(
        NOBODY,
        _("路人（不登录）"),
        _("看结果"),
        _("专家 80%、大众 20%，每一步乘法都写出来，能下载自己再算一遍。"),
        "result",
    ),
]


def tour() -> list[dict[str, Any]]:
    """Return the stops of the tour, or none when this is not a demo."""
    if not settings.DEMO:
        return []
    steps = _steps_of_the_newest_cycle()
    return [
        {
            "who": stop.who,
            "title": stop.title,
            "see": stop.see,
            "action": reverse("demo:become", args=[stop.ref]),
            "next": _address(stop, steps),
        }
        for stop in STOPS
    ]


def _steps_of_the_newest_cycle() -> dict[str, Step]:
    newest = Step.objects.order_by("-cycle_id").values_list("cycle", flat=True)[:1]
    return {step.kind: step for step in Step.objects.filter(cycle__in=newest)}


def _address(stop: Stop, steps: dict[str, Step]) -> str:
    return "/"
