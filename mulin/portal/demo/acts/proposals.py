from typing import Any

from mulin.features.proposals import actions
from mulin.features.proposals.sections import Line
from mulin.programmes.models import Proposal, Step

from ..clock import at
from .season import HOUR, Season

WORDS = ("text", "goal", "beneficiaries", "steps", "sustainability", "zone_fit")


def prepare_proposals(season: Season, step: Step) -> None:
    """Let each proposal be worked out and handed in, by its author or, on paper, for them."""
    with at(step.opens_at + HOUR):
        for row in season.rows["proposals"]:
            proposal = season.proposal_of(row["idea"])
            season.proposals.append((row, _write(season, row, proposal)))
            for told in row.get("comments", []):
                actions.comment_on_proposal(
                    actor=season.town.people[told["by"]],
                    proposal=proposal,
                    section=told["section"],
                    text=told["text"],
                )
            if row.get("flagship"):
                actions.mark_flagship(
                    actor=season.office, proposal=proposal, reason="社区推荐，居民代表都同意"
                )


def _write(season: Season, row: dict[str, Any], proposal: Proposal) -> Proposal:
    """Let its author, or on paper the office, write a proposal and, unless told, hand it in."""
    actor = proposal.author or season.office
    written = {
        "title": row["title"],
        "budget": _budget(row),
        **{name: row[name] for name in WORDS if name in row},
        **_told(row),
    }
    if row.get("draft"):
        return actions.write_proposal(actor=actor, proposal=proposal, **written)
    consent = "" if proposal.author else "提案人在纸质提案表上签了字"
    return actions.submit_proposal(actor=actor, proposal=proposal, consent=consent, **written)


def _told(row: dict[str, Any]) -> dict[str, Any]:
    told = {"proposer_type": "by", "beneficiary_count": "people", "policy_tags": "tags"}
    return {name: row[key] for name, key in told.items() if key in row}


def _budget(row: dict[str, Any]) -> list[Line]:
    lines = row.get("budget", [])
    if "yuan" in row:
        lines = [{"label": "材料和人工", "quantity": 1, "yuan": row["yuan"]}]
    return [Line(line["label"], line["quantity"], round(line["yuan"] * 100)) for line in lines]
