"""Ask owners in the running site, or count what they said; says as JSON what came of it."""

import json
import sys
from itertools import count

from mulin.commons.electorates.drawing import Line
from mulin.commons.people.models import Person
from mulin.commons.places.tests import people
from mulin.commons.places.tests.people import make_town
from mulin.features.budgets.tests.crowds import sign_in
from mulin.features.owners import actions
from mulin.features.owners.models import OwnersVote
from mulin.features.owners.tests.votes import opened, shut

AREA = 5000


def make(number: int) -> dict:
    """Open a vote of so many owners, each signed in."""
    people._phones = count(13_900_000_000)  # others have been at this site with the usual ones
    town = make_town(province_name="岭北省")
    owners = Person.objects.bulk_create(Person(full_name=f"业主{n}") for n in range(number))
    roll = [
        Line(
            key=f"person:{person.pk}",
            name=person.full_name,
            person_id=person.pk,
            area=AREA,
            parts=[{"address": f"{place}号", "area": AREA}],
        )
        for place, person in enumerate(owners, start=1)
    ]
    vote = opened(town, roll)
    number_of = dict(vote.electorate.electors.values_list("person", "number"))
    sessions = sign_in(owners)
    return {
        "vote": vote.pk,
        "owners": {session: number_of[person] for session, person in sessions.items()},
    }


def close(pk: int) -> dict:
    vote = shut(OwnersVote.objects.get(pk=pk))
    concluded = actions.conclude_vote(actor=vote.prepared_by, vote=vote)
    return concluded.outcome


def main(word: str, number: str) -> None:
    act = {"make": make, "close": close}[word]
    sys.stdout.write(json.dumps(act(int(number))))
