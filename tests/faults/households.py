"""Ask households in the running site, or close the round; says as JSON what came of it."""

import json
import sys

from django.utils import timezone

from mulin.commons.people.actions import register_person
from mulin.commons.people.models import Person
from mulin.commons.places.models import Membership
from mulin.commons.places.roles import Role
from mulin.commons.places.tests.people import make_town
from mulin.features.budgets.tests.crowds import sign_in
from mulin.features.consents import queries
from mulin.features.consents.tests.rounds import make_round
from mulin.programmes.actions import close_step
from mulin.programmes.models import Step


def make(count: int) -> dict:
    """Open a round of so many homes, in each of which somebody is signed in."""
    town = make_town(province_name="岚海省")
    town.people["陶志远"] = register_person(actor=None, full_name="陶志远")
    town.join("陶志远", Role.DIRECTOR)
    asking = make_round(town, homes=count)
    homes = list(queries.electors(asking.round))
    people = Person.objects.bulk_create(Person(full_name=home.address) for home in homes)
    Membership.objects.bulk_create(
        Membership(
            person=person,
            role=Role.RESIDENT,
            unit=town.community,
            household=home.household,
            from_on=timezone.localdate(),
            confirmed_at=timezone.now(),
        )
        for person, home in zip(people, homes, strict=True)
    )
    home_of = {person.pk: home.number for person, home in zip(people, homes, strict=True)}
    return {
        "step": asking.first.pk,
        "round": asking.round.pk,
        "homes": {session: home_of[person] for session, person in sign_in(people).items()},
    }


def close(pk: int) -> dict:
    step = Step.objects.get(pk=pk)
    return close_step(actor=step.owner, step=step).outcome


def main(word: str, number: str) -> None:
    act = {"make": make, "close": close}[word]
    sys.stdout.write(json.dumps(act(int(number))))
