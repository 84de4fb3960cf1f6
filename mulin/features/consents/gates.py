"""Which earlier rounds hold a later step back, and why, in words."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from mulin.decisions import ThresholdLine
from mulin.programmes.models import Step

from . import queries
from .models import ConsentRound
from .rules import Count, kept_outcome, lacking, outcome_of


@dataclass(frozen=True, slots=True)
class Missing:
    """A required round that has not been reached."""

    step: Step
    words: str


def missing_rounds(step: Step) -> list[Missing]:
    """Return the required rounds before a step that have not reached their threshold."""
    return missing_among(queries.steps_before(step))


def missing_among(
    rounds: list[tuple[Step, ConsentRound | None]],
    *,
    count_of: Callable[[ConsentRound], Count | None] = queries.count_of,
) -> list[Missing]:
    """Return which of these rounds have not reached their threshold; as of which count."""
    found = []
    for before, round in rounds:
        outcome = kept_outcome(before)
        if outcome and outcome.passed:
            continue
        names = {"step": before}
        if outcome:
            line = outcome.lines[0]
            words = _("“%(step)s”没有达到：同意 %(have)s / %(base)s 户，要 %(needed)s 户。")
            found.append(Missing(before, words % (names | _figures(line))))
        elif round is None or not round.is_opened:
            found.append(Missing(before, _("“%(step)s”还没有开始问。") % names))
        elif (count := count_of(round)) is None:
            found.append(Missing(before, _("“%(step)s”还没有结束。") % names))
        else:
            line = outcome_of(before, count).lines[0]
            found.append(Missing(before, _under_way(names | _figures(line), lacking(line))))
    return found


def _figures(line: ThresholdLine) -> dict[str, int]:
    return {"have": line.have, "base": line.base, "needed": line.needed}


def _under_way(figures: dict[str, Any], lacks: int) -> str:
    if not lacks:
        words = _("“%(step)s”还没有结束：同意 %(have)s / %(base)s 户，已经够了，等它结束。")
        return words % figures
    words = ngettext(
        "“%(step)s”还没有结束：同意 %(have)s / %(base)s 户，还差 %(lacks)s 户。",
        "“%(step)s”还没有结束：同意 %(have)s / %(base)s 户，还差 %(lacks)s 户。",
        lacks,
    )
    return words % (figures | {"lacks": lacks})


def missing_in_words(missing: list[Missing]) -> str:
    return "".join(one.words for one in missing)
