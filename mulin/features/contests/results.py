"""A contest's stored outcome, in the words and figures a neighbour reads."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _

from mulin.commons.places.roles import Role
from mulin.decisions import Line, Outcome, recount
from mulin.programmes.models import Proposal, Step

from .limits import limit_reason, limits_in_words, unmet_in_words
from .rubric import RubricLine
from .rules import exact_yuan, method_in_words, selection_in_words

CIRCLED = "①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳"


@dataclass(frozen=True, slots=True)
class PointsMean:
    """The mean of what all experts gave one proposal on one line of the rubric."""

    line: RubricLine
    mean: Decimal


@dataclass(frozen=True, slots=True)
class Row:
    """One proposal's place in the result."""

    line: Line
    proposal: int
    title: str
    community: str
    community_id: int
    zone: str
    category: str
    cost_cents: int | None
    verdict: str
    because: str
    """Why it is in, waits or is out, in words."""

    expert_sum: str
    public_sum: str
    conversion: str
    tie: str
    on_paper: int
    is_by_limit: bool = False
    """Whether a limit on categories or communities took it or passed it over."""

    points: tuple[PointsMean, ...] = ()
    """What the experts gave on the mean, line by line of the rubric."""

    comments: tuple[str, ...] = ()

    @property
    def mark(self) -> str:
        return mark(int(self.line.key))

    @property
    def is_selected(self) -> bool:
        """Whether this contest chose it: it is in, or on to the next round."""
        return self.verdict in (Proposal.State.SELECTED, Proposal.State.SHORTLISTED)

    @property
    def verdict_label(self) -> str:
        return str(Proposal.State(self.verdict).label)


@dataclass(frozen=True, slots=True)
class Box:
    """What was counted in one box of paper ballots, and by whom: their parts, not their names."""

    community: str
    serials: str
    issued: int
    valid: int
    spoilt: int
    counters: str
    reason: str


@dataclass(frozen=True, slots=True)
class Share:
    """How much of all that is selected one category takes."""

    category: str
    part: int
    whole: int
    limit: int

    @property
    def is_over(self) -> bool:
        return self.part * 100 > self.limit * self.whole


@dataclass(frozen=True, slots=True)
class Result:
    """A whole result: the rule in words, the rows from the best on."""

    rows: tuple[Row, ...]
    selects: str
    """The state of those it chose: selected, or shortlisted by a preliminary contest."""

    voters: int
    votes: int
    judges: int
    expert_weight: int
    public_weight: int
    method: str
    selection: str
    pass_mark: int | None
    budget_cents: int | None
    left_cents: int | None
    shares: tuple[Share, ...]
    """Of the selected proposals by category, the largest first."""

    limits: tuple[str, ...] = ()
    """What it left to one category or community at most and kept at least, in words."""

    unmet: tuple[str, ...] = ()
    """The communities that came to fewer than they should have, in words."""

    boxes: tuple[Box, ...] = ()

    @property
    def selected(self) -> list[Row]:
        return [row for row in self.rows if row.is_selected]

    @property
    def is_preliminary(self) -> bool:
        """Whether those it chose go on to a later contest."""
        return self.selects == Proposal.State.SHORTLISTED

    @property
    def chosen_label(self) -> str:
        """Return what those are called whom this contest chose."""
        return str(Proposal.State(self.selects).label)

    @property
    def waitlisted(self) -> list[Row]:
        return [row for row in self.rows if row.verdict == Proposal.State.WAITLISTED]

    @property
    def tied(self) -> list[Row]:
        return [row for row in self.rows if row.tie]

    @property
    def used_cents(self) -> int:
        return sum(row.cost_cents or 0 for row in self.selected)

    @property
    def budget_in_words(self) -> str:
        return exact_yuan(self.budget_cents or 0)

    @property
    def shares_over(self) -> list[Share]:
        return [share for share in self.shares if share.is_over]


def mark(number: int) -> str:
    """Return a proposal's number as the ballot shows it."""
    return CIRCLED[number - 1] if 1 <= number <= len(CIRCLED) else f"{number}."


def result_of(step: Step, comments: dict[int, list[str]] | None = None) -> Result | None:
    """Return what a closed contest came to; None while it is sealed."""
    if not step.is_closed or not step.outcome:
        return None
    stored = step.outcome
    counted = recount(stored)
    rule, plan = counted.rule, stored["selection"]
    names = _communities(stored)
    rows = tuple(
        _row(line, pick, counted, stored, names, comments or {})
        for line, pick in zip(counted.lines, stored["picks"], strict=True)
    )
    return Result(
        rows=rows,
        selects=stored.get("selects", Proposal.State.SELECTED.value),
        voters=stored["voters"],
        votes=sum(line.votes for line in counted.lines),
        judges=stored["judges"],
        expert_weight=rule.expert_weight,
        public_weight=rule.public_weight,
        method=method_in_words(rule.public_method),
        selection=selection_in_words(plan),
        pass_mark=plan["number"] if plan["by"] == "pass_mark" else None,
        budget_cents=plan["budget_cents"] if plan["by"] == "budget" else None,
        left_cents=stored["left_cents"],
        shares=shares_of((row.category for row in rows if row.is_selected), limit_of(step)),
        limits=tuple(limits_in_words(plan)),
        unmet=tuple(unmet_in_words(unmet, names) for unmet in stored.get("unmet", [])),
        boxes=tuple(_box(box) for box in stored.get("paper", {}).get("boxes", [])),
    )


