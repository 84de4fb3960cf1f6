"""
The thresholds neighbourhoods know, as data with their source.

They are presets and no legal advice: local rules and a compound's own rules of procedure may
ask for more, and whoever uses them can write a `ThresholdRule` of their own.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction

from ._tally import DECIMALS
from ._thresholds import AT_LEAST, DECISION, MORE_THAN, PARTICIPATION, Threshold, ThresholdRule

HALF, TWO_THIRDS, THREE_QUARTERS = Fraction(1, 2), Fraction(2, 3), Fraction(3, 4)
BY_OWNERS = ("area", "heads")


@dataclass(frozen=True, slots=True)
class OwnersMatter:
    """One of the nine matters that owners decide jointly."""

    item: int
    """Its number in article 278, from 1 to 9."""

    key: str
    chinese: str
    english: str

    @property
    def is_grave(self) -> bool:
        """Whether three quarters must agree, not just more than half."""
        return 6 <= self.item <= 8


OWNERS_MATTERS: Mapping[int, OwnersMatter] = {
    item: OwnersMatter(item, *words)
    for item, words in enumerate(
        [
            ("rules_of_procedure", "制定和修改业主大会议事规则", "rules of procedure"),
            ("management_covenant", "制定和修改管理规约", "management covenant"),
            ("owners_committee", "选举、更换业主委员会", "owners' committee"),
            ("property_company", "选聘、解聘物业", "property company"),
            ("use_of_maintenance_fund", "使用维修资金", "using the maintenance fund"),
            ("raising_maintenance_fund", "筹集维修资金", "raising the maintenance fund"),
            ("altering_buildings", "改建、重建建筑物及附属设施", "altering or rebuilding"),
            (
                "use_of_common_parts",
                "改变共有部分的用途、用共有部分经营",
                "changing the use of common parts or doing business with them",
            ),
            ("other_major_matters", "其他重大事项", "other major matters"),
        ],
        start=1,
    )
}
"""The matters of article 278 by their item."""


def household_consent(
    fraction: Fraction, *, of: str = "registered", comparison: str = AT_LEAST
) -> ThresholdRule:
    """
    Return the rule of a consent round: so large a share of the households must agree.

    By default of all registered households, vacant and unreachable ones among them; `of`
    "occupied" or "reached" where the round's own rule says so.  Which share is asked for is
    each round's own decision; no law sets it.
    """
    test = Threshold("households", fraction, of=of, comparison=comparison)
    return ThresholdRule(f"households-{of}", (test,), "the rule of the round")


def delegates_meeting(
    *,
    quorum: Fraction = HALF,
    quorum_comparison: str = MORE_THAN,
    fraction: Fraction = HALF,
    comparison: str = MORE_THAN,
    of: str = "present",
) -> ThresholdRule:
    """
    Return the rule of a vote of delegates: enough are present, and enough of them agree.

    By default more than half of all delegates must be present and more than half of those
    present agree; `of` "registered" asks for a share of all delegates.

    Source: 《城市居民委员会组织法》 (1989, as amended in 2018), article 9, for residents'
    meetings.  The law was revised with effect from 2026: check its chapter 4 and local rules.
    """
    return ThresholdRule(
        "delegates",
        (
            Threshold(
                "delegates", quorum, "present", "registered", quorum_comparison, PARTICIPATION
            ),
            Threshold("delegates", fraction, "agree", of, comparison, DECISION),
        ),
        "《城市居民委员会组织法》（1989 年，2018 年修正）第九条",
    )


def owners_decision(item: int) -> ThresholdRule:
    """
    Return the rule by which owners decide jointly on the matter of this item, from 1 to 9.

    Participation: owners of at least two thirds of the area and at least two thirds of their
    number.  Decision: of the area and of the number that take part, at least three quarters
    agree in items 6 to 8, more than half in the others.  以上 includes the number itself.

    Source: 《民法典》 article 278 (and 1259 on 以上 and 过半数).
    """
    if item not in OWNERS_MATTERS:
        raise ValueError(f"article 278 has the items 1 to 9, not {item!r}")
    agreed = (THREE_QUARTERS, AT_LEAST) if OWNERS_MATTERS[item].is_grave else (HALF, MORE_THAN)
    fraction, comparison = agreed
    gates = (
        Threshold(measure, TWO_THIRDS, "taking_part", "registered", AT_LEAST, PARTICIPATION)
        for measure in BY_OWNERS
    )
    tests = (
        Threshold(measure, fraction, "agree", "taking_part", comparison, DECISION)
        for measure in BY_OWNERS
    )
    return ThresholdRule(
        f"owners-278-{item}",
        (*gates, *tests),
        f"《民法典》第二百七十八条第一款第{'一二三四五六七八九'[item - 1]}项、第二款",
    )


def all_affected(measure: str = "heads") -> ThresholdRule:
    """
    Return the rule that all affected owners must agree, as when a home becomes a business.

    The roll holds those who are affected, and nobody else.  Source: 《民法典》 article 279.
    """
    if measure not in DECIMALS:
        raise ValueError(f"no measure {measure!r}; use {list(DECIMALS)}")
    test = Threshold(measure, Fraction(1), "agree", "registered", AT_LEAST, DECISION)
    return ThresholdRule("affected-279", (test,), "《民法典》第二百七十九条")
