"""A round under way in a small town, for this room's tests."""

from dataclasses import dataclass
from itertools import count

from mulin.commons.people.models import Person
from mulin.commons.places.models import Building, Compound, Dwelling, Entrance, Household
from mulin.commons.places.roles import Role
from mulin.commons.places.tests.people import Town, make_town
from mulin.programmes.models import Cycle, Step
from mulin.programmes.tests.cycles import make_cycle, shift

from .. import actions, queries
from ..models import ConsentRound

QUESTION = "是否同意红砖苑整体改造"
_keys = count(1)


@dataclass
class Asking:
    """Two rounds and the start of works; the first round is open."""

    town: Town
    cycle: Cycle
    first: Step
    second: Step
    start: Step
    round: ConsentRound
    compound: Compound
    director: Person

    def home(self, place: int):
        """Return the line of the roll at a place, counted from 0."""
        return queries.electors(self.round)[place]

    def neighbour(self, name: str, place: int) -> Person:
        """Let somebody live, for certain, behind the door at this place of the roll."""
        household = self.home(place).household
        return self.town.join(name, Role.RESIDENT, household=household)

    def colleague(self, name: str) -> Person:
        return self.town.people.get(name) or self.town.join(name, Role.SOCIAL_WORKER)

    def at_door(self, place: int, answer: str = "agree", *, by: Person | None = None, **how):
        return actions.answer(
            actor=by or self.director,
            round=self.round,
            elector=self.home(place),
            answer=answer,
            channel="door",
            **({"key": a_key()} | how),
        )

    def by_code(self, person: Person, place: int, answer: str = "agree", **how):
        return actions.answer(
            actor=person,
            round=self.round,
            elector=self.home(place),
            answer=answer,
            channel="code",
            **({"key": a_key()} | how),
        )

    def all_say(self, *answers: str, round: ConsentRound | None = None) -> None:
        """Let the first households of the roll say these, one each."""
        round = round or self.round
        homes = queries.electors(round)
        told = [
            actions.Told(home, said, a_key()) for home, said in zip(homes, answers, strict=False)
        ]
        actions.answer_many(actor=self.director, round=round, told=told)

    def begin_second(self) -> ConsentRound:
        """Prepare and open the second round."""
        shift(self.second, opens_in=-1, closes_in=5)
        round = actions.set_up_round(
            actor=self.director,
            step=self.second,
            question="是否同意引入物业公司并按月交费",
            unit=self.town.community,
            compound=self.compound,
        )
        return actions.open_round(actor=self.director, round=round)


def a_key() -> str:
    return f"test-{next(_keys)}"


def make_homes(town: Town, homes: int, *, buildings: int = 1) -> Compound:
    before = Compound.objects.filter(community=town.community).count()
    name = f"红砖苑{before or ''}"
    compound = Compound.objects.create(community=town.community, name=name)
    made = [
        Building.objects.create(compound=compound, name=f"{number + 1}号楼")
        for number in range(buildings)
    ]
    entrances = [Entrance.objects.create(building=one, name="1单元") for one in made]
    for number in range(homes):
        entrance = entrances[number * buildings // homes]
        dwelling = Dwelling.objects.create(entrance=entrance, room=f"{101 + number}")
        Household.objects.create(dwelling=dwelling, community=town.community)
    return compound


def make_round(
    town: Town | None = None,
    *,
    homes: int = 10,
    buildings: int = 1,
    opened: bool = True,
    **settings,
) -> Asking:
    """Start two rounds, of which the first is open, and the works after them."""
    town = town or make_town()
    compound = make_homes(town, homes, buildings=buildings)
    director = town.people.get("陶志远") or town.join("陶志远", Role.DIRECTOR)
    cycle = make_cycle(
        director,
        town.community,
        [town.community],
        [
            {
                "kind": "ask_households",
                "name": "第一轮 改造",
                "days": 7,
                "settings": {"about": "works"} | settings,
            },
            {
                "kind": "ask_households",
                "name": "第二轮 物业费",
                "days": 7,
                "settings": {"about": "money", "share": "80%", "only_after_passed": True},
            },
            {"kind": "start_works", "days": 30},
        ],
    )
    first, second, start = cycle.steps.order_by("order")
    round = actions.set_up_round(
        actor=director, step=first, question=QUESTION, unit=town.community, compound=compound
    )
    if opened:
        round = actions.open_round(actor=director, round=round)
    return Asking(town, cycle, first, second, start, round, compound, director)
