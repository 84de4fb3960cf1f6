"""Votes on a budget from before, uploaded as ballot files and counted."""

from hashlib import sha256
from typing import Any

from mulin.decisions.budgeting import Election, Project, election_file
from mulin.features.budgets.actions import keep_ballot_file, publish_count
from mulin.features.budgets.rules import best_rule

from .clock import at
from .data import Story
from .town import Town

CENTS = 100


def upload_ballot_files(story: Story, town: Town) -> None:
    """Let staff upload what was voted on, and publish some of it."""
    for row in story.rows["elections"]:
        actor, election = town.people[row["by"]], _election(row)
        with at(story.moment(row["uploaded_on"])):
            file = keep_ballot_file(
                actor=actor,
                unit=town.units[row["unit"]],
                title=row["title"],
                election=election,
                sha256=sha256(election_file.write(election).encode()).hexdigest(),
                currency="CNY",
            )
        if "published_on" in row:
            with at(story.moment(row["published_on"])):
                best, plain = best_rule(file.kind), best_rule(file.kind, "greedy")
                publish_count(actor=actor, file=file, rule=best, against=plain)


def _election(row: dict[str, Any]) -> Election:
    return Election.from_rows(
        [Project(one["key"], one["cost"] * CENTS, one["name"]) for one in row["projects"]],
        row["budget"] * CENTS,
        [choice for _times, choice in row["ballots"]],
        weights=[times for times, _choice in row["ballots"]],
        kind=row["kind"],
        unit=CENTS,
    )
