from typing import Any

from mulin.features.ideas import actions
from mulin.features.ideas.actions import Help
from mulin.features.ideas.models import Idea
from mulin.programmes.models import Step

from ..clock import at
from .season import HOUR, Season


def screen_ideas(season: Season, step: Step) -> None:
    """Let each community's screener answer every idea."""
    with at(step.opens_at + HOUR):
        for row in season.rows["ideas"]:
            _screen(season, row, season.ideas[row["ref"]])


def _screen(season: Season, row: dict[str, Any], idea: Idea) -> None:
    screener = season.screener(row["community"])
    if into := row.get("into"):
        actions.merge_idea(actor=screener, idea=idea, into=season.ideas[into], reply=row["reply"])
    elif verdict := row.get("verdict"):
        actions.screen_idea(
            actor=screener,
            idea=idea,
            findings={},
            verdict=verdict,
            reply=row["reply"],
            self_help=_help(season, row),
        )
    else:
        actions.screen_idea(
            actor=screener,
            idea=idea,
            findings=_findings(season, row),
            verdict="proposal",
            joins=season.proposal_of(row["joins"]) if "joins" in row else None,
        )


def _findings(season: Season, row: dict[str, Any]) -> dict[str, Any]:
    findings = {key: {"answer": "yes", "reason": ""} for key in season.cycle.criteria}
    if doubted := row.get("part"):
        findings[doubted] = {"answer": "part", "reason": row["reason"]}
    return findings


def _help(season: Season, row: dict[str, Any]) -> Help | None:
    if "helper" not in row:
        return None
    helper = season.town.people[row["helper"]]
    return Help(helper_name=helper.full_name, text=row["title"], helper=helper)
