"""
A contest's outcome as it is kept for good and given out as JSON.

Whatever is here is explained in docs/reference/contest-result.md; a change there needs a new
number behind `SCHEMA`.
"""

from collections.abc import Mapping
from dataclasses import asdict
from decimal import Decimal
from typing import Any

from django.conf import settings
from django.utils.translation import override

from mulin.decisions import Outcome, Selection, by_budget, by_pass_mark, by_quota
from mulin.programmes.models import Proposal, Step

from . import queries
from .limits import SETTINGS, groups_of, limits_of
from .rubric import means_of, rubric_of

SCHEMA = "mulin.contest-result.1"


def plan_of(settings: dict[str, Any]) -> dict[str, Any]:
    """Return how a contest selects, as it was settled before the vote."""
    budget = settings.get("budget")
    return {
        "by": settings["selection"],
        "number": settings["number"],
        "budget_cents": int(Decimal(str(budget)) * 100) if budget else None,
        "waitlist": settings.get("waitlist", 0),
        **{name: settings[name] for name in SETTINGS if settings.get(name)},
    }


def select(
    outcome: Outcome, plan: Mapping[str, Any], proposals: Mapping[str, Mapping[str, Any]]
) -> Selection:
    """Select from a ranking by such a plan, given what is stored of each proposal."""
    rest: dict[str, Any] = {
        "waitlist": plan["waitlist"],
        "limits": limits_of(plan),
        "groups": groups_of(proposals),
    }
    if plan["by"] == "budget":
        costs = {key: about["cost_cents"] for key, about in proposals.items()}
        return by_budget(outcome, costs, plan["budget_cents"], **rest)
    rule = by_pass_mark if plan["by"] == "pass_mark" else by_quota
    return rule(outcome, plan["number"], **rest)


def verdict_of(verdict: str, step: Step) -> str:
    """Return what a verdict of the rule means in this contest: a preliminary one shortlists."""
    return selects_of(step) if verdict == Proposal.State.SELECTED else verdict


def selects_of(step: Step) -> str:
    """Return the state of those a contest chooses: selected, or shortlisted for a later one."""
    return step.settings.get("selects") or str(Proposal.State.SELECTED.value)


def stored_outcome(
    step: Step,
    outcome: Outcome,
    plan: dict[str, Any],
    selection: Selection,
    entries: dict[str, Proposal],
    proposals: dict[str, dict[str, Any]],
) -> dict[str, Any]:
    """Return all that is needed to count and to select again, and what came out."""
    paper = _paper(step, entries)
    return outcome.as_dict() | {
        "schema": SCHEMA,
        "selection": plan,
        "picks": [asdict(pick) for pick in selection.picks],
        "selects": selects_of(step),
        "selected": list(selection.selected),
        "waitlisted": list(selection.waitlisted),
        "left_cents": selection.left,
        "unmet": [asdict(unmet) for unmet in selection.unmet],
        "ties": [asdict(tie) | {"total": str(tie.total)} for tie in outcome.ties],
        "voters": queries.voters_of(step) + sum(box["valid"] for box in paper["boxes"]),
        "votes_per_person": step.settings["votes_per_person"],
        "paper": paper,
        "rubric": _rubric(step, entries),
        "judges": queries.judges_who_scored(step),
        "proposals": proposals,
    }


def stored_proposals(step: Step, entries: dict[str, Proposal]) -> dict[str, dict[str, Any]]:
    """Return what a result keeps of each proposal, by its number."""
    with override(settings.LANGUAGE_CODE):  # kept for everybody, whoever closes
        zones, labels = queries.zones_of(step), step.cycle.categories
    return {
        key: {
            "id": entry.pk,
            "title": entry.title,
            "community": entry.community.name,
            "community_id": entry.community_id,
            "zone": zones.get(entry.community_id, ""),
            "category": labels.get(entry.category, entry.category),
            "cost_cents": entry.cost_cents,
        }
        for key, entry in entries.items()
    }


def _rubric(step: Step, entries: dict[str, Proposal]) -> dict[str, Any]:
    """Return what the scores are made of, sheet by sheet without names; nothing without lines."""
    lines = rubric_of(step)
    if not lines:
        return {}
    sheets = queries.points_by_proposal(step)
    return {
        "lines": [{"name": line.name, "points": line.points} for line in lines],
        "sheets": {
            key: sorted(
                ([sheet[line.name] for line in lines] for sheet in sheets[entry.pk]), reverse=True
            )
            for key, entry in entries.items()
        },
        "means": {
            key: [str(mean) for mean in means_of(lines, sheets[entry.pk])]
            for key, entry in entries.items()
        },
    }


def _paper(step: Step, entries: dict[str, Proposal]) -> dict[str, Any]:
    """Return what was counted on paper: by proposal, and box by box with who counted."""
    keys = {str(entry.pk): key for key, entry in entries.items()}
    votes = queries.paper_votes(step)
    return {
        "votes": {key: votes[entry.pk] for key, entry in entries.items()},
        "boxes": [
            {
                "community": box.community.name,
                "serials": str(box),
                "issued": queries.holders_of(box).count(),
                "valid": tally.valid,
                "spoilt": tally.spoilt,
                "votes": {keys[pk]: count for pk, count in tally.votes.items() if pk in keys},
                "rounds": box.round,
                "counters": queries.counters_roles(box),
                "reason": tally.reason,
            }
            for box in queries.batches_of(step)
            if (tally := box.agreed)
        ],
    }
