from datetime import timedelta
from math import ceil
from typing import Any

from django.utils import timezone

from mulin.commons.people.actions import register_person
from mulin.commons.people.models import Person
from mulin.commons.places.actions import set_up_role
from mulin.commons.places.models import AdminUnit
from mulin.commons.places.queries import memberships_at
from mulin.commons.places.roles import Role
from mulin.features.ideas import actions
from mulin.features.ideas.models import Idea
from mulin.programmes.models import Step

from ..clock import at
from ..data import LONG_AGO
from .season import HOUR, Season

ENTERED_BY_STAFF = {"paper", "meeting", "phone", "visit", "school"}
LOUDEST = 130
"""How many homes the story lets support one idea at most; the demo has fewer, in proportion."""


def collect_ideas(season: Season, step: Step) -> None:
    """Let neighbours give their ideas, and others say that they want them too."""
    for number, row in enumerate(season.rows["ideas"]):
        moment = step.opens_at + timedelta(minutes=10 * number + 5)
        if "given_on" in row:
            moment = max(season.story.moment(row["given_on"]), moment)
        with at(min(moment, step.closes_at - 3 * HOUR, timezone.now())):
            idea = season.ideas[row["ref"]] = _give(season, step, row)
            for neighbour in _supporters(season, row):
                if neighbour != idea.author:
                    actions.support_idea(actor=neighbour, idea=idea)


def _supporters(season: Season, row: dict[str, Any]) -> list[Person]:
    neighbours = season.town.neighbours[row["community"]]
    return neighbours[: ceil(len(neighbours) * row["supporters"] / LOUDEST)]


def _give(season: Season, step: Step, row: dict[str, Any]) -> Idea:
    community = season.town.units[row["community"]]
    name = row.get("name", "")
    told: dict[str, Any] = {
        "step": step,
        "community": community,
        "category": row["category"],
        "title": row["title"],
        "text": row["text"],
        "channel": row["channel"],
        "is_anonymous": not name and "author" not in row,
    }
    if row["channel"] in ENTERED_BY_STAFF:
        screener = season.screener(row["community"])
        return actions.enter_idea(actor=screener, author_name=name, **told)
    return actions.submit_idea(actor=_author(season, row, name, community), **told)


def _author(season: Season, row: dict[str, Any], name: str, community: AdminUnit) -> Person:
    if ref := row.get("author"):
        return season.town.people[ref]
    if not name:
        return season.town.neighbours[row["community"]][-1]
    if known := memberships_at(community, words=name).first():
        return known.person
    with at(season.story.moment(LONG_AGO)):
        person = register_person(actor=None, full_name=name)
        set_up_role(person=person, role=Role.RESIDENT, unit=community)
    return person
