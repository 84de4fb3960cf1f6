"""Make a vote in the running site, or close it; says as JSON what came of it."""

import json
import sys

from mulin.commons.places.tests.people import make_town
from mulin.features.budgets.actions import begin_vote
from mulin.features.budgets.tests.budget_votes import make_voting
from mulin.features.budgets.tests.crowds import sign_in_voters
from mulin.programmes.actions import close_step
from mulin.programmes.models import Step


def make(count: int) -> dict:
    voting = make_voting(make_town(province_name="票河省"), voters=1, is_begun=False)
    voters = sign_in_voters(voting.vote, count)
    begin_vote(actor=voting.office, vote=voting.vote)
    return {"step": voting.step.pk, "vote": voting.vote.pk, "voters": voters}


def close(pk: int) -> dict:
    step = Step.objects.get(pk=pk)
    return close_step(actor=step.owner, step=step).outcome


def main(word: str, number: str) -> None:
    act = {"make": make, "close": close}[word]
    sys.stdout.write(json.dumps(act(int(number))))
