"""What a proposal is made of, in the order it is read."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _


@dataclass(frozen=True, slots=True)
class Section:
    """One part of a proposal that is written in words."""

    name: str
    label: Any
    hint: Any
    most: int = 1000


SECTIONS = (
    Section("text", _("这是件什么事"), _("一两句话，让没听过的人也明白。"), 3000),
    Section("goal", _("想做成什么样"), _("现在哪里不方便，做好以后是什么样子。")),
    Section("beneficiaries", _("谁会受益"), _("是哪些人，有多少，怎么受益。")),
    Section("steps", _("分几步、什么时候做"), _("一步一行，写上月份。")),
    Section("sustainability", _("以后谁来管"), _("钱花完以后，谁看着、谁出力、坏了找谁。")),
    Section("zone_fit", _("怎么呼应片区的重点"), _("对着上面的片区重点写一两句。")),
    Section("method", _("用什么专业方法"), _("比如议事会、小组活动、社区花园共建。没有就空着。")),
)
BY_NAME = {section.name: section for section in SECTIONS}
BUDGET = "budget"
COMMENTED = ("title", *BY_NAME, BUDGET)
"""The parts that a coach can say something about."""


def label_of(name: str) -> str:
    """Return what a part of a proposal is called."""
    return str(BY_NAME[name].label if name in BY_NAME else OTHERS.get(name, name))


OTHERS = {
    "title": _("提案叫什么"),
    "category": _("类别"),
    "policy_tags": _("政策标签"),
    "proposer_type": _("谁提的"),
    "proposer_name": _("小组或单位的名字"),
    "beneficiary_count": _("大约多少人受益"),
    "social_worker": _("跟进的社工"),
    "is_free": _("不用花钱"),
    BUDGET: _("预算"),
}
FIELDS = (
    "title",
    "category",
    "proposer_type",
    "proposer_name",
    "text",
    "goal",
    "beneficiaries",
    "beneficiary_count",
    "steps",
    "sustainability",
    "zone_fit",
    "method",
    "social_worker",
    "policy_tags",
    "is_free",
    BUDGET,
)
"""Everything a version keeps, in the order of the page."""

ON_PROPOSAL = ("title", "category", "policy_tags", "text")
ON_SHEET = tuple(f for f in FIELDS if f not in (*ON_PROPOSAL, BUDGET))


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a budget, wherever it is kept."""

    label: str
    quantity: int
    unit_cents: int

    @property
    def total_cents(self) -> int:
        return self.quantity * self.unit_cents

    @property
    def as_kept(self) -> list[Any]:
        return [self.label, self.quantity, self.unit_cents]


def lines_of(snapshot: Mapping[str, Any]) -> list[Line]:
    """Return the budget of a version."""
    return [Line(*kept) for kept in snapshot.get(BUDGET, [])]


def cost_of(snapshot: Mapping[str, Any]) -> int | None:
    """Return what a version costs in cents, exactly; None while nobody has said."""
    if snapshot.get("is_free"):
        return 0
    lines = lines_of(snapshot)
    return sum(line.total_cents for line in lines) if lines else None
