"""Thresholds as people type and read them: 2/3, at least; 1/2, more than."""

from fractions import Fraction

from django.utils.translation import gettext as _

from mulin.decisions import Threshold, ThresholdRule, owners_decision

BY_OWNERS = ("area", "heads")
PARTICIPATION, DECISION = "participation", "decision"


def rule_of(
    item: int, participation: tuple[Fraction, str], decision: tuple[Fraction, str], source: str
) -> ThresholdRule:
    """Return the rule of one vote: law's own where every line is, else this compound's."""
    law = owners_decision(item)
    share, comparison = participation
    agreed, how = decision
    own = ThresholdRule(
        law.name,
        (
            *(
                Threshold(one, share, "taking_part", "registered", comparison, PARTICIPATION)
                for one in BY_OWNERS
            ),
            *(Threshold(one, agreed, "agree", "taking_part", how, DECISION) for one in BY_OWNERS),
        ),
        law.source,
    )
    if own == law:
        return law
    return ThresholdRule(f"{law.name}-own", own.thresholds, f"{law.source}；{source}")


def differs_from_law(rule: ThresholdRule, item: int) -> bool:
    """Say whether a rule's lines are others than those of article 278."""
    return rule.thresholds != owners_decision(item).thresholds


def stage_of(rule: ThresholdRule, stage: str) -> Threshold:
    """Return the line of a stage; both measures share it."""
    return next(one for one in rule.thresholds if one.stage == stage)


def in_words(test: Threshold) -> str:
    """Say a line as the law does: 三分之二以上, 过半数."""
    known = {
        (Fraction(1, 2), "more_than"): _("过半数"),
        (Fraction(2, 3), "at_least"): _("三分之二以上（含本数）"),
        (Fraction(3, 4), "at_least"): _("四分之三以上（含本数）"),
    }
    if said := known.get((test.fraction, test.comparison)):
        return said
    words = _("超过 %(share)s") if test.comparison == "more_than" else _("%(share)s 以上（含本数）")
    return words % {"share": str(test.fraction)}
