"""The five-minute tour of the demo: who to be, where to go, what to look at."""

from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from mulin.programmes.models import Cycle

from .cast import NOBODY, told


@dataclass(frozen=True)
class Stop:
    """One stop of the tour."""

    ref: str
    who: Any
    title: Any
    see: Any
    page: str
    """The name of the address to go to."""

    cycle: str = ""
    """Which of the demo's cycles that page is about."""

    kind: str = ""
    """The kind of the step whose page it is; the page of the cycle itself without one."""

    sight: str = ""
    """What else the page is about, by its word in `sights`."""


FROM_IDEA_TO_RESULT = [
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

AT_THE_DOOR = [
    Stop(
        NOBODY,
        _("路人（不登录）"),
        _("一栋楼的页面"),
        _("链接贴在楼栋群里、码贴在楼道里：等您说一句的、贴出来的、快开的会、办好的事，不用登录。"),
        "portal:building",
        sight="building",
    ),
    Stop(
        "p-pan",
        _("社工 潘予安"),
        _("每月 10 日的恳谈日"),
        _("先对上次答应的事，再听一句记一句；谁答应、几号前，会后一件一件追到底。"),
        "meetings:meeting",
        sight="talk_day",
    ),
    Stop(
        NOBODY,
        _("路人（不登录）"),
        _("一件诉求从头到尾"),
        _("谁接的、吹了谁的哨、几天办好、报的人满不满意，名字都隐去。"),
        "cases:case",
        sight="case",
    ),
    Stop(
        "r-shi",
        _("居民 石小满"),
        _("答一份问卷"),
        _("站点、时间、票价，一户一份；手机上、纸上、上门问的，算在一起。"),
        "surveys:survey",
        sight="survey",
    ),
    Stop(
        NOBODY,
        _("路人（不登录）"),
        _("展板上的三个方案"),
        _("三个画法放在一起看，每条意见答复采纳还是没采纳，为什么。"),
        "designs:display",
        sight="display",
    ),
    Stop(
        "r-mi",
        _("居民 米奶奶"),
        _("离家最近的服务点"),
        _("现在开不开门，能办什么，约个时间，走不动的请人上门。"),
        "services:points",
        sight="service_points",
    ),
    Stop(
        NOBODY,
        _("路人（不登录）"),
        _("部门的事，社区接不接"),
        _("106 件事逐条过，留下哪些，依据和经费是什么，都在墙上。"),
        "admissions:counter",
        sight="counter",
    ),
    Stop(
        NOBODY,
        _("路人（不登录）"),
        _("618 户，一户一户问"),
        _("答了的一户亮一盏灯；几户同意、够不够，算给您看，谁家怎么答的不公布。"),
        "consents:round",
        sight="round",
    ),
    Stop(
        "p-tao",
        _("社区主任 陶志远"),
        _("正在入户问的一个单元"),
        _("谁家答了、谁不在、约了哪天再去；点房号就能记，没有网也不丢。"),
        "consents:campaign",
        sight="visits",
    ),
    Stop(
        NOBODY,
        _("路人（不登录）"),
        _("居民投票定预算"),
        _("钱怎么分，一票一票数给您看，能下载自己再算一遍。"),
        "budgets:vote",
        sight="budget_vote",
    ),
]

TOURS = [
    (_("一条点子，从提出到公布"), FROM_IDEA_TO_RESULT),
    (_("会上、窗口、家门口"), AT_THE_DOOR),
]


def tour() -> list[tuple[str, list[dict[str, Any]]]]:
    """Return the stops of the tour by part; none when this is not a demo with its story in it."""
    if not settings.DEMO:
        return []
    cycles, sights = told()
    parts = []
    for title, stops in TOURS:
        found = [(stop, _address(stop, cycles, sights)) for stop in stops]
        if drawn := [_drawn(stop, address) for stop, address in found if address]:
            parts.append((str(title), drawn))
    return parts


def _drawn(stop: Stop, address: str) -> dict[str, Any]:
    return {
        "who": stop.who,
        "title": stop.title,
        "see": stop.see,
        "action": reverse("demo:become", args=[stop.ref]),
        "next": address,
    }


def _address(stop: Stop, cycles: dict[str, Cycle], sights: dict[str, int]) -> str:
    """Return where a stop leads; nothing while the demo does not have it."""
    if stop.sight:
        return reverse(stop.page, args=[sights[stop.sight]]) if stop.sight in sights else ""
    if stop.cycle not in cycles:
        return ""
    cycle = cycles[stop.cycle]
    if stop.page == "portal:years":
        return reverse(stop.page, args=[cycle.programme_id])
    if not stop.kind:
        return reverse(stop.page, args=[cycle.pk])
    [step] = [step for step in cycle.steps.all() if step.kind == stop.kind]
    return reverse(stop.page, args=[step.pk])