def limit_of(step: Step) -> int:
    """Return the share in per cent above which one category is warned of."""
    return step.settings.get("category_limit", 40)


def shares_of(categories: Iterable[str], limit: int) -> tuple[Share, ...]:
    """Return each category's share of a list, the largest first."""
    counted = Counter(categories)
    return tuple(
        Share(category, part, counted.total(), limit) for category, part in counted.most_common()
    )


def _row(
    line: Line,
    pick: dict[str, Any],
    counted: Outcome,
    stored: dict[str, Any],
    names: dict[str, str],
    comments: dict[int, list[str]],
) -> Row:
    about = stored["proposals"][line.key]
    rule = counted.rule
    by_limit = limit_reason(pick, stored["selection"], names, _marked)
    return Row(
        line=line,
        proposal=about["id"],
        title=about["title"],
        community=about["community"],
        community_id=about["community_id"],
        zone=_read(about["zone"]),
        category=_read(about["category"]),
        cost_cents=about["cost_cents"],
        verdict=_verdict(pick["verdict"], stored),
        because=by_limit or _because(pick, about["cost_cents"]),
        is_by_limit=bool(by_limit),
        expert_sum=_product(line.expert_mean, rule.expert_weight, line.expert_part),
        public_sum=_product(line.public_score, rule.public_weight, line.public_part),
        conversion=f"{line.public_of[0]} ÷ {line.public_of[1]} × 100 = {line.public_score}"
        if line.public_of[1]
        else "0.00",
        tie=_tie(line),
        on_paper=stored.get("paper", {}).get("votes", {}).get(line.key, 0),
        points=_points(stored.get("rubric") or {}, line.key),
        comments=tuple(comments.get(about["id"], ())),
    )


def _points(rubric: dict[str, Any], key: str) -> tuple[PointsMean, ...]:
    """Return a proposal's means by line; none where nobody scored it or there are no lines."""
    lines = [RubricLine(**line) for line in rubric.get("lines", [])]
    means = rubric.get("means", {}).get(key) or []
    return tuple(PointsMean(line, Decimal(mean)) for line, mean in zip(lines, means, strict=False))


def _communities(stored: dict[str, Any]) -> dict[str, str]:
    """Return the names of the communities by the key under which groups are stored."""
    about = stored["proposals"].values()
    return {str(proposal["community_id"]): proposal["community"] for proposal in about}


def _marked(key: str) -> str:
    return mark(int(key))


def _verdict(verdict: str, stored: dict[str, Any]) -> str:
    return stored.get("selects", verdict) if verdict == Proposal.State.SELECTED else verdict


def _box(box: dict[str, Any]) -> Box:
    return Box(
        community=box["community"],
        serials=box["serials"],
        issued=box["issued"],
        valid=box["valid"],
        spoilt=box["spoilt"],
        counters=_("、").join(str(Role(role).label) for role in box["counters"] if role),
        reason=box["reason"],
    )


def _read(words: str) -> str:
    """Return what the house calls a zone or a category, in the reader's language."""
    return _(words) if words else ""


def _because(pick: dict[str, Any], cost_cents: int | None) -> str:
    """Return why a budget took a proposal or passed it over; ranks and marks say it themselves."""
    if pick["because"] == "no_cost":
        return _("没写要多少钱，跳过")
    if pick["because"] == "too_dear":
        return _("轮到它时还剩 %(left)s 元，它要 %(cost)s 元，不够，跳过") % {
            "left": exact_yuan(pick["left"]),
            "cost": exact_yuan(cost_cents or 0),
        }
    if pick["because"] == "fits":
        return _("轮到它时还剩 %(left)s 元，够") % {"left": exact_yuan(pick["left"])}
    return ""


def _product(figure: Decimal, weight: int, part: Decimal) -> str:
    return f"{figure} × {weight}% = {part}"


def _tie(line: Line) -> str:
    if not line.tied_with:
        return ""
    others = "、".join(map(_marked, line.tied_with))
    return {
        "expert_mean": _("与 %(others)s 总分相同，按专家均分高低排先后"),
        "votes": _("与 %(others)s 总分和专家均分都相同，按票数多少排先后"),
        "order": _("与 %(others)s 总分、专家均分、票数都相同，先提交的在前"),
    }[line.tie_settled_by] % {"others": others}
