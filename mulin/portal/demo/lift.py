"""A stairwell asked whether it wants a lift: a round under way, with doors left to knock at."""

from datetime import timedelta
from typing import Any

from django.utils import timezone

from mulin.commons.electorates.models import Elector
from mulin.commons.people.models import Person
from mulin.commons.places.models import Entrance
from mulin.commons.topics.actions import open_topic
from mulin.features.consents import actions, queries
from mulin.features.consents.actions import visiting
from mulin.features.consents.actions.visiting import Knock, Raised
from mulin.features.consents.models import ConsentRound, VisitCampaign
from mulin.programmes.actions import take_up_topic

from .clock import at
from .cycles import begin_cycle
from .data import Story
from .town import Town

WEEKEND = 5
DAYS = 8
"""On how many days visitors go: the day of whoever tries the demo is one of them."""


def ask_a_stairwell(story: Story, town: Town) -> None:
    """Take the matter on, open the round, send visitors, and let them come to some doors."""
    told = story.rows["lift"]
    office = town.people[told["by"]]
    with at(opened := story.moment(told["opened_on"], 9)):
        round = _opened_round(told, office, town)
        campaign = _campaign(told, round, office, town)
    with at(min(opened + timedelta(hours=10), timezone.now())):
        homes = list(queries.electors(round))
        visiting.record_visits(
            actor=office,
            campaign=campaign,
            knocks=[_knock(home, door) for home, door in zip(homes, told["doors"], strict=False)],
        )


def _opened_round(told: dict[str, Any], office: Person, town: Town) -> ConsentRound:
    building = town.buildings[told["building"]]
    entrance = Entrance.objects.get(building=building, name=told["stairwell"])
    community = town.units[told["community"]]
    topic = open_topic(
        actor=office, community=community, form="lift", entrance=entrance, **told["topic"]
    )
    cycle = begin_cycle(told, office, town, where="lift.yaml")
    take_up_topic(actor=office, topic=topic, cycle=cycle)
    round = actions.set_up_round(
        actor=office,
        step=cycle.steps.get(kind="ask_households"),
        question=told["question"],
        explanation=told["explanation"],
        unit=community,
        compound=building.compound,
        entrance=entrance,
    )
    return actions.open_round(actor=office, round=round)


def _campaign(
    told: dict[str, Any], round: ConsentRound, office: Person, town: Town
) -> VisitCampaign:
    """Send the visitors to the building, day after day."""
    first, last = (timezone.localdate(day) for day in (round.step.opens_at, round.step.closes_at))
    campaign = visiting.start_campaign(
        actor=office, round=round, name=told["campaign"], starts_on=first, ends_on=last
    )
    visiting.assign_visitors(
        actor=office,
        campaign=campaign,
        visitors=[town.people[ref] for ref in told["visitors"]],
        buildings=[town.buildings[told["building"]]],
        days=[first + timedelta(days=day) for day in range(DAYS)],
    )
    return campaign


def _knock(home: Elector, door: dict[str, Any]) -> Knock:
    outcome = door.get("outcome", "answered")
    again = timezone.localtime() + timedelta(days=(WEEKEND - timezone.localdate().weekday()) % 7)
    return Knock(
        elector=home,
        outcome=outcome,
        key=f"demo-lift-{home.pk}",
        answer=door.get("answer", ""),
        again_at=again if outcome == "revisit" else None,
        note=door.get("note", ""),
        objections=[Raised(door["topic"], door["text"], door["wish"])] if "topic" in door else (),
    )
