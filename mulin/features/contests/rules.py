"""How a contest is decided and what is said of it, in words."""

from collections.abc import Mapping
from typing import Any

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from mulin.programmes.models import Step

from .limits import limits_in_words
from .outcomes import plan_of
from .rubric import RubricLine, rubric_of
from .voters import only_delegates_vote


def rules_in_words(step: Step) -> list[str]:
    """Return how a contest is decided, one sentence each, as it is told before the vote."""
    given = step.settings
    words = {"expert": given["expert_weight"], "public": given["public_weight"]}
    rules = [
        _("总分 = 专家均分 × %(expert)d%% + 居民分 × %(public)d%%") % words,
        method_in_words(given["public_method"]),
        selection_in_words(plan_of(given)),
        *limits_in_words(plan_of(given)),
        *waitlist_in_words(plan_of(given)),
        _("总分相同：先比专家均分，再比票数，还相同的先提交的在前"),
        _("每一步都四舍五入到两位小数，照印出来的数接着算"),
    ]
    if only_delegates_vote(step):
        rules.insert(1, _("只由居民代表和党员代表投票；两样都是的，也只有一张选票"))
    if lines := rubric_of(step):
        rules.insert(1, _rubric_in_words(lines))
    if given["trim"]:
        rules.insert(1, _("一个提案有五张以上评分表时，去掉一个最高分和一个最低分"))
    return rules


def _rubric_in_words(lines: list[RubricLine]) -> str:
    parts = [
        _("%(line)s %(points)d 分") % {"line": line.label, "points": line.points} for line in lines
    ]
    return _("专家一条一条打分，加起来是总分：%(lines)s") % {"lines": _("、").join(parts)}


def method_in_words(method: str) -> str:
    return {
        "share_of_top_vote": _("得票 ÷ 得票最多的提案的票数 × 100，就是居民分"),
        "share_of_all_votes": _("得票 ÷ 全部票数 × 100，就是居民分"),
        "rank_points": _(
            "票数不比它多的提案（连它自己）÷ 全部提案 × 100，就是居民分；没有票是 0 分"
        ),
    }[method]


def selection_in_words(plan: Mapping[str, Any]) -> str:
    """Return how a contest selects: by quota, by budget or by pass mark."""
    if plan["by"] == "quota":
        return _("按总分从高到低，取前 %(number)d 名") % plan
    if plan["by"] == "budget":
        return _("按总分从高到低，钱够就选；不够的跳过，看下一个；一共 %(budget)s 元") % {
            "budget": exact_yuan(plan["budget_cents"])
        }
    return _("总分到 %(number)d 分就入选") % plan


def waitlist_in_words(plan: Mapping[str, Any]) -> list[str]:
    if not plan["waitlist"]:
        return []
    return [
        ngettext(
            "没入选的里面，总分最高的 %(places)d 个候补",
            "没入选的里面，总分最高的 %(places)d 个候补",
            plan["waitlist"],
        )
        % {"places": plan["waitlist"]}
    ]


def exact_yuan(cents: int) -> str:
    """Return an amount for a sentence: its cents only where there are some."""
    return ledger_yuan(cents).removesuffix(".00")


def ledger_yuan(cents: int) -> str:
    """Return an amount as ledgers write it, always with its cents."""
    return f"{cents // 100:,}.{cents % 100:02}"


def invitation(step: Step) -> str:
    """Return what to say in a group so that neighbours come and vote."""
    facts = {
        "cycle": str(step.cycle),
        "when": date_format(timezone.localtime(step.closes_at), "DATETIME_FORMAT"),
        "most": step.settings["votes_per_person"],
    }
    if step.is_closed:
        return _("看结果：%(cycle)s") % facts
    lines = [
        _("来投票：%(cycle)s") % facts,
        _("%(when)s截止，一人最多选 %(most)d 项") % facts,
        _("由居民代表和党员代表投票")
        if only_delegates_vote(step)
        else _("没有手机的邻居，社区可以代录"),
    ]
    return "\n".join(lines)
