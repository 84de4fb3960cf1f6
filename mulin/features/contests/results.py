"""A contest's stored outcome, in the words and figures a neighbour reads."""

from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from mulin.decisions import Line, Outcome, recount
from mulin.programmes.models import Step

CIRCLED = "①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳"


@dataclass(frozen=True, slots=True)
class Row:
    """One proposal's place in the result."""

    line: Line
    proposal: int
    title: str
    community: str
    is_selected: bool
    expert_sum: str
    public_sum: str
    conversion: str
    tie: str
    comments: tuple[str, ...] = ()

    @property
    def mark(self) -> str:
        return mark(int(self.line.key))


@dataclass(frozen=True, slots=True)
class Result:
    """A whole result: the rule in words, the rows from the best on."""

    rows: tuple[Row, ...]
    voters: int
    votes: int
    judges: int
    expert_weight: int
    public_weight: int
    method: str
    selection: str
    pass_mark: int | None

    @property
    def selected(self) -> list[Row]:
        return [row for row in self.rows if row.is_selected]


def mark(number: int) -> str:
    """Return a proposal's number as the ballot shows it."""
    return CIRCLED[number - 1] if 1 <= number <= len(CIRCLED) else f"{number}."


def result_of(step: Step, comments: dict[int, list[str]] | None = None) -> Result | None:
    """Return what a closed contest came to; None while it is sealed."""
    if not step.is_closed or not step.outcome:
        return None
    stored = step.outcome
    counted = recount(stored)
    rule = counted.rule
    return Result(
        rows=tuple(_row(line, counted, stored, comments or {}) for line in counted.lines),
        voters=stored["voters"],
        votes=sum(line.votes for line in counted.lines),
        judges=stored["judges"],
        expert_weight=rule.expert_weight,
        public_weight=rule.public_weight,
        method=method_in_words(rule.public_method),
        selection=selection_in_words(**stored["selection"]),
        pass_mark=stored["selection"]["number"]
        if stored["selection"]["by"] == "pass_mark"
        else None,
    )


def rules_in_words(step: Step) -> list[str]:
    """Return how a contest is decided, one sentence each, as it is told before the vote."""
    given = step.settings
    words = {"expert": given["expert_weight"], "public": given["public_weight"]}
    rules = [
        _("总分 = 专家均分 × %(expert)d%% + 居民分 × %(public)d%%") % words,
        method_in_words(given["public_method"]),
        selection_in_words(given["selection"], given["number"]),
        _("总分相同：先比专家均分，再比票数，还相同的先提交的在前"),
        _("每一步都四舍五入到两位小数，照印出来的数接着算"),
    ]
    if given["trim"]:
        rules.insert(1, _("一个提案有五张以上评分表时，去掉一个最高分和一个最低分"))
    return rules


def method_in_words(method: str) -> str:
    return {
        "share_of_top_vote": _("得票 ÷ 得票最多的提案的票数 × 100，就是居民分"),
        "share_of_all_votes": _("得票 ÷ 全部票数 × 100，就是居民分"),
        "rank_points": _(
            "票数不比它多的提案（连它自己）÷ 全部提案 × 100，就是居民分；没有票是 0 分"
        ),
    }[method]


def selection_in_words(by: str, number: int) -> str:
    if by == "quota":
        return _("按总分从高到低，取前 %(number)d 名") % {"number": number}
    return _("总分到 %(number)d 分就入选") % {"number": number}


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
        _("没有手机的邻居，社区可以代录"),
    ]
    return "\n".join(lines)


def news(step: Step, result: Result) -> str:
    """Return what to say in a group when the result is out."""
    facts = {"cycle": str(step.cycle), "total": len(result.rows), "chosen": len(result.selected)}
    lines = [
        _("看结果：%(cycle)s") % facts,
        _("%(total)d 个提案，选出 %(chosen)d 个，每一分怎么来的都写着") % facts,
    ]
    return "\n".join(lines + [row.title for row in result.selected[:5]])


def notice_of(step: Step, result: Result) -> dict[str, Any]:
    """Return what a result's public notice says: title, text and the table of what is selected."""
    facts = {
        "cycle": str(step.cycle),
        "judges": result.judges,
        "expert": result.expert_weight,
        "voters": result.voters,
        "votes": result.votes,
        "public": result.public_weight,
        "entries": len(result.rows),
        "selected": len(result.selected),
        "selection": result.selection,
    }
    body = [
        _(
            "“%(cycle)s”共有 %(entries)d 个提案参加评选。%(judges)d 位专家打分，占 %(expert)d%%；"
            "%(voters)d 位居民投了 %(votes)d 票，占 %(public)d%%。"
        )
        % facts,
        _("%(selection)s，选出 %(selected)d 个，现予公示。") % facts,
        _("每个提案的专家分、票数和算法，都写在评选结果页上，可以下载核对。"),
    ]
    return {
        "title": _("%(cycle)s评选结果") % facts,
        "body": "\n".join(body),
        "items": {
            "columns": [_("提案"), _("社区"), _("总分")],
            "rows": [[row.title, row.community, str(row.line.total)] for row in result.selected],
        },
    }


def _row(
    line: Line, counted: Outcome, stored: dict[str, Any], comments: dict[int, list[str]]
) -> Row:
    about = stored["proposals"][line.key]
    rule = counted.rule
    return Row(
        line=line,
        proposal=about["id"],
        title=about["title"],
        community=about["community"],
        is_selected=line.key in stored["selected"],
        expert_sum=_product(line.expert_mean, rule.expert_weight, line.expert_part),
        public_sum=_product(line.public_score, rule.public_weight, line.public_part),
        conversion=f"{line.public_of[0]} ÷ {line.public_of[1]} × 100 = {line.public_score}"
        if line.public_of[1]
        else "0.00",
        tie=_tie(line),
        comments=tuple(comments.get(about["id"], ())),
    )


def _product(figure: Decimal, weight: int, part: Decimal) -> str:
    return f"{figure} × {weight}% = {part}"


def _tie(line: Line) -> str:
    if not line.tied_with:
        return ""
    others = "、".join(mark(int(key)) for key in line.tied_with)
    return {
        "expert_mean": _("与 %(others)s 总分相同，按专家均分高低排先后"),
        "votes": _("与 %(others)s 总分和专家均分都相同，按票数多少排先后"),
        "order": _("与 %(others)s 总分、专家均分、票数都相同，先提交的在前"),
    }[line.tie_settled_by] % {"others": others}
