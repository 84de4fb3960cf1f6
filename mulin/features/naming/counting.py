"""Which name most neighbours want; a tie goes to the name that was given first."""

from collections.abc import Mapping, Sequence
from typing import Any

from mulin.decisions import Entry, Outcome, ReviewRule, weighted_review

RULE = ReviewRule(expert_weight=0, public_weight=100, public_method="share_of_all_votes")
"""Nobody but the neighbours: most votes, then the earlier submission."""


def counted(names: Sequence[Any], phones: Mapping[int, int], paper: Mapping[str, int]) -> Outcome:
    """Rank names, handed in in the order they were first given, by their votes together."""
    return weighted_review(
        (
            Entry(
                key=str(name.pk),
                scores=(),
                votes=phones.get(name.pk, 0) + paper.get(str(name.pk), 0),
                order=order,
            )
            for order, name in enumerate(names, start=1)
        ),
        RULE,
    )


def as_stored(
    outcome: Outcome, names: Sequence[Any], phones: Mapping[int, int], paper: Mapping[str, int]
) -> dict[str, Any]:
    """Return the outcome as it is kept and downloaded, with the names and where votes came from."""
    by_key = {str(name.pk): name for name in names}
    return outcome.as_dict() | {
        "names": {
            key: {
                "name": name.name,
                "first_given": name.first_given.isoformat(),
                "times_given": name.times,
                "on_phones": phones.get(name.pk, 0),
                "on_paper": paper.get(key, 0),
            }
            for key, name in by_key.items()
        },
        "blank": paper.get("", 0),
    }
