"""How the demo's neighbours answer at 618 doors, and how works start."""

from datetime import datetime, timedelta
from itertools import chain
from random import Random
from typing import Any

from django.utils import timezone

from mulin.commons.electorates.models import Elector
from mulin.commons.people.models import Person
from mulin.features.consents import actions, queries
from mulin.features.consents.actions import objecting, visiting
from mulin.features.consents.actions.visiting import Knock, Raised
from mulin.features.consents.models import AnswerConflict, ConsentRound, Objection, VisitCampaign
from mulin.features.consents.queries import visits
from mulin.programmes.models import Step

from ..clock import at
from .plans import homes_by_building
from .season import HOUR, Season

ANSWERS = ("agree", "disagree", "not_reached")
A_WALK = 24
"""How many doors one pair of visitors knocks at before they hand in their sheet."""


def ask_households(season: Season, step: Step) -> None:
    """Ask every household: some answer themselves, at the other doors visitors knock."""
    asked = season.cycle.steps.filter(kind="ask_households", order__lt=step.order).count()
    told = season.rows["rounds"][asked]
    compound = season.town.compounds["hongzhuan"]
    with at(step.opens_at):
        round = actions.set_up_round(
            actor=season.office,
            step=step,
            question=told["question"],
            explanation=told["explanation"],
            unit=compound.community,
            compound=compound,
        )
        round = actions.open_round(actor=season.office, round=round)
    said = _what_each_says(round, told["buildings"])
    heard = _by_phone(season, round, told, said)
    _at_the_doors(season, round, told, {home: said[home] for home in said if home not in heard})


def _what_each_says(round: ConsentRound, buildings: list[list[int]]) -> dict[Elector, str]:
    """Share out each building's figures among its doors, always the same way."""
    homes: dict[str, list[Elector]] = {}
    for home in queries.electors(round):
        homes.setdefault(home.building, []).append(home)
    said: dict[Elector, str] = {}
    for number, (doors, figures) in enumerate(zip(homes.values(), buildings, strict=True)):
        answers = list(
            chain.from_iterable(
                [answer] * count for answer, count in zip(ANSWERS, figures, strict=True)
            )
        )
        Random(number).shuffle(answers)  # noqa: S311 (a story, not a secret)
        said |= dict(zip(doors, answers, strict=True))
    return said


def _by_phone(
    season: Season, round: ConsentRound, told: dict[str, Any], said: dict[Elector, str]
) -> set[Elector]:
    """Let some neighbours answer with their codes, and one say something else at the door."""
    heard: set[Elector] = set()
    settled = False
    neighbours = season.town.neighbours["c-qiwu"][: told["by_phone"]]
    for number, neighbour in enumerate(neighbours):
        for home in queries.own_electors(round, neighbour):
            answer = said[home]
            if answer == "not_reached":
                continue
            changes = told.get("changes_at_the_door")
            if changes and (changes["door"] != answer or settled):
                changes = None
            with at(round.step.opens_at + HOUR + timedelta(minutes=17 * number)):
                first = changes["phone"] if changes else answer
                _answer(neighbour, round, home, first, "code")
            if changes:
                _settle(season, round, home, changes)
                settled = True
            heard.add(home)
    return heard


def _settle(season: Season, round: ConsentRound, home: Elector, told: dict[str, Any]) -> None:
    with at(round.step.opens_at + 6 * HOUR):
        visitor = season.town.people[told["visitor"]]
        _answer(visitor, round, home, told["door"], "door")
    with at(round.step.opens_at + 30 * HOUR):
        actions.settle_conflict(
            actor=season.town.people[told["settled_by"]],
            conflict=AnswerConflict.objects.get(round=round, elector=home, settled_at=None),
            answer=told["door"],
            reason=told["reason"],
        )


def _answer(who: Person, round: ConsentRound, home: Elector, answer: str, channel: str) -> None:
    actions.answer(
        actor=who,
        round=round,
        elector=home,
        answer=answer,
        channel=channel,
        key=f"demo-{channel}-{home.pk}",
    )


def _at_the_doors(
    season: Season, round: ConsentRound, told: dict[str, Any], said: dict[Elector, str]
) -> None:
    """Let visitors hand in one walk sheet after the other, over the days of the round."""
    doors = list(said.items())
    campaign, raised = _campaign(season, round, told), _objections(round, told)
    walks = [doors[first : first + A_WALK] for first in range(0, len(doors), A_WALK)]
    for number, walk in enumerate(walks):
        visitor = told["visitors"][number % len(told["visitors"])]
        with at(_moment(round, number, len(walks))):
            visiting.record_visits(
                actor=season.town.people[visitor],
                campaign=campaign,
                knocks=[_knock(home, answer, raised.get(home, [])) for home, answer in walk],
            )
    for home, objections in raised.items():
        _talk(season, round, home, objections)


def _campaign(season: Season, round: ConsentRound, told: dict[str, Any]) -> VisitCampaign:
    """Send the visitors to every building, each to some of them on each day of the week."""
    first = timezone.localdate(round.step.opens_at)
    days = (timezone.localdate(round.step.closes_at) - first).days
    with at(round.step.opens_at + HOUR / 2):
        campaign = visiting.start_campaign(
            actor=season.office,
            round=round,
            name=told["campaign"],
            starts_on=first,
            ends_on=first + timedelta(days=days),
        )
        for number, building in enumerate(visits.buildings_in(round)):
            visitor = told["visitors"][number % len(told["visitors"])]
            visiting.assign_visitors(
                actor=season.office,
                campaign=campaign,
                visitors=[season.town.people[visitor]],
                buildings=[building],
                days=[first + timedelta(days=number * days // 14)],
            )
    return campaign


def _objections(round: ConsentRound, told: dict[str, Any]) -> dict[Elector, list[dict]]:
    homes = homes_by_building(round)
    raised: dict[Elector, list[dict[str, Any]]] = {}
    for one in told["objections"]:
        raised.setdefault(homes[one["building"] - 1][one["home"] - 1], []).append(one)
    return raised


def _knock(home: Elector, answer: str, raised: list[dict]) -> Knock:
    return Knock(
        elector=home,
        outcome="absent" if answer == "not_reached" else "answered",
        key=f"demo-{home.pk}",
        answer="" if answer == "not_reached" else answer,
        objections=[Raised(one["topic"], one["text"], one.get("wish", "")) for one in raised],
    )


def _talk(season: Season, round: ConsentRound, home: Elector, raised: list[dict]) -> None:
    """Let the office talk over what a household raised; some raised it without a visit."""
    with at(round.step.closes_at - 12 * HOUR):
        for one in raised:
            found = Objection.objects.filter(round=round, elector=home, topic=one["topic"]).first()
            objection = found or objecting.raise_objection(
                actor=season.office,
                round=round,
                elector=home,
                topic=one["topic"],
                text=one["text"],
                wish=one.get("wish", ""),
            )
            objecting.answer_objection(
                actor=season.office,
                objection=objection,
                state=one["state"],
                agreed_answer=one["answer"],
            )


def _moment(round: ConsentRound, number: int, of: int) -> datetime:
    """Return when a walk ends: in the evenings, more of them in the first days than in the last."""
    days = (round.step.closes_at - round.step.opens_at).days - 1
    day = int(days * (number / of) ** 1.4)
    return round.step.opens_at + timedelta(days=day, hours=8 + number % 3)


def start_works(season: Season, step: Step) -> None:
    """Announce that works start."""
    with at(step.opens_at + HOUR):
        actions.issue_start_notice(actor=season.office, step=step, **season.rows["notice"])
