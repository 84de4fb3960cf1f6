"""How the demo's neighbours answer at 618 doors, and how works start."""

from datetime import datetime, timedelta
from itertools import chain
from random import Random
from typing import Any

from mulin.commons.electorates.models import Elector
from mulin.commons.people.models import Person
from mulin.features.consents import actions, queries
from mulin.features.consents.models import AnswerConflict, ConsentRound
from mulin.programmes.models import Step

from ..clock import at
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
        key=f"demo:{channel}:{home.pk}",
    )


def _at_the_doors(
    season: Season, round: ConsentRound, told: dict[str, Any], said: dict[Elector, str]
) -> None:
    """Let visitors hand in one walk sheet after the other, over the days of the round."""
    doors = list(said.items())
    walks = [doors[first : first + A_WALK] for first in range(0, len(doors), A_WALK)]
    for number, walk in enumerate(walks):
        visitor = told["visitors"][number % len(told["visitors"])]
        with at(_moment(round, number, len(walks))):
            actions.answer_many(
                actor=season.town.people[visitor],
                round=round,
                told=[actions.Told(home, answer, f"demo:door:{home.pk}") for home, answer in walk],
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
